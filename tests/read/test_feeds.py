"""Twenty feeds of a local server, sound and hostile, through the real fetcher."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from briefing.config import FetchConfig, SourceConfig
from briefing.errors import SourceError
from briefing.model import Article, Outcome, Silent
from briefing.read import read_sources
from briefing.read.addresses import check_address, is_public
from briefing.read.store import Store
from briefing.read.web import Fetcher

TEXT = "The council of Harwick voted on Monday to rebuild the bridge over the river Ane by {}."


def rss(version: str, name: str) -> str:
    doctype = ""
    if version == "0.91":
        doctype = (
            '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.example/rss.dtd">'
        )
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="{version}"><channel><title>{name}</title>'
        f"<item><title>Bridge number {name} to be rebuilt</title>"
        f"<link>http://news.example/{name}</link><description>&lt;p&gt;{TEXT.format(name)}"
        "&lt;/p&gt;</description><pubDate>Mon, 05 May 2025 23:30:00 +0000</pubDate></item>"
        "</channel></rss>"
    )


def rdf(name: str) -> str:
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>{name}</title></channel>'
        f"<item><title>Bridge number {name} to be rebuilt</title><link>http://n.example/</link>"
        f"<description>{TEXT.format(name)}</description></item></rdf:RDF>"
    )


def atom(name: str) -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title><entry>'
        f"<title>Bridge number {name} to be rebuilt</title><updated>2025-05-05T23:30:00Z</updated>"
        f"<content type='html'>&lt;p&gt;{TEXT.format(name)}&lt;/p&gt;</content></entry></feed>"
    )


def json_feed(name: str) -> str:
    entry = {
        "title": f"Bridge number {name} to be rebuilt",
        "content_html": f"<p>{TEXT.format(name)}</p>",
        "date_published": "2025-05-05T23:30:00Z",
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": name, "items": [entry]}
    return json.dumps(feed)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    "<rss version='2.0'><channel><item><title>&c;</title><description>&b;</description></item>"
    "</channel></rss>"
)
SOUND = {
    "rss090": rdf("rss090"),
    "rss091": rss("0.91", "rss091"),
    "rss092": rss("0.92", "rss092"),
    "rss093": rss("0.93", "rss093"),
    "rss094": rss("0.94", "rss094"),
    "rss20": rss("2.0", "rss20"),
    "atom": atom("atom"),
    "jsonfeed": json_feed("jsonfeed"),
    "gzipped": rss("2.0", "gzipped"),
    "moved": rss("2.0", "moved"),
}
BROKEN = {
    "cut": rss("2.0", "cut")[:150],
    "unclosed": "<rss version='2.0'><channel><title>x</channel>",
    "noise": "<rss version='2.0'><channel><item><<<<>>>&&&",
}
FAILING = (*BROKEN, "error", "slow", "loop", "elsewhere", "huge", "bomb", "entities")


@dataclass
class Site:
    """The address of the server and what was asked of it: path → status → count."""

    base: str
    host: str
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)


def _handler(site: Site, stop: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def log_message(self, *_: object) -> None:
            """Quiet."""

        def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
            site.answers[self.path, status] += 1
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            name = self.path.strip("/")
            if name == "robots.txt":
                self.answer(200, b"User-agent: *\nDisallow: /private\n")
            elif name == "error":
                self.answer(500)
            elif name == "slow":
                stop.wait(5)
            elif name == "loop":
                self.answer(302, Location="/loop")
            elif name == "elsewhere":
                self.answer(302, Location="http://127.0.0.1:9/secret")
            elif name == "moved":
                self.answer(301, Location="/moved-here")
            elif name == "huge":
                self.huge()
            elif name == "bomb":
                bomb = gzip.compress(b"0" * 50_000_000)
                self.answer(200, bomb, Content_Encoding="gzip")
            else:
                self.page(name.removesuffix("-here"))

        def page(self, name: str) -> None:
            text = {**SOUND, **BROKEN, "entities": ENTITIES}.get(name)
            if text is None:
                self.answer(404)
            elif self.headers.get("If-None-Match") == f'"{name}"':
                self.answer(304)
            elif name == "gzipped":
                body = gzip.compress(text.encode())
                self.answer(200, body, ETag=f'"{name}"', Content_Encoding="gzip")
            else:
                self.answer(200, text.encode(), ETag=f'"{name}"')

        def huge(self) -> None:
            site.answers[self.path, 200] += 1
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(50):
                    self.wfile.write(b"x" * 1_000_000)
            except OSError:
                pass  # the reader has had enough: that is the point

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    stop = threading.Event()
    made = Site("", "")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made, stop))
    server.daemon_threads = True
    made.host = f"127.0.0.1:{server.server_port}"
    made.base = f"http://{made.host}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield made
    stop.set()
    server.shutdown()
    thread.join()
    server.server_close()


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
