"""What WeasyPrint leaves out of tagged PDFs: languages of elements, scopes, the print flag.

WeasyPrint 70 writes ``/Lang`` for the document only, so a screen reader would read the Spanish
of the parallel edition with an English voice. ISO 14289-1, 7.2 wants the language of each change.
Its tag builder is a private function; the version is pinned and a test reads the finished PDF.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_lock = threading.Lock()


@contextmanager
def element_languages() -> Iterator[None]:
    """While active, structure elements made from elements with ``lang`` carry ``/Lang``.

    Header cells get their ``/Scope`` too (ISO 14289-1, 7.5).
    """
    import pydyf
    from weasyprint.pdf import tags

    build = tags._build_box_tree

    def with_language(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(getattr(box, "_box", box), "element", None)
        language = element.attrib.get("lang") if element is not None else None
        generated = "::" in (getattr(box, "element_tag", None) or "")
        for structure in build(box, parent, *rest):
            if language and not generated:
                structure["Lang"] = pydyf.String(language)
            if structure.get("S") == "/TH" and element is not None:
                row = element.attrib.get("scope") == "row"
                structure["A"]["Scope"] = "/Row" if row else "/Column"
            yield structure

    with _lock:
        tags._build_box_tree = with_language
        try:
            yield
        finally:
            tags._build_box_tree = build


def printable_links(document: Any, pdf: Any) -> None:
    """Set the print flag of every annotation (ISO 14289-1, 7.18.1); WeasyPrint's ``finisher``."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item["F"] = 4
