"""The support check on the cases of ``tests/quality/support.jsonl`` and on single rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.summarise.support import check

ARTICLE = [
    "The harbour master of Tarn, Ida Holm, closed the port on Friday after 14 boats broke loose.",
    "Nobody was hurt, the coast guard said.",
    "A fisherman, Per Lund, is suspected of having cut the ropes.",
    "“We shall find out who did it,” Holm told reporters.",
]


@pytest.mark.parametrize(
    ("point", "kinds"),
    [
        ("Ida Holm closed the port of Tarn on Friday after 14 boats broke loose.", set()),
        ("Ida Holm closed the port of Tarn after 41 boats broke loose.", {"figure"}),
        ("Fisherman Per Lund has cut the ropes.", {"attribution"}),
        ("Fisherman Per Lund is suspected of having cut the ropes.", set()),
        ("Holm said: “We shall find the man who did it.”", {"quotation"}),
        ("People were hurt, the coast guard said.", {"negation"}),
        ("Ida Holm did not close the port on Friday.", {"negation"}),
        ("Prices of apples rose sharply in Lisbon markets.", {"alignment"}),
    ],
)
def test_rules(point: str, kinds: set[str]) -> None:
    assert {failure.kind for failure in check(point, ARTICLE, "en").failures} == kinds


def test_alignment_names_the_sentence() -> None:
    assert check("Per Lund is suspected of having cut the ropes.", ARTICLE, "en").sentences[0] == 2


@pytest.mark.parametrize(
    ("split", "recall", "precision"), [("dev", 0.83, 0.86), ("final", 0.76, 0.57)]
)
def test_wrong_points_are_caught(root: Path, split: str, recall: float, precision: float) -> None:
    """Floors: what the checker reached when it was built (``dev``) and scored once (``final``)."""
    caught = missed = alarms = 0
    for line in (root / "tests/quality/support.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        if case["split"] != split:
            continue
        bad = not check(case["point"], case["article"], case["language"]).supported
        caught += bad and not case["supported"]
        missed += not bad and not case["supported"]
        alarms += bad and case["supported"]
    assert caught / (caught + missed) >= recall
    assert caught / (caught + alarms) >= precision
