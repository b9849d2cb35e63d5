"""The pivot through Portuguese, with or without the repair tables.

python pivot.py enes|esen IN.txt OUT.txt [--repairs TABLE.tsv] [--threads N]
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from corpus import UNKNOWN_MARKS, apertium, read_lines
from translate_file import translate

MARKED = re.compile(r"[*@#]([^\W\d_]+(?:-[^\W\d_]+)*)")


def repair(marked: str, table: dict[str, str]) -> str:
    """Replace marked words by the table's, keeping a capital; take the marks off the others."""

    def choose(match: re.Match[str]) -> str:
        word = match.group(1)
        if word in table:
            return table[word]
        lower = table.get(word.lower())
        return word if lower is None else lower[:1].upper() + lower[1:]

    fixed = MARKED.sub(choose, marked)
    return re.sub(rf"(?<!\S)[{UNKNOWN_MARKS}](?=\w)", "", fixed)


def pivot(lines: list[str], direction: str, table: dict[str, str], threads: int) -> list[str]:
    """Translations of the lines through Portuguese."""
    if direction == "enes":
        portuguese = list(translate(lines, "en-pt", threads))
        return [repair(m, table) for m in apertium(portuguese, "pt-es", mark_unknown=True)]
    marked = apertium(lines, "es-pt", mark_unknown=True)
    return list(translate([repair(m, table) for m in marked], "pt-en", threads))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=("enes", "esen"))
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--repairs", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    mode = "pt-es" if args.direction == "enes" else "es-pt"
    rows = [line.split("\t") for line in read_lines(args.repairs)] if args.repairs else []
    table = {word: other for row_mode, word, other in rows if row_mode == mode}
    lines = [" ".join(line.split()) for line in read_lines(args.source)]
    outputs = pivot(lines, args.direction, table, args.threads)
    args.out.write_text("\n".join(outputs) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
