"""Loading ``transformers`` models: from a folder or, where the network allows, by hub name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.errors import BackendUnavailable
from briefing.model import Language

MAX_NEW_TOKENS = 512


def locate(model: str, source: Language, target: Language) -> str:
    """The folder or hub name for a direction.

    ``{source}`` and ``{target}`` in ``model`` are filled in; a folder with a sub-folder
    ``en-es`` means that one.
    """
    name = model.replace("{source}", source).replace("{target}", target)
    inner = Path(name) / f"{source}-{target}"
    return str(inner) if inner.is_dir() else name


def require_torch(backend: str) -> None:
    """Raise :class:`BackendUnavailable` unless ``torch`` can be imported."""
    try:
        import torch  # noqa: F401  # only whether it is there
    except ImportError as exc:
        raise BackendUnavailable(
            f"The translator {backend!r} needs the package 'torch'.",
            "Install it with: pip install 'briefing[torch]'",
        ) from exc


def load_seq2seq(name: str, backend: str) -> tuple[Any, Any, str]:
    """Tokenizer, model and device (``cuda`` when there is a GPU). Raises
    :class:`BackendUnavailable`."""
    require_torch(backend)
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    device = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
        model = AutoModelForSeq2SeqLM.from_pretrained(name)
    except (OSError, ValueError, KeyError) as exc:
        first = (str(exc).strip().splitlines() or [type(exc).__name__])[0]
        raise BackendUnavailable(
            f"{name}: this model cannot be loaded ({first[:200]}).",
            "Give a folder or hub name with [translate] model.",
        ) from exc
    return tokenizer, model.to(device).eval(), device


def generate(
    tokenizer: Any, model: Any, device: str, texts: list[str], *, batch: int, **options: Any
) -> list[str]:
    """Translations of ``texts``, batched by length, in the old order."""
    import torch

    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = [""] * len(texts)
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        inputs = tokenizer(
            [texts[i] for i in part], return_tensors="pt", padding=True, truncation=True
        ).to(device)
        limit = 2 * int(inputs["input_ids"].shape[1]) + 20
        with torch.inference_mode():
            made = model.generate(**inputs, max_new_tokens=min(limit, MAX_NEW_TOKENS), **options)
        for i, text in zip(
            part, tokenizer.batch_decode(made, skip_special_tokens=True), strict=True
        ):
            out[i] = text
    return out
