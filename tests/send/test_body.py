"""What a reader sees: one language, both parts, never too long."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config
from briefing.edition import Edition, EditionSource, Note, T
from briefing.errors import EditionError
from briefing.model import Outcome, Silent
from briefing.send import send_edition
from briefing.send.body import HTML_LIMIT, encoded_size
from briefing.send.message import Messages
from briefing.send.recipients import make_recipient


def build(
    edition: Edition, folder: Path, config: Config, **who: Any
) -> tuple[EmailMessage, str, str]:
    """The message, its text and its HTML."""
    data = Messages(edition, folder, config).build(make_recipient("ana@x.org", **who), "t" * 44)
    message = email.message_from_bytes(data.data, policy=default)
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    assert bodies[0] is not None
    assert bodies[1] is not None
    return message, bodies[0].get_content(), bodies[1].get_content()


@pytest.fixture
def config(configure: Any) -> Config:
    made: Config = configure("[mail]\nfrom = 'news@example.org'\n")
    return made


@pytest.mark.parametrize(
    ("language", "here", "not_here"),
    [
        ("en", ["Tuesday 24 November 2026", "basin 1", "Good", "Unsubscribe"], ["dársena", "Días"]),
        ("es", ["24 de noviembre de 2026", "dársena 1", "Buenos", "Darse de baja"],
         ["basin", "morning"]),
    ],
)  # fmt: skip
def test_one_language(
    language: str, here: list[str], not_here: list[str], edition: Edition, day_folder: Path,
    config: Config,
) -> None:  # fmt: skip
    message, text, html = build(edition, day_folder, config, languages=[language])
    for part in (text, html):
        assert all(word in part for word in here)
        assert not any(word in part for word in not_here)
    assert f'lang="{language}"' in html
    assert [part.get_filename() for part in message.iter_attachments()] == [
        f"briefing-2026-11-24-{language}.pdf"
    ]
    assert all(len(line) <= 72 or re.search("://|mailto:", line) for line in text.splitlines())


def test_both_languages_in_the_readers_order(
    edition: Edition, day_folder: Path, config: Config
) -> None:
    message, text, html = build(edition, day_folder, config, languages=["es", "en"])
    assert text.index("dársena 1") < text.index("basin 1")
    assert html.index('lang="es"') < html.index('lang="en"')
    assert "24 de noviembre" in message["Subject"]
    assert len(list(message.iter_attachments())) == 2


def test_a_long_edition_is_capped_and_linked(make: Any, day_folder: Path, config: Config) -> None:
    _, text, html = build(make(200), day_folder, config, languages=["en", "es"])
    assert 0.8 * HTML_LIMIT < encoded_size(html) <= HTML_LIMIT + 500
    assert "more stories in the attached PDF" in html
    assert "noticias más en el PDF adjunto" in text
    assert "https://news.example.org/2026-11-24/en/index.html" in html


def test_formats(edition: Edition, day_folder: Path, config: Config) -> None:
    link, text, _ = build(edition, day_folder, config, languages=["en"], form="link")
    assert link.get_content_type() == "multipart/alternative"
    assert "harbour" in text.lower()
    assert "Point 1" not in text
    pdf, text, html = build(edition, day_folder, config, languages=["en"], form="pdf")
    assert len(list(pdf.iter_attachments())) == 1
    assert "Point 1" not in text + html


def test_sections_are_chosen(make: Any, story: Any, day_folder: Path, config: Config) -> None:
    mixed = make(1, stories=(story(1), story(2, "sport")))
    _, text, _ = build(mixed, day_folder, config, languages=["en"], sections=["sport"])
    assert "basin 2" in text
    assert "basin 1" not in text


def test_pdfs_that_are_too_large_become_a_link(
    edition: Edition, day_folder: Path, configure: Any
) -> None:
    small = configure("[mail]\nmax_bytes = 305000\n")
    message, text, html = build(edition, day_folder, small, languages=["en"])
    assert list(message.iter_attachments()) == [] or message.get_content_type() != "multipart/mixed"
    assert "https://news.example.org/2026-11-24/briefing-en.pdf" in text
    assert "https://news.example.org/2026-11-24/briefing-en.pdf" in html


def test_hostile_text_stays_text(make: Any, story: Any, day_folder: Path, config: Config) -> None:
    bad = "<script>alert(1)</script>{{ 7*7 }} & </style>"
    source = EditionSource(article="a1", name=bad, url="javascript:alert(1)", place=bad)
    hostile = story(1, title=T(en=bad, es=bad, original="en"), sources=(source,))
    note = Note(en=f"{bad} [x](javascript:alert(1))", es=bad)
    _, text, html = build(make(1, stories=(hostile,), note=note), day_folder, config)
    assert "<script" not in html
    assert "javascript:" not in html
    assert "javascript:" not in text
    assert "49" not in html
    assert bad in text


def test_untranslated_text_has_its_own_language(
    make: Any, story: Any, day_folder: Path, config: Config
) -> None:
    title = T(en="Only English", es="Only English", original="en", untranslated=True)
    _, _, html = build(
        make(1, stories=(story(1, title=title),)), day_folder, config, languages=["es"]
    )
    assert '<span lang="en">Only English</span>' in html


def test_untranslated_text_is_marked_and_leads_no_subject(
    make: Any, story: Any, day_folder: Path, config: Config
) -> None:
    bare = T(en="Ferries or tunnels", es="Ferries or tunnels", original="en", untranslated=True)
    edition = make(1, stories=(story(1, title=bare), story(2)))
    message, text, html = build(edition, day_folder, config, languages=["es"])
    assert "Ferries or tunnels (en inglés)" in text
    assert re.search(r"Ferries or tunnels</span> <span[^>]*>\(en inglés\)</span>", html)
    assert message["Subject"].endswith(": El puerto n.º 2 reabre tras el temporal")
    message, text, _ = build(edition, day_folder, config, languages=["en"])
    assert "(in English)" not in text
    assert message["Subject"].endswith(": Ferries or tunnels")
    alone = make(1, stories=(story(1, title=bare),))
    assert build(alone, day_folder, config, languages=["es"])[0]["Subject"].endswith("tunnels")


def test_the_same_message_but_for_the_date(
    edition: Edition, day_folder: Path, config: Config
) -> None:
    from datetime import UTC, datetime

    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    person = make_recipient("ana@x.org")
    one, two = (
        Messages(edition, day_folder, config).build(person, "t" * 44, noon) for _ in range(2)
    )
    assert one.data == two.data


def test_a_missing_pdf_is_named_with_the_remedy(
    edition: Edition, tmp_path: Path, configure: Any
) -> None:
    config = configure("[[recipients]]\naddress = 'ana@example.org'\n")
    with pytest.raises(EditionError, match=r"briefing-en\.pdf.*briefing render 2026-11-24"):
        send_edition(edition, tmp_path, config, found=Outcome(), progress=Silent())


def test_the_new_points_of_an_update_are_marked(
    make: Any, story: Any, day_folder: Path, config: Config
) -> None:
    told = story(1)
    first, *rest = told.key_points
    update = told.model_copy(update={"key_points": (first.model_copy(update={"new": True}), *rest)})
    edition = make(1, stories=(update,))

    for language, word in (("en", "New: "), ("es", "Nuevo: ")):
        _, text, html = build(edition, day_folder, config, languages=[language])
        assert text.count(word) == 1
        assert re.sub(r"<[^>]+>", "", html).count(word) == 1
