"""The first stage: files, feeds and addresses in, cleaned :class:`~briefing.model.Article` out.

Nothing here raises for one bad item: it becomes a problem, and the others are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.config import FetchConfig, SourceConfig
from briefing.errors import ArticleError
from briefing.model import Article, Outcome, Problem, Progress
from briefing.read.build import build
from briefing.read.draft import Context, Item
from briefing.read.kinds import kind_of
from briefing.read.walk import find_files, load, stdin_item

__all__ = ["read_paths", "read_sources"]


def read_paths(paths: Sequence[Path], *, found: Outcome, progress: Progress) -> list[Article]:
    """The articles in files and folders, in the order given; ``-`` is standard input."""
    items = [file for path in paths if str(path) != "-" for file in find_files(path, found)]
    stdin = any(str(path) == "-" for path in paths)
    progress.start("read", len(items) + stdin)
    context = Context(found, None)
    articles: list[Article] = []
    for file in items:
        try:
            articles += read_item(load(file), context)
        except ArticleError as exc:
            found.problems.append(Problem("read", file.name, exc.message, exc.remedy))
        progress.advance()
    if stdin:
        try:
            articles += read_item(stdin_item(), context)
        except ArticleError as exc:
            found.problems.append(Problem("read", "standard input", exc.message, exc.remedy))
        progress.advance()
    return articles


def read_item(item: Item, context: Context) -> list[Article]:
    """The sound articles of one item; the others are reported."""
    articles = []
    try:
        for draft in kind_of(item).read(item, context):
            try:
                articles.append(build(draft, context))
            except ArticleError as exc:
                problem = Problem("read", draft.origin, exc.message, exc.remedy)
                context.found.problems.append(problem)
    except ArticleError as exc:
        context.found.problems.append(Problem("read", item.name, exc.message, exc.remedy))
    return articles


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
    """The articles of the configured sources; one that fails is a problem and named in
    ``missing``."""
    zone = ZoneInfo(timezone) if timezone else None
    progress.start("read", len(sources))
    articles: list[Article] = []
    for source in sources:
        before = len(found.problems)
        read = _read_local(source, Context(found, zone, source))
        if not read and len(found.problems) > before:
            missing.append(source.name)
        articles += read
        progress.advance()
    return articles


def _read_local(source: SourceConfig, context: Context) -> list[Article]:
    articles: list[Article] = []
    for file in find_files(Path(source.location), context.found):
        try:
            articles += read_item(load(file), context)
        except ArticleError as exc:
            context.found.problems.append(Problem("read", file.name, exc.message, exc.remedy))
    return articles
