"""An update tells what is new: points that only repeat the earlier edition give way to news.

Nothing is written for it: what comes in are sentences of the story's own articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.edition import Edition
from briefing.group.news import news_first
from briefing.model import KeyPoint, Outcome, Story, Summary
from briefing.summarise.embedded import EmbeddedSummariser
from briefing.summarise.vocabulary import content_stems, same_point
from briefing.text.sentences import sentences


def tell_news(
    story: Story,
    summary: Summary,
    earlier: Sequence[Edition],
    own: EmbeddedSummariser,
    found: Outcome,
) -> Summary:
    """The summary; an update's with news in place of repeats and the news first.

    ``own`` chooses the sentences that come in. The number of points stays as it is.
    """
    told = _Told.find(story, earlier)
    if told is not None:
        summary = _with_news(story, summary, told, own)
    [summary] = news_first([story], [summary], earlier, found)
    return summary


def _with_news(story: Story, summary: Summary, told: _Told, own: EmbeddedSummariser) -> Summary:
    points = summary.points
    fresh = [point for point in points if told.is_new(point.text)]
    kept = [content_stems(point.text) for point in fresh]
    more = [
        point
        for point in own.points_among(story, told.is_news, len(points))
        if not any(same_point(content_stems(point.text), stems) for stems in kept)
    ][: len(points) - len(fresh)]
    if not more:
        return summary
    order = {article.id: number for number, article in enumerate(story.articles)}
    fresh += more
    fresh.sort(key=lambda p: [(order[s.article], s.paragraph, s.start) for s in p.evidence[:1]])
    repeats = [point for point in points if point not in fresh]
    result = (*fresh, *repeats[: len(points) - len(fresh)])
    line = result[0].text if summary.line == points[0].text else summary.line
    return replace(summary, points=result, line=line)


@dataclass(frozen=True, slots=True)
class _Told:
    """What an earlier edition said of the event; ``stored`` are its articles' sentences."""

    story: Story
    edition: Edition
    stored: Sequence[set[str]]

    @classmethod
    def find(cls, story: Story, earlier: Sequence[Edition]) -> _Told | None:
        """None when the story is no update of a story that is there."""
        for edition in earlier:
            for known in edition.stories:
                if known.id == story.update_of:
                    stored = [
                        content_stems(sentence)
                        for source in known.sources
                        if (article := edition.articles.get(source.article))
                        for paragraph in article.paragraphs
                        for sentence in sentences(paragraph, article.language)
                    ]
                    return cls(story, edition, stored)
        return None

    def is_new(self, text: str) -> bool:
        """Would a point of this text be marked as new?"""
        probe = Summary("", "", (KeyPoint(text, ()),))
        [marked] = news_first([self.story], [probe], [self.edition], Outcome())
        return marked.points[0].new

    def is_news(self, text: str) -> bool:
        """Is it new, and not in what is kept of the earlier articles either?"""
        stems = content_stems(text)
        return self.is_new(text) and not any(same_point(stems, known) for known in self.stored)
