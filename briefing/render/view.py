"""What the templates need to know beyond the edition: order, numbering, quotations, charts.

Nothing here is language-dependent; words and formats are the business of :mod:`briefing.labels`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from briefing.edition import Edition, EditionPoint, EditionSource, EditionStory, T
from briefing.model import SECTIONS, Language
from briefing.render.clean import shorten

TITLE_LIMIT = 300
"""Code points of a title in headings; the story's own page shows it whole."""
SHORT_TITLE_LIMIT = 140
"""Code points of a title in lists of contents."""
TEXT_LIMIT = 2_000
"""Code points of a key point or summary on the day's pages."""
NAME_LIMIT = 80
"""Code points of a source's name."""
QUOTE_LIMIT = 400
"""Code points of a source sentence on the day's page; the story's own page shows it whole."""
GLANCE = 10
"""Stories named at a glance, at most."""
GLANCE_BUDGET = 1_000
"""Code points that the front page has room for."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A source sentence with the text around it, in the language of its article."""

    article: str
    language: Language
    before: str
    text: str
    after: str

    @property
    def short(self) -> str:
        """The sentence alone, for the day's page."""
        return shorten(self.text, QUOTE_LIMIT)


@dataclass(frozen=True)
class StoryView:
    """A story with its place in the edition."""

    story: EditionStory
    number: int
    quotes: tuple[tuple[Quote, ...], ...]

    @property
    def id(self) -> str:
        """Anchor and file stem."""
        return self.story.id

    @cached_property
    def title(self) -> T:
        """The headline, shortened when it is no headline any more."""
        return _shortened(self.story.title, TITLE_LIMIT)

    @cached_property
    def short_title(self) -> T:
        """The headline for lists of contents."""
        return _shortened(self.story.title, SHORT_TITLE_LIMIT)

    @cached_property
    def summary(self) -> T | None:
        """The line under the headline; None when it says what a key point says word for word."""
        summary = self.story.summary
        said = {self.story.title.en.strip(), *(p.text.en.strip() for p in self.story.key_points)}
        if not summary.en.strip() or summary.en.strip() in said:
            return None
        return _shortened(summary, TEXT_LIMIT)

    @cached_property
    def glance(self) -> T:
        """One line for the front page."""
        text = self.story.summary if self.story.summary.en.strip() else self.story.title
        return _shortened(text, TITLE_LIMIT)

    @cached_property
    def points(self) -> tuple[T, ...]:
        """The key points."""
        return tuple(_shortened(point.text, TEXT_LIMIT) for point in self.story.key_points)

    @cached_property
    def sources(self) -> list[EditionSource]:
        """Its sources, each name and link once, with names that fit a narrow column."""
        return [
            source.model_copy(update={"name": shorten(source.name, NAME_LIMIT)})
            for source in distinct_sources(self.story.sources)
        ]

    @cached_property
    def sentences(self) -> tuple[Quote, ...]:
        """The source sentences of all key points, each once, in order."""
        return tuple(dict.fromkeys(quote for quotes in self.quotes for quote in quotes))

    @property
    def quoted_language(self) -> Language | None:
        """The language of the source sentences (of the first one, if they differ)."""
        return self.sentences[0].language if self.sentences else None

    @property
    def is_shortened(self) -> bool:
        """Whether some text is shown in part only on the day's pages."""
        story = self.story
        return self.title != story.title or any(
            view != point.text for view, point in zip(self.points, story.key_points, strict=True)
        )


@dataclass(frozen=True, slots=True)
class SectionView:
    """The stories of one section, in the order of the edition."""

    key: str
    stories: tuple[StoryView, ...]


@dataclass(frozen=True)
class EditionView:
    """The edition in the order of the page."""

    edition: Edition
    sections: tuple[SectionView, ...]

    @cached_property
    def stories(self) -> tuple[StoryView, ...]:
        """All stories in reading order."""
        return tuple(story for section in self.sections for story in section.stories)

    @cached_property
    def glance(self) -> tuple[StoryView, ...]:
        """The stories of the front page: the first of each section, then the second ones."""
        ranks = zip_longest(*(section.stories for section in self.sections))
        ranked = [story for rank in ranks for story in rank if story is not None]
        return self.glance_within(ranked, GLANCE_BUDGET)

    @cached_property
    def short_glance(self) -> tuple[StoryView, ...]:
        """The first stories at a glance, where both languages share the front page."""
        return self.glance_within(list(self.glance), GLANCE_BUDGET * 2 // 3)

    @staticmethod
    def glance_within(stories: list[StoryView], budget: int) -> tuple[StoryView, ...]:
        """The first of ``stories`` that fit, three at least, in the order of the page."""
        chosen: list[StoryView] = []
        for story in stories[:GLANCE]:
            budget -= max(len(story.glance.en), len(story.glance.es))
            if budget < 0 and len(chosen) >= 3:
                break
            chosen.append(story)
        return tuple(sorted(chosen, key=lambda story: story.number))

    @cached_property
    def section_counts(self) -> list[tuple[str, int]]:
        """Section key and number of stories, in the order of the page."""
        return [(section.key, len(section.stories)) for section in self.sections]

    @cached_property
    def source_counts(self) -> list[tuple[str, int]]:
        """Source name and number of stories it tells, the busiest first; unnamed ones left out."""
        counts = Counter(
            name
            for story in self.stories
            for name in {source.name for source in story.story.sources if source.name}
        )
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def check_counts(self) -> list[tuple[str, int]]:
        """Action of the translation checks and number of texts it was taken on."""
        texts = {(c.action, c.story, c.field, c.language) for c in self.edition.checks}
        return sorted(Counter(action for action, *_ in texts).items())

    @cached_property
    def articles_told(self) -> int:
        """The number of articles that the stories rest on."""
        return len({source.article for view in self.stories for source in view.story.sources})

    def neighbours(self, story: StoryView) -> tuple[StoryView | None, StoryView | None]:
        """The stories before and after in reading order."""
        index = story.number - 1
        before = self.stories[index - 1] if index > 0 else None
        after = self.stories[index + 1] if index + 1 < len(self.stories) else None
        return before, after


def view_of(edition: Edition) -> EditionView:
    """Arrange the stories by section; sections we do not know come last, in order of appearance."""
    keys = list(dict.fromkeys(story.section for story in edition.stories))
    keys.sort(key=lambda key: SECTIONS.index(key) if key in SECTIONS else len(SECTIONS))
    sections: list[SectionView] = []
    number = 0
    for key in keys:
        stories = []
        for story in (s for s in edition.stories if s.section == key):
            number += 1
            quotes = tuple(_quotes(edition, point) for point in story.key_points)
            stories.append(StoryView(story, number, quotes))
        sections.append(SectionView(key, tuple(stories)))
    return EditionView(edition, tuple(sections))


def distinct_sources(sources: Sequence[EditionSource]) -> list[EditionSource]:
    """The sources, each name and link once."""
    return list({(source.name, source.url): source for source in reversed(sources)}.values())[::-1]


def _quotes(edition: Edition, point: EditionPoint) -> tuple[Quote, ...]:
    found = []
    for span in point.evidence:
        article = edition.articles.get(span.article)
        if article is None or span.paragraph >= len(article.paragraphs):
            continue
        text = article.paragraphs[span.paragraph]
        found.append(
            Quote(
                span.article,
                article.language,
                text[: span.start],
                text[span.start : span.end],
                text[span.end :],
            )
        )
    return tuple(found)


def _shortened(text: T, limit: int) -> T:
    if len(text.en) <= limit and len(text.es) <= limit:
        return text
    return text.model_copy(update={"en": shorten(text.en, limit), "es": shorten(text.es, limit)})
