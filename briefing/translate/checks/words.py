"""Words that no dictionary has: small networks invent some where they do not know the right one.

Known are the words of pyspellchecker's lists, the Spanish words of our code table, what both lists
form by the rules below (verb endings, pronouns, plurals, adverbs, prefixes; British spellings), and
words that begin like one of the source, as names of plants and particles do. Capitals, short words
and parts of compounds and addresses are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from briefing.data import MODELS
from briefing.model import Language
from briefing.translate.checks.finding import Finding
from briefing.translate.checks.form import shared, shared_words

_WORD = re.compile(r"(?<![\w.@/'’-])[^\W\d_]{4,}(?:['’]s)?(?![\w@/'’-]|\.\w|://)")
_SHARED_START = 5
_UNREADABLE = 3
"""So many invented words make a sentence that must not be printed."""
_PLAIN = str.maketrans("áéíóúü", "aeiouu")
_ENDINGS = {
    "ar": "o as a amos áis an é aste ó aron aba abas ábamos aban aré arás ará aremos arán aría "
    "arías aríamos arían e es emos en ara aras áramos aran ase asen ando ado ada ados adas",
    "er": "o es e emos en í iste ió imos ieron ía ías íamos ían eré erás erá eremos erán ería "
    "erías eríamos erían a as amos an iera ieras iéramos ieran iese iesen iendo ido ida idos idas",
    "ir": "o es e en í iste ió imos ieron ía ías íamos ían iré irás irá iremos irán iría irías "
    "iríamos irían a as amos an iera ieras iéramos ieran iese iesen iendo ido ida idos idas",
}
_VERB_ENDINGS = sorted(
    ((ending, verb) for verb, endings in _ENDINGS.items() for ending in endings.split()),
    key=lambda pair: -len(pair[0]),
)
_IE, _UE, _I = (re.compile(rf"{vowels}(?=[^aeiou]*$)") for vowels in ("ie", "ue", "i"))
"""Stressed stems change: "cierran" comes from "cerrar"."""
_PRONOUNS = "noslo selos selas melo mela selo sela los las les nos lo la le se me te".split()
_PREFIXES = {
    "es": "ante anti auto bio ciber co con contra de des eco entre euro ex extra foto geo hidro "
    "hiper infra inter macro mega micro mini multi nano narco neo pluri poli pos post pre pro "
    "radio re semi sobre socio sub super tele tri ultra vice video".split(),
    "en": "anti bio co counter cyber de dis eco geo hydro hyper inter macro mega micro mini mis "
    "multi nano neo non out over photo poly post pre pro radio re semi socio sub super tele tri "
    "ultra un under video".split(),
}
_MORE: dict[Language, set[str]] = {
    "es": set("ébola nepalí covid oír oírse mintió micro wifi bitcoin yihadista".split()),
    "en": set(
        "bitcoin wifi wellbeing tech covid ebola jihadist denuclearisation contactless podcast "
        "smartphone livestream crowdfunding selfie startup paywall deepfake blockchain".split()
    ),
}
_BRITISH = (
    ("isation", "ization"), ("our", "or"), ("ise", "ize"), ("isi", "izi"), ("yse", "yze"),
    ("ysi", "yzi"), ("tre", "ter"), ("ence", "ense"), ("ll", "l"), ("ogue", "og"), ("mme", "m"),
    ("oe", "e"), ("ae", "e"), ("ough", "ow"), ("l", "ll"),
)  # fmt: skip


@cache
def vocabulary(language: Language) -> frozenset[str]:
    """Single words of the language, lower case, as the lists have them."""
    from spellchecker import SpellChecker

    words = set(SpellChecker(language=language).word_frequency.words()) | _MORE[language]
    if language == "es":
        rows = (MODELS / "code.tsv").read_text(encoding="utf-8").splitlines()
        words |= {row.split("\t")[0] for row in rows if row.endswith("\t=")}
    return frozenset(words)


def check_words(source_text: str, text: str, source: Language, target: Language) -> list[Finding]:
    """A finding with the words of ``text`` that do not exist; hard when there are many."""
    given = {word.lower() for word in re.findall(r"[^\W\d_]{4,}", source_text)}
    starts = {word.translate(_PLAIN)[:_SHARED_START] for word in given}
    invented = []
    for match in _WORD.finditer(text):
        word = re.sub(r"['’]s$", "", match.group())
        if not word.islower() or is_word(word, target):
            continue
        if word in given:
            alike = shared(word, target) if target == "es" else word in shared_words()
            right = alike or not is_word(word, source)  # "fiqh", rightly copied
        else:
            right = word.translate(_PLAIN)[:_SHARED_START] in starts
        if not right:
            invented.append(word)
    if not invented:
        return []
    shown = ", ".join(dict.fromkeys(invented))
    return [Finding("language", f"no such word: {shown}", hard=len(invented) >= _UNREADABLE)]


@cache
def is_word(word: str, language: Language) -> bool:
    """Does the lower-case ``word`` exist, as far as lists and rules can tell?"""
    exists = _in_spanish if language == "es" else _in_english
    if exists(word):
        return True
    prefixes = (p for p in _PREFIXES[language] if word.startswith(p) and len(word) > len(p) + 3)
    return any(exists(word.removeprefix(prefix)) for prefix in prefixes)


def _in_english(word: str) -> bool:
    known = vocabulary("en")
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in known:
            return True
        if any(here in form and form.replace(here, there) in known for here, there in _BRITISH):
            return True
    return False


def _in_spanish(word: str) -> bool:
    known = vocabulary("es")
    tried: tuple[Callable[[str], Iterator[str]], ...] = (_same, _verb, _with_pronoun)
    return any(form in known for forms in tried for form in forms(word))


def _same(word: str) -> Iterator[str]:
    """The word itself, the singular and masculine, the adjective of an adverb."""
    yield word
    if word.endswith("mente"):
        adjective = word.removesuffix("mente")
        yield from (adjective, adjective.translate(_PLAIN), adjective[:-1] + "o")
    if word.endswith("s"):
        yield from (word[:-1], word.removesuffix("es"))
    if word.endswith("ces"):
        yield word[:-3] + "z"
    if word.endswith(("ones", "anes", "enes", "ines")):
        accent = {"o": "ó", "a": "á", "e": "é", "i": "í"}[word[-4]]
        yield f"{word[:-4]}{accent}n"
    if word.endswith(("a", "as", "os")):
        yield word.rstrip("s")[:-1] + "o"


def _verb(word: str) -> Iterator[str]:
    """Infinitives that ``word`` may be a form of, with the usual changes of the stem."""
    for ending, verb in _VERB_ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        stem = word.removesuffix(ending)
        stems = {stem, _IE.sub("e", stem), _UE.sub("o", stem)}
        if verb == "ir":
            stems.add(_I.sub("e", stem))
        if stem.endswith("j"):
            stems.add(stem[:-1] + "g")
        if stem.endswith("y"):
            stems.add(stem[:-1])
        if stem.endswith("zc"):
            stems.add(stem[:-2] + "c")
        if verb == "ar":
            changes = (("c", "z"), ("qu", "c"), ("gu", "g"))
            stems |= {stem.removesuffix(a) + b for a, b in changes if stem.endswith(a)}
        for one in stems:
            yield one + verb
            yield one.translate(_PLAIN) + verb


def _with_pronoun(word: str) -> Iterator[str]:
    """The verb before one or two pronouns: "mostrarlo", "mimetizándose"."""
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun):
            verb = word.removesuffix(pronoun).translate(_PLAIN)
            if verb.endswith(("ar", "er", "ir")):
                yield verb
            elif verb.endswith("ando"):
                yield verb.removesuffix("ando") + "ar"
            elif verb.endswith("endo"):
                stem = verb.removesuffix("endo").removesuffix("i").removesuffix("y")
                yield from (stem + "er", stem + "ir")
            elif verb.endswith(("a", "e", "n")) and len(verb) > 3:
                yield verb
