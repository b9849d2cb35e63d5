"""The command line: help, exit codes, one-line errors, quick start."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing import __version__
from briefing.cli import COMMANDS, cli, run_cli


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"Usage: briefing {name}")
    assert len(text.splitlines()) > 5


def test_every_command_is_in_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`briefing {name}" not in readme] == []


def test_shared_flags_stand_on_either_side(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.toml")
    assert run_cli(["--config", missing, "config"]) == 2
    assert run_cli(["config", "--config", missing]) == 2


@pytest.mark.parametrize(
    "argv",
    [
        ["nonsense"],
        ["run", "--nonsense"],
        ["run", "--date", "tomorrow-ish"],
        ["run"],
        ["render", "1999-01-01"],
        ["run", "x", "--translator", "nonsense"],
    ],
)
def test_mistakes_end_with_2_and_one_message(
    argv: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_text(
        f" date {time.strftime('%Y-%m-%d')} 1\nA title here\nThe council met on Monday to talk.\n"
    )
    assert run_cli(argv) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_help_is_quick(root: Path) -> None:
    """Under half a second, best of three; and no heavy package is imported for it."""
    code = (
        "import sys, briefing.cli\n"
        "briefing.cli.run_cli(['--help'])\n"
        "heavy = {'weasyprint', 'transformers', 'torch', 'numpy', 'pydantic', 'lingua', 'rich'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    spent = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "briefing", "--help"], capture_output=True, check=True
        )
        spent.append(time.perf_counter() - begin)
    assert min(spent) < 0.5


def test_commands_listed_are_the_ones_there() -> None:
    assert cli.list_commands(None) == list(COMMANDS)  # type: ignore[arg-type]  # unused
