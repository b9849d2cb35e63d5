"""Words that do not exist."""

from __future__ import annotations

import pytest

from briefing.model import Language
from briefing.translate.checks import check
from briefing.translate.checks.words import check_words, is_word


@pytest.mark.parametrize(
    "word",
    "casa casas dijo mostrarlo mostrándoselo cerrando cierran pidieron busquemos recojan "
    "felizmente rápidamente luces canciones alemana reabrirán subestación endurezca darlo "
    "protegida construyeron".split(),
)
def test_spanish_words_exist_in_all_their_forms(word: str) -> None:
    assert is_word(word, "es")


@pytest.mark.parametrize(
    "word", "céfadores sudbicada quinquistania verdavelmente cofertas pinquista morreremos".split()
)
def test_invented_and_portuguese_words_do_not(word: str) -> None:
    assert not is_word(word, "es")


@pytest.mark.parametrize(
    ("word", "exists"),
    [
        ("labelled", True), ("organisation", True), ("programmes", True), ("oesophagus", True),
        ("metres", True), ("snowploughs", True), ("bitcoins", True), ("rebuilt", True),
        ("tabarchism", False), ("mathematicous", False), ("muchedumbre", False),
    ],
)  # fmt: skip
def test_english_words_in_either_spelling(word: str, exists: bool) -> None:
    assert is_word(word, "en") is exists


@pytest.mark.parametrize(
    ("source", "text", "language", "words"),
    [
        ("The drop was steep.", "La caída fue abruptadora.", "es", "abruptadora"),
        ("La multitud calló.", "The muchedumbre fell silent.", "en", "muchedumbre"),
        ("La muchedumbre calló.", "The muchedumbre fell silent.", "en", "muchedumbre"),
        ("El tayiko calló.", "The Tayiko fell silent.", "en", None),
        ("They sang bhajans.", "Cantaron bhajans.", "es", None),
        ("The boson decays.", "El bosón se desintegra.", "es", None),
        ("See http://example.org/zxcvbn.", "Véase http://example.org/zxcvbn.", "es", None),
        ("An avant-garde piece.", "Una pieza de avant-garde.", "es", None),
        ("A hotel.", "Un hotel.", "es", None),
    ],
)
def test_what_is_reported(source: str, text: str, language: Language, words: str | None) -> None:
    found = check_words(source, text, "en" if language == "es" else "es", language)
    assert [finding.detail for finding in found] == ([f"no such word: {words}"] if words else [])


def test_one_invented_word_is_reported_and_three_are_not_printed() -> None:
    few = check_words("The fall was steep.", "La caída fue abruptadora.", "en", "es")
    many = check_words(
        "The steep fall hurt growers.", "La sudbicada caída motelió a los quinquistas.", "en", "es"
    )
    assert [finding.hard for finding in few + many] == [False, True]


def test_the_check_is_one_of_the_checks() -> None:
    found = check("The fall was steep.", "La caída fue abruptadora.", "en", "es")
    assert [(finding.kind, finding.hard) for finding in found] == [("language", False)]
