"""Whole texts: splitting, cache, glossary, retries, the original as last resort."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefing.errors import ConfigError
from briefing.model import Language
from briefing.registry import Translator
from briefing.translate.cache import Cache
from briefing.translate.glossary import Glossary, Term, load_glossary
from briefing.translate.mend import restore_names
from briefing.translate.service import TranslationService


class Phrasebook:
    """A translator that knows what it was taught and gives back the rest unchanged."""

    def __init__(self, known: dict[str, str], second: Phrasebook | None = None) -> None:
        self.known = known
        self.second = second
        self.asked: list[str] = []

    @property
    def signature(self) -> str:
        return "phrasebook:1"

    def translate(self, texts: Sequence[str], *, source: Language, target: Language) -> list[str]:
        self.asked += texts
        return [self.known.get(text, text) for text in texts]

    def alternatives(self, source: Language, target: Language) -> list[Translator]:
        return [self.second] if self.second else []


def _service(
    book: Phrasebook, cache: Path | None = None, terms: Sequence[Term] = ()
) -> TranslationService:
    return TranslationService(book, glossary=Glossary(terms), cache=cache)


BOOK = {
    "The river rose.": "El río creció.",
    "Some 34 houses were lost.": "Se perdieron 34 casas.",
    "Fire at the mill": "Incendio en el molino",
}


def test_sentences_are_put_back_with_their_spacing() -> None:
    text = " The river rose.  Some 34 houses were lost.\n\n- The river rose.\n"
    (done,) = _service(Phrasebook(BOOK)).translate([text], source="en", target="es")
    assert done.text == " El río creció.  Se perdieron 34 casas.\n\n- El río creció.\n"
    assert not done.verdicts
    assert not done.original_shown


def test_the_source_language_is_never_translated() -> None:
    book = Phrasebook(BOOK)
    (done,) = _service(book).translate(["The river rose."], source="en", target="en")
    assert done.text == "The river rose."
    assert book.asked == []


def test_each_sentence_is_translated_once(tmp_path: Path) -> None:
    book = Phrasebook(BOOK)
    texts = ["The river rose."] * 3 + ["The river rose. Some 34 houses were lost.", "", "12,450"]
    done = _service(book, tmp_path / "c.sqlite").translate(texts, source="en", target="es")
    assert sorted(book.asked) == sorted(["The river rose.", "Some 34 houses were lost."])
    assert [result.text for result in done[4:]] == ["", "12.450"]


def test_a_second_run_translates_nothing(tmp_path: Path) -> None:
    first = _service(Phrasebook(BOOK), tmp_path / "c.sqlite")
    wanted = first.translate(["The river rose. Unknown words here now."], source="en", target="es")
    book = Phrasebook({})
    again = _service(book, tmp_path / "c.sqlite")
    assert (
        again.translate(["The river rose. Unknown words here now."], source="en", target="es")
        == wanted
    )
    assert book.asked == []


def test_another_glossary_is_another_key(tmp_path: Path) -> None:
    _service(Phrasebook(BOOK), tmp_path / "c").translate(
        ["The river rose."], source="en", target="es"
    )
    book = Phrasebook(BOOK)
    _service(book, tmp_path / "c", [Term("river", "río")]).translate(
        ["The river rose."], source="en", target="es"
    )
    assert book.asked == ["The river rose."]


def test_the_original_is_shown_when_nothing_passes() -> None:
    book = Phrasebook({"Some 34 houses were lost.": "Se perdieron muchas casas."})
    (done,) = _service(book).translate(["Some 34 houses were lost."], source="en", target="es")
    assert done.original_shown
    assert done.text == "Some 34 houses were lost."
    assert done.candidate == "Se perdieron muchas casas."
    assert [(v.kind, v.action) for v in done.verdicts] == [("figure", "original")]


def test_the_second_translator_is_asked() -> None:
    book = Phrasebook({"Some 34 houses were lost.": "Se perdieron casas."}, Phrasebook(BOOK))
    (done,) = _service(book).translate(["Some 34 houses were lost."], source="en", target="es")
    assert done.text == "Se perdieron 34 casas."
    assert [(v.kind, v.action) for v in done.verdicts] == [("figure", "other_backend")]


def test_the_first_sound_variant_is_printed() -> None:
    class Wavering(Phrasebook):
        def variants(
            self, texts: Sequence[str], *, source: Language, target: Language, count: int
        ) -> list[list[str]]:
            assert count >= 3
            self.asked += [f"variants of {text}" for text in texts]
            return [["Son 12 barcos.", "Hay 34 barcos.", "Había 34 barcos."] for _ in texts]

    book = Wavering({"There are 34 ships.": "Hay barcos.", "The war is over.": "Se acabó."})
    done = _service(book).translate(
        ["There are 34 ships.", "The war is over."], source="en", target="es"
    )
    assert [result.text for result in done] == ["Hay 34 barcos.", "Se acabó."]
    assert [verdict.action for verdict in done[0].verdicts] == ["retried"]
    assert book.asked[2:] == ["variants of There are 34 ships."]


def test_clauses_are_tried() -> None:
    book = Phrasebook({
        "After the long storm of May, some 34 houses were lost.": "Tras la tormenta se perdió.",
        "After the long storm of May,": "Tras la larga tormenta de mayo,",
        "some 34 houses were lost.": "se perdieron 34 casas.",
    })  # fmt: skip
    (done,) = _service(book).translate(
        ["After the long storm of May, some 34 houses were lost."], source="en", target="es"
    )
    assert done.text == "Tras la larga tormenta de mayo, se perdieron 34 casas."
    assert {v.action for v in done.verdicts} == {"retried"}


def test_a_restored_figure_is_told() -> None:
    book = Phrasebook({"Some 34 houses were lost.": "Se perdieron 43 casas."})
    (done,) = _service(book).translate(["Some 34 houses were lost."], source="en", target="es")
    assert done.text == "Se perdieron 34 casas."
    assert [(v.kind, v.action) for v in done.verdicts] == [("figure", "restored")]


def test_capitals_come_back_as_capitals() -> None:
    (done,) = _service(Phrasebook(BOOK)).translate(["FIRE AT THE MILL"], source="en", target="es")
    assert done.text == "INCENDIO EN EL MOLINO"


def test_headlines_stay_whole() -> None:
    book = Phrasebook({})
    _service(book).translate(["Rain. Wind. Snow."], source="en", target="es", headlines=[True])
    assert book.asked[0] == "Rain. Wind. Snow."


def test_progress_counts_texts() -> None:
    class Count:
        steps = 0

        def start(self, stage: str, total: int | None = None) -> None:
            """Not called here."""

        def advance(self, steps: int = 1) -> None:
            self.steps += steps

    count = Count()
    texts = ["The river rose.", "", "Fire at the mill", "The river rose."]
    _service(Phrasebook(BOOK)).translate(texts, source="en", target="es", progress=count)
    assert count.steps == 4


# -- glossary ------------------------------------------------------------------------------


def test_terms_are_applied_both_ways() -> None:
    term = Term("Lamplight House", "Casa Farol", wrong=("Casa de la luz",))
    book = Phrasebook({
        "The Lamplight House opens.": "La Casa de la luz abre.",
        "Abre la Casa Farol.": "The Casa Farol opens.",
    })  # fmt: skip
    service = _service(book, terms=[term])
    en = service.translate(["The Lamplight House opens."], source="en", target="es")
    es = service.translate(["Abre la Casa Farol."], source="es", target="en")
    assert [en[0].text, es[0].text] == ["La Casa Farol abre.", "The Lamplight House opens."]


def test_a_term_is_put_into_the_source_when_the_translation_lost_it() -> None:
    book = Phrasebook({
        "The Lamplight opens.": "La Luz abre.",
        "The Farol opens.": "El Farol abre.",
    })  # fmt: skip
    service = _service(book, terms=[Term("Lamplight", "Farol")])
    (done,) = service.translate(["The Lamplight opens."], source="en", target="es")
    assert done.text == "El Farol abre."


def test_a_lost_term_is_reported() -> None:
    book = Phrasebook({"The Lamplight opens.": "La Luz abre."})
    service = _service(book, terms=[Term("Lamplight", "Lamplight", case=True)])
    (done,) = service.translate(["The Lamplight opens."], source="en", target="es")
    assert ("name", "reported") in {(v.kind, v.action) for v in done.verdicts}


def test_glossary_files(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("en,es,case,never\nOld Mill,Molino Viejo,,\nLeith,,,yes\n", encoding="utf-8")
    terms = {term.en: term for term in load_glossary(table).terms}
    assert terms["Old Mill"].es == "Molino Viejo"
    assert terms["Leith"].es == "Leith"
    assert "NATO" in terms
    toml = tmp_path / "own.toml"
    toml.write_text('[[terms]]\nen = "NATO"\nes = "Alianza"\n', encoding="utf-8")
    assert {t.en: t.es for t in load_glossary(toml).terms}["NATO"] == "Alianza"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", "x ="),
        ("a.toml", "[[terms]]\nen = 'a'\n"),
        ("a.toml", "[[terms]]\nen = 'a'\nes = 'b'\nfoo = 1\n"),
        ("a.csv", "english,spanish\na,b\n"),
        ("missing.csv", None),
    ],
)
def test_bad_glossaries_name_the_file(name: str, text: str | None, tmp_path: Path) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=name):
        load_glossary(path)


# -- cache ---------------------------------------------------------------------------------


def test_cache_migrates_once(tmp_path: Path) -> None:
    for _ in range(2):
        cache = Cache(tmp_path / "c.sqlite")
        cache.put([(b"k", "v")])
        assert cache.get([b"k", b"x"]) == {b"k": "v"}
        cache.close()
    with sqlite3.connect(tmp_path / "c.sqlite") as db:
        assert db.execute("SELECT count(*) FROM translation_migrations").fetchone() == (1,)
    db.close()


def test_a_damaged_cache_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(ConfigError, match=r"c\.sqlite"):
        Cache(path)


@pytest.mark.parametrize(
    ("source_text", "translated", "expected"),
    [
        ("They met in Orkney.", "Se reunieron en Orrney.", "Se reunieron en Orkney."),
        ("The port of Valencia opened.", "El puerto de Valência abrió.",
         "El puerto de Valencia abrió."),
        ("The US-Mexico-Canada Agreement holds.", "El Acuerdo EE. UU.-México-Canadá sigue.",
         "El Acuerdo EE. UU.-México-Canadá sigue."),
        ("He flew to London.", "Voló a Londres.", "Voló a Londres."),
        ("He spoke of Antarctica.", "Habló de la Antártida.", "Habló de la Antártida."),
    ],
)  # fmt: skip
def test_a_misspelt_name_gets_the_spelling_of_the_source(
    source_text: str, translated: str, expected: str
) -> None:
    text, restored = restore_names(source_text, translated, "en", "es")
    assert text == expected
    assert bool(restored) == (translated != expected)
