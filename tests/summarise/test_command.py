"""``briefing summarise`` as users call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.summarise.stories import DAM


def call(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefing", "summarise", *arguments],
        capture_output=True, text=True, cwd=cwd, check=False,
    )  # fmt: skip


def test_json_and_text(tmp_path: Path) -> None:
    file = tmp_path / "dam.txt"
    file.write_text(" date 2025-05-05 1\nOrrin dam to be rebuilt\n" + "\n".join(DAM), "utf-8")
    done = call(str(file), "--points", "4", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert list(data) == ["language", "key_points"]
    assert data["language"] == "en"
    assert len(data["key_points"]) == 4
    for point in data["key_points"]:
        assert list(point) == ["text", "evidence"]
        assert set(point["evidence"][0]) == {"article", "paragraph", "start", "end"}
    text = call(str(file), cwd=tmp_path)
    assert text.stdout.startswith("Orrin dam to be rebuilt\n- ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = call("nothing.txt", cwd=tmp_path)
    assert done.returncode != 0
    assert "nothing.txt" in done.stderr
    assert not done.stdout
