"""Across days: what was told in the last editions stays out, unless there is news in it.

The state is the editions themselves (``edition.json``): nothing is kept elsewhere, so nothing can
be lost or disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefing.edition import Edition, EditionStory
from briefing.group.similar import Text, profile, scores
from briefing.model import Language, Story

_NEWS = 0.35
"""Share of the names and figures of the lead that the earlier story does not have, from which on
a story on the same event has news in it."""
_LIKE = 0.85
"""The score from which on an earlier story is taken for the same event: between the limits for two
articles of different and of the same language, since what is new still gets in as an update."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """The stories left out, and why (story id → reason)."""

    stories: tuple[Story, ...]
    reasons: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """An earlier story as text of one language."""

    day: date
    story: EditionStory
    text: Text


def recent(earlier: Sequence[Edition], day: date, repeat_days: int) -> list[Edition]:
    """The editions of the ``repeat_days`` days before ``day``."""
    since = day - timedelta(days=repeat_days)
    return [edition for edition in earlier if since <= edition.date < day]


def across_days(
    stories: Sequence[Story], earlier: Sequence[Edition]
) -> tuple[list[Story], Repeated]:
    """The stories that are new or updates (``update_of`` set), and those that are neither."""
    if not earlier or not stories:
        return list(stories), Repeated((), {})
    told = {
        source.article: (edition.date, story)
        for edition in earlier
        for story in edition.stories
        for source in story.sources
    }
    kept: list[Story] = []
    out: dict[str, tuple[Story, str]] = {}
    likeness = _likest(stories, earlier)
    for story in stories:
        same = next((told[a.id] for a in story.articles[:1] if a.id in told), None)
        if same is not None:
            out[story.id] = story, f"published on {same[0]} as {same[1].id}"
            continue
        known = likeness.get(story.id)
        if known is None:
            kept.append(story)
        elif novelty(_story_text(story), known.text) >= _NEWS:
            kept.append(replace(story, update_of=known.story.id))
        else:
            out[story.id] = story, f"told on {known.day} as {known.story.id}, nothing new"
    reasons = {name: reason for name, (_, reason) in out.items()}
    return kept, Repeated(tuple(story for story, _ in out.values()), reasons)


def novelty(new: Text, old: Text) -> float:
    """The share of the new lead's names and figures that the old text does not have."""
    fresh = profile(new.lead())
    known = profile(old)
    items = set(fresh.lead_names) | fresh.figures
    seen = set(known.names) | known.figures
    return len(items - seen) / len(items) if items else 0.0


def _likest(stories: Sequence[Story], earlier: Sequence[Edition]) -> dict[str, _Known]:
    """For each story the earlier one that tells the same event, if any; the latest wins."""
    found: dict[str, _Known] = {}
    for language in ("en", "es"):
        mine = [story for story in stories if story.lead.language == language]
        old = [_known(edition, story, language) for edition in earlier for story in edition.stories]
        if not mine or not old:
            continue
        texts = [_story_text(story).lead() for story in mine]
        matrix = scores([*texts, *(known.text.lead() for known in old)])
        for row, story in enumerate(mine):
            likeness = matrix[row, len(mine) :]
            hits = [(old[n].day, likeness[n], -n) for n in range(len(old)) if likeness[n] > _LIKE]
            if hits:
                found[story.id] = old[-max(hits)[2]]
    return found


def _story_text(story: Story) -> Text:
    lead = story.lead
    return Text(lead.language, lead.title, lead.paragraphs)


def _known(edition: Edition, story: EditionStory, language: Language) -> _Known:
    points = tuple(point.text[language] for point in story.key_points)
    text = Text(language, story.title[language], (story.summary[language], *points))
    return _Known(edition.date, story, text)
