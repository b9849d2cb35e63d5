"""All editions of an output folder, and what the archive tells about them.

Everything is counted from the ``edition.json`` files; nothing is remembered between runs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from briefing.edition import Edition, load_edition
from briefing.errors import EditionError
from briefing.model import Outcome, Problem
from briefing.render.clean import clean_edition
from briefing.render.view import EditionView, StoryView, view_of

DAYS = 30
"""Days of the charts of a topic."""
FEWEST = 3
"""Stories from which a name is a topic."""
MOST_TOPICS = 60

_NAME = re.compile(
    r"(?<![.!?:«“\"‘'—–-] )(?<!^)(?<![«“\"‘'(¿¡])"
    r"\b[A-ZÁÉÍÓÚÜÑ][\w’'-]+(?: (?:de |del |de la |of |of the )?[A-ZÁÉÍÓÚÜÑ][\w’'-]+){0,3}"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One story of one day."""

    day: date
    story: StoryView


@dataclass(frozen=True)
class Topic:
    """A section, a name or a source with its stories, the newest first."""

    key: str
    name: str
    entries: tuple[Entry, ...]

    def per_day(self, last: date) -> list[tuple[date, int]]:
        """Stories on each of the last thirty days, the oldest first."""
        counts = Counter(entry.day for entry in self.entries)
        days = [last - timedelta(days=back) for back in reversed(range(DAYS))]
        return [(day, counts[day]) for day in days]


@dataclass(frozen=True)
class Catalogue:
    """The editions, the newest first."""

    editions: tuple[EditionView, ...]

    @property
    def latest(self) -> EditionView:
        """The newest edition; there must be one."""
        return self.editions[0]

    @property
    def entries(self) -> list[Entry]:
        """All stories, the newest day first, in the order of their page."""
        return [Entry(view.edition.date, story) for view in self.editions for story in view.stories]

    def months(self) -> dict[str, list[EditionView]]:
        """``YYYY-MM`` → its editions, the newest first."""
        found: dict[str, list[EditionView]] = defaultdict(list)
        for view in self.editions:
            found[view.edition.date.strftime("%Y-%m")].append(view)
        return dict(found)

    def sections(self) -> list[Topic]:
        """The sections that occur, the busiest first."""
        return _topics(self.entries, lambda entry: {entry.story.story.section: ""})

    def sources(self) -> list[Topic]:
        """The named sources, the busiest first."""
        return _topics(
            self.entries, lambda entry: {s.name: s.name for s in entry.story.sources if s.name}
        )

    def names(self) -> list[Topic]:
        """Names in the news: written alike in both languages and in at least three stories."""
        found = _topics(self.entries, lambda entry: {name: name for name in names_of(entry.story)})
        return [topic for topic in found if len(topic.entries) >= FEWEST][:MOST_TOPICS]


def read_catalogue(output: Path, found: Outcome) -> Catalogue:
    """All days of ``output``; one that cannot be read is a problem and left out."""
    views = []
    for folder in sorted(output.glob("????-??-??"), reverse=True):
        if not (folder / "edition.json").is_file():
            continue
        try:
            edition: Edition = load_edition(folder)
        except EditionError as exc:
            found.problems.append(Problem("publish", folder.name, exc.message, exc.remedy))
            continue
        views.append(view_of(clean_edition(edition)))
    return Catalogue(tuple(views))


def names_of(story: StoryView) -> set[str]:
    """Names that both the English and the Spanish text of a story hold."""
    english = "\n".join([story.title.en, *(point.en for point in story.points)])
    spanish = "\n".join([story.title.es, *(point.es for point in story.points)])
    return {
        name
        for name in (match.group() for match in _NAME.finditer(english))
        if len(name) > 3 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", spanish)
    }


def slug(text: str) -> str:
    """``text`` as a file name: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "x"


def _topics(entries: Iterable[Entry], keys: Callable[[Entry], Mapping[str, str]]) -> list[Topic]:
    grouped: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in sorted(keys(entry)):
            grouped[key].append(entry)
    ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
    taken: Counter[str] = Counter()
    topics = []
    for name, found in ordered:
        base = slug(name)
        taken[base] += 1
        key = base if taken[base] == 1 else f"{base}-{taken[base]}"
        topics.append(Topic(key, name, tuple(found)))
    return topics
