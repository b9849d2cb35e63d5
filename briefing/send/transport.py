"""How a finished message leaves: one small interface, three ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from briefing.config import MailConfig
from briefing.send.secrets import Secrets


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message for one reader. ``data`` has CRLF line ends; ``name`` is a safe file name."""

    sender: str
    recipient: str
    data: bytes
    name: str


class Transport(Protocol):
    """A way to hand a message over. Used by one thread; ``close`` may be followed by ``send``."""

    def send(self, envelope: Envelope, begin: Callable[[], None]) -> None:
        """Deliver, or raise; returns only when the other side has taken the message.

        ``begin`` is called once, right before the message's text may leave. Raises
        :class:`~briefing.errors.TemporaryMailError`,
        :class:`~briefing.errors.PermanentMailError`,
        :class:`~briefing.errors.UncertainMailError` or
        :class:`~briefing.errors.MailServerError`.
        """

    def close(self) -> None:
        """End the connection, if any. Never raises."""


def make_transport(config: MailConfig, secrets: Secrets) -> Transport:
    """The transport of ``[mail]``. Raises :class:`~briefing.errors.ConfigError`."""
    if config.transport == "smtp":
        from briefing.send.smtp import SmtpTransport

        return SmtpTransport(config, secrets)
    if config.transport == "sendmail":
        from briefing.send.local import SendmailTransport

        return SendmailTransport(config.sendmail_path, config.timeout)
    from briefing.send.local import FolderTransport

    return FolderTransport(config.folder)
