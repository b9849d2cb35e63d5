"""Header fields from untrusted text: no value can end its line, start another or be decoded twice.

Values are encoded here, before they meet the message, and are not parsed again: the header
registry of :mod:`email.policy` decodes encoded words (RFC 2047) found in what it is given, so
that a title could smuggle a line break in. Lines stay under 78 characters wherever there is a
place to fold, and always under the 998 of RFC 5322.
"""

from __future__ import annotations

import re
import unicodedata
from email.charset import Charset
from email.header import Header

from briefing.errors import MailError

_HARD_LIMIT = 998
_SOFT_LIMIT = 76
_ENCODED_WORD = "=?"
_UTF8 = Charset("utf-8")
_NAME = re.compile(r"[!-9;-~]+")
_PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
Field = tuple[str, str]


def clean_line(text: str, limit: int = 500) -> str:
    """One line without control, format, private or unassigned characters, at most ``limit`` long.

    Line breaks become blanks; a cut ends at a word with an ellipsis.
    """
    spaced = re.sub(r"\s+", " ", text)
    kept = "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))
    line = re.sub(r" {2,}", " ", kept).strip()
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    word, blank, _ = head.rpartition(" ")
    return (word if blank and len(word) > limit // 2 else head).rstrip(" ,;:-–—") + "…"


def text_field(name: str, text: str) -> Field:
    """An unstructured field such as Subject, encoded by RFC 2047 where it has to be."""
    line = clean_line(text)
    if line.isascii() and _ENCODED_WORD not in line:
        return _field(name, _fold(name, line.split(" ")))
    return _field(name, _encoded(name, line))


def mailbox_field(name: str, display: str, address: str) -> Field:
    """A field with one mailbox. ``address`` must come from
    :func:`~briefing.send.addresses.normal_address`.
    """
    phrase = clean_line(display, 120)
    if not phrase:
        return _field(name, address)
    if _PLAIN_PHRASE.fullmatch(phrase) and _ENCODED_WORD not in phrase:
        return _field(name, _fold(name, [*phrase.split(" "), f"<{address}>"]))
    return _field(name, _join(name, _encoded(name, phrase), f"<{address}>"))


def plain_field(name: str, *parts: str) -> Field:
    """A structured field of our own making: ASCII parts, folded between them."""
    if not all(part.isascii() and part.isprintable() for part in parts):
        raise MailError(f"The header {name} has a character that it must not have.")
    return _field(name, _fold(name, [word for part in parts for word in part.split(" ")]))


def header_block(fields: list[Field]) -> bytes:
    """The fields as bytes, each with its CRLF; non-ASCII only in SMTPUTF8 addresses (RFC 6532)."""
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode("utf-8")


def _encoded(name: str, line: str) -> str:
    header = Header(line, _UTF8, maxlinelen=_SOFT_LIMIT, header_name=name)
    return header.encode(linesep="\r\n")


def _fold(name: str, words: list[str]) -> str:
    value, column = "", len(name) + 1
    for word in words:
        if value and column + 1 + len(word) > _SOFT_LIMIT:
            value, column = f"{value}\r\n", 0
        value += f" {word}" if value else word
        column += 1 + len(word)
    return value


def _join(name: str, value: str, word: str) -> str:
    last = value.rsplit("\r\n", 1)[-1]
    start = len(name) + 2 if last is value else 0
    space = "\r\n " if start + len(last) + 1 + len(word) > _SOFT_LIMIT else " "
    return value + space + word


def _field(name: str, value: str) -> Field:
    """The last gate: raises :class:`MailError` rather than let a malformed field pass."""
    lines = f"{name}: {value}".split("\r\n")
    whole = _NAME.fullmatch(name) and all(
        line.startswith(" ") and line.strip() for line in lines[1:]
    )
    broken = any("\r" in line or "\n" in line or "\0" in line for line in lines)
    if not whole or broken or any(len(line.encode()) > _HARD_LIMIT for line in lines):
        raise MailError(f"The header {name} cannot be written safely.")
    return name, value
