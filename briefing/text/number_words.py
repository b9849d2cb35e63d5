"""Numbers in words: "thirty-one", "mil doscientos", "half a million"."""

from __future__ import annotations

from fractions import Fraction

from briefing.text import numerals as words
from briefing.text.tokens import Cursor


class NumberWords(Cursor):
    """Reads cardinals and scale words."""

    def _scale(self, end: int) -> tuple[int, int]:
        """Scale words from token ``end`` on: their product and the token after them."""
        factor = 1
        while True:
            word = self._low(end)
            if self.language == "en" and word == "hundred":
                factor, end = factor * 100, end + 1
                continue
            scale = self.scales.get(word)
            if scale is None or (factor > 1 and scale == 1000 and self.language == "es"):
                return factor, end
            if word in words.LETTER_SCALES and not (
                (self._touching(end) or word in ("bn", "mn", "tn")) and self._letter_scale(end)
            ):
                return factor, end
            factor, end = factor * scale, end + 1

    def _letter_scale(self, end: int) -> bool:
        """ "$1.5m" and "1.2m books", but not "12m high" (metres) nor "802.11b" (a standard)."""
        token = self.tokens[end]
        if token.low in ("bn", "mn", "tn") or token.text == "k":
            return True
        before = self._at(end - 2)
        return bool(before and before.text in words.SYMBOLS) or (
            self._low(end + 1) not in ("high", "long", "wide", "deep", "tall", "")
            and self.tokens[end - 1].text.find(".") in (1, 2)
        )

    def _and_a_half(self, value: Fraction, factor: int, end: int) -> tuple[Fraction, int]:
        """ "un millón y medio", "a million and a half"."""
        if self.language == "es" and self._low(end) == "y" and self._low(end + 1) == "medio":
            return value + Fraction(factor, 2), end + 2
        if [self._low(end + k) for k in range(3)] == ["and", "a", "half"]:
            return value + Fraction(factor, 2), end + 3
        return value, end

    def _cardinal_words(self, i: int) -> tuple[Fraction, int, bool] | None:
        """Number words from token ``i``: value, token after them, whether a scale was in them."""
        total, end, scaled = Fraction(0), i, False
        current: Fraction | None = None
        lead = self._leading_half(i)
        if lead is not None:
            return lead
        while True:
            word = self._low(end)
            card = self.cardinals.get(word)
            if word == "hundred" and self.language == "en" and (current or self._article(end)):
                current, scaled = (current or Fraction(1)) * 100, True
            elif self._is_scale(word, end, current):
                scale = self.scales[word]
                if self.language == "es" and scale >= 10**6 and total:
                    total = (total + (current or 0)) * scale
                else:
                    total += (1 if current is None else current) * scale
                current, scaled = Fraction(0), True
            elif card is not None and self._joins(current, card):
                current = (current or Fraction(0)) + card
            elif self._link(end, current, total):
                end += 1
                continue
            else:
                break
            end += 1
        if current is None:
            return None
        value = total + current
        if scaled and total:
            value, end = self._and_a_half(value, int(self.scales.get(self._low(end - 1), 0)), end)
        return value, end, scaled

    def _leading_half(self, i: int) -> tuple[Fraction, int, bool] | None:
        """Half a million, medio millón, medio centenar, one and a half million."""
        if self.language == "en" and self._low(i) == "half" and self._low(i + 1) == "a":
            scale = self.scales.get(self._low(i + 2)) or words.COLLECTIVES["en"].get(
                self._low(i + 2)
            )
            if scale and self._low(i + 2) not in words.LETTER_SCALES:
                return Fraction(scale, 2), i + 3, True
        if self.language == "es" and self._low(i) in ("medio", "media"):
            scale = self.scales.get(self._low(i + 1)) or words.COLLECTIVES["es"].get(
                self._low(i + 1)
            )
            if scale:
                return Fraction(scale, 2), i + 2, True
        unit = self.cardinals.get(self._low(i))
        if unit and [self._low(i + k) for k in (1, 2, 3)] == ["and", "a", "half"]:
            scale = self.scales.get(self._low(i + 4))
            if scale and self._low(i + 4) not in words.LETTER_SCALES:
                return (unit + Fraction(1, 2)) * scale, i + 5, True
        return None

    def _article(self, i: int) -> bool:
        return self._low(i - 1) in ("a", "the", "per")

    def _is_scale(self, word: str, i: int, current: Fraction | None) -> bool:
        if word not in self.scales or word in words.LETTER_SCALES:
            return False
        if current is not None or word in ("mil", "thousand"):
            return word not in ("millones", "billones", "trillones") or current is not None
        return (
            self._article(i)
            or word in ("millón", "billón", "trillón")
            or (self.language == "en" and self._low(i - 1) in ("per", "every"))
        )

    def _joins(self, current: Fraction | None, value: int) -> bool:
        if not current:
            return True
        if current % 1000 and current % 100 == 0:
            return value < 100
        return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10

    def _link(self, end: int, current: Fraction | None, total: Fraction) -> bool:
        """A joint inside a number: the hyphen of "thirty-one", "y" and "and"."""
        word, after = self._low(end), self.cardinals.get(self._low(end + 1))
        if after is None or current is None:
            return False
        tens = current % 100 >= 20 and current % 10 == 0 and 0 < after < 10
        if word == "-":
            return self.language == "en" and tens
        if word == "y":
            return self.language == "es" and tens and current % 100 >= 30
        return (
            word == "and"
            and self.language == "en"
            and after < 100
            and ((current > 0 and current % 100 == 0) or (current == 0 and total > 0))
        )
