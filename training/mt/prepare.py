"""Translate what training needs beforehand, by the rules and by the stock student.

    python prepare.py TEXT_FOLDER DATA_FOLDER [--mono 31000]

Writes ``news.*.ap`` and ``back.ap`` (Spanish text in the rules' Portuguese), ``mono.en-pt.tsv``
(English news sentences with the student's Portuguese) and ``mono.es`` (that in the rules' Spanish).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from bundled import load_vocabulary, model_path
from corpus import REFERENCES, apertium, read_lines, read_pairs
from engine_format import read_weights
from evaluate import translate_lines


def save(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path.name, len(lines), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--mono", type=int, default=31_000)
    args = parser.parse_args()
    args.data.mkdir(parents=True, exist_ok=True)
    for kind in REFERENCES:
        ruled = apertium(read_lines(args.text / f"news.{kind}.es"), "es-pt", mark_unknown=False)
        save(args.data / f"news.{kind}.ap", ruled)
    back = [es for es, _ in read_pairs(args.text / "back-translated.es-en.tsv.gz")]
    save(args.data / "back.ap", apertium(back, "es-pt", mark_unknown=False))
    lines = [" ".join(line.split()) for line in read_lines(args.text / "mono.en.gz")]
    lines = [line for line in dict.fromkeys(lines) if 8 < len(line) < 260]
    random.Random(1).shuffle(lines)
    lines = lines[: args.mono]
    vocabulary = load_vocabulary("enpt")
    portuguese = translate_lines(read_weights(model_path("enpt")), lines, vocabulary)
    pairs = [(en, " ".join(pt.split())) for en, pt in zip(lines, portuguese, strict=True)]
    pairs = [pair for pair in pairs if pair[1]]
    save(args.data / "mono.en-pt.tsv", ["\t".join(pair) for pair in pairs])
    save(args.data / "mono.es", apertium([pt for _, pt in pairs], "pt-es", mark_unknown=False))


if __name__ == "__main__":
    main()
