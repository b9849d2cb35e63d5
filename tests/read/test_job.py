"""The configured sources through the command line: what is published, named and remembered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing.cli import run_cli
from briefing.edition import load_edition
from tests.read.server import BROKEN, FAILING, SOUND, Site


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(desk: Path, site: Site, names: Sequence[str], kind: str = "auto") -> None:
    """A ``briefing.toml`` whose sources are those paths of the server."""
    sources = "".join(
        f'[[sources]]\nname = "{name}"\nlocation = "{site.base}/{name}"\nkind = "{kind}"\n'
        for name in names
    )
    (desk / "briefing.toml").write_text(
        'timezone = "UTC"\n[fetch]\ntimeout = 0.5\nretries = 0\ndelay = 0\nmax_bytes = 2000000\n'
        f'allow_hosts = ["{site.host}"]\n[pages]\nepub = false\n{sources}',
        encoding="utf-8",
    )


def test_the_edition_of_twenty_feeds(
    site: Site, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(desk, site, [*SOUND, *FAILING])

    assert run_cli(["run", "--date", "2025-05-05"]) == 3

    told = capsys.readouterr().err
    folder = desk / "output" / "2025-05-05"
    edition = load_edition(folder)
    named = {source.name for story in edition.stories for source in story.sources}
    assert named >= set(SOUND)
    failed = {problem.subject.partition(":")[0] for problem in edition.problems}
    assert failed == set(FAILING)
    assert all(name in told for name in FAILING)
    missing = set(edition.missing_sources)
    assert missing == set(FAILING) - named
    assert missing >= {"error", "slow", "loop", "elsewhere", "huge", "bomb", "entities"}
    for language in ("en", "es"):
        page = (folder / language / "index.html").read_text(encoding="utf-8")
        printed = PdfReader(folder / f"briefing-{language}.pdf").pages[-1].extract_text()
        assert [name for name in missing if name not in page or name not in printed] == []

    site.answers.clear()
    assert run_cli(["run", "--date", "2025-05-05"]) == 3
    assert load_edition(folder) == edition
    again = {path.strip("/") for path, status in site.answers if status == 200}
    assert not again & {*SOUND, *BROKEN, "entities", "robots.txt"}


def test_sources_says_how_each_did(
    site: Site, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(desk, site, ["atom", "error"])
    assert run_cli(["sources"]) == 0
    assert capsys.readouterr().out.count("not read yet") == 2

    assert run_cli(["run", "--date", "2025-05-05", "--dry-run"]) == 3
    capsys.readouterr()
    assert run_cli(["sources"]) == 0

    sound, _, failing = capsys.readouterr().out.partition("error  (")
    assert "atom  (auto, weight 1)" in sound
    assert f"{site.base}/atom" in sound
    assert ", 1 articles" in sound
    assert "last problem" not in sound
    assert "last success  never" in failing
    assert "The server answered 500." in failing


def test_sources_when_there_are_none(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(["sources"]) == 0
    assert "[[sources]]" in capsys.readouterr().out


def test_an_unknown_kind_is_a_wrong_setting(
    site: Site, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(desk, site, ["atom"], kind="nonsense")

    assert run_cli(["run", "--date", "2025-05-05"]) == 2

    assert "no source kind 'nonsense'" in capsys.readouterr().err
