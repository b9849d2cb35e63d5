"""MarianMT / OPUS-MT models converted for CTranslate2 by ``briefing models convert``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.config import TranslateConfig
from briefing.errors import BackendError, BackendUnavailable
from briefing.model import Language
from briefing.translate.base import LineTranslator, workers

if TYPE_CHECKING:
    from ctranslate2 import Translator

BATCH_TOKENS = 2048


class CTranslate2Translator(LineTranslator):
    """``[translate] model``: a folder with ``en-es`` and ``es-en``; default: what was converted."""

    def __init__(self, config: TranslateConfig, state_dir: Path) -> None:
        super().__init__()
        try:
            import ctranslate2
        except ImportError as exc:
            raise BackendUnavailable(
                "The translator 'ctranslate2' needs the package 'ctranslate2'.",
                "Install it with: pip install 'briefing[ctranslate2]'",
            ) from exc
        self._version = ctranslate2.__version__
        root = Path(config.model) if config.model else state_dir / "models" / "ctranslate2"
        self.root = root
        if not any((root / pair / "model.bin").is_file() for pair in ("en-es", "es-en", "")):
            raise BackendUnavailable(
                f"{root}: there is no CTranslate2 model in this folder.",
                "Convert one with: briefing models convert MARIAN_FOLDER en-es",
            )
        self._loaded: dict[tuple[Language, Language], tuple[Translator, Any, Any]] = {}

    @property
    def signature(self) -> str:
        """Library version, folder name and the beam."""
        return f"ctranslate2-{self._version}:{self.root.name}:beam-4"

    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        translator, encoder, decoder = self._model(source, target)
        pieces = [[*encoder.encode(text, out_type=str), "</s>"] for text in texts]
        try:
            results = translator.translate_batch(
                pieces,
                beam_size=4,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_decoding_length=512,
                max_input_length=512,
            )
        except (RuntimeError, ValueError) as exc:
            raise BackendError(f"ctranslate2: {exc}.", "Convert the model again.") from exc
        return [str(decoder.decode(result.hypotheses[0])) for result in results]

    def _model(self, source: Language, target: Language) -> tuple[Translator, Any, Any]:
        pair = (source, target)
        with self._lock:
            if pair not in self._loaded:
                self._loaded[pair] = self._load(source, target)
            return self._loaded[pair]

    def _load(self, source: Language, target: Language) -> tuple[Translator, Any, Any]:
        import ctranslate2
        from sentencepiece import SentencePieceProcessor

        inner = self.root / f"{source}-{target}"
        folder = inner if inner.is_dir() else self.root
        gpu = ctranslate2.get_cuda_device_count() > 0
        try:
            # The type it was converted to: another one here is a known source of errors.
            translator = ctranslate2.Translator(
                str(folder), device="cuda" if gpu else "cpu", intra_threads=workers()
            )
            vocabularies = [
                SentencePieceProcessor(model_file=str(folder / name))
                for name in ("source.spm", "target.spm")
            ]
        except (RuntimeError, OSError) as exc:
            raise BackendUnavailable(
                f"{folder}: is no CTranslate2 model for {source}-{target} ({exc}).",
                f"Convert one with: briefing models convert MARIAN_FOLDER {source}-{target}",
            ) from exc
        return translator, vocabularies[0], vocabularies[1]
