"""The whole job on the sample articles, looked at through its files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from briefing.cli import run_cli
from briefing.edition import Edition, load_edition
from briefing.model import LANGUAGES
from briefing.text.language import detect

FILES = (
    "edition.json",
    "index.html",
    "en/index.html",
    "es/index.html",
    "briefing-en.pdf",
    "briefing-es.pdf",
    "briefing-en-es.pdf",
    "briefing-en.md",
    "briefing-es.md",
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    folder = tmp_path_factory.mktemp("job") / "output"
    assert run_cli(["run", str(samples), "--date", "latest", "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def day(output: Path) -> Path:
    return output / "2026-11-23"


@pytest.fixture(scope="module")
def edition(day: Path) -> Edition:
    return load_edition(day)


def test_all_files_are_there(day: Path) -> None:
    assert [name for name in FILES if not (day / name).is_file()] == []
    assert "2026-11-23" in (day.parent / "index.html").read_text(encoding="utf-8")


def test_edition_fits_the_published_schema(day: Path, root: Path) -> None:
    schema = json.loads((root / "docs" / "edition.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((day / "edition.json").read_text(encoding="utf-8")), schema)


def test_every_story_is_complete_in_both_languages(edition: Edition) -> None:
    assert 11 <= len(edition.stories) <= 12
    for story in edition.stories:
        assert 3 <= len(story.key_points) <= 5
        texts = [story.title, story.summary, *(point.text for point in story.key_points)]
        for text in texts:
            assert text.en.strip()
            assert text.es.strip()


def test_evidence_points_into_the_stored_text(edition: Edition) -> None:
    for story in edition.stories:
        for point in story.key_points:
            assert point.evidence
            for place in point.evidence:
                paragraph = edition.articles[place.article].paragraphs[place.paragraph]
                assert paragraph[place.start : place.end].strip()


def test_texts_are_in_the_language_of_their_edition(edition: Edition) -> None:
    wrong = []
    for story in edition.stories:
        for language in LANGUAGES:
            texts = [point.text for point in story.key_points]
            shown = " ".join(t[language] for t in texts if t.language_of(language) == language)
            if shown and detect(shown).code != language:
                wrong.append((language, shown))
    assert wrong == []


def test_few_texts_are_shown_untranslated(edition: Edition) -> None:
    texts = [point.text for story in edition.stories for point in story.key_points]
    assert sum(text.untranslated for text in texts) <= len(texts) * 0.1


def test_a_second_run_gives_the_same_bytes(output: Path, day: Path, samples: Path) -> None:
    before = {file: file.read_bytes() for file in sorted(day.rglob("*")) if file.is_file()}
    assert run_cli(["run", str(samples), "--date", "latest", "--out", str(output)]) == 0
    after = {file: file.read_bytes() for file in sorted(day.rglob("*")) if file.is_file()}
    assert [str(file) for file in before if after.get(file) != before[file]] == []
    assert after.keys() == before.keys()


def test_rendering_again_gives_the_same_bytes_and_loads_no_model(day: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom briefing.cli import run_cli\n"
        f"code = run_cli(['render', {str(day)!r}, '--out', {str(tmp_path)!r}])\n"
        "models = {'fxtranslate', 'transformers', 'torch', 'lingua'}\n"
        "assert not models & set(sys.modules), models & set(sys.modules)\n"
        "sys.exit(code)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, capture_output=True)
    for file in sorted(day.rglob("*")):
        if file.is_file() and file.name != "edition.json":
            assert (tmp_path / file.relative_to(day)).read_bytes() == file.read_bytes(), file.name


def test_pages_make_no_external_request(day: Path) -> None:
    for page in sorted(day.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:img|script|link|iframe)[^>]+(?:src|href)=\"([^\"]+)\"", text)
        assert [url for url in loaded if re.match(r"(?:https?:)?//", url)] == [], page.name


def test_a_corrected_edition_gets_the_next_number(
    tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    names = ["en-01", "es-02"]
    for name in names:
        for file in samples.glob(f"{name}*.txt"):
            (source / file.name).write_bytes(file.read_bytes())
    call = ["run", str(source), "--date", "latest", "--out", str(tmp_path / "out"), "--quiet"]
    assert run_cli(call) == 0
    for file in source.glob("en-01*.txt"):
        text = file.read_text(encoding="utf-8").split("\n")
        file.write_text("\n".join([text[0], "Another headline for this", *text[2:]]))
    assert run_cli(call) == 0
    assert load_edition(tmp_path / "out" / "2026-11-23").edition == 2
    assert capsys.readouterr().out == ""


@pytest.mark.shared
def test_the_reference_article(shared: Path, tmp_path: Path) -> None:
    article = shared / "articles" / "000_c21ef9109a519698.txt"
    assert run_cli(["run", str(article), "--date", "latest", "--out", str(tmp_path)]) == 0
    edition = load_edition(tmp_path / "2025-05-05")
    story = edition.stories[0]
    assert story.sources[0].name == "MENAFN"
    for point in story.key_points:
        for name in ("Sheinbaum", "Trump"):
            assert (name in point.text.en) == (name in point.text.es)
        for figure in re.findall(r"\d+", point.text.en.replace(",", "")):
            assert figure in re.sub(r"(?<=\d)[.\u00a0 ](?=\d)", "", point.text.es)
