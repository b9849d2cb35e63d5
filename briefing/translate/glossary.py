"""Terms with a fixed translation, and names that are never translated; for every backend."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.errors import ConfigError
from briefing.model import Language

DEFAULT = Path(__file__).with_name("glossary.toml")
_TRUE = ("1", "true", "yes", "sí", "si", "x")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. ``case``: upper and lower case count. ``strict``: its loss is reported.

    ``wrong`` are known bad renderings in either language, replaced on sight when the term is in
    the source.
    """

    en: str
    es: str
    case: bool = False
    strict: bool = True
    wrong: tuple[str, ...] = ()

    def form(self, language: Language) -> str:
        """The term in ``language``."""
        return self.en if language == "en" else self.es


class Glossary:
    """A list of terms, the longest first."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = sorted(terms, key=lambda term: -len(term.en))
        self._patterns: dict[tuple[str, bool], re.Pattern[str]] = {}

    @property
    def signature(self) -> str:
        """Changes when any term does; part of the cache key."""
        digest = hashlib.sha256(repr(self.terms).encode()).hexdigest()[:8]
        return f"glossary:{len(self.terms)}:{digest}"

    def apply(
        self, source_text: str, text: str, source: Language, target: Language
    ) -> tuple[str, list[Term]]:
        """``text`` with the terms of the source in their fixed form; the terms still missing."""
        missing: list[Term] = []
        seen = source_text
        for term in self.terms:
            here = self._pattern(term.form(source), term.case)
            if not here.search(seen):
                continue
            seen = here.sub(" ", seen)  # "European Union" is not asked for "Union" again
            wanted = term.form(target)
            if self._pattern(wanted, term.case).search(text):
                continue
            text, found = self._replace(text, term, source, wanted)
            if not found:
                missing.append(term)
        return text, missing

    def _replace(self, text: str, term: Term, source: Language, wanted: str) -> tuple[str, bool]:
        for form in (*term.wrong, term.form(source)):
            pattern = self._pattern(form, True)
            if form != wanted and pattern.search(text):
                return _tidy(pattern.sub(lambda _: wanted, text)), True
        return text, False

    def substitute(self, text: str, terms: Iterable[Term], source: Language) -> str:
        """``text`` (source language) with the terms already in the other language's form."""
        for term in terms:
            new = term.es if source == "en" else term.en
            text = self._pattern(term.form(source), term.case).sub(new.replace("\\", ""), text)
        return text

    def _pattern(self, form: str, case: bool) -> re.Pattern[str]:
        key = (form, case)
        if key not in self._patterns:
            self._patterns[key] = re.compile(
                rf"(?<!\w){re.escape(form)}(?!\w)", 0 if case else re.IGNORECASE
            )
        return self._patterns[key]


def _tidy(text: str) -> str:
    """No article before "EE. UU.", no doubled article or full stop."""
    text = re.sub(r"\b(?:los|las|Los|Las) (?=EE\. UU\.)", "", text)
    text = re.sub(r"\b([Tt]he) the\b", r"\1", text)
    return re.sub(r"(EE\. UU\.)\.", r"\1", text)


def load_glossary(path: Path | None) -> Glossary:
    """The default terms, with those of a CSV or TOML file over them.

    CSV has the columns ``en``, ``es``, ``case``, ``never`` (the last two may be missing or empty);
    TOML has tables ``[[terms]]`` with the same keys, and ``wrong`` (a list). ``never`` keeps
    ``en`` as it is in both languages. Raises :class:`ConfigError`.
    """
    terms = {(t.en.lower()): t for t in _read_toml(DEFAULT, strict=False)}
    if path is not None:
        own = _read_csv(path) if path.suffix.lower() in (".csv", ".tsv") else _read_toml(path)
        terms |= {(t.en.lower()): t for t in own}
    return Glossary(terms.values())


def _read_toml(path: Path, *, strict: bool = True) -> list[Term]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise ConfigError(f"{path}: cannot be read ({exc.strerror}).", _REMEDY) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{path}: is not valid TOML: {exc}.", _REMEDY) from exc
    rows = data.get("terms", [])
    if not isinstance(rows, list) or set(data) - {"terms", "pairs"}:
        raise ConfigError(f"{path}: has other tables than [[terms]].", _REMEDY)
    found = [_term(row, path, number, strict) for number, row in enumerate(rows, start=1)]
    for en, es in data.get("pairs", {}).items():
        found.append(_term({"en": en, "es": es}, path, len(found) + 1, strict))
    return found


def _read_csv(path: Path) -> list[Term]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{path}: cannot be read as UTF-8 text.", _REMEDY) from exc
    delimiter = "\t" if path.suffix.lower() == ".tsv" else (";" if ";" in text[:200] else ",")
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    return [
        _term({k: v for k, v in row.items() if v and k}, path, number, True)
        for number, row in enumerate(rows, start=2)
    ]


_REMEDY = "See docs/translation.md for the form of a glossary."


def _term(row: Any, path: Path, number: int, strict: bool) -> Term:
    known = {"en", "es", "case", "never", "wrong"}
    if not isinstance(row, dict) or not str(row.get("en", "")).strip() or set(row) - known:
        raise ConfigError(f"{path}: entry {number} needs 'en' and knows {sorted(known)}.", _REMEDY)
    never = _flag(row.get("never"))
    en = str(row["en"]).strip()
    es = en if never else str(row.get("es", "")).strip()
    if not es:
        raise ConfigError(f"{path}: entry {number} ({en!r}) needs 'es' or 'never'.", _REMEDY)
    wrong = tuple(str(form) for form in row.get("wrong", ()))
    return Term(en, es, _flag(row.get("case")) or never, strict, wrong)


def _flag(value: Any) -> bool:
    return value is True or str(value).strip().lower() in _TRUE
