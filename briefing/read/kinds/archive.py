"""``.zip``, ``.tar``, ``.tar.gz`` and ``.gz`` of anything that can be read.

Nothing is ever written to disk, so paths in archives lead nowhere; links are not followed. What
is unpacked counts against the budget of the outermost file.
"""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import basename
from typing import IO

from briefing.errors import ArticleError
from briefing.model import Problem
from briefing.read.draft import Context, Draft, Item

_DEEPEST = 2
_CHUNK = 262_144
_LIMIT = "Unpack it yourself and name the files."


def sniff(item: Item) -> bool:
    """The magic numbers of zip and gzip, the mark of tar."""
    return (
        item.data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"))
        or item.data[257:262] == b"ustar"
    )


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The articles of all entries, in the order of their names."""
    from briefing.read.kinds import kind_of

    if item.depth >= _DEEPEST:
        raise ArticleError("Archives are nested too deeply.", _LIMIT)
    for entry in _entries(item, context):
        try:
            yield from kind_of(entry).read(entry, context)
        except ArticleError as exc:
            context.found.problems.append(Problem("read", entry.name, exc.message, exc.remedy))


def _entries(item: Item, context: Context) -> Iterator[Item]:
    if item.data.startswith(b"PK"):
        yield from _zip(item, context)
        return
    data = _gunzip(item.data, context) if item.data.startswith(b"\x1f\x8b") else item.data
    if data[257:262] == b"ustar":
        yield from _tar(item, data, context)
    else:
        yield Item(item.name, data, item.url, depth=item.depth + 1)


def _zip(item: Item, context: Context) -> Iterator[Item]:
    try:
        with zipfile.ZipFile(io.BytesIO(item.data)) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.filename)
            for info in infos:
                if info.is_dir() or _ignored(info.filename):
                    continue
                if info.flag_bits & 1:
                    raise ArticleError("The archive is encrypted.", _LIMIT)
                with archive.open(info) as stream:
                    data = _take(stream, context)
                yield Item(_name(item, info.filename), data, depth=item.depth + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError,
            NotImplementedError, RuntimeError) as exc:  # fmt: skip
        raise ArticleError("The archive is damaged.", "Make it again.") from exc


def _tar(item: Item, data: bytes, context: Context) -> Iterator[Item]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                _count(context)
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is None or _ignored(member.name):
                    continue
                contents = _take(stream, context)
                yield Item(_name(item, member.name), contents, depth=item.depth + 1)
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError) as exc:
        raise ArticleError("The archive is damaged.", "Make it again.") from exc


def _gunzip(data: bytes, context: Context) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    try:
        while data:
            piece = unpacker.decompress(data, _CHUNK)
            _spend(context, len(piece))
            pieces.append(piece)
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                data = unpacker.unused_data.lstrip(b"\0")
                unpacker = zlib.decompressobj(wbits=31)
    except zlib.error as exc:
        raise ArticleError("The archive is damaged.", "Make it again.") from exc
    if not unpacker.eof and not pieces:
        raise ArticleError("The archive is damaged.", "Make it again.")
    return b"".join(pieces)


def _take(stream: IO[bytes], context: Context) -> bytes:
    _count(context)
    pieces: list[bytes] = []
    while piece := stream.read(_CHUNK):
        _spend(context, len(piece))
        pieces.append(piece)
    return b"".join(pieces)


def _spend(context: Context, size: int) -> None:
    context.budget.bytes_left -= size
    if context.budget.bytes_left < 0:
        raise ArticleError("The archive unpacks to more than 200 MB.", _LIMIT)


def _count(context: Context) -> None:
    context.budget.entries_left -= 1
    if context.budget.entries_left < 0:
        raise ArticleError("The archive holds more than 10,000 files.", _LIMIT)


def _ignored(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    note = basename(name).casefold() in ("note.md", "note.en.md", "note.es.md")
    return note or "__MACOSX" in parts or parts[-1].startswith(".") or not parts[-1]


def _name(item: Item, inner: str) -> str:
    parts = [part for part in inner.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    name = "/".join(parts)[:200].encode("utf-8", "replace").decode("utf-8")
    return f"{item.name}/{name}"
