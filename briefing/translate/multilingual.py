"""NLLB-200 and M2M-100 through ``transformers``; they need the language codes told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.config import TranslateConfig
from briefing.model import Language
from briefing.translate.base import LineTranslator
from briefing.translate.hub import generate, load_seq2seq, require_torch

BATCH = 8


class _Multilingual(LineTranslator):
    name = ""
    default = ""
    codes: dict[Language, str] = {}  # noqa: RUF012  # given by the subclasses, never changed

    def __init__(self, config: TranslateConfig, state_dir: Path) -> None:
        super().__init__()
        require_torch(self.name)
        self.model = config.model or self.default
        self._loaded: tuple[Any, Any, str] | None = None

    @property
    def signature(self) -> str:
        """The model's name and the beam."""
        return f"{self.name}:{Path(self.model).name}:beam-4"

    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        with self._lock:
            if self._loaded is None:
                self._loaded = load_seq2seq(self.model, self.name)
            tokenizer = self._loaded[0]
            tokenizer.src_lang = self.codes[source]
            first = tokenizer.convert_tokens_to_ids(self._token(target))
            return generate(
                *self._loaded, texts, batch=BATCH, num_beams=4, forced_bos_token_id=first
            )

    def _token(self, language: Language) -> str:
        return self.codes[language]


class NllbTranslator(_Multilingual):
    """No Language Left Behind (Meta, 2022; CC BY-NC 4.0: not for commercial use)."""

    name = "nllb"
    default = "facebook/nllb-200-distilled-600M"
    codes = {"en": "eng_Latn", "es": "spa_Latn"}  # noqa: RUF012  # never changed


class M2M100Translator(_Multilingual):
    """M2M-100 (Fan et al., 2020; MIT)."""

    name = "m2m100"
    default = "facebook/m2m100_418M"
    codes = {"en": "en", "es": "es"}  # noqa: RUF012  # never changed

    def _token(self, language: Language) -> str:
        return f"__{self.codes[language]}__"
