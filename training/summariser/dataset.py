"""Articles with reference summaries (JSON lines with ``sentences`` and ``reference``)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rouge_score.tokenizers import DefaultTokenizer

from briefing.summarise.choose import Pool, fitness, stems_of
from briefing.summarise.features import Document, document
from briefing.summarise.trees import Matrix
from briefing.summarise.trim import trim
from briefing.summarise.vocabulary import stem, words

MAX_SENTENCES = 60
_tokenizer = DefaultTokenizer(use_stemmer=True)


class Reference:
    """ROUGE-1 and ROUGE-2 F1 against one reference, as the package rouge-score counts them."""

    def __init__(self, reference: Sequence[str]) -> None:
        tokens = _tokenizer.tokenize("\n".join(reference))
        self.counts = Counter(tokens), Counter(pairwise(tokens))

    def score(self, chosen: Sequence[Sequence[str]]) -> float:
        """Mean of both, in points (0 to 100), of tokenised sentences."""
        tokens = [token for sentence in chosen for token in sentence]
        found = Counter(tokens), Counter(pairwise(tokens))
        return 50 * (_f1(found[0], self.counts[0]) + _f1(found[1], self.counts[1]))


def _f1(found: Counter[Any], wanted: Counter[Any]) -> float:
    hits = sum((found & wanted).values())
    return 2 * hits / max(1, sum(found.values()) + sum(wanted.values()))


@dataclass(frozen=True, slots=True)
class Example:
    """One article, shortened sentences and all, ready for training and scoring."""

    doc: Document
    tokens: Sequence[Sequence[str]]
    stems: Sequence[set[str]]
    fitness: Sequence[int]
    reference: Reference
    lead: float
    words: NDArray[np.bool_]
    pairs: NDArray[np.bool_]

    def pool(self, word: Matrix, pair: Matrix) -> Pool:
        """What the choice is made from, given estimates."""
        return Pool(
            self.doc.has_word, self.doc.has_pair, word, pair, self.doc.lengths, self.stems,
            self.fitness,
        )  # fmt: skip

    def score(self, chosen: Sequence[int]) -> float:
        """ROUGE of the chosen sentences."""
        return self.reference.score([self.tokens[i] for i in chosen])


def load(path: Path, *, shorten: bool = True) -> list[Example]:
    """All examples of a file."""
    with path.open(encoding="utf-8") as file:
        return [_example(json.loads(line), shorten) for line in file]


def _example(row: dict[str, list[str]], shorten: bool) -> Example:
    original = row["sentences"]
    sentences = [trim(s, "en") if shorten else s for s in original[:MAX_SENTENCES]]
    doc = document(sentences)
    reference = Reference(row["reference"])
    wanted_words: set[str] = set()
    wanted_pairs: set[tuple[str, str]] = set()
    for line in row["reference"]:
        stems = [stem(word) for word in words(line)]
        wanted_words |= set(stems)
        wanted_pairs |= set(pairwise(stems))
    names = list(doc.vocabulary)
    return Example(
        doc,
        [_tokenizer.tokenize(s) for s in sentences],
        stems_of(sentences),
        [fitness(s, "en") for s in sentences],
        reference,
        reference.score([_tokenizer.tokenize(s) for s in original[:3]]),
        np.array([name in wanted_words for name in names], dtype=bool),
        np.array([(names[a], names[b]) in wanted_pairs for a, b in doc.pairs], dtype=bool),
    )
