"""``briefing status``: the editions there are."""

from __future__ import annotations

import json

import click

from briefing.cli.options import Context, shared


@click.command()
@click.option("--last", default=14, show_default=True, metavar="N", help="How many editions.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@shared
@click.pass_obj
def command(context: Context, last: int, form: str) -> int:
    """List the newest editions: stories, problems, checks that failed, texts shown untranslated.

    Ends with exit code 1 when there is no edition, 3 when the newest one has problems.
    """
    from briefing.editions import edition_files, overview

    rows = [overview(file) for file in edition_files(context.config().output)[-last:]][::-1]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo("date        edition  stories  problems  untranslated")
        for row in rows:
            click.echo(
                f"{row['date']}  {row['edition']:>7}  {row['stories']:>7}  {row['problems']:>8}"
                f"  {row['untranslated']:>12}"
            )
    if not rows:
        return 1
    return 3 if rows[0]["problems"] else 0
