"""From articles to ranked stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from briefing.config import SelectConfig
from briefing.edition import Edition
from briefing.group import Grouping, group
from briefing.group.days import recent
from briefing.group.slugs import slug
from briefing.model import Article, Language, Outcome, Silent

DAY = date(2026, 11, 23)


def article(
    title: str, *paragraphs: str, language: Language = "en", source: str = "", **more: object
) -> Article:
    base = Article(
        id="a" + re.sub(r"\W+", "", f"{title}{source}")[:24].lower(),
        origin=f"{title[:12]}.txt",
        language=language,
        title=title,
        paragraphs=paragraphs or (f"{title} was the talk of the day.",),
        day=DAY,
        source=source,
    )
    from dataclasses import replace

    return replace(base, **more)  # type: ignore[arg-type]  # fields given by name in the tests


def run(
    articles: Sequence[Article],
    found: Outcome | None = None,
    earlier: Sequence[Edition] = (),
    **select: object,
) -> Grouping:
    return group(
        articles,
        day=DAY,
        select=SelectConfig.model_validate(select),
        earlier=earlier,
        translator=None,
        found=found if found is not None else Outcome(),
        progress=Silent(),
    )


BRIDGE = article("Harwick to rebuild its bridge", "The council voted to rebuild the old bridge.")
MATCH = article("Rovers win the cup", "The goalkeeper saved two penalties in the stadium.")
BANK = article("Central bank cuts interest rates", "Inflation fell and the markets rose.")


def test_the_same_text_twice_is_merged_with_a_notice() -> None:
    copy = article("Harwick to rebuild its bridge!", *BRIDGE.paragraphs, source="Courier")
    found = Outcome()

    grouping = run([BRIDGE, copy, MATCH], found)

    assert sorted(story.lead.title for story in grouping.stories) == [copy.title, MATCH.title]
    [notice] = found.notices
    assert notice.subject == BRIDGE.origin
    assert "merged" in notice.message
    assert found.problems == []


def test_every_article_is_explained() -> None:
    copy = article("Bridge again", *BRIDGE.paragraphs)

    grouping = run([BRIDGE, copy, MATCH, BANK], mute=["markets"])

    explained = {item.origin: item for item in grouping.explanations}
    assert set(explained) == {item.origin for item in (BRIDGE, copy, MATCH, BANK)}
    assert not explained[BANK.origin].included
    assert "muted by 'markets'" in explained[BANK.origin].reason
    assert explained[copy.origin].story == explained[BRIDGE.origin].story != ""


def test_stories_come_by_section_in_page_order() -> None:
    grouping = run([MATCH, BANK])

    assert [story.section for story in grouping.stories] == ["economy", "sport"]


@pytest.mark.parametrize(
    ("given", "section"),
    [
        (article("Something", "Nothing to see.", section="culture"), "culture"),
        (article("Something", "Nothing to see.", categories=("Deportes", "x")), "sport"),
        (article("Something", "Nothing.", url="https://news.example/economia/1.html"), "economy"),
        (article("El Senado aprueba la ley", "El ministro habló.", language="es"), "politics"),
        (article("Something", "Nothing to see."), "other"),
    ],
)
def test_the_section_comes_from_source_category_address_or_words(
    given: Article, section: str
) -> None:
    assert run([given]).stories[0].section == section


def test_limits_floor_and_interests() -> None:
    assert len(run([BRIDGE, MATCH, BANK], max_stories=2).stories) == 2
    assert (
        len(
            run(
                [MATCH, article("Rovers lose", "The coach.", section="sport")], per_section=1
            ).stories
        )
        == 1
    )
    assert run([BRIDGE, MATCH, BANK], floor=10).stories == []
    [best] = run([BRIDGE, MATCH, BANK], max_stories=1, interests=["goalkeeper"]).stories
    assert best.lead.title == MATCH.title


def test_more_weight_ranks_higher() -> None:
    heavy = article("Rovers lose", "The coach of the team.", section="sport", weight=2.0)

    grouping = run([MATCH, heavy])

    assert grouping.stories[0].lead.title == "Rovers lose"


def test_ids_are_ascii_slugs_unique_and_stable() -> None:
    letters = article(
        "Letters", "Dr Pelham writes on bees in Ottery and their 40 hives.", source="A"
    )
    again = article("¡Letters!", "Mrs Quaid of Dunmore wants cheaper trams at night.", source="B")

    ids = [story.id for story in run([letters, again, MATCH]).stories]

    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identity) for identity in ids)
    assert ids == [story.id for story in run([letters, again, MATCH]).stories]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Petro sabía que EE. UU. participó", "petro-sabia-que-ee-uu-participo"),
        ("Trump’s “plan”", "trumps-plan"),
        ("Index", "story-index"),
        ("…", "story-a1"),
        ("x" * 500, "x" * 60),
        ("../../etc/passwd <script>", "etc-passwd-script"),
    ],
)
def test_slugs(title: str, expected: str) -> None:
    assert slug(title, (), "story-a1") == expected


def test_nothing_in_nothing_out() -> None:
    assert run([]) == Grouping([], [])


FIRST = article(
    "Kettlewick bridge swept away as Ardal overflows",
    "Thousands spent the night in school halls after the river Ardal overflowed in Kettlewick.",
    "Mayor Ines Corvald praised the volunteers. No injuries were reported in Kettlewick.",
)


def edition(day: date, *articles: Any) -> Edition:
    def both(text: str) -> dict[str, str]:
        return {"en": text, "es": text, "original": "en"}

    return Edition.model_validate(
        {
            "date": day,
            "stories": [
                {
                    "id": f"old-{place}",
                    "section": "world",
                    "title": both(told.title),
                    "summary": both(told.paragraphs[0]),
                    "key_points": [
                        {"text": both(text), "evidence": []} for text in told.paragraphs
                    ],
                    "sources": [{"article": told.id}],
                }
                for place, told in enumerate(articles)
            ],
            "articles": {},
            "made_by": {"briefing": "0", "summariser": "x", "translators": {}},
        }
    )


YESTERDAY = date(2026, 11, 22)


def test_an_article_of_an_earlier_edition_stays_out() -> None:
    grouping = run([FIRST], earlier=[edition(YESTERDAY, FIRST)])

    assert grouping.stories == []
    [explained] = grouping.explanations
    assert not explained.included
    assert "published on 2026-11-22" in explained.reason


def test_the_same_told_again_stays_out() -> None:
    again = article("Ardal overflows and the bridge of Kettlewick is swept away",
                    *FIRST.paragraphs, source="Courier")  # fmt: skip

    grouping = run([again], earlier=[edition(YESTERDAY, FIRST)])

    assert grouping.stories == []
    assert "nothing new" in grouping.explanations[0].reason


def test_news_on_an_earlier_story_is_an_update() -> None:
    news = article(
        "Kettlewick to get army bridge after Ardal flood",
        "The army will build a bridge of 60 metres at Kettlewick, where the Ardal swept the old"
        " one away, General Tomas Rehn said. It costs 4.5 million crowns and opens on 12 December.",
        "Mayor Ines Corvald praised the volunteers of Kettlewick. No injuries were reported.",
    )

    [story] = run([news], earlier=[edition(YESTERDAY, FIRST)]).stories

    assert story.update_of == "old-0"


def test_another_event_is_no_update_and_old_editions_do_not_count() -> None:
    other = article("Rovers win the cup", "The goalkeeper saved two penalties in the stadium.")

    assert run([other], earlier=[edition(YESTERDAY, FIRST)]).stories[0].update_of is None
    assert len(run([FIRST], earlier=[edition(date(2026, 11, 10), FIRST)]).stories) == 1
    assert recent([edition(DAY, FIRST)], DAY, 3) == []
