"""Backends for the translation tests: the shipped one, tiny real models, a local endpoint."""

from __future__ import annotations

import importlib.util
import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefing.config import TranslateConfig
from briefing.registry import Translator, load_translator
from briefing.translate import base
from briefing.translate.embedded import MODELS

HERE = Path(__file__).parent


def _tiny() -> ModuleType:
    spec = importlib.util.spec_from_file_location("briefing_tiny_models", HERE / "tiny.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tiny() -> ModuleType:
    """The builders of tiny models and the sentences they learn."""
    return _tiny()


@pytest.fixture(scope="session")
def marian(tiny: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two small Marian models that have learnt our sentences."""
    pytest.importorskip("torch")
    root = tmp_path_factory.mktemp("marian")
    tiny.make_marian(root / "en-es", 0)
    tiny.make_marian(root / "es-en", 1)
    return root


@pytest.fixture(scope="session")
def converted(marian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the same models for CTranslate2."""
    pytest.importorskip("ctranslate2")
    from briefing import models

    state = tmp_path_factory.mktemp("state")
    for pair in models.PAIRS:
        models.convert(marian / pair, pair, state, quantization="float32")
    return state


@pytest.fixture(scope="session")
def engine_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real models in the layout of Firefox Translations: our own, read without their code.

    Their canary words are the Spanish ones or nearly so; engine and files are the real kind.
    """
    root = tmp_path_factory.mktemp("firefox")
    for pair, name in (("en-es", "enes"), ("es-en", "esen")):
        (root / pair).symlink_to(MODELS / name)
    return root


class Endpoint:
    """A chat-completions server on 127.0.0.1; ``reply`` makes the content of each answer."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.statuses: list[int] = []
        self.reply: Callable[[list[str]], str] = self.honest
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name http.server calls
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append(body)
                outer.keys.append(self.headers.get("Authorization"))
                status = outer.statuses.pop(0) if outer.statuses else 200
                texts = json.loads(body["messages"][1]["content"])["texts"]
                content = {"choices": [{"message": {"content": outer.reply(texts)}}]}
                data = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # as in http.server
                """Nothing on the terminal."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @staticmethod
    def honest(texts: list[str]) -> str:
        """Right answers for the canaries, the text itself in other words for the rest."""
        known = {
            base.CANARIES["en", "es"][0]: base.CANARIES["es", "en"][0],
            base.CANARIES["es", "en"][0]: base.CANARIES["en", "es"][0],
        }
        return json.dumps({"translations": [known.get(text, f"<{text}>") for text in texts]})

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    yield server
    server.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Translator:
    """The default translator."""
    return load_translator("embedded", TranslateConfig(), tmp_path)
