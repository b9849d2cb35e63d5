"""The measured part of grouping: pairs by hand, clusters, days."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from briefing.config import TranslateConfig
from briefing.group.across import to_english
from briefing.group.cluster import clusters, pair_scores
from briefing.group.similar import FEATURES, Text, features, load_model, scores
from briefing.model import Language, Outcome, Silent
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


def measure(texts: dict[str, Text], translated: dict[str, Text]) -> tuple[float, float]:
    """Precision and recall over our labelled pairs; with translations, those across languages."""
    hits: list[tuple[bool, bool]] = []
    for a, b, same in pairs():
        if a not in texts or b not in texts:
            continue
        across = texts[a].language != texts[b].language
        if across == bool(translated):
            both = [translated.get(name, texts[name]) if across else texts[name] for name in (a, b)]
            needed = 0.0 if across else load_model().margin
            hits.append((bool(scores(both)[0, 1] > needed), same))
    true = sum(said and same for said, same in hits)
    return true / sum(said for said, _ in hits), true / sum(same for _, same in hits)


def test_there_are_enough_labelled_pairs() -> None:
    labelled = pairs()

    assert len(labelled) >= 200
    assert sum("/" in a for a, _, _ in labelled) >= 120
    assert len({(a, b) for a, b, _ in labelled}) == len(labelled)


def test_own_pairs_of_one_language_do_not_get_worse() -> None:
    precision, recall = measure(own_texts(), {})

    assert precision >= 0.97
    assert recall >= 0.7


def test_own_pairs_across_the_languages_do_not_get_worse(tmp_path: Path) -> None:
    texts = own_texts()
    spanish = {name: text for name, text in texts.items() if text.language == "es"}
    translator = load_translator("embedded", TranslateConfig(), tmp_path)
    translated = dict(zip(spanish, to_english(list(spanish.values()), translator), strict=True))

    precision, recall = measure(texts, translated)

    assert precision >= 0.93
    assert recall >= 0.96


@pytest.mark.shared
def test_real_days_are_joined_rightly_or_not_at_all(shared: Path) -> None:
    """Something is joined, nothing wrongly; and the scores put right pairs before wrong ones."""
    folders = [shared / "articles" / "volume", shared / "articles" / "volume-es"]
    articles = read_paths(folders, found=Outcome(), progress=Silent())
    labels = {frozenset((Path(a).name, Path(b).name)): same for a, b, same in pairs() if "/" in a}
    joined: list[frozenset[str]] = []
    ranked: dict[bool, list[float]] = {True: [], False: []}
    for day in {article.day for article in articles}:
        told = [article for article in articles if article.day == day]
        matrix = pair_scores(told, None, Outcome())
        for one, two in combinations(range(len(told)), 2):
            names = frozenset((told[one].origin, told[two].origin))
            if names in labels:
                ranked[labels[names]].append(float(matrix[one, two]))
        for members in clusters(matrix):
            joined += [
                frozenset((told[one].origin, told[two].origin))
                for one, two in combinations(sorted(members), 2)
            ]

    assert joined
    assert [sorted(names) for names in joined if not labels.get(names, False)] == []
    right_first = [same > apart for same in ranked[True] for apart in ranked[False]]
    assert len(right_first) > 200
    assert sum(right_first) / len(right_first) >= 0.82


def test_training_pairs_are_of_both_kinds_and_never_measured() -> None:
    rows = [json.loads(line) for line in (HERE / "training.jsonl").read_text("utf-8").splitlines()]
    measured = {name for a, b, _ in pairs() for name in (a, b)} | set(own_texts())

    assert len({row["id"] for row in rows}) == len(rows) >= 350
    assert not measured & {row["id"] for row in rows}
    for affair in {row["affair"] for row in rows}:
        events = [row["event"] for row in rows if row["affair"] == affair]
        assert 1 < len(set(events)) < len(events), affair


def feature(name: str, first: str, second: str, language: Language = "en") -> float:
    texts = [Text(language, "Title", (text,)) for text in (first, second)]
    return float(features(texts, load_model())[0, 1, FEATURES.index(name)])


@pytest.mark.parametrize(
    ("first", "second", "language", "conflict"),
    [
        ("Nine people died in Valdry.", "Police said 5 people died.", "en", True),
        ("Nine people died in Valdry.", "Police said 9 people died.", "en", False),
        ("It cost 2.4 million crowns.", "It cost 2,390,000 crowns.", "en", False),
        ("Ardieron 2.300 hectáreas.", "Ardieron unas 2.250 hectáreas.", "es", False),
        ("Ardieron 2.300 hectáreas.", "Ardieron 5.100 hectáreas.", "es", True),
        ("In 2019 people left.", "In 2024 people left.", "en", False),
        ("It rained.", "Police said 5 people died.", "en", False),
    ],
)
def test_figures_disagree_on_the_same_thing_unless_rounded(
    first: str, second: str, language: Language, conflict: bool
) -> None:
    assert (feature("conflict", first, second, language) > 0) is conflict
    assert (feature("conflict", second, first, language) > 0) is conflict


def test_other_dates_speak_against_and_the_same_date_does_not() -> None:
    first = "El dólar subió el martes 10 de septiembre."

    assert feature("other_date", first, "El dólar subió el 30 de agosto.", "es") == 1
    assert feature("other_date", first, "Hoy, 10 de septiembre, cerró así.", "es") == 0
    assert feature("other_date", first, "El dólar subió hoy.", "es") == 0


def test_quotations_in_common_count_and_plain_words_do_not() -> None:
    said = '"A narrow win is a win with homework," she told them.'

    assert feature("quotations", said, f"Later: {said}") > 1
    assert feature("quotations", said, "A narrow win is a win with homework.") == 0


def test_rare_names_count_on_the_side_that_shares_less() -> None:
    both = feature("names", "The ferry left Kerran for Callen.", "In Callen and Kerran it rained.")
    one = feature("names", "The ferry left Kerran for Callen.", "In Callen and Valdry it rained.")

    assert both == pytest.approx(1)
    assert one == pytest.approx(0.5)


def test_a_name_of_several_words_counts_once() -> None:
    first = "In Valdry they met Quilla Ostrande Vesk."

    assert feature("names", first, "In Valdry they met.") == pytest.approx(0.5, abs=0.1)
    assert feature("names", first, "In Valdry they met Vesk.") == pytest.approx(1)


def test_figures_far_down_do_not_count() -> None:
    down = "It was so. " * 90

    assert feature("figures", "They paid 417 crowns.", "It cost 417 crowns.") > 0
    assert feature("figures", f"{down} They paid 417 crowns.", "It cost 417 crowns.") == 0


def test_weekdays_two_apart_speak_against_and_one_apart_does_not() -> None:
    monday = "It burnt on Monday."

    assert feature("other_day", monday, "It burnt on Wednesday.") == 1
    assert feature("other_day", monday, "It burnt on Tuesday.") == 0
    assert feature("other_day", monday, "It burnt on Sunday.") == 0
    assert feature("other_day", monday, "It burnt.") == 0
    assert feature("undated", monday, "It burnt.") == 1
    assert feature("undated", monday, "It burnt on Wednesday.") == 0


def test_scores_are_symmetric_and_bounded_for_odd_texts() -> None:
    odd = [
        Text("en", "", ()),
        Text("en", "x" * 9_000, ("1 2 3",)),
        Text("en", "A", ("",) * 99),
        Text("en", "9" * 400 + " dead", ('² houses, 3² houses, 1.2.3 houses, may 31may "«',)),
    ]

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
