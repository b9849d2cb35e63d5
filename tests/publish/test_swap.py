"""Publishing in one step, also when something stops half-way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.errors import NothingPublished
from briefing.publish import publish
from briefing.publish.swap import recover, write_atomically

DAY = date(2026, 11, 23)


def built(output: Path, text: str) -> Path:
    folder = output / ".building"
    folder.mkdir(parents=True)
    (folder / "edition.json").write_text(text)
    return folder


def test_a_day_replaces_the_former_one(tmp_path: Path) -> None:
    for text in ("first", "second"):
        folder = publish(built(tmp_path, text), tmp_path, DAY)
        assert (folder / "edition.json").read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["2026-11-23"]


def test_a_failed_rename_puts_the_former_day_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(built(tmp_path, "first"), tmp_path, DAY)
    new, real = built(tmp_path, "second"), Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self == new:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(NothingPublished, match="No space left"):
        publish(new, tmp_path, DAY)
    assert (tmp_path / "2026-11-23" / "edition.json").read_text() == "first"


def test_a_day_lost_between_two_renames_comes_back(tmp_path: Path) -> None:
    former = tmp_path / ".2026-11-23.former"
    former.mkdir()
    (former / "edition.json").write_text("first")
    recover(tmp_path)
    assert (tmp_path / "2026-11-23" / "edition.json").read_text() == "first"
    assert not former.exists()


def test_a_file_is_replaced_whole_or_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a" / "index.html"
    write_atomically(file, b"one")
    stamp = file.stat().st_mtime_ns
    write_atomically(file, b"one")
    assert file.stat().st_mtime_ns == stamp
    write_atomically(file, b"two")
    assert file.read_bytes() == b"two"
    assert [path.name for path in file.parent.iterdir()] == ["index.html"]
