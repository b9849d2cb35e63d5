"""The three PDFs of an edition: English, Spanish, and both side by side. Made by WeasyPrint.

Tagged after PDF/UA-1 (ISO 14289-1) or PDF/A-3a (ISO 19005-3, with ``edition.json`` embedded).
The same edition and templates give the same bytes: dates are those of the edition, the
identifier is a hash of the input.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment
from markupsafe import Markup

from briefing.edition import Edition, dump_edition
from briefing.errors import RenderError
from briefing.labels import labels, templates_dir
from briefing.model import Language, Outcome, Problem
from briefing.render.colours import palette
from briefing.render.environment import render
from briefing.render.figures import figures_of_the_day
from briefing.render.tagging import element_languages, printable_links
from briefing.render.view import EditionView
from briefing.render.web import (
    note_for,
    paper_name,
    section_rows,
    source_rows,
    theme_colours,
)

PDFS: tuple[tuple[str, tuple[Language, ...]], ...] = (
    ("briefing-en.pdf", ("en",)),
    ("briefing-es.pdf", ("es",)),
    ("briefing-en-es.pdf", ("en", "es")),
)


@dataclass(frozen=True)
class PdfWriter:
    """Makes the PDFs of one edition with one set of templates."""

    env: Environment
    view: EditionView
    overrides: Path | None = None

    @property
    def edition(self) -> Edition:
        """The edition that is printed."""
        return self.view.edition

    def write(self, file: Path, languages: tuple[Language, ...], found: Outcome) -> None:
        """One PDF. What WeasyPrint could not do becomes a problem in ``found``.

        Raises :class:`RenderError` when its libraries are missing or nothing can be made.
        """
        html, css = self.html(languages), self.css(languages)
        with _log_to(found, file.name):
            file.write_bytes(self._pdf(html, css))

    def html(self, languages: tuple[Language, ...]) -> str:
        """The document before layout."""
        lead, several = languages[0], len(languages) > 1
        words = labels(lead)
        papers = {language: paper_name(self.edition, language) for language in languages}
        day = words.date(self.edition.date)
        notes = [note for language in languages if (note := note_for(self.edition, language))]
        figures = figures_of_the_day(self.view)
        return render(
            self.env,
            "print/parallel.html.j2" if several else "print/edition.html.j2",
            lang=lead,
            langs=languages,
            L=words,
            e=self.edition,
            view=self.view,
            papers=papers,
            title=" / ".join(dict.fromkeys(papers.values())) + f" – {day}",
            author=self.edition.organisation.name or "briefing",
            notes=list(dict.fromkeys(notes)),
            figures=[{code: figure.seen(code) for code in languages} for figure in figures],
            charts={
                code: {
                    "sections": section_rows(self.view, labels(code)),
                    "sources": source_rows(self.view, labels(code)),
                }
                for code in languages
            },
            both=lambda key: _both([(code, labels(code)(key)) for code in languages]),
            both_section=lambda key, plain=None: _both(
                [(code, labels(code).section(key)) for code in languages], plain
            ),
        )

    def css(self, languages: tuple[Language, ...]) -> str:
        """The style sheet, with the folio and the running date in the document's language(s)."""
        light, _ = palette(self.edition.organisation.colours, theme_colours(self.env))
        words = [labels(language) for language in languages]
        return render(
            self.env,
            "print/style.css.j2",
            colours=light,
            size=self.edition.presentation.size,
            folio=_folio(words[0]("page.page_of")),
            running_date=words[0].date(self.edition.date, start=True),
        )

    def _pdf(self, html: str, css: str) -> bytes:
        try:
            from weasyprint import CSS, HTML, Attachment
            from weasyprint.text.fonts import FontConfiguration
        except OSError as exc:
            raise RenderError(
                f"The PDF engine's system libraries are missing ({exc}).",
                "Install libpangoft2-1.0-0 and libharfbuzz-subset0; 'briefing doctor' shows more.",
            ) from exc
        roots = [root for root in (templates_dir(), self.overrides) if root]
        fetcher = _fetcher(roots)
        base = (templates_dir() / "base" / "print").as_uri() + "/"
        fonts = FontConfiguration()
        sheet = CSS(string=css, base_url=base, font_config=fonts, url_fetcher=fetcher)
        document = HTML(string=html, base_url=base, url_fetcher=fetcher)
        options: dict[str, Any] = {"pdf_variant": f"pdf/{self.edition.presentation.pdf}"}
        if self.edition.presentation.pdf == "a-3a":
            options["attachments"] = [
                Attachment(
                    string=dump_edition(self.edition),
                    name="edition.json",
                    description="edition.json",
                    relationship="Source",
                    **_edition_dates(self.edition),
                )
            ]
        identifier = hashlib.sha256(f"{html}\0{css}".encode()).digest()[:16]
        with element_languages():
            made: bytes = document.write_pdf(
                stylesheets=[sheet],
                font_config=fonts,
                pdf_identifier=identifier,
                pdf_tags=True,
                finisher=printable_links,
                **options,
            )
        return made


def _both(texts: list[tuple[Language, str]], plain: str | None = None) -> Markup | str:
    """One text a language: the second one lighter and with its ``lang``, or plainly joined."""
    if plain is not None:
        return plain.join(dict.fromkeys(text for _, text in texts))
    html = Markup("{}").format(texts[0][1])
    for language, text in texts[1:]:
        html += Markup(' <span class="alt" lang="{}">{}</span>').format(language, text)
    return html


def _folio(pattern: str) -> tuple[str, str, str]:
    """The label around the page number and the number of pages."""
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def _edition_dates(edition: Edition) -> dict[str, Any]:
    from datetime import UTC, datetime

    moment = datetime(edition.date.year, edition.date.month, edition.date.day, tzinfo=UTC)
    return {"created": moment, "modified": moment}


def _fetcher(roots: list[Path]) -> Any:
    """A URL fetcher that reads below ``roots`` and ``data:`` URIs, and nothing else."""
    from weasyprint.urls import URLFetcher

    allowed = [root.resolve() for root in roots]

    class TemplateFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "file":
                path = Path(unquote(parts.path)).resolve()
                if parts.netloc not in ("", "localhost") or not any(
                    path.is_relative_to(root) for root in allowed
                ):
                    raise ValueError(f"{url}: lies outside the template folders")
            elif parts.scheme != "data":
                raise ValueError(f"{url[:80]}: only files of the template folders are read")
            return super().fetch(url, headers)

    return TemplateFetcher(allowed_protocols={"file", "data"}, allow_redirects=False)


_NO_GLYPH = re.compile(r"notdef glyph rendered .*\(U\+([0-9A-F]+)\)")
_SIGNS_NAMED = 12


class _Listener(logging.Handler):
    """Warnings as problems; the signs that no font has are gathered into one."""

    def __init__(self, found: Outcome, subject: str) -> None:
        super().__init__(logging.WARNING)
        self.found, self.subject = found, subject
        self.signs: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        sign = _NO_GLYPH.search(message)
        if sign:
            self.signs[chr(int(sign[1], 16))] = None
        else:
            self._add(message, "Correct the template, logo or colours.")

    def finish(self) -> None:
        """Report the signs."""
        if self.signs:
            some = " ".join(list(self.signs)[:_SIGNS_NAMED])
            rest = len(self.signs) - _SIGNS_NAMED
            more = f" and {rest} more" if rest > 0 else ""
            self._add(
                f"no font here has {some}{more}: printed as boxes.",
                "Install fonts that have them and render again; on Debian: "
                "apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji",
            )

    def _add(self, message: str, remedy: str) -> None:
        problem = Problem("render", self.subject, message, remedy)
        if problem not in self.found.problems:
            self.found.problems.append(problem)


@contextmanager
def _log_to(found: Outcome, subject: str) -> Iterator[None]:
    """WeasyPrint's warnings and errors as problems, and not on standard error."""
    logger = logging.getLogger("weasyprint")
    listener = _Listener(found, subject)
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [listener], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        listener.finish()
