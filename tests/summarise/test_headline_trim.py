"""Titles without clutter; sentences shortened by deletion only."""

from __future__ import annotations

import pytest

from briefing.model import Language
from briefing.summarise.headline import headline
from briefing.summarise.trim import trim


@pytest.mark.parametrize(
    ("title", "source", "expected"),
    [
        ("LIVE: Voters queue in the rain", "", "Voters queue in the rain"),
        ("(AFP) Storm closes three ports", "", "Storm closes three ports"),
        ("Reuters - Storm closes three ports", "", "Storm closes three ports"),
        ("EN VIVO | La selección llega a Lima", "", "La selección llega a Lima"),
        ("ÚLTIMA HORA: (EFE) Cierra el puerto de Vigo", "", "Cierra el puerto de Vigo"),
        ("Storm closes three ports - The Morning Post", "", "Storm closes three ports"),
        ("Cierra el puerto de Vigo | El País", "", "Cierra el puerto de Vigo"),
        ("Cierra el puerto de Vigo - Faro Azul", "Faro Azul", "Cierra el puerto de Vigo"),
        ("Storm closes three ports | example.com", "", "Storm closes three ports"),
        ("Peace talks - a last chance", "", "Peace talks - a last chance"),
        ("Live music returns to the square", "", "Live music returns to the square"),
        ("  Two\n lines ", "", "Two lines"),
        ("LIVE:", "", "LIVE:"),
        ("AP-7: dos carriles cortados", "", "AP-7: dos carriles cortados"),
    ],
)
def test_headline(title: str, source: str, expected: str) -> None:
    assert headline(title, source) == expected


def test_headline_is_never_empty() -> None:
    assert headline("", "", "The dam held.") == "The dam held."
    assert headline(" — ", "Faro Azul") == "Faro Azul"


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        (
            "en",
            "However, the club opposes the plan for the dam.",
            "The club opposes the plan for the dam.",
        ),
        (
            "en",
            "But nobody in the town had been asked.",
            "Nobody in the town had been asked.",
        ),
        (
            "en",
            "Orrin (Reuters) - The dam will be rebuilt by 2031.",
            "The dam will be rebuilt by 2031.",
        ),
        (
            "en",
            "The mayor, who took office in May, opposed the new dam.",
            "The mayor opposed the new dam.",
        ),
        (
            "en",
            "The council rebuilt the old wall, which dates from 1911.",
            "The council rebuilt the old wall.",
        ),
        (
            "en",
            "The mayor (pictured left) opened the new road on Monday.",
            "The mayor opened the new road on Monday.",
        ),
        (
            "es",
            "Sin embargo, el club se opone al plan de la presa.",
            "El club se opone al plan de la presa.",
        ),
        (
            "es",
            "El alcalde, quien tomó posesión en mayo, rechazó la nueva presa.",
            "El alcalde rechazó la nueva presa.",
        ),
    ],
)
def test_what_goes(language: Language, sentence: str, expected: str) -> None:
    assert trim(sentence, language) == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The dam was unsafe for many years, police said."),
        ("en", "The driver, who denies the charge, appeared in court on Monday."),
        ("en", "The mayor, who was not told, opposed the new dam."),
        ("en", "The firm, which allegedly paid bribes, won the contract in May."),
        ("en", "They flew to Quito, where he met the team, a mix of old and new."),
        ("en", "“The man, who was tired, went home to sleep,” she said."),
        ("es", "La presa era insegura desde hacía años, según la policía."),
        ("es", "El chófer, quien niega los cargos, declaró el lunes en el juzgado."),
        ("es", "La empresa aseguró que el muro, que vigila, resistirá."),
        ("en", "iPhone sales in the town rose by a third."),
    ],
)
def test_what_stays(language: Language, sentence: str) -> None:
    assert trim(sentence, language) == sentence
