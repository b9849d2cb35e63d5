"""The second stage: articles into ranked stories, without repeats within the day or across days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.config import SelectConfig
from briefing.edition import Edition
from briefing.group.cluster import clusters, pair_scores
from briefing.group.days import across_days, recent
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
    kept = [item.kept for item in merged]
    joined = clusters(pair_scores(kept, translator, found))
    copies = {item.kept.id: item.copies for item in merged}
    told = [_best_first([kept[n] for n in members], copies) for members in joined]
    known = recent(earlier, day, select.repeat_days)
    stories, repeated = across_days(_stories(told, known), known)
    chosen = select_stories(stories, select)
    progress.advance(len(articles))
    chosen.left_out.update(repeated.reasons)
    explanations = [
        explanation
        for story in (*stories, *repeated.stories)
        for explanation in _explain(story, chosen.left_out, chosen.reasons, copies)
    ]
    return Grouping(list(chosen.stories), explanations)


def _report_copies(merged: Sequence[Merged], found: Outcome) -> None:
    for item in merged:
        for copy in item.copies:
            message = f"the same text as {item.kept.origin}: merged"
            found.notices.append(Notice("group", copy.origin, message))


def _best_first(
    articles: Sequence[Article], copies: dict[str, tuple[Article, ...]]
) -> list[Article]:
    """The lead first: weight, then copies (what many print), then length, then the id."""

    def rank(article: Article) -> tuple[float, int, int, str]:
        length = sum(map(len, article.paragraphs))
        return -article.weight, -len(copies.get(article.id, ())), -length, article.id

    return sorted(articles, key=rank)


def _stories(told: Sequence[Sequence[Article]], earlier: Sequence[Edition]) -> list[Story]:
    stories: list[Story] = []
    # An id of an earlier day is not given again, so that updates can name it.
    taken = {story.id for edition in earlier for story in edition.stories}
    for cluster in told:
        identity = slug(cluster[0].title, taken, f"story-{cluster[0].id}")
        taken.add(identity)
        section = section_of(cluster)
        articles = tuple(replace(article, section=section) for article in cluster)
        stories.append(Story(identity, section, articles))
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
