"""Newsletters: single messages (``.eml``, RFC 5322) and mailboxes (mbox, RFC 4155)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from briefing.errors import ArticleError
from briefing.model import Problem
from briefing.read.clean import split_lines
from briefing.read.dates import parse_moment
from briefing.read.decode import decode
from briefing.read.draft import Context, Draft, Item
from briefing.read.markup import to_paragraphs

_HEADER = re.compile(
    rb"^(?:Received|Return-Path|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version"
    rb"|Content-Type|DKIM-Signature|X-[\w-]+|List-[\w-]+):[ \t]",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]{1,200}\r?\n")
_MAX_MESSAGES = 2_000
_ERRORS = (MessageError, ValueError, LookupError, AttributeError, TypeError)
_REMEDY = "Export the message again from the mail programme."


def sniff(item: Item) -> bool:
    """A mailbox separator, or two header lines at the beginning."""
    head = item.data[:4_000].lstrip(b"\xef\xbb\xbf\r\n")
    if re.match(rb"From \S+ [^\r\n]*\d{4}\r?\n", head):
        return True
    lines = head.splitlines()[:12]
    headers = sum(_HEADER.match(line) is not None for line in lines)
    return bool(lines) and _HEADER.match(lines[0]) is not None and headers >= 2


def read(item: Item, context: Context) -> Iterator[Draft]:
    """One article a message."""
    data = item.data.lstrip(b"\xef\xbb\xbf\r\n")
    if not data.startswith(b"From "):
        yield _draft(data, item.name, context)
        return
    messages = [part for part in _SEPARATOR.split(data) if part.strip()][:_MAX_MESSAGES]
    for number, message in enumerate(messages, 1):
        origin = f"{item.name}#{number}"
        try:
            yield _draft(message, origin, context)
        except ArticleError as exc:
            problem = Problem("read", origin, exc.message, exc.remedy)
            context.found.problems.append(problem)


def _draft(data: bytes, origin: str, context: Context) -> Draft:
    try:
        message = message_from_bytes(data)
        name, address = parseaddr(_header(message, "From"))
        moment = parse_moment(_header(message, "Date"), context.zone)
        return Draft(
            origin,
            _header(message, "Subject"),
            _body(message),
            day=moment.day,
            published=moment.published,
            source=name or address.partition("@")[2],
            language=_header(message, "Content-Language"),
        )
    except (*_ERRORS, RecursionError) as exc:
        raise ArticleError("The message cannot be read.", _REMEDY) from exc


def _header(message: Message, name: str) -> str:
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        return " ".join(str(make_header(decode_header(str(raw)[:4_000]))).split())
    except _ERRORS:
        return " ".join(str(raw)[:4_000].split())


def _body(message: Message) -> tuple[str, ...]:
    """Plain text when it is more than a stub, else the HTML part's text."""
    plain = markup = ""
    for part in message.walk():
        kind = part.get_content_type()
        if part.get_filename() or kind not in ("text/plain", "text/html"):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        text = decode(payload, str(part.get_content_charset() or "")).text
        if kind == "text/plain":
            plain = plain or text
        else:
            markup = markup or text
    if markup and len(plain) < 200:
        return to_paragraphs(markup)
    return _unwrap(plain)


def _unwrap(text: str) -> tuple[str, ...]:
    """Paragraphs of hard-wrapped text: blank lines part them; the signature ends them."""
    paragraphs: list[list[str]] = [[]]
    for line in split_lines(text):
        if line.rstrip("\r") in ("-- ", "--"):
            break
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return tuple(" ".join(lines) for lines in paragraphs if lines)
