"""The editor's note: Markdown in, harmless HTML out."""

from __future__ import annotations

import re

import markdown
import nh3
from markupsafe import Markup

_TAGS = {
    "p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "hr", "h3", "h4",
}  # fmt: skip
_LINK = re.compile(r"(<a\b[^>]*>)(.*?)</a>", re.S)
_HEADING = re.compile(r"<(/?)h([1-6])\b")


def note_html(text: str) -> Markup:
    """Markdown as HTML of the few elements a note needs.

    Raw HTML, ``javascript:`` links, images and styles are dropped. Headings start at level 3 so
    that they fit under the page's own.
    """
    html = markdown.markdown(text, extensions=["sane_lists"], output_format="html")
    html = _HEADING.sub(lambda m: f"<{m[1]}h{min(int(m[2]) + 2, 4)}", html)
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    # Elements inside a link would fall out of its tag in the PDF.
    flat = _LINK.sub(_flat_link, safe)
    return Markup(flat)  # noqa: S704 - sanitised by nh3 above, only made smaller since


def _flat_link(match: re.Match[str]) -> str:
    """The link with plain text inside; only its text when nh3 took the address away."""
    words = re.sub(r"<[^>]*>", "", match[2])
    return f"{match[1]}{words}</a>" if "href=" in match[1] else words


def note_text(text: str) -> str:
    """The note's words alone, one paragraph a line, for places without markup."""
    html = str(note_html(text))
    blocks = re.sub(r"</(p|li|h3|h4|blockquote)>", "\n", html)
    plain = nh3.clean(blocks, tags=set())
    lines = (" ".join(line.split()) for line in Markup(plain).unescape().splitlines())  # noqa: S704 - only unescaped, never shown as markup
    return "\n".join(line for line in lines if line)


def as_xhtml(html: Markup) -> Markup:
    """The note's HTML with its void elements closed, as XHTML wants them."""
    return Markup(re.sub(r"<(br|hr)\s*>", r"<\1/>", str(html)))  # noqa: S704 - sanitised before
