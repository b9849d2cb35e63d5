"""What all translation backends share: empty lines, over-long texts, threads, a canary."""

from __future__ import annotations

import os
import re
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from briefing.errors import BackendError
from briefing.model import Language
from briefing.text import sentences

MAX_CHARACTERS = 600
"""Longer texts are cut into sentences, and these at clauses: the models were made for sentences."""

CANARIES: dict[tuple[Language, Language], tuple[str, tuple[str, ...]]] = {
    ("en", "es"): (
        "The president of the country spoke on Monday about the war.",
        ("presidente", "lunes", "guerra", "país"),
    ),
    ("es", "en"): (
        "El presidente del país habló el lunes sobre la guerra.",
        ("president", "monday", "war", "country"),
    ),
}
"""One sentence per direction and words of which any translation has at least two."""

_CLAUSE = re.compile(r"(?<=[;:,])\s+|\s+(?=[(—–])")
_ANY_GAP = re.compile(r"\s+")


class LineTranslator(ABC):
    """A backend that translates clean single lines.

    Subclasses give :meth:`_batch` and :attr:`signature`; this class keeps order and number, passes
    empty lines through, keeps the blanks around a line, cuts what is too long, and tries one
    canary sentence a direction before the first use.
    """

    max_characters: int = MAX_CHARACTERS

    def __init__(self) -> None:
        self._proved: set[tuple[Language, Language]] = set()
        self._lock = threading.Lock()

    @property
    @abstractmethod
    def signature(self) -> str:
        """Name, version and settings."""

    @abstractmethod
    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        """Translations of non-empty stripped lines, as many and in order."""

    def translate(self, texts: Sequence[str], *, source: Language, target: Language) -> list[str]:
        """As many texts out as in; see :class:`briefing.registry.Translator`."""
        if source == target:
            return list(texts)
        self.prove(source, target)
        pieces: list[str] = []
        plans: list[tuple[str, list[tuple[int, str]], str]] = []
        for text in texts:
            body = text.strip()
            before = text[: len(text) - len(text.lstrip())] if body else text
            after = text[len(text.rstrip()) :] if body else ""
            parts: list[tuple[int, str]] = []
            for piece, gap in self._cut(body, source):
                parts.append((len(pieces), gap))
                pieces.append(" ".join(piece.split()))
            plans.append((before, parts, after))
        done = self._checked(pieces, source, target)
        return [
            before + "".join(done[number] + gap for number, gap in parts) + after
            for before, parts, after in plans
        ]

    def prove(self, source: Language, target: Language) -> None:
        """Translate the canary sentence once; raises :class:`BackendError` if it is wrong."""
        with self._lock:
            if (source, target) in self._proved:
                return
            self._proved.add((source, target))
        sentence, expected = CANARIES[source, target]
        out = self._checked([sentence], source, target)[0]
        low = out.lower()
        if sum(word in low for word in expected) < 2:
            with self._lock:
                self._proved.discard((source, target))
            raise BackendError(
                f"{self.signature}: the model is broken: it translates {sentence!r} ({source}) "
                f"as {out[:80]!r} ({target}).",
                "Install the model again or choose another one.",
            )

    def _checked(self, pieces: list[str], source: Language, target: Language) -> list[str]:
        if not pieces:
            return []
        done = self._batch(pieces, source, target)
        if len(done) != len(pieces):
            raise BackendError(
                f"{self.signature}: gave {len(done)} translations for {len(pieces)} texts.",
                "Choose another translator with --translator.",
            )
        return [" ".join(text.split()) for text in done]

    def _cut(self, text: str, language: Language) -> list[tuple[str, str]]:
        """``text`` as pieces short enough for a model, each with the gap after it."""
        if not text:
            return []
        if len(text) <= self.max_characters:
            return [(text, "")]
        spans = sentences.split(text, language) or [(0, len(text))]
        out: list[tuple[str, str]] = []
        for number, (start, end) in enumerate(spans):
            after = spans[number + 1][0] if number + 1 < len(spans) else len(text)
            pieces = cut_at(text[start:end], self.max_characters)
            out += [(piece, " ") for piece in pieces[:-1]]
            out.append((pieces[-1], " ".join(text[end:after].split()) or text[end:after]))
        return out


def clauses(sentence: str) -> list[str]:
    """``sentence`` cut at the clause mark nearest its middle, or whole when there is none."""
    cuts = [m for m in _CLAUSE.finditer(sentence) if 15 < m.start() < len(sentence) - 15]
    if not cuts:
        return [sentence]
    cut = min(cuts, key=lambda m: abs(m.start() - len(sentence) / 2))
    return [sentence[: cut.start()], sentence[cut.end() :]]


def cut_at(sentence: str, limit: int) -> list[str]:
    """``sentence`` in pieces of at most ``limit`` characters, cut at clauses, else at blanks."""
    if len(sentence) <= limit:
        return [sentence]
    for pattern in (_CLAUSE, _ANY_GAP):
        cuts = [m for m in pattern.finditer(sentence) if 0 < m.start() < len(sentence)]
        fitting = [m for m in cuts if m.start() <= limit]
        if fitting:
            cut = fitting[-1]
            return [sentence[: cut.start()], *cut_at(sentence[cut.end() :], limit)]
    return [sentence[:limit], *cut_at(sentence[limit:], limit)]


def workers() -> int:
    """Threads for a translation: the cores this process may use."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)


def in_threads(function: Callable[[str], str], texts: list[str], threads: int) -> list[str]:
    """``function`` over ``texts`` on ``threads`` threads, longest first, in the old order."""
    if threads == 1 or len(texts) < 4:
        return [function(text) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    out = [""] * len(texts)

    def run(i: int) -> None:
        out[i] = function(texts[i])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, order))
    return out
