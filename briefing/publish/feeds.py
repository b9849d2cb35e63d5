"""Feeds and the site map: Atom (RFC 4287), JSON Feed 1.1, sitemaps.org 0.9."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from briefing.labels import labels
from briefing.model import LANGUAGES, Language
from briefing.publish.catalogue import Catalogue
from briefing.render.view import EditionView
from briefing.render.web import paper_name

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MOST = 30
"""Editions in a feed."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:briefing:feed")


def atom_feed(catalogue: Catalogue, language: Language, site: str | None) -> bytes:
    """The Atom feed of ``language``, one entry a day, the newest first."""
    latest = catalogue.latest
    paper = paper_name(latest.edition, language)
    feed = ET.Element(_in(ATOM, "feed"), {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _child(feed, "title", paper)
    _child(feed, "id", _urn(f"{paper}/{language}"))
    _child(feed, "updated", _stamp(latest.edition.date))
    _child(_child(feed, "author"), "name", paper)
    if site:
        _child(feed, "link", rel="self", href=f"{site}/{language}/atom.xml")
    _child(feed, "link", rel="alternate", href=_address(site, f"{language}/index.html", language))
    for view in catalogue.editions[:MOST]:
        edition = view.edition
        entry = _child(feed, "entry")
        _child(entry, "title", _title(view, language))
        _child(entry, "id", _urn(f"{paper}/{language}/{edition.date}/{edition.edition}"))
        _child(entry, "updated", _stamp(edition.date))
        _child(entry, "link", rel="alternate", href=_page(view, language, site))
        _child(entry, "summary", _summary(view, language))
    return _xml(feed, ATOM)


def json_feed(catalogue: Catalogue, language: Language, site: str | None) -> bytes:
    """The JSON feed of ``language``."""
    latest = catalogue.latest
    paper = paper_name(latest.edition, language)
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": paper,
        "language": language,
    }
    if site:
        feed["home_page_url"] = f"{site}/{language}/index.html"
        feed["feed_url"] = f"{site}/{language}/feed.json"
    feed["items"] = [
        {
            "id": _urn(f"{paper}/{language}/{view.edition.date}/{view.edition.edition}"),
            "url": _page(view, language, site),
            "title": _title(view, language),
            "content_text": _summary(view, language),
            "date_published": _stamp(view.edition.date),
            "language": language,
        }
        for view in catalogue.editions[:MOST]
    ]
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def sitemap(catalogue: Catalogue, pages: list[str], site: str) -> bytes:
    """Every page with its other language. ``pages`` are archive paths below the language."""
    root = ET.Element(_in(SITEMAP, "urlset"))
    for page in pages:
        _location(root, site, {code: f"{code}/{page}" for code in LANGUAGES}, None)
    for view in catalogue.editions:
        day = view.edition.date
        for name in ("index", *(story.id for story in view.stories)):
            paths = {code: f"{day.isoformat()}/{code}/{name}.html" for code in LANGUAGES}
            _location(root, site, paths, day)
    return _xml(root, SITEMAP)


def _location(root: ET.Element, site: str, paths: dict[Language, str], day: date | None) -> None:
    for path in paths.values():
        url = ET.SubElement(root, _in(SITEMAP, "url"))
        ET.SubElement(url, _in(SITEMAP, "loc")).text = f"{site}/{path}"
        if day is not None:
            ET.SubElement(url, _in(SITEMAP, "lastmod")).text = day.isoformat()
        for code, alternate in paths.items():
            link = {"rel": "alternate", "hreflang": code, "href": f"{site}/{alternate}"}
            ET.SubElement(url, _in(XHTML, "link"), link)


def _title(view: EditionView, language: Language) -> str:
    words = labels(language)
    return f"{paper_name(view.edition, language)} – {words.date(view.edition.date)}"


def _summary(view: EditionView, language: Language) -> str:
    return "\n".join(story.short_title[language] for story in view.glance)


def _page(view: EditionView, language: Language, site: str | None) -> str:
    path = f"{view.edition.date.isoformat()}/{language}/index.html"
    return _address(site, path, language)


def _address(site: str | None, path: str, language: Language) -> str:
    """Absolute with a site URL, else counted from the feed's own folder."""
    if site:
        return f"{site}/{path}"
    return path.removeprefix(f"{language}/") if path.startswith(f"{language}/") else f"../{path}"


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _child(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, _in(ATOM, name), attributes)
    element.text = text
    return element


def _in(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _xml(root: ET.Element, namespace: str) -> bytes:
    """Serialised with ``namespace`` as the default one."""
    ET.register_namespace("", namespace)
    ET.register_namespace("xhtml", XHTML)
    ET.indent(root, space=" ")
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
