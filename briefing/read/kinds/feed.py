"""RSS 0.9 to 2.0, Atom (``feedparser``) and JSON Feed, with full text from the feed or, with
``linked_page``, from the page behind each entry."""

from __future__ import annotations

import calendar
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from briefing.errors import ArticleError, SourceError
from briefing.model import Problem
from briefing.read.dates import Moment, parse_moment
from briefing.read.decode import decode
from briefing.read.draft import Context, Draft, Item
from briefing.read.kinds import html
from briefing.read.markup import to_paragraphs

MAX_ENTRIES = 500
_MAX_FEED = 10_000_000
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|\w+:feed|channel)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_REMEDY = "Look at the feed in a browser and tell its publisher, or remove the source."


def sniff(item: Item) -> bool:
    """The root element of a feed near the beginning, or JSON Feed's version."""
    head = item.data[:4_000]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return b"https://jsonfeed.org/version/" in head.replace(b"\\/", b"/")
    return _ROOT.search(head) is not None and not re.search(rb"<html[\s>]", head, re.IGNORECASE)


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The entries of the feed, as far as they can be read."""
    if len(item.data) > _MAX_FEED:
        raise ArticleError("The feed is larger than 10 MB.", _REMEDY)
    if item.data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        yield from _json_feed(item, context)
        return
    if _ENTITY.search(item.data):
        raise ArticleError("The feed declares XML entities, which can be an attack.", _REMEDY)
    for draft in _xml_feed(item, context):
        yield _with_linked_page(draft, context)


def _xml_feed(item: Item, context: Context) -> Iterator[Draft]:
    import feedparser

    try:
        # A stream, never a string: feedparser would take that for an address or a file name.
        parsed = feedparser.parse(
            io.BytesIO(item.data),
            response_headers={"content-location": item.url} if item.url else {},
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as exc:
        raise ArticleError("The feed cannot be read.", _REMEDY) from exc
    trouble = parsed.get("bozo_exception")
    if parsed.bozo and "SAXParse" in type(trouble).__name__:
        line = getattr(trouble, "getLineNumber", lambda: None)()
        message = f"The feed is not well-formed XML (line {line}): entries may be missing."
        context.found.problems.append(Problem("read", item.name, message, _REMEDY))
    elif not parsed.get("version") and not parsed.entries:
        raise ArticleError("This is not a feed.", _REMEDY)
    publisher = str(parsed.feed.get("title", ""))
    language = str(parsed.feed.get("language", ""))
    for number, entry in enumerate(parsed.entries[:MAX_ENTRIES], 1):
        yield _entry(entry, f"{item.name}#{number}", publisher, language)


def _entry(entry: Any, origin: str, publisher: str, language: str) -> Draft:
    contents = [str(content.get("value", "")) for content in entry.get("content", ())]
    body = max([*contents, str(entry.get("summary", ""))], key=len)
    source = entry.get("source") or {}
    return Draft(
        origin,
        " ".join(to_paragraphs(str(entry.get("title", "")))),
        to_paragraphs(body),
        published=_published(entry),
        source=str(source.get("title", "")) or publisher,
        author=str(entry.get("author", "")),
        url=str(entry.get("link", "")),
        categories=tuple(str(tag.get("term") or "") for tag in entry.get("tags", ())),
        language=language,
    )


def _published(entry: Any) -> datetime | None:
    # The plain dictionary: feedparser's own look-up puts one in the place of the other and warns.
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _json_feed(item: Item, context: Context) -> Iterator[Draft]:
    try:
        data = json.loads(decode(item.data).text)
    except (ValueError, RecursionError) as exc:
        raise ArticleError(f"The feed is not valid JSON ({exc}).", _REMEDY) from exc
    entries = data.get("items") if isinstance(data, Mapping) else None
    if not isinstance(entries, list):
        raise ArticleError("The JSON Feed has no items.", _REMEDY)
    for number, entry in enumerate(entries[:MAX_ENTRIES], 1):
        if not isinstance(entry, Mapping):
            continue
        origin = f"{item.name}#{number}"
        moment = parse_moment(str(entry.get("date_published") or ""), context.zone)
        yield _with_linked_page(_json_entry(entry, origin, data, moment), context)


def _json_entry(
    entry: Mapping[str, Any], origin: str, feed: Mapping[str, Any], moment: Moment
) -> Draft:
    authors = entry.get("authors") or [entry.get("author") or {}]
    author = authors[0] if isinstance(authors, list) and authors else {}
    tags = entry.get("tags")
    return Draft(
        origin,
        str(entry.get("title") or ""),
        to_paragraphs(
            str(
                entry.get("content_html") or entry.get("content_text") or entry.get("summary") or ""
            )
        ),
        day=moment.day,
        published=moment.published,
        source=str(feed.get("title") or ""),
        author=str(author.get("name") or "") if isinstance(author, Mapping) else "",
        url=str(entry.get("url") or entry.get("external_url") or ""),
        categories=tuple(map(str, tags)) if isinstance(tags, list) else (),
        language=str(entry.get("language") or feed.get("language") or ""),
    )


def _with_linked_page(draft: Draft, context: Context) -> Draft:
    """The draft with the text of the page behind its link, when that is wanted and longer."""
    wanted = context.source is not None and context.source.linked_page
    if not wanted or context.web is None or not draft.url:
        return draft
    try:
        page = context.web.get(draft.url)
        full = next(iter(html.read(page, context)))
    except (SourceError, ArticleError) as exc:
        problem = Problem("read", draft.url, exc.message, exc.remedy)
        context.found.problems.append(problem)
        return draft
    if sum(map(len, full.paragraphs)) <= sum(map(len, draft.paragraphs)):
        return draft
    return replace(
        draft,
        paragraphs=full.paragraphs,
        author=draft.author or full.author,
        published=draft.published or full.published,
        day=draft.day or full.day,
    )
