"""What a text counts, and the dates it names; words cut to their stems."""

from __future__ import annotations

import re
from collections.abc import Sequence

PREFIX = 6
"""Words are compared by so many letters."""
YEAR = re.compile(r"(?:19|20)\d\d")
_ENDINGS = ("ing", "ed", "es", "s")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NO_COUNT = 1e12
_MONTHS = (
    "january enero jan", "february febrero feb", "march marzo", "april abril", "may mayo",
    "june junio", "july julio", "august agosto aug", "september septiembre sept",
    "october octubre oct", "november noviembre nov", "december diciembre dec",
)  # fmt: skip
_MONTH = {word: n for n, words in enumerate(_MONTHS) for word in words.split()}
_NUMBERS = (
    "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete",
    "eight ocho", "nine nueve", "ten diez", "eleven once", "twelve doce dozen docena",
)  # fmt: skip
_NUMBER = {word: n for n, words in enumerate(_NUMBERS, 2) for word in words.split()}
_BESIDES = frozenset("of de percent per por more other".split())


def stem(word: str) -> str:
    """``word`` without a frequent ending."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def counts(words: Sequence[str]) -> frozenset[tuple[str, float]]:
    """What is counted, and how many: ``nine pensioners``, ``2.4 million crowns``."""
    found = set()
    for place, word in enumerate(words):
        value = _value(word)
        after = [*words[place + 1 : place + 4], "", "", ""]
        if value is None:
            continue
        if after[0].startswith(("million", "millon", "billion")):
            value *= 1e9 if after.pop(0) == "billion" else 1e6
        thing = stem(after[1] if after[0] in _BESIDES else after[0])[:PREFIX]
        if len(thing) > 2:
            found.add((thing, value))
    return frozenset(found)


def _value(word: str) -> float | None:
    if not word[0].isdigit():
        return _NUMBER.get(word)
    plain = word.replace(",", ".")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    elif YEAR.fullmatch(plain):
        return None
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if value < _NO_COUNT else None


def dates(words: Sequence[str]) -> frozenset[tuple[int, int]]:
    """Months and days: ``10 de septiembre``, ``March 31``."""
    found = set()
    for place, word in enumerate(words):
        if word in _MONTH:
            for other in (*words[max(0, place - 2) : place], *words[place + 1 : place + 2]):
                if other.isdecimal() and 1 <= int(other) <= 31:
                    found.add((_MONTH[word], int(other)))
    return frozenset(found)
