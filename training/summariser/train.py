"""Train the word and pair models of the extractive summariser, or cross-validate them.

python -m training.summariser.train DATASET --cross-validate
python -m training.summariser.train DATASET --write briefing/data/summariser.json
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from briefing.summarise.choose import Model, choose
from briefing.summarise.trees import Matrix, Trees
from training.summariser.boost import export, fit
from training.summariser.dataset import Example, load

LENGTH, PENALTY, ROUNDS, POINTS = 45.0, 0.03, (100, 80), 3
"""Words aimed at; price of a leaning sentence; trees of each model; number of points."""


def folds(count: int, parts: int, seed: int) -> np.ndarray:
    """A fold number for each example."""
    order = np.random.default_rng(seed).permutation(count)
    result = np.zeros(count, dtype=int)
    result[order] = np.arange(count) % parts
    return result


def train(examples: Sequence[Example], seed: int = 0) -> dict[str, Any]:
    """Both models as JSON. The pair model sees word estimates made without its own article."""
    inner = folds(len(examples), 4, seed + 10)
    word: dict[int, Matrix] = {}
    for part in range(4):
        rest = [e for e, fold in zip(examples, inner, strict=True) if fold != part]
        trees = Trees.from_json(export(_fit_words(rest, seed)))
        for i in np.flatnonzero(inner == part).tolist():
            word[i] = trees.probability(examples[i].doc.word_features)
    pairs = fit(
        np.vstack([e.doc.pair_features(word[i]) for i, e in enumerate(examples)]),
        np.concatenate([e.pairs for e in examples]),
        ROUNDS[1],
        seed,
    )
    return {
        "version": "1",
        "length": LENGTH,
        "penalty": PENALTY,
        "word": export(_fit_words(examples, seed)),
        "pair": export(pairs),
    }


def _fit_words(examples: Sequence[Example], seed: int) -> lightgbm.Booster:
    return fit(
        np.vstack([e.doc.word_features for e in examples]),
        np.concatenate([e.words for e in examples]),
        ROUNDS[0],
        seed,
    )


def model_of(data: dict[str, Any]) -> Model:
    """The model as the package reads it."""
    return Model(
        Trees.from_json(data["word"]),
        Trees.from_json(data["pair"]),
        float(data["length"]),
        float(data["penalty"]),
        str(data["version"]),
    )


def cross_validate(examples: Sequence[Example], seed: int = 1) -> np.ndarray:
    """ROUGE of every article, chosen by models that have not seen it (five folds)."""
    outer = folds(len(examples), 5, seed)
    scores = np.zeros(len(examples))
    for part in range(5):
        model = model_of(train([e for e, f in zip(examples, outer, strict=True) if f != part]))
        for i in np.flatnonzero(outer == part).tolist():
            word, pair = model.probabilities(examples[i].doc)
            scores[i] = examples[i].score(choose(examples[i].pool(word, pair), POINTS, model))
    return scores


def interval(differences: np.ndarray) -> str:
    """Mean and 95 % bootstrap interval (2000 samples)."""
    draws = np.random.default_rng(0).integers(0, len(differences), (2000, len(differences)))
    low, high = np.percentile(differences[draws].mean(axis=1), [2.5, 97.5])
    return f"{differences.mean():+.2f} [{low:+.2f}, {high:+.2f}]"


def main() -> None:
    """Command line of the training."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--seed", type=int, default=1, help="of the outer folds")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    examples = load(options.dataset)
    if options.cross_validate:
        scores = cross_validate(examples, options.seed)
        lead = np.array([e.lead for e in examples])
        print(
            f"mean(R1, R2) {scores.mean():.2f}, Lead-3 {lead.mean():.2f}", interval(scores - lead)
        )
    if options.write:
        text = json.dumps(train(examples), separators=(",", ":"))
        options.write.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
