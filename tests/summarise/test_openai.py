"""The ``openai`` backend against a real server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from briefing.config import SummariseConfig
from briefing.errors import BackendError, BackendUnavailable
from briefing.model import Summary
from briefing.summarise import openai
from briefing.summarise.openai import OpenAISummariser
from tests.summarise.stories import DAM, article, story

GOOD = "The dam above Orrin will be rebuilt by 2031, the regional council decided."
WRONG = "The dam above Orrin will be rebuilt by 2035, the regional council decided."
STRANGER = "The fishing club of Orrin supports the plan."


class Server:
    """Answers in the order given: a status, or the text of a model's message."""

    def __init__(self) -> None:
        self.answers: list[int | str] = []
        self.requests: list[tuple[dict[str, str], dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append((dict(self.headers), body))
                answer = outer.answers.pop(0)
                status = answer if isinstance(answer, int) else 200
                reply = {"choices": [{"message": {"content": answer}}]}
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(reply).encode() if status == 200 else b"{}")

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/v1"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(openai, "PAUSE", 0.01)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, daemon=True)
    thread.start()
    yield made
    made.http.shutdown()
    made.http.server_close()
    thread.join(5)


def points(*texts: str, sentence: int = 1) -> str:
    return json.dumps({"points": [{"text": t, "sentence": sentence} for t in texts]})


def ask(server: Server, *answers: int | str, **settings: Any) -> Summary:
    server.answers = list(answers)
    config = SummariseConfig(model="m", base_url=server.url, **settings)
    backend = OpenAISummariser(config, Path())
    try:
        return backend.summarise([story(article(*DAM))])[0]
    finally:
        backend._client.close()


def test_supported_points_are_printed(server: Server) -> None:
    result = ask(server, points(GOOD), api_key=SecretStr("k"))
    assert result.points[0].text == GOOD
    assert result.points[0].evidence[0].start == 0
    assert len(result.points) == 3
    headers, body = server.requests[0]
    assert headers["Authorization"] == "Bearer k"
    assert body["response_format"]["type"] == "json_schema"
    assert "1. The dam above the town of Orrin" in body["messages"][1]["content"]
    assert not result.notices


@pytest.mark.parametrize("false", [WRONG, STRANGER])
def test_unsupported_points_are_replaced_and_told(server: Server, false: str) -> None:
    result = ask(server, points(false))
    assert all(point.text != false for point in result.points)
    assert "replaced by the article's own sentence" in result.notices[0].message
    assert false in result.notices[0].message
    assert len(result.points) == 3


def test_questions_and_repetitions_do_not_get_through(server: Server) -> None:
    result = ask(server, points("Who pays for the new dam above Orrin?", GOOD, GOOD))
    assert [p.text for p in result.points].count(GOOD) <= 1
    assert not any("?" in p.text for p in result.points)


def test_busy_servers_are_asked_again(server: Server) -> None:
    assert ask(server, 503, 429, points(GOOD)).points[0].text == GOOD
    assert len(server.requests) == 3


def test_servers_without_schemas(server: Server) -> None:
    result = ask(server, 400, f"Here it is:\n```json\n{points(GOOD)}\n```")
    assert result.points[0].text == GOOD
    assert "response_format" not in server.requests[1][1]


def test_an_answer_that_is_no_json_gives_the_articles_own_sentences(server: Server) -> None:
    result = ask(server, "I would rather not.")
    assert len(result.points) == 3
    assert "not the JSON" in result.notices[0].message


def test_a_refusal_names_the_remedy(server: Server) -> None:
    with pytest.raises(BackendError, match="HTTP 401") as caught:
        ask(server, 401)
    assert "key" in caught.value.remedy
    with pytest.raises(BackendError, match="HTTP 500"):
        ask(server, 500, 500, 500)


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai, "PAUSE", 0.01)
    config = SummariseConfig(model="m", base_url="http://127.0.0.1:9/v1")
    backend = OpenAISummariser(config, Path())
    with pytest.raises(BackendError, match="did not answer"):
        backend.summarise([story(article(*DAM))])
    backend._client.close()


def test_settings_from_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.answers = [points(GOOD)]
    file = tmp_path / "key"
    file.write_text("from-file\n", "utf-8")
    backend = OpenAISummariser(SummariseConfig(model="m", api_key_file=file), Path())
    backend.summarise([story(article(*DAM))])
    backend._client.close()
    assert server.requests[0][0]["Authorization"] == "Bearer from-file"
    assert "from-file" not in backend.signature


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(BackendUnavailable, match="base_url"):
        OpenAISummariser(SummariseConfig(model="m"), Path())
    with pytest.raises(BackendUnavailable, match="model"):
        OpenAISummariser(SummariseConfig(base_url="http://127.0.0.1:9"), Path())
