"""Configuration: layering, paths, clear errors, secrets hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import load_config
from briefing.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    file = folder / "briefing.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_defaults_without_a_file(tmp_path: Path) -> None:
    config = load_config(cwd=tmp_path)
    assert config.output == tmp_path / "output"
    assert config.state_dir == tmp_path / ".briefing"
    assert config.translate.backend == "embedded"


def test_paths_count_from_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "conf"
    folder.mkdir()
    file = write(
        folder,
        'output = "site"\n[[sources]]\nname = "Wire"\nlocation = "in"\n'
        '[[sources]]\nname = "Feed"\nlocation = "https://example.org/rss"\n',
    )
    config = load_config(file, cwd=tmp_path)
    assert config.output == folder / "site"
    assert config.sources[0].location == str(folder / "in")
    assert config.sources[1].location == "https://example.org/rss"
    assert config.state_dir == folder / ".briefing"


def test_environment_over_file_and_flags_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, 'output = "a"\n[mail]\nhost = "file.example"\nport = 25\n')
    monkeypatch.setenv("BRIEFING_MAIL__HOST", "env.example")
    config = load_config(file, {"output": tmp_path / "flag"})
    assert config.mail.host == "env.example"
    assert config.mail.port == 25
    assert config.output == tmp_path / "flag"


def test_state_stays_beside_the_output_without_a_file(tmp_path: Path) -> None:
    config = load_config(overrides={"output": tmp_path / "deep" / "out"}, cwd=tmp_path)
    assert config.state_dir == tmp_path / "deep" / ".briefing"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("outptu = 'x'", "outptu: unknown key"),
        ("[mail]\nprot = 25", "mail.prot: unknown key"),
        ("[pages]\nsize = 'A3'", "pages.size"),
        ("timezone = 'Mars/Base'", "no IANA time zone"),
        ("site_url = 'ftp://x'", "site_url starts with"),
        ("[organisation.colours]\naccent = 'red'", "#rrggbb"),
        ("[[sources]]\nname='a'\nlocation='b'\nsection='gossip'", "a section is one of"),
        ("output = ", "not valid TOML"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, said: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert said in str(caught.value)
    assert "briefing.toml" in str(caught.value)
    assert caught.value.remedy


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "none.toml")


def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BRIEFING_MAIL__PASSWORD", "hunter2")
    config = load_config(cwd=tmp_path)
    assert config.mail.password is not None
    assert config.mail.password.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(config)
    assert "hunter2" not in config.model_dump_json()


def test_a_wrong_secret_is_not_in_the_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BRIEFING_MAIL", '{"password": "hunter2", "port": "hunter2"}')
    with pytest.raises(ConfigError) as caught:
        load_config(cwd=tmp_path)
    assert "hunter2" not in str(caught.value)
