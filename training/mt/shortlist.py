"""A lexical shortlist in Marian's binary form: which target pieces a source piece may become.

    python shortlist.py enes|esen MODEL_FOLDER TEXT_FOLDER DATA_FOLDER [--best 40] [--first 100]

The output layer then scores only the union of the lists of a sentence's pieces and the ``first``
most frequent pieces. Lists come from the alignment of the training pairs; a piece of the same
spelling is always in.
"""

from __future__ import annotations

import argparse
import struct
from collections import Counter
from pathlib import Path

from alignment import align
from sentencepiece import SentencePieceProcessor

from examples import sentences

MAGIC = 0xF11A48D5013417F5
MAX_PAIRS = 90_000


def lists(
    pairs: list[tuple[list[int], list[int]]], sizes: tuple[int, int], best: int
) -> dict[int, list[int]]:
    """Source id -> target ids by falling link count."""
    links = align(pairs, sizes[1])
    rows = links.best(limit=best, share=0.0005)
    return {source: [target for target, _ in row] for source, row in rows.items()}


def serialise(rows: list[list[int]], first: int, best: int) -> bytes:
    """The file: header, offset of each source piece, then the sorted target ids."""
    offsets, flat = [0], []
    for row in rows:
        flat += row
        offsets.append(len(flat))
    body = struct.pack(f"<{len(offsets)}Q", *offsets) + struct.pack(f"<{len(flat)}I", *flat)
    return struct.pack("<QQQQQQ", MAGIC, 0, first, best, len(offsets), len(flat)) + body


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=("enes", "esen"))
    parser.add_argument("model", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--best", type=int, default=40)
    parser.add_argument("--first", type=int, default=100)
    args = parser.parse_args()
    source, target = (
        SentencePieceProcessor(model_file=str(args.model / f"vocab.{x}.spm"))
        for x in ("src", "trg")
    )
    sizes = source.get_piece_size(), target.get_piece_size()
    pairs, frequent = [], Counter[int]()
    for item in sentences(args.direction, args.text, args.data)[-MAX_PAIRS:]:
        a, b = source.encode(item.source), target.encode(item.target)
        frequent.update(b)
        if 0 < len(a) <= 50 and 0 < len(b) <= 50:
            pairs.append((a, b))
    table = lists(pairs, sizes, args.best)
    always = {0, 1} | {i for i, _ in frequent.most_common(args.first)}
    rows = []
    for i in range(sizes[0]):
        same = target.piece_to_id(source.id_to_piece(i))
        row = set(table.get(i, [])) | {same} | (always if i == 0 else set())
        rows.append(sorted(row))
    (args.model / "lex.bin").write_bytes(serialise(rows, args.first, args.best))


if __name__ == "__main__":
    main()
