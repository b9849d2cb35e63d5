"""The ledger: what became of every message, so that a rerun sends nothing twice.

::

    queued ──→ sending ──→ sent
      ↑ │         │ └────→ failed   (5xx: never again on its own)
      │ └─────────┼──────→ failed
      └───────────┘  4xx, or the connection broke before the message was complete

A row becomes ``sending`` before the message's text leaves and ``sent`` after the server took it.
A row still ``sending`` when nobody works on it means: the process or the connection ended between
the two, and the reader may or may not have the message. It stays so until :meth:`Ledger.requeue`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, cast

from briefing.send.database import open_database, transaction

State = Literal["queued", "sending", "sent", "failed"]

_MIGRATIONS = (
    """
    CREATE TABLE deliveries (
        date TEXT NOT NULL,
        edition INTEGER NOT NULL,
        recipient TEXT NOT NULL,
        languages TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        message_id TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        changed TEXT NOT NULL,
        PRIMARY KEY (date, edition, recipient)
    );
    CREATE INDEX by_message ON deliveries (message_id)
    """,
)


@dataclass(frozen=True, slots=True)
class Version:
    """One published version of a day: its date and edition number."""

    date: date
    edition: int

    @property
    def key(self) -> tuple[str, int]:
        """The two as stored."""
        return self.date.isoformat(), self.edition


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: ``recipient`` is the reader's key, ``detail`` the last error."""

    recipient: str
    languages: str
    message_id: str
    state: State = "queued"
    attempts: int = 0
    detail: str = ""


class Ledger:
    """All deliveries, in one SQLite file (WAL). Several processes may open it."""

    def __init__(self, file: Path) -> None:
        self._db = open_database(file, _MIGRATIONS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def enqueue(self, version: Version, entries: Iterable[Entry]) -> None:
        """Enter what is not there yet as ``queued``; what is there stays as it is."""
        with transaction(self._db):
            self._db.executemany(
                "INSERT OR IGNORE INTO deliveries"
                " (date, edition, recipient, languages, state, message_id, changed)"
                " VALUES (?, ?, ?, ?, 'queued', ?, ?)",
                [
                    (*version.key, entry.recipient, entry.languages, entry.message_id, _now())
                    for entry in entries
                ],
            )

    def entries(self, version: Version) -> dict[str, Entry]:
        """All rows of one version by recipient."""
        rows = self._db.execute(
            "SELECT * FROM deliveries WHERE date = ? AND edition = ? ORDER BY rowid", version.key
        )
        return {
            row["recipient"]: Entry(
                row["recipient"],
                row["languages"],
                row["message_id"],
                cast("State", row["state"]),
                row["attempts"],
                row["detail"],
            )
            for row in rows
        }

    def had_earlier(self, version: Version) -> set[str]:
        """Who has, or may have, an earlier version of the same day."""
        rows = self._db.execute(
            "SELECT recipient FROM deliveries"
            " WHERE date = ? AND edition < ? AND state IN ('sent', 'sending')",
            version.key,
        )
        return {row["recipient"] for row in rows}

    def begin(self, version: Version, recipient: str) -> bool:
        """``queued`` → ``sending``, on disk when this returns. False: it was not queued."""
        return self._move(version, recipient, ("queued",), "sending", count=1)

    def sent(self, version: Version, recipient: str) -> None:
        """``sending`` → ``sent``."""
        self._move(version, recipient, ("sending",), "sent")

    def failed(self, version: Version, recipient: str, detail: str) -> None:
        """The server refused for good."""
        self._move(version, recipient, ("queued", "sending"), "failed", detail)

    def deferred(self, version: Version, recipient: str, detail: str) -> None:
        """Back to ``queued``, with the reason."""
        self._move(version, recipient, ("queued", "sending"), "queued", detail)

    def uncertain(self, version: Version, recipient: str, detail: str) -> None:
        """Stays ``sending``, with the reason."""
        self._move(version, recipient, ("sending",), "sending", detail)

    def requeue(self, version: Version, recipients: Iterable[str]) -> None:
        """``sending`` or ``failed`` → ``queued``: the user said to send again."""
        for recipient in recipients:
            self._move(version, recipient, ("sending", "failed"), "queued")

    def bounced(self, message_id: str, detail: str) -> str | None:
        """Record a bounce of a message; the recipient it was for, when the ledger knows it."""
        row = self._db.execute(
            "UPDATE deliveries SET state = 'failed', detail = ?, changed = ?"
            " WHERE message_id = ? RETURNING recipient",
            (detail, _now(), message_id),
        ).fetchone()
        return str(row["recipient"]) if row else None

    def counts(self, day: date) -> dict[str, int]:
        """How many deliveries of a day are in each state, all versions together."""
        rows = self._db.execute(
            "SELECT state, COUNT(*) AS n FROM deliveries WHERE date = ? GROUP BY state",
            (day.isoformat(),),
        )
        return {row["state"]: row["n"] for row in rows}

    def _move(
        self,
        version: Version,
        recipient: str,
        before: tuple[State, ...],
        after: State,
        detail: str = "",
        count: int = 0,
    ) -> bool:
        done = self._db.execute(
            "UPDATE deliveries SET state = ?, detail = ?, changed = ?, attempts = attempts + ?"
            " WHERE date = ? AND edition = ? AND recipient = ?"
            " AND state IN (SELECT value FROM json_each(?))",
            (after, detail, _now(), count, *version.key, recipient, json.dumps(before)),
        )
        return done.rowcount == 1


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
