"""The last line of defence before a page: characters that no page, feed or PDF can carry.

The reading stage removes them with a notice; an ``edition.json`` from elsewhere may still hold
them. Control characters break XML, bidi controls turn neighbouring text round, lone surrogates
cannot be encoded.
"""

from __future__ import annotations

import re
from typing import Any

from briefing.edition import Edition

_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """``text`` with each unprintable character replaced by a blank: offsets stay valid."""
    return _UNPRINTABLE.sub(" ", text)


def clean_edition(edition: Edition) -> Edition:
    """The same edition without unprintable characters; the very object when there are none."""
    data = edition.model_dump(mode="python")
    cleaned = _clean(data)
    return edition if cleaned == data else Edition.model_validate(cleaned)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_clean(item) for item in value)
    return value


def shorten(text: str, limit: int) -> str:
    """``text`` cut at a word near ``limit`` code points, with an ellipsis; unchanged if shorter."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ", limit // 2)
    return (head[:cut] if cut > 0 else head).rstrip(" ,;:.–-") + "…"
