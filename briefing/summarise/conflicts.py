"""Figures in which the sources of a story differ: "12 dead (Reuters; 15 according to EFE)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefing.model import Article, Language
from briefing.summarise.source import Sentence
from briefing.summarise.vocabulary import FUNCTION_WORDS, content_stems, stem, words
from briefing.text.figures import Figure, find

ACCORDING: dict[Language, str] = {"en": "according to", "es": "según"}

_DEATH = re.compile(
    r"\b(?:dead|die[sd]?|deaths?|kill\w*|fatal\w*|muert\w*|mur\w+|fallec\w*|mat[aó]\w*|víctimas? "
    r"mortal\w*)\b",
    re.IGNORECASE,
)
_INJURY = re.compile(r"\b(?:injur\w*|wound\w*|hurt|herid\w*|lesionad\w*)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"^\s*(?:other |more |otras? |otros? )?(?:people|persons?|men|women|dead|deaths|victims|were|"
    r"personas?|muert\w+|fallecid\w+|víctimas|herid\w+|lesionad\w+|injured|wounded|killed|hurt)\b",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"\b(?:about|around|nearly|almost|some|over|than|roughly|approximately|least|up to|cerca de|"
    r"unos|unas|casi|de|menos|alrededor de|aproximadamente)\s*$",
    re.IGNORECASE,
)
_SHARED_WORDS = 0.35
"""Content words two sentences share, of the shorter one, to be about the same thing."""


_IN_BOTH_LANGUAGES = frozenset({"dead", "hurt"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure and what it counts; ``end`` is where the counted words end."""

    figure: Figure
    thing: str
    end: int
    rounded: bool


def name_of(article: Article) -> str:
    """The outlet's name, or the host of the article's address."""
    host = urlsplit(article.url).hostname or ""
    return article.source or host.removeprefix("www.")


def with_conflicts(
    chosen: Sentence, others: Sequence[Sentence], articles: dict[str, Article], language: Language
) -> tuple[str, list[Sentence]]:
    """The point's text with what other sources say instead, and the sentences that say it."""
    text = chosen.short
    own = articles[chosen.span.article]
    inserts: list[tuple[int, str]] = []
    evidence: list[Sentence] = []
    for counted in counts(text, language):
        told: dict[str, tuple[str, Sentence]] = {}
        for other in others:
            name = name_of(articles[other.span.article])
            if other.span.article == own.id or not name or name == name_of(own) or name in told:
                continue
            theirs = articles[other.span.article].language
            figure = _contradicts(counted, text, other.text, language, theirs)
            if figure is not None:
                told[name] = (figure.text, other)
        if told:
            others_say = ", ".join(
                f"{figure} {ACCORDING[language]} {name}" for name, (figure, _) in told.items()
            )
            mine = f"{name_of(own)}; " if name_of(own) else ""
            inserts.append((counted.end, f" ({mine}{others_say})"))
            evidence += [sentence for _, sentence in told.values()]
    for place, insert in reversed(inserts):
        text = text[:place] + insert + text[place:]
    return text, evidence


def counts(text: str, language: Language) -> list[Counted]:
    """The figures of a sentence that count something."""
    result = []
    for figure in find(text, language):
        if figure.weak or figure.kind in ("date", "time") or figure.unit in ("vague", "ordinal"):
            continue
        rounded = bool(_ROUND.search(text[max(0, figure.start - 20) : figure.start]))
        thing, end = _thing(text, figure)
        if thing:
            result.append(Counted(figure, thing, end, rounded))
    return result


def _thing(text: str, figure: Figure) -> tuple[str, int]:
    """What is counted, and where the words for it end; empty when it cannot be told."""
    if figure.kind in ("percentage", "money", "unit"):
        return f"{figure.kind} {figure.unit}", figure.end
    after = text[figure.end :]
    near = text[max(0, figure.start - 45) : figure.end + 45]
    people = _PEOPLE.match(after)
    if people:
        end = figure.end + (0 if people.group().strip() == "were" else people.end())
        for pattern, name in ((_DEATH, "dead"), (_INJURY, "hurt")):
            if pattern.search(people.group()):
                return name, end
        for pattern, name in ((_DEATH, "dead"), (_INJURY, "hurt")):
            if pattern.search(near):
                return name, end
        return "people", end
    noun = re.match(r"\s+([^\W\d_]+)", after)
    if noun is None or noun.group(1).lower() in FUNCTION_WORDS:
        return "", figure.end
    return stem(noun.group(1)), figure.end + noun.end()


def _contradicts(
    counted: Counted, text: str, other: str, language: Language, theirs: Language
) -> Figure | None:
    """The figure of ``other`` (in the language ``theirs``) for the same thing, if it differs."""
    if theirs != language and counted.thing not in _IN_BOTH_LANGUAGES:
        return None
    same = [c for c in counts(other, theirs) if c.thing == counted.thing]
    if not same or any(c.figure.value == counted.figure.value for c in same):
        return None
    one, two = _subject(text), _subject(other)
    # Across languages only names are shared, and the story's grouping says it is one event.
    least = max(2, _SHARED_WORDS * min(len(one), len(two))) if theirs == language else 1
    if len(one & two) < least:
        return None
    ours = {c.figure.value for c in counts(text, language) if c.thing == counted.thing}
    if len(ours) != 1 or len({c.figure.value for c in same}) != 1:
        return None
    found = same[0]
    high = max(abs(found.figure.value), abs(counted.figure.value))
    close = abs(found.figure.value - counted.figure.value) <= high * 3 / 20
    return None if close and (found.rounded or counted.rounded) else found.figure


def _subject(text: str) -> set[str]:
    """Content words that are no figures."""
    return {w for w in content_stems(text) if not any(map(str.isdigit, w))} | {
        stem(w) for w in words(text) if w[:1].isupper() and w.lower() not in FUNCTION_WORDS
    }
