"""What bad input gets: a problem, a notice or nothing, the rest published, nothing damaged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing.cli import run_cli
from briefing.edition import load_edition

DAY = "2026-11-23"
GOOD = f""" date {DAY} 17
Harbour town opens its new library
The harbour town of Porthaven opened a new library on Monday after four years of building work.
The building cost 12 million euros and has room for 80,000 books, the council said.
"We wanted a place that is open to everyone," said the mayor, Ana Bell.
It will open six days a week, from 9 a.m. to 8 p.m., and on Sundays in winter.
About 300 people stood in line on the first morning, according to the staff.
The old library, built in 1931, will become a museum of fishing next year.
"""
FRENCH = f""" date {DAY} 17
Le conseil municipal approuve le budget
Le conseil municipal a approuvé mardi le budget de la ville pour l'année prochaine.
Les dépenses augmentent de trois pour cent et la plupart des impôts restent inchangés.
Le maire a remercié les habitants pour leur patience pendant les travaux du centre.
"""
HOSTILE = f""" date {DAY} 17
<script>alert(1)</script> {{{{ 7*7 }}}} council [x](javascript:alert(2))
The council said <img src=x onerror=alert(3)> that the road will open on Monday morning.
A spokesman added {{% include '/etc/passwd' %}} that [a link](javascript:alert(4)) was wrong.
The work began in March and it will end in June, the engineers of the county said.
"""


@dataclass(frozen=True)
class Case:
    """``make`` writes the bad input; ``code`` and the words that must be said about it."""

    name: str
    make: Callable[[Path], object]
    code: int
    said: tuple[str, ...] = ()
    stories: int = 1


def file(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def header(title: str, body: str) -> bytes:
    return f" date {DAY} 17\n{title}\n{body}\n".encode()


BODY = """Farmers in the Orle valley have finished the apple harvest two weeks early.
A dry summer and a warm autumn made the fruit small but sweet, growers said on Monday.
The cooperative counted 4,100 tonnes, a fifth less than in the year before.
Prices rose to 95 cents a kilogram, the highest since 2011.
Juice makers from three counties have already bought most of the crop."""

CASES = (
    Case("empty file", file("bad.txt", b""), 3, ("bad.txt", "empty")),
    Case("only a header", file("bad.txt", f" date {DAY} 1\n".encode()), 3, ("bad.txt",)),
    Case("no header", file("bad.txt", b"Just words\nand more words here.\n"), 3, ("bad.txt",)),
    Case("no such date", file("bad.txt", b" date 2026-02-30 1\nT\nText.\n"), 3, ("bad.txt",)),
    Case("same file twice", file("bad.txt", GOOD.encode()), 0, ("bad.txt", "notice")),
    Case("binary", file("bad.txt", bytes(range(256)) * 8), 3, ("bad.txt",)),
    Case(
        "latin-1",
        file(
            "bad.txt",
            header(
                "El pueblo estrena una biblioteca pública",
                "La alcaldía inauguró el lunes la biblioteca después de cuatro años de obras.\n"
                "El edificio costó doce millones de euros, según informó el ayuntamiento.\n"
                "Más de trescientas personas esperaban en la calle desde muy temprano.",
            ).decode().encode("latin-1"),
        ),
        0,
        ("bad.txt", "notice"),
        stories=2,
    ),
    Case(
        "a line of 5 MB",
        file("bad.txt", header("The long report", "The council met on Monday. " * 190_000)),
        0,
        stories=2,
    ),
    Case("title of 2,000 characters", file("bad.txt", header("Town news " * 200, BODY)), 0,
         stories=2),
    Case("hostile markup", file("bad.txt", HOSTILE.encode()), 0, stories=2),
    Case(
        "bidi and control characters",
        file("bad.txt", header("The \u202eharbour\u202c news", BODY.replace(" ", " \x07", 1))),
        0,
        ("bad.txt", "notice"),
        stories=2,
    ),
    Case("French", file("bad.txt", FRENCH.encode()), 3, ("bad.txt",)),
    Case(
        "unreadable path",
        lambda folder: (folder / "bad.txt").symlink_to("nowhere"),
        3,
        ("bad.txt",),
    ),
    Case("another day", file("old.txt", GOOD.replace(DAY, "2026-11-22").encode()), 0),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    (place / "good.txt").write_text(GOOD, encoding="utf-8")
    return place


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_others_are_published(
    case: Case, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case.make(folder)
    out = tmp_path / "out"
    code = run_cli(["run", str(folder), "--date", DAY, "--out", str(out)])
    said = capsys.readouterr().err
    assert code == case.code, said
    edition = load_edition(out / DAY)
    assert len(edition.stories) == case.stories
    about = [line for line in said.splitlines() if line.startswith(("problem", "notice"))]
    for words in case.said:
        assert any(words in line for line in about), said
    if case.code == 3:
        assert any(line.startswith("problem") and "bad.txt" in line for line in about)
        assert len(edition.problems) == 1
        assert edition.problems[0].remedy
        assert str(tmp_path) not in (out / DAY / "edition.json").read_text(encoding="utf-8")
    else:
        assert edition.problems == ()


def test_markup_stays_text(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.txt").write_text(HOSTILE, encoding="utf-8")
    out = tmp_path / "out"
    assert run_cli(["run", str(folder), "--date", DAY, "--out", str(out), "--quiet"]) == 0
    for page in sorted(out.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text
    english = (out / DAY / "en" / "index.html").read_text(encoding="utf-8")
    assert "{{ 7*7 }}" in english
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in english


@pytest.mark.parametrize("empty", [True, False], ids=["empty folder", "no article of the day"])
def test_nothing_published_is_1(
    empty: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "in"
    place.mkdir()
    if not empty:
        (place / "a.txt").write_text(GOOD, encoding="utf-8")
    out = tmp_path / "out"
    assert run_cli(["run", str(place), "--date", "2026-01-01", "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "2026-01-01" in said
    assert not (out / "2026-01-01").exists()


def test_a_missing_path_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(["run", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 1
    assert "none" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_1(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.write_text("a file stands where the folder should be")
    assert run_cli(["run", str(folder), "--date", DAY, "--out", str(out / "deeper")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_an_earlier_edition_survives_a_failed_run(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call = ["run", str(folder), "--date", DAY, "--out", str(out), "--quiet"]
    assert run_cli(call) == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    broken = tmp_path / "templates"
    (broken / "web").mkdir(parents=True)
    for name in ("day.html.j2", "index.html.j2", "story.html.j2", "layout.html.j2"):
        (broken / "web" / name).write_text("{{ nothing_of_this_name.at_all }}")
    (tmp_path / "briefing.toml").write_text('[pages]\ntemplates = "templates"\n')
    (folder / "good.txt").write_text(GOOD.replace("Monday", "Tuesday"), encoding="utf-8")
    assert run_cli([*call, "--config", str(tmp_path / "briefing.toml")]) in (1, 2)
    after = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert after == before
    assert list(out.glob(".building-*")) == []


def test_two_runs_at_once_are_4(folder: Path, tmp_path: Path) -> None:
    from briefing.lock import lock

    with lock(tmp_path / ".briefing"):
        code = run_cli(["run", str(folder), "--date", DAY, "--out", str(tmp_path / "out")])
    assert code == 4
