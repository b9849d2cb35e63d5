"""``briefing eval translate``: BLEU, chrF, checks and speed of a translator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from briefing.cli.options import Context, echo_examples, shared

if TYPE_CHECKING:
    from briefing.evaluate.translation import Scores
    from briefing.model import Language


@click.command(
    "translate",
    epilog=echo_examples(
        "briefing eval translate pairs.tsv                    both directions of a TSV (en, es)",
        "briefing eval translate --from en news.en news.es    two parallel files",
        "briefing eval translate pairs.tsv --report page.html --translator marian",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--from", "source", type=click.Choice(["en", "es"]), help="Only this direction.")
@click.option("--translator", metavar="NAME", help="Backend. Default: [translate] backend.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="HTML page.")
@click.option("--limit", type=int, help="Only the first sentences.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a direction.")
@shared
@click.pass_obj
def command(
    context: Context,
    files: tuple[Path, ...],
    source: str | None,
    translator: str | None,
    report: Path | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Translate FILES (a TSV with columns en and es, or source and reference) and score them."""
    from briefing.evaluate import translation
    from briefing.registry import load_translator
    from briefing.translate.glossary import load_glossary
    from briefing.translate.service import TranslationService

    config = context.config(out_is_output=False)
    backend = load_translator(
        translator or config.translate.backend,
        config.translate,
        config.state_dir or Path(".briefing"),
    )
    for language, sources, references in _sets(files, source, limit):
        service = TranslationService(backend, glossary=load_glossary(config.translate.glossary))
        scores, done = translation.measure(service, sources, references, language)
        click.echo(scores.as_json() if as_json else _lines(scores))
        if report is not None:
            page = translation.report(scores, sources, references, done)
            path = report.with_stem(f"{report.stem}-{scores.direction}") if not source else report
            path.write_text(page, encoding="utf-8")


def _sets(
    files: tuple[Path, ...], source: str | None, limit: int | None
) -> Iterator[tuple[Language, list[str], list[str]]]:
    from briefing.errors import ConfigError
    from briefing.evaluate.translation import read_pairs, read_parallel
    from briefing.model import LANGUAGES

    if len(files) == 1:
        pairs = read_pairs(files[0])[:limit]
        columns = {"en": [en for en, _ in pairs], "es": [es for _, es in pairs]}
        for language in LANGUAGES:
            if source in (None, language):
                yield language, columns[language], columns["es" if language == "en" else "en"]
        return
    if len(files) != 2 or source is None:
        raise ConfigError("Two files need --from en or --from es.", "See --help.")
    left, right = read_parallel(*files)
    yield cast("Language", source), left[:limit], right[:limit]


def _lines(scores: Scores) -> str:
    kinds = ", ".join(f"{kind} {count}" for kind, count in scores.kinds.items()) or "none"
    return "\n".join(
        (
            f"{scores.direction}: {scores.sentences} sentences, {scores.signature}",
            f"  BLEU {scores.bleu:.1f}   {scores.bleu_signature}",
            f"  chrF {scores.chrf:.1f}   {scores.chrf_signature}",
            f"  {scores.sentences_per_second:.0f} sentences/s",
            f"  shown in the original {scores.shown_in_original:.2%}, "
            f"retried {scores.retried:.2%}, figures still doubtful {scores.figures_left:.2%}, "
            f"names still doubtful {scores.names_left:.2%}",
            f"  checks: {kinds}",
        )
    )
