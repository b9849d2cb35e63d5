"""HTML into paragraphs of plain text. For whole pages see the ``html`` kind."""

from __future__ import annotations

from lxml import etree, html

_DROPPED = frozenset(
    "script style head noscript template svg iframe object embed form button select textarea nav"
    " figure figcaption footer aside audio video canvas math".split()
)
_BLOCKS = frozenset(
    "p div br li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr table tbody td th section article header main"
    " blockquote pre hr body html center".split()
)
MAX_MARKUP = 5_000_000
"""Characters of markup that are looked at; news pages have a tenth of that."""


def to_paragraphs(markup: str) -> tuple[str, ...]:
    """The texts of the block elements, in order; text without any markup comes back by lines."""
    if "<" not in markup:
        return tuple(line.strip() for line in markup.splitlines() if line.strip())
    tree = parse(markup)
    if tree is None:
        return ()
    pieces: list[str] = []
    skipping = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        tag = element.tag
        if event == "start":
            skipping += tag in _DROPPED
            pieces += ["\n"] if tag in _BLOCKS else []
            pieces += [_inline(element.text)] if not skipping else []
        else:
            skipping -= tag in _DROPPED
            pieces += ["\n"] if tag in _BLOCKS else []
            pieces += [_inline(element.tail)] if not skipping else []
    lines = ("".join(pieces)).split("\n")
    return tuple(stripped for line in lines if (stripped := line.strip()))


def parse(markup: str) -> html.HtmlElement | None:
    """The tree of ``markup``, or None when there is nothing in it."""
    # NUL and the other controls end a document early for libxml2.
    usable = markup[:MAX_MARKUP].translate(_NO_CONTROLS)
    if not usable.strip():
        return None
    try:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
        return html.document_fromstring(usable.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


_NO_CONTROLS = {code: None for code in range(32) if code not in (9, 10, 13)}


def _inline(text: str | None) -> str:
    return " ".join(("x" + text + "x").split())[1:-1] if text else ""
