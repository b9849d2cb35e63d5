"""``briefing recipients``: who gets the edition."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import Context, echo_examples, shared


@click.group(
    epilog=echo_examples(
        "briefing recipients add ana@example.org --name 'Ana Núñez' --language es",
        "briefing recipients list",
        "briefing recipients import readers.csv",
        "briefing recipients bounce returned.eml",
    )
)
@shared
def command() -> None:
    """Add, remove, list, import and export recipients; take in bounces.

    They are kept beside the ledger in the state folder. Recipients in briefing.toml and in the
    CSV file of [mail] recipients_file are listed, too, but changed where they stand.
    """


@command.command("add")
@click.argument("address")
@click.option("--name", default="", help="Name, as it stands in the To line.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(["en", "es"]),
    help="Language; give it twice for both, first the preferred one. Default: both.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "link", "pdf"]),
    default="full",
    show_default=True,
    help="Everything and PDF; titles and a link; titles and PDF.",
)
@click.option("--section", "sections", multiple=True, help="Only this section; may be repeated.")
@shared
@click.pass_obj
def add(
    context: Context,
    address: str,
    name: str,
    languages: tuple[str, ...],
    form: str,
    sections: tuple[str, ...],
) -> None:
    """Enter ADDRESS, or change its entry; someone who left gets mail again."""
    from briefing.model import LANGUAGES
    from briefing.send.book import Book, book_file
    from briefing.send.recipients import make_recipient

    person = make_recipient(address, name, languages or LANGUAGES, form, sections)
    if not context.dry_run:
        with Book(book_file(context.config())) as book:
            book.add(person)
    click.echo(person.address)


@command.command("remove")
@click.argument("address")
@shared
@click.pass_obj
def remove(context: Context, address: str) -> int:
    """Strike ADDRESS out of the book."""
    from briefing.send.addresses import normal_address
    from briefing.send.book import Book, book_file

    normal = normal_address(address)
    file = book_file(context.config())
    if not file.is_file():
        click.echo(f"briefing: {normal} is not in the book.", err=True)
        return 2
    with Book(file) as book:
        done = book.get(normal) is not None if context.dry_run else book.remove(normal)
    if not done:
        click.echo(f"briefing: {normal} is not in the book.", err=True)
    return 0 if done else 2


@command.command("list")
@click.option("--all", "everyone", is_flag=True, help="Also those who get nothing any more.")
@shared
@click.pass_obj
def list_all(context: Context, everyone: bool) -> int:
    """Show the recipients: address, name, languages, format, sections, state."""
    from briefing.cli.run import show_outcome
    from briefing.model import Outcome
    from briefing.send.book import all_recipients

    found = Outcome()
    for person in all_recipients(context.config(), found):
        if person.active or everyone:
            cells = (
                person.address,
                person.name,
                " ".join(person.languages),
                person.format,
                " ".join(person.sections) or "all",
                "active" if person.active else person.reason or "inactive",
            )
            click.echo("\t".join(cells))
    show_outcome(context, found)
    return 3 if found.problems else 0


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@shared
@click.pass_obj
def import_csv(context: Context, file: Path) -> int:
    """Enter the recipients of a CSV FILE. Whoever unsubscribed or bounced stays out."""
    from briefing.cli.run import show_outcome
    from briefing.model import Notice, Outcome
    from briefing.send.book import Book, book_file
    from briefing.send.recipients import read_csv

    found = Outcome()
    people = read_csv(file, found)
    entered = len(people)
    if not context.dry_run:
        with Book(book_file(context.config())) as book:
            entered, kept = book.import_all(people)
        found.notices += [Notice("send", address, "left before: stays out") for address in kept]
    show_outcome(context, found)
    context.console.print(f"{entered} recipients entered.")
    return 3 if found.problems else 0


@command.command("export")
@shared
@click.pass_obj
def export_csv(context: Context) -> int:
    """Write all recipients as CSV to standard output."""
    from briefing.cli.run import show_outcome
    from briefing.model import Outcome
    from briefing.send.book import all_recipients
    from briefing.send.recipients import write_csv

    found = Outcome()
    click.echo(write_csv(all_recipients(context.config(), found)), nl=False)
    show_outcome(context, found)
    return 3 if found.problems else 0


@command.command("bounce")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@shared
@click.pass_obj
def bounce(context: Context, files: tuple[Path, ...]) -> None:
    """Take in delivery status notifications: a message, an mbox or a Maildir.

    Recipients that a mail server says do not exist get no more mail.
    """
    from contextlib import nullcontext

    from briefing.send.book import Book, existing_book
    from briefing.send.inbound import apply_bounces, read_messages
    from briefing.send.ledger import Ledger
    from briefing.send.service import ledger_file

    config = context.config()
    with (
        Book(existing_book(config)) as book,
        nullcontext() if context.dry_run else Ledger(ledger_file(config)) as ledger,
    ):
        for file in files:
            applied = apply_bounces(read_messages(file), book, ledger)
            for address in applied.addresses:
                click.echo(f"{address}\tbounced")
            for text in applied.ignored:
                context.console.print(f"ignored: {text}", markup=False)
