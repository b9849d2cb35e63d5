"""What the mail templates see: one block a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from briefing.edition import Edition, T
from briefing.labels import Labels
from briefing.model import Language
from briefing.send.headers import clean_line
from briefing.send.recipients import Format

if TYPE_CHECKING:
    from briefing.render.view import SectionView, StoryView

_NOTE_LIMIT = 8_000
_NOTE_CUT = 2_000


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes two readers' mails alike but for address and unsubscribe link.

    ``oversize`` means that the PDFs are too large to attach.
    """

    languages: tuple[Language, ...]
    format: Format
    sections: tuple[str, ...] = ()
    oversize: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A source as shown: never without a name; ``url`` is empty unless it is http(s)."""

    name: str
    place: str
    url: str


@dataclass(frozen=True)
class Block:
    """One language of one mail, as the templates see it."""

    lang: Language
    labels: Labels
    edition: Edition
    shape: Shape
    sections: tuple[SectionView, ...]
    total: int
    other_below: bool

    @property
    def paper(self) -> str:
        """The name of the publication."""
        return clean_line(self.edition.organisation.name, 80) or self.labels("name.paper")

    @property
    def brief(self) -> bool:
        """Whether titles are all that the mail tells."""
        return self.shape.format != "full"

    @property
    def has_pdf(self) -> bool:
        """Whether this mail comes with PDFs."""
        return self.shape.format != "link" and not self.shape.oversize

    @property
    def oversize(self) -> bool:
        """Whether a link stands in for the PDFs."""
        return self.shape.format != "link" and self.shape.oversize

    @property
    def attached(self) -> str:
        """The line about the attachments."""
        if not self.has_pdf:
            return ""
        return self.labels.count("mail.attached", len(self.shape.languages))

    @property
    def intro(self) -> str:
        """The line before the titles of a short mail."""
        return self.labels("mail.link_intro" if self.shape.format == "link" else "mail.pdf_intro")

    @property
    def url(self) -> str:
        """The day's page, or nothing without a site."""
        return self._site(f"{self.lang}/index.html")

    @property
    def pdf(self) -> str:
        """Where the PDF is to be had."""
        return self._site(f"briefing-{self.lang}.pdf")

    def mark(self, text: T) -> str:
        """What says that ``text`` is shown in the other language; empty when it is not."""
        spoken = text.language_of(self.lang)
        if spoken == self.lang:
            return ""
        words = self.labels
        return f"({words('page.shown_in', language=words.language_name(spoken))})"

    def plain(self, text: T) -> str:
        """``text`` with that mark, for where there is no markup."""
        return f"{text[self.lang]} {self.mark(text)}".rstrip()

    def story_url(self, story: StoryView) -> str:
        """The story's own page."""
        return self._site(f"{self.lang}/{story.id}.html")

    def _site(self, path: str) -> str:
        site = self.edition.site_url
        return f"{site.rstrip('/')}/{self.edition.date.isoformat()}/{path}" if site else ""

    def sources(self, story: StoryView) -> list[Source]:
        """The sources that have something to show."""
        shown = []
        for source in story.sources:
            url = web_link(source.url)
            name = clean_line(source.name, 80) or (urlsplit(url).hostname or "")
            if name:
                shown.append(Source(name, clean_line(source.place, 80), url))
        return shown

    @property
    def more(self) -> str:
        """The line about the stories that did not fit."""
        left = self.total - sum(len(section.stories) for section in self.sections)
        if not left:
            return ""
        where = "attached" if self.has_pdf else "online" if self.url else "omitted"
        return self.labels(f"mail.more_{where}", more=self.labels.count("mail.more", left))

    @property
    def _note(self) -> str:
        note = self.edition.note
        return (getattr(note, self.lang) or "") if note else ""

    @property
    def note_cut(self) -> bool:
        """Whether only the beginning of the note is shown."""
        return len(self._note) > _NOTE_LIMIT

    @cached_property
    def note(self) -> Markup:
        """The editor's note as harmless HTML."""
        from briefing.render.note import note_html

        if self.note_cut:
            return Markup("<p>{}</p>").format(self.note_text)
        return note_html(self._note) if self._note else Markup("")

    @cached_property
    def note_text(self) -> str:
        """The editor's note as plain lines."""
        from briefing.render.note import note_text

        text = note_text(self._note) if self._note else ""
        return clean_line(text, _NOTE_CUT) if self.note_cut else text


def web_link(url: str) -> str:
    """``url`` when it is a plain web address, else nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = url.isprintable() and not any(char.isspace() for char in url)
    return url if plain and parts.scheme in ("http", "https") and parts.hostname else ""
