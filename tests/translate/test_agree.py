"""Articles and adjectives follow their noun, and good Spanish stays as it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import TranslateConfig
from briefing.translate.agree import Agreement
from briefing.translate.embedded import AGREEMENT, MODELS, EmbeddedTranslator

TABLE = Agreement.load(MODELS / AGREEMENT)
PAIRS = Path(__file__).resolve().parents[1] / "quality" / "translation.tsv"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Votará sobre la canje de barcos.", "Votará sobre el canje de barcos."),
        ("El financiación de la canje.", "La financiación del canje."),
        ("Habló del oficina y al escena.", "Habló de la oficina y a la escena."),
        ("Del oficina salió un invitación.", "De la oficina salió una invitación."),
        ("una mejor aplauso", "un mejor aplauso"),
        ("los nuevos 27 viviendas", "las nuevas 27 viviendas"),
        ("la sendero sonora es larga", "el sendero sonoro es larga"),
        ("una niebla dudoso", "una niebla dudosa"),
        ("por debajo de los túnel", "por debajo de los túneles"),
        ("tres túnel y las oveja", "tres túneles y las ovejas"),
        ("La agua y la arma", "El agua y el arma"),
    ],
)
def test_wrong_forms_are_mended(wrong: str, right: str) -> None:
    assert TABLE.mend(wrong) == right
    assert TABLE.mend(right) == right


@pytest.mark.parametrize(
    "text",
    [
        "una hambre atroz, otra arma, las aguas frías y el águila herida",
        "Una vez firmado el pacto, la alianza público-privada la firma.",
        "el ministro de la salud público y notorio",
        "La presidente habló; los testigos, la mano alzada, el mapa antiguo.",
        "la Canje, LA CANJE",
        "de El Salvador a el",
        "a las dos tardes y a las tres",
        "",
    ],
)
def test_what_is_right_or_unknown_stays(text: str) -> None:
    assert TABLE.mend(text) == text


def test_our_own_spanish_stays() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    texts = [row[1] for row in rows]
    assert [TABLE.mend(text) for text in texts] == texts


@given(
    st.lists(st.sampled_from(["la", "Del", " ", "túnel", "27", ".", "tres", "agua", "a", "nuevo"]))
)
def test_only_the_words_change_and_once(words: list[str]) -> None:
    text = " ".join(words)
    mended = TABLE.mend(text)
    assert TABLE.mend(mended) == mended
    assert mended.count(".") == text.count(".")


def test_the_embedded_translator_mends(tmp_path: Path) -> None:
    backend = EmbeddedTranslator(TranslateConfig(), tmp_path)
    assert backend._spelt("Vota sobre a canje", "It votes", {}, "en") == "Vota sobre el canje"
    assert backend._spelt("the canje", "la canje", {}, "es") == "the canje"
