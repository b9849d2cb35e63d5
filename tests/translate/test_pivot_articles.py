"""The article at the head of a sentence, which Portuguese, Spanish and English set differently."""

from __future__ import annotations

import pytest

from briefing.errors import BackendUnavailable
from briefing.translate.pivot import PivotTranslator


@pytest.mark.parametrize(
    ("english", "start"),
    [
        ("Mexican President Claudia Sheinbaum has firmly rejected the offer.", "La president"),
        ("North Korea called it an attack on justice.", "Corea del Norte "),
        ("The company said no.", "La empresa "),
    ],
)
def test_the_article_is_spanish(english: str, start: str) -> None:
    try:
        pivot = PivotTranslator()
    except BackendUnavailable as exc:
        pytest.skip(str(exc))
    (spanish,) = pivot.translate([english], source="en", target="es")
    assert spanish.startswith(start)
