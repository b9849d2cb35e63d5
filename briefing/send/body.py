"""The readable part of a mail: the same words as text and as HTML, in the reader's language.

The HTML is short enough that no mail program cuts it (Gmail does at 102 kB): stories that do not
fit are counted and linked. Styles are inlined; what cannot be inlined (dark mode, narrow screens)
stays in one ``<style>``. There are no images.
"""

from __future__ import annotations

import binascii
import secrets
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape

from briefing.edition import Edition
from briefing.labels import labels, templates_dir
from briefing.send.block import Block, Shape
from briefing.send.headers import clean_line

if TYPE_CHECKING:
    from jinja2 import Environment

    from briefing.render.view import EditionView, SectionView

HTML_LIMIT = 100_000
"""Bytes of the encoded HTML part; Gmail clips at 102 kB."""
_HEADLINE = 90
_WIDTH = 72


@dataclass(frozen=True, slots=True)
class Body:
    """Subject, text and HTML of one shape; personal values are put in by :meth:`for_reader`."""

    subject: str
    text: str
    html: str
    from_name: str
    address_mark: str
    link_mark: str

    def for_reader(self, address: str, unsubscribe: str) -> Body:
        """The same with the reader's address and unsubscribe link."""
        text = self.text.replace(self.address_mark, address).replace(self.link_mark, unsubscribe)
        html = self.html.replace(self.address_mark, str(escape(address)))
        return replace(self, text=text, html=html.replace(self.link_mark, str(escape(unsubscribe))))


class Bodies:
    """Makes and keeps the body of each shape of one edition."""

    def __init__(self, edition: Edition, overrides: Path | None = None) -> None:
        from briefing.render.clean import clean_edition
        from briefing.render.view import view_of

        self.edition = clean_edition(edition)
        self._view = view_of(self.edition)
        self._overrides = overrides
        self._made: dict[Shape, Body] = {}
        # Nobody can write these marks into an article: they are made anew each time.
        self._address_mark = f"address{secrets.token_hex(8)}"
        self._link_mark = f"https://{secrets.token_hex(16)}.invalid/{secrets.token_hex(24)}"

    @cached_property
    def _html(self) -> Environment:
        return _environment(self._overrides, html=True)

    @cached_property
    def _text(self) -> Environment:
        return _environment(self._overrides, html=False)

    def stories(self, sections: Sequence[str]) -> int:
        """How many stories a reader of these sections gets."""
        return sum(len(part.stories) for part in _of_interest(self._view, sections))

    def get(self, shape: Shape) -> Body:
        """The body of ``shape``.

        Raises :class:`~briefing.errors.RenderError` when a template is at fault.
        """
        if shape not in self._made:
            self._made[shape] = self._make(shape)
        return self._made[shape]

    def _make(self, shape: Shape) -> Body:
        fits, too_many = 0, self.stories(shape.sections) + 1
        shown = too_many - 1
        html = self._render_html(shape, shown)
        while encoded_size(html) > HTML_LIMIT and shown:
            too_many = shown
            shown = (fits + too_many) // 2
            html = self._render_html(shape, shown)
        while too_many - shown > 1:
            middle = (shown + too_many) // 2
            longer = self._render_html(shape, middle)
            if encoded_size(longer) > HTML_LIMIT:
                too_many = middle
            else:
                shown, html = middle, longer
        blocks = self._blocks(shape, shown)
        return Body(
            subject=self._subject(blocks[0]),
            text=self._fill(self._text, "mail/edition.txt.j2", blocks).lstrip("\n"),
            html=html,
            from_name=blocks[0].paper,
            address_mark=self._address_mark,
            link_mark=self._link_mark,
        )

    def _render_html(self, shape: Shape, shown: int) -> str:
        import css_inline

        page = self._fill(self._html, "mail/edition.html.j2", self._blocks(shape, shown))
        inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
        return str(inliner.inline(page))

    def _fill(self, env: Environment, name: str, blocks: Sequence[Block]) -> str:
        from briefing.render.colours import palette
        from briefing.render.environment import render

        light, dark = palette(self.edition.organisation.colours)
        return render(
            env,
            name,
            blocks=blocks,
            edition=self.edition,
            title=self._subject(blocks[0]),
            preheader=self._preheader(blocks[0]),
            address=self._address_mark,
            unsubscribe=self._link_mark,
            light=light,
            dark=dark,
        )

    def _blocks(self, shape: Shape, shown: int) -> list[Block]:
        parts = _of_interest(self._view, shape.sections)
        return [
            Block(
                lang=language,
                labels=labels(language),
                edition=self.edition,
                shape=shape,
                sections=_first(parts, shown),
                total=sum(len(part.stories) for part in parts),
                other_below=language != shape.languages[-1],
            )
            for language in shape.languages
        ]

    def _subject(self, block: Block) -> str:
        """Different every day, so that no mail program makes a thread of the editions."""
        key = "mail.subject_corrected" if self.edition.edition > 1 else "mail.subject"
        parts = _of_interest(self._view, block.shape.sections)
        titles = [story.title for part in parts for story in part.stories]
        own = [title for title in titles if title.language_of(block.lang) == block.lang]
        lead = (own or titles)[0][block.lang] if titles else ""
        day = block.labels.date(self.edition.date, "long")
        title = clean_line(lead, _HEADLINE)
        return block.labels(key, paper=block.paper, date=day, title=title).rstrip(": ")

    def _preheader(self, block: Block) -> str:
        titles = [story.title[block.lang] for part in block.sections for story in part.stories]
        lead = [story.glance[block.lang] for part in block.sections for story in part.stories[:1]]
        told = self._subject(block)
        more = [title for title in titles if not told.endswith(clean_line(title, _HEADLINE))]
        return " · ".join(clean_line(title, _HEADLINE) for title in more[:3] or lead[:1])


def encoded_size(html: str) -> int:
    """Bytes of ``html`` as it travels: UTF-8, quoted-printable."""
    return len(quoted_printable(html))


def quoted_printable(text: str) -> bytes:
    """``text`` as quoted-printable UTF-8 with CRLF line ends (RFC 2045, 6.7)."""
    lines = "\r\n".join(text.split("\n"))
    return binascii.b2a_qp(lines.encode("utf-8"), istext=True)


def _of_interest(view: EditionView, sections: Sequence[str]) -> tuple[SectionView, ...]:
    return tuple(part for part in view.sections if not sections or part.key in sections)


def _first(parts: Sequence[SectionView], count: int) -> tuple[SectionView, ...]:
    kept = []
    for part in parts:
        stories = part.stories[:count]
        count -= len(stories)
        if stories:
            kept.append(replace(part, stories=stories))
    return tuple(kept)


def _environment(overrides: Path | None, *, html: bool) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from briefing.render.environment import say

    folders = [folder for folder in (overrides, templates_dir()) if folder is not None]
    env = Environment(
        loader=FileSystemLoader(folders),
        autoescape=html,  # noqa: S701 - the text part is no markup, nothing may be escaped in it
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["say"] = say
    env.filters["wrap"] = _wrap
    return env


def _wrap(text: str, first: str = "", rest: str | None = None) -> str:
    """``text`` on lines of at most 72 characters; addresses stay whole."""
    return textwrap.fill(
        clean_line(text, 5_000),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
