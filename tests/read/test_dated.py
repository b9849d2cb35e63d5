"""The dated text format: what is read, and what each kind of bad input gets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.model import Article, Outcome, Silent
from briefing.read import read_paths
from tests.timing import within

BODY = (
    "The council of Harwick voted on Monday to rebuild the old bridge over the river Ane.\n"
    "Work on the bridge is to begin in March and will cost 4.2 million pounds, the mayor said.\n"
)
ARTICLE = "Harwick to rebuild its bridge\n" + BODY
HEADER = " date 2025-05-05 403\n"
FRENCH = (
    "Le pont de la ville sera reconstruit\n"
    "Le conseil municipal a voté lundi la reconstruction du vieux pont qui traverse la rivière.\n"
    "Les travaux commenceront en mars et dureront deux ans, a déclaré la maire de la commune.\n"
)
SPANISH = (
    "La ciudad reconstruirá el puente\n"
    "El ayuntamiento votó el lunes la reconstrucción del viejo puente sobre el río Ane.\n"
    "Las obras empezarán en marzo y costarán 3 , 5 millones , según la alcaldesa de la ciudad.\n"
)


def read(*paths: Path) -> tuple[list[Article], Outcome]:
    found = Outcome()
    return read_paths(paths, found=found, progress=Silent()), found


def read_bytes(folder: Path, data: bytes, name: str = "a.txt") -> tuple[list[Article], Outcome]:
    (folder / name).write_bytes(data)
    return read(folder / name)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\n\t\n", "empty"),
        (HEADER.encode(), "only a header"),
        ((HEADER + "A title\n").encode(), "no text"),
        (ARTICLE.encode(), "no date header"),
        ((" date 2025-02-30 403\n" + ARTICLE).encode(), "does not exist"),
        ((" date 05/05/2025 403\n" + ARTICLE).encode(), "not a date"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40, "binary"),
        ((HEADER + FRENCH).encode(), "not supported (French)"),
        ((HEADER + "Заголовок новости\nТекст новости о мосте через реку.\n").encode(), "script"),
    ],
)
def test_unusable_files_are_problems_with_a_remedy(
    tmp_path: Path, data: bytes, message: str
) -> None:
    articles, found = read_bytes(tmp_path, data)

    assert articles == []
    [problem] = found.problems
    assert problem.subject == "a.txt"
    assert message in problem.message
    assert problem.remedy
    assert "\n" not in problem.message + problem.remedy


def test_the_other_articles_are_read(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(HEADER + ARTICLE, encoding="utf-8")

    articles, found = read(tmp_path)

    assert [article.origin for article in articles] == ["good.txt"]
    assert [problem.subject for problem in found.problems] == ["bad.txt"]


@pytest.mark.parametrize("mark", ["", " ", "\ufeff", "\ufeff "])
def test_header_with_and_without_blank_and_byte_order_mark(tmp_path: Path, mark: str) -> None:
    articles, found = read_bytes(tmp_path, (mark + HEADER.strip() + "\n" + ARTICLE).encode())

    [article] = articles
    assert (article.day, article.number) == (date(2025, 5, 5), 403)
    assert article.title == "Harwick to rebuild its bridge"
    assert len(article.paragraphs) == 2
    assert found == Outcome()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-32"])
def test_other_encodings_are_decoded_with_a_notice(tmp_path: Path, encoding: str) -> None:
    articles, found = read_bytes(tmp_path, (HEADER + SPANISH).encode(encoding))

    [article] = articles
    assert article.title == "La ciudad reconstruirá el puente"
    assert article.language == "es"
    assert found.problems == []
    assert len(found.notices) == 1


def test_tokenised_spanish_is_put_together_again(tmp_path: Path) -> None:
    [article], _ = read_bytes(tmp_path, (HEADER + SPANISH).encode())

    assert article.paragraphs[1].endswith("costarán 3,5 millones, según la alcaldesa de la ciudad.")


def test_control_and_direction_characters_are_removed_with_a_notice(tmp_path: Path) -> None:
    text = (HEADER + ARTICLE).replace("Harwick to", "Har\u202ewick\x07 to")

    [article], found = read_bytes(tmp_path, text.encode())

    assert article.title == "Harwick to rebuild its bridge"
    [notice] = found.notices
    assert notice.message.startswith("2 control or text-direction characters")


def test_hostile_markup_stays_text(tmp_path: Path) -> None:
    title = "<script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(2)) of Harwick"
    articles, found = read_bytes(tmp_path, (HEADER + title + "\n" + BODY).encode())

    assert articles[0].title == title
    assert found == Outcome()


def test_a_title_of_two_thousand_characters_is_kept(tmp_path: Path) -> None:
    title = ("The bridge of Harwick and other bridges " * 60)[:2000].strip()

    [article], found = read_bytes(tmp_path, (HEADER + title + "\n" + BODY).encode())

    assert article.title == title
    assert found.problems == []


@pytest.mark.parametrize(
    "line", ["bridge", "a" * 99, "the river ", "1 , ", ". ", "“ ", "&amp;", "By Ann ", "a - "]
)
def test_five_megabytes_on_one_line_take_bounded_time(tmp_path: Path, line: str) -> None:
    text = HEADER + "The bridge\n" + BODY + line * (5_000_000 // len(line))

    with within(2):
        articles, found = read_bytes(tmp_path, text.encode())

    assert len(articles) + len(found.problems) == 1


def test_unreadable_and_missing_paths(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    articles, found = read(tmp_path / "absent.txt", tmp_path / "folder")

    assert articles == []
    assert [problem.subject for problem in found.problems] == ["absent.txt"]
    assert [notice.subject for notice in found.notices] == ["folder"]


def test_editors_notes_and_hidden_files_are_no_articles(tmp_path: Path) -> None:
    for name in ("note.md", "note.en.md", "note.es.md", ".hidden.txt"):
        (tmp_path / name).write_text("Dear readers", encoding="utf-8")
    (tmp_path / "a.txt").write_text(HEADER + ARTICLE, encoding="utf-8")

    articles, found = read(tmp_path)

    assert len(articles) == 1
    assert found.problems == []


def test_a_title_cut_at_its_comma_is_joined_again(tmp_path: Path) -> None:
    text = HEADER + SPANISH.replace("El ayuntamiento", "con 3 votos en contra ,El ayuntamiento", 1)

    [article], _ = read_bytes(tmp_path, text.encode())

    assert article.title == "La ciudad reconstruirá el puente, con 3 votos en contra"
    assert article.paragraphs[0].startswith("El ayuntamiento votó")


def test_the_id_depends_on_the_content_alone(tmp_path: Path) -> None:
    [first], _ = read_bytes(tmp_path, (HEADER + ARTICLE).encode(), "one.txt")
    [second], _ = read_bytes(tmp_path, ("\ufeff" + HEADER + ARTICLE).encode(), "two.txt")
    [other], _ = read_bytes(tmp_path, (HEADER + ARTICLE + "More.\n").encode(), "three.txt")

    assert first.id == second.id
    assert first.id != other.id


def test_sample_articles_are_read_without_a_word_of_complaint(samples: Path) -> None:
    articles, found = read(samples)

    assert len(articles) == 12
    assert sum(article.language == "es" for article in articles) == 4
    assert found == Outcome()


@pytest.mark.shared
def test_the_shared_article(shared: Path) -> None:
    [article], found = read(shared / "articles" / "000_c21ef9109a519698.txt")

    assert article.source == "MENAFN"
    assert article.paragraphs[0].startswith("Mexican President Claudia Sheinbaum")
    assert found == Outcome()


@pytest.mark.shared
def test_all_shared_articles_are_read(shared: Path) -> None:
    articles, found = read(shared / "articles" / "volume", shared / "articles" / "volume-es")

    assert len(articles) == 520
    assert {article.language for article in articles[400:]} == {"es"}
    assert found.problems == []
