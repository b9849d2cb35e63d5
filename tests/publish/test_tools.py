"""serve, preview and init."""

from __future__ import annotations

import shutil
import threading
import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import BaseModel

from briefing.config import Config, load_config
from briefing.errors import BriefingError, ConfigError
from briefing.publish.preview import Preview
from briefing.publish.server import RELOAD, Server
from briefing.publish.starter import starter_files, write_starter


def get(url: str) -> tuple[int, str, str]:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback only
        return answer.status, answer.headers["Content-Type"], answer.read().decode()


def test_server_shows_the_output_and_hides_dot_files(site: Path) -> None:
    server = Server(site, "127.0.0.1", 0)
    thread = server.start()
    try:
        assert get(server.url)[0] == 200
        assert get(server.url + "assets/search.js")[1] == "text/javascript"
        for path in (".git/config", "en/.hidden", "../etc/passwd"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                get(server.url + path)
        with pytest.raises(BriefingError, match="cannot be listened on"):
            Server(site, "127.0.0.1", int(server.url.split(":")[-1].strip("/")))
    finally:
        server.stop()
        thread.join(5)


def test_preview_rebuilds_and_tells_the_browser(tmp_path: Path, factory: ModuleType) -> None:
    templates = tmp_path / "templates"
    (templates / "web").mkdir(parents=True)
    said: list[str] = []
    with Preview(factory.edition(2), templates, "modern") as preview:
        page = preview.folder / "2026-11-23" / "en" / "index.html"
        assert '<script src="/reload.js" defer>' in page.read_text()
        server = Server(preview.folder, "127.0.0.1", 0)
        thread = server.start()
        try:
            waiting = threading.Thread(
                target=lambda: said.append(str(get(server.url + RELOAD[1:])[0]))
            )
            waiting.start()
            about = templates / "web" / "about.html.j2"
            about.write_text("<p>{{ oops }}</p>")
            preview.rebuild(server.announce, said.append)
            about.write_text("<p>{{ L('last.program') }}!</p>")
            preview.rebuild(server.announce, said.append)
            waiting.join(10)
        finally:
            server.stop()
            thread.join(5)
        assert "<p>Program!</p>" in page.read_text()
    assert "oops" in said[0]
    assert said[1:] == ["200"]


def keys(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_starter_configuration_loads_and_names_every_key(tmp_path: Path) -> None:
    assert dict(write_starter(tmp_path)) == dict.fromkeys(starter_files(), True)
    config = load_config(tmp_path / "briefing.toml")
    assert config.organisation.logo == tmp_path / "logo.svg"
    text = (tmp_path / "briefing.toml").read_text(encoding="utf-8")
    bare = "\n".join(line.removeprefix("# ") for line in text.splitlines())
    tables: dict[str, str] = {"": ""}
    table = ""
    for line in bare.splitlines():
        if line.startswith("["):
            table = line.strip("[] ")
            tables[table] = ""
        tables[table] = tables[table] + line + "\n"
    for name, field in Config.model_fields.items():
        section: Any = field.annotation
        inner = getattr(section, "__args__", (section,))[0]
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            for key in keys(inner):
                assert f"\n{key} = " in tables[name] or f"\n{key}: " in tables[name], (name, key)
        else:
            assert f"\n{name} = " in tables[""], name
    assert tomllib.loads(text)["pages"]["size"] == "A4"


def test_starter_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text("# mine\n")
    assert dict(write_starter(tmp_path))["briefing.toml"] is False
    assert (tmp_path / "briefing.toml").read_text() == "# mine\n"
    blocked = tmp_path / "file"
    shutil.copy(tmp_path / "logo.svg", blocked)
    with pytest.raises(ConfigError, match="cannot be written"):
        dict(write_starter(blocked))
