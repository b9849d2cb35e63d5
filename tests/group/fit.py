"""Fit the model of ``briefing/group/similar.py`` and measure it.

    python tests/group/fit.py [--write]

Needs the shared articles beside the checkout. Prints precision and recall out of sample (ten
folds by connected pairs); ``--write`` stores frequencies, weights and threshold.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from briefing.group import similar
from briefing.group.similar import Model, Text
from briefing.model import Outcome, Silent
from briefing.read import read_paths

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PRECISION = 0.8
PENALTY = 0.002


def load_texts() -> dict[str, Text]:
    texts = {}
    for folder in ("volume", "volume-es"):
        path = ROOT.parent / "shared" / "articles" / folder
        for article in read_paths([path], found=Outcome(), progress=Silent()):
            text = Text(article.language, article.title, article.paragraphs)
            texts[f"{folder}/{article.origin}"] = text
    for line in (HERE / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts[row["id"]] = Text(row["language"], row["title"], tuple(row["paragraphs"]))
    return texts


def load_pairs() -> list[tuple[str, str, bool]]:
    lines = (HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["a"], row["b"], row["same"]) for row in map(json.loads, lines)]


def frequencies(texts: dict[str, Text]) -> tuple[dict, dict]:
    documents = {"en": 0, "es": 0}
    counts = {language: {"names": Counter(), "words": Counter()} for language in documents}
    for name, text in texts.items():
        if "/" in name:
            made = similar.profile(text)
            documents[text.language] += 1
            counts[text.language]["names"].update(set(made.names))
            counts[text.language]["words"].update(set(made.words))
    kept = {
        language: {
            kind: {word: n for word, n in sorted(counter.items()) if n >= 3}
            for kind, counter in kinds.items()
        }
        for language, kinds in counts.items()
    }
    return documents, kept


def translate(texts: dict[str, Text], names: set[str]) -> dict[str, Text]:
    """The Spanish texts of pairs across the languages, as the product translates them."""
    from briefing.config import TranslateConfig
    from briefing.group.across import to_english
    from briefing.registry import load_translator

    translator = load_translator("embedded", TranslateConfig(), ROOT / ".briefing")
    ordered = sorted(names)
    return dict(zip(ordered, to_english([texts[n] for n in ordered], translator), strict=True))


def dataset(model: Model) -> tuple[np.ndarray, np.ndarray, list[str]]:
    texts, pairs = load_texts(), load_pairs()
    across = {
        name for a, b, _ in pairs if texts[a].language != texts[b].language
        for name in (a, b) if texts[name].language == "es"
    }  # fmt: skip
    english = translate(texts, across)
    rows = []
    for a, b, _ in pairs:
        first, second = texts[a], texts[b]
        if first.language != second.language:
            first, second = english.get(a, first).lead(), english.get(b, second).lead()
        rows.append(similar.features([first, second], model)[0, 1])
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for a, b, _ in pairs:
        parent[find(a)] = find(b)
    return (
        np.array(rows),
        np.array([same for *_, same in pairs], float),
        [find(a) for a, *_ in pairs],
    )


def fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    weights = np.zeros(z.shape[1])
    ridge = PENALTY * len(x) * np.r_[np.ones(x.shape[1]), 0]
    for _ in range(60):
        p = 1 / (1 + np.exp(-z @ weights))
        curvature = (z * (p * (1 - p) + 1e-6)[:, None]).T @ z + np.diag(ridge + 1e-9)
        weights = weights - np.linalg.solve(curvature, z.T @ (p - y) + ridge * weights)
    return mean, deviation, weights


def out_of_sample(x: np.ndarray, y: np.ndarray, groups: list[str]) -> np.ndarray:
    number = {name: place % 10 for place, name in enumerate(sorted(set(groups)))}
    folds = np.array([number[name] for name in groups])
    result = np.zeros(len(y))
    for fold in range(10):
        mean, deviation, weights = fit(x[folds != fold], y[folds != fold])
        held = (x[folds == fold] - mean) / deviation
        result[folds == fold] = np.c_[held, np.ones(len(held))] @ weights
    return result


def main() -> None:
    documents, kept = frequencies(load_texts())
    empty = Model(documents, kept, [], [], [], 0.0)
    x, y, groups = dataset(empty)
    scores = out_of_sample(x, y, groups)
    order = np.argsort(-scores)
    found = np.cumsum(y[order])
    precision, recall = found / np.arange(1, len(order) + 1), found / y.sum()
    for wanted in (0.95, 0.9, 0.85, 0.8, 0.75):
        at = [i for i in range(9, len(order)) if precision[i] >= wanted]
        if at:
            i = at[-1]
            line = f"precision {precision[i]:.2f} recall {recall[i]:.2f} at {scores[order[i]]:.2f}"
            print(line)
    threshold = float(
        scores[order[[i for i in range(len(order)) if precision[i] >= PRECISION][-1]]]
    )
    mean, deviation, weights = fit(x, y)
    if "--write" in sys.argv:
        model = {
            "documents": documents,
            "frequencies": kept,
            "mean": [round(v, 6) for v in mean],
            "deviation": [round(v, 6) for v in deviation],
            "weights": [round(v, 6) for v in weights],
            "threshold": round(threshold, 3),
        }
        target = Path(similar.__file__).with_name("similarity.json")
        text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
        target.write_text(
            re.sub(r'(,"(?:frequencies|mean|es|words)")', r"\n\1", text) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
