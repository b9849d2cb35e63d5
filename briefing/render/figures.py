"""Figures of the day: the few numbers of the edition worth setting in large type.

A figure is shown only when the English and the Spanish text of the same key point give the same
value, so that no translation slip is blown up.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.edition import T
from briefing.model import Language
from briefing.render.clean import shorten
from briefing.render.view import EditionView, StoryView
from briefing.text.figures import find
from briefing.text.tokens import Figure

MOST = 4
"""Figures shown."""
_WORTH = {"money": 3, "percentage": 2, "unit": 2, "number": 1}
_LONGEST = 22
"""Code points of a figure that still fits in large type."""


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """A figure in one language: as written, with the headline it belongs to."""

    figure: str
    context: str
    context_language: Language
    story: StoryView


@dataclass(frozen=True, slots=True)
class FigureOfTheDay:
    """A figure as written in both languages and its story."""

    en: str
    es: str
    story: StoryView

    def seen(self, language: Language) -> SeenFigure:
        """The figure for the ``language`` edition."""
        title = self.story.short_title
        written = self.es if language == "es" else self.en
        return SeenFigure(
            written, shorten(title[language], 110), title.language_of(language), self.story
        )


def figures_of_the_day(view: EditionView) -> list[FigureOfTheDay]:
    """At most four, one a story of the front page, no figure twice, in the order of the page."""
    best: dict[tuple[str, str], tuple[int, FigureOfTheDay]] = {}
    for story in view.glance:
        for worth, figure in _candidates(story):
            key = (figure.en, figure.es)
            if key not in best:
                best[key] = (worth, figure)
                break
    ranked = sorted(best.values(), key=lambda item: (-item[0], item[1].story.number))
    chosen = sorted((figure for _, figure in ranked[:MOST]), key=lambda f: f.story.number)
    return chosen if len(chosen) > 1 else []


def _candidates(story: StoryView) -> list[tuple[int, FigureOfTheDay]]:
    """The figures of one story, the worthiest first."""
    found = [
        (worth, FigureOfTheDay(en, es, story))
        for text in (story.story.title, *story.points[:3])
        for worth, en, es in _common(text)
    ]
    return sorted(found, key=lambda item: -item[0])


def _common(text: T) -> list[tuple[int, str, str]]:
    """Figures that both languages give, with their worth."""
    if text.untranslated or len(text.en) > 600 or len(text.es) > 600:
        return []
    spanish = [figure for figure in find(text.es, "es") if _usable(figure)]
    pairs = []
    for figure in find(text.en, "en"):
        if not _usable(figure):
            continue
        match = next((f for f in spanish if (f.kind, f.value) == (figure.kind, figure.value)), None)
        if match is not None:
            worth = 10 * _WORTH[figure.kind] + min(len(str(abs(int(figure.value)))), 9)
            pairs.append((worth, figure.text.strip(), match.text.strip()))
    return pairs


def _usable(figure: Figure) -> bool:
    if figure.kind not in _WORTH or not figure.digits or figure.weak or len(figure.text) > _LONGEST:
        return False
    if figure.kind == "unit":
        return figure.unit not in {"year", "month", "day of month", "weekday", "century", "decade",
                                   "ordinal", "vague", "?"}  # fmt: skip
    if figure.kind == "number":
        return figure.unit == "" and abs(figure.value) >= 1000
    return True
