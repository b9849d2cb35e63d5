"""Tokens of running text: numbers in digits, words, single signs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from briefing.model import Language
from briefing.text import numerals as words

Kind = Literal["number", "percentage", "money", "date", "time", "unit"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text, at code points ``start:end``.

    ``value`` of a month is 1–12, of a weekday 1–7 (Monday first), of a time minutes since
    midnight. ``unit`` is ``%``, a currency, a unit of measure, ``year``, ``month``, ``day of
    month``, ``weekday``, ``clock`` (with day or night known), ``clock?`` (not known), ``century``,
    ``decade``, ``ordinal``, ``vague`` (an order of magnitude: "hundreds"), ``?`` (shares the unit
    of a later figure: "15 to 20 %") or empty. ``also`` is a second possible reading. ``number`` is
    the place of the number without symbol or unit, where it differs from ``start:end``.
    """

    kind: Kind
    value: Fraction
    unit: str
    start: int
    end: int
    text: str
    digits: bool = True
    weak: bool = False
    negative: bool = False
    also: Fraction | None = None
    number: tuple[int, int] | None = None


GAP = "\u00a0\u202f\u2009"
_NUMBER: dict[Language, str] = {
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"
    rf"|\d{{1,3}}(?:[{GAP}]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?: 000)+(?!\d)|\d+,\d{1,2}(?!\d)(?!,)|\d+(?:\.\d+)?",
    "es": r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)"
    rf"|\d{{1,3}}(?:[ {GAP}]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?(?!\d)|\d{1,3},\d{3}\.\d+|\d+(?:,\d+)?(?:\.\d{1,2}(?!\d))?",
}
_TOKEN: dict[Language, re.Pattern[str]] = {
    language: re.compile(rf"(?P<n>{number})|(?P<w>[^\W\d_]+)|(?P<s>[^\w\s]|_)")
    for language, number in _NUMBER.items()
}
MASK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'«»“”]*[^\s<>\"'«»“”.,;:!?)]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w])[@#]\w+"
)
"""Addresses and tags: copied as they are, their digits are no figures."""

VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3)}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a single sign with its place."""

    text: str
    low: str
    type: str
    start: int
    end: int


def parse_number(text: str, language: Language) -> tuple[Fraction, Fraction | None]:
    """The value of a number in digits as ``language`` writes it, and a second reading or None.

    Readings the language does not use but its writers do (a decimal point in Spanish, a decimal
    comma in English) are taken when they are the only sensible ones.
    """
    text = re.sub(rf"[ {GAP}]", "", text)
    group, point = (",", ".") if language == "en" else (".", ",")
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", text):
        return Fraction(text.replace(group, "").replace(point, ".")), None
    if len(re.findall(r"[.,]", text)) > 1:
        return _irregular(text), None
    if language == "es" and re.fullmatch(r"[1-9]\d{0,2},000", text):
        return Fraction(text.replace(",", "")), None
    if language == "es" and re.fullmatch(r"[1-9]\d{0,2},\d{3}", text):
        return Fraction(text.replace(",", ".")), Fraction(text.replace(",", ""))
    return Fraction(text.replace(",", ".")), None


def _irregular(text: str) -> Fraction:
    """A number with several signs that follow no one rule ("4.045.64", "1,000.5,2").

    The last sign is the decimal one when it occurs once, or when other than three digits follow;
    all the others part groups.
    """
    cut = max(text.rfind(","), text.rfind("."))
    whole, last, rest = text[:cut], text[cut], text[cut + 1 :]
    digits = re.sub(r"[.,]", "", whole)
    if last in whole and len(rest) == 3:
        return Fraction(digits + rest)
    return Fraction(f"{digits}.{rest}")


def tokens(text: str, language: Language) -> list[Token]:
    """The tokens of ``text``, addresses left out."""
    masked = MASK.sub(lambda m: " " * len(m.group()), text)
    return [
        Token(m.group(), m.group().lower(), m.lastgroup or "s", m.start(), m.end())
        for m in _TOKEN[language].finditer(masked)
    ]


class Cursor:
    """The tokens of one text with look-around."""

    def __init__(self, masked: str, text: str, language: Language) -> None:
        self.text = text
        self.language: Language = language
        self.tokens = tokens(masked, language)
        self.cardinals = words.CARDINALS[language]
        self.scales = words.SCALES[language]
        self.ordinals = words.ORDINALS[language]

    def _at(self, i: int) -> Token | None:
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def _low(self, i: int) -> str:
        token = self._at(i)
        return token.low if token else ""

    def _touching(self, i: int) -> bool:
        """Is token ``i`` written directly after the one before it?"""
        before, token = self._at(i - 1), self._at(i)
        return bool(before and token and before.end == token.start)

    def _opens(self, i: int) -> bool:
        """Does token ``i`` begin a sentence, clause or quotation?"""
        before = self._at(i - 1)
        return before is None or (before.type == "s" and before.text not in "-,'’&/")

    def _make(
        self, kind: Kind, value: Fraction, unit: str, i: int, end: int, **more: object
    ) -> Figure:
        start, stop = self.tokens[i].start, self.tokens[end - 1].end
        base = Figure(kind, value, unit, start, stop, self.text[start:stop])
        return replace(base, **more)  # type: ignore[arg-type]  # checked by the dataclass fields
