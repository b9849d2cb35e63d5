"""DKIM signatures (RFC 6376) made with ``dkimpy`` from a key file."""

from __future__ import annotations

from pathlib import Path

from briefing.config import MailConfig
from briefing.errors import ConfigError
from briefing.send.addresses import domain_of, parse_sender

SIGNED = (
    b"from", b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type",
    b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"auto-submitted", b"precedence",
    b"feedback-id",
)  # fmt: skip
"""``From`` twice: a second one cannot be added. RFC 8058 wants the ``List-`` headers signed."""


class Signer:
    """Signs with the key of ``[mail] dkim_key`` for ``dkim_domain`` (default: that of ``from``)."""

    def __init__(self, config: MailConfig) -> None:
        if config.dkim_key is None or config.dkim_selector is None:
            raise ConfigError(
                "DKIM needs a key and a selector.", "Set [mail] dkim_key and dkim_selector."
            )
        try:
            import dkim
        except ModuleNotFoundError as exc:
            raise ConfigError(
                "[mail] dkim_key needs the package 'dkimpy'.",
                "Install it with: pip install 'briefing[dkim]'.",
            ) from exc
        self._dkim = dkim
        self._key = _read_key(config.dkim_key)
        self._selector = config.dkim_selector.encode("idna")
        domain = config.dkim_domain or domain_of(parse_sender(config.sender)[1])
        self._domain = domain.encode("idna")

    def sign(self, message: bytes) -> bytes:
        """``message`` with its DKIM-Signature in front. Raises :class:`ConfigError`."""
        try:
            field = self._dkim.sign(
                message,
                self._selector,
                self._domain,
                self._key,
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=list(SIGNED),
            )
        except self._dkim.DKIMException as exc:
            # Not chained: the library's message may quote the key.
            raise ConfigError(
                f"The message cannot be signed ({type(exc).__name__}).",
                "[mail] dkim_key must be an RSA key in PEM form.",
            ) from None
        return bytes(field) + message


def make_signer(config: MailConfig) -> Signer | None:
    """The signer, when a key is configured."""
    return Signer(config) if config.dkim_key is not None else None


def _read_key(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as exc:
        raise ConfigError(
            f"{file}: the DKIM key cannot be read ({exc.strerror}).", "Correct [mail] dkim_key."
        ) from exc
