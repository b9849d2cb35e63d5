"""Reading figures and setting them in each language's form."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Language
from briefing.text.figures import find, numbers
from briefing.text.typography import NBSP, apply, format_number


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "3.2 billion", 3_200_000_000, ""),
        ("es", "3200 millones", 3_200_000_000, ""),
        ("es", "3,2 mil millones", 3_200_000_000, ""),
        ("en", "twenty-one thousand three hundred and five", 21_305, ""),
        ("es", "veintiún mil trescientos cinco", 21_305, ""),
        ("es", "ciento cuarenta y dos", 142, ""),
        ("en", "half a million", 500_000, ""),
        ("es", "un millón y medio", 1_500_000, ""),
        ("en", "$1.5m", 1_500_000, "dollar"),
        ("es", "1,5 millones de dólares", 1_500_000, "dollar"),
        ("en", "the 16th century", 16, "century"),
        ("es", "el siglo XVI", 16, "century"),
        ("en", "6:30 p.m.", 18 * 60 + 30, "clock"),
        ("es", "las 18:30", 18 * 60 + 30, "clock"),
        ("en", "8.15 GMT", 8 * 60 + 15, "clock"),
        ("es", "(8.15 UTC)", 8 * 60 + 15, "clock"),
        ("en", "1.2m books", 1_200_000, ""),
        ("es", "las seis y media de la tarde", 18 * 60 + 30, "clock"),
        ("en", "25%", 25, "%"),
        ("es", "25 por ciento", 25, "%"),
        ("es", "10 000", 10_000, ""),
        ("es", "12.450", 12_450, ""),
        ("en", "two-thirds", Fraction(2, 3), "fraction"),
        ("es", "tres cuartas partes", Fraction(3, 4), "fraction"),
        ("en", "1,450.75", Fraction("1450.75"), ""),
        ("es", "80 litros por metro cuadrado", 80, "l/m²"),
        ("en", "in the 1980s", 80, "decade"),
        ("es", "los años ochenta", 80, "decade"),
    ],
)
def test_value_and_unit(language: Language, text: str, value: Fraction, unit: str) -> None:
    found = list(numbers(text, language))
    assert [(figure.value, figure.unit) for figure in found] == [(value, unit)]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "See https://a.example/2026/5 or mail 7@b.example."), ("en", "He may march on.")],
)
def test_no_figures(language: Language, text: str) -> None:
    assert list(numbers(text, language)) == []


def test_a_range_of_times_has_one_half_of_the_day() -> None:
    found = numbers("Between 9:30-11:00 pm and 7:15 – 8 a.m.", "en")
    assert [(figure.value, figure.unit) for figure in found] == [
        (21 * 60 + 30, "clock"), (23 * 60, "clock"), (7 * 60 + 15, "clock"), (8 * 60, "clock")
    ]  # fmt: skip


def test_plus_or_minus_is_no_sign() -> None:
    for language, text in (("en", "plus or minus 25%"), ("es", "más o menos el 25 %")):
        (figure,) = numbers(text, language)  # type: ignore[arg-type]
        assert (figure.value, figure.unit, figure.negative) == (25, "%", False)
    (frost,) = numbers("It was minus 25 degrees.", "en")
    assert frost.negative


def test_a_standard_is_no_amount() -> None:
    assert [figure.value for figure in numbers("It speaks 802.11b and 802.11g.", "en")] == [
        Fraction("802.11"), Fraction("802.11")
    ]  # fmt: skip


def test_places_are_those_of_the_text() -> None:
    text = "On May 5, 2025 some 10,000 people paid $3 each at 6 p.m."
    assert all(text[figure.start : figure.end] == figure.text for figure in find(text, "en"))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for language in ("en", "es"):
        for figure in find(text, language):  # type: ignore[arg-type]  # the two languages there are
            assert 0 <= figure.start < figure.end <= len(text)


@pytest.mark.parametrize(
    ("language", "text", "house"),
    [
        ("es", "10,000 personas y 12.450", f"10{NBSP}000 personas y 12{NBSP}450"),
        ("es", "3.200 votos, 2.5 puntos", "3200 votos, 2,5 puntos"),
        ("es", "el 25% y el 3 %", f"el 25{NBSP}% y el 3{NBSP}%"),
        ("es", 'Dijo "no" y “sí”', "Dijo «no» y «sí»"),
        ("es", "«Dijo “no”»", "«Dijo “no”»"),
        ("es", "Web 2.0 a las 10.15 h", "Web 2.0 a las 10.15 h"),
        ("es", "1,459 pesos", "1,459 pesos"),
        ("es", "https://a.example/1.200?x=25%", "https://a.example/1.200?x=25%"),
        ("en", "«yes» 25 % of 12 000", "“yes” 25% of 12,000"),
        ("en", "in 28013 and 2025", "in 28013 and 2025"),
        ("en", 'a 5" disc and 6\'2"', 'a 5" disc and 6\'2"'),
    ],
)
def test_house_style(language: Language, text: str, house: str) -> None:
    assert apply(text, language, "house") == house
    assert apply(house, language, "house") == house
    assert apply(text, language, "keep") == text


def test_point_style() -> None:
    assert apply("10,000 y 1.234.567,5", "es", "point") == "10.000 y 1.234.567,5"


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_style_never_changes_a_value(whole: int, cents: int) -> None:
    for language in ("en", "es"):
        written = format_number(f"{whole}.{cents:02d}", language, "point")  # type: ignore[arg-type]  # the two languages
        for style in ("house", "point"):
            styled = apply(f"x {written} x", language, style)  # type: ignore[arg-type]  # the two languages
            (figure,) = find(styled, language)  # type: ignore[arg-type]  # the two languages
            assert figure.value == Fraction(f"{whole}.{cents:02d}")


@given(st.text(alphabet="a1. ,%\"'«»“”—-\n$", max_size=80))
def test_style_keeps_digits_and_letters(text: str) -> None:
    for language in ("en", "es"):
        styled = apply(text, language, "house")  # type: ignore[arg-type]  # the two languages
        assert [c for c in styled if c.isalnum()] == [c for c in text if c.isalnum()]
