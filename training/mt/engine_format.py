"""PyTorch weights from and to the binary model files of the Firefox Translations engine.

The format is described in ``briefing.translate.weights``, which reads it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from briefing.translate.weights import FLOAT32, INTGEMM8, Item, read_items
from briefing.translate.weights import read_weights as read_arrays

ALIGNMENT = 256


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Float weights by Marian name."""
    return {name: torch.from_numpy(array.copy()) for name, array in read_arrays(path).items()}


def write_items(path: Path, items: list[Item]) -> None:
    """Write a model file; array data starts at a multiple of 256 bytes."""
    names = [item.name.encode() + b"\0" for item in items]
    head = struct.pack("<QQ", 1, len(items))
    for name, item in zip(names, items, strict=True):
        head += struct.pack("<QQQQ", len(name), item.kind, len(item.shape), len(item.data))
    head += b"".join(names)
    for item in items:
        head += struct.pack(f"<{len(item.shape)}i", *item.shape)
    gap = -(len(head) + 8) % ALIGNMENT
    data = b"".join(item.data for item in items)
    path.write_bytes(head + struct.pack("<Q", gap) + b"\0" * gap + data)


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % ALIGNMENT)


def _quantised(item: Item, weight: torch.Tensor) -> Item:
    values = weight.detach().float().numpy()
    stored = values.T if item.transposed else values
    multiplier = 127.0 / float(np.abs(values).max())
    integers = np.clip(np.rint(stored * multiplier), -127, 127).astype(np.int8)
    data = _padded(integers.tobytes() + struct.pack("<f", multiplier))
    return Item(item.name, INTGEMM8, tuple(values.shape), data)


def _with_tables(items: list[Item], weights: dict[str, torch.Tensor]) -> Iterator[Item]:
    """The items, with a table for each side in place of the common one where they differ."""
    for item in items:
        if item.name == "Wemb" and "Wemb" not in weights:
            yield from (replace(item, name=f"{side}_Wemb") for side in ("encoder", "decoder"))
        else:
            yield item


def write_weights(path: Path, weights: dict[str, torch.Tensor], template: Path) -> None:
    """Write ``weights`` as a model file.

    ``template`` is the model the weights came from; its order of arrays, types, configuration and
    activation multipliers are kept.
    """
    out: list[Item] = []
    for item in _with_tables(read_items(template), weights):
        if item.name not in weights:
            out.append(item)
        elif item.kind == FLOAT32:
            values = weights[item.name].detach().float().numpy()
            data = _padded(values.astype("<f4").tobytes())
            out.append(Item(item.name, FLOAT32, tuple(values.shape), data))
        else:
            out.append(_quantised(item, weights[item.name]))
    write_items(path, out)
