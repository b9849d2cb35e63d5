"""The archive: every link resolves, feeds and site map are right, nothing stale is left."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest

from briefing.model import Outcome, Silent
from briefing.publish import rebuild_archive
from briefing.publish.catalogue import names_of, read_catalogue, slug
from briefing.render.environment import environment
from briefing.render.view import view_of
from briefing.render.web import WebPages

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


class Links(HTMLParser):
    """All links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.links.append(value)
            if name == "id" and value:
                assert value not in self.ids, f"id {value} twice"
                self.ids.add(value)


def test_every_internal_link_resolves(site: Path) -> None:
    pages = {}
    for file in site.rglob("*.html"):
        pages[file] = Links()
        pages[file].feed(file.read_text(encoding="utf-8"))
    broken, internal = [], 0
    for file, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            internal += 1
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if not target.is_file():
                broken.append(f"{file.relative_to(site)}: {link}")
            elif parts.fragment and parts.fragment not in pages[target].ids:
                broken.append(f"{file.relative_to(site)}: {link} has no such anchor")
    assert broken == []
    assert internal > 500


def test_the_switch_leads_to_the_same_page_in_the_other_language(site: Path) -> None:
    for file in site.rglob("*.html"):
        language = next((part for part in file.parts if part in {"en", "es"}), None)
        if language is None:
            continue
        other = {"en": "es", "es": "en"}[language]
        page = Links()
        page.feed(file.read_text(encoding="utf-8"))
        twin = Path(*(other if part == language else part for part in file.parts))
        targets = {(file.parent / link).resolve() for link in page.links if "://" not in link}
        assert twin in targets


def test_pages_name_their_addresses_only_with_a_site_url(
    site: Path, factory: ModuleType, tmp_path: Path
) -> None:
    page = (site / "2026-11-23" / "es" / "story-2.html").read_text(encoding="utf-8")
    base = "https://news.example/brief/2026-11-23"
    assert f'<link rel="canonical" href="{base}/es/story-2.html">' in page
    assert f'hreflang="en" href="{base}/en/story-2.html"' in page
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (data["@type"], data["inLanguage"]) == ("NewsArticle", "es")
    WebPages(environment("classic"), view_of(factory.edition(2)), tmp_path).write(Silent())
    bare = (tmp_path / "es" / "story-2.html").read_text(encoding="utf-8")
    assert "canonical" not in bare
    assert "hreflang" in bare, "the switch itself"
    assert 'rel="alternate"' not in bare


@pytest.mark.parametrize("language", ["en", "es"])
def test_feeds(site: Path, language: str) -> None:
    feed = ET.parse(site / language / "atom.xml").getroot()  # noqa: S314 - our own file
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 3
    for path in ("a:title", "a:id", "a:updated", "a:author/a:name"):
        assert feed.find(path, ATOM) is not None
    link = entries[0].find("a:link", ATOM)
    assert link is not None
    assert link.attrib["href"].endswith(f"/2026-11-23/{language}/index.html")
    assert len({entry.findtext("a:id", "", ATOM) for entry in entries}) == 3
    data = json.loads((site / language / "feed.json").read_text(encoding="utf-8"))
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["date_published"][:10] for item in data["items"]] == [
        "2026-11-23",
        "2026-11-22",
        "2026-10-24",
    ]


def test_sitemap_names_every_page_with_its_twin(site: Path) -> None:
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 - our own file
    base = "https://news.example/brief/"
    told = {url.findtext("s:loc", "", MAP).removeprefix(base) for url in root.findall("s:url", MAP)}
    pages = {str(file.relative_to(site)) for file in site.rglob("*.html")}
    doors = {page for page in pages if not {"en", "es"} & set(Path(page).parts)}
    assert told == pages - doors
    assert all(len(url.findall("x:link", MAP)) == 2 for url in root.findall("s:url", MAP))


def test_a_topic_has_its_last_thirty_days_as_a_described_picture(site: Path) -> None:
    page = (site / "es" / "sections" / "politics.html").read_text(encoding="utf-8")
    assert 'role="img" aria-label="Gráfico de barras. Noticias en los últimos 30 días:' in page
    assert "23 nov" in page
    assert page.count("<rect") == 2, "two of the last thirty days have a story of that section"


def test_rebuilding_changes_nothing_and_removes_what_is_stale(site: Path, tmp_path: Path) -> None:
    output = tmp_path / "site"
    shutil.copytree(site, output)
    before = {f: f.stat().st_mtime_ns for f in output.rglob("*") if f.is_file()}
    rebuild_archive(output, overrides=None, found=Outcome())
    assert before == {f: f.stat().st_mtime_ns for f in output.rglob("*") if f.is_file()}
    stale = output / "en" / "2026-10.html"
    assert stale.is_file()
    shutil.rmtree(output / "2026-10-24")
    (output / "en" / "notes.txt").write_text("somebody's own file")
    rebuild_archive(output, overrides=None, found=Outcome())
    assert not stale.exists()
    assert (output / "en" / "notes.txt").exists()


def test_a_damaged_edition_is_a_problem_and_left_out(site: Path, tmp_path: Path) -> None:
    output = tmp_path / "site"
    shutil.copytree(site, output)
    (output / "2026-11-22" / "edition.json").write_text("{")
    found = Outcome()
    rebuild_archive(output, overrides=None, found=found)
    assert [problem.subject for problem in found.problems] == ["2026-11-22"]
    assert len(read_catalogue(output, Outcome()).editions) == 2


def test_names_are_those_both_languages_share(site: Path) -> None:
    catalogue = read_catalogue(site, Outcome())
    names = [topic.name for topic in catalogue.names()]
    assert "Ines Corvalan" in names
    assert not {"Three", "The", "Residents", "Monday"} & set(names)
    assert names_of(catalogue.latest.stories[0]) <= {"Ines Corvalan"}


def test_slugs() -> None:
    assert slug("Diario del Año – Málaga!") == "diario-del-ano-malaga"
    assert slug("«»") == "x"
    assert "/" not in slug("../../etc")
