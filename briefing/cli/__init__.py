"""The command line: parse, call, print, and turn errors into exit codes. No rules in here.

Commands are imported only when they run, so ``briefing --help`` is quick.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from briefing import __version__
from briefing.cli.options import Context, shared
from briefing.errors import AlreadyRunning, BriefingError, NothingPublished

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("briefing.cli.run", "Make today's edition: pages, PDFs, and mail with --send."),
    "render": ("briefing.cli.render", "Make the files of a frozen edition again."),
    "send": ("briefing.cli.send", "Mail an edition to its recipients, once."),
    "serve": ("briefing.cli.serve", "Look at the output in a browser."),
    "preview": ("briefing.cli.preview", "Rebuild and reload pages while templates are edited."),
    "translate": ("briefing.cli.translate", "Translate text, a line in, a line out."),
    "summarise": ("briefing.cli.summarise", "Key points of one article."),
    "eval": ("briefing.cli.eval", "Measure translation and summaries."),
    "sources": ("briefing.cli.sources", "The sources, their last success and last problem."),
    "recipients": ("briefing.cli.recipients", "Add, remove, list, import, export recipients."),
    "unsubscribe": ("briefing.cli.unsubscribe", "Serve or apply unsubscribe requests."),
    "models": ("briefing.cli.models", "Get, list and convert translation models."),
    "doctor": ("briefing.cli.doctor", "What works on this machine, and what to do about the rest."),
    "status": ("briefing.cli.status", "The newest editions: stories, problems, mail."),
    "schedule": ("briefing.cli.schedule", "A cron line or systemd timer for the daily job."),
    "config": ("briefing.cli.config", "The configuration in force and every key."),
    "init": ("briefing.cli.init", "Write a commented briefing.toml and a folder for templates."),
}


class _Lazy(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "\b\nStart here:\n"
        "  briefing doctor                                  is everything there?\n"
        "  briefing run articles/ --date latest             an edition of the newest day\n"
        "  briefing serve                                   look at it\n"
        "  briefing init && briefing schedule               make it your daily job\n\n"
        "\b\nExit codes: 0 done, 1 nothing published or sent, 2 usage or configuration,\n"
        "3 done with problems, 4 another run is at work."
    ),
)
@click.version_option(__version__, prog_name="briefing")
@shared
def cli() -> None:
    """A day's news articles in; one English and one Spanish edition out, as pages and PDFs."""


def exit_code(error: BriefingError) -> int:
    """The exit code of an error (see the README's table)."""
    if isinstance(error, NothingPublished):
        return 1
    if isinstance(error, AlreadyRunning):
        return 4
    return 2


def run_cli(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Errors go to standard error, one line each."""
    from briefing.cli.log import setup

    context = Context()
    setup(context)
    try:
        result = cli.main(
            args=None if argv is None else list(argv),
            prog_name="briefing",
            standalone_mode=False,
            obj=context,
        )
        return int(result or 0)
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except click.ClickException as exc:
        exc.show()
        return 2
    except click.Abort:
        click.echo("briefing: interrupted.", err=True)
        return 130
    except BriefingError as exc:
        logging.getLogger("briefing").debug("raised here", exc_info=exc)
        click.echo(f"briefing: {exc}", err=True)
        return exit_code(exc)
    except BrokenPipeError:
        # The reader of our output went away (head, less): not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def main() -> None:
    """Entry point of the ``briefing`` command."""
    sys.exit(run_cli())
