"""Sentences of English and Spanish news text, as exact spans; the text itself is never changed.

Three steps: the rules of the ``sentencex`` package propose boundaries, wrong ones (after
abbreviations, before lower case) are merged away, and quotations that the rules kept in one
piece although they run on for several sentences are cut at the ends of those sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from briefing.model import Language

WINDOW = 4_000
"""Code points given to the rules at once: some of them are quadratic in the length of the text."""

LONG = 45
"""Words from which a sentence is looked at again for sentence ends inside quotation marks."""

Span = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BOTH = _words(
    "mr mrs ms dr dra prof sr sra gen gov lt col sgt cap capt st rev fr no vs feb mar jun jul aug "
    "sept sep oct nov dec jan vol vols fig ed cf fed dept univ op"
)
_ABBREVIATIONS: dict[Language, frozenset[str]] = {
    "en": _BOTH
    | _words(
        "mx mses messrs sen sens rep reps maj cmdr adm brig cpl pvt hon pres amb insp det supt mt "
        "ft feat nos approx dist assn conn gens sgts calif fla minn okla tenn tex wis ariz colo nev"
    ),
    "es": _BOTH
    | _words(
        "sres sras srta srtas dres d dña da gral cnel cmte tte lic licda ing arq mons excmo excma "
        "ilmo ilma pbro hno hna sto sta núm núms nro art arts pág págs párr avda av c ctra pza "
        "dpto depto prov apdo tel tfno mill nac minist aprox ej ene abr ago p pp gob pdte pdta vda"
    ),
}
"""Lower-case words that carry a full stop inside a sentence."""
_BEFORE_FIGURES = _words(
    "no nos núm núms nro art arts pág págs p pp vol vols fig mar jan feb jun jul aug sept sep oct "
    "nov dec ene abr ago ed mill op"
)
"""Abbreviations that are also words, or often end a sentence: no end only before a figure."""

_LAST_WORD = re.compile(r"(?:^|[\s(\[«\"“'‘¿¡/-])([^\W\d_]+)\.$")
_INITIALS = re.compile(r"(?:^|[\s(\[«\"“'‘])(?:[A-ZÁÉÍÓÚÑ]\.[ \u00a0]?-?){1,4}$")
_PLURAL_INITIALS = re.compile(r"\b(?:EE|AA|JJ|CC|RR|FF|SS)\.$|\bEE\. ?UU\.$|\bJJ\. ?OO\.$")
_CLOCK = re.compile(r"\d\s?[ap]\.\s?m\.$", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|Eastern|Pacific|Central|Mountain|Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun|local|hora)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"[A-ZÁÉÍÓÚÑ]\.")
_ENDED = re.compile(r"[.!?…:;][\"”’»')\]]*$")
_CONTINUES = re.compile(r"[a-zà-öø-ÿºª°,;:)\]%]")
_NO = re.compile(r"\b[Nn]o\.$")  # an abbreviation for the rules, which see no end in it
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")  # iPhone, eBay: a sentence may begin so
_STARTERS = _words(
    "the a an it he she they we i this that these those in on at but and his her its their there "
    "if when after before by for as police officials analysts el la los las un una en su sus pero "
    "y no al del lo se tras según por con para este esta estos estas ese esa allí así fue ha es "
    "son si cuando"
)
_CLOSERS = "\"”’»')]"
_OPENERS = "«\"“‘'([¿¡"
_INNER_END = re.compile(
    rf"[.!?…][{re.escape(_CLOSERS)}]{{0,2}}\s+(?=[{re.escape(_OPENERS)}]{{0,2}}[A-ZÁÉÍÓÚÑÜ])"
)


def split(text: str, language: Language) -> list[Span]:
    """Spans ``(start, end)`` of the sentences in code points, in order, without outer blanks.

    What lies between two spans is white space only. The time is linear in the text's length.
    """
    spans = _merged(text, _proposed(text, language), language)
    return [part for span in spans for part in _parts(text, span, language)]


def sentences(text: str, language: Language) -> list[str]:
    """The sentences themselves; see :func:`split`."""
    return [text[start:end] for start, end in split(text, language)]


def _proposed(text: str, language: Language) -> Iterator[Span]:
    """Boundaries by rule, one window after the other; a window starts at a sentence."""
    begin = 0
    while begin < len(text):
        window = text[begin : begin + WINDOW]
        last = begin + WINDOW >= len(text)
        found = get_sentence_boundaries(language, window)
        # The final sentence of a window may go on behind it: it is read again with the next one.
        kept = found if last or len(found) == 1 else found[:-1]
        for item in kept:
            span = _stripped(text, begin + item["start_index"], begin + item["end_index"])
            if span:
                yield span
        begin += kept[-1]["end_index"] if kept else WINDOW


def _stripped(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    return (start + left, start + right) if right > left else None


def _merged(text: str, spans: Iterator[Span], language: Language) -> list[Span]:
    result: list[Span] = []
    for span in spans:
        if result and _belongs(text, result[-1], span, language):
            result[-1] = (result[-1][0], span[1])
        else:
            result.append(span)
    return result


def _belongs(text: str, previous: Span, span: Span, language: Language) -> bool:
    """Whether a proposed boundary is none: the second span continues the first."""
    before = text[max(previous[0], previous[1] - 40) : previous[1]]
    after = text[span[0] : min(span[1], span[0] + 40)]
    if span[0] == previous[1] and (_INITIAL.match(after) or not _ENDED.search(before)):
        return True
    if not re.search(r"\w", text[span[0] : span[1]]):
        return True
    if _CONTINUES.match(after) and not _BRAND.match(after):
        return True
    if _CLOCK.search(before):
        return bool(_AFTER_CLOCK.match(after))
    return _abbreviated(before, after, language)


def _abbreviated(before: str, after: str, language: Language) -> bool:
    """Whether the full stop at the end of ``before`` belongs to an abbreviation."""
    follower = _FIRST_WORD.match(after)
    starts = follower is not None and follower.group().lower() in _STARTERS
    if _PLURAL_INITIALS.search(before):
        return not starts
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    word = found.group(1)
    if word.isupper() and _INITIALS.search(before):
        # Initials go before a name; where a common word follows, they ended a sentence.
        return not starts
    if word.lower() not in _ABBREVIATIONS[language]:
        return False
    return word.lower() not in _BEFORE_FIGURES or after[:1].isdigit()


def _parts(text: str, span: Span, language: Language) -> Iterator[Span]:
    """A long sentence with several sentences in quotation marks, cut at their ends."""
    begin, end = span
    long = len(text[begin:end].split()) >= LONG
    for found in _INNER_END.finditer(text, begin, end):
        stop = found.start() + len(found.group().rstrip())
        before = text[max(begin, stop - 40) : stop].rstrip(_CLOSERS)
        after = text[found.end() : found.end() + 40]
        if not long and not _NO.search(before):
            continue
        if _CLOCK.search(before) or _abbreviated(before, after.lstrip(_OPENERS), language):
            continue
        # A shout of one or two words stays with its neighbour.
        if len(before.split()) < 3 or len(after.split()) < 3:
            continue
        yield begin, stop
        begin = found.end()
    yield begin, end
