"""The ``apertium`` program: rule-based translation of many lines in one process."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

from briefing.errors import BackendError, BackendUnavailable

TIMEOUT = 600
"""Seconds after which a hung program is given up; 10,000 lines take about six."""


@cache
def modes() -> frozenset[str]:
    """The directions that are installed; empty without the program."""
    program = shutil.which("apertium")
    if program is None:
        return frozenset()
    try:
        done = subprocess.run(
            [program, "-l"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.split())


def require(*wanted: str, packages: str) -> None:
    """Raise :class:`BackendUnavailable` naming the apt ``packages`` unless the modes are there."""
    missing = [mode for mode in wanted if mode not in modes()]
    if missing:
        raise BackendUnavailable(
            f"apertium cannot translate {' and '.join(missing)} on this machine.",
            f"Install it with: apt-get install {packages}",
        )


def run(mode: str, lines: list[str]) -> list[str]:
    """``lines`` (without line ends) through one run of a mode.

    Raises :class:`BackendError` when the program fails or loses a line.
    """
    if not lines:
        return []
    # The line after the last keeps the last full stop, which the program takes off at the end.
    text = "".join(line.replace("\n", " ") + "\n" for line in [*lines, "."])
    command = ["apertium", "-n", "-f", "txt", "-u", mode]
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise BackendError(f"apertium {mode} failed: {exc}.", "Install it again.") from exc
    if done.returncode != 0:
        raise BackendError(
            f"apertium {mode} ended with code {done.returncode}: {done.stderr.strip()[:200]}",
            "Install it again.",
        )
    out = done.stdout.split("\n")[: len(lines)]
    if len(out) != len(lines):
        raise BackendError(f"apertium {mode} lost lines.", "Choose another translator.")
    return out
