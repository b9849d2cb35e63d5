"""Translations of earlier runs, in SQLite; one row a sentence."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from briefing.errors import ConfigError

_MIGRATIONS: tuple[str, ...] = (
    "CREATE TABLE translation (key BLOB PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
"""Numbered from 1; only ever append."""


class Cache:
    """Keys are hashes of signature and input, values JSON. ``None`` as path keeps nothing.

    Raises :class:`ConfigError` when the file cannot be opened or written.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._db: sqlite3.Connection | None = None
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._db = sqlite3.connect(path, timeout=30)
                self._migrate(self._db)
            except (OSError, sqlite3.Error) as exc:
                raise ConfigError(
                    f"{path}: the translation cache cannot be opened ({exc}).",
                    "Set state_dir to a folder that can be written, or delete the file.",
                ) from exc

    @staticmethod
    def _migrate(db: sqlite3.Connection) -> None:
        with db:
            db.execute("CREATE TABLE IF NOT EXISTS translation_migrations (number INTEGER)")
            row = db.execute("SELECT max(number) FROM translation_migrations").fetchone()
            for number, statement in enumerate(_MIGRATIONS, start=1):
                if number > (row[0] or 0):
                    db.execute(statement)
                    db.execute("INSERT INTO translation_migrations VALUES (?)", (number,))

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """The values of the keys that are there."""
        found: dict[bytes, str] = {}
        if self._db is None:
            return found
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, value FROM translation WHERE key IN ({marks})"  # noqa: S608  # only question marks are put in
            found.update(self._db.execute(query, part))
        return found

    def put(self, rows: Iterable[tuple[bytes, str]]) -> None:
        """Keep values; the last one wins."""
        if self._db is None:
            return
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO translation VALUES (?, ?)", rows)
        except sqlite3.Error as exc:
            raise ConfigError(
                f"{self.path}: the translation cache cannot be written ({exc}).",
                "Set state_dir to a folder that can be written.",
            ) from exc

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None


def key_of(*parts: object) -> bytes:
    """A hash of ``parts`` in canonical JSON."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).digest()
