"""Spanish articles and adjectives in the gender of their noun: "la cruce roja" is "el cruce rojo".

The networks read and write Spanish in Portuguese words (``briefing.translate.code``), and nouns
differ in gender between the two: "a ponte" is "el puente". What the networks do not know of that,
a table of nouns and adjectives does. Only what stands right before or behind a noun of one gender
is changed, and a noun in the singular behind "los" or "three".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,]*|[^\w\s]")
_DETERMINERS = (
    "el la los las", "un una unos unas", "este esta estos estas", "ese esa esos esas",
    "aquel aquella aquellos aquellas", "algún alguna algunos algunas", "ningún ninguna - -",
    "nuestro nuestra nuestros nuestras", "otro otra otros otras", "mucho mucha muchos muchas",
    "todo toda todos todas", "- - varios varias",
)  # fmt: skip
FORMS = ("ms", "fs", "mp", "fp")
"""Gender and number, in the order of every table here."""
_BETWEEN = frozenset(
    "gran grandes mayor mayores mejor mejores peor peores posible posibles principal principales "
    "dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte".split()
)
"""Words of one form that may stand between article and noun, beside adjectives."""
_COUNTS = frozenset("dos tres cuatro cinco seis siete ocho nueve diez once doce".split())
_MOST_BETWEEN = 2
_JOINED = {"del": "de ", "al": "a "}
_APART = re.compile(r"\b([Dd]e|[Aa]) el\b")
_ADVERBIAL = "vez"
""" "Una vez firmado el pacto": the participle belongs to what follows."""

ROWS = {
    word: (place, tuple(row.split()))
    for row in _DETERMINERS
    for place, word in enumerate(row.split())
    if word != "-"
} | {word: (0, tuple(_DETERMINERS[0].split())) for word in _JOINED}
"""Determiner -> its place among ``FORMS``, and the four forms."""


@dataclass(frozen=True)
class Noun:
    """A form of a noun: ``gender`` m, f, or a, feminine with "el"; ``number`` s or p."""

    gender: str
    number: str
    plural: str = ""
    """Of a singular, where it is known."""

    @property
    def form(self) -> int:
        """Its place among ``FORMS``."""
        return FORMS.index(("m" if self.gender == "m" else "f") + self.number)


@dataclass(frozen=True)
class Agreement:
    """The table, lower case."""

    nouns: dict[str, Noun] = field(default_factory=dict)
    adjectives: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    """Form -> its place among ``FORMS``, and the four forms."""

    @classmethod
    def load(cls, path: Path) -> Agreement:
        """The table in a tab-separated file: ``n singular plural gender``, ``a`` with four forms.

        ``-`` stands for a form that is not known or means something else, too.
        """
        made = cls()
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, *row = line.split("\t")
            if kind == "a":
                made.adjectives.update((w, (i, tuple(row))) for i, w in enumerate(row))
                continue
            singular, plural, gender = row
            if singular != "-":
                made.nouns[singular] = Noun(gender, "s", plural.replace("-", ""))
            if plural != "-":
                made.nouns[plural] = Noun(gender, "p")
        return made

    def mend(self, text: str) -> str:
        """``text`` with the words around each noun of the table in its gender."""
        found = list(_TOKEN.finditer(text))
        words = [match.group() for match in found]
        for place, word in enumerate(words[:-1]):
            if word in _COUNTS:
                self._counted(words, place + 1)
        for place, word in enumerate(words):
            if word.lower() in ROWS and (word.islower() or word.istitle()):
                self._around(words, place)
        out, end = "", 0
        for match, word in zip(found, words, strict=True):
            out += text[end : match.start()] + word
            end = match.end()
        out += text[end:]
        return out if out == text else _APART.sub(lambda m: m[1] + "l", out)

    def _around(self, words: list[str], place: int) -> None:
        """Mend what belongs to the noun behind the determiner at ``place``."""
        now, forms = ROWS[words[place].lower()]
        at = self._noun_behind(words, place + 1, now)
        if at is None:
            return
        if now > 1 and self.nouns[words[at]].form == now - 2 and at == place + 1:
            self._counted(words, at)
        noun = self.nouns[words[at]]
        if noun.form // 2 != now // 2:
            return
        wanted = noun.form
        if noun.gender == "a" and at == place + 1 and noun.number == "s":
            forms = forms if forms[0] != "el" else ("el", "el")
            wanted = now
        if forms[wanted] != words[place].lower() and forms[wanted] != "-":
            self._determine(words, place, forms[wanted])
        following = range(at + 1, min(at + 2, len(words))) if words[at] != _ADVERBIAL else ()
        preceded = words[place - 1].lower() if place else ""
        for i in (*range(place + 1, at), *(() if preceded in ("de", "del") else following)):
            if words[i] in self.adjectives and words[i + 1 : i + 2] != ["-"]:
                own, row = self.adjectives[words[i]]
                if own // 2 == noun.form // 2:
                    words[i] = row[noun.form]

    def _determine(self, words: list[str], place: int, new: str) -> None:
        """Put ``new`` for the determiner at ``place``; "del" and "al" come apart."""
        old = words[place]
        row = ROWS[old.lower()][1]
        if old.lower() not in _JOINED:
            words[place] = new.capitalize() if old.istitle() else new
        elif new != row[0]:
            joined = _JOINED[old.lower()]
            words[place] = (joined.capitalize() if old.istitle() else joined) + new

    def _noun_behind(self, words: Sequence[str], start: int, form: int) -> int | None:
        """Where the noun of the determiner stands, if only words that may are between."""
        for at in range(start, min(start + _MOST_BETWEEN + 1, len(words))):
            word = words[at]
            if word in self.nouns:
                return at
            adjective = self.adjectives.get(word)
            if adjective is not None and adjective[0] // 2 != form // 2:
                return None
            if adjective is None and word not in _BETWEEN and not word.isdigit():
                return None
        return None

    def _counted(self, words: list[str], at: int) -> None:
        """The plural for a singular noun at ``at``."""
        noun = self.nouns.get(words[at])
        if noun is not None and noun.number == "s" and noun.plural:
            words[at] = noun.plural
