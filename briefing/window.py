"""Which day an edition is of, and which articles belong to it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefing.edition import Edition
from briefing.errors import ConfigError, NothingPublished
from briefing.model import Article

log = logging.getLogger("briefing.window")


def choose_day(wanted: str, articles: Sequence[Article], timezone: str | None) -> date:
    """The day of the edition: ``today`` (in ``timezone``), the ``latest`` there is, or a date.

    Raises :class:`ConfigError` when ``wanted`` is none of these.
    """
    today = datetime.now(ZoneInfo(timezone) if timezone else None).date()
    if wanted == "today":
        return today
    if wanted == "latest":
        return max((article.day for article in articles if article.day), default=today)
    try:
        return date.fromisoformat(wanted)
    except ValueError as exc:
        raise ConfigError(
            f"--date {wanted!r} is no date.", "Give today, latest or YYYY-MM-DD."
        ) from exc


def of_day(articles: Sequence[Article], day: date, last: Edition | None = None) -> list[Article]:
    """The articles of that day and those without a date; raises NothingPublished when none.

    With ``last``, the edition before, also those of the days since, and of its own day those
    published after all that it holds.
    """
    after = _newest(last) if last else None

    def wanted(article: Article) -> bool:
        if article.day in (day, None):
            return True
        if last is None or article.day is None or not last.date <= article.day < day:
            return False
        if article.day > last.date:
            return True
        return after is not None and article.published is not None and article.published > after

    chosen = [article for article in articles if wanted(article)]
    if len(articles) > len(chosen):
        log.info("%d articles belong to other days", len(articles) - len(chosen))
    if not chosen:
        days = sorted({article.day for article in articles if article.day})
        raise NothingPublished(
            f"There is no article for {day}.",
            f"The articles are of {days[0]} to {days[-1]}: try --date latest."
            if days
            else "No article could be read: see the problems above.",
        )
    return chosen


def _newest(edition: Edition) -> datetime | None:
    """When the newest article of the edition was published, as far as times are known."""
    times = [source.published for story in edition.stories for source in story.sources]
    return max((time for time in times if isinstance(time, datetime) and time.tzinfo), default=None)
