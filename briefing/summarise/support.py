"""Whether an article says what a written summary point says.

The point is aligned with the sentences that share its words. Then figures, names, quotations,
negation and attribution are compared, and whether the names go with the same things. The check is
lexical and strict: it would rather replace a true paraphrase with the article's own sentence than
print what the article does not say. Its precision and recall are in ``docs/summaries.md``.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from briefing.model import Language
from briefing.summarise.markers import (
    CLAIM,
    DENIAL,
    DOUBT,
    NEGATION,
    QUOTATION,
    REFUSAL,
    ROUNDING,
    SAYING,
)
from briefing.summarise.vocabulary import FUNCTION_WORDS, WORD
from briefing.text.figures import Figure, find

MOST_ALIGNED = 3
LEAST_SHARED = 0.2
"""Share of the point's content words its sentences must hold at the very least."""

ABOUT = 0.4
"""Share of a sentence's content words in the point from which the point reports that sentence."""

DISTINCT = 0.6
"""Least share of different words in a point."""

REACH = 3
"""Content words after a name that are taken to go with it."""

_ROUND_ERROR = Fraction(6, 100)


@dataclass(frozen=True, slots=True)
class Failure:
    """One reason to distrust a point. ``kind`` is alignment, figure, name, quotation, negation,
    attribution or relation."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Support:
    """The sentence numbers a point was aligned with, best first, and what speaks against it."""

    sentences: tuple[int, ...]
    failures: tuple[Failure, ...]

    @property
    def supported(self) -> bool:
        """Whether nothing speaks against the point."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what is compared: content keys in order, names, figures."""

    text: str
    keys: tuple[str, ...]
    names: frozenset[str]
    figures: tuple[Figure, ...]


def check(point: str, sentences: Sequence[str], language: Language) -> Support:
    """Compare a point with the sentences of its article."""
    known = _names_of(sentences)
    sources = [_read(sentence, language, known) for sentence in sentences]
    said = _read(point, language, known)
    aligned = _align(said, sources)
    if not aligned or _babble(point):
        return Support((), (Failure("alignment", "no sentence of the article says this"),))
    chosen = [sources[i] for i in aligned]
    failures = [
        *_figures(said, sources),
        *_names(said, sources),
        *_quotations(point, sentences),
        *_negation(said, chosen, sources),
        *_attribution(said, chosen),
        *_relations(said, sources),
    ]
    return Support(tuple(aligned), tuple(failures))


def _babble(point: str) -> bool:
    """Whether a model repeats itself instead of saying something."""
    found = [word.lower() for word in WORD.findall(point)]
    return len(set(found)) < DISTINCT * len(found)


def _key(word: str) -> str:
    """Forms of one word, and words of one family, mostly share this."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    return low[:5] if len(low) > 5 else (low[:-1] if len(low) > 3 and low.endswith("s") else low)


def _names_of(sentences: Sequence[str]) -> frozenset[str]:
    """Keys of words the article writes with a capital inside a sentence."""
    return frozenset(
        _key(found.group())
        for sentence in sentences
        for found in WORD.finditer(sentence)
        if found.start() > 1 and found.group()[:1].isupper() and len(found.group()) > 2
    )


def _read(text: str, language: Language, known: frozenset[str]) -> _Text:
    keys, names = [], set()
    for found in WORD.finditer(text):
        word = found.group()
        if word.lower() in FUNCTION_WORDS or word.isdigit():
            continue
        key = _key(word)
        keys.append(key)
        if word[:1].isupper() and (found.start() > 1 or key in known):
            names.add(key)
    figures = tuple(f for f in find(text, language) if not f.weak and f.unit != "vague")
    return _Text(text, tuple(keys), frozenset(names), figures)


def _align(said: _Text, sources: Sequence[_Text]) -> list[int]:
    """Greedily the sentences that cover most of the point, names and figures weighing double."""
    spread = Counter(key for source in sources for key in set(source.keys))
    weight = {key: (2 if key in said.names else 1) / spread[key] ** 0.5 for key in spread}
    values = {f.value for f in said.figures}
    wanted = set(said.keys)
    left = set(wanted)
    chosen: list[int] = []
    while len(chosen) < MOST_ALIGNED:
        gains = [
            sum(weight[key] for key in left & set(source.keys))
            + sum(f.value in values for f in source.figures)
            for source in sources
        ]
        best = max(range(len(gains)), key=lambda i: (gains[i], -i), default=None)
        if best is None or best in chosen or gains[best] <= 0.5:
            break
        chosen.append(best)
        left -= set(sources[best].keys)
        values -= {f.value for f in sources[best].figures}
    if len(wanted - left) <= LEAST_SHARED * len(wanted):
        return []
    return chosen


def _figures(said: _Text, sources: Sequence[_Text]) -> list[Failure]:
    """Figures the article does not have, or has for something else."""
    failures = []
    there = [(f, source) for source in sources for f in source.figures]
    for figure in said.figures:
        matches = [(f, s) for f, s in there if _equal(figure, f)]
        rounded = ROUNDING.search(said.text[: figure.start]) is not None
        if not matches and rounded:
            matches = [
                (f, s)
                for f, s in there
                if abs(f.value - figure.value) <= _ROUND_ERROR * abs(f.value)
            ]
        if not matches and not _in_ten(figure, there):
            failures.append(Failure("figure", figure.text))
        elif matches and _counts_otherwise(figure, said, matches, there):
            failures.append(Failure("figure", f"{figure.text} {_counted(said.text, figure)}"))
    return failures


def _equal(one: Figure, two: Figure) -> bool:
    if one.kind != two.kind and "number" not in (one.kind, two.kind):
        return False
    values = {two.value, two.also} - {None}
    return one.value in values or (one.also is not None and one.also in values)


def _in_ten(figure: Figure, there: Sequence[tuple[Figure, _Text]]) -> bool:
    """Whether "four in ten" or a percentage meets the other form of the same share."""
    shares = {f.value for f, _ in there if f.kind == "percentage"}
    numbers = {f.value for f, _ in there if f.kind == "number"}
    if figure.kind == "percentage":
        return figure.value / 10 in numbers and 10 in numbers
    near = {share / 10 for share in shares}
    return (figure.value == 10 and bool(shares)) or any(
        abs(figure.value - share) <= Fraction(2, 10) for share in near
    )


def _counted(text: str, figure: Figure) -> str:
    found = re.match(r"\s+(?:de\s+|of\s+)?([^\W\d_]{3,})", text[figure.end :])
    return _key(found.group(1)) if found and found.group(1).lower() not in FUNCTION_WORDS else ""


def _counts_otherwise(
    figure: Figure,
    said: _Text,
    matches: Sequence[tuple[Figure, _Text]],
    there: Sequence[tuple[Figure, _Text]],
) -> bool:
    """Whether the article counts the point's thing with another figure, and never with this."""
    thing = _counted(said.text, figure)
    if not thing or figure.kind != "number":
        return False
    things = {_counted(source.text, f) for f, source in matches}
    if thing in things or "" in things:
        return False
    return any(_counted(source.text, f) == thing for f, source in there)


def _names(said: _Text, sources: Sequence[_Text]) -> list[Failure]:
    """Names of which the article has no word of the same beginning."""
    beginnings = {key[:3] for source in sources for key in source.keys}
    missing = [name for name in sorted(said.names) if name[:3] not in beginnings and len(name) > 2]
    # One strange name may be a country for its people; a name of a person comes with others.
    return [Failure("name", name) for name in missing] if len(missing) > 1 else []


def _quotations(point: str, sentences: Sequence[str]) -> list[Failure]:
    whole = _plain(" ".join(sentences))
    return [
        Failure("quotation", found.group(1))
        for found in QUOTATION.finditer(point)
        if _plain(found.group(1)) not in whole
    ]


def _plain(text: str) -> str:
    return " ".join(word.lower() for word in WORD.findall(text))


def _reported(said: _Text, source: _Text) -> bool:
    """Whether the point tells what this sentence tells."""
    own = set(source.keys)
    return bool(own) and len(own & set(said.keys)) >= ABOUT * min(len(own), 12)


def _negation(said: _Text, chosen: Sequence[_Text], sources: Sequence[_Text]) -> list[Failure]:
    """A denial lost or added."""
    denies = NEGATION.search(said.text) or DENIAL.search(said.text)
    if not denies:
        lost = [
            s
            for s in chosen
            if (NEGATION.search(s.text) or REFUSAL.search(s.text)) and _reported(said, s)
        ]
        return [Failure("negation", "a denial of the article is missing")] if lost else []
    plain = NEGATION.search(said.text)
    if plain and not any(NEGATION.search(s.text) or DENIAL.search(s.text) for s in chosen):
        return [Failure("negation", plain.group())]
    return []


def _attribution(said: _Text, chosen: Sequence[_Text]) -> list[Failure]:
    """A doubt or the speaker of a claim lost."""
    if DOUBT.search(said.text) or SAYING.search(said.text):
        return []
    for source in chosen:
        marker = DOUBT.search(source.text) or CLAIM.search(source.text)
        if marker and _reported(said, source):
            return [Failure("attribution", marker.group())]
    return []


def _relations(said: _Text, sources: Sequence[_Text]) -> list[Failure]:
    """Names that go with things the article says of someone else."""
    # A name the article does not have is mostly a people for its country: nothing to compare.
    known = frozenset().union(*(source.names for source in sources))
    said = replace(said, names=said.names & known)
    wrong = [
        *_strange_company(said, sources),
        *_strange_places(said, sources),
        *_swapped(said, sources),
    ]
    return [Failure("relation", ", ".join(dict.fromkeys(wrong)))] if wrong else []


def _strange_company(said: _Text, sources: Sequence[_Text]) -> list[str]:
    """What follows a name, where the article tells it in sentences with other names only."""
    wrong = []
    for name, thing, steps in _following(said):
        holding = [source for source in sources if thing in source.keys]
        if not holding or any(name in s.names or not s.names for s in holding):
            continue
        rivals = (said.names - {name}) & frozenset().union(*(s.names for s in holding))
        if steps == 1 or (rivals and not _near(name, holding, sources)):
            wrong.append(f"{name}/{thing}")
    return wrong


def _following(said: _Text) -> list[tuple[str, str, int]]:
    """Name, thing and distance for the first content words after each name."""
    result = []
    name, steps = "", 0
    for key in said.keys:
        if key in said.names:
            name, steps = key, 0
        elif name and steps < REACH:
            steps += 1
            result.append((name, key, steps))
    return result


def _near(name: str, holding: Sequence[_Text], sources: Sequence[_Text]) -> bool:
    """Whether the sentence before one of ``holding`` has the name: "he" may stand for it."""
    return any(two in holding and name in one.names for one, two in itertools.pairwise(sources))


_PLACE = re.compile(r"(\w{3,})\s+(?:in|near|at|of|en)\s+(?:the\s+|el\s+|la\s+)?([A-ZÁÉÍÓÚÑ]\w+)")


def _strange_places(said: _Text, sources: Sequence[_Text]) -> list[str]:
    """Something "in" or "of" a name that the article puts elsewhere."""
    wrong = []
    for found in _PLACE.finditer(said.text):
        thing, name = _key(found.group(1)), _key(found.group(2))
        holding = [source for source in sources if thing in source.keys]
        named = [source for source in holding if source.names]
        known = any(name in source.names for source in sources)
        if known and named and not any(name in source.names for source in holding):
            wrong.append(f"{thing}/{name}")
    return wrong


def _swapped(said: _Text, sources: Sequence[_Text]) -> list[str]:
    """Things that stand behind another name than in a sentence with both names."""
    mine = _last_names(said)
    wrong, right = [], 0
    for source in sources:
        both = said.names & source.names
        if len(both) < 2:
            continue
        theirs = _last_names(source)
        for thing, name in mine.items():
            if theirs.get(thing) in both and name in both:
                if theirs[thing] == name:
                    right += 1
                else:
                    wrong.append(f"{name}/{thing}")
    return wrong if len(wrong) > right else []


def _last_names(said: _Text) -> dict[str, str]:
    """For each content word the name that stands last before it."""
    result: dict[str, str] = {}
    name = ""
    for key in said.keys:
        if key in said.names:
            name = key
        elif name:
            result.setdefault(key, name)
    return result
