"""What all commands share: the flags, the lazily read configuration, the console."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from briefing.config import Config

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Context:
    """The shared flags of one call; ``config()`` reads the configuration when asked."""

    config_file: Path | None = None
    out: Path | None = None
    verbose: int = 0
    quiet: bool = False
    log_format: str = "text"
    dry_run: bool = False

    def config(self, *, out_is_output: bool = True, **overrides: Any) -> Config:
        """The configuration with ``--out`` over it (unless the command gives it another sense).

        Raises :class:`~briefing.errors.ConfigError`.
        """
        from briefing.config import load_config

        if out_is_output and self.out is not None:
            overrides["output"] = self.out.expanduser().resolve()
        return load_config(self.config_file, overrides)

    @cached_property
    def console(self) -> Console:
        """A rich console on standard error; standard output is for results alone."""
        from rich.console import Console

        return Console(stderr=True, highlight=False, quiet=self.quiet)


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Store a shared flag in the :class:`Context`, whichever side of the command it stood."""
    from click.core import ParameterSource

    target = ctx.ensure_object(Context)
    name = str(param.name)
    if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT:
        setattr(target, name, value)
    return value


_SHARED = (
    click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Configuration file. Default: briefing.toml of the current folder, when there is one.",
        expose_value=False,
        callback=_keep,
    ),
    click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Output folder. Default: output/.",
        expose_value=False,
        callback=_keep,
    ),
    click.option(
        "-v",
        "--verbose",
        count=True,
        help="Tell more; twice for everything.",
        expose_value=False,
        callback=_keep,
    ),
    click.option(
        "-q",
        "--quiet",
        is_flag=True,
        help="Only problems and errors.",
        expose_value=False,
        callback=_keep,
    ),
    click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        help="Log lines as text or one JSON object each.",
        expose_value=False,
        callback=_keep,
    ),
    click.option(
        "--dry-run",
        is_flag=True,
        help="Say what would be done; write and send nothing.",
        expose_value=False,
        callback=_keep,
    ),
)


def shared(function: F) -> F:
    """Add the shared flags to a command; they end up in its :class:`Context`."""
    for option in reversed(_SHARED):
        function = option(function)
    return function


def echo_examples(*lines: str) -> str:
    """An epilog with examples that click does not re-wrap."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
