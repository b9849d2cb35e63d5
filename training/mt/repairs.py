"""A table of words the Portuguese-Spanish rules leave over, with translations: pivot repairs.

    python repairs.py TEXT_FOLDER DATA_FOLDER OUT.tsv

Lines of OUT: "pt-es" or "es-pt", the word left over, the word to put in its place.

A word the rule dictionary lacks is looked up in the word alignment of the rules' output with real
translations of the same lines; words seen too rarely get the regular spelling changes between the
two languages, kept only when the result is a word of the Spanish text.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from alignment import Links, align
from corpus import REFERENCES, UNKNOWN_MARKS, apertium, is_held_out, read_lines, read_pairs
from vocabulary import spanish_text

TOKEN = re.compile(r"[*@#]?[^\W\d_]+(?:-[^\W\d_]+)*")
SPELLING = [
    ("ções", "ciones"), ("ção", "ción"), ("sões", "siones"), ("são", "sión"), ("dades", "dades"),
    ("dade", "dad"), ("tude", "tud"), ("gens", "jes"), ("gem", "je"), ("ões", "ones"), ("ão", "ón"),
    ("ais", "ales"), ("eis", "eles"), ("éis", "eles"), ("óis", "oles"), ("ns", "nes"), ("m", "n"),
    ("eiro", "ero"), ("eira", "era"), ("eiros", "eros"), ("eiras", "eras"), ("ário", "ario"),
    ("ária", "aria"), ("ório", "orio"), ("ência", "encia"), ("ância", "ancia"), ("vel", "ble"),
    ("veis", "bles"), ("ismo", "ismo"), ("ista", "ista"), ("ou", "ó"), ("eu", "ió"), ("iu", "ió"),
    ("ando", "ando"), ("endo", "iendo"), ("ico", "ico"),
]  # fmt: skip
LETTERS = [
    ("nh", "ñ"), ("lh", "ll"), ("lh", "j"), ("ss", "s"), ("ç", "z"), ("ç", "c"), ("qu", "cu"),
    ("ê", "é"), ("ô", "ó"), ("â", "á"), ("ã", "a"), ("ph", "f"), ("ei", "e"), ("ou", "o"),
    ("x", "j"), ("x", "s"), ("z", "c"), ("f", "h"), ("pr", "pl"), ("cr", "cl"), ("br", "bl"),
    ("j", "y"), ("o", "ue"), ("e", "ie"), ("v", "b"), ("g", "j"),
]  # fmt: skip


def words(line: str) -> list[str]:
    """Word tokens of a line; an unknown word keeps its mark."""
    return TOKEN.findall(line)


def unknown(token: str) -> str:
    """The word of a marked token, else the empty string."""
    return token[1:] if token[0] in UNKNOWN_MARKS else ""


def _similar(a: str, b: str) -> float:
    return SequenceMatcher(None, a.lower(), b.lower()).ratio()


def _word_links(text: Path, mode: str) -> tuple[list[str], Links]:
    """Alignment of translations (first side) with the rules' marked output (second side)."""
    portuguese = [" ".join(line.split()) for line in read_lines(text / "news.pt.gz")]
    ids: dict[str, int] = {}
    pairs = []
    for name in REFERENCES:
        spanish = [" ".join(line.split()) for line in read_lines(text / f"news.{name}.es")]
        source, wanted = (portuguese, spanish) if mode == "pt-es" else (spanish, portuguese)
        marked = apertium(source, mode, mark_unknown=True)
        for i, (line, output) in enumerate(zip(wanted, marked, strict=True)):
            if not is_held_out(i) and words(line) and words(output):
                sides = (words(line), words(output))
                a, b = ([ids.setdefault(w, len(ids)) for w in side] for side in sides)
                pairs.append((a, b))
    return list(ids), align(pairs, len(ids))


def _convincing(word: str, other: str, count: float, share: float) -> bool:
    if other == word or ("-" in other and "-" not in word):
        return False
    likeness = _similar(word, other)
    if word[0].isupper() and (likeness < 0.6 or not other[0].isupper()):
        # A name exchanged for another one would be a lie: only what is seen again and again.
        return count >= 6 and share > 0.6 and other[0].isupper()
    return (count >= 3 and share > 0.5) or (count > 0.7 and share > 0.4 and likeness > 0.6)


def aligned_words(text: Path, mode: str) -> dict[str, str]:
    """Repairs found by alignment with the translations of the news lines."""
    names, links = _word_links(text, mode)
    rows: dict[int, list[tuple[int, float]]] = {}
    for good, left, count in zip(links.spanish, links.portuguese, links.counts, strict=True):
        if unknown(names[left]) and count > 0.3:
            rows.setdefault(int(left), []).append((int(good), float(count)))
    out = {}
    for left, row in rows.items():
        word, total = unknown(names[left]), sum(count for _, count in row)
        good, count = max(row, key=lambda x: x[1])
        if _convincing(word, names[good], count, count / total):
            out[word] = names[good].lstrip(UNKNOWN_MARKS)
    return out


def cognates(word: str) -> set[str]:
    """Spanish spellings a Portuguese word would have by the regular changes."""
    found = {word}
    for old, new in SPELLING:
        if word.endswith(old):
            found.add(word[: -len(old)] + new)
    for _ in range(2):
        for form in list(found):
            for old, new in LETTERS:
                for match in re.finditer(old, form):
                    found.add(form[: match.start()] + new + form[match.end() :])
    accents = str.maketrans("êôâãõàç", "éóáaoac")
    plain = str.maketrans("éóáíú", "eoaiu")
    return found | {f.translate(accents) for f in found} | {f.translate(plain) for f in found}


def cognate_words(unknowns: Counter[str], spanish: Counter[str]) -> dict[str, str]:
    """Repairs by spelling for lower-case words, the commonest Spanish word winning."""
    out = {}
    for word in unknowns:
        if word.islower() and len(word) > 4 and spanish[word] < 2:
            best = max(cognates(word), key=lambda w: spanish[w])
            if best != word and spanish[best] >= 2 and _similar(best, word) > 0.7:
                out[word] = best
    return out


def unknown_words(text: Path, data: Path) -> Counter[str]:
    """All words the rules leave over in the students' Portuguese, with counts."""
    lines = [line for i, line in enumerate(read_lines(text / "news.pt.gz")) if not is_held_out(i)]
    lines += [pt for _, pt in read_pairs(data / "mono.en-pt.tsv")]
    counts: Counter[str] = Counter()
    for line in apertium(lines, "pt-es", mark_unknown=True):
        counts.update(unknown(token) for token in words(line) if unknown(token))
    return counts


def repairs(mode: str, text: Path, data: Path) -> dict[str, str]:
    """The table of one direction of the rules; alignment goes before spelling."""
    if mode == "es-pt":
        return aligned_words(text, mode)
    spanish: Counter[str] = Counter()
    for line in spanish_text(text):
        spanish.update(words(line))
    return cognate_words(unknown_words(text, data), spanish) | aligned_words(text, mode)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as file:
        for mode in ("pt-es", "es-pt"):
            table = repairs(mode, args.text, args.data)
            print(f"{mode}: {len(table)} words")
            for word, other in sorted(table.items()):
                file.write(f"{mode}\t{word}\t{other}\n")


if __name__ == "__main__":
    main()
