"""Freeze: stories, summaries and translations become one :class:`~briefing.edition.Edition`.

Texts get the typographic style of their language here and nowhere else, the source text is cut
to what the evidence needs, and nothing of this machine (paths, clock) gets in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from briefing import __version__
from briefing.edition import (
    Edition,
    EditionArticle,
    EditionCheck,
    EditionPoint,
    EditionSource,
    EditionStory,
    Evidence,
    MadeBy,
    Note,
    Organisation,
    Presentation,
    T,
)
from briefing.model import (
    Article,
    Language,
    Notice,
    Outcome,
    Problem,
    Span,
    Story,
    Summary,
    Translation,
    other,
)
from briefing.text.sentences import split
from briefing.text.typography import apply

Style = Literal["house", "point", "keep"]
Translations = Mapping[tuple[Language, str], Translation]
"""(language it was written in, text) → its translation into the other language."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that one edition is made of, gathered by the stages before."""

    day: date
    stories: Sequence[Story]
    summaries: Sequence[Summary]
    translations: Translations
    articles_read: int
    signatures: MadeBy
    style: Style = "house"
    note: Note | None = None
    organisation: Organisation = field(default_factory=Organisation)
    presentation: Presentation = field(default_factory=Presentation)
    site_url: str | None = None
    missing_sources: Sequence[str] = ()


def made_by(summariser: str, translators: Mapping[str, str]) -> MadeBy:
    """Who made the edition: this version and the backends' signatures."""
    return MadeBy(briefing=__version__, summariser=summariser, translators=dict(translators))


def texts_to_translate(stories: Sequence[Story], summaries: Sequence[Summary]) -> list[Piece]:
    """Every text that a reader of the other edition sees, once, in the order of the page."""
    pieces: dict[tuple[Language, str], Piece] = {}

    def add(article: Article, text: str, headline: bool = False) -> None:
        language = article.language
        if text:
            pieces.setdefault((language, text), Piece(language, text, headline, article.origin))

    for story, summary in zip(stories, summaries, strict=True):
        add(story.lead, summary.title, headline=True)
        add(story.lead, summary.line)
        for point in summary.points:
            add(story.lead, point.text)
        for article in story.articles:
            if article.full_text and article.translate_full_text:
                for paragraph in article.paragraphs:
                    add(article, paragraph)
    return list(pieces.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to translate; ``origin`` is the file or address of its (first) article."""

    language: Language
    text: str
    headline: bool
    origin: str


def freeze(material: Material, found: Outcome) -> Edition:
    """The edition, number 1; texts that could not be translated add a notice to ``found``."""
    writer = _Writer(material)
    stories = tuple(
        writer.story(story, summary)
        for story, summary in zip(material.stories, material.summaries, strict=True)
    )
    found.notices += writer.notices
    return Edition(
        date=material.day,
        site_url=material.site_url,
        organisation=material.organisation,
        presentation=material.presentation,
        note=material.note,
        stories=stories,
        articles=writer.articles,
        articles_read=material.articles_read,
        missing_sources=tuple(material.missing_sources),
        checks=tuple(writer.checks),
        problems=tuple(portable_problem(problem) for problem in found.problems),
        notices=tuple(portable_notice(notice) for notice in found.notices),
        made_by=material.signatures,
    )


class _Writer:
    """Builds the frozen stories and collects articles, checks and notices on the way."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.articles: dict[str, EditionArticle] = {}
        self.checks: list[EditionCheck] = []
        self.notices: list[Notice] = []

    def story(self, story: Story, summary: Summary) -> EditionStory:
        evidence = self._sources_of(story, summary)
        return EditionStory(
            id=story.id,
            section=story.section,
            title=self._text(story, "title", summary.title),
            summary=self._text(story, "summary", summary.line),
            key_points=tuple(
                EditionPoint(
                    text=self._text(story, f"key_points.{number}", point.text),
                    evidence=tuple(evidence[span] for span in point.evidence),
                    new=point.new,
                )
                for number, point in enumerate(summary.points)
            ),
            sources=tuple(_source(article) for article in story.articles),
            update_of=story.update_of,
        )

    def _text(self, story: Story, where: str, text: str) -> T:
        language = story.lead.language
        translated, untranslated = self._translate(story.id, where, language, text)
        own = apply(text, language, self.material.style)
        if untranslated:
            return T(en=own, es=own, original=language, untranslated=True)
        if language == "en":
            return T(en=own, es=translated, original="en")
        return T(en=translated, es=own, original="es")

    def _translate(self, story: str, where: str, language: Language, text: str) -> tuple[str, bool]:
        """The styled translation, and whether it is the original shown for want of one."""
        if not text:
            return "", False
        target = other(language)
        translation = self.material.translations[language, text]
        self.checks += [
            EditionCheck(
                story=story,
                field=where,
                language=target,
                kind=verdict.kind,
                detail=verdict.detail,
                action=verdict.action,
            )
            for verdict in translation.verdicts
        ]
        if translation.original_shown:
            kinds = ", ".join(sorted({verdict.kind for verdict in translation.verdicts}))
            self.notices.append(
                Notice(
                    "check",
                    story,
                    f"{where} is shown in the original language: "
                    f"no translation passed the checks ({kinds or 'no reason given'}).",
                )
            )
            return apply(text, language, self.material.style), True
        return apply(translation.text, target, self.material.style), False

    def _sources_of(self, story: Story, summary: Summary) -> dict[Span, Evidence]:
        """Store the text behind the points; map each span to where it is stored."""
        spans: dict[str, list[Span]] = defaultdict(list)
        for point in summary.points:
            for span in point.evidence:
                spans[span.article].append(span)
        evidence: dict[Span, Evidence] = {}
        for article in story.articles:
            if article.full_text:
                stored, placed = article.paragraphs, _identity(spans[article.id])
            else:
                stored, placed = excerpt(article, spans[article.id])
            evidence.update(placed)
            self.articles[article.id] = EditionArticle(
                language=article.language,
                paragraphs=stored,
                complete=article.full_text,
                title=article.title,
                licence=article.licence,
                translation=self._full_translation(story.id, article),
            )
        return evidence

    def _full_translation(self, story: str, article: Article) -> tuple[str, ...] | None:
        if not (article.full_text and article.translate_full_text):
            return None
        return tuple(
            self._translate(story, f"articles.{article.id}.{number}", article.language, text)[0]
            for number, text in enumerate(article.paragraphs)
        )


def _identity(spans: Iterable[Span]) -> dict[Span, Evidence]:
    return {
        span: Evidence(
            article=span.article, paragraph=span.paragraph, start=span.start, end=span.end
        )
        for span in spans
    }


def excerpt(
    article: Article, spans: Iterable[Span]
) -> tuple[tuple[str, ...], dict[Span, Evidence]]:
    """The evidence and one sentence around it, as texts of their own.

    Returns the texts in the article's order and, for every span, its place in them; slicing a
    text with that place gives the same characters as the span does in the article.
    """
    texts: list[str] = []
    placed: dict[Span, Evidence] = {}
    by_paragraph: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_paragraph[span.paragraph].append(span)
    for number in sorted(by_paragraph):
        paragraph = article.paragraphs[number]
        sentences = split(paragraph, article.language)
        inside = by_paragraph[number]
        for start, end in _merge([_around(span, sentences, len(paragraph)) for span in inside]):
            for span in inside:
                if start <= span.start and span.end <= end:
                    placed[span] = Evidence(
                        article=article.id,
                        paragraph=len(texts),
                        start=span.start - start,
                        end=span.end - start,
                    )
            texts.append(paragraph[start:end])
    return tuple(texts), placed


def _around(span: Span, sentences: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """The span widened to whole sentences, with one more on either side."""
    touched = [i for i, (a, b) in enumerate(sentences) if a < span.end and span.start < b]
    if not touched:
        return max(0, span.start), min(length, span.end)
    first, last = max(0, touched[0] - 1), min(len(sentences) - 1, touched[-1] + 1)
    return min(sentences[first][0], span.start), max(sentences[last][1], span.end)


def _merge(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping or touching ranges (a blank apart) made one, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _source(article: Article) -> EditionSource:
    return EditionSource(
        article=article.id,
        name=article.source,
        url=article.url,
        place=article.place,
        published=article.published,
    )


_FOLDERS = re.compile(r"(?<![\w:/.])/(?:[^\s/:]+/)+")


def _portable(text: str) -> str:
    """Without the folders of absolute paths: they belong to this machine, not to the edition."""
    return _FOLDERS.sub("", text)


def portable_problem(problem: Problem) -> Problem:
    """The problem as it may stand in the edition: file names without their folders."""
    return Problem(
        problem.stage,
        _portable(problem.subject),
        _portable(problem.message),
        _portable(problem.remedy),
    )


def portable_notice(notice: Notice) -> Notice:
    """The notice as it may stand in the edition: file names without their folders."""
    return Notice(notice.stage, _portable(notice.subject), _portable(notice.message))
