"""The default translator: what the wheel carries, offline, without torch.

Two networks of our own, one a direction (``briefing/data/models``), run by an engine of our own,
:mod:`briefing.translate.tiny`. They read and write English and *coded* Spanish; see
:mod:`briefing.translate.code`.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

from briefing.config import TranslateConfig
from briefing.data import MODELS
from briefing.errors import BackendUnavailable
from briefing.model import Language
from briefing.translate.base import LineTranslator
from briefing.translate.code import Code, english_in, english_out, fold, unfold
from briefing.translate.engine import Engine

FOLDERS: dict[tuple[Language, Language], str] = {("en", "es"): "enes", ("es", "en"): "esen"}
CODE = "code.tsv"


class EmbeddedTranslator(LineTranslator):
    """Our own English-Spanish models."""

    def __init__(self, config: TranslateConfig, state_dir: Path, models: Path = MODELS) -> None:
        super().__init__()
        self._models = models
        self._loaded: dict[tuple[Language, Language], Engine] = {}
        for needed in (models / CODE, *(models / name / "model.bin" for name in FOLDERS.values())):
            if not needed.is_file():
                raise BackendUnavailable(
                    f"{needed}: a part of the embedded translator is missing.",
                    "Install the package again.",
                )

    @cached_property
    def _code(self) -> Code:
        return Code.load(self._models / CODE)

    @property
    def signature(self) -> str:
        """Name and version of each model."""
        parts = [
            f"{name}-{describe(self._models / name).get('version', '0')}"
            for name in FOLDERS.values()
        ]
        return f"embedded:{'+'.join(parts)}"

    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        pair = (source, target)
        with self._lock:
            if pair not in self._loaded:
                self._loaded[pair] = Engine(self._models / FOLDERS[pair], "tiny")
        model = self._loaded[pair]
        write = english_in if source == "en" else self._code.write
        folded = [fold(write(text)) for text in texts]
        done = model.many([text for text, _ in folded])
        if source == "en":
            done = [self._code.spell(*both) for both in zip(done, texts, strict=True)]
        else:
            done = [
                self._code.respell(english_out(out), text)
                for out, text in zip(done, texts, strict=True)
            ]
        return [unfold(text, table) for text, (_, table) in zip(done, folded, strict=True)]


def describe(folder: Path) -> dict[str, str]:
    """What ``model.json`` says: ``version``, scores."""
    try:
        found = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
