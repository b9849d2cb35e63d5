"""Gradient-boosted trees: trained by LightGBM, exported for :mod:`briefing.summarise.trees`."""

from __future__ import annotations

from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from briefing.summarise.trees import Matrix


def fit(rows: Matrix, labels: NDArray[np.bool_], rounds: int, seed: int = 0) -> lightgbm.Booster:
    """A classifier of small trees with logistic loss."""
    settings = {
        "objective": "binary", "num_leaves": 15, "learning_rate": 0.08, "min_data_in_leaf": 50,
        "feature_fraction": 0.7, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 1.0,
        "num_threads": 1, "verbosity": -1, "seed": seed, "deterministic": True,
        "force_row_wise": True,
    }  # fmt: skip
    return lightgbm.train(settings, lightgbm.Dataset(rows, labels.astype(float)), rounds)


def export(booster: lightgbm.Booster) -> dict[str, Any]:
    """The trees as arrays of one size, rounded to what they need."""
    trees = [_flat(info["tree_structure"]) for info in booster.dump_model()["tree_info"]]
    nodes = max(1, *(len(tree["feature"]) for tree in trees))
    leaves = max(len(tree["leaf"]) for tree in trees)
    result: dict[str, Any] = {"depth": max(tree["depth"] for tree in trees)}
    for name in ("feature", "threshold", "left", "right"):
        result[name] = [tree[name] + [0] * (nodes - len(tree[name])) for tree in trees]
    result["leaf"] = [tree["leaf"] + [0] * (leaves - len(tree["leaf"])) for tree in trees]
    return result


def _flat(root: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {
        "feature": [], "threshold": [], "left": [], "right": [], "leaf": [], "depth": 0,
    }  # fmt: skip

    def add(node: dict[str, Any], depth: int) -> int:
        if "leaf_value" in node:
            flat["leaf"].append(round(node["leaf_value"], 5))
            flat["depth"] = max(flat["depth"], depth)
            return -len(flat["leaf"])
        here = len(flat["feature"])
        flat["feature"].append(node["split_feature"])
        flat["threshold"].append(float(f"{node['threshold']:.6g}"))
        flat["left"].append(0)
        flat["right"].append(0)
        flat["left"][here] = add(node["left_child"], depth + 1)
        flat["right"][here] = add(node["right_child"], depth + 1)
        return here

    if add(root, 0) < 0:  # a tree of one leaf: a split that always goes left
        flat.update(feature=[0], threshold=[1e300], left=[-1], right=[-1], depth=1)
    return flat
