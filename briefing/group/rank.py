"""How much a story matters, and which ones get in.

The score of a story is the sum of

* ``2 · weight``: the largest weight among its sources (1 unless configured),
* ``log2(outlets)``: how many different outlets tell it (1 for two, 2 for four …),
* up to ``1``: the length of its longest article, logarithmic, full at 600 words,
* up to ``0.5``: recency within the day, for articles with a time,
* ``1.5`` for each of the reader's interests that it touches, at most two.

A plain story of one outlet scores between 2 and 3.5. Stories below ``floor`` stay out, so a
quiet day gives a short edition.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.config import SelectConfig
from briefing.group.sections import fold
from briefing.model import SECTIONS, Article, Story

_FULL_LENGTH = 600
_INTEREST = 1.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story with its score."""

    story: Story
    score: float


@dataclass(frozen=True, slots=True)
class Selection:
    """What is in, in page order, and why the others are not (story id → reason)."""

    stories: tuple[Story, ...]
    left_out: dict[str, str]
    reasons: dict[str, str]


def outlets(articles: Sequence[Article]) -> int:
    """How many different outlets there are; articles without a named source count as one each
    only when nothing else tells them apart."""
    named = {fold(article.source) for article in articles if article.source}
    unnamed = any(not article.source for article in articles)
    return max(1, len(named) + unnamed)


def score(story: Story, select: SelectConfig) -> float:
    """The score of the module's description."""
    articles = story.articles
    words = max(sum(len(text.split()) for text in article.paragraphs) for article in articles)
    times = [article.published for article in articles if article.published]
    recent = max((time.hour + time.minute / 60 for time in times), default=0.0) / 24
    interest = sum(matches(story, wanted) for wanted in select.interests)
    return (
        2.0 * max(article.weight for article in articles)
        + math.log2(outlets(articles))
        + min(1.0, math.log1p(words) / math.log1p(_FULL_LENGTH))
        + 0.5 * recent
        + _INTEREST * min(2, interest)
    )


def matches(story: Story, wanted: str) -> bool:
    """Whether ``wanted`` is the section or a source of the story, or stands in a title or lead
    as a word or phrase (accents and case do not count)."""
    key = fold(wanted).strip()
    if not key:
        return False
    if key == story.section:
        return True
    for article in story.articles:
        text = fold(" ".join((article.title, *article.paragraphs[:2]))[:4_000])
        if key == fold(article.source) or _holds(text, key):
            return True
    return False


def _holds(text: str, key: str) -> bool:
    start = text.find(key)
    while start >= 0:
        before = text[start - 1 : start]
        after = text[start + len(key) : start + len(key) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        start = text.find(key, start + 1)
    return False


def select_stories(stories: Sequence[Story], select: SelectConfig) -> Selection:
    """Rank, mute, and keep within ``floor``, ``per_section`` and ``max_stories``.

    The result is in page order: by section, then by falling score, then by id.
    """
    ranked = sorted(
        (Ranked(story, score(story, select)) for story in stories),
        key=lambda item: (-item.score, item.story.id),
    )
    kept: list[Ranked] = []
    left_out: dict[str, str] = {}
    filled: Counter[str] = Counter()
    for item in ranked:
        reason = _reason_out(item, select, len(kept), filled)
        if reason:
            left_out[item.story.id] = reason
            continue
        filled[item.story.section] += 1
        kept.append(item)
    kept.sort(key=lambda item: (SECTIONS.index(item.story.section), -item.score, item.story.id))
    reasons = {item.story.id: f"score {item.score:.2f}" for item in kept}
    return Selection(tuple(item.story for item in kept), left_out, reasons)


def _reason_out(item: Ranked, select: SelectConfig, kept: int, filled: Counter[str]) -> str | None:
    story = item.story
    muted = next((topic for topic in select.mute if matches(story, topic)), None)
    if muted is not None:
        return f"muted by {muted!r}"
    if item.score < select.floor:
        return f"score {item.score:.2f} is below the floor of {select.floor:g}"
    if select.per_section is not None and filled[story.section] >= select.per_section:
        return f"{story.section} has its {select.per_section} stories already"
    if select.max_stories is not None and kept >= select.max_stories:
        return f"score {item.score:.2f} is not among the first {select.max_stories}"
    return None
