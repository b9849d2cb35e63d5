"""``briefing eval summarise``: what it measures, what it shows, and the quality floors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.config import SummariseConfig
from briefing.errors import ConfigError
from briefing.evaluate.summaries import evaluate, load, page, scorer
from briefing.model import Language
from briefing.summarise.embedded import EmbeddedSummariser
from tests.summarise.stories import DAM

BACKEND = EmbeddedSummariser(SummariseConfig(), Path())
FLOORS: dict[str, dict[str, float]] = json.loads(
    Path(__file__).with_name("floors.json").read_text("utf-8")
)


def dataset(folder: Path, count: int = 4) -> Path:
    sentences = [s.strip(".") + "." for text in DAM for s in text.split(". ")]
    row = {"sentences": sentences, "reference": sentences[:2], "title": "<b>Dam</b>"}
    file = folder / "set.jsonl"
    file.write_text("\n".join(json.dumps(row) for _ in range(count)), "utf-8")
    return file


def test_scores_are_those_of_the_package() -> None:
    from rouge_score.rouge_scorer import RougeScorer

    reference, candidate = ["The dam's walls broke.", "Nobody slept."], ["Dam walls were broken."]
    kinds = ["rouge1", "rouge2", "rougeLsum"]
    plain = RougeScorer(kinds, use_stemmer=True).score("\n".join(reference), "\n".join(candidate))
    assert scorer()(reference, candidate) == [100 * plain[kind].fmeasure for kind in kinds]


def test_accents_count_in_spanish() -> None:
    assert scorer()(["El año pasó."], ["El ano paso."])[0] < 50
    assert scorer()(["El año pasó."], ["El año pasó."])[0] == 100


def test_a_report(tmp_path: Path) -> None:
    cases = load(dataset(tmp_path))
    report, summaries = evaluate(cases, BACKEND, lead=2)
    assert report.cases == 4
    assert report.lead["rouge1"].mean == pytest.approx(100)
    difference = report.differences["mean12"]
    assert difference.low <= difference.mean <= difference.high
    assert difference.mean == pytest.approx(report.scores["mean12"].mean - 100)
    assert (report.questions, report.pronouns, report.duplicates) == (0, 0, 0)
    html = page(cases, summaries, "a & b")
    assert "&lt;b&gt;Dam" in html
    assert "<b>Dam" not in html
    assert html.count("<mark>") == sum(len(s.points) for s in summaries)


@pytest.mark.parametrize("text", ["", "{", '{"sentences": ["a"]}', "[1]"])
def test_bad_data_sets(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"bad\.jsonl"):
        load(file)
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "none.jsonl")


def test_the_command(tmp_path: Path) -> None:
    html = tmp_path / "report.html"
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "eval", "summarise", str(dataset(tmp_path)),
         "--html", str(html)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "ROUGE-Lsum" in done.stdout
    assert "<mark>" in html.read_text("utf-8")


LONG = "../shared/eval/summaries/dev.jsonl"


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.long if n == LONG else ()) for n in FLOORS]
)
def test_quality_stays_above_its_floor(root: Path, name: str) -> None:
    path, language = root / name, "es" if name.endswith("-es") else "en"
    if not path.exists():
        pytest.skip(f"{name} is not here")
    chosen: Language = "es" if language == "es" else "en"
    report, _ = evaluate(load(path, chosen), BACKEND)
    for metric, floor in FLOORS[name].items():
        assert report.scores[metric].mean >= floor
    assert report.questions == 0
    assert report.duplicates == 0
    assert report.pronouns <= 0.01
