"""The ``transformers`` backend with tiny real models made here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.config import SummariseConfig
from briefing.errors import BackendUnavailable
from briefing.model import Language
from briefing.summarise import seq2seq
from briefing.summarise.seq2seq import Seq2SeqSummariser
from tests.summarise.stories import DAM, PRESA, article, story

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

pytestmark = pytest.mark.filterwarnings("default")  # libraries warn about their own plans

SENTENCES = [s for text in (*DAM, *PRESA) for s in text.split(". ")]


def tokenizer(limit: int) -> object:
    """A word-level tokenizer that knows the words of the test articles."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    known = sorted({w for s in SENTENCES for w in s.split()} | {"summarize:"})
    vocabulary = {word: n for n, word in enumerate([*special, *known])}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=made, bos_token="<s>", pad_token="<pad>", eos_token="</s>",
        unk_token="<unk>", mask_token="<mask>", model_max_length=limit,
    )  # fmt: skip


def bart(size: int, limit: int) -> object:
    return transformers.BartForConditionalGeneration(
        transformers.BartConfig(
            vocab_size=size, d_model=32, encoder_layers=1, decoder_layers=1,
            encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=64,
            decoder_ffn_dim=64, max_position_embeddings=max(limit, 256), pad_token_id=1,
            bos_token_id=0, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2,
        )
    )  # fmt: skip


def t5(size: int, limit: int) -> object:
    return transformers.T5ForConditionalGeneration(
        transformers.T5Config(
            vocab_size=size, d_model=32, d_kv=16, d_ff=64, num_layers=1, num_heads=2,
            pad_token_id=1, eos_token_id=2, decoder_start_token_id=1,
        )
    )  # fmt: skip


def pegasus(size: int, limit: int) -> object:
    return transformers.PegasusForConditionalGeneration(
        transformers.PegasusConfig(
            vocab_size=size, d_model=32, encoder_layers=1, decoder_layers=1,
            encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=64,
            decoder_ffn_dim=64, max_position_embeddings=max(limit, 256), pad_token_id=1,
            eos_token_id=2, decoder_start_token_id=1, forced_eos_token_id=2,
        )
    )  # fmt: skip


def led(size: int, limit: int) -> object:
    return transformers.LEDForConditionalGeneration(
        transformers.LEDConfig(
            vocab_size=size, d_model=32, encoder_layers=1, decoder_layers=1,
            encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=64,
            decoder_ffn_dim=64, max_encoder_position_embeddings=256,
            max_decoder_position_embeddings=256, attention_window=[16], pad_token_id=1,
            bos_token_id=0, eos_token_id=2, decoder_start_token_id=2,
        )
    )  # fmt: skip


Maker = Callable[[int, int], object]


def saved(folder: Path, make: Maker, limit: int = 200, teach: bool = False) -> Seq2SeqSummariser:
    torch.manual_seed(1)
    words = tokenizer(limit)
    model = make(len(words), limit)
    if teach:
        _teach(model, words)
    model.save_pretrained(folder)
    words.save_pretrained(folder)
    return Seq2SeqSummariser(SummariseConfig(model=str(folder)), folder)


def _teach(model: object, words: object) -> None:
    """Make the model answer every article with its first sentence."""
    target = words(DAM[0].split(". ")[0] + ".", return_tensors="pt")["input_ids"]
    source = words(" ".join(DAM), return_tensors="pt", truncation=True)["input_ids"]
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.01)
    model.train()
    for _ in range(60):
        loss = model(input_ids=source, labels=target).loss
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
    model.eval()


@pytest.fixture(autouse=True)
def _short_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seq2seq, "LONGEST_OUTPUT", 24)


@pytest.mark.parametrize(
    ("make", "text", "language"),
    [(bart, DAM, "en"), (t5, PRESA, "es"), (pegasus, PRESA, "es"), (led, DAM, "en")],
)
def test_nonsense_is_replaced(
    tmp_path: Path, make: Maker, text: tuple[str, ...], language: Language
) -> None:
    """Random weights write nonsense: every printed point is the article's own."""
    made = article(*text, language=language)
    (result,) = saved(tmp_path, make).summarise([story(made)])
    assert len(result.points) == 3
    for point in result.points:
        span = point.evidence[0]
        source = made.paragraphs[span.paragraph][span.start : span.end]
        assert point.text.split()[-1] == source.split()[-1]


def test_a_point_the_article_supports_is_printed(tmp_path: Path) -> None:
    backend = saved(tmp_path, bart, teach=True)
    (result,) = backend.summarise([story(article(*DAM))])
    assert result.points[0].text.startswith("The dam above the town of Orrin will be rebuilt")
    assert result.points[0].evidence[0].start == 0


def test_long_articles_are_read_in_chunks(tmp_path: Path) -> None:
    backend = saved(tmp_path, bart, limit=40)
    sentences = [s + "." for s in SENTENCES[:10]]
    chunks = list(backend._chunks(sentences, "en"))
    assert len(chunks) > 2
    assert " ".join(chunks) == " ".join(sentences)
    words = backend._loaded[0]
    assert all(len(words(c)["input_ids"]) <= 40 for c in chunks)


def test_prefix_and_separators(tmp_path: Path) -> None:
    assert saved(tmp_path / "t5", t5)._prefix() == "summarize: "
    assert saved(tmp_path / "bart", bart)._prefix() == ""
    assert Seq2SeqSummariser._points("One dam.<n>Two boats.\n- Three men. Four.", "en") == [
        "One dam.", "Two boats.", "Three men.", "Four.",
    ]  # fmt: skip


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackendUnavailable, match="needs a model"):
        Seq2SeqSummariser(SummariseConfig(), tmp_path)
    backend = Seq2SeqSummariser(SummariseConfig(model=str(tmp_path / "none")), tmp_path)
    with pytest.raises(BackendUnavailable, match="cannot be loaded"):
        backend.summarise([story(article(*DAM))])
    assert str(tmp_path) not in backend.signature
