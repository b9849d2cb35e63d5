"""The default summariser on made-up stories and on the samples."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.config import SummariseConfig
from briefing.model import Article, Outcome, Silent, Story, Summary
from briefing.read import read_paths
from briefing.summarise.embedded import EmbeddedSummariser
from briefing.summarise.vocabulary import DANGLING, content_stems, same_point, words
from tests.summarise.stories import DAM, PRESA, article, story

BACKEND = EmbeddedSummariser(SummariseConfig(), Path())


def summary(*articles: Article, points: int | None = None) -> Summary:
    (result,) = BACKEND.summarise([story(*articles)], points=points)
    return result


def read(*paths: Path) -> list[Article]:
    return read_paths(list(paths), found=Outcome(), progress=Silent())


def check_points(given: Story, result: Summary) -> None:
    """Every point stands alone, says something of its own, and comes from its evidence."""
    texts = {a.id: a.paragraphs for a in given.articles}
    for point in result.points:
        assert "?" not in point.text
        span = point.evidence[0]
        source = texts[span.article][span.paragraph][span.start : span.end]
        said = [w.lower() for w in words(point.text)]
        rest = iter(w.lower() for w in words(source))
        assert all(word in rest for word in said), (point.text, source)
    for one, two in itertools.combinations(result.points, 2):
        assert not same_point(content_stems(one.text), content_stems(two.text))


@pytest.mark.parametrize("made", [article(*DAM), article(*PRESA, language="es")])
def test_points_stand_alone(made: Article) -> None:
    result = summary(made)
    check_points(story(made), result)
    assert len(result.points) == 3
    assert all(words(p.text)[0].lower() not in DANGLING for p in result.points)
    assert result.line
    assert result.title


@pytest.mark.parametrize("count", [3, 4, 5])
def test_number_of_points(count: int) -> None:
    assert len(summary(article(*DAM), points=count).points) == count


def test_configured_number_of_points() -> None:
    backend = EmbeddedSummariser(SummariseConfig(points=5), Path())
    assert len(backend.summarise([story(article(*DAM))])[0].points) == 5


@pytest.mark.parametrize("number", range(1, 6))
def test_short_articles_have_at_most_their_sentences(number: int) -> None:
    sentences = [f"The {n} boat of the harbour left for port number {n} today." for n in "abcde"]
    result = summary(article(" ".join(sentences[:number])))
    assert 1 <= len(result.points) <= number


def test_no_text_at_all() -> None:
    result = summary(article(title="Nothing more is known"))
    assert (result.title, result.points) == ("Nothing more is known", ())
    assert summary(article("…", title="…")).title


def test_six_leaning_sentences_still_give_three_points() -> None:
    text = (
        "He left the old house at dawn. She stayed behind with the two dogs. It rained all day in "
        "the valley below. They met again at the bridge in March. This surprised nobody in town. "
        "His brother sold the farm to a bank."
    )
    assert len(summary(article(text, title="A farm is sold")).points) == 3


def test_the_samples_and_the_real_article(samples: Path, shared: Path) -> None:
    real = next(iter(sorted((shared / "articles").glob("000_*.txt"))))
    for made in read(samples, real):
        check_points(story(made), summary(made))


def test_order_of_results_and_repeatability() -> None:
    stories = [story(article(*DAM, id="x")), story(article(*PRESA, id="y", language="es"))]
    first, second = BACKEND.summarise(stories), BACKEND.summarise(stories[::-1])
    assert first == second[::-1]
    assert first[0].points[0].evidence[0].article == "x"


def test_two_sources_and_their_figures() -> None:
    one = article(
        "A landslide killed 12 people in the mountain village of Tarn on Sunday, rescuers said.",
        "The slope gave way at noon after four days of rain over the whole valley.",
        "Forty houses were evacuated and the only road to Tarn remains closed.",
        source="Reuters",
    )
    two = article(
        "At least 15 people died when a landslide hit the mountain village of Tarn on Sunday.",
        "The government sent 200 soldiers to the valley to look for the missing.",
        "Schools in the district will stay shut until Thursday.",
        id="a2",
        source="EFE",
    )
    result = summary(one, two)
    assert {span.article for p in result.points for span in p.evidence} == {"a1", "a2"}
    told = next(p for p in result.points if "12 people" in p.text)
    assert "12 people (Reuters; 15 according to EFE)" in told.text
    assert len(told.evidence) == 2
    assert not any("15 people" in p.text for p in result.points)


def test_figures_differ_across_languages() -> None:
    one = article(
        "A landslide in Tarn killed 12 people on Sunday, rescuers said.", source="Reuters"
    )
    two = article(
        "Un corrimiento de tierra causó el domingo 15 muertos en Tarn.",
        id="a2", language="es", source="EFE",
    )  # fmt: skip
    (point,) = summary(one, two).points
    assert "12 people (Reuters; 15 according to EFE)" in point.text
    assert [span.article for span in point.evidence] == ["a1", "a2"]


def test_sources_that_agree_are_not_set_against_each_other() -> None:
    one = article("A fire destroyed 30 boats in the harbour of Tarn on Friday.", source="Reuters")
    two = article(
        "The fire in the harbour of Tarn on Friday destroyed about 32 boats.", id="a2", source="EFE"
    )
    assert not any("according to EFE" in p.text for p in summary(one, two).points)


def test_an_article_in_the_other_language_gives_no_points() -> None:
    result = summary(article(*DAM), article(*PRESA, id="a2", language="es"))
    assert {span.article for p in result.points for span in p.evidence} == {"a1"}


def test_no_model_code_is_imported() -> None:
    code = (
        "import sys; from briefing.summarise.embedded import EmbeddedSummariser; "
        "from briefing.config import SummariseConfig; from pathlib import Path; "
        "EmbeddedSummariser(SummariseConfig(), Path()).signature; "
        "print([m for m in ('torch', 'transformers', 'httpx', 'lightgbm') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_signature_names_the_weights() -> None:
    assert re.fullmatch(r"embedded:\d+\|points:auto", BACKEND.signature)
