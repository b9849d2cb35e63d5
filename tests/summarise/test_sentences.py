"""Sentence boundaries: our own passages, exact offsets, and texts made to be slow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Language
from briefing.text.sentences import sentences, split
from tests.timing import within

ENGLISH = [
    ["The U.K. left the scheme in 2021.", "Norway stayed."],
    ["Lawyers for the U.S. Treasury asked Judge Amy P. Stone to wait.", "She refused."],
    ["Mrs. Hall and Dr. Brandt signed at 7 a.m. on Friday.", "The keys followed."],
    ["The ferry sails at 6 p.m.", "Cars board an hour earlier."],
    ["The count ended at 11 p.m. Sunday, the clerk said.", "Nobody objected."],
    ['"We left at once. Nobody slept," the nurse said.', "Three wards are shut."],
    ['"It held."', "That was all the engineer wanted to hear."],
    ["Did the dam hold?", "It did!", "The valley is dry."],
    ["Farm output rose 1.4% against 0.9% in March.", "Prices fell."],
    ["Bridge No. 12 reopened on Nov. 3.", "Bridge No. 13 did not."],
    ["Sen. Ida Holm, D-N.Y., voted no.", "Her colleagues were split."],
    ["Is that a yes?", "The answer was no.", "Talks go on."],
    ["They waited … and waited.", "Nothing came."],
    ["Keller Corp. sold its mill.", "Voss Ltd. bought it."],
    ["iPhone sales slowed.", "eBay gained."],
    ["The file (see p. 14) is sealed.", "It names two firms."],
    ["Lt. Col. Ray Pym met Gov. Stella Marsh in St. Paul.", "Neither spoke."],
    ["He was born in the U.S.", "His parents were not."],
]
SPANISH = [
    ["El Sr. Robles y la Dra. Peña firmaron a las 8 a. m. en Cádiz.", "No hubo preguntas."],
    ["El barco zarpa a las 6 p. m.", "Los coches embarcan antes."],
    ["EE. UU. y Canadá aprobaron el plan.", "México lo estudia."],
    ["La visita a EE. UU. duró dos días.", "El ministro volvió el martes."],
    ["Los JJ. OO. empiezan en julio.", "Faltan 90 días."],
    ["«Salimos enseguida. Nadie durmió», dijo la enfermera.", "Hay tres plantas cerradas."],
    ["«Aguantó».", "El ingeniero no quiso añadir más."],
    ["¿Aguantó la presa?", "¡Sí!", "El valle está seco."],
    ["La cosecha creció un 1,4 % en marzo.", "Los precios bajaron."],
    ["El art. 12 y la pág. 7 del informe se contradicen.", "Nadie lo explica."],
    ["El puente núm. 12 abrió el 3 de noviembre.", "El núm. 13 no."],
    ["La empresa Molinos S. A. vendió la fábrica.", "El comprador no se conoce."],
    ["El Gral. Ortega y D. Luis Vega viven en la Avda. del Puerto.", "Son vecinos."],
    ["Esperaron… y esperaron.", "No llegó nada."],
    ["La Univ. de Oviedo cedió 2.300 libros.", "Todos son anteriores a 1900."],
    ["Ganó la lista de J. M. Serra.", "Obtuvo el 41 %."],
]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", passage) for passage in ENGLISH] + [("es", passage) for passage in SPANISH],
)
def test_boundaries(language: Language, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_long_quotations_are_cut_at_their_sentences() -> None:
    quoted = [
        '"The river rose faster than any of us had seen it rise before in all those years.',
        "We carried the children up to the mill and then the older people from the lower street.",
        'By midnight the bridge was gone and with it the only road out of here," the mayor said.',
    ]
    assert sentences(" ".join([*quoted, "It rained on."]), "en") == [*quoted, "It rained on."]


def test_a_short_quotation_stays_in_one_piece() -> None:
    text = "«El río subió. Nadie lo esperaba», dijo la alcaldesa de Ledo."
    assert sentences(text, "es") == [text]


@given(st.text(alphabet="aB .!?\"«»“”()\n\t1,…'\u00a0éÑ😀", max_size=300))
def test_spans_cover_the_text(text: str) -> None:
    for language in ("en", "es"):
        end = 0
        for start, stop in split(text, language):
            assert not text[end:start].strip()
            assert text[start:stop] == text[start:stop].strip() != ""
            end = stop
        assert not text[end:].strip()


def _timed(unit: str, size: int, seconds: float) -> None:
    text = unit * (size // len(unit))
    with within(seconds):
        spans = split(text, "es")
    assert spans[-1][1] == len(text.rstrip())


HOSTILE = ["«a. B ", "word ", "A. ", '"I ran. I hid, ', "Mr. ", "Un día. ", "x", "("]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_long_line_takes_linear_time(unit: str) -> None:
    _timed(unit, 500_000, 6)


@pytest.mark.long
@pytest.mark.parametrize("unit", HOSTILE)
def test_five_megabytes_on_one_line(unit: str) -> None:
    _timed(unit, 5_000_000, 60)


def test_windows_leave_no_mark() -> None:
    sentence = "The council of the harbour town met on a wet Tuesday to settle the matter."
    assert sentences(" ".join([sentence] * 500), "en") == [sentence] * 500


@pytest.mark.shared
def test_agrees_with_the_reference_articles(shared: Path) -> None:
    """At least 92 % F1 on boundaries of real articles (short quotations are kept whole here)."""
    hits = proposed = wanted = 0
    with (shared / "eval/summaries/dev.jsonl").open(encoding="utf-8") as file:
        for _, line in zip(range(200), file, strict=False):
            gold = json.loads(line)["sentences"]
            ends, position = set(), 0
            for sentence in gold:
                position += len(sentence) + 1
                ends.add(position - 1)
            found = {stop for _, stop in split(" ".join(gold), "en")}
            hits, proposed, wanted = (
                hits + len(ends & found),
                proposed + len(found),
                wanted + len(ends),
            )
    assert 2 * hits / (proposed + wanted) > 0.92
