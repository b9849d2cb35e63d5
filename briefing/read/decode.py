"""Bytes into text: byte order marks, UTF-8, other encodings; binary files refused."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from briefing.errors import ArticleError

_SAMPLE = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_WESTERN = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’–—…€£©®°ºª·´àèìòùçâêôïëäöÀÈÇ\u00a0§½¼¾×•™")
# C0 controls that plain text does not hold; form feed and escape are left to the cleaning.
_BINARY = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x0b\x1b")


@dataclass(frozen=True, slots=True)
class Decoded:
    """``encoding`` is empty for UTF-8, else the name of what was decoded."""

    text: str
    encoding: str = ""


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of ``data``; ``declared`` is an encoding named by a header, tried after UTF-8.

    Raises :class:`ArticleError` for binary data.
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            text = data.decode(codec, errors="replace")
            return Decoded(text, "" if name == "UTF-8" else name)
    if looks_binary(data):
        raise ArticleError(
            "This is a binary file, not text.", "Save the article as text, HTML or Markdown."
        )
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(data, declared)


def looks_binary(data: bytes) -> bool:
    """Whether the first bytes are those of a binary file: a NUL, or many control bytes."""
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return True
    controls = len(sample) - len(sample.translate(None, _BINARY))
    return controls > max(8, len(sample) // 20)


def _legacy(data: bytes, declared: str) -> Decoded:
    if declared:
        try:
            return Decoded(data.decode(declared), declared)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # the header was wrong: find out
    western = _windows_1252(data)
    if western is not None:
        return Decoded(western, "Windows-1252")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best is not None else "cp1252"
    return Decoded(data.decode(encoding, errors="replace"), encoding.replace("_", "-"))


def _windows_1252(data: bytes) -> str | None:
    """The text as Windows-1252 when every character beyond ASCII is one that English or Spanish
    writes: on short texts statistics guess worse than this."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return text if {char for char in text if ord(char) > 127} <= _WESTERN else None
