"""Markdown, with YAML-like (``---``) or TOML (``+++``) front matter or without."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from briefing.errors import ArticleError
from briefing.model import Notice
from briefing.read.clean import MAX_CHARACTERS, split_lines
from briefing.read.dates import parse_moment
from briefing.read.decode import decode
from briefing.read.draft import Context, Draft, Item
from briefing.read.markup import to_paragraphs

_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_][\w-]{0,40})[ \t]*:[ \t]*(.*)")
_HEADING = re.compile(r"#{1,2}[ \t]+(.+?)[ \t]*#*")
_LONGEST_BLOCK = 4_000
_MOST_BRACKETS = 2_000
"""Of tags and links; with more the text is no article, and unclosed ones take quadratic time."""
_DEEP_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?){5,}")
# Up to so many characters, to the end of a line, of a sentence or of a word where there is one.
_PIECE = re.compile(r".{1,3900}$|.{1,3900}[.!?](?=\s)|.{1,3900}(?=\s)|.{1,3900}")


def sniff(item: Item) -> bool:
    """Front matter, or a first line that is a heading, or the suffix."""
    head = item.data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"(?:---|\+\+\+)[ \t]*\r?\n\s*[A-Za-z_]", head):
        return True
    if item.name.lower().endswith((".md", ".markdown")):
        return True
    return re.match(rb"# [^\r\n]", head) is not None


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The one article in the file."""
    decoded = decode(item.data)
    if decoded.encoding:
        message = f"read as {decoded.encoding}, not UTF-8"
        context.found.notices.append(Notice("read", item.name, message))
    text = "\n".join(split_lines(decoded.text.lstrip("\ufeff")))[: 2 * MAX_CHARACTERS]
    if not text.strip():
        raise ArticleError("The file is empty.", "Remove it or put an article in.")
    fields, body = split_front_matter(text)
    title, body = (_text(fields, "title"), body) if _text(fields, "title") else _heading(body)
    moment = parse_moment(_text(fields, "date", "published"), context.zone)
    tags = fields.get("tags") or fields.get("categories") or ()
    yield Draft(
        item.name,
        title,
        render(body),
        day=moment.day,
        published=moment.published,
        source=_text(fields, "source", "publisher"),
        place=_text(fields, "place", "location"),
        author=_text(fields, "author", "by"),
        url=_text(fields, "url", "canonical", "link"),
        section=_text(fields, "section", "category"),
        categories=tuple(map(str, tags)) if isinstance(tags, list) else (),
        language=_text(fields, "language", "lang"),
    )


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter and what follows it.

    Of YAML only what front matter uses: scalars, ``[a, b]`` and ``- a`` lists.
    Raises :class:`ArticleError` for TOML that is none.
    """
    match = _FRONT.match(text)
    if not match:
        return {}, text
    rest = text[match.end() :]
    if match[1] == "+++":
        try:
            return {key.lower(): value for key, value in tomllib.loads(match[2]).items()}, rest
        except (tomllib.TOMLDecodeError, RecursionError) as exc:
            raise ArticleError("The front matter is not valid TOML.", "Correct it.") from exc
    fields: dict[str, Any] = {}
    last = ""
    for line in match[2].split("\n"):
        field = _FIELD.match(line)
        if field:
            last = field[1].lower()
            fields[last] = _value(field[2].strip())
        elif line.lstrip().startswith("- ") and last and not isinstance(fields[last], str):
            fields[last].append(_unquote(line.lstrip()[2:]))
        elif line.lstrip().startswith("- ") and last and not fields[last]:
            fields[last] = [_unquote(line.lstrip()[2:])]
    return fields, rest


def render(body: str) -> tuple[str, ...]:
    """The paragraphs of Markdown as plain text."""
    from markdown import markdown

    short = "\n".join(_short_blocks(body[: MAX_CHARACTERS + 1_000]))
    if short.count("<") + short.count("[") > _MOST_BRACKETS:
        return tuple(line for line in short.split("\n") if line.strip())
    try:
        return to_paragraphs(markdown(short))
    except RecursionError:
        return tuple(line for line in short.split("\n") if line.strip())


def _short_blocks(body: str) -> Iterator[str]:
    """The lines, with empty ones between so that no block is long: the library takes a time that
    grows with the square of a block's length."""
    room = _LONGEST_BLOCK
    before = ""
    for line in body.split("\n"):
        if line == before and line and not any(map(str.isalnum, line[:100])):
            continue  # a rule drawn again and again
        before = line
        line = _DEEP_QUOTE.sub("> ", line)
        for piece in _PIECE.findall(line) or [""]:
            if len(piece) >= room:
                yield ""
                room = _LONGEST_BLOCK
            room = room - len(piece) - 1 if piece.strip() else _LONGEST_BLOCK
            yield piece


def _heading(body: str) -> tuple[str, str]:
    lines = body.lstrip("\n").split("\n")
    heading = _HEADING.fullmatch(lines[0][:4_000].strip())
    return (heading[1] if heading else lines[0], "\n".join(lines[1:]))


def _text(fields: dict[str, Any], *names: str) -> str:
    return next((str(fields[name]) for name in names if fields.get(name)), "")


def _value(text: str) -> str | list[str]:
    if text.startswith("[") and text.endswith("]"):
        return [_unquote(part) for part in text[1:-1].split(",") if part.strip()]
    return _unquote(text)


def _unquote(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text
