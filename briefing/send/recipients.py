"""Who gets the edition, and how: from the configuration, a CSV file and the recipients' book.

An entry of the book wins over one of the CSV file, which wins over the configuration: so an
address that unsubscribed stays unsubscribed, whatever the other two still say.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from briefing.config import RecipientConfig
from briefing.errors import ConfigError
from briefing.model import LANGUAGES, SECTIONS, Language, Outcome, Problem
from briefing.send.addresses import address_key, normal_address
from briefing.send.headers import clean_line

Format = Literal["full", "link", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
COLUMNS = ("address", "name", "languages", "format", "sections", "active")
_NO = ("no", "false", "0", "n")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One reader. ``languages`` in the reader's order; empty ``sections`` means all of them.

    ``reason`` tells why an inactive reader gets nothing (unsubscribed, bounced …).
    """

    address: str
    name: str = ""
    languages: tuple[Language, ...] = LANGUAGES
    format: Format = "full"
    sections: tuple[str, ...] = ()
    active: bool = True
    reason: str = ""

    @property
    def key(self) -> str:
        """Equal for two spellings of the same address."""
        return address_key(self.address)


def make_recipient(
    address: str,
    name: str = "",
    languages: Iterable[str] = LANGUAGES,
    form: str = "full",
    sections: Iterable[str] = (),
    *,
    active: bool = True,
) -> Recipient:
    """A checked recipient. Raises :class:`ConfigError` that names what is wrong."""
    spoken = tuple(dict.fromkeys(languages)) or LANGUAGES
    wanted = tuple(dict.fromkeys(sections))
    normal = normal_address(address)
    if unknown := [code for code in spoken if code not in LANGUAGES]:
        raise ConfigError(
            f"{normal}: {unknown[0]!r} is no language of the edition.",
            f"Choose from {', '.join(LANGUAGES)}.",
        )
    if form not in FORMATS:
        raise ConfigError(
            f"{normal}: {form!r} is no format.", f"Choose one of {', '.join(FORMATS)}."
        )
    if missing := [section for section in wanted if section not in SECTIONS]:
        raise ConfigError(
            f"{normal}: {missing[0]!r} is no section.", f"Choose from {', '.join(SECTIONS)}."
        )
    return Recipient(
        normal,
        clean_line(name, 120),
        cast("tuple[Language, ...]", spoken),
        form,
        wanted,
        active,
    )


def from_config(entries: Sequence[RecipientConfig]) -> list[Recipient]:
    """The ``[[recipients]]`` of the configuration. Raises :class:`ConfigError`."""
    return [
        make_recipient(entry.address, entry.name, entry.languages, entry.format, entry.sections)
        for entry in entries
    ]


def read_csv(file: Path, found: Outcome) -> list[Recipient]:
    """The recipients of a CSV file with a header line; ``address`` is the one column it must have.

    Comma or semicolon between columns; several languages or sections in one cell are separated by
    blanks. A wrong line becomes a problem. Raises :class:`ConfigError` when the file is unreadable.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "it is not UTF-8 text"
        raise ConfigError(
            f"{file}: the recipients cannot be read ({reason}).", "Save them as UTF-8 CSV."
        ) from exc
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    if "address" not in columns:
        raise ConfigError(
            f"{file}: there is no column 'address'.", f"The first line names {', '.join(COLUMNS)}."
        )
    reader.fieldnames = columns
    people = []
    for row in reader:
        try:
            people.append(_from_row(row))
        except ConfigError as exc:
            where = f"{file.name}, line {reader.line_num}"
            found.problems.append(Problem("send", where, exc.message, exc.remedy))
    return people


def _from_row(row: dict[str, str | None]) -> Recipient:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    return make_recipient(
        cells["address"],
        cells["name"],
        _words(cells["languages"]),
        cells["format"] or "full",
        _words(cells["sections"]),
        active=cells["active"].lower() not in _NO,
    )


def _words(cell: str) -> list[str]:
    return [word for word in re.split(r"[\s,;|+]+", cell.lower()) if word]


def write_csv(people: Iterable[Recipient]) -> str:
    """The recipients as CSV text that :func:`read_csv` reads back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for person in people:
        writer.writerow(
            (
                person.address,
                person.name,
                " ".join(person.languages),
                person.format,
                " ".join(person.sections),
                "yes" if person.active else "no",
            )
        )
    return out.getvalue()


def merge(*groups: Iterable[Recipient]) -> list[Recipient]:
    """All readers once, in the order of first mention; later groups win over earlier ones."""
    people: dict[str, Recipient] = {}
    for group in groups:
        for person in group:
            people[person.key] = person
    return list(people.values())
