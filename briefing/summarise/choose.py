"""Choose the sentences of an article together, so that the set, not each one, is best.

Two tree models say how likely each word and each pair of words is in an editor's summary. A set of
sentences then has an expected overlap with that summary, ROUGE-1 plus ROUGE-2 F1 (Lin 2004), in
which a word counts once however many of the sentences hold it: novelty and coverage come with it,
and length has its price. Concept coverage as an objective goes back to Gillick and Favre (2009),
with learned weights to Li, Qian and Liu (2013). A beam search finds the set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from briefing.model import Language
from briefing.summarise.features import Document
from briefing.summarise.trees import Matrix, Trees
from briefing.summarise.vocabulary import (
    DANGLING,
    WEAK_OPENERS,
    content_stems,
    same_point,
    verb_first,
    words,
)

SHORTEST, LONGEST = 7, 60
"""Words of a point."""

FEWEST_CONTENT = 4
BEAM = 12
NEVER = 3
"""Fitness of a sentence that is never taken."""

BADLY = 2.0
"""Price of a sentence that stands badly alone: more than any sentence brings."""


LEANS = frozenset({"him", "them", "él", "ella", "ellos", "ellas"})
"""Pronouns that make a sentence lean when they come early."""

_ANNOUNCES = re.compile(
    r"^[^,\"“«:]{3,60}\s(?:told|said in|dijo en|declaró a)\s[^,\"“«]{3,40}\.$"
)  # "The mayor told a newspaper.": what she told comes later


@dataclass(frozen=True, slots=True)
class Model:
    """The trained estimates and constants; ``version`` enters the signature."""

    word: Trees
    pair: Trees
    length: float
    penalty: float
    version: str

    def probabilities(self, doc: Document) -> tuple[Matrix, Matrix]:
        """Of every word and every pair of ``doc``."""
        word = self.word.probability(doc.word_features)
        return word, self.pair.probability(doc.pair_features(word))


def load_model() -> Model:
    """The weights that come with the package."""
    text = resources.files("briefing.data").joinpath("summariser.json").read_text("utf-8")
    data = json.loads(text)
    return Model(
        Trees.from_json(data["word"]),
        Trees.from_json(data["pair"]),
        float(data["length"]),
        float(data["penalty"]),
        str(data["version"]),
    )


def fitness(sentence: str, language: Language) -> int:
    """How a sentence stands alone: 0 well, 1 leaning on others, 2 badly, 3 never (a question)."""
    found = words(sentence)
    if "?" in sentence or len(found) < 3:
        return NEVER
    opener = re.split("['’]", found[0].lower())[0]
    whole = SHORTEST <= len(found) <= LONGEST and _balanced(sentence)
    if not whole or opener in DANGLING or _ANNOUNCES.search(sentence):
        return 2
    if LEANS.intersection(word.lower() for word in found[:4]):
        return 1
    if opener in WEAK_OPENERS or (language == "es" and verb_first(opener)):
        return 1
    if len(content_stems(sentence)) < FEWEST_CONTENT:
        return 1
    return int(sentence[:1] in "\"“«'‘" or sentence.rstrip("\"”»')]’")[-1:] not in ".!…")


def _balanced(sentence: str) -> bool:
    """Whether every quotation that is opened is closed."""
    pairs = (("“", "”"), ("«", "»"), ("(", ")"))
    return sentence.count('"') % 2 == 0 and all(
        sentence.count(left) == sentence.count(right) for left, right in pairs
    )


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences to choose from, with the probability of each word and pair that occurs."""

    has_word: NDArray[np.bool_]
    has_pair: NDArray[np.bool_]
    word: Matrix
    pair: Matrix
    lengths: Matrix
    stems: Sequence[set[str]]
    fitness: Sequence[int]


def choose(pool: Pool, count: int, model: Model, *, beam: int = BEAM) -> list[int]:
    """At most ``count`` sentence numbers in ascending order, the best set found.

    Sentences that cannot stand alone are taken only when the others do not suffice for three
    points, and never a question or one that says the same as another.
    """
    chosen: tuple[int, ...] = ()
    for worst in (1, 2):
        allowed = [i for i, unfit in enumerate(pool.fitness) if unfit <= worst]
        chosen = _search(pool, count, model, allowed, beam)
        if len(chosen) >= min(count, 3):
            break
    return sorted(chosen)


def _search(
    pool: Pool, count: int, model: Model, allowed: Sequence[int], beam: int
) -> tuple[int, ...]:
    states: list[tuple[int, ...]] = [()]
    clash = _clashes(pool, allowed)
    score = _scorer(pool, model)
    columns = np.array(allowed, dtype=np.intp)
    for _ in range(min(count, len(allowed))):
        seen: dict[tuple[int, ...], float] = {}
        values = score(states)
        for state, line in zip(states, values, strict=True):
            for number in columns[np.argsort(-line[columns], kind="stable")][: beam + len(state)]:
                i = int(number)
                if i not in state and not any((i, j) in clash for j in state):
                    seen[tuple(sorted((*state, i)))] = float(line[i])
        if not seen:
            break
        states = sorted(seen, key=lambda state: (-seen[state], state))[:beam]
    return states[0]


def _clashes(pool: Pool, allowed: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of sentences that say the same, both ways round."""
    clash = set()
    for at, i in enumerate(allowed):
        for j in allowed[:at]:
            if same_point(pool.stems[i], pool.stems[j]):
                clash |= {(i, j), (j, i)}
    return clash


def _scorer(pool: Pool, model: Model) -> Callable[[Sequence[tuple[int, ...]]], Matrix]:
    """A function: for each set of sentences the value of adding every sentence to it."""
    has_word, has_pair = pool.has_word.astype(float), pool.has_pair.astype(float)
    unfit = np.array(pool.fitness)
    cost = model.penalty * (unfit == 1) + BADLY * (unfit == 2)

    def score(states: Sequence[tuple[int, ...]]) -> Matrix:
        numbers = [list(state) for state in states]
        words_in = np.array([pool.has_word[line].any(axis=0) for line in numbers])
        pairs_in = np.array([pool.has_pair[line].any(axis=0) for line in numbers])
        length = np.array([pool.lengths[line].sum() for line in numbers])[:, None] + pool.lengths
        hits = (words_in @ pool.word)[:, None] + _products((~words_in) * pool.word, has_word)
        pairs = (pairs_in @ pool.pair)[:, None] + _products((~pairs_in) * pool.pair, has_pair)
        price = np.array([cost[line].sum() for line in numbers])[:, None] + cost
        result: Matrix = (
            2 * hits / (length + model.length)
            + 2 * pairs / (np.maximum(length - 1, 1) + model.length - 1)
            - price
        )
        return result

    return score


def _products(one: Matrix, two: Matrix) -> Matrix:
    """``one @ two.T`` without the threads of BLAS, which cost more than they bring at this size."""
    result: Matrix = np.einsum("sw,iw->si", one, two)
    return result


def stems_of(sentences: Sequence[str]) -> list[set[str]]:
    """Content words of each sentence, to find those that say the same."""
    return [content_stems(sentence) for sentence in sentences]
