"""Word pairs from the rule-based translator for the words that the students can write.

    python lexicon.py TEXT_FOLDER DATA_FOLDER OUT.tsv

Takes the whole-word pieces of both vocabularies and the words of the students' Portuguese, adds
their regular inflections, and has ``apertium`` translate each alone, then the Spanish back. Rows:
Spanish, Portuguese, ``<`` (from Portuguese) or ``>`` (from Spanish). The pairs are Apertium's:
GPL-2.0-or-later.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bundled import BASES, load_vocabulary
from corpus import apertium, read_lines, read_pairs

WORD = re.compile(r"[^\W\d_]+")
VERBS = {
    "ar": "ar ando ado ados ada adas o as a amos am ei ou aram ava avam ará arão ara aria ariam e "
    "em emos asse assem arem",
    "er": "er endo ido idos ida idas o es e emos em i eu eram ia iam erá erão era eria eriam a am "
    "amos esse essem erem",
    "ir": "ir indo ido idos ida idas o es e imos em i iu iram ia iam irá irão ira iria iriam a am "
    "amos isse issem irem",
}
ENDINGS = {
    "o": "a os as", "a": "o as os", "os": "o a as", "as": "a o os", "e": "es", "al": "ais",
    "ais": "al", "el": "éis", "il": "is", "ável": "áveis", "ível": "íveis", "ão": "ões",
    "ões": "ão",
    "em": "ens", "agem": "agens", "or": "ores ora oras", "ores": "or ora oras",
    "ês": "esa eses esas", "r": "res", "z": "zes",
}  # fmt: skip


def words(text: Path, data: Path) -> set[str]:
    """Lower-case words that the students know as one piece or have written."""
    found: set[str] = set()
    for base in BASES.values():
        vocabulary = load_vocabulary(base)
        pieces = map(vocabulary.id_to_piece, range(vocabulary.get_piece_size()))
        found.update(p[1:] for p in pieces if p[0] == "▁" and WORD.fullmatch(p[1:]))
    lines = read_lines(text / "news.pt.gz")
    for line in lines + [pt for _, pt in read_pairs(data / "mono.en-pt.tsv")]:
        found.update(WORD.findall(line))
    return {word for word in found if word.islower() and len(word) > 2}


def inflected(word: str) -> set[str]:
    """Regular forms of a Portuguese word, real ones and others: unknown ones fall out later."""
    forms = {word, word + "s"}
    for table in (VERBS, ENDINGS):
        for ending, others in table.items():
            if word.endswith(ending):
                forms.update(word.removesuffix(ending) + other for other in others.split())
    return {form for form in forms if len(form) > 2}


def translated(found: set[str], mode: str) -> dict[str, str]:
    """Word -> its translation, where the rules know it and give one lower-case word."""
    ordered = sorted(found)
    outputs = apertium(ordered, mode, mark_unknown=True)
    pairs = zip(ordered, outputs, strict=True)
    return {word: out for word, out in pairs if WORD.fullmatch(out) and out.islower()}


def main() -> None:
    text, data, out = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    known = translated(words(text, data), "pt-es")
    forms: set[str] = set()
    for word in known:
        forms |= inflected(word)
    known |= translated(forms, "pt-es")
    spanish = set(known.values())
    for es, _ in read_pairs(text / "back-translated.es-en.tsv.gz"):
        spanish.update(word for word in WORD.findall(es) if word.islower())
    back = translated(spanish, "es-pt")
    with out.open("w", encoding="utf-8") as file:
        file.writelines(f"{es}\t{pt}\t<\n" for pt, es in sorted(known.items()))
        file.writelines(f"{es}\t{pt}\t>\n" for es, pt in sorted(back.items()))
    print(len(known), "from Portuguese,", len(back), "from Spanish")


if __name__ == "__main__":
    main()
