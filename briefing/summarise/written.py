"""Points written by a model: printed only when the article supports them.

Backends that write derive from :class:`WrittenSummariser` and give drafts; the summaries are made
here, so no backend can go round the check.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefing.config import SummariseConfig
from briefing.model import KeyPoint, Language, Notice, Story, Summary
from briefing.summarise.choose import fitness
from briefing.summarise.embedded import FEWEST, EmbeddedSummariser
from briefing.summarise.source import Sentence, readable, sentences_of
from briefing.summarise.support import check
from briefing.summarise.vocabulary import content_stems, same_point, words


@dataclass(frozen=True, slots=True)
class Written:
    """One point as a model wrote it; ``sentence`` is the number of the sentence it names, or -1."""

    text: str
    sentence: int = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model wrote about a story. ``trouble`` says why there is nothing, when it is so."""

    points: tuple[Written, ...]
    trouble: str = ""


class WrittenSummariser(ABC):
    """Base of the abstractive backends."""

    def __init__(self, config: SummariseConfig, state_dir: Path) -> None:
        self.config = config
        self.state_dir = state_dir
        self._own_words = EmbeddedSummariser(config, state_dir)

    @property
    @abstractmethod
    def signature(self) -> str:
        """Name, model and settings."""

    @abstractmethod
    def write(self, sentences: Sequence[str], language: Language, points: int) -> Draft:
        """Up to ``points`` points about the article with these sentences.

        Raises :class:`~briefing.errors.BackendError` when the model cannot be used at all.
        """

    def summarise(self, stories: Sequence[Story], *, points: int | None = None) -> list[Summary]:
        """One checked summary a story; see :class:`briefing.registry.Summariser`."""
        return [self._one(story, points or self.config.points or FEWEST) for story in stories]

    def _one(self, story: Story, points: int) -> Summary:
        (fallback,) = self._own_words.summarise([story], points=points)
        sentences = [s for article in readable(story) for s in sentences_of(article)]
        if not sentences:
            return fallback
        draft = self.write([s.text for s in sentences], story.lead.language, points)
        return checked(story, sentences, draft, fallback, points)


def checked(
    story: Story, sentences: Sequence[Sentence], draft: Draft, fallback: Summary, points: int
) -> Summary:
    """The draft's points that hold, the article's own sentences for the others.

    Every replacement is a notice of the result.
    """
    work = _Checked(story, sentences, fallback)
    if draft.trouble:
        work.note(draft.trouble)
    for written in draft.points:
        if len(work.points) < points:
            work.take(written)
    work.fill(min(points, len(fallback.points)))
    return Summary(fallback.title, fallback.line, tuple(work.points), tuple(work.notices))


@dataclass(slots=True)
class _Checked:
    """The points gathered so far, with what was replaced."""

    story: Story
    sentences: Sequence[Sentence]
    fallback: Summary
    points: list[KeyPoint] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def note(self, message: str) -> None:
        """Record something for the reader of the log."""
        self.notices.append(Notice("summarise", self.story.id, message))

    def take(self, written: Written) -> None:
        """Add a point, or what the article says in its place."""
        text = " ".join(written.text.split())
        if not words(text) or self._told(text):
            return
        language = self.story.lead.language
        found = check(text, [s.text for s in self.sentences], language)
        if found.supported and fitness(text, language) < 2:
            spans = [self.sentences[i].span for i in self._evidence(found.sentences, written)]
            self.points.append(KeyPoint(text, tuple(spans)))
            return
        why = ", ".join(f"{f.kind}: {f.detail}" for f in found.failures) or "cannot stand alone"
        self._replace(text, why, found.sentences)

    def fill(self, count: int) -> None:
        """Extractive points until there are ``count``."""
        for point in self.fallback.points:
            if len(self.points) >= count:
                return
            if not self._told(point.text):
                self.points.append(point)

    def _evidence(self, aligned: Sequence[int], written: Written) -> list[int]:
        named = written.sentence
        if named in aligned:
            return [named, *(i for i in aligned if i != named)]
        return list(aligned)

    def _replace(self, text: str, why: str, aligned: Sequence[int]) -> None:
        """The nearest sentence of the article that can stand alone, else the next best point."""
        language = self.story.lead.language
        near = [
            KeyPoint(self.sentences[i].short, (self.sentences[i].span,))
            for i in aligned
            if fitness(self.sentences[i].short, language) < 2
        ]
        for point in (*near, *self.fallback.points):
            if not self._told(point.text):
                self.points.append(point)
                self.note(
                    f"A written point was replaced by the article's own sentence ({why}): "
                    f"{_shortened(text)}"
                )
                return
        self.note(f"A written point was left out ({why}): {_shortened(text)}")

    def _told(self, text: str) -> bool:
        stems = content_stems(text)
        return any(same_point(stems, content_stems(point.text)) for point in self.points)


def _shortened(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
