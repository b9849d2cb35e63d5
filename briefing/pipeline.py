"""The daily job: the stages in their order, everything gathered before anything is written.

    read → group → summarise → translate → check → freeze → render → publish → send

A run that fails on the way leaves the editions that are there untouched.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.edition import Edition, Presentation
from briefing.editions import earlier_editions, numbered
from briefing.errors import WHOLE_RUN, BackendError, ConfigError, NothingPublished
from briefing.freeze import Material, Piece, Translations, freeze, made_by, texts_to_translate
from briefing.lock import lock
from briefing.model import (
    LANGUAGES,
    Article,
    Language,
    Outcome,
    Problem,
    Progress,
    Story,
    Summary,
    Translation,
    other,
)
from briefing.note import find_note
from briefing.publication import check_writable, organisation, publish_edition
from briefing.registry import Summariser, Translator, load_summariser, load_translator
from briefing.window import choose_day, of_day

if TYPE_CHECKING:
    from briefing.group import Explanation, Grouping
    from briefing.send import SendReport

log = logging.getLogger("briefing.pipeline")

_BATCH = 16
_REPORT = "Please report it with the traceback that 'briefing -v run' logs."


@dataclass(frozen=True, slots=True)
class Request:
    """What one call of ``briefing run`` asks for.

    ``day`` is ``today``, ``latest`` or an ISO date. Empty ``paths`` means the configured sources.
    """

    paths: Sequence[Path] = ()
    day: str = "today"
    notes: Sequence[Path] = ()
    translator: str | None = None
    summariser: str | None = None
    send: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it. ``folder`` is None after a dry run."""

    day: date
    stories: Sequence[Story]
    explanations: Sequence[Explanation]
    edition: Edition | None = None
    folder: Path | None = None
    sent: SendReport | None = None


def run(config: Config, request: Request, *, found: Outcome, progress: Progress) -> Result:
    """Make the edition of one day and publish it.

    Problems and notices are added to ``found`` as they come up, also when this raises:
    :class:`NothingPublished` (no article for the day, output not writable),
    :class:`~briefing.errors.AlreadyRunning`, :class:`ConfigError`,
    :class:`~briefing.errors.BackendError`.
    """
    check_writable(config.output)
    with lock(config.state_dir):
        return _Job(config, request, found, progress).run()


@dataclass(frozen=True, slots=True)
class _Job:
    """One call of :func:`run`: its inputs, and the stages as methods."""

    config: Config
    request: Request
    found: Outcome
    progress: Progress

    def run(self) -> Result:
        config, found = self.config, self.found
        missing: list[str] = []
        articles = self.read(missing)
        day = choose_day(self.request.day, articles, config.timezone)
        earlier = earlier_editions(config.output, day, found)
        last = earlier[0] if earlier and config.select.window == "since_last" else None
        chosen = of_day(articles, day, last)
        translator = load_translator(
            self.request.translator or config.translate.backend,
            config.translate,
            config.state_dir,
        )
        grouping = self.group(chosen, day, translator, earlier)
        if not grouping.stories:
            raise NothingPublished(
                f"No story is left for {day}: every article was left out.",
                "'briefing run --explain' says why.",
            )
        result = Result(day, grouping.stories, grouping.explanations)
        if self.request.dry_run:
            return result
        material = self.gather(day, grouping.stories, translator, len(chosen), missing, earlier)
        self.progress.start("freeze")
        edition = numbered(freeze(material, found), config.output)
        folder = publish_edition(edition, config, found=found, progress=self.progress)
        sent = None
        if self.request.send:
            sent = send(edition, folder, config, found, self.progress)
        return replace(result, edition=edition, folder=folder, sent=sent)

    def read(self, missing: list[str]) -> list[Article]:
        from briefing.read import read_paths, read_sources

        config = self.config
        self.progress.start("read")
        if self.request.paths:
            return read_paths(
                self.request.paths,
                timezone=config.timezone,
                found=self.found,
                progress=self.progress,
            )
        if not config.sources:
            raise ConfigError(
                "There is nothing to read.",
                "Name a file or folder, or declare [[sources]] in briefing.toml.",
            )
        return read_sources(
            config.sources,
            config.fetch,
            state_dir=config.state_dir,
            timezone=config.timezone,
            found=self.found,
            progress=self.progress,
            missing=missing,
        )

    def group(
        self,
        articles: Sequence[Article],
        day: date,
        translator: Translator,
        earlier: Sequence[Edition],
    ) -> Grouping:
        from briefing.group import group

        self.progress.start("group", len(articles))
        return group(
            articles,
            day=day,
            select=self.config.select,
            earlier=earlier,
            translator=translator,
            found=self.found,
            progress=self.progress,
        )

    def gather(
        self,
        day: date,
        stories: Sequence[Story],
        translator: Translator,
        articles_read: int,
        missing: Sequence[str],
        earlier: Sequence[Edition],
    ) -> Material:
        """Summarise, translate and check: all that the edition is made of."""
        config = self.config
        stories, summaries, summariser = self.summarise(stories)
        summaries = self.tell_news(stories, summaries, earlier)
        translations, translators = self.translate(stories, summaries, translator)
        return Material(
            day=day,
            stories=stories,
            summaries=summaries,
            translations=translations,
            articles_read=articles_read,
            signatures=made_by(summariser, translators),
            style=config.translate.style,
            note=find_note(self.request.notes, self.request.paths, self.found),
            organisation=organisation(config),
            presentation=Presentation(
                size=config.pages.size,
                theme=config.pages.theme,
                pdf=config.pages.pdf,
                epub=config.pages.epub,
            ),
            site_url=config.site_url,
            missing_sources=missing,
        )

    def summarise(self, stories: Sequence[Story]) -> tuple[list[Story], list[Summary], str]:
        """The stories that could be summarised, their summaries, and by what."""
        config = self.config
        self.progress.start("summarise", len(stories))
        summariser = load_summariser(
            self.request.summariser or config.summarise.backend,
            config.summarise,
            config.state_dir,
        )
        pairs: list[tuple[Story, Summary]] = []
        for start in range(0, len(stories), _BATCH):
            batch = stories[start : start + _BATCH]
            pairs += self.summarise_batch(summariser, batch)
            self.progress.advance(len(batch))
        if not pairs:
            raise NothingPublished(
                "No story is left: the summariser failed on every one.",
                "The problems above say how; try another one with --summariser.",
            )
        for _, summary in pairs:
            self.found.notices += summary.notices
        return [s for s, _ in pairs], [s for _, s in pairs], summariser.signature

    def summarise_batch(
        self, summariser: Summariser, batch: Sequence[Story]
    ) -> list[tuple[Story, Summary]]:
        """Stories with summaries; one on which the summariser breaks is left out and named."""
        try:
            done = summariser.summarise(batch, points=self.config.summarise.points)
        except WHOLE_RUN:
            raise
        except Exception as exc:  # a bug: find the story, go on without it
            if len(batch) > 1:
                return [pair for one in batch for pair in self.summarise_batch(summariser, [one])]
            log.exception("the summary of %s failed", batch[0].id)
            self.found.problems.append(
                Problem("summarise", batch[0].lead.origin, _unforeseen(exc), _REPORT)
            )
            return []
        return list(zip(batch, done, strict=True))

    def tell_news(
        self, stories: Sequence[Story], summaries: Sequence[Summary], earlier: Sequence[Edition]
    ) -> list[Summary]:
        """Updates tell what is new. One on which this breaks keeps its summary and is named."""
        from briefing.summarise.embedded import EmbeddedSummariser
        from briefing.updates import tell_news

        own = EmbeddedSummariser(self.config.summarise, self.config.state_dir)
        told: list[Summary] = []
        for story, summary in zip(stories, summaries, strict=True):
            try:
                told.append(tell_news(story, summary, earlier, own, self.found))
            except WHOLE_RUN:
                raise
            except Exception as exc:  # a bug: the story goes out with what is new unmarked
                log.exception("the news in %s could not be found", story.id)
                told.append(summary)
                self.found.problems.append(
                    Problem("summarise", story.lead.origin, _unforeseen(exc), _REPORT)
                )
        return told

    def translate(
        self, stories: Sequence[Story], summaries: Sequence[Summary], translator: Translator
    ) -> tuple[Translations, dict[str, str]]:
        """All translations both ways, and the signature used for each direction."""
        from briefing.translate.glossary import load_glossary
        from briefing.translate.service import TranslationService

        service = TranslationService(
            translator,
            glossary=load_glossary(self.config.translate.glossary),
            cache=self.config.state_dir / "cache.sqlite",
        )
        pieces = texts_to_translate(stories, summaries)
        self.progress.start("translate", len(pieces))
        translations: dict[tuple[Language, str], Translation] = {}
        used: dict[str, str] = {}
        for source in LANGUAGES:
            batch = [piece for piece in pieces if piece.language == source]
            if not batch:
                continue
            texts = [piece.text for piece in batch]
            done = service.translate(
                texts,
                source=source,
                target=other(source),
                progress=self.progress,
                headlines=[piece.headline for piece in batch],
            )
            translations.update(zip(((source, text) for text in texts), done, strict=True))
            used[f"{source}-{other(source)}"] = service.signature
            self.found.problems += _broken(batch, done)
        return translations, used


def _unforeseen(exc: Exception) -> str:
    return f"an error that nobody foresaw: {type(exc).__name__}: {exc}"


def _broken(pieces: Sequence[Piece], done: Sequence[Translation]) -> list[Problem]:
    """A problem for each text on which translation or checks broke.

    Raises :class:`BackendError` when they broke on each of several: then it is not the texts.
    """
    broken = [
        (piece, verdict)
        for piece, translation in zip(pieces, done, strict=True)
        for verdict in translation.verdicts
        if verdict.kind == "error"
    ]
    if len({piece.text for piece, _ in broken}) == len(pieces) > 1:
        raise BackendError(
            f"Translation breaks on all of {len(pieces)} texts, first in {broken[0][1].detail}",
            f"Try another one with --translator. {_REPORT}",
        )
    return [
        Problem(
            "check" if verdict.detail.startswith("check:") else "translate",
            piece.origin,
            f"an error that nobody foresaw, in {verdict.detail}; "
            f"shown in the original: {piece.text[:60]}",
            _REPORT,
        )
        for piece, verdict in broken
    ]


def send(
    edition: Edition, folder: Path, config: Config, found: Outcome, progress: Progress
) -> SendReport:
    """Mail the edition to the configured recipients and tell the hooks."""
    from briefing.send import send_edition

    progress.start("send")
    return send_edition(edition, folder, config, found=found, progress=progress)
