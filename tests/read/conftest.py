"""The local web server that the tests of fetching read from."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from tests.read.server import Site, handler


@pytest.fixture
def site() -> Iterator[Site]:
    stop = threading.Event()
    made = Site("", "")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(made, stop))
    server.daemon_threads = True
    made.host = f"127.0.0.1:{server.server_port}"
    made.base = f"http://{made.host}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield made
    stop.set()
    server.shutdown()
    thread.join()
    server.server_close()
