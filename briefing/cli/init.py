"""``briefing init``: a configuration to start from."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import Context, echo_examples, shared


@click.command("init", epilog=echo_examples("briefing init", "briefing init ~/newsroom"))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@shared
@click.pass_obj
def command(context: Context, folder: Path) -> int:
    """Write a commented briefing.toml, a logo to replace and a folder for own templates.

    Files that are there already are left alone.
    """
    from briefing.publish.starter import starter_files, write_starter

    if context.dry_run:
        for name in starter_files():
            click.echo(f"would write {folder / name}")
        return 0
    for name, written in write_starter(folder):
        click.echo(f"{'wrote' if written else 'kept '} {folder / name}")
    return 0
