"""The e-reader edition: EPUB 3.3 (W3C Recommendation), one file a language.

A small writer of our own: a fixed order of files, fixed dates and stored sizes give the same
bytes for the same edition.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from typing import Any

from jinja2 import Environment

from briefing.labels import labels
from briefing.model import Language
from briefing.render.environment import render
from briefing.render.note import as_xhtml
from briefing.render.view import EditionView
from briefing.render.web import ShownNote, note_for, paper_name

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:briefing:edition")

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def epub_of(env: Environment, view: EditionView, language: Language) -> bytes:
    """The EPUB file of ``view`` in ``language``."""
    edition = view.edition
    paper = paper_name(edition, language)
    note = note_for(edition, language)
    values: dict[str, Any] = {
        "lang": language,
        "L": labels(language),
        "e": edition,
        "view": view,
        "paper": paper,
        "title": f"{paper} – {labels(language).date(edition.date)}",
        "note": ShownNote(note.language, as_xhtml(note.html)) if note else None,
        "identifier": uuid.uuid5(
            _NAMESPACE, f"{paper}/{edition.date.isoformat()}/{edition.edition}/{language}"
        ),
    }
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": render(env, "epub/package.opf.j2", **values),
        "EPUB/nav.xhtml": render(env, "epub/nav.xhtml.j2", **values),
        "EPUB/front.xhtml": render(env, "epub/front.xhtml.j2", **values),
        "EPUB/style.css": render(env, "epub/style.css"),
    }
    for section in view.sections:
        files[f"EPUB/section-{section.key}.xhtml"] = render(
            env, "epub/section.xhtml.j2", section=section, **values
        )
    files["EPUB/about.xhtml"] = render(env, "epub/about.xhtml.j2", **values)
    return _pack(files, edition.date.timetuple()[:3])


def _pack(files: dict[str, str], day: tuple[int, ...]) -> bytes:
    """The container after OCF 3.3: the media type first and uncompressed."""
    stamp = (max(day[0], 1980), day[1], day[2], 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in {"mimetype": "application/epub+zip", **files}.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            stored = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"), compresslevel=None if stored else 9)
    return buffer.getvalue()
