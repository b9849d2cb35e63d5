"""Which addresses may be fetched: public ones, and what ``allow_hosts`` names.

Guards against server-side request forgery: a feed must not make us call the router or a service
of this machine. The name is resolved once, every address it has is checked, and the connection
goes to a checked address, so a second answer of the name server changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefing.errors import SourceError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: connect to ``ip``, speak to ``host``."""

    scheme: str
    host: str
    port: int
    ip: str

    @property
    def origin(self) -> str:
        """``host:port``, the unit of politeness and of ``allow_hosts``."""
        return f"{self.host}:{self.port}"


def check_address(url: str, allow_hosts: Collection[str]) -> Target:
    """Resolve and check ``url``. Raises :class:`SourceError` when it must not be fetched."""
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
        port = parts.port or _PORTS.get(scheme, 0)
    except ValueError as exc:
        raise SourceError("The address is not valid.", "Correct it.") from exc
    if scheme not in _PORTS or not host:
        raise SourceError("Only http and https addresses are fetched.", "Use a path for files.")
    if parts.username or parts.password:
        raise SourceError("The address holds a user name or password.", "Take it out.")
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as exc:
        raise SourceError(
            f"The host {host} cannot be found.", "Check the address and the network."
        ) from exc
    found = sorted({str(answer[4][0]) for answer in answers}, key=lambda ip: (":" in ip, ip))
    if f"{host}:{port}" not in allow_hosts:
        private = next((ip for ip in found if not is_public(ip)), None)
        if private is not None:
            raise SourceError(
                f"{host} is on a private network ({private}) and is not fetched.",
                f'If that is meant, add "{host}:{port}" to allow_hosts under [fetch].',
            )
    return Target(scheme, host, port, found[0])


def is_public(ip: str) -> bool:
    """Whether ``ip`` is globally reachable, also as the IPv4 address inside an IPv6 one."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast
