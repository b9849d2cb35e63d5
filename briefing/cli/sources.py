"""``briefing sources``: what is configured and how it did."""

from __future__ import annotations

import click

from briefing.cli.options import Context, echo_examples, shared


@click.command(
    epilog=echo_examples("briefing sources        name, kind, last success, articles, last problem")
)
@shared
@click.pass_obj
def command(context: Context) -> int:
    """List the configured sources with their last success, articles and last problem."""
    from briefing.read.store import Store

    config = context.config()
    if not config.sources:
        click.echo("No sources are configured: declare [[sources]] in briefing.toml.")
        return 0
    with Store(config.state_dir) as store:
        for source in config.sources:
            state = store.source(source.name)
            click.echo(f"{source.name}  ({source.kind}, weight {source.weight:g})")
            click.echo(f"  location      {source.location}")
            if state is None:
                click.echo("  not read yet")
                continue
            click.echo(f"  last success  {_when(state.last_success)}, {state.articles} articles")
            if state.last_problem:
                click.echo(f"  last problem  {_when(state.last_problem_at)}: {state.last_problem}")
    return 0


def _when(moment: float | None) -> str:
    from datetime import datetime

    if moment is None:
        return "never"
    return datetime.fromtimestamp(moment).astimezone().isoformat(sep=" ", timespec="minutes")
