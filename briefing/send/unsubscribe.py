"""Leaving the list: a WSGI endpoint for one-click requests (RFC 8058) and a confirmation page.

A GET changes nothing, since mail programs and virus scanners follow links; a POST does. The token
is the only thing that is looked at, and the answer to a wrong one tells nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from briefing.labels import labels, templates_dir
from briefing.model import LANGUAGES
from briefing.send.book import UNSUBSCRIBED, Book

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from jinja2 import Template

log = logging.getLogger("briefing.send")

_LONGEST_BODY = 4_096
_LONGEST_TOKEN = 200
_HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    ),
]


def make_app(book: Path, name: str = "") -> WSGIApplication:
    """The WSGI application for the recipients' book in the file ``book``.

    ``name`` is the publication's; without it the catalogue's own is shown. To be called as
    ``?token=…`` with GET (the page), or POST (the deed).
    """

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD", "POST"):
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD, POST")])
            return [b""]
        token, confirmed = _request(environ)
        with Book(book) as recipients:
            address = recipients.owner(token)
            if address is not None and method == "POST" and confirmed:
                recipients.deactivate(address, UNSUBSCRIBED)
                log.info("%s unsubscribed", address)
        if address is None:
            state, status = "unknown", "404 Not Found"
        elif method == "POST" and confirmed:
            state, status = "done", "200 OK"
        else:
            state, status = "question", "200 OK"
        page = _page(state, address or "", name).encode("utf-8")
        start_response(status, [*_HEADERS, ("Content-Length", str(len(page)))])
        return [b"" if method == "HEAD" else page]

    return app


def _request(environ: WSGIEnvironment) -> tuple[str, bool]:
    """The token, and whether the body says to go on (RFC 8058's field, or our form's)."""
    token = parse_qs(environ.get("QUERY_STRING", "")).get("token", [""])[0]
    if environ["REQUEST_METHOD"] != "POST":
        return token[:_LONGEST_TOKEN], False
    try:
        length = min(int(environ.get("CONTENT_LENGTH") or 0), _LONGEST_BODY)
    except ValueError:
        length = 0
    body = environ["wsgi.input"].read(max(length, 0)).decode("utf-8", "replace")
    # Both urlencoded and multipart bodies hold these words; there is nothing else to read.
    one_click = "List-Unsubscribe" in body and "One-Click" in body
    return token[:_LONGEST_TOKEN], one_click or "confirm=yes" in body


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(templates_dir()), autoescape=True, undefined=StrictUndefined
    )
    return env.get_template("mail/unsubscribe.html.j2")


def _page(state: str, address: str, name: str) -> str:
    words = [(language, labels(language)) for language in LANGUAGES]
    return _template().render(state=state, address=address, name=name, words=words)


class _Quiet(WSGIRequestHandler):
    """Logs no query: the token is in it. Whoever sends nothing is cut off after ``timeout``."""

    timeout = 30

    def handle(self) -> None:
        """Answer one request; a client that goes away or falls silent is no error of ours."""
        try:
            super().handle()
        except (TimeoutError, ConnectionError):
            log.debug("no request from %s", self.client_address[0])

    def log_message(self, format: str, *args: Any) -> None:
        log.debug("%s %s", self.command, self.client_address[0])


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def serve(book: Path, host: str, port: int, name: str, ready: Callable[[int], None]) -> None:
    """Serve until interrupted; ``ready`` is told the port (0 asks for a free one)."""
    app = make_app(book, name)
    with make_server(host, port, app, server_class=_Server, handler_class=_Quiet) as server:
        ready(server.server_port)
        server.serve_forever()
