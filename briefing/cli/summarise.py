"""``briefing summarise``: one article's key points, as text or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.options import Context, echo_examples, shared

if TYPE_CHECKING:
    from briefing.model import Article, Outcome, Summary


@click.command(
    epilog=echo_examples(
        "briefing summarise article.txt",
        "briefing summarise --points 4 --format json - < article.txt",
    )
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--points", type=click.IntRange(3, 5), help="Number of key points.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--summariser", metavar="NAME", help="Backend. Default: the configured one.")
@shared
@click.pass_obj
def command(
    context: Context, file: Path, points: int | None, form: str, summariser: str | None
) -> None:
    """Print the key points of one article.

    JSON holds the language and, for each point, its text and the places it comes from (paragraph,
    start and end in code points).
    """
    import json

    from briefing.model import Outcome, Story
    from briefing.registry import load_summariser

    found = Outcome()
    article = _article(file, found)
    config = context.config()
    backend = load_summariser(
        summariser or config.summarise.backend, config.summarise, Path(str(config.state_dir))
    )
    story = Story(article.id, article.section or "other", (article,))
    (summary,) = backend.summarise([story], points=points)
    found.notices += summary.notices
    if form == "json":
        click.echo(json.dumps(_as_json(article, summary), ensure_ascii=False, indent=2))
    else:
        click.echo(summary.title)
        for point in summary.points:
            click.echo(f"- {point.text}")
    for problem in found.problems:
        context.console.print(f"{problem.subject}: {problem.message}", markup=False)
    for notice in found.notices:
        context.console.print(f"{notice.subject}: {notice.message}", markup=False)


def _article(file: Path, found: Outcome) -> Article:
    """The first article of the file. Raises :class:`~briefing.errors.ArticleError`."""
    from briefing.errors import ArticleError
    from briefing.model import Silent
    from briefing.read import read_paths

    articles = read_paths([file], found=found, progress=Silent())
    if articles:
        return articles[0]
    if found.problems:
        problem = found.problems[0]
        raise ArticleError(f"{problem.subject}: {problem.message}", problem.remedy)
    raise ArticleError(f"{file}: holds no article.", "Give a file with a title and text.")


def _as_json(article: Article, summary: Summary) -> dict[str, Any]:
    points = [
        {
            "text": point.text,
            "evidence": [
                {
                    "article": span.article,
                    "paragraph": span.paragraph,
                    "start": span.start,
                    "end": span.end,
                }
                for span in point.evidence
            ],
        }
        for point in summary.points
    ]
    return {"language": article.language, "key_points": points}
