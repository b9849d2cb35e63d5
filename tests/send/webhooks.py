"""A web server on loopback that takes webhooks, and the settings for one."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Hooks(HTTPServer):
    """Collects what is posted; ``answers`` are given before 200."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, Any]] = []
        self.answers: list[int] = []
        super().__init__(("127.0.0.1", 0), _Hook)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Hook(BaseHTTPRequestHandler):
    server: Hooks

    def do_POST(self) -> None:
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        code = self.server.answers.pop(0) if self.server.answers else 200
        if code == 200:
            self.server.posts.append((self.path, data))
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


def hook(kind: str, url: str, more: str = "") -> str:
    """A ``[[hooks]]`` entry named after its kind."""
    return f"[[hooks]]\nname = '{kind}'\nkind = '{kind}'\nurl = '{url}'\nlanguage = 'es'\n{more}\n"
