"""How likely two articles tell the same event.

Names, other words and figures are compared apart: two strikes share their words and not their
names, two stories on one person share names and not the rest. Each article gives four TF-IDF
vectors (names and words, of the first 400 words and of the lead); a logistic model of their
cosines, fitted on ``tests/group/pairs.jsonl`` by ``tests/group/fit.py``, turns them into a score.
Document frequencies come from 520 news articles (``similarity.json``). Numpy only.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.group.sections import fold
from briefing.model import Language

Matrix = npt.NDArray[np.float32]

WHOLE, LEAD = 400, 90
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_ENDINGS = ("ing", "ed", "es", "s")
_PREFIX = 6
FEATURES = 8


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared: a title and the text behind it, in one language."""

    language: Language
    title: str
    paragraphs: tuple[str, ...]

    def lead(self) -> Text:
        """The title and so much of the text that the lead is whole."""
        room, kept = LEAD, []
        for paragraph in self.paragraphs:
            if room <= 0:
                break
            words = paragraph.split()
            kept.append(" ".join(words[:room]))
            room -= len(words)
        return Text(self.language, self.title, tuple(kept))


@dataclass(frozen=True, slots=True)
class _Profile:
    names: Counter[str]
    words: Counter[str]
    lead_names: Counter[str]
    lead_words: Counter[str]
    figures: frozenset[str]
    length: int


@dataclass(frozen=True, slots=True)
class Model:
    """``frequencies``: language → kind → stem → documents; the rest is the logistic model."""

    documents: dict[str, int]
    frequencies: dict[str, dict[str, dict[str, int]]]
    mean: list[float]
    deviation: list[float]
    weights: list[float]
    threshold: float


@cache
def load_model() -> Model:
    """The fitted model that the package carries."""
    file = Path(__file__).with_name("similarity.json")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Model(**data)


def stem(word: str) -> str:
    """``word`` without a frequent ending."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def profile(text: Text) -> _Profile:
    """Names are capitalised words that the text never writes small; words keep six letters."""
    body = " ".join(text.paragraphs)
    tokens = _WORD.findall(f"{text.title} . {body}"[: WHOLE * 12])[:WHOLE]
    small = {fold(word) for word in _WORD.findall(body[: WHOLE * 12]) if word[0].islower()}
    made = _Profile(Counter(), Counter(), Counter(), Counter(), frozenset(), len(tokens))
    figures = set()
    for position, token in enumerate(tokens):
        word = fold(token)
        if token[0].isdigit():
            figures.add(word.replace(",", "."))
            continue
        name = token[0].isupper() and word not in small
        key = stem(word) if name else stem(word)[:_PREFIX]
        (made.names if name else made.words)[key] += 1
        if position < LEAD:
            (made.lead_names if name else made.lead_words)[key] += 1
    return _Profile(
        made.names, made.words, made.lead_names, made.lead_words,
        frozenset(figure for figure in figures if len(figure) > 1), made.length,
    )  # fmt: skip


def rare_names(text: Text) -> frozenset[str]:
    """Names in the lead, and figures, that few articles hold in either language."""
    made = profile(text.lead())
    tables = [kinds["names"] for kinds in load_model().frequencies.values()]
    rare = {name for name in made.lead_names if all(table.get(name, 0) < 12 for table in tables)}
    return frozenset(rare) | made.figures


def features(texts: Sequence[Text], model: Model) -> npt.NDArray[np.float64]:
    """``(n, n, FEATURES)`` for texts of one language."""
    profiles = [profile(text) for text in texts]
    language = texts[0].language
    names = model.frequencies[language]["names"]
    words = model.frequencies[language]["words"]
    documents = model.documents[language]
    whole_names = _cosines([item.names for item in profiles], names, documents)
    whole_words = _cosines([item.words for item in profiles], words, documents)
    lead_names = _cosines([item.lead_names for item in profiles], names, documents)
    lead_words = _cosines([item.lead_words for item in profiles], words, documents)
    figures = _shared([item.figures for item in profiles])
    lengths = np.array([item.length for item in profiles], dtype=np.float64)
    shorter = np.minimum.outer(lengths, lengths) / WHOLE
    return np.stack(
        [
            whole_names,
            lead_names,
            whole_words,
            lead_words,
            whole_names * whole_words,
            lead_names * lead_words,
            np.log1p(figures),
            shorter,
        ],
        axis=-1,
    ).astype(np.float64)


def scores(texts: Sequence[Text], model: Model | None = None) -> npt.NDArray[np.float64]:
    """The matrix of scores of texts of one language: above 0 means the same event."""
    model = model or load_model()
    if not texts:
        return np.zeros((0, 0))
    given = (features(texts, model) - np.array(model.mean)) / np.array(model.deviation)
    weights = np.array(model.weights)
    result: npt.NDArray[np.float64] = given @ weights[:-1] + weights[-1] - model.threshold
    return result


def _cosines(bags: Sequence[Counter[str]], frequencies: dict[str, int], documents: int) -> Matrix:
    index: dict[str, int] = {}
    for bag in bags:
        for word in bag:
            index.setdefault(word, len(index))
    matrix = np.zeros((len(bags), max(1, len(index))), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            rarity = math.log((documents + 1) / (frequencies.get(word, 0) + 1))
            matrix[row, index[word]] = (1 + math.log(count)) * rarity
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms > 0, norms, 1)
    return matrix @ matrix.T


def _shared(sets: Sequence[frozenset[str]]) -> Matrix:
    index = {item: place for place, item in enumerate(sorted(frozenset().union(*sets)))}
    matrix = np.zeros((len(sets), max(1, len(index))), dtype=np.float32)
    for row, items in enumerate(sets):
        for item in items:
            matrix[row, index[item]] = 1
    return matrix @ matrix.T
