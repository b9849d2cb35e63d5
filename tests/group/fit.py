"""Fit the model of ``briefing/group/similar.py`` and measure it.

    python tests/group/fit.py [--write]

Needs the shared articles beside the checkout. Prints precision and recall out of sample (ten
folds by connected pairs, the mean of five ways to deal them); ``--write`` stores frequencies,
weights and threshold.
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
ACROSS, WITHIN = 0.9, 0.8
"""The precision aimed at on the pairs across the languages and within one."""
PENALTY = 0.04
SHUFFLES = 5


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


def dataset(model: Model) -> tuple[np.ndarray, np.ndarray, list[str], np.ndarray]:
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
        np.array([texts[a].language != texts[b].language for a, b, _ in pairs]),
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


def folds(groups: list[str], seed: int) -> np.ndarray:
    """Ten folds of about one size; what belongs together stays together."""
    chance = np.random.default_rng(seed)
    sizes = Counter(groups)
    load = np.zeros(10)
    home = {}
    for name in sorted(sizes, key=lambda name: (-sizes[name] + chance.random(), name)):
        home[name] = int(load.argmin())
        load[home[name]] += sizes[name]
    return np.array([home[name] for name in groups])


def out_of_sample(x: np.ndarray, y: np.ndarray, groups: list[str], seed: int) -> np.ndarray:
    place = folds(groups, seed)
    result = np.zeros(len(y))
    for fold in range(10):
        mean, deviation, weights = fit(x[place != fold], y[place != fold])
        held = (x[place == fold] - mean) / deviation
        result[place == fold] = np.c_[held, np.ones(len(held))] @ weights
    return result


def recall_at(wanted: float, scores: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The highest recall with that precision (ten pairs at least), and the score it takes."""
    order = np.argsort(-scores)
    found = np.cumsum(y[order])
    good = [i for i in range(9, len(y)) if found[i] / (i + 1) >= wanted]
    if not good:
        return 0.0, float(scores[order[0]]) + 1
    return float(found[good[-1]] / y.sum()), float(scores[order[good[-1]]])


def precision_at(wanted: float, scores: np.ndarray, y: np.ndarray) -> float:
    found = np.cumsum(y[np.argsort(-scores)])
    last = int(np.searchsorted(found, wanted * y.sum()))
    return float(found[last] / (last + 1))


def main() -> None:
    documents, kept = frequencies(load_texts())
    empty = Model(documents, kept, [], [], [], 0.0)
    x, y, groups, across = dataset(empty)
    runs = [out_of_sample(x, y, groups, seed) for seed in range(SHUFFLES)]
    for wanted in (0.95, 0.9, 0.85, 0.8, 0.7):
        recall = np.mean([recall_at(wanted, scores, y)[0] for scores in runs])
        print(f"precision {wanted:.2f}: recall {recall:.2f}")
    for wanted in (0.5, 0.7, 0.85):
        precision = np.mean([precision_at(wanted, scores, y) for scores in runs])
        print(f"recall {wanted:.2f}: precision {precision:.2f}")
    threshold = np.mean([recall_at(ACROSS, scores[across], y[across])[1] for scores in runs])
    within = np.mean([recall_at(WITHIN, scores[~across], y[~across])[1] for scores in runs])
    for name, kind in (("all", across | True), ("across", across), ("within", ~across)):
        said = [(scores >= np.where(across, threshold, within))[kind] for scores in runs]
        hits = np.mean([y[kind][one].sum() for one in said])
        precision, recall = hits / np.mean([one.sum() for one in said]), hits / y[kind].sum()
        print(f"as set, {name}: precision {precision:.2f} recall {recall:.2f}")
    mean, deviation, weights = fit(x, y)
    if "--write" in sys.argv:
        model = {
            "documents": documents,
            "frequencies": kept,
            "mean": [round(v, 6) for v in mean],
            "deviation": [round(v, 6) for v in deviation],
            "weights": [round(v, 6) for v in weights],
            "threshold": round(float(threshold), 3),
            "margin": round(float(within - threshold), 3),
        }
        target = Path(similar.__file__).with_name("similarity.json")
        text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
        target.write_text(
            re.sub(r'(,"(?:frequencies|mean|es|words)")', r"\n\1", text) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
