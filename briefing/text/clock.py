"""Times of day and ISO dates in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.model import Language
from briefing.text.numerals import CARDINALS


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day. ``sure`` when the text tells morning from evening."""

    minutes: int
    sure: bool
    start: int
    end: int
    digits: bool = True


@dataclass(frozen=True, slots=True)
class DatePart:
    """Year, month or day of month of an ISO 8601 date."""

    value: int
    unit: str
    start: int
    end: int


_HOUR_WORDS = {
    language: "|".join(word for word, value in table.items() if 1 <= value <= 12)
    for language, table in CARDINALS.items()
}
_ZONE = r"(?:GMT|UTC|BST|CES?T|EE?ST|[ECMP][SD]T)\b"
_EN = re.compile(
    rf"(?<![\d.,:])(?:(?P<h>\d{{1,2}})(?:[:.](?P<m>[0-5]\d))?|(?P<w>{_HOUR_WORDS['en']}))"
    r"(?:\s?(?P<ap>[ap])\.?\s?m\b\.?|\s(?:o'clock|o’clock)"
    r"(?:\s+in the (?P<part>morning|afternoon|evening)| at (?P<night>night))?)"
    r"|(?<![\d.,:/])(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?![\d:])"
    r"(?:(?=\s?[-–]\s?[\d:]{1,5}\s?(?P<ap2>[ap])\.?\s?m\b))?"
    rf"|(?<![\d.,:/])(?P<h3>[01]?\d|2[0-3])\.(?P<m3>[0-5]\d)(?=\s{_ZONE})"
    r"|\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b",
    re.IGNORECASE,
)
_ES = re.compile(
    r"(?<![\d.,:])(?:(?P<lead>\blas?\s+)?(?P<h>[01]?\d|2[0-4])(?:(?P<sep>[:.h])(?P<m>[0-5]\d))?(?![\d:])(?!,\d)"
    rf"|\b(?P<lead2>las?)\s+(?P<w>{_HOUR_WORDS['es']})(?P<add>\s+y\s+media|\s+y\s+cuarto|\s+menos\s+cuarto)?)"
    rf"(?:(?P<hs>\s?(?:horas?|hs?|hrs?)\b\.?)|(?P<zone>(?=\s{_ZONE})))?"
    r"(?:\s+(?:de|por|en)\s+la\s+(?P<part>mañana|tarde|noche|madrugada)"
    r"|\s?(?P<ap>[ap])\.?\s?m\b\.?|\s+del\s+(?P<noonish>mediodía))?"
    r"|\b(?P<noon>mediodía)\b|\b(?P<midnight>medianoche)\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(0\d|1[0-2])-([0-2]\d|3[01])(?![\d-])")


def clock_times(text: str, language: Language) -> list[ClockTime]:
    """The times of day in ``text``."""
    if language == "en":
        return [t for m in _EN.finditer(text) if (t := _english(m)) is not None]
    return [t for m in _ES.finditer(text) if (t := _spanish(m, text)) is not None]


def _half(hour: int, afternoon: bool | None) -> int:
    if afternoon is None:
        return hour
    if afternoon:
        return hour + 12 if hour < 12 else hour
    return 0 if hour == 12 else hour


def _english(m: re.Match[str]) -> ClockTime | None:
    if m["noon"] or m["midnight"]:
        return ClockTime(720 if m["noon"] else 0, True, m.start(), m.end(), digits=False)
    if m["h3"]:
        return ClockTime(int(m["h3"]) * 60 + int(m["m3"]), True, m.start(), m.end())
    if m["h2"]:
        half = m["ap2"].lower() == "p" if m["ap2"] else None
        hour = _half(int(m["h2"]), half)
        sure = half is not None or hour > 12
        return ClockTime(hour * 60 + int(m["m2"]), sure, m.start(), m.end())
    hour = int(m["h"]) if m["h"] else CARDINALS["en"][m["w"].lower()]
    if hour > 24:
        return None
    afternoon = None
    if m["ap"]:
        afternoon = m["ap"].lower() == "p"
    elif m["part"] or m["night"]:
        afternoon = m["part"] != "morning"
    minutes = _half(hour, afternoon) * 60 + int(m["m"] or 0)
    return ClockTime(minutes, afternoon is not None or hour > 12, m.start(), m.end(), bool(m["h"]))


def _spanish(m: re.Match[str], text: str) -> ClockTime | None:
    if m["noon"] or m["midnight"]:
        return ClockTime(720 if m["noon"] else 0, True, m.start(), m.end(), digits=False)
    part, marked = (m["part"] or "").lower(), bool(m["part"] or m["ap"] or m["noonish"])
    if not _is_time(m, text, marked):
        return None
    hour = int(m["h"]) if m["h"] else CARDINALS["es"][m["w"].lower()]
    minute = int(m["m"] or 0)
    if m["add"]:
        extra = " ".join(m["add"].split())
        minute = {"y media": 30, "y cuarto": 15, "menos cuarto": -15}[extra.lower()]
    afternoon: bool | None = None
    if m["ap"]:
        afternoon = m["ap"].lower() == "p"
    elif part:
        afternoon = part in ("tarde", "noche") and not (part == "noche" and hour == 12)
    elif m["noonish"]:
        afternoon = hour < 6 or hour == 12
    minutes = (_half(hour, afternoon) * 60 + minute) % 1440
    sure = afternoon is not None or hour > 12 or hour == 0 or _told(m)
    start = m.start("h") if m["h"] else m.start("w")
    end = m.end()
    return ClockTime(minutes, sure, start, end, bool(m["h"]))


def _told(m: re.Match[str]) -> bool:
    """Does "horas" or a time zone follow?"""
    return bool(m["hs"]) or m["zone"] is not None


def _is_time(m: re.Match[str], text: str, marked: bool) -> bool:
    """Times need a sign of being one: a colon, "de la tarde", "las 20 horas", "a las 8"."""
    if m["sep"] == ":" or marked:
        return bool(m["lead"] or m["lead2"] or m["sep"] or m["ap"] or marked)
    if m["sep"]:
        return bool(m["lead"] or _told(m))
    if m["h"] and m["hs"]:
        return bool(m["lead"])
    before = text[: m.start()].rstrip().lower()
    after = text[m.end() : m.end() + 3]
    return (
        bool(m["lead"] or m["lead2"])
        and before.endswith((" a", " desde", " hasta", " sobre"))
        and bool(re.match(r"\s*(?:$|[.,;)]|del?\b|y\b)", after))
    )


def iso_dates(text: str) -> list[DatePart]:
    """The parts of all ISO 8601 calendar dates in ``text``."""
    return [
        DatePart(int(m[group]), unit, m.start(group), m.end(group))
        for m in _ISO.finditer(text)
        for group, unit in ((1, "year"), (2, "month"), (3, "day of month"))
    ]
