"""A small web server for looking at the output; not for the public."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError

TYPES = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".epub": "application/epub+zip",
    ".md": "text/markdown; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
}
RELOAD = "/.briefing/reload"


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012 - as in the base class

    def __init__(self, *args: Any, server_state: Server, **kwargs: Any) -> None:
        self.state = server_state
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.path.startswith(RELOAD):
            self._wait_for_change()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_head(self) -> Any:
        """Hidden files (a day being built, the lock) are not shown."""
        if any(part.startswith(".") for part in self.path.split("?")[0].split("/")):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: requests of one's own browser are of no interest."""

    def _wait_for_change(self) -> None:
        """Answer when something was rebuilt, or after a while with "nothing new"."""
        changed = self.state.changed.wait(timeout=20)
        self.send_response(HTTPStatus.OK if changed else HTTPStatus.NO_CONTENT)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Server:
    """Serves ``folder`` on ``host:port`` (0 picks a free port).

    Raises :class:`~briefing.errors.BriefingError` when the port is taken.
    """

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.changed = threading.Event()
        handler: Callable[..., Any] = partial(_Handler, directory=str(folder), server_state=self)
        try:
            self._server = ThreadingHTTPServer((host, port), handler)
        except OSError as exc:
            raise BriefingError(
                f"{host}:{port} cannot be listened on ({exc.strerror}).",
                "Choose another port with --port.",
            ) from exc
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """The address of the front page."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/"

    def serve(self) -> None:
        """Until Ctrl-C."""
        try:
            self._server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            pass
        finally:
            self._server.server_close()

    def start(self) -> threading.Thread:
        """In the background; :meth:`stop` ends it."""
        thread = threading.Thread(target=self.serve, daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """End a server started in the background."""
        self._server.shutdown()

    def announce(self) -> None:
        """Tell waiting browsers that the pages have changed."""
        self.changed.set()
        self.changed = threading.Event()
