"""Atomic publication: a reader of ``output/`` sees the old day or the new one, never half of one.

A day is built in a temporary folder on the same file system and renamed into place; a file of
the archive is written beside its target and renamed over it (POSIX ``rename``).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from briefing.errors import NothingPublished


def publish(built: Path, output: Path, day: date) -> Path:
    """Put the finished folder ``built`` in place as ``output/<day>/``; returns that folder.

    The former edition of the day is kept until the rename has worked and put back when it has
    not. ``built`` lies on the same file system as ``output``. Raises :class:`NothingPublished`
    when the output cannot be written.
    """
    target = output / day.isoformat()
    former = output / f".{day.isoformat()}.former"
    try:
        output.mkdir(parents=True, exist_ok=True)
        recover(output)
        built.chmod(0o755)
        if target.exists():
            target.rename(former)
        try:
            built.rename(target)
        except OSError:
            if former.exists():
                former.rename(target)
            raise
    except OSError as exc:
        raise NothingPublished(
            f"{target}: cannot be written ({exc.strerror or exc}).",
            "Make the folder writable or choose another with --out.",
        ) from exc
    shutil.rmtree(former, ignore_errors=True)
    return target


def recover(output: Path) -> None:
    """Finish what a run killed between the two renames left: put the former day back."""
    for former in output.glob(".????-??-??.former"):
        target = output / former.name[1:11]
        if target.exists():
            shutil.rmtree(former, ignore_errors=True)
        else:
            former.rename(target)


def write_atomically(file: Path, data: bytes) -> None:
    """Replace ``file`` in one step; unchanged content is left alone, time stamp included."""
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
