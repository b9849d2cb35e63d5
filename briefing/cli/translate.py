"""``briefing translate``: a filter, a line in and a line out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from briefing.cli.options import Context, echo_examples, shared


@click.command(
    epilog=echo_examples(
        "echo 'Snow fell.' | briefing translate --from en --to es",
        "briefing translate --from es --to en noticias.txt > news.txt",
        "briefing translate --from en --to es --translator firefox --style house news.txt",
    )
)
@click.option("--from", "source", type=click.Choice(["en", "es"]), required=True)
@click.option("--to", "target", type=click.Choice(["en", "es"]), required=True)
@click.option("--translator", metavar="NAME", help="Backend. Default: [translate] backend.")
@click.option(
    "--style",
    type=click.Choice(["keep", "house", "point"]),
    default="keep",
    show_default=True,
    help="Form of figures and quotation marks.",
)
@click.option("--no-cache", is_flag=True, help="Translate everything again.")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@shared
@click.pass_obj
def command(
    context: Context,
    source: str,
    target: str,
    translator: str | None,
    style: str,
    no_cache: bool,
    file: Path,
) -> None:
    """Translate FILE (default: standard input) line by line; only translations go to stdout.

    A line that no candidate passes the checks for is printed in its best candidate; what is wrong
    with it goes to stderr, and the exit code is 3.
    """
    from briefing.cli.filters import read_lines, translate_lines

    lines = read_lines(file)
    failed = translate_lines(
        context.config(out_is_output=False),
        lines,
        source=source,
        target=target,
        translator=translator,
        style=style,
        cached=not no_cache,
        out=_stdout(),
        err=sys.stderr,
        quiet=context.quiet,
    )
    if failed:
        sys.exit(3)


def _stdout() -> TextIO:
    if isinstance(sys.stdout, TextIO) or hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]  # a text stream here
    return sys.stdout
