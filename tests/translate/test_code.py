"""Spanish in Portuguese words and back: nothing may be lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.translate.code import Code, english_in, english_out
from briefing.translate.embedded import CODE, MODELS

TABLE = Code.load(MODELS / CODE)
PAIRS = Path(__file__).resolve().parents[1] / "quality" / "translation.tsv"


def test_our_own_sentences_come_back() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    spanish = [row[1].translate(str.maketrans("«»“”", '""""')) for row in rows]
    assert len(spanish) >= 200
    lost = [text for text in spanish if TABLE.spell(TABLE.write(text, exact=True)) != text]
    assert len(lost) <= len(spanish) // 20, lost


@pytest.mark.parametrize(
    ("spanish", "code"),
    [
        ("La ciudad", "A cidade"),
        ("¿Dónde está el niño Muñoz?", "> Dónde está o menino Mu_oz?"),
        ("LOS GOBIERNOS", "OS GOVERNOS"),
        ("Artur Mas dijo que no, pero", "Artur Mas disse que não, mas"),
        ("la imprevisibilidad", "a imprevisibilidade"),
        ("", ""),
    ],
)
def test_words_numbers_and_capitals(spanish: str, code: str) -> None:
    assert TABLE.write(spanish, exact=True) == code


def test_names_of_the_english_text_stay() -> None:
    assert TABLE.spell("Mas disse", "Mas said") == "Mas dijo"
    assert TABLE.spell("Mas disse") == "Pero dijo"


def test_countries_are_spanish_even_where_the_network_copied_the_english() -> None:
    english = "in Peru, Bhutan and Tajikistan"
    assert TABLE.spell("em Peru, Bhutan e Tajikistan", english) == "en Perú, Bután y Tayikistán"


def test_short_millions_are_written_out() -> None:
    assert english_in("£780m and $3.2bn of 5m") == "L$780 million and $3.2 billion of 5m"


def test_portuguese_words_outside_the_table_become_spanish() -> None:
    assert TABLE.spell("alcançá-lo") == "alcanzarlo"
    assert TABLE.spell("amigáveis, audível e-mails") == "amigables, audible correos"


def test_on_the_way_to_english_it_is_plain_portuguese() -> None:
    spanish = "En la embajada de los EE. UU. va a hablar el juez de las casas a los dos"
    assert TABLE.write(spanish) == "Na embaixada dos EUA vai a falar o juiz das casas aos dois"


def test_names_copied_into_the_english_get_their_spelling_back() -> None:
    assert TABLE.respell("said Sánchez Galã in Iran", "dijo Sánchez Galán en Irán") == (
        "said Sánchez Galán in Iran"
    )


@given(st.text(max_size=80))
def test_any_text_passes(text: str) -> None:
    TABLE.spell(TABLE.write(text), text)
    assert english_out(english_in(text)).count("_") <= text.count("_") + text.lower().count("ñ")


def test_every_code_word_means_one_spanish_word() -> None:
    spelt = [TABLE.read[code] for code in TABLE.written.values()]
    assert spelt == list(TABLE.written)
