"""Log lines on standard error: plain text or one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys

from briefing.cli.options import Context


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        stage = record.name.partition(".")[2]
        line = {"level": record.levelname.lower(), "stage": stage, "message": record.getMessage()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class _ByContext(logging.Handler):
    """Reads level and format from the flags at each line, so flags may stand anywhere."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.formatters = {
            "text": logging.Formatter("%(levelname).1s %(name)s: %(message)s"),
            "json": _Json(),
        }

    def emit(self, record: logging.LogRecord) -> None:
        verbosity = self.context.verbose
        floor = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbosity, 2)]
        if self.context.quiet:
            floor = logging.ERROR
        if self.context.log_format == "json" and not self.context.quiet:
            floor = min(floor, logging.INFO)
        if record.levelno >= floor:
            text = self.formatters[self.context.log_format].format(record)
            sys.stderr.write(text + "\n")


def setup(context: Context) -> None:
    """Send the package's log lines to standard error, as the flags say."""
    logger = logging.getLogger("briefing")
    logger.setLevel(logging.DEBUG)
    for handler in list(logger.handlers):
        if isinstance(handler, _ByContext):
            logger.removeHandler(handler)
    logger.addHandler(_ByContext(context))
