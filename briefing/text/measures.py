"""What a number counts: money, per cent, units of measure."""

from __future__ import annotations

from briefing.text import numerals as words
from briefing.text.tokens import Cursor

PERCENT_WORDS = frozenset({"percent", "pct"})
PERCENT_PAIRS = (("per", "cent"), ("por", "ciento"), ("por", "cien"))
_SCALES_OF_HEAT = {"celsius": "C", "centígrados": "C", "fahrenheit": "F", "c": "C", "f": "F"}
_ISSUERS = frozenset(
    "us american canadian australian czech swedish danish norwegian icelandic mexican argentine "
    "chilean colombian british egyptian turkish swiss indian russian japanese israeli".split()
)
_POWERS = {
    "cuadrado": "²", "cuadrados": "²", "cuadradas": "²", "cúbico": "³", "cúbicos": "³", "²": "²",
    "³": "³",
}  # fmt: skip


class Measures(Cursor):
    """Reads what stands around a number."""

    def _negative(self, i: int, end: int) -> bool:
        sign = self._at(i - 1)
        if sign and sign.text in "-−–" and self._touching(i) and not self._touching(i - 1):
            return True
        if (self._low(i - 3), self._low(i - 2)) in (("plus", "or"), ("más", "o")):
            return False
        if self._low(i - 1) in ("minus", "menos") and self.tokens[i].type == "n":
            return self._low(i - 1) == "minus" or self._low(end) in ("°", "º", "grados")
        tail = " ".join(self._low(end + k) for k in range(5))
        return "bajo cero" in tail or "below zero" in tail or "below freezing" in tail

    def _currency(self, i: int, end: int) -> tuple[str, int]:
        before, after = self._at(i - 1), self._at(end)
        if before and before.text in words.SYMBOLS:
            return self._symbol(before.text), end
        if after and after.text in words.SYMBOLS and after.start - self.tokens[end - 1].end <= 1:
            return self._symbol(after.text), end + 1
        currencies = words.CURRENCIES[self.language]
        if before and before.text.isupper() and before.low in currencies:
            return currencies[before.low], end
        stop = end + 1 if self._low(end) in ("de", "-") else end
        if self._low(stop) in _ISSUERS:
            stop += 1
        if self._low(stop) == "peso" and self._low(i) in ("un", "su", "a", "one"):
            return "", end  # a weight
        if self._low(stop) in currencies:
            return currencies[self._low(stop)], stop + 1
        return "", end

    def _symbol(self, sign: str) -> str:
        return "$" if sign == "$" and self.language == "es" else words.SYMBOLS[sign]

    def _percent(self, end: int) -> int:
        i = end + 1 if self._low(end) == "-" else end
        if self._low(i) == "%" or self._low(i) in PERCENT_WORDS:
            return i + 1
        if (self._low(i), self._low(i + 1)) in PERCENT_PAIRS:
            return i + 2
        return end

    def _unit(self, end: int) -> tuple[str, int]:
        units = words.UNITS[self.language]
        i = end + 1 if self._low(end) == "-" else end
        if self._low(i) in ("de", "más", "more", "long", "full"):
            i += 1
        if self._low(i) in ("°", "º"):
            scale = self._low(i + 1).upper()
            return ("°" + scale, i + 2) if scale in ("C", "F") else ("°", i + 1)
        if self._low(i) in ("mph",):
            return "mile/hour", i + 1
        power = {"square": "²", "cubic": "³"}.get(self._low(i), "")
        i += bool(power)
        unit = units.get(self._low(i))
        if unit is None or (len(unit) < 3 and self.tokens[i].text.isupper() and unit.islower()):
            return "", end
        i += 1
        if unit == "°":
            heat = _SCALES_OF_HEAT.get(self._low(i), "")
            return "°" + heat, i + bool(heat)
        suffix = _POWERS.get(self._low(i), "")
        return self._per(unit + power + suffix, i + bool(suffix))

    def _per(self, unit: str, i: int) -> tuple[str, int]:
        if self._low(i) not in ("per", "por", "/", "an"):
            return unit, i
        below, stop = self._unit(i + 1) if self._low(i + 1) != "h" else ("hour", i + 2)
        if not below or "/" in below or (self._low(i) == "an" and below != "hour"):
            return unit, i
        return f"{unit}/{below}", stop
