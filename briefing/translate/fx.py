"""Firefox Translations models from a folder, run by the ``fxtranslate`` engine."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BackendError, BackendUnavailable
from briefing.translate.base import in_threads

if TYPE_CHECKING:
    from fxtranslate import Translator as Engine


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
        self._local = threading.local()
        self._engine()

    def _engine(self) -> Engine:
        engine: Engine | None = getattr(self._local, "engine", None)
        if engine is None:
            from fxtranslate import Translator

            try:
                engine = Translator(*self._parts)
            except Exception as exc:  # the engine raises bare exceptions of several kinds
                raise BackendUnavailable(
                    f"{self.folder}: is no Firefox Translations model ({exc}).",
                    "Fetch it again with 'briefing models get'.",
                ) from exc
            self._local.engine = engine
        return engine

    def one(self, text: str) -> str:
        """The translation of one sentence."""
        try:
            return str(self._engine().translate(text))
        except (RuntimeError, ValueError) as exc:
            raise BackendError(f"{self.folder.name}: {exc}.", "Choose another translator.") from exc

    def many(self, texts: list[str], threads: int) -> list[str]:
        """The translations of many sentences, in order."""
        return in_threads(self.one, texts, threads)


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
