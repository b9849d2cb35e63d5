"""The day of a text's news, and columns."""

from __future__ import annotations

import pytest

from briefing.group.marks import is_column, news_day
from briefing.model import Language


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("The bridge fell on Thursday, a day after the storm of Wednesday.", "en", 3),
        ("Talks resume on Friday. The ministers met on Tuesday.", "en", 1),
        ("The fair, which will close on Sunday, opened on Monday.", "en", 0),
        ("The shop is shut until Saturday.", "en", None),
        ("El museo abrirá el viernes. La alcaldesa lo dijo el martes.", "es", 1),
        ("El miércoles llovió en Santo Domingo.", "es", 2),
        ("Llovió en Santo Domingo.", "es", None),
        ("Nothing is said of when.", "en", None),
        (f"{'word ' * 200}on Monday.", "en", None),
        ("", "en", None),
    ],
)
def test_the_day_is_the_first_weekday_that_is_not_to_come(
    text: str, language: Language, day: int | None
) -> None:
    assert news_day([text], language) == day


@pytest.mark.parametrize(
    ("title", "text", "language", "column"),
    [
        ("Why dams fail", "", "en", True),
        ("Is the bridge safe?", "", "en", True),
        ("Ada Fenwick: The dam was a choice", "", "en", True),
        ("Rail strike: Half of trains cancelled", "", "en", False),
        ("Pablo Lema: no hay tiempo", "", "es", False),
        ("Jubilarse a los 65: claves de la ley", "", "es", True),
        ("Dam fails", "I have seen it. We all knew.", "en", True),
        ("Dam fails", '"I have seen it," he said. "We all knew."', "en", False),
        ("US to leave pact", "The US said so. The US left.", "en", False),
        ("", "", "en", False),
    ],
)
def test_columns_are_told_by_their_title_or_the_first_person(
    title: str, text: str, language: Language, column: bool
) -> None:
    assert is_column(title, [text], language) is column
