"""The message of one reader: ``mixed(alternative(text, html), pdf…)`` and its headers.

RFC 5322 and 2045–2047 for the form, 3834 for Auto-Submitted, 2919 for List-Id, 2369 and 8058 for
List-Unsubscribe. The Message-ID depends on edition, languages and recipient alone, so that the
same message sent twice is recognised as one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from briefing.config import Config, MailConfig
from briefing.edition import Edition
from briefing.errors import ConfigError, EditionError
from briefing.model import Language
from briefing.send.addresses import domain_of, needs_smtputf8, parse_sender
from briefing.send.block import Shape
from briefing.send.body import Bodies, Body, quoted_printable
from briefing.send.headers import (
    Field,
    clean_line,
    header_block,
    mailbox_field,
    plain_field,
    text_field,
)
from briefing.send.recipients import Recipient
from briefing.send.signing import make_signer

_LONGEST_URL = 800
_BASE64_GROWTH = 78 / 57
"""Size of base64 with its line ends over the size of the data."""


@dataclass(frozen=True, slots=True)
class Message:
    """A finished message. ``data`` has CRLF line ends."""

    recipient: Recipient
    subject: str
    message_id: str
    data: bytes
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mail is from, and how to leave the list."""

    name: str
    address: str
    list_id: str
    unsubscribe_url: str | None

    @property
    def domain(self) -> str:
        """The domain of Message-ID and List-Id."""
        return domain_of(self.address)

    def web_link(self, token: str) -> str | None:
        """The https address for one click, when there is an endpoint."""
        if self.unsubscribe_url is None:
            return None
        joint = "&" if "?" in self.unsubscribe_url else "?"
        return f"{self.unsubscribe_url}{joint}token={quote(token, safe='')}"

    def mail_link(self, token: str) -> str:
        """The mailto address; the token is in the subject (see ``unsubscribe apply``)."""
        return f"mailto:{quote(self.address, safe='@')}?subject=unsubscribe%20{quote(token)}"


def make_sender(config: MailConfig) -> Sender:
    """The sender of ``[mail]``. Raises :class:`ConfigError`."""
    name, address = parse_sender(config.sender)
    if needs_smtputf8(address):
        raise ConfigError("[mail] from must be an ASCII address.", "Replies need it, too.")
    url = config.unsubscribe_url
    if url is not None and not _good_url(url):
        raise ConfigError(
            "[mail] unsubscribe_url is no web address.", "It starts with https:// or http://."
        )
    list_id = config.list_id or f"briefing.{domain_of(address)}"
    if not list_id.isascii() or not list_id.isprintable() or set(list_id) & set("<> "):
        raise ConfigError(
            "[mail] list_id is no list identifier.", "Write it like briefing.example.org."
        )
    return Sender(config.from_name or name, address, list_id, url)


def _good_url(url: str) -> bool:
    plain = url.isascii() and url.isprintable() and not set(url) & set(' <>"')
    return plain and url.startswith(("https://", "http://")) and len(url) <= _LONGEST_URL


def message_id(edition: Edition, recipient: Recipient, domain: str) -> str:
    """The same for the same edition, languages and recipient."""
    digest = hashlib.sha256(recipient.key.encode()).hexdigest()[:24]
    day, tongues = edition.date.strftime("%Y%m%d"), "-".join(recipient.languages)
    return f"<{day}.{edition.edition}.{tongues}.{digest}@{domain}>"


class Messages:
    """Builds the messages of one edition; what many readers share is made once."""

    def __init__(self, edition: Edition, folder: Path, config: Config) -> None:
        self._folder = folder
        self._mail = config.mail
        self._zone = ZoneInfo(config.timezone) if config.timezone else None
        self._bodies = Bodies(edition, config.pages.templates)
        self._sender = make_sender(config.mail)
        self._signer = make_signer(config.mail)
        self._files: dict[Language, bytes] = {}
        self._parts: dict[Language, bytes] = {}

    @property
    def edition(self) -> Edition:
        """The edition being sent."""
        return self._bodies.edition

    @property
    def sender(self) -> Sender:
        """Who the mail is from."""
        return self._sender

    def stories(self, recipient: Recipient) -> int:
        """How many stories the reader's sections have."""
        return self._bodies.stories(recipient.sections)

    def id_for(self, recipient: Recipient) -> str:
        """The Message-ID."""
        return message_id(self.edition, recipient, self._sender.domain)

    def oversize(self, recipient: Recipient) -> bool:
        """Whether the PDFs would make the message larger than ``max_bytes``."""
        if recipient.format == "link":
            return False
        size = sum(len(self._pdf(language)) for language in recipient.languages)
        return size * _BASE64_GROWTH + 300_000 > self._mail.max_bytes

    def build(self, recipient: Recipient, token: str, now: datetime | None = None) -> Message:
        """The message for ``recipient``. ``now`` is the Date, by default this moment.

        Raises :class:`~briefing.errors.RenderError`, :class:`EditionError` (no PDF) or
        :class:`~briefing.errors.MailError`.
        """
        too_large = self.oversize(recipient)
        shape = Shape(recipient.languages, recipient.format, recipient.sections, too_large)
        link = self._sender.web_link(token) or self._sender.mail_link(token)
        body = self._bodies.get(shape).for_reader(recipient.address, link)
        identity = self.id_for(recipient)
        attached = () if too_large or recipient.format == "link" else recipient.languages
        content = self._content(body, recipient, attached, identity)
        moment = now or datetime.now(self._zone).astimezone()
        data = header_block(self._headers(recipient, body, identity, token, moment)) + content
        if self._signer is not None:
            data = self._signer.sign(data)
        names = tuple(self._file_name(language) for language in attached)
        return Message(recipient, body.subject, identity, data, names)

    def _headers(
        self, recipient: Recipient, body: Body, identity: str, token: str, moment: datetime
    ) -> list[Field]:
        sender, edition = self._sender, self.edition
        web, mail = sender.web_link(token), sender.mail_link(token)
        campaign = f"{edition.date.strftime('%Y%m%d')}-{edition.edition}"
        owner = hashlib.sha256(sender.domain.encode()).hexdigest()[:12]
        reference = hashlib.sha256(identity.encode()).hexdigest()[:32]
        fields = [
            mailbox_field("From", sender.name or body.from_name, sender.address),
            mailbox_field("To", recipient.name, recipient.address),
            text_field("Subject", body.subject),
            plain_field("Date", format_datetime(moment)),
            plain_field("Message-ID", identity),
            plain_field("Auto-Submitted", "auto-generated"),
            plain_field("X-Auto-Response-Suppress", "All"),
            plain_field("Precedence", "bulk"),
            plain_field("List-Id", f"<{sender.list_id}>"),
            plain_field("List-Unsubscribe", *([f"<{web}>,"] if web else []), f"<{mail}>"),
            plain_field("Feedback-ID", f"{campaign}:{'-'.join(recipient.languages)}:daily:{owner}"),
            # Mail programs that thread by subject keep messages with different ids apart.
            plain_field("X-Entity-Ref-ID", reference),
            plain_field("MIME-Version", "1.0"),
        ]
        if web and web.startswith("https://"):
            fields.append(plain_field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
        return fields

    def _content(
        self, body: Body, recipient: Recipient, attached: tuple[Language, ...], identity: str
    ) -> bytes:
        """Content-Type of the message and everything after it."""
        mark = hashlib.sha256(identity.encode()).hexdigest()[:32]
        readable = EmailMessage(policy=SMTP)
        readable["Content-Type"] = f'multipart/alternative; boundary="=_alt_{mark}"'
        spoken = ", ".join(recipient.languages)
        readable.attach(_text_part("plain", body.text, spoken))
        readable.attach(_text_part("html", body.html, spoken))
        if not attached:
            return readable.as_bytes()
        boundary = f"=_mix_{mark}".encode()
        head = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n' % boundary
        parts = [readable.as_bytes(), *(self._attachment(language) for language in attached)]
        joined = b"".join(b"--%s\r\n%s\r\n" % (boundary, part) for part in parts)
        return head + joined + b"--%s--\r\n" % boundary

    def _attachment(self, language: Language) -> bytes:
        if language not in self._parts:
            part = EmailMessage(policy=SMTP)
            part.set_content(
                self._pdf(language),
                maintype="application",
                subtype="pdf",
                disposition="attachment",
                filename=self._file_name(language),
            )
            part["Content-Language"] = language
            del part["MIME-Version"]
            self._parts[language] = part.as_bytes()
        return self._parts[language]

    def _file_name(self, language: Language) -> str:
        day = self.edition.date.isoformat()
        version = f"-{self.edition.edition}" if self.edition.edition > 1 else ""
        return f"briefing-{day}{version}-{language}.pdf"

    def _pdf(self, language: Language) -> bytes:
        if language not in self._files:
            file = self._folder / f"briefing-{language}.pdf"
            try:
                self._files[language] = file.read_bytes()
            except OSError as exc:
                raise EditionError(
                    f"{file}: the PDF cannot be read ({exc.strerror}).",
                    f"Make it with 'briefing render {self.edition.date.isoformat()}'.",
                ) from exc
        return self._files[language]


def _text_part(subtype: str, text: str, languages: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part["Content-Language"] = languages
    part.set_payload(quoted_printable(text).decode("ascii"))
    return part


def describe(message: Message) -> Mapping[str, str]:
    """What a dry run shows of a message; the unsubscribe token is not in it."""
    person = message.recipient
    return {
        "to": person.address,
        "languages": " ".join(person.languages),
        "format": person.format,
        "subject": clean_line(message.subject),
        "size": str(len(message.data)),
        "attachments": " ".join(message.attachments),
    }
