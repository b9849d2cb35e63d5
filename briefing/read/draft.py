"""What the source kinds pass on: raw items in, drafts of articles out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Protocol

from briefing.config import SourceConfig
from briefing.model import Language, Outcome


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes to be read as one or more articles.

    ``name`` is what messages call it: a file name relative to the given folder, or a URL.
    ``url`` is where the bytes came from, for resolving links; empty for files.
    """

    name: str
    data: bytes
    url: str = ""
    content_type: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as found, before cleaning. ``paragraphs`` may still hold datelines and bylines."""

    origin: str
    title: str
    paragraphs: tuple[str, ...]
    day: date | None = None
    published: datetime | None = None
    source: str = ""
    place: str = ""
    author: str = ""
    url: str = ""
    section: str = ""
    categories: tuple[str, ...] = ()
    language: str = ""
    number: int | None = None


class Web(Protocol):
    """What kinds may ask of the network: the bytes behind a link."""

    def get(self, url: str) -> Item:
        """Fetch ``url`` under all the rules of fetching. Raises :class:`SourceError`."""


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of reading: the source's settings, the zone of the edition (None is the
    machine's), where to report, and the web when links may be followed."""

    found: Outcome
    zone: tzinfo | None
    source: SourceConfig | None = None
    web: Web | None = None
    budget: Budget = field(default_factory=lambda: Budget())

    @property
    def language(self) -> Language | None:
        """The language that the configuration says the source is in."""
        return self.source.language if self.source else None


@dataclass(slots=True)
class Budget:
    """Limits that hold for everything unpacked from one item."""

    bytes_left: int = 200_000_000
    entries_left: int = 10_000


class Kind(Protocol):
    """A source kind: a module with these two functions, named in ``kinds.KINDS``."""

    def sniff(self, item: Item) -> bool:
        """Whether the bytes look like this kind."""

    def read(self, item: Item, context: Context) -> Iterator[Draft]:
        """The articles in the item.

        Raises :class:`~briefing.errors.ArticleError` when the item as a whole is unusable;
        failures inside it are reported to ``context.found``.
        """
