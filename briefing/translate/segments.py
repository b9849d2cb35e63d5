"""Texts cut into what is translated (sentences) and what is kept (everything between them)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.model import Language
from briefing.text import sentences
from briefing.text.tokens import MASK
from briefing.translate.mend import own_form

_LETTERS = re.compile(r"[^\W\d_]")
_LINES = re.compile(r"\s*\n\s*")
_BULLET = re.compile(r"^(?:[-–—•*·]|\d{1,2}[.)]|\(\d{1,2}\))\s+")
_KEEP_CAPS = frozenset("UN EU US UK NATO WHO IMF ONU UE OTAN OMS FMI EE UU PP PSOE BBC CNN".split())


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence to translate: ``text`` as the translator gets it.

    ``shout``: it was in capitals throughout and goes back into them.
    """

    text: str
    shout: bool = False

    def finish(self, translated: str) -> str:
        """The translation in the form the original had."""
        return translated.upper() if self.shout else translated


Plan = list[Segment | str]
"""A text in order: segments to translate and strings to keep."""


def plan(text: str, source: Language, target: Language, *, headline: bool = False) -> Plan:
    """Cut ``text``; joining the parts untranslated gives back its words and spacing."""
    out: Plan = []
    last = 0
    for line in _LINES.finditer(text):
        out += _line(text[last : line.start()], source, target, headline)
        out.append(line.group())
        last = line.end()
    return out + _line(text[last:], source, target, headline)


def _line(line: str, source: Language, target: Language, headline: bool) -> Plan:
    bullet = _BULLET.match(line)
    lead = bullet.group() if bullet else ""
    body = line[len(lead) :]
    out: Plan = [lead] if lead else []
    spans = [(0, len(body))] if headline and len(body) < 200 else sentences.split(body, source)
    last = 0
    for start, end in spans:
        stripped = body[start:end].strip()
        if not stripped:
            continue
        at = body.index(stripped, start)
        out.append(body[last:at])
        out.append(_piece(stripped, source, target))
        last = at + len(stripped)
    out.append(body[last:])
    return [part for part in out if part != ""]


def _piece(text: str, source: Language, target: Language) -> Segment | str:
    if not _LETTERS.search(MASK.sub("", text)):
        return own_form(text, text, source, target)
    words = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 1]
    capitals = [word for word in words if word.isupper()]
    if len(words) >= 3 and len(capitals) == len(words) and not MASK.search(text):
        return Segment(_lower(text), shout=True)
    return Segment(text)


def _lower(text: str) -> str:
    """Sentence case for a line in capitals, well-known acronyms kept."""

    def word(match: re.Match[str]) -> str:
        return match.group() if match.group() in _KEEP_CAPS else match.group().lower()

    low = re.sub(r"[^\W\d_]+", word, text)
    first = _LETTERS.search(low)
    return (
        low if first is None else low[: first.start()] + first.group().upper() + low[first.end() :]
    )
