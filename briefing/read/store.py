"""What is remembered of the web between runs: pages with their validators, and each source's
last success and last problem. SQLite; losing the file costs a fetch, nothing else."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from briefing.errors import ConfigError

_MIGRATIONS = (
    """CREATE TABLE pages (url TEXT PRIMARY KEY, final_url TEXT NOT NULL, etag TEXT NOT NULL,
       last_modified TEXT NOT NULL, content_type TEXT NOT NULL, body BLOB NOT NULL,
       fetched REAL NOT NULL)""",
    """CREATE TABLE sources (name TEXT PRIMARY KEY, last_success REAL, articles INTEGER NOT NULL,
       last_problem TEXT NOT NULL, last_problem_at REAL)""",
)
_KEPT = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Page:
    """A stored response; ``fetched`` in seconds since the epoch."""

    url: str
    final_url: str
    etag: str
    last_modified: str
    content_type: str
    body: bytes
    fetched: float


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source did; times in seconds since the epoch, None for never."""

    name: str
    last_success: float | None
    articles: int
    last_problem: str
    last_problem_at: float | None


class Store:
    """``fetch.sqlite`` in the state folder. A damaged file is made anew."""

    def __init__(self, state_dir: Path) -> None:
        path = state_dir / "fetch.sqlite"
        try:
            state_dir.mkdir(parents=True, exist_ok=True)
            try:
                self._db = _open(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                path.unlink()
                self._db = _open(path)
        except (OSError, sqlite3.Error) as exc:
            raise ConfigError(
                f"{path}: cannot be written ({exc}).", "Set state_dir to a writable folder."
            ) from exc

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def page(self, url: str) -> Page | None:
        """The page last fetched from ``url``."""
        row = self._db.execute("SELECT * FROM pages WHERE url = ?", (url,)).fetchone()
        if row is None:
            return None
        address, final_url, etag, modified, kind, packed, fetched = row
        return Page(address, final_url, etag, modified, kind, zlib.decompress(packed), fetched)

    def keep(self, page: Page) -> None:
        """Store a page; those of more than 30 days ago go."""
        packed = zlib.compress(page.body)
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)",
                (page.url, page.final_url, page.etag, page.last_modified, page.content_type,
                 packed, page.fetched),
            )  # fmt: skip
            self._db.execute("DELETE FROM pages WHERE fetched < ?", (page.fetched - _KEPT,))

    def source(self, name: str) -> SourceState | None:
        """What is known of the source called ``name``."""
        row = self._db.execute("SELECT * FROM sources WHERE name = ?", (name,)).fetchone()
        return SourceState(*row) if row else None

    def succeeded(self, name: str, articles: int, now: float) -> None:
        """The source gave ``articles``; its last problem stays on record."""
        with self._db:
            self._db.execute(
                "INSERT INTO sources VALUES (?, ?, ?, '', NULL) ON CONFLICT (name)"
                " DO UPDATE SET last_success = excluded.last_success, articles = excluded.articles",
                (name, now, articles),
            )

    def failed(self, name: str, problem: str, now: float) -> None:
        """The source had a problem."""
        with self._db:
            self._db.execute(
                "INSERT INTO sources VALUES (?, NULL, 0, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                " last_problem = excluded.last_problem, last_problem_at = excluded.last_problem_at",
                (name, problem, now),
            )


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=10)
    version = db.execute("PRAGMA user_version").fetchone()[0]
    for number, statement in enumerate(_MIGRATIONS[version:], version + 1):
        with db:
            db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
    return db
