"""``briefing models``: fetch, list and convert translation models."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.options import Context, echo_examples, shared


@click.group(
    epilog=echo_examples(
        "briefing models get en-es es-en               Firefox models from Mozilla",
        "briefing models get en-es --from DOWNLOADS    the same from a folder",
        "briefing models convert opus-mt-en-es en-es   MarianMT to CTranslate2",
        "briefing models list",
    )
)
def command() -> None:
    """Translation models for the backends that need some."""


@command.command("get")
@click.argument("pairs", nargs=-1, required=True)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Take the files from this folder instead of the network.",
)
@click.option("--records", help="Another list of models (URL).")
@click.option("--files", help="Where the files of that list lie (URL).")
@shared
@click.pass_obj
def get(
    context: Context,
    pairs: tuple[str, ...],
    source: Path | None,
    records: str | None,
    files: str | None,
) -> None:
    """Fetch the Firefox models of PAIRS (en-es, es-en), checked by SHA-256."""
    from briefing import models

    state = _state(context)
    for pair in pairs:
        if context.dry_run:
            click.echo(f"{pair}: would go to {models.folder_of(state, 'firefox', pair)}")
            continue
        if source is not None:
            folder = models.copy(pair, state, source)
        else:
            folder = models.fetch(
                pair, state, records=records or models.RECORDS, files=files or models.FILES
            )
        click.echo(f"{pair}: {folder}")


@command.command("list")
@shared
@click.pass_obj
def show(context: Context) -> None:
    """List the models that are here."""
    from briefing import models

    for backend, pair, size in models.installed(_state(context)):
        click.echo(f"{backend}\t{pair}\t{size / 1e6:.1f} MB")


@command.command("convert")
@click.argument("marian", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("pair")
@click.option(
    "--quantization",
    type=click.Choice(["int8", "int8_float16", "float16", "float32"]),
    default="int8",
    show_default=True,
)
@shared
@click.pass_obj
def convert(context: Context, marian: Path, pair: str, quantization: str) -> None:
    """Convert a MarianMT folder for the ctranslate2 backend."""
    from briefing import models

    folder = models.convert(marian, pair, _state(context), quantization=quantization)
    click.echo(f"{pair}: {folder}")


def _state(context: Context) -> Path:
    return context.config(out_is_output=False).state_dir or Path(".briefing")
