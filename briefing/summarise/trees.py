"""Boosted decision trees, trained elsewhere and evaluated here with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble; the arrays are trees × nodes, a child below zero is the leaf ``-child - 1``."""

    feature: NDArray[np.intp]
    threshold: Matrix
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    leaf: Matrix
    depth: int

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Trees:
        """Read what :func:`training.summariser.export.trees` wrote."""
        return cls(
            np.array(data["feature"], dtype=np.intp),
            np.array(data["threshold"], dtype=np.float64),
            np.array(data["left"], dtype=np.intp),
            np.array(data["right"], dtype=np.intp),
            np.array(data["leaf"], dtype=np.float64),
            int(data["depth"]),
        )

    def probability(self, rows: Matrix) -> Matrix:
        """One probability a row: the logistic function of the sum of all trees."""
        if not len(rows):
            return np.zeros(0)
        count, nodes = self.feature.shape
        base = np.arange(count) * nodes
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left, right = self.left.ravel(), self.right.ravel()
        flat = np.ascontiguousarray(rows).ravel()
        offset = (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = np.zeros((len(rows), count), dtype=np.intp)
        for _ in range(self.depth):
            at = base + np.maximum(node, 0)
            below = flat[offset + feature[at]] <= threshold[at]
            node = np.where(node < 0, node, np.where(below, left[at], right[at]))
        leaves = self.leaf.shape[1]
        total = self.leaf.ravel()[np.arange(count) * leaves - node - 1].sum(axis=1)
        result: Matrix = 1 / (1 + np.exp(-total))
        return result
