"""One item into articles: the kind by name or content, each draft built, failures reported."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.errors import ArticleError
from briefing.model import Article, Notice, Problem
from briefing.read.build import build
from briefing.read.draft import Context, Draft, Item, Kind
from briefing.read.kinds import kind_named, kind_of


def read_item(item: Item, context: Context) -> list[Article]:
    """The sound articles of one item; the others are reported."""
    articles = []
    try:
        for draft in _drafts(item, context):
            try:
                article = build(draft, context)
            except ArticleError as exc:
                problem = Problem("read", draft.origin, exc.message, exc.remedy)
                context.found.problems.append(problem)
                continue
            if article.day is not None or _kept_undated(article, context):
                articles.append(article)
    except ArticleError as exc:
        context.found.problems.append(Problem("read", item.name, exc.message, exc.remedy))
    return articles


def _drafts(item: Item, context: Context) -> Iterator[Draft]:
    if not item.data.strip():
        raise ArticleError("The file is empty.", "Remove it or put an article in.")
    return _kind(item, context).read(item, context)


def _kind(item: Item, context: Context) -> Kind:
    source = context.source
    if source is None or source.kind == "auto":
        return kind_of(item)
    archive = kind_named("archive")
    return archive if archive.sniff(item) else kind_named(source.kind)


def _kept_undated(article: Article, context: Context) -> bool:
    """Articles without a date are taken for the day's, unless the source says otherwise."""
    keep = context.source is None or context.source.undated == "keep"
    message = "has no date: taken for the day's" if keep else "has no date: left out"
    context.found.notices.append(Notice("read", article.origin, message))
    return keep
