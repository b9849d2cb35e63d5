"""``briefing schedule``: what cron or systemd need for the daily job. Prints, installs nothing."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import click

from briefing.cli.options import Context, echo_examples, shared
from briefing.errors import ConfigError


@click.command(
    epilog=echo_examples(
        "briefing schedule --at 05:30 | crontab -     (replaces your crontab)",
        "briefing schedule --at 05:30 --systemd       a service and a timer to save",
    )
)
@click.option("--at", default="06:00", show_default=True, metavar="HH:MM", help="Time of day.")
@click.option("--systemd", is_flag=True, help="A systemd service and timer instead of cron.")
@shared
@click.pass_obj
def command(context: Context, at: str, systemd: bool) -> None:
    """Print a cron line, or systemd units, that run the daily job and mail it.

    A failed run is heard: cron mails the output, systemd marks the unit as failed.
    """
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", at)
    if match is None:
        raise ConfigError(f"--at {at!r} is no time.", "Write it as HH:MM, such as 06:00.")
    config = context.config_file or Path("briefing.toml")
    program = shutil.which("briefing") or f"{sys.executable} -m briefing"
    call = f"{program} run --send --config {shlex.quote(str(config.resolve()))}"
    hour, minute = int(match[1]), int(match[2])
    if not systemd:
        click.echo(f"{minute} {hour} * * * {call} --quiet")
        return
    click.echo(
        "# ~/.config/systemd/user/briefing.service\n"
        "[Unit]\nDescription=Daily briefing\n\n"
        f"[Service]\nType=oneshot\nExecStart={call}\n\n"
        "# ~/.config/systemd/user/briefing.timer\n"
        "[Unit]\nDescription=Daily briefing\n\n"
        f"[Timer]\nOnCalendar=*-*-* {hour:02}:{minute:02}:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n\n"
        "# systemctl --user daemon-reload && systemctl --user enable --now briefing.timer"
    )
