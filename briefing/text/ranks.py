"""Ordinals and fractions: "16th", "7.º", "two-thirds", "una cuarta parte"."""

from __future__ import annotations

from fractions import Fraction

from briefing.model import Language
from briefing.text import numerals as words
from briefing.text.number_words import NumberWords
from briefing.text.tokens import Figure

_SUFFIXES: dict[Language, frozenset[str]] = {
    "en": frozenset("st nd rd th".split()),
    "es": frozenset("º ª er ro do to mo vo ra ta".split()),
}
_RAISED = ("º", "ª", "°")
_OTHER_SENSES = frozenset(
    "segundo segundos cuarto cuartos cuartas quinta quinto octavos terceros".split()
)
"""Ordinals that as often are a time, a room, a villa or a round of a cup."""

_HALF_OF = frozenset("of the its their his her".split())


class Ranks(NumberWords):
    """Reads ordinals and fractions."""

    def _ordinal_digits(self, i: int, value: Fraction) -> tuple[Figure, int] | None:
        end = i + 1
        if not self._touching(end):
            return None
        if self._low(end) in _SUFFIXES[self.language]:
            return self._finish_ordinal(i, end + 1, value, digits=True)
        if self.language == "es" and self._low(end) == "." and self._low(end + 1) in _RAISED:
            return self._finish_ordinal(i, end + 2, value, digits=True)
        return None

    def _finish_ordinal(
        self, i: int, end: int, value: Fraction, *, digits: bool, weak: bool = False
    ) -> tuple[Figure, int]:
        after = self._low(end + 1) if self._low(end) == "-" else self._low(end)
        if after in ("century", "centuries"):
            return self._make("number", value, "century", i, end, digits=digits), end
        if self._beside_month(i, end):
            return self._make("date", value, "day of month", i, end, digits=digits), end
        return self._make("number", value, "ordinal", i, end, digits=digits, weak=weak), end

    def _beside_month(self, i: int, end: int) -> bool:
        months = words.MONTHS[self.language]
        here = [self._at(i - 1), self._at(end)]
        if self._low(end) in ("of", "de"):
            here.append(self._at(end + 1))
        if self._low(i - 1) in ("the", "."):
            here.append(self._at(i - 2))
        return any(
            token is not None and (token.text if self.language == "en" else token.low) in months
            for token in here
        )

    def _ordinal_word(self, i: int) -> tuple[Figure, int] | None:
        word = self._low(i)
        value = self.ordinals.get(word)
        if value is None and word.endswith("s"):
            value = self.ordinals.get(word[:-1]) if self.language == "es" else None
        if value is None:
            return None
        weak = value == 1 or word in _OTHER_SENSES
        before = self._at(i - 1)
        if word == "second" and before is not None:
            weak = before.type == "n" or before.low in ("a", "per", "each", "every", "split", "-")
        return self._finish_ordinal(i, i + 1, Fraction(value), digits=False, weak=weak)

    def _fraction(self, i: int) -> tuple[Figure, int] | None:
        """A third of, two-thirds, la mitad, dos tercios, una cuarta parte, a tenth."""
        low = self._low(i)
        if low in ("half", "medio", "media", "mitad"):
            if low != "mitad" and self._leading_half(i):
                return None
            weak = low != "mitad" and not (low == "half" and self._low(i + 1) in _HALF_OF)
            half = self._make(
                "number", Fraction(1, 2), "fraction", i, i + 1, digits=False, weak=weak
            )
            return half, i + 1
        count = self.cardinals.get(low, 1 if low in ("a", "la") else None)
        if count is None or not 0 < count < 20:
            return None
        end = i + 2 if self._low(i + 1) == "-" else i + 1
        value, stop = self._part(end, count)
        if value is None or (low == "la" and stop == end + 1):
            return None
        return self._make("number", count * value, "fraction", i, stop, digits=False), stop

    def _part(self, end: int, count: int) -> tuple[Fraction | None, int]:
        """The denominator at token ``end`` ("thirds", "cuarta parte") as a unit fraction."""
        word = self._low(end)
        if self.language == "es" and self._low(end + 1) in ("parte", "partes"):
            value = self.ordinals.get(word.removesuffix("s"), 0)
            return (Fraction(1, value), end + 2) if value > 2 else (None, end)
        table = words.FRACTIONS[self.language]
        found = table.get(word) or table.get(word.removesuffix("s"))
        if found is None or found == Fraction(1, 2):
            return None, end
        if count > 1:
            return (found, end + 1) if word.endswith("s") else (None, end)
        of = self._low(end + 1) in ("of", "de", "del", "part")
        return (found, end + 1) if of or word == "tercio" else (None, end)
