"""The measured part of grouping: pairs by hand, clusters, days."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from briefing.config import TranslateConfig
from briefing.group.cluster import clusters, pair_scores
from briefing.group.similar import Text, load_model, scores
from briefing.model import Outcome, Silent
from briefing.read import read_paths
from briefing.registry import load_translator

HERE = Path(__file__).parent


def own_texts() -> dict[str, Text]:
    rows = map(json.loads, (HERE / "texts.jsonl").read_text(encoding="utf-8").splitlines())
    return {
        row["id"]: Text(row["language"], row["title"], tuple(row["paragraphs"])) for row in rows
    }


def pairs() -> list[tuple[str, str, bool]]:
    rows = map(json.loads, (HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines())
    return [(row["a"], row["b"], row["same"]) for row in rows]


def measure(texts: dict[str, Text]) -> tuple[float, float]:
    """Precision and recall over the labelled pairs of one language whose texts are given."""
    hits: list[tuple[bool, bool]] = []
    for a, b, same in pairs():
        if a in texts and b in texts and texts[a].language == texts[b].language:
            hits.append((bool(scores([texts[a], texts[b]])[0, 1] > 0), same))
    true = sum(said and same for said, same in hits)
    return true / sum(said for said, _ in hits), true / sum(same for _, same in hits)


def test_there_are_enough_labelled_pairs() -> None:
    labelled = pairs()

    assert len(labelled) >= 200
    assert sum("/" in a for a, _, _ in labelled) >= 120
    assert len({(a, b) for a, b, _ in labelled}) == len(labelled)


def test_own_pairs_do_not_get_worse() -> None:
    precision, recall = measure(own_texts())

    assert precision >= 0.75
    assert recall >= 0.80


@pytest.mark.shared
def test_no_more_than_the_known_mistakes_on_real_days(shared: Path) -> None:
    folders = [shared / "articles" / "volume", shared / "articles" / "volume-es"]
    articles = read_paths(folders, found=Outcome(), progress=Silent())
    joined: set[tuple[str, str]] = set()
    for day in {article.day for article in articles}:
        told = [article for article in articles if article.day == day]
        for members in clusters(pair_scores(told, None, Outcome())):
            names = [told[n].origin[:3] for n in members]
            joined |= {(a, b) for a in names for b in names if a < b}

    # Three are labelled apart: Alonso out and back, the two days on Nebraska, the two of Richard III.
    assert joined == {
        ("024", "030"), ("043", "056"), ("129", "161"), ("252", "290"), ("374", "386")
    }  # fmt: skip


def test_scores_are_symmetric_and_bounded_for_odd_texts() -> None:
    odd = [Text("en", "", ()), Text("en", "x" * 9_000, ("1 2 3",)), Text("en", "A", ("",) * 99)]

    matrix = scores(odd)

    assert np.isfinite(matrix).all()
    assert np.allclose(matrix, matrix.T)
    assert load_model().threshold > -5


def test_average_link_does_not_chain() -> None:
    matrix = np.full((4, 4), -9.0)
    for a, b in ((0, 1), (1, 2), (2, 3)):
        matrix[a, b] = matrix[b, a] = 1.0

    assert clusters(matrix) == [[0, 1], [2, 3]]


def test_the_same_event_in_both_languages_is_one_story(samples: Path, tmp_path: Path) -> None:
    articles = read_paths([samples], found=Outcome(), progress=Silent())
    translator = load_translator("embedded", TranslateConfig(), tmp_path)

    groups = clusters(pair_scores(articles, translator, Outcome()))

    told = [sorted(articles[n].origin for n in members) for members in groups if len(members) > 1]
    assert told == [["en-01-port-strike.txt", "es-01-huelga-puerto.txt"]]
