"""Write a checkpoint as the engine's files: model.bin, vocab.src.spm, vocab.trg.spm.

    python export.py enes|esen CHECKPOINT.pt es.spm TEXT_FOLDER OUT_FOLDER

The English vocabulary loses the pieces no English text of the training folder uses (most of them
Portuguese); that changes no segmentation of such text and makes the files and the output layer
smaller.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import sentencepiece
import torch
from bundled import BASES, model_path, vocabulary_path
from corpus import read_lines
from engine_format import write_weights
from sentencepiece import SentencePieceProcessor
from sentencepiece import sentencepiece_model_pb2 as model_pb2
from torch import Tensor

NORMAL_PIECE = 1
SHORT = 3


def english_pieces(text: Path, vocabulary: SentencePieceProcessor) -> set[int]:
    """Ids of the pieces that English text uses, also in upper case and at a line's start."""
    lines = read_lines(text / "news.en") + read_lines(text / "mono.en.gz")
    lines += [line.split("\t")[-1] for line in read_lines(text / "back-translated.es-en.tsv.gz")]
    used: set[int] = set()
    for variant in (lines, [line.upper() for line in lines[::4]], [s.title() for s in lines[::2]]):
        for ids in vocabulary.encode(variant):
            used.update(ids)
    return used


def pruned(base: Path, keep: set[int]) -> tuple[bytes, list[int]]:
    """The vocabulary without unused pieces, and the old ids in their new order.

    Special, byte and short pieces always stay, so that any text can still be written.
    """
    model = model_pb2.ModelProto()
    model.ParseFromString(base.read_bytes())
    pieces = list(model.pieces)
    ids = [
        i
        for i, piece in enumerate(pieces)
        if i in keep or piece.type != NORMAL_PIECE or len(piece.piece) < SHORT
    ]
    del model.pieces[:]
    model.pieces.extend(pieces[i] for i in ids)
    model.trainer_spec.vocab_size = len(ids)
    return model.SerializeToString(), ids


def without_english_rest(
    weights: dict[str, Tensor], direction: str, ids: list[int]
) -> dict[str, Tensor]:
    """The weights with the English table (and output bias) cut to the rows ``ids``."""
    out = dict(weights)
    rows = torch.tensor(ids)
    if direction == "enes":
        out["encoder_Wemb"] = weights["encoder_Wemb"][rows]
    else:
        out["decoder_Wemb"] = weights["decoder_Wemb"][rows]
        out["decoder_ff_logit_out_b"] = weights["decoder_ff_logit_out_b"][:, rows]
    return out


def export(direction: str, checkpoint: Path, spanish: Path, text: Path, out: Path) -> None:
    """Write the model and both vocabularies into ``out``."""
    base = BASES[direction]
    english = vocabulary_path(base)
    used = english_pieces(text, sentencepiece.SentencePieceProcessor(model_file=str(english)))
    data, ids = pruned(english, used)
    weights = without_english_rest(torch.load(checkpoint), direction, ids)
    out.mkdir(parents=True, exist_ok=True)
    write_weights(out / "model.bin", weights, model_path(base))
    names = ("src", "trg") if direction == "enes" else ("trg", "src")
    (out / f"vocab.{names[0]}.spm").write_bytes(data)
    (out / f"vocab.{names[1]}.spm").write_bytes(spanish.read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=tuple(BASES))
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    export(args.direction, args.checkpoint, args.vocabulary, args.text, args.out)


if __name__ == "__main__":
    main()
