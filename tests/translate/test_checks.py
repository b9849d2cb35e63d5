"""The checks on the hand-made pairs of ``tests/quality/checks``, and mending."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.model import Language, other
from briefing.translate.checks import check
from briefing.translate.mend import own_form, restore_figures, restore_names

EXACT = 0.96
"""The share of pairs with exactly the expected kinds; it may only be raised."""


def _cases(root: Path) -> list[tuple[Language, str, str, set[str]]]:
    cases: list[tuple[Language, str, str, set[str]]] = []
    for path in sorted((root / "tests/quality/checks").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            language, source, target, expected = line.split("\t")
            assert language in ("en", "es")
            kinds = set() if expected == "ok" else set(expected.split(","))
            cases.append((language, source, target, kinds))  # type: ignore[arg-type]  # asserted
    return cases


def test_verdicts_are_as_expected(root: Path) -> None:
    cases = _cases(root)
    wrong = []
    for language, source, target, expected in cases:
        found = {finding.kind for finding in check(source, target, language, other(language))}
        if found != expected:
            wrong.append(f"{source} | {target} | expected {expected or 'ok'}, found {found}")
    assert len(wrong) <= (1 - EXACT) * len(cases), "\n".join(wrong)


def test_right_translations_are_never_thrown_away(root: Path) -> None:
    for language, source, target, expected in _cases(root):
        if not expected:
            hard = [f for f in check(source, target, language, other(language)) if f.hard]
            assert not hard, f"{source} | {target} | {hard}"


def test_wrong_figures_are_found(root: Path) -> None:
    kinds = {"figure", "percentage", "money", "date", "time", "unit"}
    for language, source, target, expected in _cases(root):
        found = {finding.kind for finding in check(source, target, language, other(language))}
        if expected and expected <= kinds:
            assert found & kinds, f"{source} | {target}"


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        ("It lost 3.2 billion litres.", "Perdió 3,2 billones de litros.",
         "Perdió 3200 millones de litros."),
        ("Some 34 houses.", "Unas 43 casas.", "Unas 34 casas."),
        ("It left at 6:30 p.m.", "Salió a las 6:30.", "Salió a las 18:30."),
        ("Up 25% in May.", "Subió 25 en mayo.", "Subió 25% en mayo."),
        ("It cost $1.5m.", "Costó 1,5 dólares.", "Costó 1,5 millones de dólares."),
    ],
)  # fmt: skip
def test_figures_are_put_back(source: str, wrong: str, right: str) -> None:
    assert restore_figures(source, wrong, "en", "es")[0] == right


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("There were 34 houses and 5 barns.", "Había casas y graneros."),
        ("There were 34 houses and 5 barns.", "Había 43 casas y 6 graneros."),
        ("He left in May.", "Salió en marzo."),
    ],
)
def test_what_is_not_certain_stays(source: str, text: str) -> None:
    assert restore_figures(source, text, "en", "es")[0] == text


def test_copied_numbers_get_the_form_of_the_language() -> None:
    assert own_form("It has 35,000 and 2.5.", "Tiene 35,000 y 2.5.", "en", "es") == (
        "Tiene 35.000 y 2,5."
    )
    assert own_form("Hay 12.450 y 2,5.", "There are 12.450 and 2,5.", "es", "en") == (
        "There are 12,450 and 2.5."
    )
    assert own_form("No number.", "Tiene 35,000.", "en", "es") == "Tiene 35,000."


def test_names_are_put_back_only_where_certain() -> None:
    source = "Marta Grant opened the school in Tolosa."
    text, done = restore_names(source, "Marta Subvención abrió la escuela en Tolosa.", "en", "es")
    assert (text, done) == ("Marta Grant abrió la escuela en Tolosa.", ["Grant"])
    same = "Marta abrió la escuela en Tolosa."
    assert restore_names(source, same, "en", "es") == (same, [])
