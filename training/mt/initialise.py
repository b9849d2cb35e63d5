"""Spanish embeddings for a Portuguese student, without any training.

    python initialise.py TEXT_FOLDER DATA_FOLDER es.spm enes|esen OUT.pt

Each Spanish piece starts as a mixture of Portuguese rows: by alignment where it was seen often
enough, else the piece it was added for, else the rule dictionary, else the same spelling, else
the mean of its Portuguese pieces. DATA_FOLDER receives the rule-translated monolingual text.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import torch
from alignment import Ids, Links, align
from bundled import BASES, load_vocabulary, model_path
from corpus import apertium, has_unknown_word, is_held_out, read_lines, read_pairs, without_marks
from engine_format import read_weights
from network import split_tables
from sentencepiece import SentencePieceProcessor
from torch import Tensor
from vocabulary import WORD_MARK, portuguese_words

Mixture = list[tuple[int, float]]
MIN_COUNT = 4.0


def rule_translated(text: Path, data: Path) -> list[tuple[str, str]]:
    """(Spanish, Portuguese by rule) of the monolingual text; marks kept; made once."""
    path = data / "mono.es-pt.tsv"
    if not path.exists():
        lines = [" ".join(line.split()) for line in read_lines(text / "mono.es.gz")]
        lines = [line for line in dict.fromkeys(lines) if len(line) < 260]
        outputs = apertium(lines, "es-pt", mark_unknown=True)
        rows = (f"{a}\t{b}\n" for a, b in zip(lines, outputs, strict=True))
        path.write_text("".join(rows), encoding="utf-8")
    return read_pairs(path)


def sentence_pairs(text: Path, data: Path) -> list[tuple[str, str]]:
    """Spanish-Portuguese pairs to align."""
    portuguese = read_lines(text / "news.pt.gz")
    out = []
    for name in ("ref", "student-base", "student-tiny"):
        spanish = read_lines(text / f"news.{name}.es")
        both = enumerate(zip(spanish, portuguese, strict=True))
        out += [pair for i, pair in both if not is_held_out(i)]
    ruled = [pair for pair in rule_translated(text, data) if not has_unknown_word(pair[1])]
    return out + [(a, without_marks(b)) for a, b in ruled]


def link_pieces(
    pairs: list[tuple[str, str]], es: SentencePieceProcessor, pt: SentencePieceProcessor
) -> Links:
    """Align the pieces of all sentences of at most 60 pieces."""
    ids: list[tuple[Ids, Ids]] = []
    for spanish, portuguese in pairs:
        a, b = es.encode(spanish), pt.encode(portuguese)
        if 0 < len(a) <= 60 and 0 < len(b) <= 60:
            ids.append((a, b))
    return align(ids, pt.get_piece_size())


class Initialiser:
    """Chooses the Portuguese mixture of each Spanish piece."""

    def __init__(
        self, es: SentencePieceProcessor, pt: SentencePieceProcessor, links: Links
    ) -> None:
        self.es, self.pt = es, pt
        self.links = links.best(limit=6, share=0.04)
        self.mass = links.mass(es.get_piece_size())
        self.added = portuguese_words()
        self.lexicon = self._lexicon()
        self.used: Counter[str] = Counter()

    def _lexicon(self) -> dict[int, str]:
        pieces = [(i, self.es.id_to_piece(i)) for i in range(self.es.get_piece_size())]
        words = [(i, p[1:]) for i, p in pieces if p[0] == WORD_MARK and p[1:].isalpha()]
        outputs = apertium([f"{word} ." for _, word in words], "es-pt", mark_unknown=True)
        return {
            i: out.removesuffix(".").strip()
            for (i, _), out in zip(words, outputs, strict=True)
            if out and not any(mark in out for mark in "*@#")
        }

    def _mean(self, text: str, how: str) -> Mixture:
        ids = [i for i in self.pt.encode(text) if i != self.pt.unk_id()]
        self.used[how] += 1
        return [(i, 1 / len(ids)) for i in ids] if ids else [(self.pt.unk_id(), 1.0)]

    def mixture(self, index: int) -> Mixture:
        """Portuguese pieces with weights that sum to one."""
        piece = self.es.id_to_piece(index)
        aligned = self.links.get(index, [])
        total = sum(share for _, share in aligned)
        if self.mass[index] >= MIN_COUNT and total > 0.35:
            self.used["aligned"] += 1
            return [(i, share / total) for i, share in aligned]
        word = piece[1:] if piece[0] == WORD_MARK else ""
        if word in self.added:
            self.used["word"] += 1
            return [(self.pt.piece_to_id(self.added[word][0]), 1.0)]
        if index in self.lexicon:
            return self._mean(self.lexicon[index], "lexicon")
        same = self.pt.piece_to_id(piece)
        if same != self.pt.unk_id():
            self.used["same spelling"] += 1
            return [(same, 1.0)]
        return self._mean(piece.replace(WORD_MARK, " "), "mean")


def spanish_table(init: Initialiser, table: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
    """Embedding rows and output biases for all Spanish pieces."""
    size = init.es.get_piece_size()
    rows, biases = torch.zeros(size, table.shape[1]), torch.zeros(size)
    for i in range(size):
        if i == init.es.piece_to_id("</s>"):
            mixture = [(init.pt.piece_to_id("</s>"), 1.0)]
        elif i == init.es.unk_id() or re.fullmatch(r"<0x..>", init.es.id_to_piece(i)):
            rows[i], biases[i] = table[init.pt.unk_id()] * 0.5, bias.min()
            continue
        else:
            mixture = init.mixture(i)
        for j, weight in mixture:
            rows[i] += table[j] * weight
            biases[i] += bias[j] * weight
    return rows, biases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("direction", choices=tuple(BASES))
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    base = BASES[args.direction]
    es, pt = SentencePieceProcessor(model_file=str(args.vocabulary)), load_vocabulary(base)
    links = link_pieces(sentence_pairs(args.text, args.data), es, pt)
    init = Initialiser(es, pt, links)
    weights = split_tables(read_weights(model_path(base)))
    bias = weights["decoder_ff_logit_out_b"][0]
    rows, biases = spanish_table(init, weights["decoder_Wemb"], bias)
    if args.direction == "enes":
        weights["decoder_Wemb"], weights["decoder_ff_logit_out_b"] = rows, biases[None]
    else:
        weights["encoder_Wemb"] = rows
    torch.save(weights, args.out)
    print(args.direction, dict(init.used))


if __name__ == "__main__":
    main()
