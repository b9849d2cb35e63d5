"""The wheel: carries templates, fonts and data; works from a clean environment elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "-w", str(folder), str(root)]
    subprocess.run(command, check=True)
    (built,) = folder.glob("briefing-*.whl")
    return built


def test_it_carries_what_it_needs(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for kind in ("templates", "briefing/data"):
        for file in (root / kind).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                inside = file.relative_to(root).as_posix()
                expected = inside if kind == "briefing/data" else f"briefing/{inside}"
                assert expected in names
    assert any(name.endswith(".ttf") for name in names)
    assert not any(name.startswith(("tests/", "examples/")) for name in names)
    assert wheel.stat().st_size < 60_000_000


def test_it_runs_the_job_from_another_directory(wheel: Path, tmp_path: Path, samples: Path) -> None:
    """A new environment with the wheel alone; the libraries come from this one's site-packages."""
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    python = home / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)]
    subprocess.run(install, check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    here = Path(sys.prefix) / "lib" / version / "site-packages"
    there = home / "lib" / version / "site-packages"
    # Dependencies are borrowed through a .pth file, without the editable install of this project.
    (there / "borrowed.pth").write_text(f"{here}\n")
    work = tmp_path / "work"
    work.mkdir()
    environment = {**os.environ, "PYTHONNOUSERSITE": "1"}
    where = subprocess.run(
        [str(python), "-c", "import briefing; print(briefing.__file__)"],
        check=True, capture_output=True, text=True, cwd=work, env=environment,
    ).stdout  # fmt: skip
    assert str(home) in where
    call = [str(home / "bin" / "briefing"), "run", str(samples), "--date", "latest"]
    done = subprocess.run(call, cwd=work, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (work / "output" / "2026-11-23" / "briefing-es.pdf").stat().st_size > 20_000
