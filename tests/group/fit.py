"""Fit the model of ``briefing/group/similar.py`` and measure it.

    python tests/group/fit.py [--write]

Needs the shared articles beside the checkout. Fits on the labelled pairs and, with less weight,
on the pairs of ``training.jsonl``, which are never measured. Prints precision and recall out of
sample (ten folds by connected pairs, the mean of ten ways to deal them; what holds for a fold is
set by the other nine), and the same where the label is what two of three say: ``pairs.jsonl`` and
the two readers of ``readings.tsv``. ``--write`` stores frequencies, weights and limits.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np

from briefing.group import similar
from briefing.group.similar import Model, Text
from briefing.model import Outcome, Silent
from briefing.read import read_paths

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ACROSS, WITHIN = 0.9, 0.95
"""The precision that sets the limits across the languages and within one."""
PENALTY = 0.01
TRAINING = 0.15
"""The weight of a training pair; a labelled one has 1."""
SHUFFLES = 10
SIGNS = dict.fromkeys(("conflict", "other_date", "column", "other_day", "undated"), -1)
"""The other features can only speak for the same event."""
UNTAUGHT = ("quotations",)
"""Not learnt from the training pairs: in them the same few people speak at every turn."""


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


def load_training() -> tuple[dict[str, Text], list[tuple[str, str, bool]]]:
    """The texts, and all pairs of one affair; the same event or not."""
    lines = (HERE / "training.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    texts = {
        row["id"]: Text(row["language"], row["title"], tuple(row["paragraphs"])) for row in rows
    }
    pairs = [
        (a["id"], b["id"], a["event"] == b["event"])
        for a, b in combinations(rows, 2)
        if a["affair"] == b["affair"]
    ]
    return texts, pairs


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


def compared(
    texts: dict[str, Text], pairs: list[tuple[str, str, bool]], model: Model
) -> np.ndarray:
    """The features of pairs; across the languages, of the English leads."""
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
    return np.array(rows)


def dataset(model: Model) -> tuple[np.ndarray, np.ndarray, list[str], np.ndarray]:
    texts, pairs = load_texts(), load_pairs()
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for a, b, _ in pairs:
        parent[find(a)] = find(b)
    return (
        compared(texts, pairs, model),
        np.array([same for *_, same in pairs], float),
        [find(a) for a, *_ in pairs],
        np.array([texts[a].language != texts[b].language for a, b, _ in pairs]),
    )


def training(model: Model, usual: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    texts, pairs = load_training()
    x = compared(texts, pairs, model)
    for name in UNTAUGHT:
        x[:, similar.FEATURES.index(name)] = usual[similar.FEATURES.index(name)]
    return x, np.array([same for *_, same in pairs], float)


def fit(
    x: np.ndarray, y: np.ndarray, more: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logistic regression with a penalty, each weight on its side of nought: Newton's quadratic,
    solved coordinate by coordinate."""
    share = np.r_[np.ones(len(y)), np.full(len(more[1]), TRAINING)]
    x, y = np.r_[x, more[0]], np.r_[y, more[1]]
    mean = np.average(x, 0, share)
    deviation = np.sqrt(np.average((x - mean) ** 2, 0, share)) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    weights = np.zeros(z.shape[1])
    signs = [SIGNS.get(name, 1) for name in similar.FEATURES]
    ridge = PENALTY * share.sum() * np.r_[np.ones(x.shape[1]), 0]
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ weights))
        curvature = (z * (share * p * (1 - p) + 1e-6)[:, None]).T @ z + np.diag(ridge + 1e-9)
        slope = z.T @ (share * (p - y)) + ridge * weights
        for _ in range(40):
            for j, sign in enumerate([*signs, 0]):
                moved = weights[j] - slope[j] / curvature[j, j]
                moved = sign * max(0.0, sign * moved) if sign else moved
                slope = slope + curvature[:, j] * (moved - weights[j])
                weights[j] = moved
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


def out_of_sample(
    x: np.ndarray, y: np.ndarray, more: tuple[np.ndarray, np.ndarray], place: np.ndarray
) -> np.ndarray:
    result = np.zeros(len(y))
    for fold in range(10):
        mean, deviation, weights = fit(x[place != fold], y[place != fold], more)
        held = (x[place == fold] - mean) / deviation
        result[place == fold] = np.c_[held, np.ones(len(held))] @ weights
    return result


def said_same(
    scores: np.ndarray, y: np.ndarray, across: np.ndarray, place: np.ndarray
) -> np.ndarray:
    """What is joined in each fold with the two limits that the other folds set."""
    said = np.zeros(len(y), bool)
    for fold in range(10):
        for kind, wanted in ((across, ACROSS), (~across, WITHIN)):
            others, held = kind & (place != fold), kind & (place == fold)
            said |= held & (scores >= recall_at(wanted, scores[others], y[others])[1])
    return said


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


def of_three() -> np.ndarray:
    """The labels where two later readers, who did not know them, may outvote the first one."""
    rows = (HERE / "readings.tsv").read_text(encoding="utf-8").splitlines()[1:]
    read = {(a, b): [v.startswith("yes") for v in said] for a, b, *said in map(_cells, rows)}
    pairs = load_pairs()
    return np.array([sum([same, *read.get((a, b), [same])]) >= 2 for a, b, same in pairs], float)


def _cells(line: str) -> list[str]:
    return line.split("\t")


def measure(
    x: np.ndarray,
    y: np.ndarray,
    more: tuple[np.ndarray, np.ndarray],
    places: list[np.ndarray],
    across: np.ndarray,
) -> list[np.ndarray]:
    """Print precision and recall; the scores of each way to deal the folds."""
    runs = [out_of_sample(x, y, more, place) for place in places]
    for wanted in (0.95, 0.9, 0.85, 0.8, 0.7):
        recall = np.mean([recall_at(wanted, scores, y)[0] for scores in runs])
        print(f"precision {wanted:.2f}: recall {recall:.2f}")
    for wanted in (0.5, 0.7, 0.85):
        precision = np.mean([precision_at(wanted, scores, y) for scores in runs])
        print(f"recall {wanted:.2f}: precision {precision:.2f}")
    said = [said_same(scores, y, across, place) for scores, place in zip(runs, places, strict=True)]
    real = np.array(["/" in a for a, *_ in load_pairs()])
    kinds = {"all": across | True, "across": across, "within": ~across, "reference articles": real}
    for name, kind in kinds.items():
        hits = np.mean([y[kind & one].sum() for one in said])
        precision, recall = (
            hits / np.mean([(kind & one).sum() for one in said]),
            hits / y[kind].sum(),
        )
        print(f"as set, {name}: precision {precision:.2f} recall {recall:.2f}")
    return runs


def main() -> None:
    documents, kept = frequencies(load_texts())
    empty = Model(documents, kept, [], [], [], 0.0)
    x, y, groups, across = dataset(empty)
    more = training(empty, x.mean(0))
    places = [folds(groups, seed) for seed in range(SHUFFLES)]
    runs = measure(x, y, more, places, across)
    print("\nTwo of three labels:")
    measure(x, of_three(), more, places, across)
    threshold = np.mean([recall_at(ACROSS, scores[across], y[across])[1] for scores in runs])
    within = np.mean([recall_at(WITHIN, scores[~across], y[~across])[1] for scores in runs])
    mean, deviation, weights = fit(x, y, more)
    print(dict(zip(similar.FEATURES, weights.round(2).tolist(), strict=False)), threshold, within)
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
