"""The second stage: articles into ranked stories, without repeats within the day or across days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.config import SelectConfig
from briefing.edition import Edition
from briefing.group.duplicates import Merged, merge_exact
from briefing.group.rank import select_stories
from briefing.group.sections import section_of
from briefing.group.slugs import slug
from briefing.model import Article, Notice, Outcome, Progress, Story
from briefing.registry import Translator

__all__ = ["Explanation", "Grouping", "group"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article is in the edition or not, and the id of the story it is part of."""

    article: str
    origin: str
    included: bool
    reason: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The stories in page order, and an explanation for every article."""

    stories: list[Story]
    explanations: list[Explanation]


def group(
    articles: Sequence[Article],
    *,
    day: date,
    select: SelectConfig,
    earlier: Sequence[Edition],
    translator: Translator | None,
    found: Outcome,
    progress: Progress,
) -> Grouping:
    """Merge duplicates, join what tells the same event, rank, select.

    ``earlier`` are the editions of the days before; ``translator`` serves to compare articles
    across the two languages.
    """
    merged = merge_exact(articles)
    _report_copies(merged, found)
    stories = _stories([[item.kept] for item in merged])
    chosen = select_stories(stories, select)
    progress.advance(len(articles))
    copies = {item.kept.id: item.copies for item in merged}
    explanations = [
        explanation
        for story in stories
        for explanation in _explain(story, chosen.left_out, chosen.reasons, copies)
    ]
    return Grouping(list(chosen.stories), explanations)


def _report_copies(merged: Sequence[Merged], found: Outcome) -> None:
    for item in merged:
        for copy in item.copies:
            message = f"the same text as {item.kept.origin}: merged"
            found.notices.append(Notice("group", copy.origin, message))


def _stories(clusters: Sequence[Sequence[Article]]) -> list[Story]:
    stories: list[Story] = []
    taken: set[str] = set()
    for cluster in clusters:
        identity = slug(cluster[0].title, taken, f"story-{cluster[0].id}")
        taken.add(identity)
        section = section_of(cluster)
        told = tuple(replace(article, section=section) for article in cluster)
        stories.append(Story(identity, section, told))
    return stories


def _explain(
    story: Story,
    left_out: dict[str, str],
    reasons: dict[str, str],
    copies: dict[str, tuple[Article, ...]],
) -> list[Explanation]:
    included = story.id not in left_out
    reason = reasons.get(story.id) or left_out[story.id]
    result = []
    for article in story.articles:
        where = story.id if included else ""
        result.append(Explanation(article.id, article.origin, included, reason, where))
        result += [
            Explanation(copy.id, copy.origin, included, f"copy of {article.origin}", where)
            for copy in copies.get(article.id, ())
        ]
    return result
