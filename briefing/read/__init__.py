"""The first stage: files, feeds and addresses in, cleaned :class:`~briefing.model.Article` out.

Nothing here raises for one bad item: it becomes a problem, and the others are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.errors import ArticleError
from briefing.model import Article, Outcome, Problem, Progress
from briefing.read.draft import Context
from briefing.read.items import read_item
from briefing.read.sources import read_sources
from briefing.read.walk import find_files, load, stdin_item

__all__ = ["read_paths", "read_sources"]


def read_paths(
    paths: Sequence[Path], *, timezone: str | None = None, found: Outcome, progress: Progress
) -> list[Article]:
    """The articles in files and folders, in the order given; ``-`` is standard input.

    ``timezone`` decides which day a published time belongs to (None is the machine's zone).
    """
    items = [file for path in paths if str(path) != "-" for file in find_files(path, found)]
    stdin = any(str(path) == "-" for path in paths)
    progress.start("read", len(items) + stdin)
    context = Context(found, ZoneInfo(timezone) if timezone else None)
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
