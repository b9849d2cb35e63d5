"""Measure a translator: BLEU and chrF, what the checks say, speed; a page with the worst sentences.

BLEU and chrF are sacreBLEU's with its defaults (Papineni et al. 2002; Popović 2015; Post 2018), on
the text as the service gives it, originals included where no candidate passed.
"""

from __future__ import annotations

import csv
import html
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from briefing.errors import BackendUnavailable, ConfigError
from briefing.model import Language, Translation, other
from briefing.translate.service import TranslationService

FIGURES = frozenset("figure percentage money date time unit".split())
WORST = 40
"""Sentences in the report."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The result for one direction; shares are of sentences, speed in sentences a second."""

    direction: str
    sentences: int
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    sentences_per_second: float
    shown_in_original: float
    retried: float
    figures_left: float
    names_left: float
    kinds: dict[str, int]
    signature: str

    def as_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """English and Spanish columns (``en``, ``es``) of a TSV file with a header.

    Raises :class:`ConfigError`.
    """
    lines = _lines(path)
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or not {"en", "es"} <= set(rows[0]):
        raise ConfigError(f"{path}: the first line does not name columns en and es.", "Add it.")
    en, es = rows[0].index("en"), rows[0].index("es")
    return [(row[en], row[es]) for row in rows[1:] if len(row) > max(en, es)]


def read_parallel(source: Path, reference: Path) -> tuple[list[str], list[str]]:
    """Two files, line by line. Raises :class:`ConfigError` when they differ in length."""
    left, right = _lines(source), _lines(reference)
    if len(left) != len(right):
        raise ConfigError(
            f"{source} has {len(left)} lines, {reference} {len(right)}.", "Give parallel files."
        )
    return left, right


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{path}: cannot be read as UTF-8 text.", "Check the path.") from exc


def measure(
    service: TranslationService,
    sources: Sequence[str],
    references: Sequence[str],
    source: Language,
) -> tuple[Scores, list[Translation]]:
    """Translate ``sources`` and score them against ``references``.

    Raises :class:`BackendUnavailable` without the package ``sacrebleu``.
    """
    target = other(source)
    service.translate(sources[:1], source=source, target=target)  # loads the models
    start = time.perf_counter()
    done = service.translate(sources, source=source, target=target, headlines=[True] * len(sources))
    seconds = time.perf_counter() - start
    texts = [result.text for result in done]
    bleu, chrf, signatures = score(texts, references)
    count = max(1, len(sources))
    kinds: Counter[str] = Counter()
    for result in done:
        kinds.update({f"{verdict.kind}:{verdict.action}" for verdict in result.verdicts})

    def share(test: object) -> float:
        return sum(bool(test(result)) for result in done) / count  # type: ignore[operator]  # a function of ours

    scores = Scores(
        direction=f"{source}-{target}",
        sentences=len(sources),
        bleu=bleu,
        chrf=chrf,
        bleu_signature=signatures[0],
        chrf_signature=signatures[1],
        sentences_per_second=len(sources) / seconds if seconds else 0.0,
        shown_in_original=share(lambda r: r.original_shown),
        retried=share(lambda r: any(v.action in ("retried", "other_backend") for v in r.verdicts)),
        figures_left=share(lambda r: _left(r, FIGURES)),
        names_left=share(lambda r: _left(r, frozenset({"name"}))),
        kinds=dict(sorted(kinds.items())),
        signature=service.signature,
    )
    return scores, done


def _left(result: Translation, kinds: frozenset[str]) -> bool:
    """Does the printed translation still have a finding of these kinds against it?"""
    return any(v.kind in kinds and v.action == "reported" for v in result.verdicts)


def score(texts: Sequence[str], references: Sequence[str]) -> tuple[float, float, tuple[str, str]]:
    """BLEU, chrF and their sacreBLEU signatures."""
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as exc:
        raise BackendUnavailable(
            "Scoring needs the package 'sacrebleu'.",
            "Install it with: pip install 'briefing[eval]'",
        ) from exc
    bleu, chrf = BLEU(), CHRF()
    scores = [metric.corpus_score(list(texts), [list(references)]).score for metric in (bleu, chrf)]
    signatures = (str(bleu.get_signature()), str(chrf.get_signature()))
    return float(scores[0]), float(scores[1]), signatures


def worst(
    sources: Sequence[str], references: Sequence[str], done: Sequence[Translation]
) -> list[tuple[float, int]]:
    """Sentence chrF and number of the worst sentences, the worst first."""
    from sacrebleu.metrics.chrf import CHRF

    chrf = CHRF()
    rows = [
        (float(chrf.sentence_score(result.text, [reference]).score), number)
        for number, (result, reference) in enumerate(zip(done, references, strict=True))
    ]
    return sorted(rows)[:WORST]


_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border-top:1px solid #bbb;padding:.4rem;"
    "text-align:left;vertical-align:top}small{color:#555}"
)


def report(
    scores: Scores, sources: Sequence[str], references: Sequence[str], done: Sequence[Translation]
) -> str:
    """An HTML page: the scores, then the worst sentences with source and reference."""
    source, target = scores.direction.split("-")
    facts = "".join(
        f"<tr><th>{html.escape(name)}</th><td>{html.escape(str(value))}</td></tr>"
        for name, value in asdict(scores).items()
    )
    rows = []
    for value, number in worst(sources, references, done):
        verdicts = "; ".join(f"{v.kind} ({v.action}): {v.detail}" for v in done[number].verdicts)
        rows.append(
            f"<tr><td>{number + 1}<br><small>{value:.0f}</small></td>"
            f"<td lang={source}>{html.escape(sources[number])}</td>"
            f"<td lang={target}>{html.escape(done[number].text)}"
            f"<br><small lang=en>{html.escape(verdicts)}</small></td>"
            f"<td lang={target}>{html.escape(references[number])}</td></tr>"
        )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Translation {scores.direction}"
        f"</title><style>{_STYLE}</style><h1>Translation {scores.direction}</h1>"
        f"<table>{facts}</table><h2>Worst sentences</h2><table><thead><tr><th>Line, chrF</th>"
        f"<th>Source</th><th>Translation</th><th>Reference</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></html>\n"
    )
