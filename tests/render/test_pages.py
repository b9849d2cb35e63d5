"""The day's pages as text: language, labels, hostile content, weight, golden copies."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from briefing.edition import Edition, Note
from briefing.errors import RenderError
from briefing.labels import interface_languages, labels, templates_dir
from briefing.model import Outcome
from briefing.render.clean import clean_edition, shorten
from briefing.render.colours import contrast, legible, palette
from briefing.render.environment import css_string, environment, themes
from briefing.render.environment import render as fill
from briefing.render.figures import figures_of_the_day
from briefing.render.markdown import escape
from briefing.render.note import note_html, note_text
from briefing.render.view import view_of

GOLDEN = Path(__file__).parent / "golden"
GOLDEN_FILES = (
    "index.html",
    "en/index.html",
    "es/index.html",
    "en/story-2.html",
    "es/story-2.html",
    "briefing-en.md",
    "briefing-es.md",
)
VOID = {"meta", "link", "img", "br", "hr", "input"}


class Spoken(HTMLParser):
    """Collects the visible texts of a page with the language each is marked with."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = [("", "")]
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        language = dict(attrs).get("lang") or self.stack[-1][1]
        if tag not in VOID:
            self.stack.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if data.strip() and self.stack[-1][0] not in {"script", "style"}:
            self.texts.append((self.stack[-1][1], " ".join(data.split())))


def spoken(file: Path) -> list[tuple[str, str]]:
    parser = Spoken()
    parser.feed(file.read_text(encoding="utf-8"))
    return parser.texts


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_text_stands_in_the_language_it_is_marked_with(
    rendered: Path, twelve: Edition, language: str
) -> None:
    """No label, title or key point of the other language without its ``lang``."""
    texts = spoken(rendered / language / "index.html")
    told = {text for code, text in texts if code == language}
    foreign = {text for code, text in texts if code != language}
    other = "es" if language == "en" else "en"
    for story in twelve.stories:
        for text in (story.title, *(point.text for point in story.key_points)):
            assert text[language] in told
            assert text[other] not in told
    assert labels(language)("page.glance") in told
    assert labels(other)("page.glance") not in told
    assert labels(language)("nav.switch") in foreign


def test_untranslated_text_is_marked_and_named(
    factory: ModuleType, render: Callable[[Edition], Path]
) -> None:
    edition = factory.edition(2)
    story = edition.stories[1]
    assert story.title.original == "es"
    title = story.title.model_copy(update={"en": story.title.es, "untranslated": True})
    stories = (edition.stories[0], story.model_copy(update={"title": title}))
    folder = render(edition.model_copy(update={"stories": stories}))
    texts = spoken(folder / "en" / "index.html")
    assert ("es", story.title.es) in texts
    assert ("en", story.title.es) not in texts
    assert ("en", "in Spanish") in texts
    assert "(in Spanish)" in (folder / "briefing-en.md").read_text(encoding="utf-8")
    assert 'class="mark"' not in (folder / "es" / "index.html").read_text(encoding="utf-8")


def test_hostile_text_is_text(factory: ModuleType, render: Callable[..., Path]) -> None:
    found = Outcome()
    folder = render(factory.hostile(), found)
    assert found.problems == []
    assert [notice.subject for notice in found.notices] == ["story-1", "story-2", "story-3"]
    for page in [*folder.rglob("*.html"), *folder.glob("*.md")]:
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"(?<!\\)<script(?! type=\"application/ld)", html), page.name
        assert not re.search(r"(?<!\\)<img src=x", html)
        assert "49" not in re.sub(r"#[\w-]+|\d{4}-\d\d-\d\d", "", html.split("<main", 1)[-1])
        assert "\u202e" not in html
    page = (folder / "en" / "index.html").read_text(encoding="utf-8")
    assert "{{ 7*7 }}" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Long Long" in page
    assert len(page) < 120_000
    assert page.count("Long ") < 400, "the title is shortened on the day's page"
    whole = (folder / "en" / "story-1.html").read_text(encoding="utf-8")
    assert whole.count("Long ") >= 2000, "and stands whole on the story's own"


def test_note_is_sanitised_and_keeps_its_language(
    factory: ModuleType, render: Callable[[Edition], Path]
) -> None:
    html = str(
        note_html("# Hi\n\n<script>x</script> **bold** [a](javascript:x) [*b*](https://b.example)")
    )
    assert "<script" not in html
    assert "javascript" not in html
    assert "<strong>bold</strong> a <a" in html, "a link without address is no link"
    assert '<a href="https://b.example" rel="noopener noreferrer">b</a>' in html
    assert html.startswith("<h3>Hi</h3>")
    assert note_text("# Hi\n\nA & *b*") == "Hi\nA & b"
    folder = render(factory.edition(2, note=Note(es="Solo en **español**.")))
    page = (folder / "en" / "index.html").read_text(encoding="utf-8")
    assert 'aria-labelledby="note-h" lang="es"' in page


def test_a_page_of_twelve_stories_weighs_little(rendered: Path) -> None:
    style = (rendered / "assets" / "style.css").stat().st_size
    for language in ("en", "es"):
        page = (rendered / language / "index.html").stat().st_size
        assert page + style <= 60_000
    fonts = sum(file.stat().st_size for file in (rendered / "assets" / "fonts").glob("*.woff2"))
    assert fonts <= 240_000


@pytest.mark.parametrize("name", GOLDEN_FILES)
def test_golden_pages(rendered: Path, name: str) -> None:
    """The pages are what they were; new ones: ``python tests/render/update_golden.py``."""
    kept = (GOLDEN / name).read_text(encoding="utf-8")
    assert (rendered / name).read_text(encoding="utf-8") == kept


_JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
_ATTRIBUTE = re.compile(r"\b(?:alt|title|aria-label|placeholder|value|summary)=\"([^\"]*)\"")


def bare_words(source: str) -> list[str]:
    """Words of a template that a reader would see and that are not from the catalogue."""
    text = re.sub(r"<meta[^>]*>|<\?[^>]*>|<!doctype[^>]*>", " ", source, flags=re.I)
    text = re.sub(r"(?:xml:)?lang=\"\s*\"", " ", _JINJA.sub(" ", text))
    shown = " ".join(_ATTRIBUTE.findall(text))
    text = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", " ", text, flags=re.S)
    text = re.sub(r"<dc:identifier.*?>|dcterms.*?<", " ", text)
    text = re.sub(r"<[^>]*>", " ", text)
    return re.findall(r"[^\W\d_]{2,}", text + " " + shown)


TEMPLATES = sorted(
    path
    for folder in ("base", "themes")
    for path in (templates_dir() / folder).rglob("*.j2")
    if not path.name.endswith((".css.j2", ".svg.j2", ".opf.j2"))
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_of_their_own(path: Path) -> None:
    allowed = {"briefing", "urn", "uuid"}
    assert [w for w in bare_words(path.read_text(encoding="utf-8")) if w not in allowed] == []


def test_the_word_check_sees_words() -> None:
    assert bare_words('<p title="Hover">Hello {{ x }}</p><meta content="no">') == ["Hello", "Hover"]


def keys_of(words: dict[str, object], prefix: str = "") -> set[str]:
    found = set()
    for key, value in words.items():
        if isinstance(value, dict) and "other" not in value:
            found |= keys_of(value, f"{prefix}{key}.")
        else:
            found.add(prefix + key)
    return found


def test_catalogues_have_the_same_keys_and_templates_use_only_these() -> None:
    assert interface_languages() == ["en", "es"]
    english, spanish = (keys_of(labels(code)._words) for code in ("en", "es"))
    assert english - {"thousands"} == spanish - {"thousands"} | (english & {"thousands"})
    used = set()
    for path in TEMPLATES:
        used |= set(re.findall(r"\b[LW](?:\.count)?\('([a-z_]+\.[\w-]+)'", path.read_text("utf-8")))
        used |= set(re.findall(r"both\('([a-z_.]+)'", path.read_text("utf-8")))
    assert {key for key in used if not key.endswith("_")} <= english


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(RenderError, match=r"no label 'page\.nothing'"):
        labels("en")("page.nothing")
    with pytest.raises(RenderError, match="cannot be read"):
        labels("xx")


def test_override_of_a_block_a_page_and_a_colour(tmp_path: Path, twelve: Edition) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "about.html.j2").write_text("<p>{{ L('last.program') }}</p>")
    (tmp_path / "web" / "custom.css").write_text(".masthead{color:teal}")
    (tmp_path / "web" / "choose.html.j2").write_text('{% extends "!base/web/choose.html.j2" %}')
    env = environment("classic", tmp_path)
    assert fill(env, "web/about.html.j2", L=labels("es")) == "<p>Programa</p>"
    light, dark = palette({"accent": "#00aaff"})
    style = fill(
        env, "web/style.css.j2", light=light, dark=dark, soft=light | {"light": "", "dark": ""},
        rule={"light": "", "dark": ""},
    )  # fmt: skip
    assert ".masthead{color:teal}" in style
    assert light["accent"] in style


def test_faulty_templates_and_themes_are_told(tmp_path: Path) -> None:
    (tmp_path / "bad.html.j2").write_text("\n{{ nobody_knows }}")
    with pytest.raises(RenderError, match=r"bad.html.j2.*nobody_knows"):
        fill(environment("classic", tmp_path), "bad.html.j2")
    with pytest.raises(RenderError, match="no theme called 'baroque'"):
        environment("baroque")
    assert themes() == ["classic", "modern"]


def test_colours_become_legible() -> None:
    for colour in ("#ffff00", "#2aa7c9", "#000000", "#ffffff"):
        assert contrast(legible(colour, "#fffdf9"), "#fffdf9") >= 4.5
        assert contrast(legible(colour, "#171614"), "#171614") >= 4.5
    assert legible("#8a1c1c", "#fffdf9") == "#8a1c1c"
    light, _ = palette({"accent": "red;}", "nobody": "#123456"})
    assert light["accent"] == "#8a1c1c"


def test_small_tools() -> None:
    assert shorten("one two three four", 12) == "one two…"
    assert css_string('a"};b') == '"a\\000022\\00007d;b"'
    assert escape("# *a* [b](c) <d> & 1") == r"\# \*a\* \[b\](c) \<d\> &amp; 1"
    assert escape("1. no list") == r"1\. no list"


def test_unprintable_characters_go_and_offsets_stay(twelve: Edition) -> None:
    assert clean_edition(twelve) is twelve
    story = twelve.stories[0]
    title = story.title.model_copy(update={"en": "a\u202eb\x00c"})
    dirty = twelve.model_copy(update={"stories": (story.model_copy(update={"title": title}),)})
    assert clean_edition(dirty).stories[0].title.en == "a b c"


def test_figures_of_the_day_agree_in_both_languages(twelve: Edition) -> None:
    figures = figures_of_the_day(view_of(twelve))
    assert ("2.4%", "2,4 %") in [(f.en, f.es.replace("\u00a0", " ")) for f in figures]
    assert len({(f.en, f.es) for f in figures}) == len(figures) >= 2


@pytest.mark.parametrize("language", ["en", "es"])
def test_epub_is_well_formed_and_complete(rendered: Path, twelve: Edition, language: str) -> None:
    with zipfile.ZipFile(rendered / f"briefing-{language}.epub") as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert book.read("mimetype") == b"application/epub+zip"
        package = ET.fromstring(book.read("EPUB/package.opf"))  # noqa: S314 - our own file
        space = {"o": "http://www.idpf.org/2007/opf"}
        hrefs = {i.attrib["href"] for i in package.iterfind(".//o:item", space)}
        assert {f"EPUB/{h}" for h in hrefs} == {
            name for name in book.namelist() if name.startswith("EPUB/") and name[-4:] != ".opf"
        }
        text = ""
        for name in book.namelist():
            if name.endswith(".xhtml"):
                page = ET.fromstring(book.read(name))  # noqa: S314 - our own file
                assert page.attrib["lang"] == language
                text += "".join(page.itertext())
    for story in twelve.stories:
        assert story.title[language] in text
        assert all(point.text[language] in text for point in story.key_points)
