"""Targets near to what the stock students say themselves, from versions that we wrote by hand.

    python near.py DATA_FOLDER

Reads ``hand-pt.tsv`` (English, the stock student's Portuguese of it, our literal Spanish of that)
and ``hand-es.tsv`` (Spanish, our close Portuguese). Writes ``near-pt.tsv`` and ``near-es.tsv``:
English, Spanish, Portuguese, the stock student's English of that Portuguese. A student that learns
from them has to change little, and so forgets little.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bundled import load_vocabulary, model_path
from corpus import read_lines
from engine_format import read_weights
from evaluate import translate_lines


def main() -> None:
    data = Path(sys.argv[1])
    by_hand = [line.split("\t") for line in read_lines(data / "hand-pt.tsv")]
    rows = {"near-pt.tsv": [(en, es, pt) for en, pt, es in by_hand]}
    pairs = [line.split("\t") for line in read_lines(data / "hand-es.tsv")]
    rows["near-es.tsv"] = [("", es, pt) for es, pt in pairs]
    weights, vocabulary = read_weights(model_path("pten")), load_vocabulary("pten")
    for name, found in rows.items():
        english = translate_lines(weights, [pt for _, _, pt in found], vocabulary)
        lines = [
            "\t".join((en or taught, es, pt, " ".join(taught.split())))
            for (en, es, pt), taught in zip(found, english, strict=True)
            if taught.strip()
        ]
        (data / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, len(lines))


if __name__ == "__main__":
    main()
