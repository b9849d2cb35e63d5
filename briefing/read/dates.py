"""Dates and times as pages, feeds and mails write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Moment:
    """``published`` has a zone; ``day`` is set alone when the text names no time."""

    day: date | None = None
    published: datetime | None = None


def parse_moment(text: str, zone: tzinfo | None) -> Moment:
    """The moment written in ``text`` as ISO 8601 or RFC 5322; empty when it is neither.

    A time without a zone is taken for one in ``zone`` (None is the machine's).
    """
    text = text.strip()[:64]
    if not text:
        return Moment()
    try:
        if _DAY.fullmatch(text):
            return Moment(day=date.fromisoformat(text))
        return _with_zone(datetime.fromisoformat(text), zone)
    except ValueError:
        pass  # not ISO 8601: perhaps the form of mails
    try:
        return _with_zone(parsedate_to_datetime(text), zone)
    except (TypeError, ValueError, IndexError, OverflowError):
        return Moment()


def _with_zone(moment: datetime, zone: tzinfo | None) -> Moment:
    if not 1900 < moment.year < 2200:
        return Moment()
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone) if zone else moment.astimezone()
    return Moment(published=moment)
