"""Measure summarisers against reference key points: ROUGE, readability, time, a page to read.

A data set is a JSON-lines file, or a folder of JSON files, with ``reference`` (key points) and
either ``sentences`` or ``paragraphs``; ``title``, ``language`` and ``id`` are optional.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.errors import BackendUnavailable, ConfigError
from briefing.model import LANGUAGES, Article, Language, Span, Story, Summary
from briefing.registry import Summariser
from briefing.summarise.vocabulary import DANGLING, content_stems, same_point, words
from briefing.text.sentences import split

METRICS = ("rouge1", "rouge2", "rougeLsum")
SAMPLES = 2000
"""Bootstrap samples behind every interval."""

_MARK = "color-mix(in srgb, Highlight 30%, Canvas)"


@dataclass(frozen=True, slots=True)
class Case:
    """One article with its reference key points. ``given`` when its sentences came split."""

    story: Story
    reference: tuple[str, ...]
    given: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured. ``differences`` are to Lead-k, article by article."""

    cases: int
    scores: Mapping[str, Interval]
    lead: Mapping[str, Interval]
    differences: Mapping[str, Interval]
    points: float
    words: float
    questions: float
    pronouns: float
    duplicates: int
    notices: int
    seconds: float


def load(dataset: Path, language: Language = "en") -> list[Case]:
    """The cases of a data set; ``language`` is for those that do not name theirs.

    Raises :class:`ConfigError` when it cannot be read or has another form.
    """
    try:
        if dataset.is_dir():
            rows = [json.loads(f.read_text("utf-8")) for f in sorted(dataset.glob("*.json"))]
        else:
            lines = dataset.read_text("utf-8").splitlines()
            rows = [json.loads(line) for line in lines if line.strip()]
        cases = [_case(row, number, language) for number, row in enumerate(rows, 1)]
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{dataset}: cannot be read.", "Check the path.") from exc
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ConfigError(
            f"{dataset}: is no data set of summaries ({exc}).",
            "Each row needs 'reference' and 'sentences' or 'paragraphs', lists of texts.",
        ) from exc
    if not cases:
        raise ConfigError(f"{dataset}: holds no article.", "Give a file with JSON lines.")
    return cases


def _case(row: Mapping[str, Any], number: int, language: Language) -> Case:
    own: Language = row["language"] if row.get("language") in LANGUAGES else language
    name = str(row.get("id", number))
    # Given sentences become paragraphs: their borders are the data set's, not ours.
    texts = tuple(str(t) for t in row.get("paragraphs") or row["sentences"])
    reference = tuple(str(point) for point in row["reference"])
    article = Article(name, name, own, str(row.get("title", "")), texts, None)
    return Case(Story(name, "other", (article,)), reference, "paragraphs" not in row)


def evaluate(
    cases: Sequence[Case], summariser: Summariser, *, points: int | None = None, lead: int = 3
) -> tuple[Report, list[Summary]]:
    """Summarise every case and compare with the reference and with its first ``lead`` sentences.

    Raises :class:`BackendUnavailable` without the package ``rouge-score``.
    """
    score = scorer()
    began = time.perf_counter()
    summaries = summariser.summarise([case.story for case in cases], points=points)
    seconds = time.perf_counter() - began
    ours, leads = [], []
    for case, summary in zip(cases, summaries, strict=True):
        ours.append(score(case.reference, [point.text for point in summary.points]))
        leads.append(score(case.reference, first_sentences(case, lead)))
    return _report(np.array(ours), np.array(leads), summaries, seconds), summaries


def scorer() -> Callable[[Sequence[str], Sequence[str]], list[float]]:
    """A function of reference and candidate, both lists of sentences: F1 of :data:`METRICS`."""
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as exc:
        raise BackendUnavailable(
            "ROUGE needs the package 'rouge-score'.", "Install it: pip install 'briefing[eval]'."
        ) from exc
    rouge = RougeScorer(list(METRICS), use_stemmer=True, tokenizer=_Tokens())

    def score(reference: Sequence[str], candidate: Sequence[str]) -> list[float]:
        found = rouge.score("\n".join(reference), "\n".join(candidate))
        return [100 * found[metric].fmeasure for metric in METRICS]

    return score


class _Tokens:
    """The package's own tokens for English; letters with accents kept, so Spanish can be scored."""

    def __init__(self) -> None:
        from rouge_score.tokenizers import DefaultTokenizer

        self._english = DefaultTokenizer(use_stemmer=True)

    def tokenize(self, text: str) -> list[str]:
        """Lower-case tokens, the plain ones stemmed."""
        if text.isascii():
            return list(self._english.tokenize(text))
        return [
            token
            for word in words(text.replace("’", " ").replace("'", " "))
            for token in (self._english.tokenize(word) if word.isascii() else [word.lower()])
        ]


def first_sentences(case: Case, count: int) -> list[str]:
    """The article's first sentences, as they stand."""
    article = case.story.lead
    if case.given:
        return list(article.paragraphs[:count])
    found = (
        paragraph[start:end]
        for paragraph in article.paragraphs
        for start, end in split(paragraph, article.language)
    )
    return list(itertools.islice(found, count))


def _report(
    ours: NDArray[np.float64],
    lead: NDArray[np.float64],
    summaries: Sequence[Summary],
    seconds: float,
) -> Report:
    texts = [[point.text for point in summary.points] for summary in summaries]
    flat = [text for points in texts for text in points]
    duplicates = sum(
        same_point(content_stems(one), content_stems(two))
        for points in texts
        for one, two in itertools.combinations(points, 2)
    )
    total = max(1, len(flat))
    return Report(
        cases=len(summaries),
        scores=_intervals(ours),
        lead=_intervals(lead),
        differences=_intervals(ours - lead),
        points=len(flat) / len(texts),
        words=sum(len(words(text)) for text in flat) / len(texts),
        questions=sum("?" in text for text in flat) / total,
        pronouns=sum(_opener(text) in DANGLING for text in flat) / total,
        duplicates=duplicates,
        notices=sum(len(summary.notices) for summary in summaries),
        seconds=seconds,
    )


def _opener(text: str) -> str:
    found = words(text)
    return found[0].lower() if found else ""


def _intervals(values: NDArray[np.float64]) -> dict[str, Interval]:
    """Each metric, and the mean of the first two, with its interval."""
    columns = {metric: values[:, i] for i, metric in enumerate(METRICS)}
    columns["mean12"] = values[:, :2].mean(axis=1)
    draws = np.random.default_rng(0).integers(0, len(values), (SAMPLES, len(values)))
    result = {}
    for name, column in columns.items():
        low, high = np.percentile(column[draws].mean(axis=1), [2.5, 97.5])
        result[name] = Interval(float(column.mean()), float(low), float(high))
    return result


def page(cases: Sequence[Case], summaries: Sequence[Summary], title: str) -> str:
    """A page of HTML with every article, its reference, and the chosen points marked in it."""
    parts = [
        "<!doctype html>",
        f'<html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>',
        "<style>body{max-width:52rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 Georgia,serif}"
        f"mark{{background:{_MARK};color:inherit}}h2{{margin-top:3rem;font-size:1.1rem}}"
        "section div{display:grid;grid-template-columns:1fr 1fr;gap:2rem}</style>",
        f"<h1>{escape(title)}</h1>",
    ]
    for case, summary in zip(cases, summaries, strict=True):
        article = case.story.lead
        spans = [span for point in summary.points for span in point.evidence]
        parts += [
            f'<section lang="{article.language}"><h2>{escape(summary.title)}</h2><div>',
            '<div><h3 lang="en">Reference</h3>' + _list(case.reference) + "</div>",
            '<div><h3 lang="en">Chosen</h3>' + _list([p.text for p in summary.points]) + "</div>",
            "</div>",
            *(
                f"<p>{_marked(text, [s for s in spans if s.paragraph == number])}</p>"
                for number, text in enumerate(article.paragraphs)
            ),
            "</section>",
        ]
    return "\n".join([*parts, "</html>", ""])


def _list(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _marked(text: str, spans: Sequence[Span]) -> str:
    result, at = [], 0
    for span in sorted(spans, key=lambda s: s.start):
        if span.start < at:
            continue
        result.append(escape(text[at : span.start]))
        result.append(f"<mark>{escape(text[span.start : span.end])}</mark>")
        at = span.end
    return "".join([*result, escape(text[at:])])
