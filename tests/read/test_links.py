"""Links that are followed: the pages behind feed entries and behind lists of addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import FetchConfig, SourceConfig
from briefing.model import Article, Outcome, Silent
from briefing.read import read_paths, read_sources
from briefing.read.store import Store
from briefing.read.web import Fetcher
from tests.read.server import Site


def fetching(site: Site) -> FetchConfig:
    return FetchConfig(timeout=2, retries=0, delay=0, allow_hosts=(site.host,))


def read(site: Site, state: Path, source: SourceConfig) -> tuple[list[Article], Outcome, list[str]]:
    found, missing = Outcome(), list[str]()
    articles = read_sources(
        [source], fetching(site), state_dir=state, timezone="UTC",
        found=found, progress=Silent(), missing=missing,
    )  # fmt: skip
    return articles, found, missing


def test_linked_pages_give_the_full_text(site: Site, tmp_path: Path) -> None:
    source = SourceConfig(name="Courier", location=f"{site.base}/teasers", linked_page=True)

    articles, found, missing = read(site, tmp_path, source)

    whole, teaser = articles
    assert whole.title == "A bridge for Harwick"
    assert whole.url == f"{site.base}/bridge.html"
    assert any("arches will stay" in text for text in whole.paragraphs)
    assert not any("Read more" in text or "cookies" in text for text in whole.paragraphs)
    assert str(whole.published) == "2025-05-05 08:00:00+00:00"
    assert teaser.paragraphs == ("The council of Harwick met on Monday, and no more.",)
    [problem] = found.problems
    assert problem.subject == f"Courier: {site.base}/gone.html"
    assert "404" in problem.message
    assert missing == []


def test_without_linked_page_the_links_are_left_alone(site: Site, tmp_path: Path) -> None:
    source = SourceConfig(name="Courier", location=f"{site.base}/teasers")

    articles, found, _ = read(site, tmp_path, source)

    assert [len(article.paragraphs) for article in articles] == [1, 1]
    assert found.problems == []
    assert {path for path, _ in site.answers} == {"/robots.txt", "/teasers"}


@pytest.mark.parametrize("kind", ["auto", "urls"])
def test_a_list_of_addresses(site: Site, tmp_path: Path, kind: str) -> None:
    source = SourceConfig(name="Picks", location=f"{site.base}/list", kind=kind)

    articles, found, missing = read(site, tmp_path, source)

    assert [article.title for article in articles] == [
        "A bridge for Harwick",
        "Harbour of Lorne closed by storm",
    ]
    assert [article.url for article in articles] == [
        f"{site.base}/bridge.html",
        f"{site.base}/harbour.html",
    ]
    [problem] = found.problems
    assert "gone.html" in problem.subject
    assert missing == []


def test_a_list_in_a_file_of_a_source(site: Site, tmp_path: Path) -> None:
    (tmp_path / "picks.txt").write_text(f"{site.base}/harbour.html\n", encoding="utf-8")
    source = SourceConfig(name="Picks", location=str(tmp_path / "picks.txt"))

    [article], found, _ = read(site, tmp_path / "state", source)

    assert article.title == "Harbour of Lorne closed by storm"
    assert found.problems == []


def test_a_list_among_plain_files_is_not_fetched(site: Site, tmp_path: Path) -> None:
    (tmp_path / "picks.txt").write_text(f"{site.base}/harbour.html\n", encoding="utf-8")
    found = Outcome()

    assert read_paths([tmp_path], found=found, progress=Silent()) == []

    assert "[[sources]]" in found.problems[0].remedy
    assert not site.answers


@pytest.mark.parametrize(("asked", "waited"), [("3", 3), ("99999", 30)])
def test_the_delay_that_robots_txt_asks_for_is_kept(
    site: Site, tmp_path: Path, asked: str, waited: int
) -> None:
    site.robots = f"User-agent: *\nCrawl-delay: {asked}\n"
    waits: list[float] = []
    with Store(tmp_path) as store, Fetcher(fetching(site), store, waits.append) as web:
        web.get(f"{site.base}/atom")

    [wait] = waits
    assert waited - 1 < wait <= waited
