"""Twenty feeds of a local server, sound and hostile, through the real fetcher."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from briefing.config import FetchConfig, SourceConfig
from briefing.errors import SourceError
from briefing.model import Article, Outcome, Silent
from briefing.read import read_sources
from briefing.read.addresses import check_address, is_public
from briefing.read.draft import Context, Item
from briefing.read.items import read_item
from briefing.read.store import Store
from briefing.read.web import Fetcher
from tests.read.server import FAILING, SOUND, Site, rss


def settings(site: Site, **more: object) -> FetchConfig:
    base = {"timeout": 0.5, "retries": 0, "delay": 0, "allow_hosts": (site.host,)}
    return FetchConfig.model_validate({**base, "max_bytes": 2_000_000, **more})


def run(
    site: Site, names: tuple[str, ...], state: Path
) -> tuple[list[Article], Outcome, list[str]]:
    found, missing = Outcome(), list[str]()
    sources = [SourceConfig(name=name, location=f"{site.base}/{name}") for name in names]
    articles = read_sources(
        sources,
        settings(site),
        state_dir=state,
        timezone="Europe/Madrid",
        found=found,
        progress=Silent(),
        missing=missing,
    )
    return articles, found, missing


def test_twenty_feeds(site: Site, tmp_path: Path) -> None:
    names = (*SOUND, *FAILING)
    assert len(names) == 20
    start = time.monotonic()

    articles, found, missing = run(site, names, tmp_path)

    assert time.monotonic() - start < 20
    assert {article.source for article in articles} >= set(SOUND)
    named = {problem.subject.partition(":")[0] for problem in found.problems}
    assert named == set(FAILING)
    assert set(missing) <= set(FAILING)
    assert all(problem.remedy for problem in found.problems)
    assert all("passwd" not in article.title for article in articles)
    messages = {problem.subject.partition(":")[0]: problem.message for problem in found.problems}
    assert "500" in messages["error"]
    assert "circle" in messages["loop"]
    assert "private network" in messages["elsewhere"]
    assert "larger" in messages["huge"]
    assert "larger" in messages["bomb"]
    assert "entities" in messages["entities"]


def test_a_second_run_fetches_nothing_that_is_unchanged(site: Site, tmp_path: Path) -> None:
    first, _, _ = run(site, tuple(SOUND), tmp_path)
    site.answers.clear()

    second, found, _ = run(site, tuple(SOUND), tmp_path)

    assert [article.id for article in second] == [article.id for article in first]
    assert found.problems == []
    assert [key for key in site.answers if key[1] == 200] == []


def test_published_times_fall_on_the_day_of_the_configured_zone(site: Site, tmp_path: Path) -> None:
    [article], _, _ = run(site, ("atom",), tmp_path)

    assert article.published is not None
    assert str(article.day) == "2025-05-06"  # 23:30 UTC is half past one in Madrid


def test_what_each_source_did_is_remembered(site: Site, tmp_path: Path) -> None:
    run(site, ("atom", "error"), tmp_path)

    with Store(tmp_path) as store:
        good, bad = store.source("atom"), store.source("error")
    assert good is not None
    assert (good.articles, good.last_problem) == (1, "")
    assert bad is not None
    assert bad.last_success is None
    assert "500" in bad.last_problem


def test_a_damaged_store_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "fetch.sqlite").write_bytes(b"no database at all" * 100)

    with Store(tmp_path) as store:
        assert store.page("http://x.example/") is None


@pytest.mark.parametrize("path", ["private/feed", "private"])
def test_robots_txt_is_respected(site: Site, tmp_path: Path, path: str) -> None:
    with (
        Store(tmp_path) as store,
        Fetcher(settings(site), store) as web,
        pytest.raises(SourceError, match="robots"),
    ):
        web.get(f"{site.base}/{path}")


def test_failures_that_may_pass_are_retried_with_growing_waits(site: Site, tmp_path: Path) -> None:
    waits: list[float] = []
    config = settings(site, retries=2)
    with (
        Store(tmp_path) as store,
        Fetcher(config, store, waits.append) as web,
        pytest.raises(SourceError, match="500"),
    ):
        web.get(f"{site.base}/error")

    assert waits == [0.5, 1.0]
    assert site.answers["/error", 500] == 3


def test_requests_to_one_host_keep_their_distance(site: Site, tmp_path: Path) -> None:
    waits: list[float] = []
    config = settings(site, delay=5)
    with Store(tmp_path) as store, Fetcher(config, store, waits.append) as web:
        web.get(f"{site.base}/atom")

    assert len(waits) == 1  # robots.txt, then the feed
    assert 4 < waits[0] <= 5


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://x.example/", "http://127.0.0.1/", "http://localhost:80/",
     "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data",
     "http://0.0.0.0/", "http://2130706433/", "http://user:secret@93.184.216.34/", "http://[x",
     "http://10.0.0.1:99999/", "//nothing", "gopher://x", "http://"],
)  # fmt: skip
def test_other_schemes_and_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(SourceError):
        check_address(url, ())


def test_allow_hosts_names_host_and_port() -> None:
    assert check_address("http://127.0.0.1:8080/x", ("127.0.0.1:8080",)).ip == "127.0.0.1"
    with pytest.raises(SourceError, match="8081"):
        check_address("http://127.0.0.1:8081/x", ("127.0.0.1:8080",))


@pytest.mark.parametrize(
    ("ip", "public"),
    [("93.184.216.34", True), ("10.1.2.3", False), ("192.168.0.1", False), ("fe80::1%eth0", False),
     ("2606:4700::1111", True), ("64:ff9b::7f00:1", False), ("100.64.0.1", False),
     ("224.0.0.1", False), ("2002:7f00:1::", False)],
)  # fmt: skip
def test_public_addresses(ip: str, public: bool) -> None:
    assert is_public(ip) is public


def test_a_file_address_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" date 2025-05-05 1\nTitle\nText.\n", encoding="utf-8")
    found, missing = Outcome(), list[str]()

    articles = read_sources(
        [SourceConfig(name="local", location=(tmp_path / "a.txt").as_uri())],
        FetchConfig(),
        state_dir=tmp_path / "state",
        timezone=None,
        found=found,
        progress=Silent(),
        missing=missing,
    )

    assert articles == []
    assert missing == ["local"]
    assert len(found.problems) == 1


def test_a_date_that_cannot_be_read_is_no_date() -> None:
    text = rss("2.0", "Courier").replace("Mon, 05 May 2025 23:30:00 +0000", "n, 05 May 2025")
    found = Outcome()

    [article] = read_item(Item("feed.xml", text.encode()), Context(found, None))

    assert article.day is None
    assert "no date" in found.notices[0].message
