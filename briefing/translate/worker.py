"""One translation engine in a process of its own: JSON lists in and out, a line each.

``python -m briefing.translate.worker tiny|fx MODEL SOURCE.spm TARGET.spm [MORE]`` first writes what
kept it from loading the files, or an empty string, and ends when its input does. ``MORE`` is for
``tiny`` the array of output pieces, for ``fx`` the shortlist.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

Translate = Callable[[list[str]], list[str | None]]


def _tiny(paths: list[Path]) -> Translate:
    import numpy as np
    from sentencepiece import SentencePieceProcessor

    from briefing.translate.tiny import Tiny
    from briefing.translate.weights import read_weights

    source, target = (SentencePieceProcessor(model_file=str(path)) for path in paths[1:3])
    outputs = np.load(paths[3], allow_pickle=False).astype(np.int64) if len(paths) > 3 else None
    network = Tiny(read_weights(paths[0]), outputs)
    return lambda texts: list(target.decode(network.translate(source.encode(texts))))


def _fx(paths: list[Path]) -> Translate:
    from fxtranslate import Translator

    engine = Translator(*(path.read_bytes() for path in paths))

    def one(text: str) -> str | None:
        try:
            return str(engine.translate(text))
        except (RuntimeError, ValueError):
            return None

    return lambda texts: [one(text) for text in texts]


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main(kind: str, paths: list[str]) -> None:
    """Translate each list of standard input; ``null`` for a sentence that the engine refuses."""
    try:
        translate = {"tiny": _tiny, "fx": _fx}[kind]([Path(path) for path in paths])
    except Exception as exc:  # engines raise bare exceptions of several kinds
        _say(str(exc) or type(exc).__name__)
        return
    _say("")
    for line in sys.stdin:
        _say(translate(json.loads(line)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
