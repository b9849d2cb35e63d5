"""Articles into events: score every pair, then join what belongs together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from briefing.errors import BackendError
from briefing.group.across import to_english
from briefing.group.similar import Text, load_model, rare_names, scores
from briefing.model import Article, Notice, Outcome
from briefing.registry import Translator

Scores = npt.NDArray[np.float64]

_UNKNOWN = -9.0
_APART = -2.0
"""Two articles that score lower are never put into one story, whatever stands between them."""
_MOST = 2_000
"""Articles of one day that are compared; memory grows with the square."""


def as_text(article: Article) -> Text:
    """What of an article is compared."""
    return Text(article.language, article.title, article.paragraphs)


def pair_scores(
    articles: Sequence[Article], translator: Translator | None, found: Outcome
) -> Scores:
    """The matrix of scores; pairs that cannot be compared score far below nought."""
    total = len(articles)
    matrix: Scores = np.full((total, total), _UNKNOWN)
    if total > _MOST:
        message = f"more than {_MOST} articles: only copies were joined"
        found.notices.append(Notice("group", "articles", message))
        return matrix
    for language in ("en", "es"):
        rows = [n for n, article in enumerate(articles) if article.language == language]
        if rows:
            alike = scores([as_text(articles[n]) for n in rows])
            matrix[np.ix_(rows, rows)] = alike - load_model().margin
    _across(articles, translator, found, matrix)
    return matrix


def _across(
    articles: Sequence[Article], translator: Translator | None, found: Outcome, matrix: Scores
) -> None:
    english = [n for n, article in enumerate(articles) if article.language == "en"]
    spanish = [n for n, article in enumerate(articles) if article.language == "es"]
    known = [rare_names(as_text(articles[n])) for n in english]
    # Translating is the dear part: only what shares two rare names can be the same event.
    names = {n: rare_names(as_text(articles[n])) for n in spanish}
    spanish = [n for n in spanish if any(len(names[n] & other) >= 2 for other in known)]
    if not english or not spanish or translator is None:
        return
    try:
        translated = to_english([as_text(articles[n]) for n in spanish], translator)
    except BackendError as exc:
        message = f"English and Spanish articles were not compared: {exc.message}"
        found.notices.append(Notice("group", "articles", message))
        return
    leads = [as_text(articles[n]).lead() for n in english]
    both = scores([*leads, *(text.lead() for text in translated)])
    block = both[: len(english), len(english) :]
    matrix[np.ix_(english, spanish)] = block
    matrix[np.ix_(spanish, english)] = block.T


def clusters(matrix: Scores) -> list[list[int]]:
    """Average-link agglomeration: two groups join while their mean score is above nought and no
    two members contradict each other. Deterministic; groups and members in rising order."""
    groups = {n: [n] for n in range(len(matrix))}
    home = dict(enumerate(range(len(matrix))))
    rows, columns = np.nonzero(np.triu(matrix > 0, 1))
    order = sorted(zip(rows.tolist(), columns.tolist(), strict=True),
                   key=lambda pair: (-matrix[pair], pair))  # fmt: skip
    for first, second in order:
        one, two = home[first], home[second]
        if one == two:
            continue
        between = matrix[np.ix_(groups[one], groups[two])]
        if between.mean() > 0 and between.min() > _APART:
            groups[one] += groups.pop(two)
            for member in groups[one]:
                home[member] = one
    return sorted(sorted(members) for members in groups.values())
