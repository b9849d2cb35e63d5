"""The look of figures and quotation marks in each language; no value ever changes.

Spanish follows the *Ortografía de la lengua española* (2010): groups of three from five digits
on, set apart by a no-break space (style ``house``) or a point (style ``point``), a decimal comma,
a no-break space before ``%`` and « » around quotations. English: commas, a decimal point, no space
before ``%``, and “ ”.
"""

from __future__ import annotations

import re
from typing import Literal

from briefing.model import Language
from briefing.text.tokens import GAP, MASK, parse_number

Style = Literal["house", "point", "keep"]

NBSP = "\u00a0"

_DIGITS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:[{GAP}]\d{{3}})+|\d{{1,3}}(?: 000)+"
    ),
    "es": re.compile(
        rf"\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:[ {GAP}]\d{{3}})+(?:,\d+)?"
        r"|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|[1-9]\d{0,2},000|\d+\.\d{1,2}(?! ?h)"
        r"|\d{5,}(?= ?(?:millones|%))"
    ),
}
_EDGE_BEFORE = r"(?<![\w.,:/+–-])"
_EDGE_AFTER = r"(?![\w:/]|[.,]\d)"
_PERCENT = re.compile(rf"(?<=\d)[ {GAP}]*%")
_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"'}
_MARKS: dict[Language, tuple[tuple[str, str], tuple[str, str]]] = {
    "en": (("“", "”"), ("‘", "’")),
    "es": (("«", "»"), ("“", "”")),
}


def apply(text: str, language: Language, style: Style) -> str:
    """``text`` in the form of its language; style ``keep`` leaves it as it is.

    Addresses are left alone. What is not certainly a figure or a pair of quotation marks stays.
    """
    if style == "keep" or not text:
        return text
    out, last = [], 0
    marked = _quotes(text, language)
    for address in MASK.finditer(marked):
        out += [_figures(marked[last : address.start()], language, style), address.group()]
        last = address.end()
    return "".join(out) + _figures(marked[last:], language, style)


def format_number(digits: str, language: Language, style: Style = "house") -> str:
    """``digits`` (plain, with a decimal point or none) grouped as the language groups."""
    whole, _, decimals = digits.partition(".")
    group = "," if language == "en" else ("." if style == "point" else NBSP)
    if len(whole) > (3 if language == "en" else 4):
        head = len(whole) % 3 or 3
        whole = group.join([whole[:head], *re.findall(r"\d{3}", whole[head:])])
    point = "." if language == "en" else ","
    return whole + (point + decimals if decimals else "")


def _figures(text: str, language: Language, style: Style) -> str:
    def number(match: re.Match[str]) -> str:
        found = match.group()
        value, also = parse_number(found, language)
        named = re.search(r"[A-ZÁÉÍÓÚÑ]\w* $", match.string[: match.start()])
        if also is not None or (named and re.fullmatch(r"\d{1,2}\.\d", found)):
            return found  # two readings, or a version: "Web 2.0"
        decimals = _decimals(found, language)
        plain = f"{value.numerator}" if not decimals else f"{float(value):.{len(decimals)}f}"
        new = format_number(plain, language, style)
        return new if parse_number(new, language)[0] == value else found

    pattern = rf"{_EDGE_BEFORE}(?:{_DIGITS[language].pattern}){_EDGE_AFTER}"
    text = re.sub(pattern, number, text)
    return _PERCENT.sub("%" if language == "en" else NBSP + "%", text)


def _decimals(number: str, language: Language) -> str:
    """The decimals as written ("2.50" keeps its nought)."""
    group = "," if language == "en" else "."
    marks = re.findall(r"[.,]", number)
    if not marks:
        return ""
    last = max(number.rfind("."), number.rfind(","))
    tail = number[last + 1 :]
    grouping = marks[-1] == group and len(tail) == 3
    thousands = re.fullmatch(r"[1-9]\d{0,2},000", number)
    if grouping or thousands or (len(marks) > 1 and len(set(marks)) == 1):
        return ""
    return tail


def _quotes(text: str, language: Language) -> str:
    """Double quotation marks in the language's form, by depth; unpaired ones stay."""
    opened: list[tuple[int, str]] = []
    marks: dict[int, str] = {}
    for place, sign in enumerate(text):
        if opened and sign == _PAIRS[opened[-1][1]] and not _opens_here(text, place, sign):
            start, _ = opened.pop()
            pair = _MARKS[language][min(len(opened), 1)]
            marks[start], marks[place] = pair
        elif sign in _PAIRS and _opens_here(text, place, sign):
            opened.append((place, sign))
    return "".join(marks.get(place, sign) for place, sign in enumerate(text))


def _opens_here(text: str, place: int, sign: str) -> bool:
    """Does the sign at ``place`` open a quotation? Straight marks tell by what is around them."""
    if sign != '"':
        return sign in _PAIRS
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isdigit() and not after.isalnum():
        return False
    return not before.isalnum() and not after.isspace() and before not in ".,;:!?»”)…%"
