"""Make the table that writes Spanish in Portuguese words: one Portuguese word for each Spanish one.

    python code_table.py TEXT_FOLDER DATA_FOLDER OUT.tsv

The students know Portuguese words, not Spanish ones. A one-to-one table turns every Spanish
sentence into a string of words they know ("la ciudad" -> "a cidade"), and loses nothing on the way
back. Rows: Spanish, Portuguese, kind: "=" is the code, used both ways; ">" is only written, where
two Spanish words share a Portuguese one and the English reader need not know which it was; "<" is
only read, for Portuguese words that the network may still write; "c" are countries by their
Portuguese or English name. All lower case.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from alignment import align
from corpus import apertium, read_lines, read_pairs

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SPANISH = re.compile(r"[^\W\d_]+")
HERE = Path(__file__).parent
Counts = Counter[tuple[str, str]]
# Auxiliaries, which the rules confuse; ``ha`` and the like have no Portuguese counterpart.
FIXED = {
    "ha": "ha", "he": "hei", "han": "han", "hay": "há", "había": "havia", "habían": "haviam",
    "tiene": "tem", "tienen": "têm", "tenía": "tinha", "tenían": "tinham", "haber": "haver",
    "habrá": "haverá", "habría": "haveria", "tener": "ter", "ser": "ser", "estar": "estar",
    "este": "este", "estos": "estes", "esta": "esta", "estas": "estas", "su": "seu", "sus": "seus",
    "lo": "lo", "le": "lhe", "les": "lhes", "que": "que", "qué": "quê", "a": "à", "la": "a",
    "el": "o", "los": "os", "las": "as", "al": "ao", "del": "do", "de": "de", "y": "e", "o": "ou",
    "como": "como", "cómo": "cómo", "cuando": "quando", "donde": "onde", "si": "si", "se": "se",
}  # fmt: skip
# What the students write by habit; none of these is a code word.
CONTRACTIONS = {
    "da": "de la", "das": "de las", "dos": "de los", "na": "en la", "nas": "en las",
    "pelo": "por el", "pela": "por la", "pelos": "por los", "pelas": "por las", "às": "a las",
    "aos": "a los", "dum": "de un", "duma": "de una", "num": "en un", "numa": "en una",
    "deste": "de este", "desta": "de esta", "destes": "de estos", "destas": "de estas",
    "desse": "de ese", "dessa": "de esa", "neste": "en este", "nesta": "en esta",
    "nestes": "en estos", "nestas": "en estas", "nesse": "en ese", "nessa": "en esa",
    "daquele": "de aquel", "daquela": "de aquella", "nele": "en él", "nela": "en ella",
    "dele": "de él", "dela": "de ella", "deles": "de ellos", "delas": "de ellas",
}  # fmt: skip
# On the way to English nothing has to come back: what Portuguese would say.
NATURAL = {
    "a": "a", "si": "se", "cómo": "como", "qué": "que", "quién": "quem", "quienes": "quem",
    "dónde": "onde", "cuándo": "quando", "cuál": "qual", "cuáles": "quais", "cuánto": "quanto",
    "cuántos": "quantos", "luego": "depois", "después": "depois", "tras": "após", "mas": "mas",
    "sino": "mas", "sola": "só", "solos": "sós", "solas": "sós", "muerto": "morto",
    "muerta": "morta", "muertos": "mortos", "muertas": "mortas",
}  # fmt: skip
# On that way numbers of two words, which the alignment cannot see.
NUMBERS = {
    "veintiuno": "vinte e um",
    "veintiún": "vinte e um",
    "veintiuna": "vinte e uma",
    "veintidós": "vinte e dois",
    "veintitrés": "vinte e três",
    "veinticuatro": "vinte e quatro",
    "veinticinco": "vinte e cinco",
    "veintiséis": "vinte e seis",
    "veintisiete": "vinte e sete",
    "veintiocho": "vinte e oito",
    "veintinueve": "vinte e nove",
    "setecientos": "setecentos",
    "setecientas": "setecentas",
    "ochocientos": "oitocentos",
    "novecientos": "novecentos",
    "novecientas": "novecentas",
    "dieciséis": "dezesseis",
    "diecisiete": "dezessete",
    "dieciocho": "dezoito",
    "diecinueve": "dezenove",
}  # fmt: skip
PRONOUNS = "se", "lo", "la", "los", "las", "le", "les", "me", "nos", "te"
HYPHENED = re.compile(r"[^\W\d_]+-(?:se|[oa]s?|l[oa]s?|lhes?|me|nos|n[oa]s?|te)")


def links(pairs: list[tuple[str, str]], slope: float, part: int = 20_000) -> Counts:
    """Link counts of (Spanish word, Portuguese word) in (Spanish, Portuguese) sentences."""
    out: Counts = Counter()
    for start in range(0, len(pairs), part):
        ids: dict[str, int] = {}
        rows = []
        for spanish, portuguese in pairs[start : start + part]:
            a = SPANISH.findall(spanish.lower())[:60]
            b = WORD.findall(portuguese.lower())[:60]
            if a and b:
                rows.append(tuple([ids.setdefault(w, len(ids)) for w in side] for side in (a, b)))
        words = list(ids)
        found = align(rows, len(words), slope=slope)  # type: ignore[arg-type]
        for e, p, n in zip(found.spanish, found.portuguese, found.counts, strict=True):
            if n > 0.4:
                out[words[e], words[p]] += float(n)
    return out


def similar(spanish: str, portuguese: str) -> bool:
    """Whether the words share their first letters: then one sighting is enough."""
    return spanish[:3] == portuguese[:3] and abs(len(spanish) - len(portuguese)) < 4


def choose(counts: Counts, frequency: Counter[str]) -> dict[str, str]:
    """Spanish word -> its code word, no code word twice; heaviest pairs first."""
    options: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (es, pt), n in counts.items():
        options[es].append((n, pt))
    ranked = []
    for es, found in options.items():
        total = sum(n for n, _ in found)
        for n, pt in found:
            sure = n > 0.9 or similar(es, pt)
            pronoun = HYPHENED.fullmatch(pt) and es.endswith(PRONOUNS)
            fits = "-" not in pt or pronoun or pt.endswith("-feira")
            if n / total > 0.08 and sure and fits and "ñ" not in pt:
                ranked.append((n * (n / total), es, pt))
    code = dict(FIXED)
    taken = set(FIXED.values())
    for _, es, pt in sorted(ranked, reverse=True):
        if es not in code and pt not in taken:
            code[es] = pt
            taken.add(pt)
    # Words without a free partner are spelled as they are, unless that spelling is taken.
    for es, _ in frequency.most_common():
        if es not in code and es in taken:
            code[es] = es + "_"
    return code


def territories(language: str) -> dict[str, str]:
    """Names in ``language`` -> Spanish names of countries, one word each (Unicode CLDR)."""
    from babel import Locale

    spanish, others = Locale("es").territories, Locale(language).territories
    pairs = [(others[code].lower(), name.lower()) for code, name in spanish.items()]
    single = [(a, b) for a, b in pairs if SPANISH.fullmatch(a) and SPANISH.fullmatch(b)]
    return {other: es for other, es in single if other != es}


class Table:
    """The rows, by kind."""

    def __init__(self, counts: Counts, frequency: Counter[str]) -> None:
        self.counts, self.frequency = counts, frequency
        self.code = choose(counts, frequency)
        self.taken = set(self.code.values())
        self.only_written: dict[str, str] = {}
        self.only_read: dict[str, str] = {}
        self.countries: dict[str, str] = {}

    def spelled_alike(self, es: str) -> bool:
        """Is the code word the word itself?"""
        return self.code.get(es, es).rstrip("_") == es

    def add_pairs(self, counts: Counts) -> None:
        """Second meanings of Portuguese words, for the way to English."""
        best: dict[str, tuple[float, str]] = {}
        for (es, pt), n in counts.items():
            fits = n > 1.9 or similar(es, pt)
            if fits and n > best.get(es, (0.9, ""))[0] and self.spelled_alike(es) and "-" not in pt:
                best[es] = (n, pt)
        for es, (_, pt) in best.items():
            if es not in FIXED and es != pt and "ñ" not in pt:
                self.only_written[es] = pt

    def add_readings(self, counts: Counts, english: set[str]) -> None:
        """Portuguese words that are nobody's code, by what stands for them in aligned text."""
        totals: Counter[str] = Counter()
        for (_, pt), n in counts.items():
            totals[pt] += n
        best: dict[str, tuple[float, str]] = {}
        for (es, pt), n in counts.items():
            sure = (n > 2.5 or similar(es, pt)) and n / totals[pt] > 0.3
            if sure and self._free(pt, english) and n > best.get(pt, (0.0, ""))[0]:
                best[pt] = (n, es)
        self.only_read |= {pt: es for pt, (_, es) in best.items() if es != pt}

    def add_lexicon(self, rows: list[list[str]], english: set[str]) -> None:
        """Single words that the texts lack."""
        for es, pt, kind in rows:
            if "ñ" in pt or es == pt:
                continue
            if kind == "<" and self._free(pt, english) and pt not in self.only_read:
                if es not in self.code and es not in self.frequency and es not in self.taken:
                    self.code[es] = pt
                    self.taken.add(pt)
                else:
                    self.only_read[pt] = es
            elif kind == ">" and (self.doubtful(es) or self._rare_alike(es)):
                self.only_written.setdefault(es, pt)

    def _rare_alike(self, es: str) -> bool:
        return self.spelled_alike(es) and self.frequency[es] < 5

    def doubtful(self, es: str) -> bool:
        """Is the code word one that was seen once or twice and does not look like the word?"""
        pt = self.code.get(es, es)
        return self.counts[es, pt] < 2.5 and not similar(es, pt)

    def add_single(self, es: str, pt: str, english: set[str]) -> None:
        """A pair that we wrote or mined; both ways where that is still free."""
        if "-" in pt or " " in es:
            self.only_read[pt] = es
            return
        if self._free(pt, english - {pt}):
            if es not in self.code and es not in self.frequency and es not in self.taken:
                self.code[es] = pt
                self.taken.add(pt)
            else:
                self.only_read[pt] = es
        self.add_written(es, pt)

    def add_written(self, es: str, pt: str) -> None:
        """For the way to English, where the networks have seen the Spanish word little."""
        if self.spelled_alike(es) and self.frequency[es] < 20 and es not in FIXED:
            self.only_written[es] = pt

    def _free(self, pt: str, english: set[str]) -> bool:
        used = pt in self.taken or pt in self.frequency or pt in english
        return not used and "-" not in pt

    def write(self, out: Path) -> None:
        """The file; words that are their own code are rows too, so that they are known."""
        for es, n in self.frequency.items():
            if n > 1 and es not in self.code and es not in self.only_read:
                self.code[es] = es
        used = set(self.code.values())
        self.only_read = {pt: es for pt, es in self.only_read.items() if pt not in used}
        with out.open("w", encoding="utf-8") as file:
            file.writelines(f"{es}\t{pt}\t=\n" for es, pt in sorted(self.code.items()))
            file.writelines(f"{es}\t{pt}\t>\n" for es, pt in sorted(self.only_written.items()))
            file.writelines(f"{es}\t{pt}\t<\n" for pt, es in sorted(self.only_read.items()))
            file.writelines(f"{es}\t{name}\tc\n" for name, es in sorted(self.countries.items()))
        print(len(self.code), len(self.only_written), len(self.only_read))


def aligned(text: Path, data: Path) -> tuple[Counts, Counter[str]]:
    """Link counts of all texts with Portuguese, and how often each Spanish word occurs small."""
    base = read_lines(text / "news.student-base.es")
    back = [es for es, _ in read_pairs(text / "back-translated.es-en.tsv.gz")]
    sides = [
        (base, read_lines(text / "news.pt.gz"), 8.0, 1.5),
        (base, read_lines(data / "news.student-base.ap"), 30.0, 1.0),
        (read_lines(text / "news.ref.es"), read_lines(data / "news.ref.ap"), 30.0, 1.0),
        (back, read_lines(data / "back.ap"), 30.0, 1.0),
    ]
    counts: Counts = Counter()
    frequency: Counter[str] = Counter()
    for spanish, portuguese, slope, weight in sides:
        for pair, n in links(list(zip(spanish, portuguese, strict=True)), slope).items():
            counts[pair] += weight * n
    for spanish in (base, sides[2][0], back):
        for line in spanish:
            frequency.update(SPANISH.findall(line.lower()))
    return counts, frequency


def main() -> None:
    text, data, out = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    counts, frequency = aligned(text, data)
    english: set[str] = set()
    for line in read_lines(text / "news.en") + read_lines(text / "mono.en.gz"):
        english.update(WORD.findall(line.lower()))
    table = Table(counts, frequency)
    table.add_pairs(counts)
    student = [pt for _, pt in read_pairs(data / "mono.en-pt.tsv")] + read_lines(
        text / "news.pt.gz"
    )
    ruled = apertium(student, "pt-es", mark_unknown=False)
    table.add_readings(counts + links(list(zip(ruled, student, strict=True)), 30.0), english)
    rows = [line.split("\t") for line in read_lines(data / "lexicon.tsv")]
    table.add_lexicon(rows, english)
    for mode, word, other in (line.split("\t") for line in read_lines(HERE / "mined_words.tsv")):
        es, pt = (other, word) if mode == "pt-es" else (word, other)
        single = WORD.fullmatch(es) and SPANISH.fullmatch(pt) and (es + pt).islower()
        if single and similar(es, pt) and es != pt and "ñ" not in pt:
            table.add_single(es, pt, english)
    for es, pt in read_pairs(HERE / "own_words.tsv"):
        table.add_single(es, pt, english)
    for es, pt in read_pairs(HERE / "own_words_es.tsv"):
        table.add_written(es, pt)
    table.only_written |= dict(read_pairs(HERE / "close_words.tsv"))
    table.only_read |= CONTRACTIONS
    table.countries = territories("en") | territories("pt")
    for person in ("jordan", "chad"):
        table.countries.pop(person, None)
    table.only_written |= {es: pt for pt, es in territories("pt").items()} | NATURAL | NUMBERS
    table.write(out)


if __name__ == "__main__":
    main()
