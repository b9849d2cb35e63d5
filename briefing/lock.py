"""One run at a time for each state folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import AlreadyRunning, NothingPublished


@contextmanager
def lock(state_dir: Path) -> Iterator[None]:
    """Hold ``state_dir/lock`` (flock(2): gone with the process, however it ends).

    Raises :class:`AlreadyRunning` when another process holds it, :class:`NothingPublished` when
    the folder cannot be made.
    """
    file = state_dir / "lock"
    try:
        state_dir.mkdir(parents=True, exist_ok=True)
        handle = file.open("w")
    except OSError as exc:
        raise NothingPublished(
            f"{state_dir}: the state folder cannot be written ({exc.strerror}).",
            "Set state_dir in briefing.toml to a writable folder.",
        ) from exc
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise AlreadyRunning(
                f"Another run is at work ({file} is locked).", "Wait until it has ended."
            ) from exc
        yield
