"""Any encoder-decoder summariser that ``transformers`` can load: BART, PEGASUS, T5, mT5, LED.

The model is a folder or a hub name (``[summarise] model``) and is used through ``generate()``.
Articles longer than the model reads are cut into chunks between sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

from briefing.config import SummariseConfig
from briefing.errors import BackendError, BackendUnavailable
from briefing.model import Language
from briefing.summarise.written import Draft, Written, WrittenSummariser
from briefing.text.sentences import sentences as split_sentences

LONGEST_OUTPUT = 160
"""New tokens for one chunk."""

MOST_CHUNKS = 6
FALLBACK_LIMIT = 512
_NO_LIMIT = 100_000
_LANGUAGE_CODES: dict[Language, tuple[str, ...]] = {
    "en": ("en_XX", "eng_Latn", "en"),
    "es": ("es_XX", "spa_Latn", "es"),
}


class Seq2SeqSummariser(WrittenSummariser):
    """Abstractive points from a local model; each is checked before it is printed."""

    def __init__(self, config: SummariseConfig, state_dir: Path) -> None:
        super().__init__(config, state_dir)
        if not config.model:
            raise BackendUnavailable(
                "The summariser 'transformers' needs a model.",
                "Set [summarise] model to a folder or the name of a model.",
            )
        self._name = config.model

    @property
    def signature(self) -> str:
        """The model's name without its folder, and the limit of the output."""
        points = self.config.points or "auto"
        return f"transformers:{Path(self._name).name}|new:{LONGEST_OUTPUT}|points:{points}"

    def write(self, sentences: Sequence[str], language: Language, points: int) -> Draft:
        """Each chunk is summarised; the points are taken from the chunks in turn."""
        told = [
            self._points(self._generate(chunk, language), language)
            for chunk in self._chunks(sentences, language)
        ]
        turns = (point for turn in zip_longest(*told) for point in turn if point)
        return Draft(tuple(Written(point) for point in list(turns)[: points * 2]))

    @cached_property
    def _loaded(self) -> tuple[Any, Any, str]:
        """Tokenizer, model and device."""
        try:
            import torch
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
        except ImportError as exc:
            raise BackendUnavailable(
                f"The summariser 'transformers' needs the package {exc.name!r}.",
                "Install it with: pip install 'briefing[torch]'.",
            ) from exc
        try:
            tokenizer = AutoTokenizer.from_pretrained(self._name)
            model = AutoModelForSeq2SeqLM.from_pretrained(self._name)
        except (OSError, ValueError, KeyError) as exc:
            reason = str(exc).strip().split("\n")[0]
            raise BackendUnavailable(
                f"The model {self._name!r} cannot be loaded ({reason}).",
                "Give a folder with an encoder-decoder model and its tokenizer.",
            ) from exc
        device = "cuda" if torch.cuda.is_available() else "cpu"
        return tokenizer, model.to(device).eval(), device

    @cached_property
    def _limit(self) -> int:
        """Tokens the model reads at once."""
        tokenizer, model, _ = self._loaded
        settings = model.config
        limits = [
            getattr(settings, name, None)
            for name in (
                "max_encoder_position_embeddings",
                "max_position_embeddings",
                "n_positions",
            )
        ]
        limits.append(tokenizer.model_max_length)
        usable = [limit for limit in limits if isinstance(limit, int) and 0 < limit < _NO_LIMIT]
        return min(usable, default=FALLBACK_LIMIT)

    def _prefix(self) -> str:
        """T5 was trained with tasks named in front; mT5 and the others were not."""
        return "summarize: " if self._loaded[1].config.model_type == "t5" else ""

    def _chunks(self, sentences: Sequence[str], language: Language) -> Iterator[str]:
        """Runs of sentences within the limit; one that is too long alone is cut by the model."""
        tokenizer = self._loaded[0]
        room = self._limit - len(tokenizer(self._prefix())["input_ids"]) - 2
        chunk: list[str] = []
        used = given = 0
        for sentence in sentences:
            size = len(tokenizer(sentence, add_special_tokens=False, truncation=False,
                                 verbose=False)["input_ids"]) + 1  # fmt: skip
            if chunk and used + size > room:
                yield " ".join(chunk)
                chunk, used, given = [], 0, given + 1
                if given == MOST_CHUNKS:
                    return
            chunk.append(sentence)
            used += size
        if chunk:
            yield " ".join(chunk)

    def _generate(self, text: str, language: Language) -> str:
        import torch

        tokenizer, model, device = self._loaded
        more: dict[str, Any] = {}
        code = self._code(language)
        if code is not None:
            tokenizer.src_lang = code
            more["forced_bos_token_id"] = tokenizer.convert_tokens_to_ids(code)
        inputs = tokenizer(
            self._prefix() + text, return_tensors="pt", truncation=True, max_length=self._limit
        ).to(device)
        inputs.pop("token_type_ids", None)
        if model.config.model_type == "led":
            attention = torch.zeros_like(inputs["input_ids"])
            attention[:, 0] = 1  # the first token sees all, as LED was trained
            more["global_attention_mask"] = attention
        try:
            with torch.inference_mode():
                output = model.generate(
                    **inputs, **more, num_beams=4, do_sample=False, no_repeat_ngram_size=3,
                    max_new_tokens=LONGEST_OUTPUT, max_length=None, min_length=0,
                )  # fmt: skip
        except (RuntimeError, ValueError, IndexError) as exc:
            raise BackendError(
                f"The model {self._name!r} failed ({str(exc).splitlines()[0]}).",
                "Try another model, or the summariser 'embedded'.",
            ) from exc
        text = tokenizer.decode(output[0], skip_special_tokens=True)
        return str(text)

    def _code(self, language: Language) -> str | None:
        """The language token of a multilingual model, where it has one."""
        tokenizer = self._loaded[0]
        if not hasattr(tokenizer, "src_lang"):
            return None
        known = tokenizer.get_vocab()
        return next((code for code in _LANGUAGE_CODES[language] if code in known), None)

    @staticmethod
    def _points(text: str, language: Language) -> list[str]:
        """The output in sentences; PEGASUS writes ``<n>`` between them, others break the line."""
        lines = [line.strip(" -•*") for line in re.split(r"<n>|\n", text)]
        return [s for line in lines if line for s in split_sentences(line, language)]
