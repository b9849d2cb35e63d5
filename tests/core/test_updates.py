"""An update tells what is new: sentences that repeat the earlier edition give way to news."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.config import SummariseConfig
from briefing.edition import Edition
from briefing.model import Article, KeyPoint, Outcome, Span, Story, Summary
from briefing.summarise.embedded import EmbeddedSummariser
from briefing.updates import tell_news

OLD = (
    "The river Ardal flooded two villages in the valley on Saturday night.",
    "Some 340 people were taken to a school in Harwick by the fire brigade.",
    "The old stone bridge of Ardal was torn away by the water.",
    "Heavy rain had fallen on the hills of the region for six days.",
)
NEW = (
    "Army engineers opened a temporary steel crossing for ambulances on Monday morning.",
    "Parliament promised 25 million crowns to owners of ruined homes before Christmas.",
    "Prosecutors are asking why the warning sirens of Lorne stayed silent.",
)
OWN = EmbeddedSummariser(SummariseConfig(), Path())


def both(text: str) -> dict[str, str]:
    return {"en": text, "es": text, "original": "en"}


EARLIER = Edition.model_validate(
    {
        "date": "2026-11-22",
        "stories": [
            {
                "id": "ardal-floods",
                "section": "world",
                "title": both("River Ardal floods two villages"),
                "summary": both(OLD[0]),
                "key_points": [{"text": both(text), "evidence": []} for text in OLD[:3]],
                "sources": [{"article": "a0"}],
            }
        ],
        "articles": {"a0": {"language": "en", "paragraphs": [" ".join(OLD)]}},
        "made_by": {"briefing": "0", "summariser": "x", "translators": {}},
    }
)


def story(*sentences: str, update_of: str | None = "ardal-floods") -> Story:
    article = Article("a1", "a.txt", "en", "Ardal valley", sentences, date(2026, 11, 23))
    return Story("ardal-valley", "world", (article,), update_of)


def told(given: Story, *numbers: int, line: str = "") -> Summary:
    """The update's summary when the summariser had chosen the sentences of these numbers."""
    texts = given.lead.paragraphs
    points = tuple(KeyPoint(texts[n], (Span("a1", n, 0, len(texts[n])),)) for n in numbers)
    summary = Summary("Ardal valley", line or points[0].text, points)
    return tell_news(given, summary, [EARLIER], OWN, Outcome())


def test_repeats_give_way_to_what_is_new() -> None:
    given = story(OLD[0], NEW[0], OLD[1], NEW[1], OLD[2], NEW[2])

    result = told(given, 0, 1, 4)

    assert [point.text for point in result.points] == list(NEW)
    assert all(point.new for point in result.points)
    assert result.line == NEW[0]
    for point in result.points:
        [span] = point.evidence
        assert given.lead.paragraphs[span.paragraph][span.start : span.end] == point.text


@pytest.mark.parametrize("fresh", [1, 2])
def test_repeats_fill_up_where_there_is_too_little_news(fresh: int) -> None:
    result = told(story(*OLD[:3], *NEW[:fresh]), 0, 1, 2)

    assert [point.text for point in result.points] == [*NEW[:fresh], *OLD[: 3 - fresh]]
    assert [point.new for point in result.points] == [number < fresh for number in range(3)]


def test_what_the_earlier_article_said_is_no_news() -> None:
    """The fourth old sentence was no key point, but it stands in the text that was kept."""
    result = told(story(*OLD, NEW[0]), 0, 1, 2)

    assert [point.text for point in result.points] == [NEW[0], OLD[0], OLD[1]]


def test_questions_and_leaning_sentences_stay_out() -> None:
    given = story(*OLD[:3], "Who will pay for the rebuilding of Lorne?", "They left on foot.")

    result = told(given, 0, 1, 2)

    assert [point.text for point in result.points] == list(OLD[:3])


def test_a_line_of_its_own_is_kept() -> None:
    result = told(story(*OLD[:3], *NEW), 0, 1, 2, line="The valley after the flood.")

    assert result.line == "The valley after the flood."
    assert [point.text for point in result.points] == list(NEW)


@pytest.mark.parametrize("update_of", [None, "gone"])
def test_other_stories_are_left_alone(update_of: str | None) -> None:
    given = story(*OLD[:3], *NEW, update_of=update_of)

    assert [point.text for point in told(given, 0, 1, 2).points] == list(OLD[:3])
