"""Speed of the embedded translator against OPUS-MT-sized models, in one run.

    python benchmarks/translate.py [--sentences 60]

``marian`` (transformers, beam 4) and ``ctranslate2`` (int8, beam 4) run a network of OPUS-MT's size
(6 + 6 layers, d = 512, 58,000 pieces) with random weights, made to write as many tokens as they
read: speed does not depend on what the weights are. ``fxtranslate`` runs the embedded network
itself, sentence by sentence. Needs torch, ctranslate2, fxtranslate, sentencepiece.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from briefing.config import TranslateConfig
from briefing.evaluate.translation import read_pairs
from briefing.registry import load_translator
from briefing.translate.embedded import MODELS
from briefing.translate.engine import Engine

ROOT = Path(__file__).resolve().parents[1]
PIECES = 58_000
TOKENS_A_WORD = 1.35
"""OPUS-MT's English pieces a word on news, about."""


def make_model(folder: Path) -> None:
    """Write the network with random weights."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=PIECES, d_model=512, encoder_layers=6, decoder_layers=6,
        encoder_attention_heads=8, decoder_attention_heads=8, encoder_ffn_dim=2048,
        decoder_ffn_dim=2048, max_position_embeddings=512, pad_token_id=PIECES - 1,
        eos_token_id=0, decoder_start_token_id=PIECES - 1, scale_embedding=True,
        activation_function="swish",
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)


def marian_speed(folder: Path, lengths: list[int]) -> float:
    """Sentences a second through transformers, batches of 16 by length."""
    import torch
    from transformers import MarianMTModel

    model = MarianMTModel.from_pretrained(folder).eval()
    order = sorted(lengths)

    def work() -> None:
        for start in range(0, len(order), 16):
            part = order[start : start + 16]
            ids = torch.randint(2, PIECES - 1, (len(part), max(part)))
            with torch.inference_mode():
                model.generate(
                    input_ids=ids, num_beams=4, min_new_tokens=max(part), max_new_tokens=max(part)
                )

    return _rate(work, len(lengths))


def ctranslate2_speed(folder: Path, lengths: list[int]) -> float:
    """Sentences a second through CTranslate2, int8."""
    import ctranslate2
    from ctranslate2.converters import transformers as converters
    from transformers import MarianMTModel

    spec = converters._MODEL_LOADERS["MarianConfig"].get_model_spec(
        MarianMTModel.from_pretrained(folder)
    )
    words = ["</s>", *(f"w{n}" for n in range(1, PIECES - 1))]  # the converter takes <pad> off
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.config.eos_token, spec.config.bos_token = "</s>", "<pad>"  # no secret
    spec.config.unk_token, spec.config.decoder_start_token = "w1", "<pad>"  # no secret
    spec.validate()
    spec.optimize(quantization="int8")
    out = folder / "ct2"
    out.mkdir()
    spec.save(str(out))
    translator = ctranslate2.Translator(str(out))
    batch = [[*(f"w{2 + i % 900}" for i in range(n)), "</s>"] for n in lengths]

    def work() -> None:
        for tokens in _groups(batch):
            size = max(len(t) for t in tokens)
            translator.translate_batch(
                tokens, beam_size=4, min_decoding_length=size, max_decoding_length=size
            )

    return _rate(work, len(lengths))


def _groups(batch: list[list[str]]) -> list[list[list[str]]]:
    order = sorted(batch, key=len)
    return [order[start : start + 16] for start in range(0, len(order), 16)]


def _rate(work: Callable[[], None], count: int) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sentences", type=int, default=60)
    count = parser.parse_args().sentences
    texts = [en for en, _ in read_pairs(ROOT / "tests/quality/translation.tsv")]
    rates: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        embedded = load_translator("embedded", TranslateConfig(), Path(scratch))
        embedded.translate(texts[:40], source="en", target="es")
        rates["embedded"] = _rate(
            lambda: embedded.translate(texts * 3, source="en", target="es") and None,
            len(texts) * 3,
        )
        other = Engine(MODELS / "enes", "fx")
        other.many(texts[:40])
        rates["fxtranslate"] = _rate(lambda: other.many(texts * 3) and None, len(texts) * 3)
        lengths = [round(len(t.split()) * TOKENS_A_WORD) + 1 for t in texts[:count]]
        folder = Path(scratch) / "opus"
        make_model(folder)
        rates["ctranslate2"] = ctranslate2_speed(folder, lengths)
        rates["marian"] = marian_speed(folder, lengths)
    for name, rate in rates.items():
        print(f"{name:12} {rate:8.1f} sentences/s   embedded is {rates['embedded'] / rate:5.1f}x")


if __name__ == "__main__":
    main()
