"""The web pages of one day: a front door, one page a language, one page a story and language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from briefing.edition import Edition, EditionArticle
from briefing.labels import Labels, labels, templates_dir
from briefing.model import LANGUAGES, Language, Progress, other
from briefing.render.clean import shorten
from briefing.render.colours import ROLES, palette
from briefing.render.environment import render
from briefing.render.figures import FigureOfTheDay, figures_of_the_day
from briefing.render.note import note_html
from briefing.render.view import EditionView, StoryView

MOST_SOURCES = 12
"""Bars of the chart of sources; the others are added up."""


@dataclass(frozen=True, slots=True)
class ShownNote:
    """The editor's note as it stands on a page of one language."""

    language: Language
    html: Markup


def note_for(edition: Edition, language: Language) -> ShownNote | None:
    """The note in ``language``, else in the language it was written in, else None."""
    if edition.note is None:
        return None
    texts = {"en": edition.note.en, "es": edition.note.es}
    for code in (language, other(language)):
        text = texts[code]
        if text and text.strip():
            return ShownNote(code, note_html(text))
    return None


def paper_name(edition: Edition, language: Language) -> str:
    """The name in the masthead: the organisation's, else ours."""
    return shorten(edition.organisation.name.strip(), 80) or labels(language)("name.paper")


def section_rows(view: EditionView, words: Labels) -> list[tuple[str, int]]:
    """Rows of the chart of sections."""
    return [(words.section(key), count) for key, count in view.section_counts]


def source_rows(view: EditionView, words: Labels) -> list[tuple[str, int]]:
    """Rows of the chart of sources, the busiest first."""
    counts = view.source_counts
    rows = [(shorten(name, 60), count) for name, count in counts[:MOST_SOURCES]]
    rest = sum(count for _, count in counts[MOST_SOURCES:])
    return [*rows, (words("chart.rest"), rest)] if rest else rows


def file_links(edition: Edition, language: Language) -> list[tuple[str, str]]:
    """File names beside the pages and what to call them."""
    words = labels(language)
    files = [
        (f"briefing-{language}.pdf", words("files.pdf")),
        ("briefing-en-es.pdf", words("files.pdf_both")),
        (f"briefing-{language}.epub", words("files.epub")),
        (f"briefing-{language}.md", words("files.markdown")),
    ]
    return [file for file in files if edition.presentation.epub or not file[0].endswith(".epub")]


class WebPages:
    """Writes the pages of one edition into a folder."""

    def __init__(self, env: Environment, view: EditionView, folder: Path) -> None:
        self.env = env
        self.view = view
        self.edition = view.edition
        self.folder = folder

    @cached_property
    def figures(self) -> list[FigureOfTheDay]:
        """The figures of the day, for both languages."""
        return figures_of_the_day(self.view)

    def write(self, progress: Progress) -> None:
        """All pages, in order."""
        files = {language: file_links(self.edition, language) for language in LANGUAGES}
        papers = {language: paper_name(self.edition, language) for language in LANGUAGES}
        door = render(
            self.env, "web/choose.html.j2", e=self.edition, view=self.view, files=files,
            papers=papers,
        )  # fmt: skip
        _write(self.folder / "index.html", door)
        for language in LANGUAGES:
            for name, html in self._pages(language):
                _write(self.folder / language / name, html)
            progress.advance()

    def _pages(self, language: Language) -> Iterator[tuple[str, str]]:
        words = labels(language)
        yield (
            "index.html",
            render(
                self.env,
                "web/day.html.j2",
                **self._common(language, "index.html"),
                title=f"{paper_name(self.edition, language)} – {words.date(self.edition.date)}",
                description=self._description(language),
                json_ld=self._collection(language),
                note=note_for(self.edition, language),
                figures=[figure.seen(language) for figure in self.figures],
                section_rows=section_rows(self.view, words),
                source_rows=source_rows(self.view, words),
                files=file_links(self.edition, language),
            ),
        )
        for story in self.view.stories:
            before, after = self.view.neighbours(story)
            yield (
                f"{story.id}.html",
                render(
                    self.env,
                    "web/story.html.j2",
                    **self._common(language, f"{story.id}.html"),
                    og_type="article",
                    title=f"{story.short_title[language]} – {paper_name(self.edition, language)}",
                    description=shorten(story.glance[language], 200),
                    json_ld=self._article(story, language),
                    s=story,
                    before=before,
                    after=after,
                    full_texts=self._full_texts(story),
                ),
            )

    def _common(self, language: Language, page: str) -> dict[str, Any]:
        alternates = [(code, self._url(code, page)) for code in LANGUAGES]
        return {
            "lang": language,
            "other": other(language),
            "L": labels(language),
            "e": self.edition,
            "view": self.view,
            "paper": paper_name(self.edition, language),
            "assets": "../assets/",
            "site": "../../",
            "switch": f"../{other(language)}/{page}",
            "canonical": self._url(language, page),
            "alternates": alternates if self.edition.site_url else [],
        }

    def _url(self, language: Language, page: str) -> str | None:
        site = self.edition.site_url
        return f"{site}/{self.edition.date.isoformat()}/{language}/{page}" if site else None

    def _description(self, language: Language) -> str:
        titles = [story.short_title[language] for story in self.view.stories[:3]]
        return shorten(" · ".join(titles), 200) or labels(language)("name.tagline")

    def _full_texts(self, story: StoryView) -> list[EditionArticle]:
        found = [self.edition.articles.get(s.article) for s in story.story.sources]
        return [article for article in found if article is not None and article.complete]

    def _collection(self, language: Language) -> dict[str, Any]:
        """schema.org CollectionPage of the day."""
        data = {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "name": paper_name(self.edition, language),
            "inLanguage": language,
            "datePublished": self.edition.date.isoformat(),
            "hasPart": [
                {"@type": "NewsArticle", "headline": story.short_title[language]}
                | _maybe("url", self._url(language, f"{story.id}.html"))
                for story in self.view.stories
            ],
        }
        return data | _maybe("url", self._url(language, "index.html"))

    def _article(self, story: StoryView, language: Language) -> dict[str, Any]:
        """schema.org NewsArticle of one story."""
        paper = paper_name(self.edition, language)
        based_on = [
            {"@type": "NewsArticle"}
            | _maybe("url", source.url)
            | ({"publisher": {"@type": "Organization", "name": source.name}} if source.name else {})
            for source in story.sources
            if source.url or source.name
        ]
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": shorten(story.title[language], 110),
            "description": shorten(story.glance[language], 300),
            "inLanguage": story.story.title.language_of(language),
            "datePublished": self.edition.date.isoformat(),
            "articleSection": labels(language).section(story.story.section),
            "articleBody": "\n".join(point[language] for point in story.points),
            "publisher": {"@type": "Organization", "name": paper},
        }
        data |= _maybe("url", self._url(language, f"{story.id}.html"))
        return data | ({"isBasedOn": based_on} if based_on else {})


def asset_files(env: Environment, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Style sheet, icon and web fonts with their licences: path below the assets, content."""
    light, dark = palette(edition.organisation.colours, theme_colours(env))
    values = {
        "light": light,
        "dark": dark,
        "soft": {"light": "#595959", "dark": "#b3ada3"},
        "rule": {"light": "#d8d3c9", "dark": "#413d37"},
    }
    yield "style.css", render(env, "web/style.css.j2", **values).encode()
    yield "icon.svg", render(env, "web/icon.svg.j2", **values).encode()
    for source in sorted((templates_dir() / "fonts").iterdir()):
        if source.suffix in {".woff2", ".txt"}:
            yield f"fonts/{source.name}", source.read_bytes()


def write_assets(env: Environment, edition: Edition, folder: Path) -> None:
    """The assets of a day's pages into ``folder``."""
    for name, data in asset_files(env, edition):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def theme_colours(env: Environment) -> dict[str, tuple[str, str]]:
    """The theme's own colours by role, on light and dark paper (``colours.toml``)."""
    own = tomllib.loads(render(env, "colours.toml"))
    return {role: (own.get(role, pair)[0], own.get(role, pair)[1]) for role, pair in ROLES.items()}


def _maybe(key: str, value: str | None) -> dict[str, Any]:
    return {key: value} if value else {}


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8"))
