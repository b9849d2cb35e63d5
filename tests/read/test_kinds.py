"""Every source kind: what it makes of good and of broken input, within its time."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.config import SourceConfig
from briefing.model import Article, Outcome
from briefing.read.draft import Context, Item
from briefing.read.items import read_item
from briefing.read.kinds import KINDS, kind_named, kind_of
from briefing.text.language import detect
from tests.timing import within

TEXT = "The council of Harwick voted on Monday to rebuild the old bridge over the river Ane."
DATED = f" date 2025-05-05 1\nA bridge for Harwick\n{TEXT}\n"
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>A bridge for Harwick</title>"
    "<link rel='canonical' href='https://news.example/bridge'>"
    "<meta property='article:published_time' content='2025-05-05T08:00:00+02:00'></head>"
    f"<body><nav>Home</nav><article><h1>A bridge for Harwick</h1><p>{TEXT}</p><p>{TEXT[4:]} It"
    " will take two years, the mayor told the press.</p><script>alert(1)</script></article></body>"
)


def archive_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../../evil.txt", DATED)
        archive.writestr("note.md", "no article")
    return target.getvalue()


def archive_tar() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        member = tarfile.TarInfo("/abs/a.txt")
        member.size = len(DATED.encode())
        archive.addfile(member, io.BytesIO(DATED.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return target.getvalue()


GOOD: dict[str, bytes] = {
    "dated": DATED.encode(),
    "markdown": f"---\ntitle: A bridge for Harwick\ndate: 2025-05-05\n---\n{TEXT}\n".encode(),
    "html": PAGE.encode(),
    "json": json.dumps(
        {"title": "A bridge for Harwick", "text": TEXT, "date": "2025-05-05T10:00:00Z"}
    ).encode(),
    "mail": (
        "From: Courier <a@b.example>\nSubject: =?utf-8?q?A_bridge_for_Harwick?=\n"
        f"Date: Mon, 05 May 2025 10:00:00 +0200\n\n{TEXT}\n\n-- \nme\n"
    ).encode(),
    "feed": (
        "<rss version='2.0'><channel><title>Courier</title><item><title>A bridge for Harwick"
        f"</title><description>{TEXT}</description><pubDate>Mon, 05 May 2025 10:00:00 GMT"
        "</pubDate></item></channel></rss>"
    ).encode(),
    "archive": archive_zip(),
}


def read(data: bytes, source: SourceConfig | None = None) -> tuple[list[Article], Outcome]:
    found = Outcome()
    return read_item(Item("given", data), Context(found, None, source)), found


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_is_recognised_and_read(kind: str) -> None:
    [article], found = read(GOOD[kind])

    assert kind_of(Item("given", GOOD[kind])) is kind_named(kind)
    assert article.title == "A bridge for Harwick"
    assert str(article.day) == "2025-05-05"
    assert article.paragraphs[0] == TEXT
    assert found.problems == []


@pytest.mark.parametrize("data", [archive_tar(), gzip.compress(DATED.encode())])
def test_compressed_articles(data: bytes) -> None:
    [article], found = read(data)

    assert article.title == "A bridge for Harwick"
    assert ".." not in article.origin
    assert found.problems == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (gzip.compress(b"0" * 210_000_000), "200 MB"),
        (b"", "empty"),
        (archive_zip()[:80], "damaged"),
        (gzip.compress(DATED.encode())[:20], ""),
        (b'{"title": "x"', "not valid JSON"),
        (b"[" * 100_000, ""),
        (b'{"a":' * 100_000, ""),
        (b"<html><body></body></html>", ""),
        (b"https://news.example/1\n", "kind"),
        (b"+++\nx = \n+++\ntext", "TOML"),
        (b"<rss><!ENTITY a 'b'><channel></channel></rss>", "entities"),
        (b"<div>" * 100_000, ""),
    ],
)
def test_broken_input_is_a_problem_in_bounded_time(data: bytes, message: str) -> None:
    with within(6):
        articles, found = read(data)

    assert articles == []
    assert found.problems
    assert message in found.problems[0].message + found.problems[0].remedy


def test_a_field_map_names_the_fields_of_json() -> None:
    source = SourceConfig(
        name="x", location="-", kind="json", fields={"title": "head", "text": "body.plain"}
    )
    data = json.dumps([{"head": "A bridge for Harwick", "body": {"plain": TEXT}}]).encode()

    [article], _ = read(data, source)

    assert article.paragraphs == (TEXT,)


def test_a_bad_line_of_json_lines_costs_only_itself() -> None:
    line = json.dumps({"title": "A bridge for Harwick", "text": TEXT})

    articles, found = read(f"{line}\n{{bad\n{line}\n".encode())

    assert len(articles) == 2
    assert [problem.subject for problem in found.problems] == ["given#2"]


@pytest.mark.parametrize(("undated", "count"), [("keep", 1), ("drop", 0)])
def test_articles_without_a_date_are_kept_or_dropped_and_marked(undated: str, count: int) -> None:
    source = SourceConfig.model_validate({"name": "x", "location": "-", "undated": undated})

    articles, found = read(f"# A bridge for Harwick\n\n{TEXT}\n".encode(), source)

    assert len(articles) == count
    assert "no date" in found.notices[0].message


PIECES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            [*[data[:120] for data in GOOD.values()], *[data[-60:] for data in GOOD.values()],
             b" date 2025-05-05 1\n", b"<", b"&#x0;", b"{", b"]", b"\xff\xfe", b"From a 2025\n",
             b"---\n", b"\n", b"<![CDATA[", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xe2\x80\xae"]
        ),
    ),
    max_size=12,
)  # fmt: skip


@pytest.fixture(scope="module")
def _warm() -> None:
    """Language models and extractors loaded: their first use is no part of an item's time."""
    for data in GOOD.values():
        read(data)
    detect("Short text")


def check(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    for name in KINDS:
        found = Outcome()
        source = SourceConfig(name="x", location="-", kind=name)
        with within(2):
            articles = read_item(Item("given", data), Context(found, None, source))
        for article in articles:
            assert article.title
            assert article.paragraphs
            assert "\x00" not in article.title
    read(data)


@pytest.mark.usefixtures("_warm")
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(PIECES)
def test_no_input_makes_a_reader_crash_or_hang(pieces: list[bytes]) -> None:
    check(pieces)


@pytest.mark.long
@pytest.mark.usefixtures("_warm")
def test_ten_minutes_of_random_input() -> None:
    end = time.monotonic() + 600
    while time.monotonic() < end:

        @settings(max_examples=200, deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(PIECES)
        def more(pieces: list[bytes]) -> None:
            check(pieces)

        more()


@pytest.mark.usefixtures("_warm")
@pytest.mark.parametrize("unit", ["---\n", "[x](a: b\n", "[x](", "*a", "<b ", "`", "> "])
def test_markdown_of_one_endless_block_takes_little_time(unit: str) -> None:
    check([b"---\ntitle: A bridge\n---\n", unit.encode() * (90_000 // len(unit))])


def test_a_long_line_of_markdown_is_split_between_sentences_only() -> None:
    text = " ".join(TEXT.replace("Monday", f"day {number}") for number in range(120))
    item = Item("a.md", f"# A bridge for Harwick\n{text}".encode())

    [article] = read_item(item, Context(Outcome(), None))

    assert len(article.paragraphs) > 1
    assert " ".join(article.paragraphs) == text
