"""Spanish written in Portuguese words: the code that the embedded networks read and write.

The networks know Portuguese words. A one-to-one table of words ("ciudad" is "cidade") turns Spanish
sentences into strings of words they know and back again without loss; what the table lacks, names
above all, stays as it is. Word order, number of words and punctuation never change.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_SPANISH = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"[^\W\d]+(?:-[^\W\d]+)*")
_ENDINGS = (
    ("ciones", "ções"), ("ción", "ção"), ("siones", "sões"), ("sión", "são"), ("ables", "áveis"),
    ("able", "ável"), ("ibles", "íveis"), ("ible", "ível"), ("encias", "ências"),
    ("encia", "ência"), ("ancias", "âncias"), ("ancia", "ância"), ("idad", "idade"),
    ("ajes", "agens"), ("aje", "agem"), ("aron", "aram"), ("aban", "avam"), ("iendo", "endo"),
    ("ario", "ário"), ("aria", "ária"), ("arios", "ários"), ("arias", "árias"), ("ales", "ais"),
    ("mientos", "mentos"), ("miento", "mento"), ("eros", "eiros"), ("ero", "eiro"),
    ("arán", "arão"), ("erán", "erão"), ("irán", "irão"),
)  # fmt: skip
_PRONOUNS = {
    "se": "se", "o": "lo", "a": "la", "os": "los", "as": "las", "lo": "lo", "la": "la",
    "los": "los", "las": "las", "lhe": "le", "lhes": "les", "me": "me", "nos": "nos", "te": "te",
    "no": "lo", "na": "la",
}  # fmt: skip
_CUT_INFINITIVES = (("á", "ar"), ("ê", "er"), ("i", "ir"), ("í", "ir"), ("ô", "or"))
_NOT_SPANISH = re.compile(r"[çãõâêôà]")
_LETTERS = (
    ("ões", "ones"), ("ães", "anes"), ("ãos", "anos"), ("ão", "ón"), ("ç", "z"), ("ze", "ce"),
    ("zi", "ci"), ("ã", "an"), ("õ", "o"), ("â", "a"), ("ê", "e"), ("ô", "o"), ("à", "a"),
)  # fmt: skip
_SIGNS = (("¿", "> "), ("¡", "= "))
_MONEY = (("€", "E$"), ("£", "L$"), ("¥", "Y$"))
"""The networks have no piece for these; for what stands for them they do. ``_`` is ``ñ``."""
_MARKS = str.maketrans("«»“”„‘’–—―", '"""""\'\'---')
_CAPITALS = dict(zip("ÍÓÚÀÂÊÔÃÕÇÜ", "IOUAAEOAOCU", strict=True))
"""Capitals that they cannot spell either, and what is written instead."""
_ACCENTS = {"i": "í", "o": "óô", "u": "ú", "a": "â", "e": "ê"}
_STATES = re.compile(r"\bEE\. ?UU\.|\bEE\.UU\b|\bEEUU\b")
_LO = re.compile(r"\b[Ll]o(?= (?:que|cual|más|menos|mismo|mejor|peor)\b)")
_JOINED = re.compile(r"\b(de|em|por|a) (os?|as?|est[ea]s?|ess[ea]s?|el[ea]s?)\b", re.IGNORECASE)
_JOINTS = {"de": "d", "em": "n", "por": "pel"}
_SHORT = re.compile(r"([$€£¥] ?\d[\d.,]*) ?(k|mn?|bn?|tn)\b", re.IGNORECASE)
_SCALES = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion"}
_SCALES |= {"tn": "trillion"}
_TAKEN = "_"
"""Ends a code word whose own spelling means something else."""

_FOREIGN_LETTER = re.compile(r"[^\x00-\x7fÁÉàáâãçéêíóôõú]")
_STROKES = str.maketrans("łŁđĐøØıæÆ", "lLdDoOiaA")


@dataclass(frozen=True)
class Code:
    """The table, both ways, lower case."""

    written: dict[str, str]
    """Spanish word -> its code word."""
    shared: dict[str, str]
    """Spanish word -> a code word that stands for another one, too: for the way to English only."""
    read: dict[str, str]
    """Code word, or other Portuguese word -> Spanish word."""
    countries: dict[str, str]
    """Portuguese or English name of a country -> Spanish name."""

    @classmethod
    def load(cls, path: Path) -> Code:
        """The table in a file of ``Spanish TAB Portuguese TAB kind``: ``=``, ``>``, ``<``, ``c``.

        ``>`` rows are only written; ``<`` rows only read, Portuguese words that a network may still
        write; ``c`` rows are countries.
        """
        countries: dict[str, str] = {}
        written: dict[str, str] = {}
        shared: dict[str, str] = {}
        read: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            spanish, portuguese, kind = line.split("\t")
            if kind == ">":
                shared[spanish] = portuguese
                continue
            if kind == "c":
                countries[portuguese] = spanish
                continue
            if kind == "=":
                written[spanish] = portuguese
            read[portuguese] = spanish
        return cls(written, shared, read, countries)

    def write(self, spanish: str, *, exact: bool = False) -> str:
        """Spanish -> code; ``exact`` when it is to be spelled again."""
        text = spanish.translate(_MARKS) if exact else tidy_in(spanish)
        text = _SPANISH.sub(lambda match: self.word(match.group(), exact=exact), text)
        return _signed(text) if exact else tidy_out(text)

    def spell(self, code: str, english: str = "") -> str:
        """Code -> Spanish; capitalised words that ``english`` has, too, are names and stay."""
        names = {word for word in _SPANISH.findall(english) if word[0].isupper() and len(word) > 2}
        for sign, stand_in in (*_SIGNS, *_MONEY):
            code = code.replace(stand_in, sign)

        def word(match: re.Match[str]) -> str:
            whole = match.group()
            if whole[0].isupper() and whole.lower() in self.countries and _plain(whole):
                return capitalised(self.countries[whole.lower()], whole)
            if whole in names:
                return whole
            if "-" not in whole:
                found = self._spelt(whole)
            else:
                found = self._known(whole) or self._with_pronoun(whole)
            if found is None and "-" in whole:
                parts = whole.split("-")
                kept = (p if p in names or len(p) == 1 else self._spelt(p) or p for p in parts)
                found = "-".join(kept)
            return whole if found is None else found

        text = _real(_CODE.sub(word, code))
        return "A" + text[1:] if text.startswith("a ") and english[:1].isupper() else text

    def respell(self, english: str, spanish: str) -> str:
        """``english`` with copied code words ("Galã") spelled as in ``spanish``."""
        if not _NOT_SPANISH.search(english):
            return english
        words = {self.word(word): word for word in _SPANISH.findall(spanish)}
        back = {word: real for word, real in words.items() if _NOT_SPANISH.search(word)}
        return _SPANISH.sub(lambda match: back.get(match.group(), match.group()), english)

    def word(self, word: str, *, exact: bool = False) -> str:
        """One Spanish word; unless ``exact``, its code word may stand for others, too."""
        lower = word.lower() if _plain(word) else ""
        found = None if exact else self.shared.get(lower)
        if found is None:
            found = self.written.get(lower)
        if found is not None and not (found.endswith(_TAKEN) and not word.islower()):
            return _like(found, word)
        return _ending(word, 0)

    def _with_pronoun(self, word: str) -> str | None:
        """A verb with its pronoun that the table lacks: "alcançá-lo" is "alcanzarlo"."""
        verb, _, pronoun = word.partition("-")
        if pronoun not in _PRONOUNS or not word.islower():
            return None
        for cut, ending in _CUT_INFINITIVES if pronoun[0] == "l" and pronoun[1] != "h" else ():
            whole = self.read.get(verb.removesuffix(cut) + ending) if verb.endswith(cut) else None
            if whole is not None:
                return whole + _PRONOUNS[pronoun]
        found = self.read.get(verb)
        if found is None:
            return None
        if found.endswith("r"):
            return found + _PRONOUNS[pronoun]
        return f"{_PRONOUNS[pronoun]} {found}"

    def _known(self, word: str) -> str | None:
        if not _plain(word):
            return None
        lower = word.lower()
        found = None
        if lower != word and len(word) > 2:
            other = (accent + lower[1:] for accent in _ACCENTS.get(lower[0], ""))
            found = next((self.read[w] for w in other if w in self.read), None)
        if found is None:
            found = self.read.get(lower)
        return None if found is None else capitalised(found, word)

    def _spelt(self, word: str) -> str | None:
        found = self._known(word)
        if found is None:
            changed = _spanish_letters(_ending(word, 1))
            found = None if changed == word else changed
        return found


def tidy_in(spanish: str) -> str:
    """Spanish before its words are written for the way to English."""
    return _LO.sub("el", _STATES.sub("EUA", spanish.translate(_MARKS)))


def tidy_out(portuguese: str) -> str:
    """The same after that: contractions, and signs that the networks know."""
    return _signed(_JOINED.sub(_join, portuguese))


def _signed(text: str) -> str:
    for sign, stand_in in _SIGNS:
        text = text.replace(sign, stand_in)
    return _spellable(text)


def _join(match: re.Match[str]) -> str:
    """Preposition and article as Portuguese writes them: "de a" is "da"."""
    first, second = match[1], match[2]
    if first.lower() == "a":
        joined = {"a": "à", "as": "às", "o": "ao", "os": "aos"}.get(second, "")
    elif first.lower() == "por" and len(second) > 2:
        joined = ""
    else:
        joined = _JOINTS[first.lower()] + second
    if not joined or not second.islower():
        return match.group()
    return _like(joined, first)


def english_in(text: str) -> str:
    """English as the networks can read it; "£780m" is written out."""
    text = _SHORT.sub(lambda match: f"{match[1]} {_SCALES[match[2].lower()]}", text)
    return _spellable(text.translate(_MARKS))


def english_out(text: str) -> str:
    """English as the networks write it, spelled right."""
    for sign, stand_in in _MONEY:
        text = text.replace(stand_in, sign)
    return _real(text)


def _ending(word: str, side: int) -> str:
    """``word``, lower case and not in the table, with the other language's ending."""
    if word.islower():
        for pair in _ENDINGS:
            if word.endswith(pair[side]) and len(word) > len(pair[side]) + 2:
                return word.removesuffix(pair[side]) + pair[1 - side]
    return word


def _spanish_letters(word: str) -> str:
    """A lower-case word that cannot be Spanish, spelled as if it were."""
    if word.islower() and _NOT_SPANISH.search(word):
        for portuguese, spanish in _LETTERS:
            word = word.replace(portuguese, spanish)
    return word


def capitalised(word: str, model: str) -> str:
    """``word``, lower case, with the capitals of ``model``."""
    if model.islower():
        return word
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:]


def _like(word: str, model: str) -> str:
    """The same with capitals that the networks can spell."""
    if model.islower():
        return word
    if len(model) > 1 and model.isupper():
        return "".join(_CAPITALS.get(c, c) for c in word.upper())
    capital = word[:1].upper()
    if capital in _CAPITALS and len(word) == 1:
        return word  # "A" begins a sentence as "à": "A" is "la"
    return _CAPITALS.get(capital, capital) + word[1:]


def _plain(word: str) -> bool:
    return word.islower() or word.isupper() or word[1:].islower()


def _spellable(text: str) -> str:
    for sign, stand_in in (*_MONEY, *_CAPITALS.items()):
        text = text.replace(sign, stand_in)
    return text.replace("ñ", "_").replace("Ñ", "_")


def _real(text: str) -> str:
    text = re.sub(r"(?<=[a-záéíóúü])_|_(?=[a-záéíóúü])", "ñ", text)
    return re.sub(r"(?<=[A-ZÁÉÍÓÚÜ])_|_(?=[A-ZÁÉÍÓÚÜ])", "Ñ", text)


def fold(text: str) -> tuple[str, dict[str, str]]:
    """``text`` with names in letters that the embedded models do not know in plain ones.

    "Šternfeld" becomes "Sternfeld"; the table leads back from the plain names to the real ones.
    """
    table: dict[str, str] = {}

    def plain(match: re.Match[str]) -> str:
        word = match.group()
        if not _FOREIGN_LETTER.search(word):
            return word
        bare = unicodedata.normalize("NFD", word.translate(_STROKES))
        bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
        table[bare] = word
        return bare

    return re.sub(r"[^\W\d_]+", plain, text), table


def unfold(text: str, table: dict[str, str]) -> str:
    """Put the real names back."""
    for bare, word in table.items():
        text = re.sub(rf"(?<!\w){bare}(?!\w)", word, text)
    return text
