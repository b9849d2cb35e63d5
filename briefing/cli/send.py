"""``briefing send``: mail an edition to its recipients, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, echo_examples, shared

if TYPE_CHECKING:
    from briefing.send import SendReport


@click.command(
    epilog=echo_examples(
        "briefing send --dry-run                    who would get what",
        "briefing send                              the latest edition, to all who lack it",
        "briefing send 2026-11-24 --to ana@example.org",
    )
)
@click.argument("edition", required=False, metavar="[EDITION]")
@click.option(
    "--to",
    "to",
    multiple=True,
    metavar="ADDRESS",
    help="Only to this address; may be given several times. An unknown one gets the defaults.",
)
@click.option(
    "--resend",
    is_flag=True,
    help="Try again what an interrupted run left uncertain, and what was refused.",
)
@click.option(
    "--corrected",
    is_flag=True,
    help="Send a corrected edition also to those who have the earlier one.",
)
@shared
@click.pass_obj
def command(
    context: Context, edition: str | None, to: tuple[str, ...], resend: bool, corrected: bool
) -> int:
    """Mail EDITION (a date, a folder or an edition.json; default: the latest).

    Nobody gets the same edition twice: run it again after a failure and it goes on where it
    stopped. Exit code 0: all sent or nothing to send; 1: none sent; 3: some not sent.
    """
    from briefing.cli.run import show_outcome
    from briefing.edition import load_edition
    from briefing.editions import find_edition
    from briefing.model import Outcome
    from briefing.progress import Bar
    from briefing.send import send_edition

    config = context.config()
    file = find_edition(edition, config.output)
    folder = file if file.is_dir() else file.parent
    found = Outcome()
    try:
        with Bar(context.console) as progress:
            report = send_edition(
                load_edition(file),
                folder,
                config,
                to=to,
                dry_run=context.dry_run,
                resend=resend,
                corrected=corrected,
                found=found,
                progress=progress,
            )
    finally:
        show_outcome(context, found)
    _show(context, report)
    return report.exit_code


def _show(context: Context, report: SendReport) -> None:
    for item in report.planned:
        click.echo("\t".join(item.values()))
    if context.dry_run:
        count = len(report.planned)
        noun = "message" if count == 1 else "messages"
        context.console.print(f"{count} {noun} would be sent; nothing was written.")
        return
    context.console.print(
        f"{report.sent} sent, {report.failed} failed, {report.deferred} deferred, "
        f"{report.uncertain} uncertain, {report.skipped} skipped ({report.already} had it)."
    )
    if report.hooks_sent or report.hooks_failed:
        noun = "hook" if report.hooks_sent == 1 else "hooks"
        context.console.print(f"{report.hooks_sent} {noun} told, {report.hooks_failed} failed.")
