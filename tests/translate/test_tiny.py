"""Our own engine against the one the models were made for, and against itself."""

from __future__ import annotations

import difflib
from pathlib import Path

import numpy as np
import pytest
from sentencepiece import SentencePieceProcessor

from briefing.translate.embedded import MODELS
from briefing.translate.tiny import EOS, Tiny
from briefing.translate.weights import FLOAT32, Item, decode, read_items, read_weights

FOLDER = MODELS / "enes"
LINES = [
    "The war is over.",
    "The school opens on Monday.",
    "Ministers agreed on Tuesday to spend 780 million pounds on new trains for the north.",
    '"We have waited for this for eleven years," said the mayor\'s deputy, Ana Whitlock.',
    "Rain is expected in the west until Friday evening; schools will stay closed.",
    "Kwhbzxq",
]


@pytest.fixture(scope="module")
def vocabulary() -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(FOLDER / "vocab.spm"))


@pytest.fixture(scope="module")
def outputs() -> np.ndarray:
    return np.load(FOLDER / "outputs.npy").astype(np.int64)


@pytest.fixture(scope="module")
def network(outputs: np.ndarray) -> Tiny:
    return Tiny(read_weights(FOLDER / "model.bin"), outputs)


def test_it_writes_what_the_other_engine_writes(
    vocabulary: SentencePieceProcessor,
) -> None:
    engine = pytest.importorskip("fxtranslate").Translator(
        (FOLDER / "model.bin").read_bytes(), *[(FOLDER / "vocab.spm").read_bytes()] * 2
    )
    free = Tiny(read_weights(FOLDER / "model.bin"))
    ours = vocabulary.decode(free.translate(vocabulary.encode(LINES[:5])))
    theirs = [str(engine.translate(line)) for line in LINES[:5]]
    alike = [difflib.SequenceMatcher(None, a, b).ratio() for a, b in zip(ours, theirs, strict=True)]
    assert min(alike) > 0.6  # its 8-bit sums may choose another word, not another sentence
    assert sum(alike) / len(alike) > 0.9


def test_neighbours_do_not_matter(network: Tiny, vocabulary: SentencePieceProcessor) -> None:
    pieces = vocabulary.encode(LINES)
    together = network.translate(pieces)
    assert together == [network.translate([line])[0] for line in pieces]
    assert network.translate(pieces[::-1]) == together[::-1]


def test_only_pieces_of_the_language_or_of_the_source(
    network: Tiny, vocabulary: SentencePieceProcessor, outputs: np.ndarray
) -> None:
    usual = set(outputs.tolist())
    assert EOS in usual
    for source, target in zip(
        pieces := vocabulary.encode(LINES), network.translate(pieces), strict=True
    ):
        assert set(target) <= usual | set(source)
    everything = network.translate([list(range(1, 60))])[0]
    assert set(everything) <= usual | set(range(1, 60))


def test_variants_are_other_translations(
    network: Tiny, vocabulary: SentencePieceProcessor, outputs: np.ndarray
) -> None:
    pieces = vocabulary.encode(LINES)
    greedy = network.translate(pieces)
    found = network.variants(pieces, 4)
    assert [len(each) <= 4 for each in found] == [True] * len(LINES)
    assert sum(map(len, found)) > len(LINES)
    for source, first, others in zip(pieces, greedy, found, strict=True):
        assert first not in others
        assert all(set(other) <= {*outputs.tolist(), *source} for other in others)
    assert network.translate(pieces) == greedy


def test_variants_of_one_sentence_do_not_depend_on_the_others(
    network: Tiny, vocabulary: SentencePieceProcessor
) -> None:
    pieces = vocabulary.encode(LINES)
    alone = [network.variants([line], 3)[0] for line in pieces]
    assert network.variants(pieces, 3) == alone
    assert network.variants([], 3) == []


def test_nothing_and_a_lone_piece(network: Tiny) -> None:
    assert network.translate([]) == []
    assert len(network.translate([[], [5]])) == 2


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    for content in (b"", b"x" * 64, b"\1" + b"\0" * 7 + b"\xff" * 8):
        (tmp_path / "m.bin").write_bytes(content)
        with pytest.raises(ValueError, match="model file"):
            read_items(tmp_path / "m.bin")


def test_a_model_cut_short(tmp_path: Path) -> None:
    whole = (FOLDER / "model.bin").read_bytes()
    (tmp_path / "m.bin").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="cut short"):
        read_weights(tmp_path / "m.bin")


def test_numbers_of_another_kind() -> None:
    assert decode(Item("a", FLOAT32, (1, 1), np.float32(2).tobytes()))[0, 0] == 2
    with pytest.raises(ValueError, match="kind 0x1"):
        decode(Item("a", 1, (1, 1), b"\0" * 4))
