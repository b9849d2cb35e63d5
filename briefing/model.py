"""The types that travel between the stages. No behaviour beyond small look-ups.

Two families: frozen dataclasses for what lives inside one run (:class:`Article`,
:class:`Story`, :class:`Summary` …), and :mod:`briefing.edition` for what is written to disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, get_args

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Stage = Literal[
    "read", "group", "summarise", "translate", "check", "freeze", "render", "publish", "send"
]
STAGES: tuple[Stage, ...] = get_args(Stage)

SECTIONS: tuple[str, ...] = (
    "politics",
    "world",
    "economy",
    "society",
    "science",
    "health",
    "environment",
    "culture",
    "sport",
    "other",
)
"""Section keys in the order of the page; their names are in the label catalogue."""


def other(language: Language) -> Language:
    """The language of the other edition."""
    return "es" if language == "en" else "en"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong and was survived. Problems make the exit code 3.

    ``subject`` is the file name, URL, source or story; all three texts are plain text.
    """

    stage: Stage
    subject: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the log should know that changes no exit code."""

    stage: Stage
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, cleaned: plain text, NFC, no markup, no dateline.

    ``id`` is stable for the same content. ``origin`` names the file or URL for messages.
    ``source`` is the outlet or agency (may be empty), ``number`` the undocumented figure of the
    dated text format's first line. ``weight`` is the source's weight from the configuration.
    """

    id: str
    origin: str
    language: Language
    title: str
    paragraphs: tuple[str, ...]
    day: date | None
    source: str = ""
    place: str = ""
    url: str = ""
    author: str = ""
    section: str = ""
    published: datetime | None = None
    number: int | None = None
    weight: float = 1.0
    licence: str = ""
    full_text: bool = False
    translate_full_text: bool = False
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Where a text comes from: code points ``start:end`` of one paragraph of one article."""

    article: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """One event: the articles that tell it, best first, all of one day.

    ``id`` is a stable slug, ``update_of`` the id of the earlier story this one carries on.
    """

    id: str
    section: str
    articles: tuple[Article, ...]
    update_of: str | None = None

    @property
    def lead(self) -> Article:
        """The article that gives the story its title and language."""
        return self.articles[0]


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One point of a story, in the language of the story's lead article.

    ``new`` marks what an update says and the earlier edition did not.
    """

    text: str
    evidence: tuple[Span, ...]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a summariser makes of a story, in the language of its lead article.

    ``notices`` tell what the support check replaced (empty for extractive backends).
    """

    title: str
    line: str
    points: tuple[KeyPoint, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One failed check of a translation and what was done about it.

    ``kind`` is one of figure, percentage, money, date, time, unit, url, name, quotation,
    negation, language, repetition, length, or error (the work itself failed). ``action`` is
    what made the printed text: ``retried`` (sentence by sentence), ``other_backend``, ``restored``
    (a name put back) or ``original`` (shown untranslated).
    """

    kind: str
    detail: str
    action: Literal["retried", "other_backend", "restored", "original", "reported"]


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated text. ``original_shown`` when no candidate passed the checks of a sentence;

    then ``candidate`` is the text with the best failed candidates in the places of the originals.
    """

    text: str
    verdicts: tuple[Verdict, ...] = ()
    original_shown: bool = False
    candidate: str = ""


@dataclass(slots=True)
class Outcome:
    """What a stage found besides its result. Stages append, the pipeline gathers."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def extend(self, found: Outcome) -> None:
        """Take over what another stage found."""
        self.problems += found.problems
        self.notices += found.notices


class Progress(Protocol):
    """Told by the stages how far they are; the command line draws it."""

    def start(self, stage: Stage, total: int | None = None) -> None:
        """A stage begins; ``total`` is the number of steps when known."""

    def advance(self, steps: int = 1) -> None:
        """Some steps of the running stage are done."""


class Silent:
    """A :class:`Progress` that shows nothing."""

    def start(self, stage: Stage, total: int | None = None) -> None:
        """Nothing to show."""

    def advance(self, steps: int = 1) -> None:
        """Nothing to show."""


Signatures = Mapping[str, str]
"""Stage or role → signature of the backend that did it (printed on the last page)."""
