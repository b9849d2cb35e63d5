"""Count how close Portuguese versions render Spanish words: the table of ``close.py``.

    python close_pairs.py DATA_FOLDER CODE.tsv OUT.tsv.gz

Reads ``near-*.tsv`` of the data folder (English, Spanish, close Portuguese, …). Words are aligned
in order (Needleman and Wunsch 1970) by their code words; a rendering may be empty or have three
words. Contexts that change little are left out. Also writes ``close.tsv`` to the data folder, to
train with: every Spanish sentence and what a table makes of it that was counted without it (four
parts).
"""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from close import (
    CAPITAL,
    DETERMINERS,
    OWN,
    Close,
    context,
    tokens,
)  # fmt: skip
from corpus import read_lines

from briefing.translate.code import Code

PARTS = 4
MOST = 8
"""Renderings kept for a word."""
LEVELS = 7
SEEN = 2
"""A context must have been seen so often."""
GAIN = 0.2
"""And its weight times the distance of its shares from those of the word alone must be this."""
GAP, OTHER, ALIKE, SAME, FOREIGN = -0.6, -0.4, 1.5, 3.0, -1.5
"""Scores of the alignment."""
BAND = 12
_PORTUGUESE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,:]*|[^\w\s]")
_CONTRACTED = {
    short: f"{preposition} {rest}"
    for preposition, start, rests in (
        ("de", "d", "o a os as este esta estes estas esse essa esses essas isso isto ele ela "
         "eles elas aquele aquela aqueles aquelas"),
        ("em", "n", "o a os as este esta estes estas esse essa esses essas isso ele ela aquele "
         "aquela um uma"),
        ("por", "pel", "o a os as"),
    )
    for rest in rests.split()
    for short in (start + rest,)
} | {"ao": "a o", "aos": "a os", "à": "a a", "às": "a as", "àquele": "a aquele"}  # fmt: skip
# What may have no counterpart in the other language.
LITTLE = frozenset(
    "a el la los las lo un una de en por con que se su sus le les me nos y o e ha han he hemos "
    "había habían hay ya no ni si como para del al más muy este esta ese esa eso esto todo ser "
    'sido era fue es está él ella , ; : - ¿ ¡ « » " “ ” ( )'.split()
)
_MASCULINE = frozenset(
    "o os um ao aos do dos no nos pelo pelos este esse estes esses nosso outro".split()
)
_FEMININE = frozenset(
    "a as uma à às da das na nas pela pelas esta essa estas essas nossa outra".split()
)
IRREGULAR = {
    "dicho": "disse disseram dissemos", "hecho": "fez fizeram fizemos", "visto": "viu viram vimos",
    "puesto": "pôs puseram pusemos", "escrito": "escreveu escreveram escrevemos",
    "abierto": "abriu abriram abrimos", "muerto": "morreu morreram morremos",
    "vuelto": "voltou voltaram voltamos", "roto": "rompeu romperam rompemos",
    "cubierto": "cobriu cobriram cobrimos", "descubierto": "descobriu descobriram descobrimos",
    "resuelto": "resolveu resolveram resolvemos", "sido": "foi foram fomos",
    "tenido": "teve tiveram tivemos", "podido": "pôde puderam pudemos",
    "querido": "quis quiseram quisemos", "dado": "deu deram demos",
    "estado": "esteve estiveram estivemos", "ido": "foi foram fomos",
    "venido": "veio vieram viemos", "habido": "houve houve houve",
    "sabido": "soube souberam soubemos", "traído": "trouxe trouxeram trouxemos",
    "propuesto": "propôs propuseram propusemos", "expuesto": "expôs expuseram expusemos",
    "impuesto": "impôs impuseram impusemos", "supuesto": "supôs supuseram supusemos",
    "compuesto": "compôs compuseram compusemos", "mantenido": "manteve mantiveram mantivemos",
    "obtenido": "obteve obtiveram obtivemos", "detenido": "deteve detiveram detivemos",
    "previsto": "previu previram previmos", "devuelto": "devolveu devolveram devolvemos",
    "envuelto": "envolveu envolveram envolvemos",
    "convertido": "converteu converteram convertemos",
}  # fmt: skip
_REGULAR = {
    "ado": (("ou", "aram", "amos"),),
    "ido": (("eu", "eram", "emos"), ("iu", "iram", "imos")),
    "ído": (("iu", "íram", "ímos"),),
}
Sentence = tuple[list[str], list[str]]
"""Spanish words and the rendering of each."""


def portuguese_tokens(text: str) -> list[str]:
    """Words and signs, contractions taken apart."""
    out: list[str] = []
    for token in _PORTUGUESE.findall(text):
        parts = _CONTRACTED.get(token.lower(), token).split()
        if token[0].isupper():
            parts[0] = parts[0][0].upper() + parts[0][1:]
        out += parts
    return out


def own_word(code: Code, word: str) -> str:
    return code.word(word).lower() if word.isalpha() else word


def likeness(coded: str, spanish: str, portuguese: str) -> float:
    low = portuguese.lower()
    if coded == low:
        return SAME
    if not (low[0].isalpha() and coded[0].isalpha()):
        return FOREIGN
    begins = any(len(w) > 3 and w[:3] == low[:3] for w in (coded, spanish.lower()))
    return ALIKE if begins else OTHER


def align(spanish: list[str], portuguese: list[str], code: Code) -> dict[int, int]:
    """Portuguese place -> Spanish place, in order, near the diagonal."""
    coded = [own_word(code, word) for word in spanish]
    rows, columns = len(spanish), len(portuguese)
    score = [[float("-inf")] * (columns + 1) for _ in range(rows + 1)]
    step = [[2] * (columns + 1) for _ in range(rows + 1)]
    score[0] = [GAP * j for j in range(columns + 1)]
    for i in range(1, rows + 1):
        score[i][0], step[i][0] = GAP * i, 1
        for j in range(max(1, i - BAND), min(columns, i + BAND) + 1):
            both = score[i - 1][j - 1] + likeness(coded[i - 1], spanish[i - 1], portuguese[j - 1])
            best = (both, 0)
            if score[i - 1][j] + GAP > best[0]:
                best = (score[i - 1][j] + GAP, 1)
            if score[i][j - 1] + GAP > best[0]:
                best = (score[i][j - 1] + GAP, 2)
            score[i][j], step[i][j] = best
    links, i, j = {}, rows, columns
    while i and j:
        if step[i][j] == 0:
            i, j = i - 1, j - 1
            links[j] = i
        elif step[i][j] == 1:
            i -= 1
        else:
            j -= 1
    return links


def rendered(spanish: str, portuguese: str, code: Code) -> Sentence:
    """Each Spanish word with its rendering; what is left over joins the next one."""
    words, target = tokens(spanish)[0], portuguese_tokens(portuguese)
    links = align(words, target, code)
    parts: list[list[str]] = [[] for _ in words]
    waiting: list[str] = []
    last = -1
    for j, token in enumerate(target):
        if j in links:
            last = links[j]
            parts[last] += [*waiting, token]
            waiting = []
        else:
            waiting.append(token)
    if waiting and last >= 0:
        parts[last] += waiting
    return words, [" ".join(part) for part in parts]


def label(code: Code, word: str, rendering: str, first: bool) -> str:
    """The rendering as the table has it: lower case, with a mark where the capital goes."""
    if not rendering:
        return "" if word.lower() in LITTLE else OWN
    parts = rendering.split()
    if rendering.lower() == own_word(code, word) or len(parts) > 3:
        return OWN
    if first and word[:1].isupper() and len(parts) > 1:
        parts[0] = parts[0].lower()
    capitals = [n for n, part in enumerate(parts) if part[:1].isupper()]
    if capitals and not word[:1].isupper():
        return OWN  # a name slipped in
    parts = [part.lower() for part in parts]
    if capitals:
        parts[capitals[-1]] = CAPITAL + parts[capitals[-1]]
    return " ".join(parts)


def genders(texts: Iterable[str], renderings: dict[str, str], code: Code) -> dict[str, str]:
    """Spanish word -> m or f, by the articles before its Portuguese rendering."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = [token.lower() for token in _PORTUGUESE.findall(text)]
        for article, noun in pairwise(words):
            if article in _MASCULINE or article in _FEMININE:
                counts[noun, "m" if article in _MASCULINE else "f"] += 1
    known = {}
    for noun in {noun for noun, _ in counts}:
        m, f = counts[noun, "m"], counts[noun, "f"]
        if m + f >= 2 and max(m, f) >= 0.9 * (m + f):
            known[noun] = "m" if m > f else "f"
    spanish = {*renderings, *code.written, *code.shared}
    found = {word: known.get(renderings.get(word) or own_word(code, word)) for word in spanish}
    return {word: gender for word, gender in found.items() if gender}


def preterites(code: Code, portuguese: Counter[str]) -> dict[str, tuple[str, ...]]:
    """Spanish participle -> Portuguese preterites, those that occur."""
    out = {word: tuple(forms.split()) for word, forms in IRREGULAR.items()}
    for word in code.written:
        part = own_word(code, word)
        for ending, endings in _REGULAR.items():
            if word in out or not part.endswith(ending) or not word.endswith(("ado", "ido", "ído")):
                continue
            stem = part.removesuffix(ending)
            forms = [tuple(stem + e for e in row) for row in endings]
            best = max(forms, key=lambda row: portuguese[row[0]] + portuguese[row[1]])
            if portuguese[best[0]] + portuguese[best[1]]:
                out[word] = best
    return out


def count(
    sentences: list[Sentence], code: Code, portuguese: list[str], seen: Counter[str]
) -> tuple[Close, list[str]]:
    """A table from sentences, and its lines for the file."""
    usual: dict[str, Counter[str]] = defaultdict(Counter)
    for words, parts in sentences:
        for word, part in zip(words, parts, strict=True):
            usual[word.lower()][part.lower()] += 1
    common = {w: c.most_common(1)[0] for w, c in usual.items()}
    renderings = {w: r.split()[-1] for w, (r, n) in common.items() if r and n >= 2}
    made = Close(code, {}, genders(portuguese, renderings, code), preterites(code, seen))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, parts in sentences:
        for i, (word, part) in enumerate(zip(words, parts, strict=True)):
            told = label(code, word, part, i == 0)
            for key in context(words, i, made.genders):
                counts[key][told] += 1
    lines = [f"G\t{word}\t{gender}" for word, gender in sorted(made.genders.items())]
    lines += ["\t".join(("P", word, *forms)) for word, forms in sorted(made.preterites.items())]
    lines += ["\t".join((key, *line)) for key, line in sorted(_kept(counts, code, seen).items())]
    return made, lines


def _kept(
    counts: dict[str, Counter[str]], code: Code, seen: Counter[str]
) -> dict[str, tuple[str, ...]]:
    """The contexts that are worth a line: how often seen, how many renderings, which."""
    out: dict[str, tuple[str, ...]] = {}
    allowed: dict[str, set[str]] = {}
    for key, counter in counts.items():
        level, word = _word(key)
        total = counter.total()
        if level != "0" or counter[OWN] == total or (word in DETERMINERS and total < 2):
            continue
        top = counter.most_common(MOST)
        if total == 1:
            only = top[0][0].removeprefix(CAPITAL)
            if only[:3] != word[:3] and seen[own_word(code, word)]:
                continue  # seen once, unlike it, and the code's own word is Portuguese
        allowed[word] = {r for r, n in top if n > 1 or total < 4} | {OWN}
    for key, counter in counts.items():
        level, word = _word(key)
        if word not in allowed:
            continue
        total, base = counter.total(), counts[f"0\t{word}"]
        shares = {r: n for r, n in counter.items() if r in allowed[word]}
        if not shares:
            continue
        if level != "0":
            weight = total / (total + len(counter) + 1)
            every = {*shares, *(r for r in base if r in allowed[word])}
            apart = sum(abs(shares.get(r, 0) / total - base[r] / base.total()) for r in every) / 2
            if total < SEEN or weight * apart < GAIN:
                continue
        ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        out[key] = (str(total), str(len(counter)), *(f"{n}:{r}" for r, n in ordered))
    return out


def _word(key: str) -> tuple[str, str]:
    """Level and word of a context."""
    level, _, words = key.partition("\t")
    return level, words.partition(" ")[0]


def save(lines: list[str], path: Path) -> None:
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())


def main() -> None:
    data, table, out = map(Path, sys.argv[1:])
    code = Code.load(table)
    rows = [
        line.split("\t") for path in sorted(data.glob("near-*.tsv")) for line in read_lines(path)
    ]
    sentences = [rendered(es, pt, code) for _, es, pt, _ in rows]
    portuguese = [pt for _, _, pt, _ in rows]
    seen = Counter(word.lower() for text in portuguese for word in _PORTUGUESE.findall(text))
    save(count(sentences, code, portuguese, seen)[1], out)
    part = [hashlib.md5(es.encode()).digest()[0] % PARTS for _, es, _, _ in rows]  # noqa: S324
    converted: dict[str, str] = {}
    trial = data / "close-part.tsv.gz"
    for k in range(PARTS):
        others = [sentence for sentence, p in zip(sentences, part, strict=True) if p != k]
        save(count(others, code, portuguese, seen)[1], trial)
        close = Close.load(trial, code)
        converted |= {
            row[1]: close.write(row[1]) for row, p in zip(rows, part, strict=True) if p == k
        }
        print(f"part {k + 1} of {PARTS}", flush=True)
    trial.unlink()
    lines = (f"{es}\t{portuguese}\n" for es, portuguese in converted.items())
    (data / "close.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
