"""``briefing status``: the editions there are."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefing.cli.options import Context, shared


@click.command()
@click.option("--last", default=14, show_default=True, metavar="N", help="How many editions.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@shared
@click.pass_obj
def command(context: Context, last: int, form: str) -> int:
    """List the newest editions: stories, problems, texts shown untranslated, mail sent.

    Ends with exit code 1 when there is no edition, 3 when the newest one has problems.
    """
    from briefing.editions import edition_files, overview

    config = context.config()
    rows = [overview(file) for file in edition_files(config.output)[-last:]][::-1]
    _add_mail(rows, config.state_dir)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo("date        edition  stories  problems  untranslated  mail")
        for row in rows:
            click.echo(
                f"{row['date']}  {row['edition']:>7}  {row['stories']:>7}  {row['problems']:>8}"
                f"  {row['untranslated']:>12}  {row['mail']}"
            )
    if not rows:
        return 1
    return 3 if rows[0]["problems"] else 0


def _add_mail(rows: list[dict[str, str | int]], state_dir: Path) -> None:
    """What became of each edition's mail, from the ledger when there is one."""
    from datetime import date

    from briefing.send.ledger import Ledger

    file = state_dir / "mail" / "ledger.sqlite"
    if not file.is_file():
        for row in rows:
            row["mail"] = ""
        return
    with Ledger(file) as ledger:
        for row in rows:
            counts = ledger.counts(date.fromisoformat(str(row["date"])))
            row["mail"] = ", ".join(f"{n} {state}" for state, n in sorted(counts.items()))
