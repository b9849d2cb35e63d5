"""Files and folders into items: sorted, without following links to folders, within limits."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import ArticleError
from briefing.model import Notice, Outcome, Problem
from briefing.read.draft import Item

MAX_FILE = 100_000_000
_NOTES = frozenset({"note.md", "note.en.md", "note.es.md"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read and the name that messages give it."""

    path: Path
    name: str


def find_files(path: Path, found: Outcome) -> list[Found]:
    """The files that ``path`` stands for, in order; what cannot be looked at is a problem.

    Left out: hidden files, editor's notes, and the folders that browsers put beside a saved page.
    """
    try:
        mode = path.stat().st_mode
    except OSError as exc:
        found.problems.append(_unreadable(path.name or str(path), exc))
        return []
    if not stat.S_ISDIR(mode):
        return [Found(path, path.name)]
    files = sorted(_walk(path, found), key=lambda file: file.name)
    if not files:
        found.notices.append(Notice("read", path.name, "the folder holds no articles"))
    return files


def _walk(folder: Path, found: Outcome) -> Iterator[Found]:
    def report(exc: OSError) -> None:
        name = Path(exc.filename or folder)
        found.problems.append(_unreadable(_relative(name, folder), exc))

    for parent, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith("_files")
        )
        for name in names:
            if name.startswith(".") or name.casefold() in _NOTES:
                continue
            path = Path(parent, name)
            yield Found(path, _relative(path, folder))


def load(file: Found) -> Item:
    """The bytes of a file. Raises :class:`ArticleError` with the remedy."""
    try:
        status = file.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ArticleError("This is not a regular file.", "Give a file or a folder of files.")
        if status.st_size > MAX_FILE:
            raise ArticleError(
                f"The file is larger than {MAX_FILE // 1_000_000} MB.", "Split it or leave it out."
            )
        return Item(file.name, file.path.read_bytes())
    except OSError as exc:
        raise ArticleError(
            f"The file cannot be read ({exc.strerror}).", "Check its permissions."
        ) from exc


def stdin_item() -> Item:
    """Standard input as one item. Raises :class:`ArticleError` when it is too large."""
    data = sys.stdin.buffer.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise ArticleError(
            f"Standard input is larger than {MAX_FILE // 1_000_000} MB.", "Split it."
        )
    return Item("standard input", data)


def _relative(path: Path, folder: Path) -> str:
    try:
        name = path.relative_to(folder).as_posix()
    except ValueError:
        name = path.name
    # A file name may hold bytes that are no UTF-8; messages must.
    return name.encode("utf-8", errors="replace").decode("utf-8")


def _unreadable(name: str, exc: OSError) -> Problem:
    if isinstance(exc, FileNotFoundError):
        return Problem("read", name, "There is no such file or folder.", "Check the path.")
    message = f"The path cannot be read ({exc.strerror})."
    return Problem("read", name, message, "Check its permissions.")
