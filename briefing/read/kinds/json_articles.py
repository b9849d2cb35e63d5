"""JSON and JSON Lines: objects with ``title, text, date, url, language, source``.

The source's ``fields`` map our names to theirs; a dot descends (``text = "body.plain"``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.errors import ArticleError
from briefing.model import Problem
from briefing.read.dates import parse_moment
from briefing.read.decode import decode
from briefing.read.draft import Context, Draft, Item
from briefing.read.markup import to_paragraphs

_LISTS = ("articles", "items", "results", "data", "docs", "entries")
_REMEDY = "Correct it, or give one object with 'title' and 'text' a line."


def sniff(item: Item) -> bool:
    """A bracket first; whether it parses is found out by reading."""
    head = item.data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] == b"{" or (head[:1] == b"[" and head[1:].lstrip()[:1] in (b"{", b"]"))


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The articles, in order. A line or object that is none is a problem of its own."""
    text = decode(item.data).text
    if not text.strip():
        raise ArticleError("The file is empty.", "Remove it or put an article in.")
    objects = _objects(text, item, context)
    single = len(objects) == 1
    for number, data in objects:
        origin = item.name if single else f"{item.name}#{number}"
        if isinstance(data, Mapping):
            yield _draft(data, origin, context)
        else:
            problem = Problem("read", origin, "This is not a JSON object.", _REMEDY)
            context.found.problems.append(problem)


def _objects(text: str, item: Item, context: Context) -> list[tuple[int, Any]]:
    try:
        data = json.loads(text)
    except RecursionError as exc:
        raise ArticleError("The JSON is nested too deeply.", _REMEDY) from exc
    except ValueError as exc:
        lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not lines[0][1].rstrip().endswith("}"):
            raise ArticleError(f"The file is not valid JSON ({exc}).", _REMEDY) from exc
        return _lines(lines, item, context)
    if isinstance(data, Mapping):
        inner = next((data[name] for name in _LISTS if isinstance(data.get(name), list)), None)
        data = [data] if inner is None else inner
    return list(enumerate(data if isinstance(data, list) else [data], 1))


def _lines(lines: list[tuple[int, str]], item: Item, context: Context) -> list[tuple[int, Any]]:
    objects = []
    for number, line in lines:
        try:
            objects.append((number, json.loads(line)))
        except (ValueError, RecursionError):
            origin = f"{item.name}#{number}"
            context.found.problems.append(
                Problem("read", origin, "This line is not valid JSON.", _REMEDY)
            )
    return objects


def _draft(data: Mapping[str, Any], origin: str, context: Context) -> Draft:
    fields = context.source.fields if context.source else {}

    def get(name: str, *others: str) -> Any:
        for path in (fields.get(name, name), *others):
            value: Any = data
            for part in path.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
            if value is not None:
                return value
        return ""

    def text(name: str, *others: str) -> str:
        value = get(name, *others)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("title") or ""
        return str(value) if isinstance(value, (str, int, float)) else ""

    body = get("text", "content", "body", "content_html", "content_text")
    parts = [part for part in body if isinstance(part, str)] if isinstance(body, list) else [body]
    moment = parse_moment(text("date", "published", "date_published", "publishedAt"), context.zone)
    tags = get("categories", "tags")
    return Draft(
        origin,
        text("title", "headline"),
        tuple(line for part in parts for line in to_paragraphs(str(part))),
        day=moment.day,
        published=moment.published,
        source=text("source", "publisher"),
        place=text("place"),
        author=text("author"),
        url=text("url", "link"),
        section=text("section", "category"),
        categories=tuple(tag for tag in tags if isinstance(tag, str))
        if isinstance(tags, list)
        else (),
        language=text("language", "lang"),
    )
