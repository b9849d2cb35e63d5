"""Tiny real models, made on the spot: a Marian that learns our sentences, random multilinguals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAIRS = [
    ("The president of the country spoke on Monday about the war.",
     "El presidente del país habló el lunes sobre la guerra."),
    ("The river rose after the rain.", "El río creció después de la lluvia."),
    ("The school opens on Monday.", "La escuela abre el lunes."),
    ("The harbour is closed.", "El puerto está cerrado."),
    ("The war is over.", "La guerra ha terminado."),
    ("The country is quiet.", "El país está tranquilo."),
    ("The president opened the school.", "El presidente inauguró la escuela."),
    ("Rain fell on the harbour.", "La lluvia cayó sobre el puerto."),
]  # fmt: skip
"""Sentences of ours; the first is the canary of both directions."""


def vocabulary(texts: list[str], prefix: Path, size: int = 120) -> Path:
    """A sentencepiece model of ``texts``."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts * 5),
        model_prefix=str(prefix),
        vocab_size=size,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=3,
    )
    return prefix.with_suffix(".model")


def make_marian(folder: Path, source: int) -> Path:
    """A Marian that has learnt :data:`PAIRS` from column ``source`` to the other one by heart."""
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    torch.manual_seed(1)
    torch.set_num_threads(1)  # faster than two for a model this small
    folder.mkdir(parents=True)
    texts = [text for pair in PAIRS for text in pair]
    spm = vocabulary(texts, folder / "both").read_bytes()
    (folder / "source.spm").write_bytes(spm)
    (folder / "target.spm").write_bytes(spm)
    tokenizer = MarianTokenizer(**_marian_files(folder))
    size = len(tokenizer.get_vocab())
    config = MarianConfig(
        vocab_size=size, d_model=64, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=128,
        decoder_ffn_dim=128, max_position_embeddings=512, pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id, bos_token_id=None, scale_embedding=True,
        decoder_start_token_id=tokenizer.pad_token_id, forced_eos_token_id=None, dropout=0.0,
        attention_dropout=0.0, decoder_vocab_size=size, share_encoder_decoder_embeddings=True,
    )  # fmt: skip
    model = MarianMTModel(config)
    _learn(model, tokenizer, [pair[source] for pair in PAIRS], [pair[1 - source] for pair in PAIRS])
    model.generation_config.bad_words_ids = [[tokenizer.pad_token_id]]
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _marian_files(folder: Path) -> dict[str, str]:
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    specials = ["</s>", "<unk>"]
    words = specials + [piece for piece in pieces if piece not in ("<s>", *specials)] + ["<pad>"]
    vocab = folder / "vocab.json"
    vocab.write_text(json.dumps({word: i for i, word in enumerate(words)}), encoding="utf-8")
    return {
        "source_spm": str(folder / "source.spm"),
        "target_spm": str(folder / "target.spm"),
        "vocab": str(vocab),
    }


def _learn(model: Any, tokenizer: Any, sources: list[str], targets: list[str]) -> None:
    import torch

    batch = tokenizer(sources, text_target=targets, return_tensors="pt", padding=True)
    batch["labels"][batch["labels"] == tokenizer.pad_token_id] = -100
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    model.train()
    for _ in range(300):
        loss = model(**batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.02:
            break
    model.eval()


def make_m2m100(folder: Path) -> Path:
    """An M2M-100 with random weights and a real tokenizer."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    torch.manual_seed(2)
    folder.mkdir(parents=True)
    spm = vocabulary([text for pair in PAIRS for text in pair], folder / "all")
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_file=str(spm))
    pieces = [processor.id_to_piece(i) for i in range(3, processor.get_piece_size())]
    words = ["<s>", "<pad>", "</s>", "<unk>", *pieces]
    vocab = folder / "words.json"
    vocab.write_text(json.dumps({word: i for i, word in enumerate(words)}), encoding="utf-8")
    tokenizer = M2M100Tokenizer(vocab_file=str(vocab), spm_file=str(spm))
    config = M2M100Config(vocab_size=_ids(tokenizer), **_SMALL)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def make_nllb(folder: Path) -> Path:
    """An NLLB (an M2M-100 with other language codes) with random weights."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    torch.manual_seed(3)
    letters = sorted({sign for pair in PAIRS for text in pair for sign in text if sign != " "})
    vocab = {word: i for i, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", "▁", *letters])}
    tokenizer = NllbTokenizer(vocab=vocab, merges=[])
    config = M2M100Config(vocab_size=_ids(tokenizer), **_SMALL)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


_SMALL: dict[str, Any] = {
    "d_model": 32, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32,
    "max_position_embeddings": 512, "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2,
    "decoder_start_token_id": 2,
}  # fmt: skip


def _ids(tokenizer: Any) -> int:
    """Rows of the embedding: above every id the tokenizer gives, language codes included."""
    codes = [tokenizer.convert_tokens_to_ids(code) for code in tokenizer.all_special_tokens]
    return max([len(tokenizer), *codes]) + 128
