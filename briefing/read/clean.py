"""Text as the rest of the programme wants it: NFC, single spaces, no control characters, no
page furniture. Everything here deletes or joins; no word is ever changed."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

MAX_CHARACTERS = 100_000
"""What of one article is used; beyond it an article is a book."""

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # marks and overrides of direction
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"  # not for interchange
    "\U000e0000-\U000e007f]"  # invisible tags
)
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]")
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_DIGIT_SPACE = re.compile("(?<=[0-9])[\u00a0\u2007\u2009\u202f](?=[0-9]{3}(?![0-9])|%)")
_KEPT_SPACE = "\ue000"

# Scraped Spanish is often tokenised: "3 , 5 %", "19 . 000", "¿ Qué", "EE . UU .".
_NUMBER_GROUPS = re.compile(r"(?<![\d.,] )(?<![\d.,])\d+(?: [.,] \d+)+(?![\d])")
_OPENING = re.compile(r"([¿¡«“]) +(?=\S)")
_CLOSING = re.compile(r" +(?=[,;:.!?…»”]+(?:[\s)\]»”'\"]|$))")
_TIME = re.compile(r"(?<=\d) : (?=\d\d(?!\d))")
_EEUU = re.compile(r"\b(EE|FF)\.? ?\. ?(UU|AA)(?: ?\.)?(?=[\s,;:?!)]|$)")


@dataclass(frozen=True, slots=True)
class Plain:
    """A cleaned line and how many control or direction characters were taken out of it."""

    text: str
    removed: int


def plain(text: str) -> Plain:
    """One line or paragraph as plain text: entities decoded, NFC, controls out, spaces single.

    A no-break space inside a figure stays (as U+00A0): it belongs to the number.
    """
    decoded = html.unescape(text) if "&" in text else text
    stripped, removed = _CONTROLS.subn("", _LINE_BREAKS.sub(" ", decoded))
    stripped = _INVISIBLE.sub("", stripped.replace(_KEPT_SPACE, ""))
    composed = unicodedata.normalize("NFC", stripped)
    kept = _DIGIT_SPACE.sub(_KEPT_SPACE, composed)
    single = _SPACES.sub(" ", kept).strip()
    return Plain(_untokenise(single.replace(_KEPT_SPACE, "\u00a0")), removed)


def _untokenise(text: str) -> str:
    if " " not in text:
        return text
    text = _NUMBER_GROUPS.sub(_join_number, text)
    text = _TIME.sub(":", text)
    text = _OPENING.sub(r"\1", text)
    text = _CLOSING.sub("", text)
    return _EEUU.sub(r"\1. \2.", text)


def _join_number(match: re.Match[str]) -> str:
    """ "19 . 000" is one number, "1 , 2 , 3" are three."""
    parts = re.split(r" ([.,]) ", match[0])
    figures, marks = parts[::2], parts[1::2]
    thousands = len(figures[0]) <= 3 and all(len(figure) == 3 for figure in figures[1:])
    if len(set(marks)) == 1 and thousands:
        return marks[0].join(figures)
    if len(marks) == 1 and marks[0] == ",":
        return ",".join(figures)
    if marks[-1] == "," and set(marks[:-1]) == {"."} and len(figures[0]) <= 3:
        return ".".join(figures[:-1]) + "," + figures[-1]
    return (
        "".join(f"{figure}{mark} " for figure, mark in zip(figures, marks, strict=False))
        + (figures[-1])
    )


def split_lines(text: str) -> list[str]:
    """Lines by any line break Unicode knows."""
    return _LINE_BREAKS.sub("\n", text).split("\n")


_SITE_SUFFIX = re.compile(
    r"\s[|/]\s(?:[^|/]{0,24}\b)?(?:noticias?|news|blogs?|últimas|opinión|opinion)\b[^|/]{0,24}$",
    re.I,
)


def tidy_title(title: str, source: str = "") -> str:
    """The title without the name of the site or rubric that pages hang on it."""
    shorter = _SITE_SUFFIX.sub("", title)
    for mark in (" | ", " - ", " – ", " — "):
        head, found, tail = shorter.rpartition(mark)
        if found and source and tail.strip().casefold() == source.casefold():
            shorter = head
    return shorter.strip() if len(shorter.split()) >= 3 else title
