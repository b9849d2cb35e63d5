"""The frozen edition: ``edition.json``, the one truth that every page, PDF and mail is made from.

Everything a reader sees is in here in both languages. No wall-clock time, duration or path of
the machine enters it, so the same articles give the same bytes. The JSON Schema in
``docs/edition.schema.json`` is generated from these classes.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
)

from briefing.errors import EditionError
from briefing.model import Language, Notice, Problem

SCHEMA_VERSION: Literal[1] = 1


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class T(_Frozen):
    """A text in both languages; ``original`` is the one it was written in.

    ``untranslated`` is true when the other language shows the original text because no
    translation passed the checks; it is left out of the JSON when false.
    """

    en: str
    es: str
    original: Language
    untranslated: bool = False

    def __getitem__(self, language: Language) -> str:
        return self.es if language == "es" else self.en

    def language_of(self, language: Language) -> Language:
        """The language that the text shown in the ``language`` edition is really in."""
        return self.original if self.untranslated else language

    @model_serializer(mode="wrap")
    def _omit_default(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        if not self.untranslated:
            data.pop("untranslated", None)
        return data


class Evidence(_Frozen):
    """``articles[article].paragraphs[paragraph][start:end]`` is the source of a key point."""

    article: str
    paragraph: Annotated[int, Field(ge=0)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class EditionPoint(_Frozen):
    """A key point with the source text it rests on; ``new`` in updates: not told before."""

    text: T
    evidence: tuple[Evidence, ...]
    new: bool = False


class EditionSource(_Frozen):
    """One article that tells a story, as shown under it. ``name`` may be empty."""

    article: str
    name: str = ""
    url: str = ""
    place: str = ""
    published: datetime | date | None = None


class EditionStory(_Frozen):
    """One story. ``id`` is a slug that is safe as file name and anchor."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    section: str
    title: T
    summary: T
    key_points: tuple[EditionPoint, ...]
    sources: tuple[EditionSource, ...]
    update_of: str | None = None


class EditionArticle(_Frozen):
    """The text behind the evidence, in its own language.

    With ``complete`` false, ``paragraphs`` holds only the evidence and one sentence around it.
    ``translation`` has one text for each paragraph, when it was asked for.
    """

    language: Language
    paragraphs: tuple[str, ...]
    complete: bool = False
    title: str = ""
    licence: str = ""
    translation: tuple[str, ...] | None = None


class EditionCheck(_Frozen):
    """A failed check of a translation: where, what, and what was done about it.

    ``field`` is ``title``, ``summary``, ``key_points.N`` or ``articles.ID.N``.
    """

    story: str
    field: str
    language: Language
    kind: str
    detail: str
    action: str


class Note(_Frozen):
    """The editor's note, Markdown, in the languages it was written in."""

    en: str | None = None
    es: str | None = None


class Organisation(_Frozen):
    """Who publishes. ``logo`` is a ``data:`` URI, ``colours`` maps a role to ``#rrggbb``."""

    name: str = ""
    logo: str | None = None
    colours: dict[str, str] = {}


class Presentation(_Frozen):
    """How the edition is laid out, frozen so that rendering again gives the same bytes."""

    size: Literal["A4", "Letter"] = "A4"
    theme: str = "classic"
    pdf: Literal["ua-1", "a-3a"] = "ua-1"
    epub: bool = True


class MadeBy(_Frozen):
    """Versions and backend signatures; ``languages`` are the editions made."""

    briefing: str
    summariser: str
    translators: dict[str, str]


class Edition(_Frozen):
    """One day, ready to print. ``edition`` counts corrected versions of the same date from 1."""

    schema_version: Literal[1] = SCHEMA_VERSION
    edition: Annotated[int, Field(ge=1)] = 1
    date: date
    site_url: str | None = None
    organisation: Organisation = Organisation()
    presentation: Presentation = Presentation()
    note: Note | None = None
    stories: tuple[EditionStory, ...]
    articles: dict[str, EditionArticle]
    articles_read: int = 0
    missing_sources: tuple[str, ...] = ()
    checks: tuple[EditionCheck, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    made_by: MadeBy


def dump_edition(edition: Edition) -> str:
    """The canonical JSON text: fields in class order, two-space indent, a final newline."""
    return (
        json.dumps(edition.model_dump(mode="json"), ensure_ascii=False, indent=2, allow_nan=False)
        + "\n"
    )


def load_edition(path: Path) -> Edition:
    """Read ``edition.json`` (or the folder that holds it).

    Raises :class:`EditionError` when it is missing, not JSON, or does not fit the schema.
    """
    file = path / "edition.json" if path.is_dir() else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as exc:
        raise EditionError(
            f"{file}: cannot be read ({exc.strerror}).", "Make it with 'briefing run'."
        ) from exc
    except ValueError as exc:
        raise EditionError(
            f"{file}: is not valid JSON ({exc}).", "Restore the file or run the day again."
        ) from exc
    try:
        return Edition.model_validate(data)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "top level"
        raise EditionError(
            f"{file}: does not fit edition schema {SCHEMA_VERSION} at {where}: {first['msg']}.",
            "Run the day again with this version.",
        ) from exc


def edition_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``edition.json``."""
    schema = Edition.model_json_schema(mode="validation")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "briefing edition"
    return schema
