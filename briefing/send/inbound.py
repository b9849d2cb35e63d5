"""Mail that comes back: requests to leave (mailto) and bounces (RFC 3464)."""

from __future__ import annotations

import email
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path

from briefing.errors import ConfigError
from briefing.send.addresses import normal_address
from briefing.send.book import BOUNCED, UNSUBSCRIBED, Book
from briefing.send.headers import clean_line
from briefing.send.ledger import Ledger

_REQUEST = re.compile(r"\bunsubscribe\s+([A-Za-z0-9_-]{20,200})", re.IGNORECASE)
_PERMANENT = re.compile(r"\s*5\.\d{1,3}\.\d{1,3}")


@dataclass(slots=True)
class Applied:
    """Addresses that were made inactive, and what could not be used."""

    addresses: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read_messages(path: Path) -> Iterator[EmailMessage]:
    """The messages of a Maildir, an mbox, or one message file.

    Raises :class:`ConfigError` when it cannot be read.
    """
    try:
        if path.is_dir():
            box = mailbox.Maildir(path, create=False)
            for key in box.iterkeys():
                yield _parse(box.get_bytes(key))
            return
        data = path.read_bytes()
    except (OSError, mailbox.Error) as exc:
        raise ConfigError(f"{path}: the mailbox cannot be read.", "Check its path.") from exc
    if not data.strip():
        return
    if not data.startswith(b"From "):
        yield _parse(data)
        return
    mbox = mailbox.mbox(path, create=False)
    try:
        for key in mbox.iterkeys():
            yield _parse(mbox.get_bytes(key))
    finally:
        mbox.close()


def _parse(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=default)


def apply_unsubscribes(
    messages: Iterator[EmailMessage], book: Book, *, dry_run: bool = False
) -> Applied:
    """Make inactive whoever sent their token. The From address alone proves nothing.

    A dry run only tells who that would be.
    """
    applied = Applied()
    for message in messages:
        subject = clean_line(str(message.get("Subject", "")))
        match = _REQUEST.search(subject)
        address = book.owner(match[1]) if match else None
        if address is None:
            applied.ignored.append(clean_line(str(message.get("From", "?")), 120))
            continue
        if not dry_run:
            book.deactivate(address, UNSUBSCRIBED)
        applied.addresses.append(address)
    return applied


def apply_bounces(messages: Iterator[EmailMessage], book: Book, ledger: Ledger | None) -> Applied:
    """Make inactive whoever a delivery status notification says cannot be reached (5.x.x).

    Only addresses that we mail are touched; delays and temporary failures are ignored. Without
    ``ledger`` nothing is written: a dry run.
    """
    applied = Applied()
    for message in messages:
        original = _original_id(message)
        failures = list(_failures(message))
        if not failures:
            applied.ignored.append(clean_line(str(message.get("Subject", "?")), 120))
        for address, detail in failures:
            if not book.knows(address):
                applied.ignored.append(address)
                continue
            applied.addresses.append(address)
            if ledger is None:
                continue
            book.deactivate(address, f"{BOUNCED}: {detail}")
            if original:
                ledger.bounced(original, detail)
    return applied


def _failures(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """Address and diagnosis of each permanent failure."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload():
            if not isinstance(fields, Message):
                continue
            action = str(fields.get("Action", "")).strip().lower()
            status = str(fields.get("Status", ""))
            if action != "failed" or not _PERMANENT.match(status):
                continue
            named = fields.get("Original-Recipient") or fields.get("Final-Recipient") or ""
            try:
                address = normal_address(str(named).rpartition(";")[2].strip(" <>\r\n\t"))
            except ConfigError:
                continue
            diagnosis = str(fields.get("Diagnostic-Code", status))
            yield address, clean_line(diagnosis, 200)


def _original_id(message: EmailMessage) -> str:
    """The Message-ID of the mail that came back, when its headers are enclosed."""
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            if isinstance(text, bytes):
                return str(_parse(text).get("Message-ID", "")).strip()
        if part.get_content_type() == "message/rfc822":
            enclosed = part.get_payload()
            if isinstance(enclosed, list) and enclosed and isinstance(enclosed[0], Message):
                return str(enclosed[0].get("Message-ID", "")).strip()
    return ""
