"""Languages of elements in tagged PDFs.

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
    """While active, structure elements made from elements with ``lang`` carry ``/Lang``."""
    import pydyf
    from weasyprint.pdf import tags

    build = tags._build_box_tree

    def with_language(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(getattr(box, "_box", box), "element", None)
        language = element.attrib.get("lang") if element is not None else None
        generated = "::" in (getattr(box, "element_tag", None) or "")
        for structure in build(box, parent, *rest):
            if language and not generated and structure.get("S") != "/Document":
                structure["Lang"] = pydyf.String(language)
            yield structure

    with _lock:
        tags._build_box_tree = with_language
        try:
            yield
        finally:
            tags._build_box_tree = build
