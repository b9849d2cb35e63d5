"""Freezing: evidence stays exact, nothing of the machine gets in."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from briefing.edition import dump_edition
from briefing.freeze import (
    Material,
    excerpt,
    freeze,
    made_by,
    portable_problem,
    texts_to_translate,
)
from briefing.model import (
    Article,
    KeyPoint,
    Outcome,
    Problem,
    Span,
    Story,
    Summary,
    Translation,
    Verdict,
)

PARAGRAPHS = (
    "The bridge opened. It cost 12 million euros. Nobody was hurt. The mayor spoke. Rain fell.",
    "A second text follows here. It has two sentences.",
)


def article(**changes: object) -> Article:
    values: dict[str, object] = {
        "id": "a1",
        "origin": "a.txt",
        "language": "en",
        "title": "Bridge opens",
        "paragraphs": PARAGRAPHS,
        "day": date(2026, 11, 23),
        "source": "Wire",
    }
    return Article(**{**values, **changes})  # type: ignore[arg-type]  # values by name


def material(lead: Article, translation: Translation) -> Material:
    start = PARAGRAPHS[0].index("It cost")
    span = Span("a1", 0, start, start + len("It cost 12 million euros."))
    summary = Summary(
        "Bridge opens", "It opened.", (KeyPoint("It cost 12 million euros.", (span,)),)
    )
    story = Story("bridge-opens", "society", (lead,))
    pieces = texts_to_translate([story], [summary])
    return Material(
        day=date(2026, 11, 23),
        stories=[story],
        summaries=[summary],
        translations={(piece.language, piece.text): translation for piece in pieces},
        articles_read=1,
        signatures=made_by("test", {"en-es": "test"}),
    )


def test_evidence_can_be_sliced_from_the_edition() -> None:
    edition = freeze(material(article(), Translation("Costó 12 millones de euros.")), Outcome())
    evidence = edition.stories[0].key_points[0].evidence[0]
    stored = edition.articles[evidence.article].paragraphs
    assert stored[evidence.paragraph][evidence.start : evidence.end] == "It cost 12 million euros."
    assert stored == ("The bridge opened. It cost 12 million euros. Nobody was hurt.",)
    assert not edition.articles["a1"].complete


def test_full_text_is_kept_only_when_the_source_says_so() -> None:
    lead = article(full_text=True, translate_full_text=True)
    edition = freeze(material(lead, Translation("Texto.")), Outcome())
    assert edition.articles["a1"].paragraphs == PARAGRAPHS
    assert edition.articles["a1"].complete
    assert edition.articles["a1"].translation == ("Texto.", "Texto.")


def test_an_untranslated_text_is_marked_and_noticed() -> None:
    failed = Translation("whatever", (Verdict("figure", "12", "original"),), original_shown=True)
    found = Outcome()
    edition = freeze(material(article(), failed), found)
    title = edition.stories[0].title
    assert title.untranslated
    assert title.es == title.en == "Bridge opens"
    assert len(found.notices) == 3
    assert {check.action for check in edition.checks} == {"original"}
    assert edition.notices == tuple(found.notices)


def test_every_text_is_translated_once_in_page_order() -> None:
    summary = Summary("Same", "Same", (KeyPoint("Other", ()),))
    story = Story("s", "world", (article(),))
    assert [piece.text for piece in texts_to_translate([story], [summary])] == ["Same", "Other"]


def test_no_folder_of_this_machine_is_frozen() -> None:
    problem = Problem(
        "read", "/home/me/in/x.txt", "/home/me/in/x.txt: is empty.", "See https://a/b."
    )
    clean = portable_problem(problem)
    assert clean.subject == "x.txt"
    assert clean.message == "x.txt: is empty."
    assert clean.remedy == "See https://a/b."


def test_the_same_material_gives_the_same_bytes() -> None:
    texts = [
        dump_edition(freeze(material(article(), Translation("Hola.")), Outcome())) for _ in "ab"
    ]
    assert texts[0] == texts[1]


@given(st.lists(st.tuples(st.integers(0, 88), st.integers(1, 30)), max_size=6))
def test_any_spans_survive_the_excerpt(places: list[tuple[int, int]]) -> None:
    length = len(PARAGRAPHS[0])
    spans = [Span("a1", 0, start, min(length, start + size)) for start, size in places]
    texts, placed = excerpt(article(), spans)
    for span in spans:
        where = placed[span]
        expected = PARAGRAPHS[0][span.start : span.end]
        assert texts[where.paragraph][where.start : where.end] == expected
