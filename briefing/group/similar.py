"""How likely two articles tell the same event.

Names, other words and figures are compared apart: two strikes share their words and not their
names, two stories on one person share names and not the rest. Each article gives four TF-IDF
vectors (names and words, of the first 400 words and of the lead). A logistic model, fitted on
``tests/group/pairs.jsonl`` by ``tests/group/fit.py``, makes a score of their cosines, of how much
of title and lead the other article covers, of rare runs of three words, figures and weekdays.
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
_RUNS, _RARE_RUN = 800, 8.0
_YEAR = re.compile(r"(?:19|20)\d\d")
FEATURES = 15
_WEEKDAYS = (
    "monday lunes", "tuesday martes", "wednesday miercoles", "thursday jueves",
    "friday viernes", "saturday sabado", "sunday domingo",
)  # fmt: skip
_WEEKDAY = {word: n for n, words in enumerate(_WEEKDAYS) for word in words.split()}


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
    title: frozenset[str]
    figures: frozenset[str]
    runs: frozenset[tuple[str, str, str]]
    days: frozenset[int]
    length: int

    def lead(self) -> frozenset[str]:
        return frozenset(self.lead_names) | frozenset(self.lead_words)

    def whole(self) -> frozenset[str]:
        return frozenset(self.names) | frozenset(self.words)


@dataclass(frozen=True, slots=True)
class Model:
    """``frequencies``: language → kind → stem → documents; the rest is the logistic model.

    ``margin`` is what articles of one language, where likeness misleads more, must score above it.
    """

    documents: dict[str, int]
    frequencies: dict[str, dict[str, dict[str, int]]]
    mean: list[float]
    deviation: list[float]
    weights: list[float]
    threshold: float
    margin: float = 0.0


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
    tokens = _WORD.findall(f"{text.title} . {body}"[: _RUNS * 12])[:_RUNS]
    small = {fold(word) for word in _WORD.findall(body[: WHOLE * 12]) if word[0].islower()}
    names: Counter[str] = Counter()
    words: Counter[str] = Counter()
    lead_names: Counter[str] = Counter()
    lead_words: Counter[str] = Counter()
    figures = set()
    for position, token in enumerate(tokens[:WHOLE]):
        word = fold(token)
        if token[0].isdigit():
            figures.add(word.replace(",", "."))
            continue
        name = token[0].isupper() and word not in small
        key = stem(word) if name else stem(word)[:_PREFIX]
        (names if name else words)[key] += 1
        if position < LEAD:
            (lead_names if name else lead_words)[key] += 1
    return _Profile(
        names, words, lead_names, lead_words, _title(text.title), frozenset(figures),
        _runs(tokens), _days(tokens[: LEAD + 20]), min(WHOLE, len(tokens)),
    )  # fmt: skip


def _title(title: str) -> frozenset[str]:
    keys = set()
    for token in _WORD.findall(title[:300]):
        key = stem(fold(token))
        if not token[0].isdigit():
            keys.add(key if token[0].isupper() else key[:_PREFIX])
    return frozenset(keys)


def _days(tokens: Sequence[str]) -> frozenset[int]:
    words = map(fold, tokens)
    return frozenset(_WEEKDAY[word] for word in words if word in _WEEKDAY)


def _runs(tokens: Sequence[str]) -> frozenset[tuple[str, str, str]]:
    keys = [stem(fold(token))[:_PREFIX] for token in tokens]
    return frozenset(zip(keys, keys[1:], keys[2:], strict=False))


def rare_names(text: Text) -> frozenset[str]:
    """Names in the lead, and figures, that few articles hold in either language."""
    made = profile(text.lead())
    tables = [kinds["names"] for kinds in load_model().frequencies.values()]
    rare = {name for name in made.lead_names if all(table.get(name, 0) < 12 for table in tables)}
    return frozenset(rare) | {figure for figure in made.figures if len(figure) > 1}


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
    lengths = np.array([item.length for item in profiles], dtype=np.float64)
    return np.stack(
        [
            whole_names,
            lead_names,
            whole_words,
            lead_words,
            whole_names * whole_words,
            lead_names * lead_words,
            np.minimum.outer(lengths, lengths) / WHOLE,
            _other_days([item.days for item in profiles]),
            *_figures([item.figures for item in profiles]),
            *_overlaps(profiles, _Rarity(names, words, documents)),
        ],
        axis=-1,
    ).astype(np.float64)


class _Rarity:
    """The inverse document frequency of a key, whether a name or a word; kept once computed."""

    def __init__(self, names: dict[str, int], words: dict[str, int], documents: int) -> None:
        self._names, self._words, self._documents = names, words, documents
        self._known: dict[str, float] = {}

    def __call__(self, key: str) -> float:
        if key not in self._known:
            found = max(self._names.get(key, 0), self._words.get(key[:_PREFIX], 0))
            self._known[key] = math.log((self._documents + 1) / (found + 1))
        return self._known[key]


def _overlaps(profiles: Sequence[_Profile], rarity: _Rarity) -> list[Matrix]:
    leads = [item.lead() for item in profiles]
    wholes = [item.whole() for item in profiles]
    titles = _covered([item.title for item in profiles], wholes, rarity)
    lead = _covered(leads, leads, rarity)
    whole = _covered(leads, wholes, rarity)
    return [
        np.minimum(titles, titles.T),
        np.minimum(lead, lead.T),
        np.minimum(whole, whole.T),
        np.maximum(whole, whole.T),
        np.log1p(_shared_runs([item.runs for item in profiles], rarity)),
    ]


def _covered(
    parts: Sequence[frozenset[str]], others: Sequence[frozenset[str]], rarity: _Rarity
) -> Matrix:
    """What share of each part, by rarity, each of the others has."""
    index = {key: place for place, key in enumerate(sorted(frozenset().union(*parts)))}
    weights = np.zeros((len(parts), max(1, len(index))), dtype=np.float32)
    held = np.zeros((len(others), max(1, len(index))), dtype=np.float32)
    for row, part in enumerate(parts):
        for key in part:
            weights[row, index[key]] = rarity(key)
    for row, other in enumerate(others):
        held[row, [index[key] for key in other if key in index]] = 1
    sums = weights.sum(axis=1, keepdims=True)
    weights /= np.where(sums > 0, sums, 1)
    return weights @ held.T


def _shared_runs(runs: Sequence[frozenset[tuple[str, str, str]]], rarity: _Rarity) -> Matrix:
    rows: dict[tuple[str, str, str], list[int]] = {}
    for row, keys in enumerate(runs):
        for key in keys:
            rows.setdefault(key, []).append(row)
    matrix: Matrix = np.zeros((len(runs), len(runs)), dtype=np.float32)
    for key, holders in rows.items():
        if len(holders) > 1 and sum(map(rarity, key)) > _RARE_RUN:
            matrix[np.ix_(holders, holders)] += 1
    return matrix


def _other_days(sets: Sequence[frozenset[int]]) -> Matrix:
    """1 where both leads name weekdays and none in common."""
    given = np.array([bool(item) for item in sets], dtype=np.float32)
    if not given.any():
        return np.zeros((len(sets), len(sets)), dtype=np.float32)
    result: Matrix = (np.outer(given, given) * (_shared(sets) == 0)).astype(np.float32)
    return result


def _figures(sets: Sequence[frozenset[str]]) -> list[Matrix]:
    """Shared figures, years apart and single digits counted little; and their share."""
    telling = [frozenset(figure for figure in item if not _YEAR.fullmatch(figure)) for item in sets]
    long = [frozenset(figure for figure in item if len(figure) > 1) for item in telling]
    shared = 0.5 * _shared(telling) + _shared(long)
    counts = np.array([len(item) for item in sets], dtype=np.float32)
    return [np.log1p(shared), shared / (1 + np.minimum.outer(counts, counts))]


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


def _shared(sets: Sequence[frozenset[str]] | Sequence[frozenset[int]]) -> Matrix:
    index = {item: place for place, item in enumerate(sorted(frozenset().union(*sets)))}
    matrix = np.zeros((len(sets), max(1, len(index))), dtype=np.float32)
    for row, items in enumerate(sets):
        for item in items:
            matrix[row, index[item]] = 1
    return matrix @ matrix.T
