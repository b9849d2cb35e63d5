"""``briefing preview``: see templates change while they are edited."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import Context, echo_examples, shared


@click.command(
    "preview",
    epilog=echo_examples(
        "briefing preview", "briefing preview 2026-11-23 --templates my-templates"
    ),
)
@click.argument("edition", required=False, metavar="[EDITION]")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder that is edited. Default: [pages] templates.",
)
@click.option("--theme", help="Show another theme than the edition's.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@shared
@click.pass_obj
def command(
    context: Context, edition: str | None, templates: Path | None, theme: str | None, port: int
) -> None:
    """Rebuild the web pages of EDITION whenever a template changes, and reload the browser.

    PDFs and e-books are left to 'briefing render'. Nothing in the output folder is touched.
    """
    from briefing.edition import load_edition
    from briefing.editions import find_edition
    from briefing.publish.preview import Preview
    from briefing.publish.server import Server

    config = context.config()
    file = find_edition(edition, config.output)
    overrides = templates or config.pages.templates
    if context.dry_run:
        click.echo(f"would preview {file} at http://127.0.0.1:{port}/")
        return
    with Preview(load_edition(file), overrides, theme) as preview:
        server = Server(preview.folder, "127.0.0.1", port)
        click.echo(f"{server.url} shows {file}; watching {overrides or 'our templates'}", err=True)
        server.start()
        try:
            preview.watch(server.announce, lambda message: click.echo(message, err=True))
        except KeyboardInterrupt:
            server.stop()
