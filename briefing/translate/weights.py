"""Read the binary model files of the Firefox Translations engine into NumPy arrays.

The format is Marian's version 1 container: a table of named arrays, then their data. Weights are
8-bit (``intgemm8``): value = stored integer / multiplier, and the multiplier follows the integers.
Matrices are stored transposed, embedding tables are not.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

FLOAT32 = 0x404
INTGEMM8 = 0x4101


@dataclass(frozen=True)
class Item:
    """One named array of a model file: type code, shape and undecoded bytes."""

    name: str
    kind: int
    shape: tuple[int, ...]
    data: bytes

    @property
    def transposed(self) -> bool:
        """Do the stored numbers run along the columns?"""
        return self.kind == INTGEMM8 and not self.name.endswith("Wemb")


def read_items(path: Path) -> list[Item]:
    """All arrays of the file, in file order; raises :class:`ValueError` if it is no model file."""
    try:
        return _items(path.read_bytes())
    except (struct.error, UnicodeDecodeError) as exc:
        raise ValueError(f"{path.name}: not a model file ({exc})") from exc


def _items(blob: bytes) -> list[Item]:
    version, count = struct.unpack_from("<QQ", blob, 0)
    if version != 1 or count > len(blob) // 32:
        raise ValueError(f"unsupported model file version {version}")
    headers = [struct.unpack_from("<QQQQ", blob, 16 + 32 * i) for i in range(count)]
    position = 16 + 32 * count
    names = []
    for length, _, _, _ in headers:
        names.append(blob[position : position + length].rstrip(b"\0").decode())
        position += length
    shapes = []
    for _, _, rank, _ in headers:
        shapes.append(struct.unpack_from(f"<{rank}i", blob, position))
        position += 4 * rank
    (gap,) = struct.unpack_from("<Q", blob, position)
    position += 8 + gap
    items = []
    for name, (_, kind, _, size), shape in zip(names, headers, shapes, strict=True):
        items.append(Item(name, kind, shape, blob[position : position + size]))
        position += size
    return items


def decode(item: Item) -> Array:
    """The numbers of a 32-bit or 8-bit array.

    Raises :class:`ValueError` for another kind and for an array that is cut short.
    """
    count = math.prod(item.shape)
    if item.kind == FLOAT32:
        return np.frombuffer(item.data, "<f4", count).astype(np.float32).reshape(item.shape)
    if item.kind != INTGEMM8:
        raise ValueError(f"{item.name}: numbers of kind {item.kind:#x}")
    if len(item.data) < count + 4:
        raise ValueError(f"{item.name}: the file is cut short")
    (multiplier,) = struct.unpack_from("<f", item.data, count)
    values = np.frombuffer(item.data, np.int8, count).astype(np.float32) / np.float32(multiplier)
    if item.transposed:
        return np.ascontiguousarray(values.reshape(item.shape[::-1]).T)
    return values.reshape(item.shape)


def read_weights(path: Path) -> dict[str, Array]:
    """Float weights by Marian name; activation multipliers and the configuration are left out."""
    return {
        item.name: decode(item)
        for item in read_items(path)
        if item.kind in (FLOAT32, INTGEMM8) and not item.name.endswith("QuantMultA")
    }
