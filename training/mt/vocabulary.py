"""Build the Spanish SentencePiece vocabulary.

    python vocabulary.py TEXT_FOLDER OUT.spm [--size 16000]

A unigram model (Kudo 2018) is trained on the Spanish side of the text. Then every whole-word
piece of the Portuguese student's vocabulary is translated by rule; a one-word result that is
missing is added with the Portuguese piece's own score, names as they are. So a word that is one
piece in Portuguese is one piece in Spanish too, and can start from that piece's embedding.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import sentencepiece
from bundled import load_vocabulary
from corpus import REFERENCES, apertium, read_lines
from sentencepiece import sentencepiece_model_pb2 as model_pb2

WORD_MARK = "\u2581"


def spanish_text(folder: Path) -> list[str]:
    """All distinct Spanish lines of the text folder."""
    lines = [line for name in REFERENCES for line in read_lines(folder / f"news.{name}.es")]
    lines += read_lines(folder / "mono.es.gz")
    return list(dict.fromkeys(lines))


def train(lines: list[str], size: int, prefix: Path) -> Path:
    """A unigram model with end-of-sentence 0, unknown 1 and bytes for rare characters."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(prefix),
        vocab_size=size,
        character_coverage=0.9999,
        byte_fallback=True,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        num_threads=2,
        minloglevel=2,
    )
    return Path(f"{prefix}.model")


def portuguese_words() -> dict[str, tuple[str, float]]:
    """Spanish word -> (Portuguese piece, its score), for the student's whole-word pieces."""
    vocabulary = load_vocabulary("enpt")
    pieces = [vocabulary.id_to_piece(i) for i in range(vocabulary.get_piece_size())]
    known = set(pieces)
    words = [p for p in pieces if p[0] == WORD_MARK and len(p) > 3 and p[1:].isalpha()]
    outputs = apertium([f"{word[1:]} ." for word in words], "pt-es", mark_unknown=True)
    found: dict[str, tuple[str, float]] = {}
    for word, output in zip(words, outputs, strict=True):
        spanish = output.removesuffix(".").strip()
        name = spanish.startswith("*") and spanish[1:2].isupper()
        # An unknown capitalised word is a name unless it is also an ordinary (English) word.
        if name and WORD_MARK + spanish[1:].lower() not in known:
            spanish = spanish[1:]
        if spanish.isalpha():
            score = float(vocabulary.get_score(vocabulary.piece_to_id(word)))
            if spanish not in found or found[spanish][1] < score:
                found[spanish] = (word, score)
    return found


def extend(base: Path, out: Path) -> int:
    """Add the Portuguese vocabulary's words to the model; returns how many."""
    model = model_pb2.ModelProto()
    model.ParseFromString(base.read_bytes())
    known = {piece.piece for piece in model.pieces}
    added = 0
    for word, (_, score) in portuguese_words().items():
        if WORD_MARK + word not in known:
            model.pieces.add(piece=WORD_MARK + word, score=score)
            added += 1
    model.trainer_spec.vocab_size = len(model.pieces)
    out.write_bytes(model.SerializeToString())
    return added


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=16000)
    args = parser.parse_args()
    base = train(spanish_text(args.text), args.size, args.out.with_suffix(".base"))
    added = extend(base, args.out)
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(args.out))
    sample = read_lines(args.text / "news.ref.es")[:2000]
    rate = sum(len(vocabulary.encode(s)) for s in sample) / sum(len(s.split()) for s in sample)
    print(f"{vocabulary.get_piece_size()} pieces, {added} added, {rate:.2f} pieces per word")


if __name__ == "__main__":
    main()
