"""Make the table of Spanish nouns and adjectives for ``briefing.translate.agree``.

    python agreement_table.py TEXT_FOLDER DATA_FOLDER CODE.tsv OUT.tsv

The words are those of the code table and of the Spanish text; what they are says Apertium's
analyser of Spanish (Debian ``apertium-es-pt``). Kept are nouns of one gender that nothing else is
spelled like, or that in the text nearly always stand behind a determiner of that gender; and
adjectives and participles with four forms. How well the table keeps from harm is seen on human
text: of 11,015 lines of ``mono.es``, every fifth, it changes 24, and 21 of them for the better.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpus import read_lines

from briefing.translate.agree import FORMS, ROWS

ANALYSER = Path("/usr/share/apertium/apertium-es-pt/es-pt.automorf.bin")
WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
PLAIN = re.compile(r"[a-záéíóúüñ]{2,}")
READING = re.compile(r"([^<]+)((?:<[^>]+>)+)")
LEFT_OUT = frozenset(
    "corriente número números modelo modelos potencial potenciales solar solares maratón maratones "
    "giga frente radio cólera orden editorial capital premio batería hambre".split()
)
"""Of both genders in the news, whatever the dictionary says."""
OTHER = ("adj", "adv", "pr", "cnjcoo", "det", "prn", "num")

Reading = tuple[str, list[str]]
"""Lemma and tags."""


def spanish_lines(text: Path, data: Path) -> Iterator[str]:
    """All Spanish there is, references and our own."""
    yield from read_lines(text / "mono.es.gz")
    yield from read_lines(text / "news.ref.es")
    for path in sorted(data.glob("near-*.tsv")):
        yield from (line.split("\t")[1] for line in read_lines(path))


def counted(lines: Iterator[str]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How often each lower-case word was seen, and behind determiners of which form."""
    seen: Counter[str] = Counter()
    behind: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        words = WORD.findall(line)
        for before, word in zip(["", *words], words, strict=False):
            if word.islower():
                seen[word] += 1
                if before.lower() in ROWS:
                    behind[word][FORMS[ROWS[before.lower()][0]]] += 1
    return seen, behind


def analysed(words: list[str]) -> dict[str, list[Reading]]:
    """What each word may be, by Apertium's analyser (``lt-proc``)."""
    done = subprocess.run(
        ["lt-proc", str(ANALYSER)], input="".join(f"{word} .\n" for word in words),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    out: dict[str, list[Reading]] = {}
    for match in re.finditer(r"\^([^/$]+)/([^$]*)\$", done.stdout):
        found = (READING.fullmatch(part) for part in match[2].split("/"))
        out[match[1]] = [(m[1], re.findall(r"<([^>]+)>", m[2])) for m in found if m]
    return out


def begins_stressed(word: str) -> bool:
    """Whether "el" stands before the feminine: "el agua", but "la aldea"."""
    rest = word.removeprefix("h")
    if rest[0] == "á":
        return True
    if rest[0] != "a" or re.search("[áéíóú]", rest):
        return False
    syllables = re.findall(r"[iuü]?[aeo][iuü]?|[iuü]", rest)
    return len(syllables) == 2 and rest[-1] in "aeiouns"


def nouns(
    readings: dict[str, list[Reading]], seen: Counter[str], behind: dict[str, Counter[str]]
) -> list[str]:
    """Rows of nouns of one gender."""
    genders: dict[str, set[str]] = defaultdict(set)
    for found in readings.values():
        for lemma, tags in found:
            if tags[0] == "n":
                genders[lemma].add(tags[1])
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for word, found in readings.items():
        own = [(lemma, tags) for lemma, tags in found if tags[0] == "n"]
        kinds = {tuple(tags[1:3]) for _, tags in own}
        if len(kinds) != 1 or word in LEFT_OUT or any(len(genders[lemma]) > 1 for lemma, _ in own):
            continue
        gender, number = (*kinds.pop(), "")[:2]
        if gender not in ("m", "f") or number not in ("sg", "pl"):
            continue
        right = {gender + number[0]}
        if gender == "f" and number == "sg" and begins_stressed(word):
            right.add("ms")
        total = sum(behind[word].values())
        share = sum(n for form, n in behind[word].items() if form in right or form[0] == gender)
        certain = all(tags[0] == "n" for _, tags in found)
        often = total >= 3 and share >= 0.97 * total and total >= 0.15 * seen[word]
        if total >= 3 and share < 0.9 * total:
            continue
        if certain or (often and not any(tags[0] in OTHER for _, tags in found)):
            forms[own[0][0] + gender][number] = word
    rows = []
    for key, row in forms.items():
        singular, plural = row.get("sg", "-"), row.get("pl", "-")
        stressed = key[-1] == "f" and singular != "-" and begins_stressed(singular)
        rows.append("\t".join(("n", singular, plural, "a" if stressed else key[-1])))
    return sorted(rows)


def adjectives(readings: dict[str, list[Reading]]) -> list[str]:
    """Rows of adjectives and participles with four forms that are nothing else."""
    forms: dict[tuple[str, bool], dict[str, str]] = defaultdict(dict)
    for word, found in readings.items():
        if not found or any(t[0] != "adj" and t[:2] != ["vblex", "pp"] for _, t in found):
            continue
        for lemma, tags in found:
            form = "".join(tag[0] for tag in tags if tag in ("m", "f", "sg", "pl"))
            if form in FORMS:
                forms[lemma, tags[0] == "adj"][form] = word
    rows = {tuple(row[form] for form in FORMS) for row in forms.values() if len(row) == len(FORMS)}
    return sorted("\t".join(("a", *row)) for row in rows)


def main() -> None:
    text, data, code, out = map(Path, sys.argv[1:])
    seen, behind = counted(spanish_lines(text, data))
    rows = (line.split("\t") for line in read_lines(code))
    words = {row[0] for row in rows if row[2] != "c"} | set(seen)
    readings = analysed(sorted(word for word in words if PLAIN.fullmatch(word)))
    table = [*adjectives(readings), *nouns(readings, seen, behind)]
    out.write_text("\n".join(table) + "\n", encoding="utf-8")
    print(f"{len(table)} rows")


if __name__ == "__main__":
    main()
