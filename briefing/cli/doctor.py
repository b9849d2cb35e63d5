"""``briefing doctor``: what works here, and what to do about the rest."""

from __future__ import annotations

import click

from briefing.cli.options import Context, shared


@click.command()
@shared
@click.pass_obj
def command(context: Context) -> int:
    """Look at everything a run needs: Python, libraries, fonts, backends, templates, folders.

    Ends with exit code 0 when the daily job can run as configured, else 2.
    """
    from rich.console import Console
    from rich.markup import escape

    from briefing.doctor import examine

    console = Console(highlight=False)
    broken = 0
    for finding in examine(context.config()):
        if finding.works:
            mark = "[green]works[/]  " if finding.needed else "[green]ready[/]  "
        elif finding.needed:
            mark = "[bold red]missing[/]"
            broken += 1
        else:
            mark = "[yellow]optional[/]"
        remedy = f" → {finding.remedy}" if finding.remedy else ""
        console.print(
            f"{mark} {escape(finding.subject)}: {escape(finding.detail)}{escape(remedy)}",
            soft_wrap=True,
        )
    console.print(
        "The daily job can run." if broken == 0 else f"The daily job cannot run: {broken} missing."
    )
    return 2 if broken else 0
