"""Mail addresses: checked strictly, written one way.

RFC 5321 dot-atoms and RFC 6531 (non-ASCII local parts) are accepted; quoted local parts and
address literals are not, since no reader has one and they are the usual way to smuggle syntax in.
"""

from __future__ import annotations

import re
import unicodedata
from email.utils import parseaddr

from briefing.errors import ConfigError

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\U0010ffff]+"
_LOCAL = re.compile(rf"{_ATEXT}(\.{_ATEXT})*")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_INVISIBLE = ("C", "Z")
_REMEDY = "Write it as name@example.org."


def normal_address(text: str) -> str:
    """``text`` as ``local@domain``: NFC, the domain in lower case and ASCII (IDNA).

    Raises :class:`ConfigError` for anything that is not exactly one plain address.
    """
    address = unicodedata.normalize("NFC", text.strip())
    local, at, domain = address.rpartition("@")
    shown = repr(address[:80])
    if not at or not _LOCAL.fullmatch(local) or "=?" in local:
        raise ConfigError(f"{shown} is no mail address.", _REMEDY)
    if any(unicodedata.category(char).startswith(_INVISIBLE) for char in local):
        raise ConfigError(f"{shown} has an invisible character.", _REMEDY)
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as exc:
        raise ConfigError(f"{shown} has no valid domain.", _REMEDY) from exc
    if not domain or not all(_LABEL.fullmatch(label) for label in domain.split(".")):
        raise ConfigError(f"{shown} has no valid domain.", _REMEDY)
    if len(local.encode()) > 64 or len(f"{local}@{domain}".encode()) > 254:
        raise ConfigError(f"{shown} is too long for a mail address.", _REMEDY)
    return f"{local}@{domain}"


def address_key(address: str) -> str:
    """What makes two addresses the same reader: the case of the local part does not count."""
    return address.casefold()


def domain_of(address: str) -> str:
    """The part after the ``@``."""
    return address.rpartition("@")[2]


def needs_smtputf8(address: str) -> bool:
    """Whether the server must support SMTPUTF8 (RFC 6531) for ``address``."""
    return not address.isascii()


def parse_sender(text: str) -> tuple[str, str]:
    """``[mail] from`` as name (may be empty) and address.

    Raises :class:`ConfigError`.
    """
    name, address = parseaddr(text)
    return name, normal_address(address or text)
