"""Write the mean of checkpoints as what ships: model.bin, vocab.spm, outputs.npy.

python export.py enes|esen OUT_FOLDER CHECKPOINT.pt... --text T --code code.tsv

``outputs.npy`` holds the ids of the pieces that text in the target language uses.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from bundled import BASES, load_vocabulary, model_path, vocabulary_path
from corpus import REFERENCES, read_lines
from engine_format import write_weights

from briefing.translate.code import Code, english_in, fold

RARE = 5
"""A piece seen less often is left out; its sentence's own pieces may always be copied."""


def output_pieces(direction: str, text: Path, code: Code) -> list[int]:
    """Ids of the pieces of the target language, and of all single characters."""
    if direction == "enes":
        names = [f"news.{kind}.es" for kind in REFERENCES] + ["mono.es.gz"]
        lines = (code.write(line, exact=True) for name in names for line in read_lines(text / name))
    else:
        names = ["news.en", "mono.en.gz"]
        lines = (english_in(line) for name in names for line in read_lines(text / name))
    vocabulary = load_vocabulary(BASES[direction])
    counts = Counter(piece for line in lines for piece in vocabulary.encode(fold(line)[0]))
    size = vocabulary.get_piece_size()
    single = {i for i in range(size) if len(vocabulary.id_to_piece(i).lstrip("▁")) <= 1}
    return sorted({0} | single | {piece for piece, n in counts.items() if n >= RARE})


def export(direction: str, checkpoints: list[Path], out: Path) -> None:
    """Write the model and its vocabulary, which is the start model's, into ``out``."""
    base = BASES[direction]
    out.mkdir(parents=True, exist_ok=True)
    loaded = [torch.load(path) for path in checkpoints]
    weights = {name: sum(each[name] for each in loaded) / len(loaded) for name in loaded[0]}
    if torch.equal(weights["encoder_Wemb"], weights["decoder_Wemb"]):
        weights["Wemb"] = weights.pop("encoder_Wemb")
    write_weights(out / "model.bin", weights, model_path(base))
    (out / "vocab.spm").write_bytes(vocabulary_path(base).read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=tuple(BASES))
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--code", type=Path, required=True)
    args = parser.parse_args()
    export(args.direction, args.checkpoints, args.out)
    pieces = output_pieces(args.direction, args.text, Code.load(args.code))
    np.save(args.out / "outputs.npy", np.array(pieces, np.uint16))
    print(f"{len(pieces)} output pieces")


if __name__ == "__main__":
    main()
