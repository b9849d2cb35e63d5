"""What an update tells that the earlier edition did not: its new key points come first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.edition import Edition, EditionStory
from briefing.group.sections import fold
from briefing.model import KeyPoint, Language, Notice, Outcome, Story, Summary

_NEW = 0.5
"""Share of a point's words and figures that the earlier story does not have, from which on the
point is news."""

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_STEM, _SHORTEST = 6, 4


def news_first(
    stories: Sequence[Story],
    summaries: Sequence[Summary],
    earlier: Sequence[Edition],
    found: Outcome,
) -> list[Summary]:
    """The summaries, with the points of updates ordered: what is new, then the rest.

    A notice names every update and its first new point, or says that none is new.
    """
    told = {story.id: story for edition in reversed(earlier) for story in edition.stories}
    result = []
    for story, summary in zip(stories, summaries, strict=True):
        known = told.get(story.update_of or "")
        if known is None:
            result.append(summary)
            continue
        ordered, fresh = _ordered(summary, _said(known, story.lead.language))
        said = f"new is: {ordered.points[0].text}" if fresh else "its points say nothing new"
        message = f"carries on {story.update_of}; {said}"
        found.notices.append(Notice("group", story.id, message))
        result.append(ordered)
    return result


def _ordered(summary: Summary, known: frozenset[str]) -> tuple[Summary, int]:
    """The summary with its new points first, and how many there are."""
    marked = [replace(point, new=_is_new(point, known)) for point in summary.points]
    points = tuple(sorted(marked, key=lambda point: not point.new))
    new = sum(point.new for point in points)
    if not new:
        return summary, 0
    # The line under the title is one of the points: the first, unless it was written freely.
    line = points[0].text if summary.line == summary.points[0].text else summary.line
    return replace(summary, points=points, line=line), new


def _is_new(point: KeyPoint, known: frozenset[str]) -> bool:
    words = _words(point.text)
    return bool(words) and len(words - known) / len(words) >= _NEW


def _said(story: EditionStory, language: Language) -> frozenset[str]:
    """All words of the earlier story as the edition in ``language`` has it."""
    texts = (story.title, story.summary, *(point.text for point in story.key_points))
    return frozenset().union(*(_words(text[language]) for text in texts))


def _words(text: str) -> frozenset[str]:
    """Figures, and the first letters of words that are not too short to mean much."""
    words = (fold(word) for word in _WORD.findall(text))
    return frozenset(
        word if word[0].isdigit() else word[:_STEM]
        for word in words
        if word[:1].isdigit() or len(word) >= _SHORTEST
    )
