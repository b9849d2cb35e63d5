"""Which day an article belongs to, and which days an edition takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing.cli import run_cli
from briefing.edition import load_edition
from briefing.model import Outcome, Silent
from briefing.read import read_paths

NEWS = {
    "harbour": (
        "Storm closes the harbour of Lorne",
        "The harbour of Lorne was closed after high waves broke the mole. Fishing boats were towed"
        " to Saltmere. The lifeboat crew of Saltmere kept watch all night.",
    ),
    "bridge": (
        "Council votes to rebuild the bridge of Harwick",
        "The council of Harwick voted to rebuild the old bridge over the Ane. Work begins in June."
        " The mayor said that the arches will stay.",
    ),
    "match": (
        "Rovers win the cup after penalties",
        "Rovers won the cup in front of 20,000 people. The goalkeeper saved two penalties."
        " The coach thanked the fans in the stadium.",
    ),
    "bank": (
        "Central bank of Norland cuts its rate",
        "The central bank of Norland cut its rate by half a point. Inflation fell to 2 per cent."
        " The markets rose after the decision was read out.",
    ),
}


def write(folder: Path, times: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, time in times.items():
        title, text = NEWS[name]
        article = {"title": title, "text": text, "date": time, "language": "en"}
        (folder / f"{name}.json").write_text(json.dumps(article), encoding="utf-8")


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("2025-03-29T22:59:59Z", "2025-03-29"),  # winter time: one hour ahead
        ("2025-03-29T23:00:00Z", "2025-03-30"),
        ("2025-03-30T21:59:59Z", "2025-03-30"),  # the day of 23 hours
        ("2025-03-30T22:00:00Z", "2025-03-31"),  # summer time: two hours ahead
        ("2025-10-25T22:00:00Z", "2025-10-26"),
        ("2025-10-26T22:59:59Z", "2025-10-26"),  # the day of 25 hours
        ("2025-10-26T23:00:00Z", "2025-10-27"),
        ("2025-03-30T02:30:00", "2025-03-30"),  # an hour that the clocks skip
    ],
)
def test_summer_time(tmp_path: Path, time: str, day: str) -> None:
    write(tmp_path, {"bridge": time})

    [article] = read_paths([tmp_path], timezone="Europe/Madrid", found=Outcome(), progress=Silent())

    assert str(article.day) == day


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an edition of 28 March 2025, made of what came until noon."""
    monkeypatch.chdir(tmp_path)
    settings(tmp_path, "day")
    write(tmp_path / "in", {"harbour": "2025-03-28T11:00:00+01:00"})
    assert run_cli(["run", "in", "--date", "2025-03-28"]) == 0
    return tmp_path


def settings(folder: Path, window: str) -> None:
    (folder / "briefing.toml").write_text(
        f'timezone = "Europe/Madrid"\n[select]\nwindow = "{window}"\n[pages]\nepub = false\n'
        '[[sources]]\nname = "In"\nlocation = "in"\n',
        encoding="utf-8",
    )


def chosen(capsys: pytest.CaptureFixture[str], day: str) -> set[str]:
    """The stories that an edition of ``day`` would have, by the names above."""
    capsys.readouterr()
    assert run_cli(["run", "--date", day, "--dry-run"]) == 0
    told = capsys.readouterr().out
    return {name for name, (title, _) in NEWS.items() if title in told}


def test_since_the_last_edition(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        desk / "in",
        {
            "bridge": "2025-03-28T18:00:00+01:00",  # after the last edition, on its day
            "match": "2025-03-30T01:30:00+01:00",  # before the clocks change
            "bank": "2025-03-30T22:30:00Z",  # the 31st in summer time
        },
    )
    assert chosen(capsys, "2025-03-30") == {"match"}

    settings(desk, "since_last")

    assert chosen(capsys, "2025-03-30") == {"bridge", "match"}
    assert chosen(capsys, "2025-03-31") == {"bridge", "match", "bank"}


def test_what_came_before_the_last_edition_stays_out(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(desk, "since_last")
    write(
        desk / "in",
        {"bridge": "2025-03-28T09:00:00+01:00", "match": "2025-03-27", "bank": "2025-03-29"},
    )

    assert chosen(capsys, "2025-03-29") == {"bank"}


def test_without_an_earlier_edition_it_is_the_day(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(desk, "since_last")
    write(desk / "in", {"match": "2025-03-26", "bank": "2025-03-27"})

    assert chosen(capsys, "2025-03-27") == {"bank"}


def test_an_update_says_what_is_new(desk: Path) -> None:
    settings(desk, "since_last")
    (desk / "in" / "again.json").write_text(
        json.dumps(
            {
                "title": "Storm damage at the harbour of Lorne will cost 4.5 million",
                "text": "The harbour of Lorne was closed after high waves broke the mole. "
                "Fishing boats were towed to Saltmere. Repairs of the mole at Lorne cost 4.5 "
                "million crowns and take until 12 December, Tomas Rehn told Radio Norland.",
                "date": "2025-03-29T10:00:00+01:00",
                "language": "en",
            }
        ),
        encoding="utf-8",
    )

    assert run_cli(["run", "--date", "2025-03-29"]) == 0

    folder = desk / "output" / "2025-03-29"
    edition = load_edition(folder)
    [story] = edition.stories
    assert story.update_of == load_edition(desk / "output" / "2025-03-28").stories[0].id
    assert "4.5 million" in story.key_points[0].text.en
    [notice] = [notice for notice in edition.notices if notice.subject == story.id]
    assert "4.5 million" in notice.message
    assert [point.new for point in story.key_points] == [True, False, False]
    for name in ("en/index.html", "briefing-en.md", f"en/{story.id}.html"):
        page = (folder / name).read_text(encoding="utf-8")
        assert "Update: continues" in page
        assert page.count("New:") == 1
    spanish = (folder / "es" / "index.html").read_text(encoding="utf-8")
    assert "Actualización: " in spanish
    assert spanish.count("Nuevo:") == 1
    for name in ("briefing-en.pdf", "briefing-en-es.pdf"):
        text = "".join(page.extract_text() for page in PdfReader(folder / name).pages)
        assert text.count("New:") == 1
