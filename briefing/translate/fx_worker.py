"""One ``fxtranslate`` engine in a process of its own: JSON strings in and out, a line each.

``python -m briefing.translate.fx_worker MODEL SOURCE.spm TARGET.spm [SHORTLIST]`` first writes what
kept it from loading the files, or an empty string, and ends when its input does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def _say(value: str | None) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main(paths: list[str]) -> None:
    """Translate each line of standard input; ``null`` for a sentence that the engine refuses."""
    from fxtranslate import Translator

    try:
        engine = Translator(*(Path(path).read_bytes() for path in paths))
    except Exception as exc:  # the engine raises bare exceptions of several kinds
        _say(str(exc) or type(exc).__name__)
        return
    _say("")
    for line in sys.stdin:
        try:
            done = str(engine.translate(json.loads(line)))
        except (RuntimeError, ValueError):
            _say(None)
        else:
            _say(done)


if __name__ == "__main__":
    main(sys.argv[1:])
