"""``briefing eval summarise``: key points against references."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, echo_examples, shared

if TYPE_CHECKING:
    from briefing.evaluate.summaries import Interval, Report


@click.command(
    epilog=echo_examples(
        "briefing eval summarise articles.jsonl",
        "briefing eval summarise --language es tests/quality/summaries-es --html report.html",
    )
)
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option("--summariser", metavar="NAME", help="Backend. Default: the configured one.")
@click.option("--points", type=click.IntRange(3, 5), help="Number of key points.")
@click.option(
    "--lead",
    type=click.IntRange(1, 10),
    default=3,
    show_default=True,
    help="Sentences of the baseline.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "es"]),
    default="en",
    show_default=True,
    help="Of articles that do not name theirs.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write a page with every article, its reference and the chosen points.",
)
@shared
@click.pass_obj
def command(
    context: Context,
    dataset: Path,
    summariser: str | None,
    points: int | None,
    lead: int,
    language: str,
    html: Path | None,
) -> None:
    """Measure key points on a data set.

    DATASET is a file of JSON lines or a folder of JSON files with "reference" and "sentences" or
    "paragraphs". Intervals are 95 % bootstrap intervals; differences are taken article by article.
    """
    from briefing.errors import ConfigError
    from briefing.evaluate.summaries import evaluate, load, page
    from briefing.registry import load_summariser

    config = context.config()
    name = summariser or config.summarise.backend
    cases = load(dataset, "es" if language == "es" else "en")
    backend = load_summariser(name, config.summarise, Path(str(config.state_dir)))
    report, summaries = evaluate(cases, backend, points=points, lead=lead)
    click.echo(render(report, lead))
    if html is not None:
        try:
            html.write_text(page(cases, summaries, f"{dataset.name}: {name}"), encoding="utf-8")
        except OSError as exc:
            raise ConfigError(
                f"{html}: cannot be written ({exc.strerror}).", "Choose another file."
            ) from exc


def render(report: Report, lead: int) -> str:
    """The report as plain lines."""
    lines = [f"{'':12}{'points':>22}{f'Lead-{lead}':>22}{'difference':>22}"]
    names = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeLsum": "ROUGE-Lsum"}
    for key, name in {**names, "mean12": "mean of 1, 2"}.items():
        cells = (report.scores[key], report.lead[key])
        line = "".join(f"{_interval(cell):>22}" for cell in cells)
        lines.append(f"{name:12}{line}{_interval(report.differences[key], '+'):>22}")
    lines += [
        "",
        f"articles        {report.cases}",
        f"points a story  {report.points:.2f}",
        f"words a story   {report.words:.1f}",
        f"questions       {report.questions:.2%} of the points",
        f"pronoun first   {report.pronouns:.2%} of the points",
        f"duplicates      {report.duplicates}",
        f"notices         {report.notices}",
        f"time            {report.seconds:.2f} s",
    ]
    return "\n".join(lines)


def _interval(value: Interval, sign: str = "") -> str:
    return f"{value.mean:{sign}.2f} [{value.low:{sign}.2f}, {value.high:{sign}.2f}]"
