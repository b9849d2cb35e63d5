"""MarianMT / OPUS-MT models through ``transformers``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.config import TranslateConfig
from briefing.model import Language
from briefing.translate.base import LineTranslator
from briefing.translate.hub import generate, load_seq2seq, locate, require_torch

DEFAULT = "Helsinki-NLP/opus-mt-{source}-{target}"
BATCH = 16


class MarianTranslator(LineTranslator):
    """``[translate] model``: a folder, a folder with ``en-es`` and ``es-en``, or a hub name."""

    def __init__(self, config: TranslateConfig, state_dir: Path) -> None:
        super().__init__()
        require_torch("marian")
        self.model = config.model or DEFAULT
        self._loaded: dict[tuple[Language, Language], tuple[Any, Any, str]] = {}

    @property
    def signature(self) -> str:
        """The model's name and the beam."""
        return f"marian:{Path(self.model).name or self.model}:beam-4"

    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        pair = (source, target)
        with self._lock:
            if pair not in self._loaded:
                self._loaded[pair] = load_seq2seq(locate(self.model, source, target), "marian")
            # One model serves all threads, one after the other.
            return generate(*self._loaded[pair], texts, batch=BATCH, num_beams=4)
