"""The default translator: what the wheel carries, offline, without torch.

Two networks of our own, one a direction (``briefing/data/models``), run by an engine of our own,
:mod:`briefing.translate.tiny`. They read and write English and *coded* Spanish; see
:mod:`briefing.translate.code`. :mod:`briefing.translate.agree` puts genders right.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from briefing.config import TranslateConfig
from briefing.data import MODELS
from briefing.errors import BackendUnavailable
from briefing.model import Language
from briefing.translate.agree import Agreement
from briefing.translate.base import LineTranslator
from briefing.translate.code import Code, english_in, english_out, fold, unfold
from briefing.translate.engine import Engine

FOLDERS: dict[tuple[Language, Language], str] = {("en", "es"): "enes", ("es", "en"): "esen"}
CODE = "code.tsv"
AGREEMENT = "agree.tsv"


class EmbeddedTranslator(LineTranslator):
    """Our own English-Spanish models."""

    def __init__(self, config: TranslateConfig, state_dir: Path, models: Path = MODELS) -> None:
        super().__init__()
        self._models = models
        self._loaded: dict[tuple[Language, Language], Engine] = {}
        parts = (CODE, AGREEMENT, *(f"{name}/model.bin" for name in FOLDERS.values()))
        for needed in (models / part for part in parts):
            if not needed.is_file():
                raise BackendUnavailable(
                    f"{needed}: a part of the embedded translator is missing.",
                    "Install the package again.",
                )

    @cached_property
    def _code(self) -> Code:
        return Code.load(self._models / CODE)

    @cached_property
    def _agreement(self) -> Agreement:
        return Agreement.load(self._models / AGREEMENT)

    @property
    def signature(self) -> str:
        """Name and version of each model."""
        parts = [
            f"{name}-{describe(self._models / name).get('version', '0')}"
            for name in FOLDERS.values()
        ]
        return f"embedded:{'+'.join(parts)}"

    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        lines = [self._coded(text, source) for text in texts]
        done = self._engine(source, target).many([line for line, _ in lines])
        rows = zip(texts, lines, done, strict=True)
        return [self._spelt(out, text, table, source) for text, (_, table), out in rows]

    def variants(
        self, texts: Sequence[str], *, source: Language, target: Language, count: int
    ) -> list[list[str]]:
        """Up to ``count`` other translations of each sentence, the likeliest first.

        Sentences that are too long for one piece have none.
        """
        lines = [self._coded(text, source) for text in texts]
        short = [n for n, text in enumerate(texts) if len(text) <= self.max_characters]
        out: list[list[str]] = [[] for _ in texts]
        done = self._engine(source, target).variants([lines[n][0] for n in short], count)
        for n, found in zip(short, done, strict=True):
            spelt = (self._spelt(line, texts[n], lines[n][1], source) for line in found)
            out[n] = [" ".join(line.split()) for line in spelt]
        return out

    def _engine(self, source: Language, target: Language) -> Engine:
        pair = (source, target)
        with self._lock:
            if pair not in self._loaded:
                self._loaded[pair] = Engine(self._models / FOLDERS[pair], "tiny")
        return self._loaded[pair]

    def _coded(self, text: str, source: Language) -> tuple[str, dict[str, str]]:
        """What the network reads, and the names in it that have letters it does not know."""
        return fold(english_in(text) if source == "en" else self._code.write(text))

    def _spelt(self, line: str, text: str, table: dict[str, str], source: Language) -> str:
        """What the network wrote for ``text``, in real words."""
        if source == "en":
            line = self._agreement.mend(self._code.spell(line, text))
        else:
            line = self._code.respell(english_out(line), text)
        return unfold(line, table)


def describe(folder: Path) -> dict[str, str]:
    """What ``model.json`` says: ``version``, scores."""
    try:
        found = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
