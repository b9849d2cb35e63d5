"""Story ids: slugs that are safe as file name, anchor and address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 60
_RESERVED = frozenset({"index", "con", "nul", "aux", "prn"})
"""Names of other pages, and names that Windows does not allow."""


def slug(title: str, taken: Collection[str], fallback: str) -> str:
    """An id from ``title`` that is not in ``taken``; ``fallback`` when the title has no letters.

    ASCII letters, figures and single hyphens, at most about 60 characters, cut between words.
    """
    ascii_text = unicodedata.normalize("NFKD", title[:400]).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii_text.lower()))
    base = ""
    for word in words:
        longer = f"{base}-{word}" if base else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        base = longer
    base = base or fallback
    if base in _RESERVED:
        base = f"story-{base}"
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    return candidate
