"""How likely two articles tell the same event.

What sets two reports of one occurrence apart from two reports on the same people: rare names of
the one that the other has too, how much of either lead the other lead covers, figures in common,
figures that disagree on the same thing ("nine dead", "five dead"), other dates, quotations in
common, whether either is a column, weekdays too far apart for the same news, and whether either
names no weekday at all. A logistic model makes a score of these nine; ``tests/group/fit.py`` fits
it, each weight only in the direction that makes sense. Document frequencies come from 520 news
articles (``similarity.json``). Numpy only.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.group.counts import PREFIX, YEAR, counts, dates, stem
from briefing.group.marks import is_column, news_day
from briefing.group.sections import fold
from briefing.model import Language

Matrix = npt.NDArray[np.float32]

WHOLE, LEAD = 400, 90
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_TOKENS = 800
_RARE = 6
"""A name in more of the 520 articles says little about the event."""
_NO_NAMES = 0.15
"""What stands for the share of rare names in common where an article has none."""
_COUNTED, _DATED = 200, 150
_MANY = 20
"""From here on figures that differ by a twenty-fifth are the same, rounded."""
_QUOTED = re.compile(r"[\"“”«»].*?[\"“”«»]")
FEATURES = (
    "names", "lead", "figures", "conflict", "other_date", "quotations", "column", "other_day",
    "undated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared: a title and the text behind it, in one language."""

    language: Language
    title: str
    paragraphs: tuple[str, ...]

    def lead(self) -> Text:
        """The title and so much of the text that the lead is whole."""
        room, kept = LEAD, []
        for paragraph in self.paragraphs:
            if room <= 0:
                break
            words = paragraph.split()
            kept.append(" ".join(words[:room]))
            room -= len(words)
        return Text(self.language, self.title, tuple(kept))


@dataclass(frozen=True, slots=True)
class _Profile:
    names: Counter[str]
    chains: frozenset[tuple[str, str]]
    words: Counter[str]
    lead_names: Counter[str]
    lead_words: Counter[str]
    figures: frozenset[str]
    counts: frozenset[tuple[str, float]]
    dates: frozenset[tuple[int, int]]
    quoted: frozenset[tuple[str, str, str]]
    column: bool
    day: int | None

    def lead(self) -> frozenset[str]:
        return frozenset(self.lead_names) | frozenset(self.lead_words)


@dataclass(frozen=True, slots=True)
class Model:
    """``frequencies``: language → kind → stem → documents; the rest is the logistic model.

    ``margin`` is what articles of one language, where likeness misleads more, must score above it.
    """

    documents: dict[str, int]
    frequencies: dict[str, dict[str, dict[str, int]]]
    mean: list[float]
    deviation: list[float]
    weights: list[float]
    threshold: float
    margin: float = 0.0


@cache
def load_model() -> Model:
    """The fitted model that the package carries."""
    file = Path(__file__).with_name("similarity.json")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Model(**data)


def profile(text: Text) -> _Profile:
    """Names are capitalised words that the text never writes small; words keep six letters."""
    body = " ".join(text.paragraphs)
    whole = f"{text.title} . {body}"[: _TOKENS * 12]
    tokens = _WORD.findall(whole)[:_TOKENS]
    small = {fold(word) for word in _WORD.findall(body[: WHOLE * 12]) if word[0].islower()}
    names: Counter[str] = Counter()
    words: Counter[str] = Counter()
    lead_names: Counter[str] = Counter()
    lead_words: Counter[str] = Counter()
    figures = set()
    for position, token in enumerate(tokens[:WHOLE]):
        word = fold(token)
        if token[0].isdigit():
            if position < _COUNTED:  # further on stands the background
                figures.add(word.replace(",", "."))
            continue
        name = token[0].isupper() and word not in small
        key = stem(word) if name else stem(word)[:PREFIX]
        (names if name else words)[key] += 1
        if position < LEAD:
            (lead_names if name else lead_words)[key] += 1
    folded = [fold(token) for token in tokens]
    return _Profile(
        names, _chains(whole, names), words, lead_names, lead_words, frozenset(figures),
        counts(folded[:_COUNTED]), dates(folded[:_DATED]), _quoted(body[: WHOLE * 15]),
        is_column(text.title, text.paragraphs, text.language),
        news_day(text.paragraphs, text.language),
    )  # fmt: skip


def _chains(whole: str, names: Counter[str]) -> frozenset[tuple[str, str]]:
    """Names that follow one another, as in ``Ines Corvald``: parts of one name."""
    found = set()
    before, end = "", 0
    for token in islice(_WORD.finditer(whole), WHOLE):
        name = stem(fold(token[0])) if token[0][0].isupper() else ""
        name = name if name in names else ""
        if before and name and whole[end : token.start()] in (" ", "-"):
            found.add((before, name))
        before, end = name, token.end()
    return frozenset(found)


def _quoted(text: str) -> frozenset[tuple[str, str, str]]:
    """Runs of three words inside quotation marks."""
    runs: set[tuple[str, str, str]] = set()
    for part in _QUOTED.findall(text):
        keys = [stem(fold(token))[:PREFIX] for token in _WORD.findall(part)]
        runs.update(zip(keys, keys[1:], keys[2:], strict=False))
    return frozenset(runs)


def rare_names(text: Text) -> frozenset[str]:
    """Names in the lead, and figures, that few articles hold in either language."""
    made = profile(text.lead())
    tables = [kinds["names"] for kinds in load_model().frequencies.values()]
    rare = {name for name in made.lead_names if all(table.get(name, 0) < 12 for table in tables)}
    return frozenset(rare) | {figure for figure in made.figures if len(figure) > 1}


def features(texts: Sequence[Text], model: Model) -> npt.NDArray[np.float64]:
    """``(n, n, len(FEATURES))`` for texts of one language."""
    profiles = [profile(text) for text in texts]
    language = texts[0].language
    tables = model.frequencies[language]
    rarity = _Rarity(tables["names"], tables["words"], model.documents[language])
    leads = [item.lead() for item in profiles]
    columns = np.array([item.column for item in profiles])
    undated = np.array([item.day is None for item in profiles])
    lead = _covered(leads, leads, rarity)
    return np.stack(
        [
            _rare_in_common(profiles, rarity),
            np.minimum(lead, lead.T),
            _figures([item.figures for item in profiles]),
            np.log1p(_conflicts([item.counts for item in profiles])),
            _other_date([item.dates for item in profiles]),
            np.log1p(_in_common([item.quoted for item in profiles])),
            np.logical_or.outer(columns, columns),
            _other_day([item.day for item in profiles]),
            np.logical_or.outer(undated, undated),
        ],
        axis=-1,
    ).astype(np.float64)


class _Rarity:
    """The inverse document frequency of a key, whether a name or a word; kept once computed."""

    def __init__(self, names: dict[str, int], words: dict[str, int], documents: int) -> None:
        self._names, self._words, self._documents = names, words, documents
        self._known: dict[str, float] = {}

    def __call__(self, key: str) -> float:
        if key not in self._known:
            self._known[key] = math.log((self._documents + 1) / (self.found(key) + 1))
        return self._known[key]

    def found(self, key: str) -> int:
        """In how many documents."""
        return max(self._names.get(key, 0), self._words.get(key[:PREFIX], 0))


def _rare_in_common(profiles: Sequence[_Profile], rarity: _Rarity) -> Matrix:
    """What share of the rare names of either the other has, whichever is less.

    A name of several words counts once, and one of its words is enough to have it.
    """
    rare = [_rare(item, rarity) for item in profiles]
    keys = sorted(frozenset().union(*(part for parts in rare for part in parts)))
    index = {key: place for place, key in enumerate(keys)}
    held = np.zeros((len(index) + 1, len(profiles)), dtype=np.float32)
    for column, item in enumerate(profiles):
        held[[index[key] for key in item.names if key in index], column] = 1
    share: Matrix = np.full((len(profiles), len(profiles)), _NO_NAMES, dtype=np.float32)
    for row, parts in enumerate(rare):
        if parts:
            weights = np.array([max(map(rarity, part)) for part in parts], dtype=np.float32)
            has = [held[[index[key] for key in sorted(part)]].max(axis=0) for part in parts]
            share[row] = weights / weights.sum() @ np.array(has)
    none = np.array([not parts for parts in rare])
    share[none, :] = share[:, none] = _NO_NAMES
    return np.minimum(share, share.T)


def _rare(item: _Profile, rarity: _Rarity) -> list[set[str]]:
    """The rare names of an article, each with all its words."""
    home = {name: {name} for name in sorted(item.names) if rarity.found(name) <= _RARE}
    for first, second in sorted(item.chains):
        if first in home and second in home and home[first] is not home[second]:
            home[first] |= home[second]
            for name in home[second]:
                home[name] = home[first]
    return list({id(part): part for part in home.values()}.values())


def _covered(
    parts: Sequence[frozenset[str]], others: Sequence[frozenset[str]], rarity: _Rarity
) -> Matrix:
    """What share of each part, by rarity, each of the others has."""
    index = {key: place for place, key in enumerate(sorted(frozenset().union(*parts)))}
    weights = np.zeros((len(parts), max(1, len(index))), dtype=np.float32)
    held = np.zeros((len(others), max(1, len(index))), dtype=np.float32)
    for row, part in enumerate(parts):
        for key in part:
            weights[row, index[key]] = rarity(key)
    for row, other in enumerate(others):
        held[row, [index[key] for key in other if key in index]] = 1
    sums = weights.sum(axis=1, keepdims=True)
    weights /= np.where(sums > 0, sums, 1)
    return weights @ held.T


def _in_common(sets: Sequence[frozenset[tuple[str, str, str]]]) -> Matrix:
    rows: dict[tuple[str, str, str], list[int]] = {}
    for row, keys in enumerate(sets):
        for key in keys:
            rows.setdefault(key, []).append(row)
    matrix: Matrix = np.zeros((len(sets), len(sets)), dtype=np.float32)
    for holders in rows.values():
        if len(holders) > 1:
            matrix[np.ix_(holders, holders)] += 1
    return matrix


def _other_date(sets: Sequence[frozenset[tuple[int, int]]]) -> Matrix:
    """1 where both give dates and none in common."""
    given = np.array([bool(item) for item in sets])
    result: Matrix = (np.outer(given, given) & (_shared(sets) == 0)).astype(np.float32)
    return result


def _other_day(days: Sequence[int | None]) -> Matrix:
    """1 where the weekdays of the news are two or three days apart."""
    given = np.array([day is not None for day in days])
    number = np.array([day or 0 for day in days])
    gap = np.subtract.outer(number, number) % 7
    result: Matrix = (np.outer(given, given) & (np.minimum(gap, 7 - gap) > 1)).astype(np.float32)
    return result


def _figures(sets: Sequence[frozenset[str]]) -> Matrix:
    """Shared figures: years and single digits say nothing, long ones most."""
    telling = [frozenset(one for one in item if not YEAR.fullmatch(one)) for item in sets]
    short = [frozenset(one for one in item if len(one) == 2) for item in telling]
    long = [frozenset(one for one in item if len(one) > 2) for item in telling]
    result: Matrix = np.log1p(0.5 * _shared(short) + 1.5 * _shared(long))
    return result


def _conflicts(sets: Sequence[frozenset[tuple[str, float]]]) -> Matrix:
    """How many things both count without one number in common."""
    things: dict[str, list[tuple[int, float]]] = {}
    for row, counted_things in enumerate(sets):
        for thing, value in counted_things:
            things.setdefault(thing, []).append((row, value))
    matrix: Matrix = np.zeros((len(sets), len(sets)), dtype=np.float32)
    for counted in things.values():
        rows = np.array([row for row, _ in counted])
        values = np.array([value for _, value in counted])
        larger = np.maximum.outer(values, values)
        apart = np.abs(np.subtract.outer(values, values))
        first, second = np.nonzero(apart <= np.where(larger >= _MANY, larger / 25, 0))
        holders, place = np.unique(rows, return_inverse=True)
        against: Matrix = np.ones((len(holders), len(holders)), dtype=np.float32)
        against[place[first], place[second]] = 0
        matrix[np.ix_(holders, holders)] += against
    return matrix


def scores(texts: Sequence[Text], model: Model | None = None) -> npt.NDArray[np.float64]:
    """The matrix of scores of texts of one language: above 0 means the same event."""
    model = model or load_model()
    if not texts:
        return np.zeros((0, 0))
    given = (features(texts, model) - np.array(model.mean)) / np.array(model.deviation)
    weights = np.array(model.weights)
    result: npt.NDArray[np.float64] = given @ weights[:-1] + weights[-1] - model.threshold
    return result


def _shared(sets: Sequence[frozenset[str]] | Sequence[frozenset[tuple[int, int]]]) -> Matrix:
    index = {item: place for place, item in enumerate(sorted(frozenset().union(*sets)))}
    matrix = np.zeros((len(sets), max(1, len(index))), dtype=np.float32)
    for row, items in enumerate(sets):
        for item in items:
            matrix[row, index[item]] = 1
    return matrix @ matrix.T
