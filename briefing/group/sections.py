"""Which section an article belongs in: by source, feed categories, address or words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from briefing.model import SECTIONS, Article

_NAMES = {
    "politics": "politics politica politicas congress congreso elections elecciones gobierno",
    "world": "world mundo international internacional internacionales americas europe europa "
    "africa asia global exterior",
    "economy": "economy economia business negocios money dinero finance finanzas markets mercados "
    "empresas companies",
    "society": "society sociedad us uk nacional national local judicial justicia justice crime "
    "education educacion sucesos bogota",
    "science": "science ciencia ciencias technology tecnologia tech space espacio",
    "health": "health salud wellness bienestar medicina medicine",
    "environment": "environment ambiente climate clima medioambiente planeta nature naturaleza "
    "weather",
    "culture": "culture cultura arts arte entertainment entretenimiento cine movies music musica "
    "books libros showbiz style estilo travel viajes gastronomia lifestyle television",
    "sport": "sport sports deporte deportes football futbol tennis golf motorsport cycling "
    "ciclismo",
}
_BY_NAME = {name: section for section, names in _NAMES.items() for name in names.split()}
_LEAST = 3.0
_WORD = re.compile(r"[a-z0-9ñ]+(?:-[a-z0-9]+)*")


def section_of(articles: Sequence[Article]) -> str:
    """The section of a story told by ``articles``, one of :data:`briefing.model.SECTIONS`.

    What the sources say comes first, then their categories and addresses, then the words.
    """
    for named in (_configured, _categorised):
        votes = Counter(section for article in articles for section in named(article))
        if votes:
            return min(votes, key=lambda name: (-votes[name], SECTIONS.index(name)))
    scores = dict.fromkeys(SECTIONS, 0.0)
    for article in articles[:5]:
        for section, score in _by_words(article).items():
            scores[section] += score
    best = min(scores, key=lambda name: (-scores[name], SECTIONS.index(name)))
    return best if scores[best] >= _LEAST * min(len(articles), 5) else "other"


def _configured(article: Article) -> Iterable[str]:
    section = fold(article.section)
    if section in SECTIONS and section != "other":
        yield section
    elif section in _BY_NAME:
        yield _BY_NAME[section]


def _categorised(article: Article) -> Iterable[str]:
    for category in article.categories:
        for word in _WORD.findall(fold(category)):
            if word in _BY_NAME:
                yield _BY_NAME[word]
                return
    for part in urlsplit(article.url).path.split("/")[:-1]:
        if fold(part) in _BY_NAME:
            yield _BY_NAME[fold(part)]
            return


@dataclass(frozen=True, slots=True)
class _Table:
    """Keyword → sections with weight, by how the keyword matches."""

    words: dict[str, list[tuple[str, float]]]
    stems: dict[str, list[tuple[str, float]]]
    phrases: dict[str, list[tuple[str, float]]]


@cache
def _table() -> _Table:
    data = tomllib.loads(Path(__file__).with_name("sections.toml").read_text(encoding="utf-8"))
    table = _Table({}, {}, {})
    for section, lists in data.items():
        for kind, weight in (("strong", 2.0), ("words", 1.0)):
            for keyword in lists[kind]:
                kept = keyword.rstrip("*")
                place = table.stems if keyword.endswith("*") else table.words
                if " " in kept:
                    place = table.phrases
                place.setdefault(kept, []).append((section, weight))
    return table


def _by_words(article: Article) -> dict[str, float]:
    """Score of each section. A keyword counts once for the title, the lead and the rest."""
    scores: defaultdict[str, float] = defaultdict(float)
    rest = " ".join(article.paragraphs[1:])[:2_500]
    lead = article.paragraphs[0][:800] if article.paragraphs else ""
    for text, factor in ((article.title[:300], 1.5), (lead, 0.8), (rest, 0.35)):
        for hits in _hits(fold(text)).values():
            for section, weight in hits:
                scores[section] += weight * factor
    return scores


def _hits(text: str) -> dict[str, list[tuple[str, float]]]:
    table = _table()
    found: dict[str, list[tuple[str, float]]] = {}
    words = _WORD.findall(text)
    for word in words:
        if word in table.words:
            found[word] = table.words[word]
        for length in range(3, len(word) + 1):
            stem = word[:length]
            if stem in table.stems:
                found[stem] = table.stems[stem]
    joined = f" {' '.join(words)} "
    for phrase, hits in table.phrases.items():
        if f" {phrase} " in joined:
            found[phrase] = hits
    return found


def fold(text: str) -> str:
    """Lower case without accents (ñ kept apart from n)."""
    marked = text.casefold().replace("ñ", "\ue000")
    plain = unicodedata.normalize("NFKD", marked)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return bare.replace("\ue000", "ñ")
