"""What a summariser can know about the words of an article: arrays for the two tree models.

The models estimate, for every word and every pair of neighbouring words, how likely an editor's
summary repeats it. Where it stands, how often and in how many sentences it occurs, whether it is a
name or a figure: nothing here depends on the language except the list of function words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.summarise.trees import Matrix
from briefing.summarise.vocabulary import FUNCTION_WORDS, stem, words

Pair = tuple[int, int]

WORD_FEATURES = 25
PAIR_FEATURES = 17


@dataclass(frozen=True, slots=True)
class Document:
    """Sentences as numbers. ``tokens`` are word numbers, ``pairs`` the pairs of each sentence."""

    sentences: Sequence[str]
    vocabulary: dict[str, int]
    tokens: Sequence[NDArray[np.intp]]
    pairs: dict[Pair, int]
    has_word: NDArray[np.bool_]
    has_pair: NDArray[np.bool_]
    content: NDArray[np.bool_]
    lengths: Matrix
    centrality: Matrix
    word_features: Matrix

    def pair_features(self, probability: Matrix) -> Matrix:
        """Features of all pairs, given the probability of each word."""
        if not self.pairs:
            return np.zeros((0, PAIR_FEATURES))
        numbers = np.array(list(self.pairs), dtype=np.intp)
        one, two = numbers[:, 0], numbers[:, 1]
        count, first, place = _pair_places(self)
        frequency = np.exp(self.word_features[:, 0])
        sentences = self.has_pair.sum(axis=0)
        best = np.where(self.has_pair, self.centrality[:, None], 0).max(axis=0)
        low = np.minimum(frequency[one], frequency[two])
        high = np.maximum(frequency[one], frequency[two])
        capital = self.word_features[:, 8]
        n = len(self.sentences)
        return np.column_stack(
            [
                probability[one], probability[two], probability[one] * probability[two],
                np.log(count), sentences, np.log1p(first), first / n, place,
                ~self.content[one], ~self.content[two], capital[one], capital[two],
                count / high, count / low, self.has_pair[0], np.full(len(numbers), n), best,
            ]
        ).astype(np.float64)  # fmt: skip


def document(sentences: Sequence[str]) -> Document:
    """Read the sentences of one article (at least one, in their order)."""
    raw = [words(sentence) for sentence in sentences]
    vocabulary: dict[str, int] = {}
    tokens = [
        np.array([vocabulary.setdefault(stem(w), len(vocabulary)) for w in line], dtype=np.intp)
        for line in raw
    ]
    pairs: dict[Pair, int] = {}
    lines = [
        [
            pairs.setdefault(pair, len(pairs))
            for pair in zip(t[:-1].tolist(), t[1:].tolist(), strict=True)
        ]
        for t in tokens
    ]
    has_word = _incidence(tokens, len(vocabulary))
    content = np.ones(len(vocabulary), dtype=bool)
    for line, numbers in zip(raw, tokens, strict=True):
        for word, number in zip(line, numbers, strict=True):
            if word.lower() in FUNCTION_WORDS:
                content[number] = False
    lengths = np.array([len(line) for line in raw], dtype=np.float64)
    centrality = _centrality(_weights(has_word, content))
    return Document(
        sentences, vocabulary, tokens, pairs, has_word, _incidence(lines, len(pairs)), content,
        lengths, centrality,
        _word_features(sentences, raw, tokens, has_word, content, centrality),
    )  # fmt: skip


def _incidence(lines: Sequence[Sequence[int] | NDArray[np.intp]], size: int) -> NDArray[np.bool_]:
    result = np.zeros((len(lines), size), dtype=bool)
    for row, line in enumerate(lines):
        if len(line):
            result[row, line] = True
    return result


def _weights(has_word: NDArray[np.bool_], content: NDArray[np.bool_]) -> Matrix:
    """Unit vectors of the sentences over content words, rare words weighing more."""
    spread = np.maximum(has_word.sum(axis=0), 1)
    weighted = has_word * content * np.log(1 + len(has_word) / spread)
    norm = np.linalg.norm(weighted, axis=1, keepdims=True)
    result: Matrix = weighted / np.where(norm > 0, norm, 1)
    return result


def _centrality(vectors: Matrix) -> Matrix:
    """LexRank (Erkan and Radev 2004) over cosine similarity, scaled to 0–1."""
    similar = np.einsum("iw,jw->ij", vectors, vectors)  # no threads for small matrices
    np.fill_diagonal(similar, 0)
    total = similar.sum(axis=1, keepdims=True)
    step = np.where(total > 0, similar / np.where(total > 0, total, 1), 1 / len(similar))
    rank = np.full(len(similar), 1 / len(similar))
    for _ in range(30):
        rank = 0.15 / len(similar) + 0.85 * (rank @ step)
    spread = rank.max() - rank.min()
    result: Matrix = (rank - rank.min()) / spread if spread > 1e-12 else np.zeros(len(rank))
    return result


def _word_features(
    sentences: Sequence[str],
    raw: Sequence[Sequence[str]],
    tokens: Sequence[NDArray[np.intp]],
    has_word: NDArray[np.bool_],
    content: NDArray[np.bool_],
    centrality: Matrix,
) -> Matrix:
    size, n = len(content), len(sentences)
    if not size:
        return np.zeros((0, WORD_FEATURES))
    flat = np.concatenate(tokens)
    lengths = np.array([len(line) for line in raw])
    row = np.repeat(np.arange(n), lengths)
    place = np.concatenate([np.arange(length) for length in lengths])
    length_here = lengths[row]
    surface = [word for line in raw for word in line]
    capital = np.array([word[:1].isupper() for word in surface]) & (place > 0)
    quoted = np.array([sum(map(s.count, '"“”«»')) > 1 for s in sentences])[row]
    frequency = np.bincount(flat, minlength=size).astype(float)
    seen = np.unique(flat, return_index=True)[1]
    inner = np.bincount(flat, place > 0, minlength=size)
    spread = has_word.sum(axis=0)
    order = np.arange(n)[:, None]
    top = frequency[content].max() if content.any() else 1.0
    first = row[seen]
    inner_capitals = np.bincount(flat, capital, minlength=size) / np.maximum(inner, 1)
    return np.column_stack(
        [
            np.log(frequency), frequency / top, spread, spread / n, np.log1p(first), first / n,
            place[seen], np.minimum(place[seen], 40) / length_here[seen],
            np.where(inner > 0, inner_capitals, -1),
            np.array([any(map(str.isdigit, surface[i])) for i in seen]), ~content,
            np.array([len(surface[i]) for i in seen]),
            np.bincount(flat, quoted, minlength=size) / frequency, has_word[:3].sum(axis=0),
            (has_word * order).max(axis=0) / n, (has_word * order).sum(axis=0) / spread / n,
            np.where(has_word, centrality[:, None], 0).max(axis=0),
            (has_word * centrality[:, None]).sum(axis=0) / spread, np.full(size, n),
            np.bincount(flat, place / length_here, minlength=size) / frequency,
            np.where(has_word, lengths[:, None], 999).min(axis=0), np.full(size, lengths.sum()),
            *(has_word[i] if i < n else np.zeros(size) for i in range(3)),
        ]
    ).astype(np.float64)  # fmt: skip


def _pair_places(doc: Document) -> tuple[Matrix, Matrix, Matrix]:
    """For every pair: how often, first sentence, place in it."""
    size = len(doc.pairs)
    count, first, place = np.zeros(size), np.zeros(size), np.zeros(size)
    for row, numbers in enumerate(doc.tokens):
        line = numbers.tolist()
        for at in range(len(line) - 1):
            pair = doc.pairs[line[at], line[at + 1]]
            if not count[pair]:
                first[pair], place[pair] = row, at
            count[pair] += 1
    return count, first, place


def log_odds(probability: Matrix) -> Matrix:
    """Probabilities as log odds."""
    clipped = np.clip(probability, 1e-6, 1 - 1e-6)
    result: Matrix = np.log(clipped / (1 - clipped))
    return result


def from_log_odds(odds: Matrix) -> Matrix:
    """Log odds as probabilities."""
    result: Matrix = 1 / (1 + np.exp(-odds))
    return result
