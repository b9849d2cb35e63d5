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
    """An ensemble in the form of QuickScorer (Lucchese and others 2015), arrays trees × nodes.

    A node asks whether ``feature`` is at most ``threshold``. When it is not, the leaves of its left
    branch are out: they are the zero bits of ``mask``. The leftmost leaf that no node has ruled
    out, the lowest bit left, is the one reached.
    """

    feature: NDArray[np.intp]
    threshold: Matrix
    mask: NDArray[np.uint16]
    leaf: Matrix

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Trees:
        """Read the arrays from lists of the same names."""
        return cls(
            np.array(data["feature"], dtype=np.intp),
            np.array(data["threshold"], dtype=np.float64),
            np.array(data["mask"], dtype=np.uint16),
            np.array(data["leaf"], dtype=np.float64),
        )

    def probability(self, rows: Matrix) -> Matrix:
        """One probability a row: the logistic function of the sum of all trees."""
        trees, nodes = self.feature.shape
        left = np.full((len(rows), trees), 0xFFFF, dtype=np.uint16)
        for node in range(nodes):
            above = rows[:, self.feature[:, node]] > self.threshold[:, node]
            left &= np.where(above, self.mask[:, node], np.uint16(0xFFFF))
        reached = _LOWEST_BIT[left]
        leaves = self.leaf.shape[1]
        total = self.leaf.ravel()[np.arange(trees) * leaves + reached].sum(axis=1)
        result: Matrix = 1 / (1 + np.exp(-total))
        return result


def _lowest_bits() -> NDArray[np.intp]:
    numbers = np.arange(1 << 16)
    numbers[0] = 1
    result: NDArray[np.intp] = np.log2(numbers & -numbers).astype(np.intp)
    return result


_LOWEST_BIT = _lowest_bits()
