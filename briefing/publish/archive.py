"""The pages around the days: index, months, sections, names, sources, search, feeds, site map.

Rebuilt from all editions each time; every file is replaced in one step and left alone when it
has not changed. Pages whose reason is gone (a name in the news no longer) are removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment

from briefing.edition import Edition
from briefing.labels import Labels, labels, templates_dir
from briefing.model import LANGUAGES, Language, Outcome, Problem, other
from briefing.publish.catalogue import Catalogue, Topic, read_catalogue
from briefing.publish.charts import days_chart
from briefing.publish.feeds import atom_feed, json_feed, sitemap
from briefing.publish.swap import write_atomically
from briefing.render.clean import shorten
from briefing.render.environment import environment, render
from briefing.render.web import asset_files, paper_name

OWN_FOLDERS = ("sections", "names", "sources")


def rebuild_archive(output: Path, *, overrides: Path | None, found: Outcome) -> None:
    """Make everything outside ``output/<day>/`` anew from the editions in there.

    Raises :class:`~briefing.errors.RenderError` for a faulty template.
    """
    catalogue = read_catalogue(output, found)
    if not catalogue.editions:
        return
    env = environment(catalogue.latest.edition.presentation.theme, overrides)
    pages = ArchivePages(env, catalogue)
    written = set()
    try:
        for name, data in pages.files():
            write_atomically(output / name, data)
            written.add(output / name)
    except OSError as exc:
        found.problems.append(
            Problem(
                "publish", str(exc.filename or output), f"The archive cannot be written ({exc}).",
                "Make the output folder writable and run again.",
            )
        )  # fmt: skip
        return
    _sweep(output, written)


def _sweep(output: Path, written: set[Path]) -> None:
    """Remove archive pages that were not written this time; nothing else is touched."""
    for language in LANGUAGES:
        for folder in (language, *(f"{language}/{name}" for name in OWN_FOLDERS)):
            for file in (output / folder).glob("*.html"):
                if file not in written:
                    file.unlink()
    if output / "sitemap.xml" not in written:
        (output / "sitemap.xml").unlink(missing_ok=True)


@dataclass(frozen=True)
class ArchivePages:
    """Makes the archive's files from a catalogue."""

    env: Environment
    catalogue: Catalogue

    @property
    def edition(self) -> Edition:
        """The newest edition; it gives name, colours and site URL."""
        return self.catalogue.latest.edition

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path below the output folder and content, in a fixed order."""
        for path, data in asset_files(self.env, self.edition):
            yield f"assets/{path}", data
        script = (templates_dir() / "base" / "archive" / "search.js").read_bytes()
        yield "assets/search.js", script
        papers = {language: paper_name(self.edition, language) for language in LANGUAGES}
        front = render(
            self.env,
            "archive/index.html.j2",
            catalogue=self.catalogue,
            e=self.edition,
            papers=papers,
        )
        yield "index.html", front.encode()
        site = self.edition.site_url
        names: list[str] = []
        for language in LANGUAGES:
            names = []
            for name, html in self._pages(language):
                names.append(name)
                yield f"{language}/{name}", html.encode()
            yield f"assets/search-{language}.js", self._index(language)
            yield f"{language}/atom.xml", atom_feed(self.catalogue, language, site)
            yield f"{language}/feed.json", json_feed(self.catalogue, language, site)
        if site:
            yield "sitemap.xml", sitemap(self.catalogue, names, site)

    def _pages(self, language: Language) -> Iterator[tuple[str, str]]:
        words, catalogue = labels(language), self.catalogue
        months = list(catalogue.months().items())
        groups = {
            "sections": catalogue.sections(),
            "names": catalogue.names(),
            "sources": catalogue.sources(),
        }
        yield self._page(
            language, "index.html", "archive/home.html.j2", words("archive.title"),
            months=months, groups=groups,
        )  # fmt: skip
        yield self._page(
            language, "search.html", "archive/search.html.j2", words("search.title"),
            script_src="'self'",
        )  # fmt: skip
        for place, (month, views) in enumerate(months):
            yield self._page(
                language, f"{month}.html", "archive/month.html.j2",
                words("archive.month_of", month=words.date(views[0].edition.date, "month")),
                views=views,
                later=months[place - 1][0] if place else None,
                earlier=months[place + 1][0] if place + 1 < len(months) else None,
            )  # fmt: skip
        for kind, topics in groups.items():
            for topic in topics:
                yield self._topic(language, words, kind, topic)

    def _topic(self, language: Language, words: Labels, kind: str, topic: Topic) -> tuple[str, str]:
        name = words.section(topic.name) if kind == "sections" else topic.name
        label = {"sections": "section_of", "names": "topic_of", "sources": "source_of"}[kind]
        return self._page(
            language, f"{kind}/{topic.key}.html", "archive/topic.html.j2",
            words(f"archive.{label}", name=shorten(name, 80)),
            topic=topic,
            chart=days_chart(topic.per_day(self.edition.date), words),
        )  # fmt: skip

    def _page(
        self, language: Language, name: str, template: str, title: str, **values: Any
    ) -> tuple[str, str]:
        up = "../" * (name.count("/") + 1)
        site = self.edition.site_url
        paper = paper_name(self.edition, language)
        html = render(
            self.env, template, lang=language, other=other(language), L=labels(language),
            e=self.edition, paper=paper, assets=f"{up}assets/", site=up, heading=title,
            title=f"{title} – {paper}", description=labels(language)("archive.lede"),
            switch=f"{up}{other(language)}/{name}", catalogue=self.catalogue,
            canonical=f"{site}/{language}/{name}" if site else None,
            alternates=[(code, f"{site}/{code}/{name}") for code in LANGUAGES] if site else [],
            **values,
        )  # fmt: skip
        return name, html

    def _index(self, language: Language) -> bytes:
        """The search index as a script: day, story id, title, rest of the text."""
        rows = [
            [
                entry.day.isoformat(),
                entry.story.id,
                entry.story.title[language],
                " ".join(point[language] for point in entry.story.points),
                labels(language).date(entry.day, "long"),
                entry.story.title.language_of(language),
            ]
            for entry in self.catalogue.entries
        ]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        # Line separators end a line in JavaScript; "</" would end a script element.
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
        return f"window.briefingIndex={text};\n".encode()
