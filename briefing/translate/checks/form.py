"""Language of the output, loops, and length."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from briefing.model import Language
from briefing.text.numerals import CURRENCIES, UNITS
from briefing.text.tokens import MASK
from briefing.translate.checks.finding import Finding

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FUNCTION: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to in is that for it was on with as his are by he at be this from or had not "
        "have but an they which were their you she her has will would been who its after when "
        "more than about said into down".split()
    ),
    "es": frozenset(
        "el la de que y los en del se las por un para con no una su al lo como más pero sus le ya "
        "este sí porque esta entre cuando muy sin sobre ser también fue había hasta desde están "
        "han es son ha".split()
    ),
    "pt": frozenset(
        "os uma não do da dos das ao aos nas no na em pela pelo mais também foi são está com "
        "seu sua ele ela isso você muito às até já estão antes".split()
    ),
    "fr": frozenset("le les des du une et est dans pour qui sur pas au aux avec ce cette".split()),
}
_UNLIKE = {
    "es": re.compile(r"[ãõçâêô]|\b(?:não|são|ção)\b", re.IGNORECASE),
    "en": re.compile(r"[ãõçñ¿¡]", re.IGNORECASE),
}
_QUOTED = re.compile(r"[“«\"][^”»\"]*[”»\"]")


def check_language(source_text: str, text: str, target: Language) -> list[Finding]:
    """A finding when the translation, or a good part of it, is not in the target language."""
    plain = MASK.sub(" ", _QUOTED.sub(" ", text))
    words = [word.lower() for word in _WORD.findall(plain)]
    own = [w for w in words if w in _FUNCTION[target]]
    foreign = {
        language: [w for w in words if w in table and w not in _FUNCTION[target]]
        for language, table in _FUNCTION.items()
        if language != target
    }
    most = max(foreign, key=lambda language: len(foreign[language]))
    count = len(foreign[most])
    if (count >= 2 and count > len(own)) or (most != "fr" and count >= 3 and count * 2 > len(own)):
        return [Finding("language", f"looks {most}: {' '.join(foreign[most][:4])}")]
    untouched = _untouched(source_text, plain)
    if len(words) >= 4 and untouched >= 0.75 and len(own) < 2:
        return [Finding("language", "most of it is untranslated")]
    return _left_over(source_text, plain, target)


def _untouched(source_text: str, text: str) -> float:
    """The share of lower-case words that were copied from the source."""
    before = {word for word in _WORD.findall(source_text) if word[0].islower()}
    after = [word for word in _WORD.findall(text) if word[0].islower() and len(word) > 3]
    return sum(word in before for word in after) / len(after) if len(after) > 2 else 0.0


def _left_over(source_text: str, text: str, target: Language) -> list[Finding]:
    """Single words left in the source language or, with a sign of it, in Portuguese."""
    odd = [w for w in _WORD.findall(text) if w[0].islower() and _UNLIKE[target].search(w)]
    odd = [word for word in odd if word not in source_text]
    if len(odd) >= 2:
        return [Finding("language", f"foreign words: {' '.join(odd[:4])}", hard=False)]
    before = {word for word in _WORD.findall(source_text) if word[0].islower()}
    copied = [
        w for w in _WORD.findall(text) if w in before and len(w) > 4 and not shared(w, target)
    ]
    if copied:
        hard = len(copied) > 3 and len(copied) * 4 > len(before)
        return [Finding("language", f"untranslated: {' '.join(copied[:4])}", hard)]
    return []


@cache
def shared_words() -> frozenset[str]:
    """Words that news in both languages use ("control", "debate")."""
    path = Path(__file__).with_name("shared.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


def shared(word: str, target: Language) -> bool:
    """Words that look the same in English and Spanish ("hotel", "animal", "radio")."""
    if word in CURRENCIES[target] or word in UNITS[target] or word in shared_words():
        return True
    return word.endswith(("al", "or", "a", "o", "ble", "ar", "el", "ista", "is", "um", "us", "on"))


def check_repetition(source_text: str, text: str) -> list[Finding]:
    """A finding when words, phrases or sentences loop more than in the source."""
    loop = _loop(text)
    if loop and loop > max(1, _loop(source_text)):
        return [Finding("repetition", f"repeats itself {loop} times")]
    return []


def _loop(text: str) -> int:
    """How often the most repeated run of 1–8 words follows itself directly (3 or more count)."""
    words = [word.lower() for word in re.findall(r"\w+", text)]
    worst = 0
    for size in range(1, 9):
        run = 1
        i = size
        while i + size <= len(words):
            if words[i : i + size] == words[i - size : i]:
                run += 1
                i += size
                if run >= 3:
                    worst = max(worst, run)
            else:
                run = 1
                i += 1
    return worst


def check_length(source_text: str, text: str) -> list[Finding]:
    """A finding when the translation is far shorter or longer than its source, in letters."""
    before, after = len("".join(source_text.split())), len("".join(text.split()))
    if before == 0 and after == 0:
        return []
    if after == 0:
        return [Finding("length", "nothing came out")]
    if before == 0:
        return [Finding("length", "something came out of nothing")]
    ratio = after / before
    slack = 12 / before
    if ratio < 0.5 - slack / 2 or ratio > 1.9 + slack:
        return [Finding("length", f"{before} letters became {after}")]
    return []
