"""``briefing serve``: look at the output in a browser, on this machine only."""

from __future__ import annotations

import click

from briefing.cli.options import Context, echo_examples, shared


@click.command(
    "serve", epilog=echo_examples("briefing serve", "briefing serve --port 8080 --out site")
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser too.")
@shared
@click.pass_obj
def command(context: Context, port: int, host: str, open_browser: bool) -> None:
    """Look at the output folder in a browser. Stop with Ctrl-C."""
    from briefing.publish.server import Server

    output = context.config().output
    if context.dry_run:
        click.echo(f"would serve {output} at http://{host}:{port}/")
        return
    server = Server(output, host, port)
    click.echo(f"{server.url} shows {output}", err=True)
    if open_browser:
        click.launch(server.url)
    server.serve()
