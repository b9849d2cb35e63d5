"""Figures in running text: where they are and what they are worth, in English and Spanish.

:func:`find` is used by the translation checks, the support check of summaries, grouping and the
figures of the day. Values are exact (:class:`fractions.Fraction`), so "3.2 billion" and
"3200 millones" compare equal. Numbers in words are read too; words that only may stand for a
figure ("one", "first", "both", "media") are marked *weak*: they can answer for a figure, but
nobody should ask for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from briefing.model import Language
from briefing.text import numerals as words
from briefing.text.clock import clock_times, iso_dates
from briefing.text.measures import Measures
from briefing.text.ranks import Ranks
from briefing.text.tokens import MASK, VULGAR, Figure, parse_number

__all__ = ["Figure", "find", "numbers"]

_JOINS = frozenset("and to or y e a o u al – — - , entre hasta el un the us".split())
HOUR_OR_CLOCK = "hour?"
"""The unit of 17 in "de 9 a 17 horas"."""
_AFTER = frozenset(
    "in of since until till last next this by early late mid during from to through and between "
    "before after every for on -".split()
)
_SHAPES = frozenset("dimensional stage way sided part party storey door seater fold time".split())
"""What compounds such as "three-dimensional" end in: Spanish has words of its own for them."""

_MONTHS_TOO = frozenset({"May", "March", "Mar", "Dec", "Oct", "Sep", "Jan"})
"""Month names that are other words or parts of names as well."""


def find(text: str, language: Language) -> list[Figure]:
    """All figures of ``text``, in order of their place."""
    masked = MASK.sub(lambda m: " " * len(m.group()), text)
    found = [
        Figure("time", Fraction(t.minutes), "clock" if t.sure else "clock?", t.start, t.end,
               text[t.start : t.end], digits=t.digits)
        for t in clock_times(masked, language)
    ]  # fmt: skip
    for part in iso_dates(masked):
        found.append(
            Figure("date", Fraction(part.value), part.unit, part.start, part.end,
                   text[part.start : part.end])
        )  # fmt: skip
    for figure in found:
        masked = masked[: figure.start] + " " * (figure.end - figure.start) + masked[figure.end :]
    found += _Reader(masked, text, language).figures()
    return sorted(found, key=lambda figure: (figure.start, figure.end))


class _Reader(Ranks, Measures):
    """Walks over the tokens of one text and gathers figures."""

    def figures(self) -> list[Figure]:
        found: list[Figure] = []
        i = 0
        while i < len(self.tokens):
            for reader in (self._calendar, self._quantity, self._roman, self._lone_word):
                step = reader(i)
                if step is not None:
                    found.append(step[0])
                    i = step[1]
                    break
            else:
                i += 1
        return _share_units(found, self.text)

    # -- calendar words --------------------------------------------------------------------

    def _calendar(self, i: int) -> tuple[Figure, int] | None:
        token = self.tokens[i]
        if token.type != "w":
            return None
        key = token.text if self.language == "en" else token.low
        month = words.MONTHS[self.language].get(key)
        if month is not None and self._is_month(i):
            weak = self.language == "es" and token.text[0].isupper() and not self._opens(i)
            return self._make(
                "date", Fraction(month), "month", i, i + 1, digits=False, weak=weak
            ), i + 1
        day = words.WEEKDAYS[self.language].get(key)
        if day is None:
            return None
        weak = (
            self._inside_name(i)
            if self.language == "en"
            else (token.text[0].isupper() and not self._opens(i))
        )
        return self._make(
            "date", Fraction(day), "weekday", i, i + 1, digits=False, weak=weak
        ), i + 1

    def _inside_name(self, i: int) -> bool:
        def capital(j: int) -> bool:
            token = self._at(j)
            return bool(
                token
                and token.type == "w"
                and token.text[0].isupper()
                and token.text not in words.MONTHS["en"]
                and not self._opens(j)
            )

        before = self._at(i - 1)
        named = before is not None and before.text in ("Black", "Good", "Ash", "Bloody", "Easter")
        return named or capital(i - 1) or capital(i + 1)

    def _is_month(self, i: int) -> bool:
        token = self.tokens[i]
        if self.language == "es":
            return len(token.text) > 4 or self._next_to_number(i) or token.low in ("mayo", "enero")
        if token.text not in _MONTHS_TOO:
            return True
        return self._next_to_number(i) or self._low(i - 1) in _AFTER

    def _next_to_number(self, i: int) -> bool:
        around = [self._at(i - 1), self._at(i + 1)]
        if self._low(i - 1) in ("de", "of") or self._low(i + 1) in (".", ",", "de", "del"):
            around += [self._at(i - 2), self._at(i + 2)]
        return any(token is not None and token.type == "n" for token in around) or bool(
            re.fullmatch(r"th|st|nd|rd", self._low(i - 1))
        )

    # -- quantities ------------------------------------------------------------------------

    def _quantity(self, i: int) -> tuple[Figure, int] | None:
        token = self.tokens[i]
        if token.text in VULGAR:
            return self._make("number", VULGAR[token.text], "", i, i + 1), i + 1
        if token.type == "n":
            return self._from_digits(i)
        if token.type == "w":
            step = self._fraction(i)
            if step is None:
                step = self._from_words(i)
            return step
        return None

    def _from_digits(self, i: int) -> tuple[Figure, int]:
        token = self.tokens[i]
        value, also = parse_number(token.text, self.language)
        end = i + 1
        if self._touching(end) and self._glued_name(i):
            return self._make("number", value, "", i, end, also=also), end
        if (decade := self._decade(i, end)) is not None:
            return decade
        if (step := self._ordinal_digits(i, value)) is not None:
            return step
        factor, end = self._scale(end)
        value, also = value * factor, None if also is None else also * factor
        if factor > 1:
            value, end = self._and_a_half(value, factor, end)
        vulgar = VULGAR.get(self._low(end)) if self._touching(end) else None
        if vulgar is not None:
            value, end = value + vulgar, end + 1
        return self._classify(i, end, value, also=also, digits=True, scaled=factor > 1)

    def _glued_name(self, i: int) -> bool:
        """Digits that carry on a name: A380, MH370."""
        before = self._at(i - 1)
        return bool(before and before.type == "w" and self._touching(i))

    def _decade(self, i: int, end: int) -> tuple[Figure, int] | None:
        """1980s, '80s, años 80, década de 1980: the value is the decade within its century."""
        number = self.tokens[i].text
        if not re.fullmatch(r"(?:\d\d)?\d0", number):
            return None
        english = self.language == "en" and self._low(end) == "s" and self._touching(end)
        spanish = self.language == "es" and (
            (self._low(i - 1) == "años" and int(number) % 100 >= 10)
            or (self._low(i - 2) in ("década", "decenio") and self._low(i - 1) in ("de", "del"))
            or (self._low(i - 3) == "década" and self._low(i - 1) == "los")
        )
        if not (english or spanish):
            return None
        stop = end + 1 if english else end
        return self._make("date", Fraction(int(number) % 100), "decade", i, stop), stop

    # -- words -----------------------------------------------------------------------------

    def _from_words(self, i: int) -> tuple[Figure, int] | None:
        parsed = self._cardinal_words(i)
        if parsed is None:
            return self._ordinal_word(i)
        value, end, scaled = parsed
        if self.language == "en" and self._low(end) == "-" and self._low(end + 1) in self.ordinals:
            ordinal = self.ordinals[self._low(end + 1)]
            if value % 10 == 0 and value < 100 and ordinal < 10:
                return self._finish_ordinal(i, end + 2, value + ordinal, digits=False)
        if self.language == "es" and self._low(i - 1) == "años" and value in range(10, 100, 10):
            return self._make("date", value, "decade", i, end, digits=False), end
        weak = (value == 1 and not scaled) or (
            value == 0 and self._low(i - 1) in ("bajo", "below", "sobre", "above")
        )
        return self._classify(i, end, value, digits=False, scaled=scaled, weak=weak)

    def _roman(self, i: int) -> tuple[Figure, int] | None:
        token = self.tokens[i]
        if token.type != "w" or not token.text.isupper():
            return None
        century = self.language == "es" and self._low(i - 1) in ("siglo", "siglos")
        if not century and (len(token.text) < 2 or set(token.text) - set("IVX")):
            return None
        value = words.roman(token.text)
        if value is None:
            return None
        unit = "century" if century else "ordinal"
        return self._make("number", Fraction(value), unit, i, i + 1, weak=not century), i + 1

    def _lone_word(self, i: int) -> tuple[Figure, int] | None:
        word = self._low(i)
        if self.tokens[i].type != "w":
            return None
        collective = words.COLLECTIVES[self.language].get(word)
        if collective is not None:
            weak = word in ("pair", "couple", "par", "score", "cuarentena", "quincena")
            count = self.cardinals.get(self._low(i - 1), 1)
            return self._classify(
                i, i + 1, Fraction(collective * count), digits=False, scaled=True, weak=weak
            )
        vague = words.VAGUE[self.language].get(word)
        after = words.VAGUE[self.language].get(self._low(i + 2), 0)
        if vague == 1000 and after == 10**6 and self._low(i + 1) in ("de", "of"):
            billions = self._make("number", Fraction(10**9), "vague", i, i + 3, digits=False)
            return billions, i + 3
        if vague is not None:
            return self._make(
                "number", Fraction(vague), "vague", i, i + 1, digits=False, weak=vague == 10
            ), i + 1
        multiple = words.MULTIPLES[self.language].get(word)
        if multiple is not None:
            return self._make(
                "number", Fraction(multiple), "", i, i + 1, digits=False, weak=True
            ), i + 1
        return None

    # -- what a quantity counts ------------------------------------------------------------

    def _classify(
        self, i: int, end: int, value: Fraction, *, digits: bool, scaled: bool,
        weak: bool = False, also: Fraction | None = None,
    ) -> tuple[Figure, int]:  # fmt: skip
        dozen = words.COLLECTIVES[self.language].get(self._low(end))
        if dozen is not None and value > 1 and not scaled:
            value, end, scaled = value * dozen, end + 1, True
        more = {
            "digits": digits,
            "weak": weak,
            "also": also,
            "negative": self._negative(i, end),
            "number": (self.tokens[i].start, self.tokens[end - 1].end),
        }
        if not digits and not scaled and self._low(end) == "-" and self._low(end + 1) in _SHAPES:
            more["weak"] = True
        currency, stop = self._currency(i, end)
        if currency:
            first = i - 1 if (before := self._at(i - 1)) and before.text in words.SYMBOLS else i
            return self._make(
                "money", value, currency, first, stop, **{**more, "weak": False}
            ), stop
        if (stop := self._percent(end)) > end:
            return self._make("percentage", value, "%", i, stop, **{**more, "weak": False}), stop
        if not scaled and self._beside_month(i, end) and value <= 31:
            return self._make("date", value, "day of month", i, end, **more), end
        unit, stop = self._unit(end)
        if unit:
            return self._make("unit", value, unit, i, stop, **more), stop
        if digits and not scaled and re.fullmatch(r"1\d{3}|20\d\d|2100", self.tokens[i].text):
            return self._make("date", value, "year", i, end, **more), end
        return self._make("number", value, "", i, end, **more), end


def _share_units(found: list[Figure], text: str) -> list[Figure]:
    """Give the first figures of "15 to 20 %" or "3, 4 and 5 km" the unit ``?``.

    The last of "de 9 a 17 horas" may be a time of day.
    """
    out = list(found)
    for k in range(len(out) - 2, -1, -1):
        here, after = out[k], out[k + 1]
        between = re.split(r"[\s$€£]+", text[here.end : after.start].lower())
        near = len(between) <= 5 and all(part in _JOINS for part in between if part)
        counted = here.kind == "number" and after.kind in ("percentage", "money", "unit")
        if near and here.unit == "" and (counted or after.unit == "?"):
            out[k] = replace(here, unit="?")
        first = here.value / 60 if here.unit.startswith("clock") else here.value
        if near and after.unit == "hour" and first < after.value <= 24:
            out[k + 1] = replace(after, unit=HOUR_OR_CLOCK)
    return out


def numbers(text: str, language: Language) -> Iterator[Figure]:
    """The figures of ``text`` that are written down firmly: no weak words, no weekdays."""
    return (f for f in find(text, language) if not f.weak and f.unit != "weekday")
