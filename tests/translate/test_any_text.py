"""No text, however odd, may stop an edition: every step between model and page takes anything."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import LANGUAGES, Language, Outcome, Silent, other
from briefing.read import read_paths
from briefing.text.figures import find
from briefing.text.sentences import sentences
from briefing.text.tokens import parse_number
from briefing.text.typography import apply
from briefing.translate.glossary import load_glossary
from briefing.translate.judge import Pair, decide, examine

PIECES = st.one_of(
    st.text(alphabet="0123456789.,$€%£ :-/½", min_size=1, max_size=14),
    st.sampled_from(
        "mil million millones billion siglo XVI century p.m. El The Kim EE. UU. US$ «no» “yes” "
        "not no ¿ ¡ a third un tercio May mayo km º".split()
    ),
    st.text(max_size=6),
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join)


def through(text: str, translated: str, source: Language) -> None:
    """What every sentence goes through after the model has spoken."""
    target = other(source)
    pair = Pair(text, source, target)
    judged = decide(pair, [examine(pair, translated, load_glossary(None), "first")])
    for style in ("house", "point", "keep"):
        apply(judged.text, target, style)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("4.045.64", "es", "4045.64"),
        ("4.045,64", "es", "4045.64"),
        ("4,045.64", "en", "4045.64"),
        ("1.234.567", "en", "1234567"),
        ("1,234,567.8", "es", "1234567.8"),
        ("1,2.3,4", "en", "123.4"),
    ],
)
def test_numbers_that_follow_no_rule_are_read(text: str, language: Language, value: str) -> None:
    assert parse_number(text, language)[0] == Fraction(value)


@given(text=st.from_regex(r"[0-9](?:[0-9.,]*[0-9])?", fullmatch=True))
def test_every_run_of_digits_has_a_value(text: str) -> None:
    for language in LANGUAGES:
        assert parse_number(text, language)[0] >= 0


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, translated=TEXTS)
def test_no_pair_of_texts_stops_the_checks(text: str, translated: str) -> None:
    for language in LANGUAGES:
        through(text, translated, language)
        find(text, language)


@pytest.mark.shared
def test_no_real_sentence_stops_the_checks(shared: Path) -> None:
    """All sentences of two days: against themselves, and against the one after."""
    folders = [shared / "articles" / "volume", shared / "articles" / "volume-es"]
    articles = read_paths(folders, found=Outcome(), progress=Silent())
    days = sorted({article.day for article in articles if article.day})[:2]
    for article in (article for article in articles if article.day in days):
        text = " ".join(article.paragraphs)[:3_000]
        parts = sentences(text, article.language)
        for one, after in zip(parts, [*parts[1:], ""], strict=True):
            through(one, one, article.language)
            through(one, after, article.language)
