"""``briefing render``: the files of a frozen edition, made again."""

from __future__ import annotations

import click

from briefing.cli.options import Context, echo_examples, shared
from briefing.cli.run import show_outcome


@click.command(
    epilog=echo_examples(
        "briefing render                     the latest edition, in place",
        "briefing render 2026-11-23          a day's edition, in place",
        "briefing render edition.json --out /tmp/look",
    )
)
@click.argument("edition", required=False, metavar="[EDITION]")
@shared
@click.pass_obj
def command(context: Context, edition: str | None) -> int:
    """Make pages, PDFs and the rest of EDITION again, byte for byte, with no model loaded.

    EDITION is an edition.json, its folder, or a date; default the latest. The files go beside
    the edition unless --out names another folder.
    """
    from briefing.edition import load_edition
    from briefing.editions import find_edition
    from briefing.model import Outcome
    from briefing.progress import Bar
    from briefing.publication import render_again

    config = context.config(out_is_output=False)
    file = find_edition(edition, config.output)
    found = Outcome()
    target = context.out.expanduser().resolve() if context.out else file.parent
    if context.dry_run:
        click.echo(f"would render {file} into {target}")
        return 0
    with Bar(context.console) as progress:
        render_again(load_edition(file), target, config, found=found, progress=progress)
    show_outcome(context, found)
    click.echo(str(target))
    return 3 if found.problems else 0
