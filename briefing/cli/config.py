"""``briefing config``: the configuration in force."""

from __future__ import annotations

import click

from briefing.cli.options import Context, echo_examples, shared


@click.command(
    epilog=echo_examples(
        "briefing config                 every key with its value in force",
        "briefing config --defaults      the same without briefing.toml",
    )
)
@click.option("--defaults", is_flag=True, help="Ignore briefing.toml; the environment counts.")
@shared
@click.pass_obj
def command(context: Context, defaults: bool) -> None:
    """Print every key with its value in force, as JSON. Secrets are shown as stars."""
    from briefing.config import default_config

    config = default_config() if defaults else context.config()
    click.echo(config.model_dump_json(indent=2, by_alias=True))
