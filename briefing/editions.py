"""Editions on disk: found by file, folder or date; the earlier ones; the next number."""

from __future__ import annotations

import logging
import re
from datetime import date
from pathlib import Path

from briefing.edition import Edition, dump_edition, load_edition
from briefing.errors import EditionError
from briefing.model import Notice, Outcome

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def edition_files(output: Path) -> list[Path]:
    """Every ``output/<day>/edition.json``, oldest first."""
    return sorted(
        file for file in output.glob("*/edition.json") if _DAY.fullmatch(file.parent.name)
    )


def find_edition(wanted: str | None, output: Path) -> Path:
    """The ``edition.json`` that ``wanted`` means; None is the latest.

    ``wanted`` is a date, a folder or a file. Raises :class:`EditionError` when there is none.
    """
    if wanted is None:
        files = edition_files(output)
        if not files:
            raise EditionError(f"{output}: there is no edition yet.", "Make one: briefing run.")
        return files[-1]
    if _DAY.fullmatch(wanted) and not Path(wanted).exists():
        file = output / wanted / "edition.json"
    else:
        path = Path(wanted).expanduser().resolve()
        file = path / "edition.json" if path.is_dir() else path
    if not file.is_file():
        raise EditionError(
            f"{file}: there is no such edition.",
            "Name an edition.json, its folder or a date; 'briefing status' lists them.",
        )
    return file


def earlier_editions(output: Path, day: date, found: Outcome) -> list[Edition]:
    """The editions before ``day``, newest first. A damaged one is a notice, not a stop."""
    editions: list[Edition] = []
    for file in sorted(output.glob("????-??-??/edition.json"), reverse=True):
        if file.parent.name >= day.isoformat():
            continue
        try:
            editions.append(load_edition(file))
        except EditionError as exc:
            found.notices.append(Notice("group", f"{file.parent.name}/edition.json", str(exc)))
    return editions


def numbered(edition: Edition, output: Path) -> Edition:
    """With the number it gets: the published one's when nothing changed, else the next."""
    file = output / edition.date.isoformat() / "edition.json"
    if not file.is_file():
        return edition
    try:
        published = load_edition(file)
    except EditionError:
        logging.getLogger("briefing.freeze").warning("%s is damaged and will be replaced", file)
        return edition
    same = edition.model_copy(update={"edition": published.edition})
    if dump_edition(same) == dump_edition(published):
        return same
    return edition.model_copy(update={"edition": published.edition + 1})


def overview(file: Path) -> dict[str, str | int]:
    """One edition in figures, for ``briefing status``. Raises :class:`EditionError`."""
    edition = load_edition(file)
    texts = [text for story in edition.stories for text in (story.title, story.summary)]
    texts += [point.text for story in edition.stories for point in story.key_points]
    return {
        "date": edition.date.isoformat(),
        "edition": edition.edition,
        "stories": len(edition.stories),
        "problems": len(edition.problems),
        "untranslated": sum(text.untranslated for text in texts),
    }
