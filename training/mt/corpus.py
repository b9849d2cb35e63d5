"""Reading the adaptation text and the rule-based Portuguese-Spanish translator."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

REFERENCES = ("ref", "student-base", "student-tiny")


def is_held_out(index: int) -> bool:
    """Whether line ``index`` of the ``news.*`` files is kept for decisions (503 lines)."""
    return index % 29 == 7


def read_lines(path: Path) -> list[str]:
    """Lines of a UTF-8 text file, gzip-compressed or not, without the line ends."""
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    lines = raw.decode("utf-8").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Tab-separated pairs; lines without exactly one tab are left out."""
    split = (line.split("\t") for line in read_lines(path))
    return [(parts[0], parts[1]) for parts in split if len(parts) == 2]


def apertium(lines: list[str], mode: str, *, mark_unknown: bool) -> list[str]:
    """Translate lines by rule (``pt-es`` or ``es-pt``).

    With ``mark_unknown`` a word missing from the dictionary keeps its ``*``.
    """
    command = ["apertium", "-n", mode] if mark_unknown else ["apertium", "-u", "-n", mode]
    joined = "\n".join(" ".join(line.split()) for line in lines)
    done = subprocess.run(command, input=joined, capture_output=True, text=True, check=True)
    out = done.stdout.split("\n")
    out += [""] * (len(lines) - len(out))
    if len(out) < len(lines) or any(out[len(lines) :]):
        raise ValueError(f"apertium {mode}: {len(lines)} lines in, {len(out)} lines out")
    return out[: len(lines)]
