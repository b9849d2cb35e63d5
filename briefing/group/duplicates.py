"""Exact duplicates: the same words, whatever the punctuation and the case."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.group.sections import fold
from briefing.model import Article

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Merged:
    """``kept`` stands for itself and for ``copies``."""

    kept: Article
    copies: tuple[Article, ...]


def merge_exact(articles: Sequence[Article]) -> list[Merged]:
    """One article for each text, in the order of first appearance.

    Kept is the copy with the greatest weight; among equals one that names its source and address,
    then the first.
    """
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(_fingerprint(article), []).append(article)
    merged = []
    for copies in groups.values():
        kept = max(copies, key=lambda copy: (copy.weight, bool(copy.source), bool(copy.url)))
        merged.append(Merged(kept, tuple(copy for copy in copies if copy is not kept)))
    return merged


def _fingerprint(article: Article) -> str:
    words = _WORD.findall(fold("\n".join(article.paragraphs)))
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
