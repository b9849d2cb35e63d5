"""Put right what a translation did to figures and names, where the right place is certain."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from fractions import Fraction

from briefing.model import Language
from briefing.text.figures import Figure, find
from briefing.text.numerals import CARDINALS, to_roman
from briefing.text.tokens import parse_number
from briefing.text.typography import format_number
from briefing.translate.checks.figures import compare
from briefing.translate.checks.names import lost_names, misspelt_names, names

_SCALES_EN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_SCALE_WORD = re.compile(r"[a-zñáéíóú]{2,}|\d[mbk]n?\b", re.IGNORECASE)
_FOREIGN: dict[Language, re.Pattern[str]] = {
    "es": re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,2})(?![\d:]|[.,]\d)"),
    "en": re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2})(?![\d:]|[.,]\d)"),
}
_LONG_SCALE = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{1,3})?) mil (?=millones\b)")
_LONE_SCALE = re.compile(
    r"\b([A-Za-z]+) ((?:[mb]|tr)illion) (?=(?:dollars|euros|pounds|pesos|people)\b)"
)
_COUNTS = frozenset(CARDINALS["en"]) | frozenset(
    "a one per half several few hundred thousand many the multi some another each and point".split()
)
_CLOCK_UNITS = ("clock", "clock?")


def own_form(source_text: str, text: str, source: Language, target: Language) -> str:
    """``text`` with copied numbers ("35,000" in Spanish) in the target language's form.

    Only numbers that, read as the source language writes them, are among the source's figures.
    """
    text = _LONG_SCALE.sub(_millions, text) if target == "es" else _LONE_SCALE.sub(_article, text)
    text = _ended(source_text, text)
    if target == "es":
        text = _opened(text)
    elif "¿" not in source_text or source == "es":
        text = text.replace("¿", "").replace("¡", "")
    if not _FOREIGN[target].search(text):
        return text
    known = {figure.value for figure in find(source_text, source)}
    known |= {parse_number(n, source)[0] for n in re.findall(r"\d[\d.,]*\d", source_text)}

    def turn(match: re.Match[str]) -> str:
        number = match.group()
        value = parse_number(number, source)[0]
        if value not in known:
            return number
        decimals = re.search(r"\.\d+$" if source == "en" else r",\d+$", number)
        digits = len(decimals.group()) - 1 if decimals else 0
        plain = f"{float(value):.{digits}f}" if digits else str(value.numerator)
        return format_number(plain, target, "point")

    return _FOREIGN[target].sub(turn, text)


def _millions(match: re.Match[str]) -> str:
    """ "3,2 mil millones" is the same as "3200 millones", which Spanish prefers."""
    value = parse_number(match[1], "es")[0] * 1000
    if value.denominator != 1:
        return match.group()
    return format_number(str(value.numerator), "es", "point") + " "


def _article(match: re.Match[str]) -> str:
    """ "lost billion dollars", from "mil millones", lacks its "a"."""
    if match[1].lower() in _COUNTS:
        return match.group()
    return f"{match[1]} a {match[2]} "


def _opened(text: str) -> str:
    """Spanish questions and exclamations that lack their opening mark, whole sentences only."""
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if opening in text or not re.search(rf"\w[{closing}][\"”»)]*$", text):
            continue
        if text.count(closing) > 1:
            continue
        lead = re.match(r"[\s\-–—\"“«(]*", text)
        at = lead.end() if lead else 0
        inner = list(re.finditer(r"(?:[.:;…]|[.,]?[\"”»]) +", text[at:]))
        at += inner[-1].end() if inner else 0
        text = text[:at] + opening + text[at:]
    return text


def _ended(source_text: str, text: str) -> str:
    """A full stop, question or exclamation mark at the end stays there."""
    ending = re.search(r"[.!?…][\"”»)]*$", source_text)
    if ending is None or not text or re.search(r"[.!?…:;][\"”»)]*$", text):
        return text
    mark = ending.group()[0]
    closing = re.search(r"[\"”»)]+$", text) if len(ending.group()) > 1 else None
    at = closing.start() if closing else len(text)
    return text[:at] + mark + text[at:]


def restore_figures(
    source_text: str, text: str, source: Language, target: Language
) -> tuple[str, list[str]]:
    """``text`` with wrong figures replaced by the source's, and what was restored.

    A missing figure takes the place of an extra one when both have the same leading digits (only
    the scale went wrong) or when they are the only two left over.
    """
    done: list[str] = []
    for _ in range(4):
        compared = compare(find(source_text, source), find(text, target))
        percent = next((pair for pair in compared.changed if pair[2] == "percentage"), None)
        if percent and percent[0].unit == "%" and percent[1].kind == "number":
            end = percent[1].end
            text = f"{text[:end]}%{text[end:]}"
            done.append(percent[0].text)
            continue
        pair = _pair(compared.missing, compared.extra)
        if pair is None:
            break
        wrong, right = pair[1], pair[0]
        new = _put(text, wrong, right, source, target)
        if new == text:
            break
        text = new
        done.append(right.text)
    return text, done


def _pair(missing: tuple[Figure, ...], extra: tuple[Figure, ...]) -> tuple[Figure, Figure] | None:
    for figure in missing:
        same = [other for other in extra if _akin(figure, other) and _lead(figure) == _lead(other)]
        if len(same) == 1:
            return figure, same[0]
    if len(missing) == len(extra) == 1 and _akin(missing[0], extra[0]):
        return missing[0], extra[0]
    return None


def _lead(figure: Figure) -> str:
    if figure.unit in _CLOCK_UNITS:
        return f"clock {int(figure.value) % 60}"
    return f"{figure.value.numerator * 10**6 // figure.value.denominator}".rstrip("0")


def _akin(a: Figure, b: Figure) -> bool:
    """May one stand in the other's place? Words, months and weekdays are left alone."""
    if (a.unit in _CLOCK_UNITS) != (b.unit in _CLOCK_UNITS):
        return False
    words = ("month", "weekday", "vague", "fraction", "decade")
    if any((f.kind == "date" and f.unit in words) or f.unit in words[2:] for f in (a, b)):
        return False
    if (a.unit in ("century", "ordinal")) != (b.unit in ("century", "ordinal")):
        return False
    return a.digits or not b.digits or a.value > 20


def _put(text: str, wrong: Figure, right: Figure, source: Language, target: Language) -> str:
    start, end = wrong.number or (wrong.start, wrong.end)
    new = render(right, target, roman=wrong.unit == "century")
    tail = text[end:]
    if target == "es":
        scaled = new.endswith(("millones", "millón"))
        if scaled and re.match(r"\s+(?!de\b|y\b|o\b|a\b|en\b|más\b|por\b)[a-záéíóúñ]{3,}", tail):
            tail = " de" + tail
        elif not scaled and re.match(r" de [a-záéíóúñ]", tail) and "mill" in text[start:end]:
            tail = tail[3:]
    return text[:start] + new + tail


def render(figure: Figure, language: Language, *, roman: bool = False) -> str:
    """The number of ``figure`` in digits as ``language`` writes it, without its unit."""
    if figure.unit in _CLOCK_UNITS:
        return _clock(int(figure.value), language, sure=figure.unit == "clock")
    if figure.unit in ("century", "ordinal") and figure.value.denominator == 1:
        return _rank(int(figure.value), language, roman=roman)
    value = figure.value
    sign = "-" if figure.negative else ""
    if value >= 10**6 and _SCALE_WORD.search(figure.text):
        return sign + _scaled(value, language)
    if figure.unit == "year":
        return str(value)
    return sign + format_number(_plain(value), language, "point")


def _scaled(value: Fraction, language: Language) -> str:
    if language == "es":
        number = format_number(_plain(value / 10**6), "es", "point")
        return f"{number} {'millón' if number == '1' else 'millones'}"
    for scale, word in _SCALES_EN:
        if value >= scale:
            return f"{format_number(_plain(value / scale), 'en')} {word}"
    return format_number(_plain(value), "en")


def _plain(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def _clock(minutes: int, language: Language, *, sure: bool) -> str:
    hour, minute = divmod(minutes, 60)
    if language == "es" or not sure:
        return f"{hour}:{minute:02d}"
    half = "a.m." if hour < 12 else "p.m."
    return f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {half}"


def _rank(value: int, language: Language, *, roman: bool) -> str:
    if language == "es":
        return to_roman(value) if roman else f"{value}.º"
    suffix = (
        "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    )
    return f"{value}{suffix}"


def restore_names(
    source_text: str, text: str, source: Language, target: Language
) -> tuple[str, list[str]]:
    """``text`` with a lost name put where the only unexplained name stands.

    Only when the two look alike ("Cabul" for "Kabul") or both stand beside the same other name
    ("Marta Subvención" for "Marta Grant").
    """
    text, respelt = _respell(source_text, text, source)
    lost = lost_names(source_text, text, source)
    if len(lost) != 1:
        return text, respelt
    known = set(names(text, target))
    strange = [name for name in lost_names(text, source_text, target) if name in known]
    if len(strange) != 1 or text.count(strange[0]) != 1:
        return text, respelt
    alike = SequenceMatcher(None, lost[0].lower(), strange[0].lower()).ratio() >= 0.6
    if not alike and not _same_neighbour(lost[0], source_text, strange[0], text):
        return text, respelt
    place = re.search(rf"(?<!\w){re.escape(strange[0])}(?!\w)", text)
    if place is None:
        return text, respelt
    return text[: place.start()] + lost[0] + text[place.end() :], [*respelt, *lost]


def _respell(source_text: str, text: str, source: Language) -> tuple[str, list[str]]:
    """Misspelt names in the spelling of the source."""
    respelt = []
    for name, wrong in misspelt_names(source_text, text, source):
        text = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", name, text)
        respelt.append(name)
    return text, respelt


def _same_neighbour(name: str, source_text: str, other: str, text: str) -> bool:
    def beside(word: str, sentence: str) -> set[str]:
        found = re.findall(rf"(\w+)? ?(?<!\w){re.escape(word)}(?!\w) ?(\w+)?", sentence)
        return {near for pair in found for near in pair if near[:1].isupper()}

    return bool(beside(name, source_text) & beside(other, text))
