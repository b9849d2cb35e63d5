"""Agency tags and datelines."""

from __future__ import annotations

import pytest

from briefing.read.dateline import split_dateline


@pytest.mark.parametrize(
    ("paragraph", "source", "place"),
    [
        ("(MENAFN) The bridge", "MENAFN", ""),
        ("(CNN)The bridge", "CNN", ""),
        ("WASHINGTON (Reuters) - The bridge", "Reuters", "Washington"),
        ("MADRID, 5 may (EFE) - The bridge", "EFE", "Madrid"),
        ("Bogotá, 5 de mayo (EFE).- The bridge", "EFE", "Bogotá"),
        ("Redacción Deportes, 3 may (EFE).- The bridge", "EFE", ""),
        ("Kathmandu, Nepal (CNN)The bridge", "CNN", "Kathmandu, Nepal"),
        ("TRIESTE, Italy - The bridge", "", "Trieste, Italy"),
        ("ACCRA, Nov 23 (Nordwire) - The bridge", "Nordwire", "Accra"),
        ("NEW YORK (AP) — The bridge", "AP", "New York"),
        (
            "PALMA DE MALLORCA, 12 nov (Europa Press) - The bridge",
            "Europa Press",
            "Palma de Mallorca",
        ),
    ],
)
def test_source_and_place_are_taken_off(paragraph: str, source: str, place: str) -> None:
    found = split_dateline(paragraph)

    assert (found.rest, found.source, found.place) == ("The bridge", source, place)


@pytest.mark.parametrize(
    "paragraph",
    [
        "El Consejo Nacional Electoral (CNE) abrió una investigación.",
        "La Organización Mundial de la Salud (OMS) - dijo que no.",
        "UPDATE - The bridge is open.",
        "CHINA - the big neighbour.",
        "The World Health Organization (WHO) said it.",
        "Omaha (the city) is big.",
        "",
    ],
)
def test_running_text_is_left_alone(paragraph: str) -> None:
    assert split_dateline(paragraph).rest == paragraph
