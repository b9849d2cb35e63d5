"""What is page furniture and what is news."""

from __future__ import annotations

import pytest

from briefing.read.boilerplate import strip_boilerplate
from tests.timing import within

NEWS = "The council of Harwick voted on Monday to rebuild the old bridge over the river Ane."
MORE = "Work begins in June and will take two years, the mayor told the press."


@pytest.mark.parametrize(
    "furniture",
    [
        "Read more: Ten bridges to see this summer",
        "Lea también: Diez puentes para este verano",
        "Le puede interesar: la historia del puente",
        "Sign up to our newsletter for the day's news",
        "Suscríbase a nuestro boletín aquí",
        "Follow us on Facebook and Instagram",
        "Síguenos en nuestras redes",
        "This website uses cookies to give you the best experience.",
        "Utilizamos cookies propias y de terceros.",
        "Advertisement",
        "PUBLICIDAD",
        "Photo: Jane Carter / Harwick Courier",
        "Foto: Archivo particular",
        "File photo of the old bridge",
        "© 2025 Harwick Courier",
        "All rights reserved.",
        "Todos los derechos reservados.",
        "(Reporting by Jane Carter in Harwick; editing by Tom Reed)",
        "Click here for the whole list",
        "* * *".replace(" ", ""),
    ],
)
def test_furniture_goes(furniture: str) -> None:
    assert strip_boilerplate([NEWS, furniture, MORE], "A title").paragraphs == (NEWS, MORE)


@pytest.mark.parametrize(
    "news",
    [
        "Police said that the driver had been following the rules.",
        "Photographs of the bridge were shown to the jury.",
        "Follow-up talks are planned for Friday.",
        "By Monday evening the water had reached the market square.",
        "Por la tarde el agua llegó a la plaza del mercado.",
        "Advertisement revenue fell by 12 per cent in the first quarter.",
        "Cookies and cakes were sold for the repair of the roof.",
    ],
)
def test_news_stays(news: str) -> None:
    assert strip_boilerplate([NEWS, news, MORE], "A title").paragraphs == (NEWS, news, MORE)


@pytest.mark.parametrize(
    ("line", "author"),
    [("By Jane Carter", "Jane Carter"), ("Por María de la Vega", "María de la Vega"),
     ("BY JANE CARTER, Harwick", "JANE CARTER")],
)  # fmt: skip
def test_a_byline_gives_the_author(line: str, author: str) -> None:
    body = strip_boilerplate([line, NEWS, MORE], "A title")

    assert body.paragraphs == (NEWS, MORE)
    assert body.author == author


def test_a_long_word_after_by_takes_no_time() -> None:
    with within(0.5):
        body = strip_boilerplate([f"By {'A' * 150}!", NEWS], "A title")

    assert body.paragraphs[1] == NEWS


def test_the_headline_and_paragraphs_told_twice_stay_once() -> None:
    assert strip_boilerplate(["A title", NEWS, MORE, NEWS], "A title").paragraphs == (NEWS, MORE)


def test_a_link_inside_a_paragraph_goes_and_the_rest_stays() -> None:
    text = f"{NEWS} Lea también: Diez puentes para este verano. {MORE}"

    assert strip_boilerplate([text], "A title").paragraphs == (f"{NEWS} {MORE}",)


def test_who_contributed_goes() -> None:
    text = f"{NEWS} Tom Reed in Saltmere contributed to this report."

    assert strip_boilerplate([text], "A title").paragraphs == (NEWS,)
