"""``briefing run``: the daily job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, echo_examples, shared

if TYPE_CHECKING:
    from briefing.model import Outcome
    from briefing.pipeline import Result
    from briefing.progress import StageClock
    from briefing.send import SendReport


@click.command(
    epilog=echo_examples(
        "briefing run articles/ --date latest       the newest day in a folder",
        "briefing run                               today, from the sources in briefing.toml",
        "briefing run --send                        the daily job: make it and mail it",
        "briefing run articles/ --explain --dry-run what would be in, and why",
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option(
    "--date",
    "day",
    default="today",
    show_default=True,
    metavar="today|latest|YYYY-MM-DD",
    help="The day whose articles make the edition.",
)
@click.option(
    "--note",
    "notes",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Editor's note in Markdown (note.en.md, note.es.md); may be given once per language.",
)
@click.option("--translator", metavar="NAME", help="Translation backend. Default: embedded.")
@click.option("--summariser", metavar="NAME", help="Summary backend. Default: embedded.")
@click.option("--send", is_flag=True, help="Mail the edition afterwards, to each recipient once.")
@click.option("--explain", is_flag=True, help="Say for every article why it is in or out.")
@shared
@click.pass_obj
def command(
    context: Context,
    paths: tuple[Path, ...],
    day: str,
    notes: tuple[Path, ...],
    translator: str | None,
    summariser: str | None,
    send: bool,
    explain: bool,
) -> int:
    """Make the edition of a day from PATHs, or from the configured sources.

    PATH is a file or a folder of articles. One bad article never stops the edition: it is named
    at the end, and the exit code is 3.
    """
    from briefing.model import Outcome
    from briefing.pipeline import Request, run
    from briefing.progress import Bar

    config = context.config()
    found = Outcome()
    request = Request(paths, day, notes, translator, summariser, send, context.dry_run)
    try:
        with Bar(context.console) as progress:
            result = run(config, request, found=found, progress=progress)
    except BaseException:
        show_outcome(context, found)
        raise
    if explain:
        _show_explanations(result)
    show_outcome(context, found)
    _show_result(context, result, progress)
    return _exit_code(result, found)


def _exit_code(result: Result, found: Outcome) -> int:
    if found.problems or (result.sent is not None and result.sent.exit_code != 0):
        return 3
    return 0


def show_outcome(context: Context, found: Outcome) -> None:
    """Problems and notices, a line each. ``--quiet`` leaves out the notices, never a problem."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True, highlight=False)
    for problem in found.problems:
        console.print(
            f"[bold red]problem[/] {problem.stage}: {escape(problem.subject)}: "
            f"{escape(problem.message)} {escape(problem.remedy)}",
            soft_wrap=True,
        )
    for notice in found.notices:
        context.console.print(
            f"[yellow]notice[/] {notice.stage}: {escape(notice.subject)}: {escape(notice.message)}",
            soft_wrap=True,
        )


def _show_explanations(result: Result) -> None:
    for item in result.explanations:
        verdict = "in " if item.included else "out"
        story = f" [{item.story}]" if item.story else ""
        click.echo(f"{verdict} {item.origin}{story}: {item.reason}")


def _show_result(context: Context, result: Result, progress: StageClock) -> None:
    from rich.table import Table

    if result.folder is None:
        for story in result.stories:
            click.echo(f"{story.section}\t{story.id}\t{story.lead.title}")
        context.console.print(f"{len(result.stories)} stories for {result.day}; nothing written.")
        return
    context.console.print(f"Edition of {result.day}")
    table = Table(box=None)
    table.add_column("stage")
    table.add_column("seconds", justify="right")
    for stage, seconds in progress.seconds.items():
        table.add_row(stage, f"{seconds:.2f}")
    table.add_row("total", f"{sum(progress.seconds.values()):.2f}", style="bold")
    context.console.print(table)
    edition = result.edition
    if edition is not None:
        context.console.print(
            f"{len(edition.stories)} stories from {edition.articles_read} articles, "
            f"edition {edition.edition}; memory at most {_peak_megabytes()} MB."
        )
    for file in sorted(result.folder.iterdir()):
        if file.is_file() and not context.quiet:
            click.echo(str(_shown(file)))
    _show_sent(context, result.sent)


def _show_sent(context: Context, sent: SendReport | None) -> None:
    if sent is None:
        return
    text = (
        f"mail: {sent.sent} sent, {sent.failed} failed, {sent.deferred} deferred, "
        f"{sent.uncertain} uncertain; hooks: {sent.hooks_sent} told, {sent.hooks_failed} failed."
    )
    if sent.exit_code:
        click.echo(text, err=True)  # heard even with --quiet
    else:
        context.console.print(text)


def _shown(file: Path) -> Path:
    """Relative to the current folder where that is shorter."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def _peak_megabytes() -> int:
    """Peak resident memory of this process; Linux counts it in KiB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
