"""Fetching models from a real server and from a folder, listing, the commands."""

from __future__ import annotations

import functools
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import models
from briefing.cli import main as briefing_main
from briefing.cli.models import command as models_command
from briefing.cli.options import Context
from briefing.errors import BackendError, BackendUnavailable, ConfigError

CONTENT = {"model.enes.bin": b"weights", "vocab.enes.spm": b"pieces", "lex.enes.bin": b"pairs"}
KINDS = {"model.enes.bin": "model", "vocab.enes.spm": "vocab", "lex.enes.bin": "lex"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # as in http.server
        """Nothing on the terminal."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server on 127.0.0.1 with a list of models and their files."""
    root = tmp_path / "site"
    (root / "files").mkdir(parents=True)
    records = [_record(name, version) for name in CONTENT for version in ("1.0", "1.10", "1.9")]
    records.append({**_record("model.enes.bin", "9.0"), "toLang": "fr"})
    (root / "records").write_text(json.dumps({"data": records}), encoding="utf-8")
    for name, content in CONTENT.items():
        (root / "files" / f"1.10-{name}").write_bytes(content)
    handler = functools.partial(_Quiet, directory=str(root))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", root
    server.shutdown()
    server.server_close()
    thread.join()


def _record(name: str, version: str) -> dict[str, object]:
    return {
        "fromLang": "en",
        "toLang": "es",
        "fileType": KINDS[name],
        "name": name,
        "version": version,
        "attachment": {
            "hash": hashlib.sha256(CONTENT[name]).hexdigest(),
            "size": len(CONTENT[name]),
            "location": f"files/{version}-{name}",
        },
    }


def _fetch(site: tuple[str, Path], state: Path) -> Path:
    return models.fetch("en-es", state, records=site[0] + "/records", files=site[0] + "/")


def test_the_newest_release_is_fetched_and_listed(site: tuple[str, Path], tmp_path: Path) -> None:
    folder = _fetch(site, tmp_path)
    assert {path.name for path in folder.iterdir()} == {*CONTENT, "files.json"}
    assert (folder / "model.enes.bin").read_bytes() == b"weights"
    assert [row[:2] for row in models.installed(tmp_path)] == [("firefox", "en-es")]


def test_a_wrong_file_is_refused_and_the_old_model_stays(
    site: tuple[str, Path], tmp_path: Path
) -> None:
    folder = _fetch(site, tmp_path)
    (site[1] / "files" / "1.10-model.enes.bin").write_bytes(b"forgery")
    with pytest.raises(BackendError, match="SHA-256"):
        _fetch(site, tmp_path)
    assert (folder / "model.enes.bin").read_bytes() == b"weights"
    assert not folder.with_name("en-es.part").exists()


def test_a_missing_file_is_an_error(site: tuple[str, Path], tmp_path: Path) -> None:
    (site[1] / "files" / "1.10-lex.enes.bin").unlink()
    with pytest.raises(BackendError, match="cannot be fetched"):
        _fetch(site, tmp_path)
    assert models.installed(tmp_path) == []


def test_no_such_direction_in_the_list(site: tuple[str, Path], tmp_path: Path) -> None:
    with pytest.raises(BackendUnavailable, match="es-en"):
        models.fetch("es-en", tmp_path, records=site[0] + "/records", files=site[0] + "/")


def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="--from FOLDER"):
        models.fetch("en-es", tmp_path, records="http://127.0.0.1:9/records")


def test_an_unknown_pair(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="en-fr"):
        models.fetch("en-fr", tmp_path)


def test_names_cannot_leave_the_folder() -> None:
    record = {**_record("model.enes.bin", "1.0"), "name": "../../model.bin"}
    assert models.newest("en-es", [record])[0].name == "model.bin"


def test_copy_from_a_folder_checks_the_sums(tmp_path: Path) -> None:
    source = tmp_path / "downloads" / "en-es"
    source.mkdir(parents=True)
    for name, content in CONTENT.items():
        (source / name).write_bytes(content)
    sums = source / "SHA256SUMS"
    good = hashlib.sha256(b"weights").hexdigest()
    sums.write_text(f"{good}  model.enes.bin\n", encoding="utf-8")
    assert models.copy("en-es", tmp_path, source.parent).is_dir()
    sums.write_text(f"{'0' * 64}  model.enes.bin\n", encoding="utf-8")
    with pytest.raises(BackendError, match="SHA-256"):
        models.copy("en-es", tmp_path, source.parent)


def test_copy_needs_a_model(tmp_path: Path) -> None:
    with pytest.raises(BackendUnavailable, match="model"):
        models.copy("en-es", tmp_path / "state", tmp_path)


def test_convert_refuses_what_is_no_model(tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    pytest.importorskip("torch")
    with pytest.raises(BackendError, match="cannot be converted"):
        models.convert(tmp_path, "en-es", tmp_path / "state")


def test_commands(site: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    get = ["get", "en-es", "--records", site[0] + "/records", "--files", site[0] + "/"]
    done = runner.invoke(models_command, get, obj=Context(), catch_exceptions=False)
    assert done.exit_code == 0
    listed = runner.invoke(models_command, ["list"], obj=Context(), catch_exceptions=False)
    assert "firefox\ten-es" in listed.output
    assert callable(briefing_main)
