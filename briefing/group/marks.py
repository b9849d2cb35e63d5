"""What a text says of itself: the day of its news, and whether it is a column or an explanation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.group.sections import fold
from briefing.model import Language

_WORD = re.compile(r"[^\W_]+")
_DAYS = (
    "monday lunes", "tuesday martes", "wednesday miercoles", "thursday jueves",
    "friday viernes", "saturday sabado", "sunday domingo",
)  # fmt: skip
_DAY = {word: n for n, words in enumerate(_DAYS) for word in words.split()}
_READ = 160
"""So many words of the text tell the day, if any do."""
_CLAUSE = re.compile(
    r"[,;:.!?]\s|\s[–—-]\s"
    r"|\s(?=(?:which|who|that|when|after|where|whose|since"
    r"|que|cuando|tras|donde|desde|después)\b)"
)
_AHEAD = re.compile(r"\b(?:will|resumes?|due|next|próxim[oa]s?|\w{2,}[aei]r(?:á|án))\b", re.I)
_UNTIL = frozenset("until till by before from hasta".split())
_QUOTED = re.compile(r"[\"“”«»].*?[\"“”«»]")
_FIRST_PERSON = re.compile(
    r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us|[Yy]o|[Mm]i|[Nn]os|[Nn]osotros|[Nn]uestr[oa]s?)\b"
)
_OPENING = 900
_ASKS = re.compile(
    r"[¿?]|\bclaves\b"
    r"|^(?:opini[oó]n|column|columna|editorial|analysis|análisis|review|questions and answers"
    r"|how|why|what|who|where|qué|por qué|cómo|quién)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"[A-ZÁÉÍÓÚÑ][\w'’-]+ [A-ZÁÉÍÓÚÑ][\w'’-]+:")


def news_day(paragraphs: Sequence[str], language: Language) -> int | None:
    """The first weekday (Monday is 0) that the text names and that is not still to come."""
    told = " ".join(" ".join(paragraphs).split(" ", _READ)[:_READ])
    for clause in _CLAUSE.split(told):
        if _AHEAD.search(clause):
            continue
        words = _WORD.findall(clause)
        for place, word in enumerate(words):
            # Capitals tell Sundays from Santo Domingo.
            day = _DAY.get(fold(word)) if word[0].isupper() == (language == "en") else None
            if day is not None and not _UNTIL & {*words[max(0, place - 2) : place]}:
                return day
    return None


def is_column(title: str, paragraphs: Sequence[str], language: Language) -> bool:
    """A column, an explanation or a portrait, by its title or because the author says "I".

    Before a colon, Spanish titles name who is quoted, English ones the author.
    """
    told = _QUOTED.sub(" ", " ".join(paragraphs)[:_OPENING])
    signed = language == "en" and _BYLINE.match(title)
    return bool(signed or _ASKS.search(title)) or len(_FIRST_PERSON.findall(told)) > 1
