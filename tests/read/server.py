"""A web server on loopback with feeds and pages, sound and hostile, and what was asked of it."""

from __future__ import annotations

import gzip
import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

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
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>{title}</title></head><body><nav>Home | News</nav>"
    "<article><h1>{title}</h1><p>By Jane Carter</p><p>{first}</p><p>{second}</p>"
    "<p>Read more: Ten bridges to see</p></article><footer>We use cookies</footer></body></html>"
)
PAGES = {
    "bridge.html": PAGE.format(
        title="A bridge for Harwick",
        first=TEXT.format("2028"),
        second="The mayor told the press that the old arches will stay; work begins in June.",
    ),
    "harbour.html": PAGE.format(
        title="Harbour of Lorne closed by storm",
        first="The harbour of Lorne was closed on Monday after high waves broke the mole.",
        second="Fishing boats were towed to Saltmere, where the lifeboat crew kept watch.",
    ),
}
FAILING = (*BROKEN, "error", "slow", "loop", "elsewhere", "huge", "bomb", "entities")


@dataclass
class Site:
    """The address of the server and what was asked of it: path → status → count."""

    base: str
    host: str
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    robots: str = "User-agent: *\nDisallow: /private\n"


def lists(site: Site) -> dict[str, str]:
    """What names addresses of this server: a list, and a feed that has only teasers."""
    entries = "".join(
        f"<item><title>{title}</title><link>{site.base}/{page}</link>"
        f"<description>{title}, and no more.</description>"
        "<pubDate>Mon, 05 May 2025 08:00:00 +0000</pubDate></item>"
        for title, page in (
            ("A bridge for Harwick", "bridge.html"),
            ("The council of Harwick met on Monday", "gone.html"),
        )
    )
    return {
        "list": f"# of the day\n{site.base}/bridge.html\n{site.base}/gone.html\n"
        f"{site.base}/harbour.html\n",
        "teasers": f"<rss version='2.0'><channel><title>Courier</title>{entries}</channel></rss>",
    }


def handler(site: Site, stop: threading.Event) -> type[BaseHTTPRequestHandler]:
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
                self.answer(200, site.robots.encode())
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
            text = {**SOUND, **BROKEN, **PAGES, **lists(site), "entities": ENTITIES}.get(name)
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
