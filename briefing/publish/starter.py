"""What ``briefing init`` writes: configuration, logo placeholder, template folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing.errors import ConfigError
from briefing.labels import templates_dir


def starter_files() -> dict[str, bytes]:
    """Path and content of every file, from ``templates/starter``."""
    root = templates_dir() / "starter"
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def write_starter(folder: Path) -> Iterator[tuple[str, bool]]:
    """Write the files that are missing in ``folder``; yields each with whether it was written.

    Raises :class:`ConfigError` when the folder cannot be written.
    """
    try:
        for name, data in starter_files().items():
            file = folder / name
            fresh = not file.exists()
            if fresh:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            yield name, fresh
    except OSError as exc:
        raise ConfigError(
            f"{folder}: cannot be written ({exc.strerror}).", "Choose another folder."
        ) from exc
