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
    filler = {"feature": 0, "threshold": 1e300, "mask": 0xFFFF, "leaf": 0}
    return {
        name: [
            tree[name] + [value] * (nodes + (name == "leaf") - len(tree[name])) for tree in trees
        ]
        for name, value in filler.items()
    }


def _flat(root: dict[str, Any]) -> dict[str, list[Any]]:
    flat: dict[str, list[Any]] = {"feature": [], "threshold": [], "mask": [], "leaf": []}

    def add(node: dict[str, Any]) -> int:
        """Add a branch; the bits of its leaves."""
        if "leaf_value" in node:
            flat["leaf"].append(round(node["leaf_value"], 5))
            return 1 << (len(flat["leaf"]) - 1)
        here = len(flat["feature"])
        flat["feature"].append(node["split_feature"])
        flat["threshold"].append(float(f"{node['threshold']:.6g}"))
        flat["mask"].append(0)
        left = add(node["left_child"])
        flat["mask"][here] = 0xFFFF & ~left
        return left | add(node["right_child"])

    add(root)
    return flat
