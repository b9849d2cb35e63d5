"""Agency tags and datelines at the head of the first paragraph: source and place, not text.

``(MENAFN) Mexican …``, ``WASHINGTON (Reuters) - …``, ``MADRID, 5 may (EFE).- …``,
``Kathmandu, Nepal (CNN)A …``, ``TRIESTE, Italy - …``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_AGENCIES = (
    "AFP",
    "ANSA",
    "AP",
    "APA",
    "Bloomberg",
    "CNN",
    "CNN Business",
    "Colprensa",
    "dpa",
    "EFE",
    "EFE Verde",
    "EP",
    "Europa Press",
    "Interfax",
    "KUNA",
    "MENAFN",
    "Notimex",
    "PA",
    "PTI",
    "Reuters",
    "RHC",
    "SPA",
    "TASS",
    "Telam",
    "Télam",
    "UPI",
    "WAM",
    "WIRED",
    "Xinhua",
)
_KNOWN = {name.casefold(): name for name in _AGENCIES}
_NOT_AN_AGENCY = frozenset(
    "analysis audio breaking calendar columna correction corrección exclusive exclusiva explainer"
    " foto fotos galería graphic interview live opinion opinión photo photos poll resumen review"
    " update updated urgent urgente video vídeo videos watch".split()
)

_HEAD = 160
_NAME = r"[^\W\d_][\w.'’-]*"
_SMALL = r"(?:de|del|la|las|los|el|da|do|of|the|and|y|upon|on|in)"
_PLACE = (
    rf"(?P<place>{_NAME}(?:[ /]{{1,2}}(?:{_SMALL} )?{_NAME}){{0,4}}"
    rf"(?:, {_NAME}(?:[ ]{_NAME}){{0,3}})?)"
)
_DATE = (
    r"(?:,? (?:\d{1,2} (?:de )?[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.? \d{1,2})(?:,? (?:de )?\d{4})?)"
)
_DASH = r"(?:\s*[.,:]?\s*(?:[-–—]{1,2}|[:])\s*|\s*[.,]?[-–—]\s*)"

_TAGGED = re.compile(
    rf"(?:{_PLACE}?{_DATE}?\s*)\((?P<agency>[^()\n]{{2,40}})\)(?P<dash>{_DASH})?\s*(?=\S)"
)
_UPPER = r"[^\W\d_a-zß-ÿ]"
_BARE = re.compile(
    rf"(?P<place>{_UPPER}[^a-zß-ÿ\d(){{}}<>\[\]:]{{2,40}}?(?:, {_NAME}){{0,2}}){_DATE}?"
    rf"\s+[-–—]{{1,2}}\s+(?=[\"“‘¿¡«]?{_UPPER})"
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9.&/-]{2,11}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """``rest`` is the paragraph without its head; the others are empty when not named."""

    rest: str
    source: str = ""
    place: str = ""


def split_dateline(paragraph: str) -> Dateline:
    """Take an agency tag or dateline off the head of ``paragraph``.

    An unknown agency counts only when it is in capitals and opens the paragraph, or when a dash
    sets it off: brackets after a name are common in running text.
    """
    head = paragraph[:_HEAD]
    tagged = _TAGGED.match(head)
    if tagged:
        agency = tagged["agency"].strip()
        place = tagged["place"] or ""
        if _is_agency(agency, place, tagged["dash"], head[tagged.end() :]):
            source = _KNOWN.get(agency.casefold(), agency)
            return Dateline(paragraph[tagged.end() :].lstrip(), source, _tidy_place(place))
    bare = _BARE.match(head)
    if bare and bare["place"].split()[0].strip(":,.").casefold() not in _NOT_AN_AGENCY:
        return Dateline(paragraph[bare.end() :].lstrip(), "", _tidy_place(bare["place"]))
    return Dateline(paragraph)


def _is_agency(agency: str, place: str, dash: str | None, following: str) -> bool:
    folded = agency.casefold()
    if folded.split()[0] in _NOT_AN_AGENCY if folded.split() else True:
        return False
    if any(part.strip() in _KNOWN for part in re.split("[/|,-]", folded)):
        # "El grupo Europa (EP) crece": a known tag in running text is followed by a verb.
        return dash is not None or not place or not following[:1].islower()
    if not place:
        return _CAPITALS.fullmatch(agency) is not None and following[:1].isupper()
    words = place.split()
    if words[0] == "The" or (words[0] in ("La", "El", "Los", "Las") and len(words) > 2):
        return False
    capitals = all(word[:1].isupper() or len(word) <= 3 for word in re.findall(r"\w+", place))
    return dash is not None and capitals and agency[:1].isupper() and len(agency.split()) <= 3


def _tidy_place(place: str) -> str:
    """ "NEW YORK" → "New York"; mixed case stays."""
    words = " ".join(place.split()).strip(" ,.")
    if words.casefold().startswith(("redacción", "redaccion")):
        return ""
    head, comma, tail = words.partition(",")
    if len(head) > 3 and head.isupper():
        head = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), head)
        head = re.sub(r" (De|Del|La|Las|Los|El|Of|The|And|Y) ", lambda m: m[0].lower(), head)
    return head + comma + tail
