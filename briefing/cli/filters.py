"""The work of the line filters, apart from the command line's parsing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from briefing.errors import ConfigError
from briefing.model import Language

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model import Verdict
    from briefing.text.typography import Style


def read_lines(file: Path) -> list[str]:
    """The lines of ``file`` (``-``: standard input) without their ends.

    Raises :class:`ConfigError` when it cannot be read or is not UTF-8.
    """
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as exc:
        raise ConfigError(f"{file}: cannot be read ({exc.strerror}).", "Check the path.") from exc
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise ConfigError(
            f"{file}: is not UTF-8 text (byte {exc.start}).", "Convert it with iconv."
        ) from exc
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def translate_lines(
    config: Config,
    lines: list[str],
    *,
    source: str,
    target: str,
    translator: str | None,
    style: str,
    cached: bool,
    out: TextIO,
    err: TextIO,
    quiet: bool = False,
) -> int:
    """Write one translation a line to ``out`` and verdicts to ``err``; the number of lines with
    something hard against them comes back."""
    from briefing.registry import load_translator
    from briefing.text.typography import apply
    from briefing.translate.glossary import load_glossary
    from briefing.translate.service import TranslationService

    state = config.state_dir
    backend = load_translator(translator or config.translate.backend, config.translate, state)
    service = TranslationService(
        backend,
        glossary=load_glossary(config.translate.glossary),
        cache=state / "cache.sqlite" if cached else None,
    )
    goal = cast("Language", target)
    done = service.translate(lines, source=cast("Language", source), target=goal)
    failed = 0
    for number, result in enumerate(done, start=1):
        text = result.candidate if result.original_shown else result.text
        styled = apply(text, goal, cast("Style", style))
        out.write(styled.replace("\n", " ") + "\n")
        failed += result.original_shown
        if not quiet:
            for verdict in result.verdicts:
                err.write(_verdict(number, verdict))
    return failed


def _verdict(number: int, verdict: Verdict) -> str:
    action = "no candidate passed" if verdict.action == "original" else verdict.action
    return f"line {number}: {verdict.kind}: {verdict.detail} ({action})\n"
