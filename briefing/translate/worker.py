"""One translation engine in a process of its own: JSON in and out, a line each.

A request is ``[count, texts]``: 0 asks for a translation of each text, more for a list of up to so
many other translations.
``python -m briefing.translate.worker tiny|fx MODEL SOURCE.spm TARGET.spm [MORE]`` first writes what
kept it from loading the files, or an empty string, and ends when its input does. ``MORE`` is for
``tiny`` the array of output pieces, for ``fx`` the shortlist.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Translate = Callable[[int, list[str]], Sequence[str | list[str] | None]]


def _tiny(paths: list[Path]) -> Translate:
    import numpy as np
    from sentencepiece import SentencePieceProcessor

    from briefing.translate.tiny import Tiny
    from briefing.translate.weights import read_weights

    source, target = (SentencePieceProcessor(model_file=str(path)) for path in paths[1:3])
    outputs = np.load(paths[3], allow_pickle=False).astype(np.int64) if len(paths) > 3 else None
    network = Tiny(read_weights(paths[0]), outputs)

    def work(count: int, texts: list[str]) -> Sequence[str | list[str] | None]:
        pieces = source.encode(texts)
        if count:
            return [target.decode(each) for each in network.variants(pieces, count)]
        return list(target.decode(network.translate(pieces)))

    return work


def _fx(paths: list[Path]) -> Translate:
    from fxtranslate import Translator

    engine = Translator(*(path.read_bytes() for path in paths))

    def one(text: str) -> str | None:
        try:
            return str(engine.translate(text))
        except (RuntimeError, ValueError):
            return None

    def work(count: int, texts: list[str]) -> Sequence[str | list[str] | None]:
        return [[] for _ in texts] if count else [one(text) for text in texts]

    return work


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main(kind: str, paths: list[str]) -> None:
    """Answer each request of standard input; ``null`` for a sentence that the engine refuses."""
    try:
        translate = {"tiny": _tiny, "fx": _fx}[kind]([Path(path) for path in paths])
    except Exception as exc:  # engines raise bare exceptions of several kinds
        _say(str(exc) or type(exc).__name__)
        return
    _say("")
    for line in sys.stdin:
        _say(translate(*json.loads(line)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
