"""Names: people, places and organisations must not be swapped, translated wrongly or lost.

A name counts when it cannot be anything else: capitalised inside a sentence (or twice in a row),
not a word that Spanish or English writes with a capital only on its side (months, nationalities,
titles). It is found again as it stands, without accents, transliterated (one letter in five may
differ), or in the form that the other language has for it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from briefing.model import Language
from briefing.text.numerals import roman
from briefing.translate.checks.exonyms import forms
from briefing.translate.checks.finding import Finding
from briefing.translate.checks.letters import plain
from briefing.translate.checks.name_words import COMMON
from briefing.translate.checks.peoples import country_of, peoples

_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*\w)?")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŠŽ]")
_ACRONYM = re.compile(r"[A-ZÁÉÍÓÚÑ]{2,}s?")
_NO_NAMES = frozenset(
    "ID AM PM OK TV VS MP CEO GMT EST CD DVD EE UU PIB IVA ETC AD BC DC NO ATM PR".split()
)
_PORTUGUESE = re.compile("[ãõâêôç]")
_OPENERS = set(".!?:;…—–-([{«“\"‘'¿¡/")


def names(text: str, language: Language) -> list[str]:
    """The single words of names in ``text`` that should survive a translation, in order."""
    found = []
    words = list(_WORD.finditer(text))
    shouting = sum(w.group().isupper() for w in words) * 2 > len(words) + 1
    titled = sum(bool(_CAPITAL.match(w.group())) for w in words) * 4 > len(words) * 3
    if shouting or (titled and len(words) > 4):
        return []
    for number, match in enumerate(words):
        word = re.sub(r"['’]s$|['’]$", "", match.group())
        if not _CAPITAL.match(word) or len(word) < 2 or roman(word) is not None:
            continue
        if _is_common(word, language):
            continue
        if _opens(text, match.start()) and not _again(words, number):
            continue
        found.append(word)
    return found


def _is_common(word: str, language: Language) -> bool:
    if word.isupper():
        return word in _NO_NAMES
    low = word.lower()
    if "-" in low and all(part in COMMON[language] for part in low.split("-")):
        return True
    return low in COMMON[language] or low.removesuffix("s") in COMMON[language]


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in _OPENERS


def _again(words: list[re.Match[str]], number: int) -> bool:
    """A sentence begins with a name when the next word has a capital, too."""
    word = words[number].group()
    if number + 1 < len(words):
        gap = words[number + 1].start() - words[number].end()
        if gap == 1 and _CAPITAL.match(words[number + 1].group()) and len(word) > 2:
            return True
    return bool(_ACRONYM.fullmatch(word)) and len(word) > 2


@cache
def ordinary(language: Language) -> frozenset[str]:
    """Words also seen without a capital ("dead", "rojo"): parts of names that are translated."""
    path = Path(__file__).with_name(f"ordinary.{language}.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


def check_names(source_text: str, text: str, source: Language, target: Language) -> list[Finding]:
    """One finding that lists the names which the translation lost."""
    spoken_of = peoples(text, target)  # "the French team" for "el equipo de Francia"
    lost = [
        name
        for name in lost_names(source_text, text, source)
        if country_of(name, source) not in spoken_of
    ]
    return [Finding("name", f"lost: {', '.join(lost)}", hard=False)] if lost else []


def lost_names(source_text: str, text: str, source: Language) -> list[str]:
    """The name words of the source that are not in the translation in any known form."""
    wanted = names(source_text, source)
    if not wanted:
        return []
    plain_text = plain(text)
    words = {re.sub(r"'s$", "", plain(word)) for word in re.findall(r"[\w'’.-]*\w", text)}
    found = {name for name in wanted if _there(name, plain_text, words)}
    lost = [name for name in wanted if name not in found]
    return [
        name
        for name in lost
        if not _by_phrase(name, source_text, plain_text)
        and (not _is_ordinary(name, source) or _after_name(name, source_text, found, source))
    ]


def misspelt_names(source_text: str, text: str, source: Language) -> list[tuple[str, str]]:
    """Names that stand in the translation with other letters: (in the source, as found).

    Only where one word alone comes into question, and no form that the other language has for
    the name. "Orrney" for "Orkney" is a mistake, and "Zelenski" for "Zelensky" a matter of
    taste: the spelling of the source is right in both cases.
    """
    plain_text = plain(text)
    tokens = [word for word in re.findall(r"[\w'’.-]*\w", text) if _CAPITAL.match(word)]
    words = {re.sub(r"'s$", "", plain(word)) for word in tokens}
    theirs = {plain(word) for word in re.findall(r"[\w'’.-]*\w", source_text)}
    found = []
    for name in dict.fromkeys(names(source_text, source)):
        low = plain(name)
        found += [(name, word) for word in set(tokens) if _portuguese(name, word)]
        if len(low) < 5 or _exact(name, plain_text, words) or _is_ordinary(name, source):
            continue
        if _by_phrase(name, source_text, plain_text):
            continue
        near = {word for word in tokens if _near(low, plain(word)) and plain(word) not in theirs}
        if len(near) == 1:
            found.append((name, near.pop()))
    return found


def _portuguese(name: str, word: str) -> bool:
    """The same name with an accent that neither language has ("Valência")."""
    return (
        plain(word) == plain(name)
        and bool(_PORTUGUESE.search(word.lower()))
        and not _PORTUGUESE.search(name.lower())
    )


def _near(name: str, word: str) -> bool:
    """A slip of a letter or two, not the ending that the other language gives a name."""
    return (
        name.isalpha()
        and word.isalpha()  # compounds ("EE. UU.-México") are put together differently
        and word[:1] == name[:1]
        and word[-1:] == name[-1:]
        and word not in _known_forms()
        and _alike(name, word)
    )


@cache
def _known_forms() -> frozenset[str]:
    return frozenset(plain(form) for others in forms().values() for form in others)


def _exact(name: str, text: str, words: set[str]) -> bool:
    low = plain(name)
    if low in words or (low in text and len(low) > 3):
        return True
    return any(_holds(text, words, form) for form in forms().get(name.lower(), ()))


def _is_ordinary(name: str, language: Language) -> bool:
    table = ordinary(language)
    return any(part in table or part.removesuffix("s") in table for part in name.lower().split("-"))


def _after_name(name: str, text: str, found: set[str], language: Language) -> bool:
    """Is it the surname of a name that survived ("Marta Grant")?"""
    before = re.search(rf"([^\W\d_][\w'’-]*) {re.escape(name)}(?!\w)", text)
    return bool(before and before[1] in found and not _is_ordinary(before[1], language))


def _there(name: str, text: str, words: set[str]) -> bool:
    if _exact(name, text, words):
        return True
    low = plain(name)
    parts = re.split(r"[-'’.]", low)
    if len(parts) > 1 and all(part in text for part in parts if len(part) > 2):
        return True
    if len(low) < 4:
        return False
    return any(word[:1] == low[:1] and _alike(low, word) for word in words)


def _alike(a: str, b: str) -> bool:
    """Transliterations: one letter in five may differ, and the length by one or two."""
    difference = abs(len(a) - len(b))
    if difference > 2:
        return False
    ratio = SequenceMatcher(None, a, b).ratio()
    return ratio >= (0.74 if difference < 2 else 0.9)


def _holds(text: str, words: set[str], form: str) -> bool:
    bare = plain(form)
    return (
        bare in words or bare + "s" in words if len(bare) < 5 and bare.isalpha() else bare in text
    )


def _by_phrase(name: str, source_text: str, text: str) -> bool:
    """Is ``name`` part of a longer known name ("United" of "United States")?"""
    low = name.lower()
    source_low = source_text.lower()
    for known, others in forms().items():
        inside = " " in known and low in known.split() and known in source_low
        if inside and any(plain(form) in text for form in others):
            return True
    return False
