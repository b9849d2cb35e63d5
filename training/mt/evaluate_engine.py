"""BLEU and chrF of exported files through the engine itself, and its speed.

python evaluate_engine.py MODEL_FOLDER SOURCE.txt REFERENCE.txt [--out OUT.txt]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from corpus import read_lines
from evaluate import score


def main() -> None:
    from fxtranslate import Translator

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--no-shortlist", action="store_true")
    args = parser.parse_args()
    shortlist = args.model / "lex.bin"
    engine = Translator(
        (args.model / "model.bin").read_bytes(),
        (args.model / "vocab.src.spm").read_bytes(),
        (args.model / "vocab.trg.spm").read_bytes(),
        shortlist.read_bytes() if shortlist.exists() and not args.no_shortlist else None,
    )
    lines = read_lines(args.source)
    began = time.process_time()
    outputs = [engine.translate(line) for line in lines]
    rate = len(lines) / (time.process_time() - began)
    bleu, chrf = score(outputs, read_lines(args.reference))
    print(f"{args.model.name} BLEU {bleu:.2f} chrF {chrf:.2f} {rate:.0f} sentences per CPU second")
    if args.out:
        args.out.write_text("\n".join(outputs) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
