"""Figures, percentages, money, dates, times and units: each must survive with its value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from briefing.model import Language
from briefing.text.figures import HOUR_OR_CLOCK, Figure, find
from briefing.translate.checks.finding import Finding

_CALENDAR = ("month", "weekday", "decade")
_NAMED = {"percentage": "percentage", "money": "money", "date": "date", "time": "time"}
_HOURS = {"hour", HOUR_OR_CLOCK}
_DOLLAR_SIGN = frozenset({"$", "dollar", "peso", "real"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of two texts set against each other."""

    missing: tuple[Figure, ...]
    extra: tuple[Figure, ...]
    changed: tuple[tuple[Figure, Figure, str], ...]
    """Same value, but unit, currency, per cent or sign differ: source, target, kind."""


def check_figures(source_text: str, text: str, source: Language, target: Language) -> list[Finding]:
    """One finding per kind of figure that is missing, extra or counts something else."""
    compared = compare(find(source_text, source), find(text, target))
    findings: dict[str, Finding] = {}
    for figure in compared.missing:
        kind = kind_of(figure)
        findings.setdefault(kind, Finding(kind, f"missing: {figure.text}", _hard(figure)))
        if _hard(figure) and not findings[kind].hard:
            findings[kind] = Finding(kind, f"missing: {figure.text}")
    covered = {kind_of(figure) for figure in compared.missing}
    for figure in compared.extra:
        kind = kind_of(figure)
        if not covered or (
            kind in _NAMED and kind not in covered and len(compared.extra) > len(compared.missing)
        ):
            findings.setdefault(kind, Finding(kind, f"extra: {figure.text}", _hard_extra(figure)))
    for before, after, kind in compared.changed:
        findings.setdefault(kind, Finding(kind, f"{before.text} became {after.text}"))
    return list(findings.values())


def kind_of(figure: Figure) -> str:
    """The verdict kind of a figure: units count as plain figures when the number is wrong."""
    return _NAMED.get(figure.kind, "figure")


def _hard(figure: Figure) -> bool:
    """Words such as "second" or "hundreds" have too many meanings to throw a sentence away for."""
    if figure.digits:
        return True
    if figure.kind == "time":
        return False
    return figure.unit not in ("ordinal", "vague", "fraction") and figure.value > 2


def _hard_extra(figure: Figure) -> bool:
    return figure.digits or (figure.value >= 1000 and figure.unit != "vague")


def compare(source: list[Figure], target: list[Figure]) -> Comparison:
    """Pair the figures of both texts by value, the firm ones first."""
    left = sorted(source, key=lambda f: (f.weak, not f.unit))
    free = list(target)
    missing: list[Figure] = []
    changed: list[tuple[Figure, Figure, str]] = []
    spare: list[Figure] = []
    for figure in left:
        candidates = [other for other in free if same_value(figure, other)]
        if not candidates:
            repeated = any(same_value(figure, other) for other in target)
            if not figure.weak and not (repeated and not figure.digits):
                missing.append(figure)
            continue
        best = min(candidates, key=lambda other: _distance(figure, other))
        free.remove(best)
        spare.append(figure)
        difference = difference_of(figure, best)
        if difference and not (figure.weak and best.weak):
            changed.append((figure, best, difference))
    extra = [
        figure
        for figure in free
        if not figure.weak
        and not (not figure.digits and any(same_value(f, figure) for f in source))
    ]
    return Comparison(tuple(missing), tuple(extra), tuple(changed))


def same_value(a: Figure, b: Figure) -> bool:
    """Do the two stand for the same number (or moment)?"""
    clock = [f.unit in ("clock", "clock?") for f in (a, b)]
    if all(clock):
        if a.value == b.value:
            return not (a.unit == "clock" and b.unit == "clock?" and a.value >= 720 + 60)
        loose = "clock?" in (a.unit, b.unit) and not (a.unit == "clock" and b.unit == "clock?")
        return loose and (a.value - b.value) % 720 == 0
    if any(clock):
        moment, number = (a, b) if clock[0] else (b, a)
        if number.kind not in ("number", "unit") or number.unit == "hour" or moment.value % 60:
            return False
        return number.value in (moment.value / 60, moment.value / 60 % 12)
    for unit in _CALENDAR:
        if (a.kind == "date" and a.unit == unit) != (b.kind == "date" and b.unit == unit):
            return unit == "decade" and _decade(a, b)
    if "vague" in (a.unit, b.unit):
        both = a.unit == b.unit and {a.value, b.value} == {10, 100}
        return both or (a.value == b.value and not (a.digits or b.digits))
    readings = {a.value, a.also} & {b.value, b.also}
    return bool(readings - {None})


def _decade(a: Figure, b: Figure) -> bool:
    decade, number = (a, b) if a.unit == "decade" else (b, a)
    return number.value.denominator == 1 and number.value % 100 == decade.value


def _distance(a: Figure, b: Figure) -> tuple[bool, bool, bool, int]:
    return (
        bool(difference_of(a, b)),
        a.kind != b.kind,
        b.weak,
        abs(a.start - b.start),
    )


def difference_of(a: Figure, b: Figure) -> str:
    """The kind of error when two figures of the same value count different things, or ``""``."""
    if a.negative != b.negative and (a.digits and b.digits):
        return "figure" if a.kind not in _NAMED else a.kind
    if "?" in (a.unit, b.unit):
        return ""
    if "%" in (a.unit, b.unit) and a.unit != b.unit:
        return "percentage"
    if "money" in (a.kind, b.kind):
        if a.kind != b.kind:
            other = b if a.kind == "money" else a
            return "" if other.unit == "g" else "money"
        signs = {a.unit, b.unit}
        return "" if len(signs) == 1 or ("$" in signs and signs <= _DOLLAR_SIGN) else "money"
    if a.kind == b.kind == "unit" and a.unit != b.unit and {a.unit, b.unit} != _HOURS:
        heat = a.unit.startswith("°") and b.unit.startswith("°") and "°" in (a.unit, b.unit)
        shorter, longer = sorted((a.unit, b.unit), key=len)
        rate = "/" in longer and "/" not in shorter and longer.startswith(shorter + "/")
        return "" if heat or rate else "unit"
    return ""


def values(figures: list[Figure]) -> Counter[Fraction]:
    """How often each value occurs."""
    return Counter(figure.value for figure in figures)
