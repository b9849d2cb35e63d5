"""``briefing unsubscribe``: let readers leave the list."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import Context, echo_examples, shared


@click.group(
    epilog=echo_examples(
        "briefing unsubscribe serve --port 8025     behind your web server",
        "briefing unsubscribe apply ~/Maildir       requests that came by mail",
    )
)
@shared
def command() -> None:
    """Serve or apply unsubscribe requests."""


@command.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8025, show_default=True, type=click.IntRange(0, 65535))
@shared
@click.pass_obj
def serve(context: Context, host: str, port: int) -> None:
    """Answer one-click requests and show the confirmation page.

    Put it behind your web server, and that server's https address in [mail] unsubscribe_url.
    """
    from briefing.errors import ConfigError
    from briefing.send.book import book_file
    from briefing.send.unsubscribe import serve as run

    config = context.config()

    def ready(bound: int) -> None:
        context.console.print(f"Listening on http://{host}:{bound}/ (Ctrl-C ends it).")

    try:
        run(book_file(config), host, port, config.organisation.name, ready)
    except OSError as exc:
        raise ConfigError(
            f"{host}:{port}: cannot be listened on ({exc.strerror}).", "Choose another --port."
        ) from exc
    except KeyboardInterrupt:
        return


@command.command("apply")
@click.argument("mailbox", type=click.Path(path_type=Path))
@shared
@click.pass_obj
def apply(context: Context, mailbox: Path) -> None:
    """Apply the requests in MAILBOX: a Maildir, an mbox or one message."""
    from briefing.send.book import Book, existing_book
    from briefing.send.inbound import apply_unsubscribes, read_messages

    with Book(existing_book(context.config())) as book:
        applied = apply_unsubscribes(read_messages(mailbox), book, dry_run=context.dry_run)
    for address in applied.addresses:
        click.echo(f"{address}\tunsubscribed")
    for sender in applied.ignored:
        context.console.print(f"no valid token: {sender}", markup=False)
