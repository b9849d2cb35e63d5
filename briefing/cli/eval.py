"""``briefing eval``: a group whose commands are imported when called."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = {
    "translate": "briefing.cli.eval_translate",
    "summarise": "briefing.cli.eval_summarise",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=_Lazy)
def command() -> None:
    """Measure translation (BLEU, chrF, checks) and summaries (ROUGE)."""
