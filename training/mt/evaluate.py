"""BLEU and chrF of a checkpoint on line pairs, and greedy translation of many lines."""

from __future__ import annotations

from pathlib import Path

import sacrebleu
import torch
from corpus import read_lines
from network import EOS, Tiny
from sentencepiece import SentencePieceProcessor
from torch import Tensor

from examples import pad

EVALUATION_SETS = ("wmt13", "flores")
MAX_SOURCE = 160


def translate_lines(
    model: Tiny,
    lines: list[str],
    source: SentencePieceProcessor,
    target: SentencePieceProcessor,
    allowed: Tensor | None = None,
    tokens: int = 4000,
) -> list[str]:
    """Greedy translations in input order."""
    was_training = model.training
    model.eval()
    ids = [[*source.encode(line)[:MAX_SOURCE], EOS] for line in lines]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = [""] * len(lines)
    start = 0
    while start < len(order):
        count = 1
        while start + count < len(order) and (count + 1) * len(ids[order[start + count]]) <= tokens:
            count += 1
        chosen = order[start : start + count]
        batch, mask = pad([ids[i] for i in chosen])
        with torch.autocast("cpu", torch.bfloat16):
            rows = model.greedy(batch, mask, allowed).tolist()
        for i, row in zip(chosen, rows, strict=True):
            out[i] = target.decode([piece for piece in row if piece != EOS])
        start += count
    model.train(was_training)
    return out


def score(outputs: list[str], references: list[str]) -> tuple[float, float]:
    """(BLEU, chrF) with sacreBLEU's defaults."""
    bleu = sacrebleu.corpus_bleu(outputs, [references]).score
    chrf = sacrebleu.corpus_chrf(outputs, [references]).score
    return bleu, chrf


def evaluation_pairs(folder: Path, direction: str) -> dict[str, list[tuple[str, str]]]:
    """The measuring sets by name as (source, reference)."""
    a, b = direction[:2], direction[2:]
    return {
        name: list(
            zip(
                read_lines(folder / f"{name}-dev.{a}"),
                read_lines(folder / f"{name}-dev.{b}"),
                strict=True,
            )
        )
        for name in EVALUATION_SETS
    }


def subset(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Lines 1, 4, 7 ... 298: the small set for learning curves."""
    return pairs[:300:3]
