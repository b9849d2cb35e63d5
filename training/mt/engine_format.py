"""Read and write the binary model files of the Firefox Translations engine.

The format is Marian's version 1 container: a table of named arrays, then their data.
Weights are 8-bit (``intgemm8``): value = stored integer / multiplier, and the multiplier
follows the integers. Matrices are stored transposed, embedding tables are not.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

FLOAT32 = 0x404
INTGEMM8 = 0x4101
ALIGNMENT = 256
SHARED_TABLE = "Wemb"


@dataclass(frozen=True)
class Item:
    """One named array of a model file: type code, shape and undecoded bytes."""

    name: str
    kind: int
    shape: tuple[int, ...]
    data: bytes


def read_items(path: Path) -> list[Item]:
    """All arrays of the file, in file order."""
    blob = path.read_bytes()
    version, count = struct.unpack_from("<QQ", blob, 0)
    if version != 1:
        raise ValueError(f"{path}: unsupported model file version {version}")
    position = 16
    headers = [struct.unpack_from("<QQQQ", blob, position + 32 * i) for i in range(count)]
    position += 32 * count
    names = []
    for name_length, _, _, _ in headers:
        names.append(blob[position : position + name_length].rstrip(b"\0").decode())
        position += name_length
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


def _decode(item: Item) -> torch.Tensor:
    count = int(np.prod(item.shape))
    if item.kind == FLOAT32:
        values = np.frombuffer(item.data, dtype="<f4", count=count)
        return torch.from_numpy(values.copy()).reshape(item.shape)
    integers = np.frombuffer(item.data, dtype=np.int8, count=count).astype(np.float32)
    (multiplier,) = struct.unpack_from("<f", item.data, count)
    values = integers / multiplier
    if item.name.endswith("Wemb"):
        return torch.from_numpy(values.reshape(item.shape).copy())
    return torch.from_numpy(values.reshape(item.shape[1], item.shape[0]).T.copy())


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Float weights by Marian name; activation multipliers and the configuration are left out."""
    return {
        item.name: _decode(item)
        for item in read_items(path)
        if item.kind in (FLOAT32, INTGEMM8) and not item.name.endswith("QuantMultA")
    }


def _quantised(name: str, weight: torch.Tensor, *, transpose: bool) -> Item:
    values = weight.detach().float().numpy()
    stored = values.T if transpose else values
    multiplier = 127.0 / float(np.abs(values).max())
    integers = np.clip(np.rint(stored * multiplier), -127, 127).astype(np.int8)
    data = _padded(integers.tobytes() + struct.pack("<f", multiplier))
    return Item(name, INTGEMM8, tuple(values.shape), data)


def write_weights(path: Path, weights: dict[str, torch.Tensor], template: Path) -> None:
    """Write ``weights`` as a model file.

    ``template`` is the model the weights came from; its order of arrays, types, configuration and
    activation multipliers are kept.
    """
    out: list[Item] = []
    for item in read_items(template):
        if item.name not in weights:
            out.append(item)
        elif item.kind == FLOAT32:
            values = weights[item.name].detach().float().numpy()
            data = _padded(values.astype("<f4").tobytes())
            out.append(Item(item.name, FLOAT32, tuple(values.shape), data))
        else:
            transpose = item.name != SHARED_TABLE
            out.append(_quantised(item.name, weights[item.name], transpose=transpose))
    write_items(path, out)
