"""The configured sources, one after the other; one that fails never stops the others."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.config import FetchConfig, SourceConfig
from briefing.errors import ArticleError, SourceError
from briefing.model import Article, Outcome, Problem, Progress
from briefing.read.draft import Context, Item
from briefing.read.items import read_item
from briefing.read.store import Store
from briefing.read.walk import find_files, load, stdin_item
from briefing.read.web import Fetcher

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def read_sources(
    sources: Sequence[SourceConfig],
    fetch: FetchConfig,
    *,
    state_dir: Path,
    timezone: str | None,
    found: Outcome,
    progress: Progress,
    missing: list[str],
) -> list[Article]:
    """The articles of all sources, each with its source's settings.

    A source that fails is a problem, and its name goes to ``missing``. ``timezone`` decides which
    day a published time belongs to (None is the machine's zone).
    """
    progress.start("read", len(sources))
    zone = ZoneInfo(timezone) if timezone else None
    articles: list[Article] = []
    with Store(state_dir) as store, Fetcher(fetch, store) as web:
        reader = _Reader(zone, web, store)
        for source in sources:
            read, problems = reader.read(source, found)
            articles += read
            if problems and not read:
                missing.append(source.name)
            progress.advance()
    return articles


@dataclass(frozen=True, slots=True)
class _Reader:
    zone: tzinfo | None
    web: Fetcher
    store: Store

    def read(self, source: SourceConfig, found: Outcome) -> tuple[list[Article], bool]:
        """The articles of one source and whether there were problems."""
        own = Outcome()
        context = Context(own, self.zone, source, self.web)
        articles: list[Article] = []
        try:
            for item in _items(source, context):
                articles += read_item(item, context)
        except (ArticleError, SourceError) as exc:
            own.problems.append(Problem("read", source.name, exc.message, exc.remedy))
        found.problems += [_named(problem, source.name) for problem in own.problems]
        found.notices += own.notices
        now = time.time()
        if own.problems:
            self.store.failed(source.name, own.problems[0].message, now)
        if articles or not own.problems:
            self.store.succeeded(source.name, len(articles), now)
        return articles, bool(own.problems)


def _named(problem: Problem, source: str) -> Problem:
    """The problem with its source's name, which the item's own name may not tell."""
    if source == problem.subject:
        return problem
    subject = f"{source}: {problem.subject}"
    return Problem(problem.stage, subject, problem.message, problem.remedy)


def _items(source: SourceConfig, context: Context) -> Iterator[Item]:
    location = source.location
    if location == "-":
        yield stdin_item()
    elif location.startswith(("http://", "https://")) and context.web is not None:
        yield context.web.get(location)
    elif _SCHEME.match(location) and "://" in location:
        raise SourceError(
            f"The address {location} is neither http nor https.", "Use a path for files."
        )
    else:
        for file in find_files(Path(location), context.found):
            try:
                yield load(file)
            except ArticleError as exc:
                problem = Problem("read", file.name, exc.message, exc.remedy)
                context.found.problems.append(problem)
