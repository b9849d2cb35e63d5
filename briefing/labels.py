"""Interface words, dates and numbers in the reader's language, from one catalogue a language.

A catalogue is ``templates/labels/<language>.toml``; a further interface language is one more
file. Words are looked up by ``table.key``; a value with the keys of the CLDR plural categories
(``one``, ``other`` …) is a plural. Dates, numbers and lists come from Babel (CLDR), so no
process-wide locale is touched.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from briefing.errors import RenderError

_PACKAGE = Path(__file__).resolve().parent


def templates_dir() -> Path:
    """The templates that came with the program: inside the wheel, else in the checkout.

    Raises :class:`RenderError` when neither place has them.
    """
    installed = _PACKAGE / "templates"
    checkout = _PACKAGE.parent
    if (installed / "labels").is_dir():
        return installed
    if (checkout / "pyproject.toml").is_file() and (checkout / "templates" / "labels").is_dir():
        return checkout / "templates"
    raise RenderError(
        f"{installed}: the page templates are missing.", "Install the package 'briefing' again."
    )


def interface_languages() -> list[str]:
    """The languages that have a catalogue, in alphabetical order."""
    return sorted(file.stem for file in (templates_dir() / "labels").glob("*.toml"))


@lru_cache(maxsize=8)
def labels(language: str) -> Labels:
    """The catalogue of ``language``.

    Raises :class:`RenderError` when it is missing or not valid TOML.
    """
    file = templates_dir() / "labels" / f"{language}.toml"
    try:
        words = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as exc:
        raise RenderError(
            f"{file.name}: the label catalogue cannot be read ({exc}).",
            "Restore the file from the package.",
        ) from exc
    return Labels(language, words)


class Labels:
    """Words and formats of one interface language."""

    def __init__(self, language: str, words: dict[str, Any]) -> None:
        self.language = language
        self._words = words
        self._locale = Locale.parse(words["locale"])

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key`` (``table.name``) with ``{placeholders}`` filled in.

        Raises :class:`RenderError` for a key that the catalogue does not have.
        """
        found = self._find(key)
        if not isinstance(found, str):
            raise RenderError(f"{self.language}.toml: {key!r} is not one text.", _RESTORE)
        return found.format(**values) if values else found

    def count(self, key: str, number: int, **values: object) -> str:
        """The plural of ``key`` for ``number``, which fills ``{n}`` in the local format."""
        found = self._find(key)
        if not isinstance(found, dict):
            raise RenderError(f"{self.language}.toml: {key!r} has no plural forms.", _RESTORE)
        form = found.get(self._locale.plural_form(number), found.get("other", ""))
        return str(form).format(n=self.number(number), **values)

    def has(self, key: str) -> bool:
        """Whether the catalogue has ``key``."""
        try:
            self._find(key)
        except RenderError:
            return False
        return True

    def section(self, key: str) -> str:
        """The name of a section; a key that nobody named stands for itself."""
        return self(f"sections.{key}") if self.has(f"sections.{key}") else key.capitalize()

    def language_name(self, language: str) -> str:
        """The name of ``language`` as a word inside a sentence."""
        return self(f"languages.{language}")

    def date(self, day: dt.date, style: str = "full", *, start: bool = False) -> str:
        """``day`` in the pattern ``dates.<style>``; ``start`` capitalises it as a line's start."""
        pattern = self(f"dates.{style}")
        text = format_date(day, pattern, locale=self._locale)
        return text[:1].upper() + text[1:] if start else text

    def time(self, moment: dt.datetime) -> str:
        """Hour and minute."""
        return format_time(moment, self("dates.time"), locale=self._locale)

    def moment(self, moment: dt.datetime | dt.date) -> str:
        """Day and month, and the time of day where it is known."""
        day = self.date(moment, "short")
        return f"{day}, {self.time(moment)}" if isinstance(moment, dt.datetime) else day

    def number(self, value: float) -> str:
        """A number with the local group and decimal signs."""
        text = format_decimal(value, locale=self._locale)
        group = self._words.get("thousands")
        if group is not None:
            text = text.replace(str(self._locale.number_symbols["latn"]["group"]), group)
        return text

    def join(self, items: Sequence[str]) -> str:
        """The items as a list in running text: "a, b and c"."""
        return format_list(list(items), style="standard", locale=self._locale)

    def _find(self, key: str) -> Any:
        found: Any = self._words
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise RenderError(f"{self.language}.toml: there is no label {key!r}.", _RESTORE)
            found = found[part]
        return found


_RESTORE = "Add it to the catalogue in templates/labels."
