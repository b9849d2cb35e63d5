"""A made-up edition, its PDFs, and a real SMTP server on loopback that can be told to misbehave."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from briefing.config import Config, load_config
from briefing.edition import (
    Edition,
    EditionArticle,
    EditionPoint,
    EditionSource,
    EditionStory,
    Evidence,
    MadeBy,
    Note,
    T,
)
from tests.send.webhooks import Hooks

DAY = date(2026, 11, 24)
USER, PASSWORD = "briefing", "s3cret-pass-phrase"
Script = Callable[[str, str], str | None]
"""(stage, recipient or '') → None to go on, an SMTP reply, or ``drop`` to break the connection."""


def make_story(number: int, section: str = "world", **change: Any) -> EditionStory:
    """A story with three points in both languages."""
    values: dict[str, Any] = {
        "id": f"harbour-reopens-{number}",
        "section": section,
        "title": T(
            en=f"Harbour no. {number} reopens after the storm",
            es=f"El puerto n.º {number} reabre tras el temporal",
            original="en",
        ),
        "summary": T(
            en=f"Ships entered basin {number} on Monday for the first time in nine days.",
            es=f"Los barcos entraron el lunes en la dársena {number}, tras nueve días fuera.",
            original="en",
        ),
        "key_points": tuple(
            EditionPoint(
                text=T(
                    en=f"Point {point} of {number}: 41 ships waited outside, the pilots said.",
                    es=f"Clave {point} de {number}: 41 barcos esperaban, según los prácticos.",
                    original="en",
                ),
                evidence=(Evidence(article=f"a{number}", paragraph=0, start=0, end=5),),
            )
            for point in (1, 2, 3)
        ),
        "sources": (
            EditionSource(
                article=f"a{number}",
                name="The Pilot",
                url=f"https://pilot.example/{number}?a=1&b=2",
                place="Málaga",
            ),
        ),
    }
    return EditionStory(**{**values, **change})


def make_edition(count: int = 3, **change: Any) -> Edition:
    """An edition of so many stories, of one section unless ``change`` says otherwise."""
    values: dict[str, Any] = {
        "date": DAY,
        "site_url": "https://news.example.org",
        "stories": tuple(make_story(number) for number in range(1, count + 1)),
        "articles": {
            f"a{number}": EditionArticle(language="en", paragraphs=("Ships entered again.",))
            for number in range(1, count + 1)
        },
        "note": Note(en="Good **morning**.", es="Buenos **días**."),
        "made_by": MadeBy(briefing="1", summariser="s", translators={}),
    }
    return Edition(**{**values, **change})


@pytest.fixture
def edition() -> Edition:
    """Three stories, with a site."""
    return make_edition()


@pytest.fixture
def make() -> Callable[..., Edition]:
    """The maker of editions."""
    return make_edition


@pytest.fixture
def story() -> Callable[..., EditionStory]:
    """The maker of stories."""
    return make_story


@pytest.fixture
def day_folder(tmp_path: Path) -> Path:
    """A folder with the two PDFs; their bytes differ and hold every possible byte."""
    folder = tmp_path / "output" / DAY.isoformat()
    folder.mkdir(parents=True)
    for language in ("en", "es"):
        body = b"".join(hashlib.sha256(f"{language}{n}".encode()).digest() for n in range(200))
        (folder / f"briefing-{language}.pdf").write_bytes(b"%PDF-1.7\n" + body + b"\n%%EOF\n")
    return folder


@pytest.fixture
def configure(tmp_path: Path) -> Callable[..., Config]:
    """Write ``briefing.toml`` from its text and load it."""

    def make(text: str) -> Config:
        file = tmp_path / "briefing.toml"
        file.write_text(text, encoding="utf-8")
        return load_config(file)

    return make


class _Smtp(SMTP):
    """aiosmtpd with a script: it is asked before every stage."""

    script: Script
    auth_methods: tuple[str, ...]

    async def _handle_client(self) -> None:
        if await self._interfered("connect", ""):
            self._writer.close()
            return
        await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - named by aiosmtpd
        if not await self._interfered("ehlo", ""):
            await super().smtp_EHLO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if not await self._interfered("auth", ""):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        if not await self._interfered("mail", ""):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        if not await self._interfered("rcpt", arg or ""):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        recipient = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        if not await self._interfered("data", recipient):
            await super().smtp_DATA(arg)

    async def auth_XOAUTH2(self, _: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        import base64

        told = base64.b64decode(args[1]).decode()
        good = told == f"user={USER}\1auth=Bearer {PASSWORD}\1\1"
        return AuthResult(success=good, handled=False)

    async def _interfered(self, stage: str, recipient: str) -> bool:
        answer = self.script(stage, recipient)
        if answer is None:
            return False
        if answer == "drop":
            self.transport.abort()
        else:
            await self.push(answer)
        return True


class Server:
    """Accepted messages are in ``inbox`` as (recipient, bytes); ``script`` can be replaced."""

    def __init__(self, *, tls: ssl.SSLContext | None, security: str, auth: bool) -> None:
        self.inbox: list[tuple[str, bytes]] = []
        self.connections = 0
        self.script: Script = lambda stage, recipient: None
        self._auth = auth
        self._tls = tls if security == "starttls" else None
        self.controller = _Controller(
            self, hostname="127.0.0.1", port=0, ssl_context=tls if security == "tls" else None
        )

    @property
    def port(self) -> int:
        """The port that the system chose."""
        return int(self.controller.server.sockets[0].getsockname()[1])

    def make(self) -> SMTP:
        """The protocol of one connection."""
        self.connections += 1
        smtp = _Smtp(
            self,
            hostname="mail.test",
            enable_SMTPUTF8=True,
            tls_context=self._tls,
            require_starttls=self._tls is not None,
            # aiosmtpd sees STARTTLS alone: over implicit TLS it would not offer AUTH
            auth_required=self._auth and self._tls is not None,
            auth_require_tls=self._tls is not None,
            authenticator=self._authenticate,
            loop=self.controller.loop,
        )
        smtp.script = self.ask
        return smtp

    def ask(self, stage: str, recipient: str) -> str | None:
        """What the script says to ``stage``."""
        return self.script(stage, recipient)

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        good = isinstance(data, LoginPassword) and (
            data.login == USER.encode() and data.password == PASSWORD.encode()
        )
        return AuthResult(success=good, handled=False)

    async def handle_DATA(self, server: _Smtp, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """After the final dot: the script may refuse, or break off before or after accepting."""
        (recipient,) = envelope.rcpt_tos
        answer = self.script("dot", recipient)
        if answer == "drop-accepted":
            self.inbox.append((recipient, bytes(envelope.content)))
        if answer in ("drop", "drop-accepted"):
            server.transport.abort()
            await asyncio.sleep(0)
            return "421 gone"
        if answer is not None:
            return answer
        self.inbox.append((recipient, bytes(envelope.content)))
        return "250 taken"


class _Controller(Controller):
    def __init__(self, owner: Server, **options: Any) -> None:
        super().__init__(owner, **options)
        self._owner = owner

    def factory(self) -> SMTP:
        return self._owner.make()

    def _trigger_server(self) -> None:
        """The base class calls the port it was given, here 0: give it the real one."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
        self._owner.connections = 0


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority that only these tests trust."""
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    """Its certificate as a file."""
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


@pytest.fixture
def serve(authority: trustme.CA) -> Iterator[Callable[..., Server]]:
    """Start a server: ``serve(security="starttls", auth=True)``."""
    running: list[Server] = []

    def start(security: str = "none", *, auth: bool = False) -> Server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
        server = Server(tls=context, security=security, auth=auth)
        server.controller.start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.controller.stop()


@pytest.fixture
def hooks() -> Iterator[Hooks]:
    """A web server that collects what is posted."""
    with Hooks() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
