"""Web pages, fetched or saved: the main text and the page's own metadata (``trafilatura``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.errors import ArticleError
from briefing.model import Notice
from briefing.read.dates import Moment, parse_moment
from briefing.read.decode import decode
from briefing.read.draft import Context, Draft, Item
from briefing.read.markup import MAX_MARKUP, parse, to_paragraphs

_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p|div|h1)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,80}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset=[\"']?([\w-]{2,30})", re.IGNORECASE)
_REMEDY = "Save the page with its text, or name the feed of the site instead."


def sniff(item: Item) -> bool:
    """A tag that pages begin with, first thing in the file."""
    head = item.data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<!--"):
        head = head.partition(b"-->")[2].lstrip()
    if head[:5] == b"<?xml":
        head = head.partition(b"?>")[2].lstrip()
    return _PAGE.match(head) is not None


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The one article of the page."""
    decoded = decode(item.data, _declared(item))
    if decoded.encoding and not _declared(item):
        message = f"read as {decoded.encoding}, not UTF-8"
        context.found.notices.append(Notice("read", item.name, message))
    yield extract(decoded.text, item, context)


def extract(page: str, item: Item, context: Context) -> Draft:
    """The article in the markup ``page``. Raises :class:`ArticleError` when there is none."""
    from trafilatura import bare_extraction

    tree = parse(page[:MAX_MARKUP])
    if tree is None:
        raise ArticleError("The page is empty.", _REMEDY)
    try:
        document = bare_extraction(
            tree,
            url=item.url or None,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
        )
    # The extractor walks arbitrary trees: what it stumbles over is a page without an article.
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as exc:
        raise ArticleError("The page cannot be understood.", _REMEDY) from exc
    found: dict[str, Any] = {} if document is None else dict(_as_dict(document))
    paragraphs = tuple(line for line in (found.get("text") or "").split("\n") if line.strip())
    paragraphs = paragraphs or to_paragraphs(page)
    title = found.get("title") or (tree.findtext(".//title") or "").strip()
    if not paragraphs or not title:
        raise ArticleError("No article was found on the page.", _REMEDY)
    moment = _moment(tree, found.get("date") or "", context)
    return Draft(
        item.name,
        title,
        paragraphs[1:] if paragraphs[0] == title else paragraphs,
        day=moment.day,
        published=moment.published,
        source=found.get("sitename") or "",
        author=found.get("author") or "",
        url=_canonical(tree) or found.get("url") or item.url,
        categories=tuple(found.get("categories") or ()),
        language=tree.get("lang") or found.get("language") or "",
    )


def _declared(item: Item) -> str:
    header = _HEADER_CHARSET.search(item.content_type)
    if header:
        return header[1]
    inside = _CHARSET.search(item.data[:4_000])
    return inside[1].decode("ascii", "ignore") if inside else ""


def _canonical(tree: Any) -> str:
    link = tree.find(".//link[@rel='canonical']")
    return "" if link is None else (link.get("href") or "")


def _moment(tree: Any, fallback: str, context: Context) -> Moment:
    """The publication time of the metadata; the extractor alone gives only the day."""
    candidates = [
        meta.get("content") or ""
        for meta in tree.iterfind(".//meta")
        if (meta.get("property") or meta.get("name") or "").lower()
        in ("article:published_time", "datepublished", "dc.date.issued", "pubdate")
    ]
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        candidates += _dates_of(script.text or "")
    candidates += [time.get("datetime") or "" for time in tree.iterfind(".//time[@pubdate]")]
    for text in (*candidates, fallback):
        moment = parse_moment(text, context.zone)
        if moment.published or moment.day:
            return moment
    return Moment()


def _dates_of(script: str) -> list[str]:
    """``datePublished`` of JSON-LD (schema.org), at the top or in ``@graph``."""
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return []
    nodes = data if isinstance(data, list) else [data]
    nodes += data.get("@graph") or [] if isinstance(data, dict) else []
    found = [node.get("datePublished") for node in nodes if isinstance(node, dict)]
    return [text for text in found if isinstance(text, str)]


def _as_dict(document: Any) -> dict[str, Any]:
    return document if isinstance(document, dict) else document.as_dict()
