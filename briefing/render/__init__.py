"""Render: the frozen edition in, every page and file of its day out.

A pure function of the edition and the templates: no clock, no network, no model. The same input
gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from briefing.edition import Edition
from briefing.model import LANGUAGES, Notice, Outcome, Progress

__all__ = ["render_edition"]


def render_edition(
    edition: Edition,
    folder: Path,
    *,
    overrides: Path | None = None,
    found: Outcome,
    progress: Progress,
) -> None:
    """Write the pages, PDFs, e-books and Markdown of ``edition`` into ``folder``.

    ``overrides`` is an organisation's template folder. What could not be shown as it is goes
    into ``found``. Raises :class:`~briefing.errors.RenderError`.
    """
    from briefing.render.clean import clean_edition
    from briefing.render.environment import environment
    from briefing.render.epub import epub_of
    from briefing.render.markdown import markdown_of
    from briefing.render.pdf import PDFS, PdfWriter
    from briefing.render.view import view_of
    from briefing.render.web import WebPages, write_assets

    progress.start("render", 2 * len(LANGUAGES) + len(PDFS))
    view = view_of(clean_edition(edition))
    env = environment(edition.presentation.theme, overrides)
    for story in view.stories:
        if story.is_shortened:
            found.notices.append(Notice("render", story.id, "A text is shortened on the pages."))
    folder.mkdir(parents=True, exist_ok=True)
    WebPages(env, view, folder).write(progress)
    write_assets(env, view.edition, folder / "assets")
    for language in LANGUAGES:
        text = markdown_of(view, language)
        (folder / f"briefing-{language}.md").write_bytes(text.encode("utf-8"))
        if edition.presentation.epub:
            (folder / f"briefing-{language}.epub").write_bytes(epub_of(env, view, language))
        progress.advance()
    writer = PdfWriter(env, view, overrides)
    for name, languages in PDFS:
        writer.write(folder / name, languages, found)
        progress.advance()
