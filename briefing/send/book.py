"""The recipients' book: an SQLite table of readers, and everyone's unsubscribe token.

A token has two halves: the first finds the row, the second is compared in constant time, so that
the time of an answer tells nothing about how close a guess was.
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from briefing.config import Config
from briefing.errors import ConfigError
from briefing.model import Outcome
from briefing.send.addresses import address_key, normal_address
from briefing.send.database import open_database, transaction
from briefing.send.recipients import Recipient, from_config, make_recipient, merge, read_csv

_MIGRATIONS = (
    """
    CREATE TABLE recipients (
        key TEXT PRIMARY KEY,
        address TEXT NOT NULL,
        name TEXT NOT NULL,
        languages TEXT NOT NULL,
        format TEXT NOT NULL,
        sections TEXT NOT NULL,
        active INTEGER NOT NULL,
        reason TEXT NOT NULL
    );
    CREATE TABLE tokens (
        finder TEXT PRIMARY KEY,
        secret TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL
    )
    """,
)
_FINDER = 12
UNSUBSCRIBED = "unsubscribed"
BOUNCED = "bounced"


class Book:
    """The table of recipients in one SQLite file."""

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
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def all(self) -> list[Recipient]:
        """Everyone in the book, active or not, by address."""
        rows = self._db.execute("SELECT * FROM recipients ORDER BY key").fetchall()
        return [_recipient(row) for row in rows]

    def get(self, address: str) -> Recipient | None:
        """The entry of ``address``, if there is one."""
        row = self._db.execute(
            "SELECT * FROM recipients WHERE key = ?", (address_key(address),)
        ).fetchone()
        return _recipient(row) if row else None

    def add(self, person: Recipient) -> None:
        """Enter ``person`` or replace the entry."""
        self._db.execute(
            "INSERT OR REPLACE INTO recipients VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                person.key,
                person.address,
                person.name,
                " ".join(person.languages),
                person.format,
                " ".join(person.sections),
                person.active,
                person.reason,
            ),
        )

    def import_all(self, people: Iterable[Recipient]) -> tuple[int, list[str]]:
        """Enter many at once; whoever left stays out.

        Returns the number entered and the addresses kept inactive.
        """
        entered, kept = 0, []
        with transaction(self._db):
            for person in people:
                old = self.get(person.address)
                if old and not old.active and person.active:
                    kept.append(person.address)
                    continue
                self.add(person)
                entered += 1
        return entered, kept

    def remove(self, address: str) -> bool:
        """Strike the entry out; whether there was one."""
        done = self._db.execute("DELETE FROM recipients WHERE key = ?", (address_key(address),))
        return done.rowcount > 0

    def deactivate(self, address: str, reason: str) -> None:
        """Send nothing more to ``address``, which may stand in the configuration alone."""
        person = self.get(address) or make_recipient(address)
        self.add(replace(person, active=False, reason=reason))

    def token(self, address: str) -> str:
        """The unsubscribe token of ``address``, made when first asked for."""
        fresh = secrets.token_urlsafe(9), secrets.token_urlsafe(24)
        self._db.execute(
            "INSERT OR IGNORE INTO tokens VALUES (?, ?, ?, ?)",
            (*fresh, address_key(address), address),
        )
        row = self._db.execute(
            "SELECT finder, secret FROM tokens WHERE key = ?", (address_key(address),)
        ).fetchone()
        return str(row["finder"] + row["secret"])

    def tokens(self, people: Iterable[Recipient]) -> dict[str, str]:
        """The token of each reader's key, in one transaction."""
        with transaction(self._db):
            return {person.key: self.token(person.address) for person in people}

    def owner(self, token: str) -> str | None:
        """The address that ``token`` belongs to; the secret half is compared in constant time."""
        row = self._db.execute(
            "SELECT secret, address FROM tokens WHERE finder = ?", (token[:_FINDER],)
        ).fetchone()
        secret = row["secret"] if row else secrets.token_urlsafe(24)
        same = hmac.compare_digest(secret.encode(), token[_FINDER:].encode())
        return str(row["address"]) if row and same else None

    def knows(self, address: str) -> bool:
        """Whether ``address`` is in the book or ever got a token."""
        key = address_key(address)
        return (
            self._db.execute(
                "SELECT 1 FROM recipients WHERE key = ? UNION SELECT 1 FROM tokens WHERE key = ?",
                (key, key),
            ).fetchone()
            is not None
        )


def _recipient(row: sqlite3.Row) -> Recipient:
    person = make_recipient(
        row["address"],
        row["name"],
        row["languages"].split(),
        row["format"],
        row["sections"].split(),
        active=bool(row["active"]),
    )
    return replace(person, reason=row["reason"])


def mail_state(config: Config) -> Path:
    """The folder of the ledger, the book and the lock."""
    if config.state_dir is None:
        raise ConfigError("There is no state folder.", "Set state_dir in briefing.toml.")
    return config.state_dir / "mail"


def book_file(config: Config) -> Path:
    """``recipients_file`` when it is a database, else the book in the state folder."""
    file = config.mail.recipients_file
    if file is not None and file.suffix.lower() != ".csv":
        return file
    return mail_state(config) / "recipients.sqlite"


def existing_book(config: Config) -> Path:
    """The book's file, for what makes sense only where mail was sent.

    Raises :class:`ConfigError` when it is not there.
    """
    file = book_file(config)
    if not file.is_file():
        raise ConfigError(
            f"{file}: there is no recipients' book; nobody was mailed from here.",
            "Name the right --config, or set state_dir.",
        )
    return file


def all_recipients(config: Config, found: Outcome) -> list[Recipient]:
    """Everyone in configuration, CSV file and book, inactive ones included.

    The book is not made when it is not there. Raises :class:`ConfigError`.
    """
    groups = [from_config(config.recipients)]
    listed = config.mail.recipients_file
    if listed is not None and listed.suffix.lower() == ".csv":
        groups.append(read_csv(listed, found))
    if book_file(config).is_file():
        with Book(book_file(config)) as book:
            groups.append(book.all())
    return merge(*groups)


def find_recipients(wanted: Iterable[str], people: Iterable[Recipient]) -> list[Recipient]:
    """The readers with these addresses; an unknown address gets the defaults.

    Raises :class:`ConfigError` for something that is no address.
    """
    known = {person.key: person for person in people}
    asked = dict.fromkeys(normal_address(address) for address in wanted)
    return [known.get(address_key(address)) or make_recipient(address) for address in asked]
