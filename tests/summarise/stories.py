"""Made-up stories for the tests."""

from __future__ import annotations

from briefing.model import Article, Language, Story

DAM = (
    "The dam above the town of Orrin will be rebuilt by 2031, the regional council decided on "
    "Monday. The work will cost 48 million euros, a third of it paid by the state.",
    "He called it a good day. Who would have thought so last year? Engineers had warned in 2022 "
    "that the wall, built in 1911, might not survive another winter flood.",
    "However, the fishing club of Orrin opposes the plan, which was published in March. Its "
    "members fear for the trout below the dam. “They should have asked us,” said its secretary, "
    "Mia Lund.",
    "During the work the reservoir will be lowered by nine metres, and the road along its shore "
    "will be closed for two summers. The council expects 14,000 visitors fewer a year.",
)
PRESA = (
    "La presa de Orrín se reconstruirá antes de 2031, decidió el lunes el consejo regional. Las "
    "obras costarán 48 millones de euros, un tercio a cargo del Estado.",
    "Lo celebró. ¿Quién lo habría dicho hace un año? Los ingenieros habían advertido en 2022 de "
    "que el muro, levantado en 1911, quizá no aguantaría otra riada.",
    "Sin embargo, el club de pesca de Orrín se opone al plan. Sus socios temen por las truchas del "
    "río. «Tenían que habernos preguntado», dijo su secretaria, Mía Lund.",
    "Durante las obras el embalse bajará nueve metros y la carretera de la orilla se cerrará dos "
    "veranos. El consejo calcula que llegarán 14.000 visitantes menos al año.",
)


def article(
    *paragraphs: str,
    id: str = "a1",
    title: str = "Orrin dam to be rebuilt",
    language: Language = "en",
    source: str = "",
) -> Article:
    return Article(id, f"{id}.txt", language, title, paragraphs, None, source=source)


def story(*articles: Article) -> Story:
    return Story(articles[0].id, "other", articles)
