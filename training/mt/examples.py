"""Training examples: exchanged names, piece ids, batches."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from sentencepiece import SentencePieceProcessor
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

MAX_PIECES = 100


@dataclass(frozen=True)
class Sentence:
    """One example as text: source, target, and the Portuguese the teacher would read."""

    source: str
    target: str
    kind: str
    portuguese: str | None = None


@dataclass(frozen=True)
class Example:
    """One example as piece ids, each ending with end-of-sentence."""

    source: list[int]
    target: list[int]
    teacher: list[int] | None
    kind: str
    memory: Tensor | None = None
    """Encoder output (pieces, dimension), when the encoder does not learn."""
    wanted: Tensor | None = None
    """The teacher's hidden states (target pieces, dimension) on the clean Portuguese."""


@dataclass(frozen=True)
class Batch:
    """Padded ids and masks (true at real tokens); states only if every sentence has them."""

    source: Tensor
    source_mask: Tensor
    target: Tensor
    target_mask: Tensor
    memory: Tensor | None
    wanted: Tensor | None


def name_pool(items: list[Sentence]) -> list[str]:
    """Capitalised words of the source side that are never written small: mostly names."""
    seen: set[str] = set()
    for item in items:
        seen.update(re.findall(r"[^\W\d_]+", item.source))
    return sorted(w for w in seen if len(w) > 3 and w.istitle() and w.lower() not in seen)


def with_other_names(items: list[Sentence], count: int, rng: random.Random) -> list[Sentence]:
    """Copies of ``count`` sentences in which names common to all sides are exchanged.

    Rare names are as likely as common ones, so the network has to learn to copy pieces it has
    no translation for.
    """
    pool = name_pool(items)
    out: list[Sentence] = []
    for item in rng.sample(items, len(items)):
        if len(out) == count:
            break
        sides = [item.source, item.target] + ([item.portuguese] if item.portuguese else [])
        tokens = [set(re.findall(r"[^\W\d_]+", side)) for side in sides]
        shared = [w for w in sorted(set.intersection(*tokens)) if w.istitle() and len(w) > 3]
        if not shared:
            continue
        swap = {name: rng.choice(pool) for name in rng.sample(shared, min(3, len(shared)))}
        pattern = re.compile(r"\b(" + "|".join(map(re.escape, swap)) + r")\b")
        new = [pattern.sub(lambda m, names=swap: names[m.group()], side) for side in sides]
        out.append(Sentence(new[0], new[1], "names", new[2] if len(new) > 2 else None))
    return out


def encode(
    items: list[Sentence],
    source: SentencePieceProcessor,
    target: SentencePieceProcessor,
    teacher: SentencePieceProcessor | None,
) -> list[Example]:
    """Piece ids of the sentences of usable length and length ratio."""
    out = []
    for item in items:
        x, y = [*source.encode(item.source), 0], [*target.encode(item.target), 0]
        if not (
            2 < len(x) < MAX_PIECES and 2 < len(y) < MAX_PIECES and 0.4 < len(y) / len(x) < 2.5
        ):
            continue
        portuguese = None
        if teacher is not None and item.portuguese:
            portuguese = [*teacher.encode(item.portuguese)[: MAX_PIECES * 2], 0]
        out.append(Example(x, y, portuguese, item.kind))
    return out


def pad(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids padded with zero to the longest row, and the mask of real tokens."""
    width = max(map(len, rows))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    lengths = torch.tensor([len(row) for row in rows])
    return ids, torch.arange(width)[None] < lengths[:, None]


def _stacked(states: list[Tensor | None]) -> Tensor | None:
    known = [state for state in states if state is not None]
    return pad_sequence(known, batch_first=True).float() if len(known) == len(states) else None


def _collate(group: list[Example]) -> Batch:
    source, source_mask = pad([e.source for e in group])
    target, target_mask = pad([e.target for e in group])
    memory, wanted = _stacked([e.memory for e in group]), _stacked([e.wanted for e in group])
    return Batch(source, source_mask, target, target_mask, memory, wanted)


def batches(examples: list[Example], tokens: int, rng: random.Random) -> Iterator[Batch]:
    """One epoch: sentences of like length together, batches in random order."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    groups: list[list[Example]] = []
    for start in range(0, len(order), 12000):
        chunk = [examples[i] for i in order[start : start + 12000]]
        chunk.sort(key=lambda e: (len(e.target), len(e.source)))
        group: list[Example] = []
        width = 0
        for example in chunk:
            longest = max(width, len(example.source), len(example.target))
            if group and longest * (len(group) + 1) > tokens:
                groups.append(group)
                group, longest = [], max(len(example.source), len(example.target))
            group.append(example)
            width = longest
        groups.append(group)
    rng.shuffle(groups)
    for group in groups:
        yield _collate(group)
