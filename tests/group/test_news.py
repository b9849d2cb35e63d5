"""What an update tells first, and what is said about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefing.edition import Edition
from briefing.group.news import news_first
from briefing.model import Article, KeyPoint, Outcome, Span, Story, Summary

OLD = "Mayor Ines Corvald praised the volunteers of Kettlewick."
FLOOD = "The river Ardal swept the old bridge of Kettlewick away."
BRIDGE = "The army will build a bridge of 60 metres for 4.5 million crowns."
WHEN = "It opens on 12 December, General Tomas Rehn said."


def both(text: str) -> dict[str, str]:
    return {"en": text, "es": text, "original": "en"}


EARLIER = Edition.model_validate(
    {
        "date": date(2026, 11, 22),
        "stories": [
            {
                "id": "ardal-floods",
                "section": "world",
                "title": both("Kettlewick bridge swept away as the Ardal floods"),
                "summary": both(FLOOD),
                "key_points": [{"text": both(text), "evidence": []} for text in (FLOOD, OLD)],
                "sources": [{"article": "a0"}],
            }
        ],
        "articles": {},
        "made_by": {"briefing": "0", "summariser": "x", "translators": {}},
    }
)
ARTICLE = Article("a1", "a.txt", "en", "Army bridge", (OLD, BRIDGE, WHEN), date(2026, 11, 23))


def story(update_of: str | None) -> Story:
    return Story("army-bridge", "world", (ARTICLE,), update_of)


def summary(*texts: str, line: str | None = None) -> Summary:
    points = tuple(
        KeyPoint(text, (Span("a1", place, 0, len(text)),)) for place, text in enumerate(texts)
    )
    return Summary("Army bridge", texts[0] if line is None else line, points)


def test_new_points_of_an_update_come_first_and_a_notice_quotes_one() -> None:
    found = Outcome()
    given = summary(OLD, BRIDGE, FLOOD, WHEN)

    [told] = news_first([story("ardal-floods")], [given], [EARLIER], found)

    assert [point.text for point in told.points] == [BRIDGE, WHEN, OLD, FLOOD]
    assert told.line == BRIDGE
    assert [point.new for point in told.points] == [True, True, False, False]
    kept = {replace(point, new=False) for point in told.points}
    assert kept == set(given.points)  # each with its own evidence
    [notice] = found.notices
    assert notice.subject == "army-bridge"
    assert "ardal-floods" in notice.message
    assert BRIDGE in notice.message


def test_a_line_of_its_own_is_kept() -> None:
    given = summary(OLD, BRIDGE, line="A bridge in place of the old one.")

    [told] = news_first([story("ardal-floods")], [given], [EARLIER], Outcome())

    assert told.line == "A bridge in place of the old one."


def test_an_update_without_a_new_point_says_so() -> None:
    found = Outcome()
    given = summary(FLOOD, OLD)

    assert news_first([story("ardal-floods")], [given], [EARLIER], found) == [given]
    assert "nothing new" in found.notices[0].message


def test_other_stories_are_left_alone() -> None:
    found = Outcome()
    given = summary(OLD, BRIDGE)

    assert news_first([story(None)], [given], [EARLIER], found) == [given]
    assert news_first([story("gone")], [given], [EARLIER], found) == [given]
    assert found.notices == []
