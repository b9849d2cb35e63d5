"""SQLite files of this stage: opened the same way, with numbered migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import ConfigError


def open_database(file: Path, migrations: Sequence[str]) -> sqlite3.Connection:
    """A connection in autocommit mode: WAL, every commit on disk, the newest schema.

    ``PRAGMA user_version`` counts the migrations that were applied. Raises :class:`ConfigError`.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            file, timeout=30, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _migrate(connection, file, migrations)
    except (OSError, sqlite3.Error) as exc:
        raise ConfigError(
            f"{file}: the database cannot be opened ({exc}).",
            "Check the permissions of state_dir, or move the damaged file away.",
        ) from exc
    return connection


def _migrate(connection: sqlite3.Connection, file: Path, migrations: Sequence[str]) -> None:
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            raise ConfigError(
                f"{file}: a newer version of briefing made this database.", "Update briefing."
            )
        for number, script in enumerate(migrations[version:], start=version + 1):
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
