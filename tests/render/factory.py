"""Editions for layout tests: invented news of a made-up coast, as many stories as wanted.

``edition(12)`` is always the same edition. Texts vary in length so that lines and pages break
in different places.
"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from briefing.edition import (
    Edition,
    EditionArticle,
    EditionCheck,
    EditionPoint,
    EditionSource,
    EditionStory,
    Evidence,
    MadeBy,
    Note,
    Organisation,
    Presentation,
    T,
)
from briefing.model import SECTIONS, Language, Problem

DAY = date(2026, 11, 23)

_TEXTS = tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))
TITLES, POINTS, LINES = (
    tuple((pair["en"], pair["es"]) for pair in _TEXTS[kind])
    for kind in ("titles", "points", "lines")
)

OUTLETS = ("The Harbour Post", "Diario del Faro", "Northern Ledger", "Radio Marea", "")
LEAD = {
    "en": "It had been expected for weeks. ",
    "es": "Se esperaba desde hacía semanas. ",
}
TAIL = {
    "en": " Nobody at the ministry would comment.",
    "es": " Nadie en el ministerio quiso hacer comentarios.",
}


def edition(stories: int = 12, **changes: Any) -> Edition:
    """An edition of so many stories; ``changes`` replace fields of it."""
    made = [_story(number) for number in range(stories)]
    values: dict[str, Any] = {
        "date": DAY,
        "stories": tuple(story for story, _ in made),
        "articles": {key: article for _, (key, article) in made},
        "articles_read": stories + 2,
        "note": Note(
            en="Good morning. Today's edition is *short on storms* and long on patience.",
            es="Buenos días. La edición de hoy trae *pocas tormentas* y mucha paciencia.",
        ),
        "missing_sources": ("Gaceta del Estrecho",),
        "problems": (
            Problem("read", "empty-file.txt", "The file is empty.", "Remove it or fill it."),
        ),
        "checks": (
            EditionCheck(
                story=made[1][0].id, field="key_points.0", language="es", kind="figure",
                detail="14", action="retried",
            ),
        ),
        "made_by": MadeBy(
            briefing="0.1.0",
            summariser="extractive ranker v1",
            translators={"en-es": "student model v1", "es-en": "student model v1"},
        ),
    }  # fmt: skip
    values.update(changes)
    return Edition(**values)


def organisation() -> Organisation:
    """A made-up publisher with a logo and a colour that is too light for text."""
    logo = (
        "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 20'>"
        "<path d='M0 20L15 0L30 20ZM34 20V8H60V20Z' fill='%23245c6b'/></svg>"
    )
    return Organisation(name="Puerto Abierto", logo=logo, colours={"accent": "#2aa7c9"})


def presentation(**values: Any) -> Presentation:
    """A presentation with some settings changed."""
    return Presentation(**values)


HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} </style>}body{display:none} "
    "<img src=x onerror=alert(1)> [x](javascript:alert(1)) \u202eright to left\u202c " + "Ñ" * 400
)


KEPT = {
    "id", "section", "date", "original", "language", "article", "published", "update_of", "url",
    "presentation", "articles", "checks", "problems", "made_by", "logo", "note", "site_url",
}  # fmt: skip
"""Fields whose values are not free text."""


def hostile() -> Edition:
    """Every text of an edition hostile, one title of 10,000 code points."""

    def poison(value: object) -> object:
        if isinstance(value, dict):
            return {key: poison(item) if key not in KEPT else item for key, item in value.items()}
        if isinstance(value, list):
            return [poison(item) for item in value]
        return HOSTILE if isinstance(value, str) else value

    data = poison(json.loads(edition(3).model_dump_json()))
    assert isinstance(data, dict)
    data["stories"][0]["title"] |= {"en": "Long " * 2000, "es": "Largo " * 1700}
    data["note"] = {"en": HOSTILE, "es": None}
    for article in data["articles"].values():
        article |= {"complete": True, "title": HOSTILE, "licence": "CC BY 4.0"}
        article["translation"] = list(article["paragraphs"])
    return Edition.model_validate(data)


def _story(number: int) -> tuple[EditionStory, tuple[str, EditionArticle]]:
    original: Language = "es" if number % 3 == 1 else "en"
    title = TITLES[number % len(TITLES)]
    suffix = f" ({number // len(TITLES) + 1})" if number >= len(TITLES) else ""
    key = f"a{number:04d}"
    section = SECTIONS[number % len(SECTIONS)] if number < 20 else SECTIONS[(number // 4) % 10]
    points, paragraphs = [], []
    for step in range(3 + number % 3):
        en, es = POINTS[(number + step * 2) % len(POINTS)]
        own = es if original == "es" else en
        start = len(LEAD[original])
        paragraphs.append(LEAD[original] + own + TAIL[original])
        points.append(
            EditionPoint(
                text=T(en=en, es=es, original=original),
                evidence=(
                    Evidence(article=key, paragraph=step, start=start, end=start + len(own)),
                ),
                new=number == 3 and step == 0,
            )
        )
    line = LINES[number % 2]
    outlet = OUTLETS[number % len(OUTLETS)]
    source = EditionSource(
        article=key,
        name=outlet,
        url=f"https://news.example/{number}?a=1&b=2" if number % 2 == 0 else "",
        place="Puerto Abierto" if number % 4 == 0 else "",
        published=datetime(2026, 11, 23, 6, 40, tzinfo=UTC) if number % 3 == 0 else None,
    )
    story = EditionStory(
        id=f"story-{number + 1}",
        section=section,
        title=T(en=title[0] + suffix, es=title[1] + suffix, original=original),
        summary=T(en=line[0], es=line[1], original=original),
        key_points=tuple(points),
        sources=(source,),
        update_of="story-0" if number == 3 else None,
    )
    return story, (key, EditionArticle(language=original, paragraphs=tuple(paragraphs)))
