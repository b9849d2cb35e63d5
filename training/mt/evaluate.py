"""BLEU and chrF of a checkpoint on line pairs, and greedy translation of many lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import sacrebleu
from corpus import read_lines
from sentencepiece import SentencePieceProcessor
from torch import Tensor

from briefing.translate.tiny import Tiny

EVALUATION_SETS = ("wmt13", "flores")
MAX_SOURCE = 160


def translate_lines(
    weights: Mapping[str, Tensor], lines: list[str], vocabulary: SentencePieceProcessor
) -> list[str]:
    """Greedy translations by the engine that ships, all pieces allowed, in input order."""
    network = Tiny({name: weight.float().numpy() for name, weight in weights.items()})
    ids = [piece[:MAX_SOURCE] for piece in vocabulary.encode(lines)]
    return list(vocabulary.decode(network.translate(ids)))


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
