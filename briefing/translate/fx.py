"""Firefox Translations models from a folder, run by the ``fxtranslate`` engine."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BackendError, BackendUnavailable
from briefing.translate.base import workers

if TYPE_CHECKING:
    from fxtranslate import Translator as Engine


_LOCAL = threading.local()
"""Engines of this thread, by the model they belong to."""


class FxModel:
    """One direction: ``model.bin`` or ``model.*.bin``, one or two ``*.spm``, ``lex*.bin`` or none.

    The engine's objects stay in the thread that made them, so each thread makes its own; they let
    other threads run while they translate.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        model = _one(folder, "model*.bin")
        vocabularies = sorted(folder.glob("*.spm"))
        if not vocabularies:
            raise _missing(folder, "*.spm")
        source = next((v for v in vocabularies if "src" in v.name), vocabularies[0])
        target = next((v for v in vocabularies if "trg" in v.name), vocabularies[-1])
        shortlist = sorted(folder.glob("lex*.bin"))
        try:
            self._parts = [path.read_bytes() for path in (model, source, target, *shortlist[:1])]
        except OSError as exc:
            raise BackendUnavailable(
                f"{folder}: the model cannot be read ({exc.strerror}).", "Check its permissions."
            ) from exc
        # Engines die in their own threads, so these live as long as the model and keep them.
        self._pool = ThreadPoolExecutor(workers(), thread_name_prefix="fxtranslate")
        self._pool.submit(self._engine).result()

    def _engine(self) -> Engine:
        engines: dict[str, Engine] = _LOCAL.__dict__
        key = f"{id(self)}"
        if key not in engines:
            from fxtranslate import Translator

            try:
                engines[key] = Translator(*self._parts)
            except Exception as exc:  # the engine raises bare exceptions of several kinds
                raise BackendUnavailable(
                    f"{self.folder}: is no Firefox Translations model ({exc}).",
                    "Fetch it again with 'briefing models get'.",
                ) from exc
        return engines[key]

    def _one(self, text: str) -> str:
        try:
            return str(self._engine().translate(text))
        except (RuntimeError, ValueError) as exc:
            raise BackendError(f"{self.folder.name}: {exc}.", "Choose another translator.") from exc

    def many(self, texts: list[str]) -> list[str]:
        """The translations of many sentences, in order; from any thread."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        waiting = {i: self._pool.submit(self._one, texts[i]) for i in order}
        return [waiting[i].result() for i in range(len(texts))]


def _one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise _missing(folder, pattern)
    return found[0]


def _missing(folder: Path, pattern: str) -> BackendUnavailable:
    return BackendUnavailable(
        f"{folder}: there is no {pattern} in this folder.",
        "Fetch the model with 'briefing models get en-es es-en'.",
    )
