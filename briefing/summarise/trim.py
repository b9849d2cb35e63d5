"""Shorten a sentence by deletion alone, where grammar and attribution survive.

What may go: an agency's dateline, a connective at the start, a photo caption in brackets, and a
relative clause between commas. A clause stays when it holds a negation, a doubt, a quotation, or
says who said it: without those a claim would become a fact.
"""

from __future__ import annotations

import re

from briefing.model import LANGUAGES, Language
from briefing.summarise.vocabulary import words

_DATELINE = re.compile(
    r"^(?:[A-ZÁÉÍÓÚÑ][\w.'’-]*(?:[ ,/]{1,2}[A-ZÁÉÍÓÚÑ][\w.'’-]*){0,5}\s*)?"
    r"\((?:CNN|Reuters|AP|AFP|EFE|UPI|MENAFN|Xinhua|Europa Press|EUROPA PRESS|Notimex|BBC|dpa)"
    r"[^()]{0,25}\)\s*(?:\.?\s*(?:--|[—–-])\s*)?"
)
_CONNECTIVE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:however|meanwhile|moreover|furthermore|nevertheless|nonetheless|additionally|besides"
        r"|in addition|in fact|indeed|of course|as a result|for example|for instance|similarly"
        r"|likewise|separately|that said|on the other hand|at the same time|also|still)\s*,\s+",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"^(?:sin embargo|no obstante|además|asimismo|por otra parte|por otro lado|por su parte"
        r"|mientras tanto|en cambio|de hecho|por ejemplo|por ello|por tanto|por lo tanto|así"
        r"|en este sentido|en ese sentido|con todo|a su vez|de este modo)\s*,\s+",
        re.IGNORECASE,
    ),
}
_CONJUNCTION: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"^(?:But|And)\s+(?=\S+ \S+ \S+)(?!(?:if|when|for|yet|so|not|only)\b)"),
    "es": re.compile(r"^(?:Pero|Y)\s+(?=\S+ \S+ \S+)(?!(?:si|cuando|no|aun|sólo|solo)\b)"),
}
_CAPTION = re.compile(
    r"\s*\(\s*(?:(?:seen|shown|both|all|top|bottom|far|second|from)\s+)*"
    r"(?:pictured|left|right|above|below|cent(?:re|er)|inset|file (?:photo|picture|image)"
    r"|en la (?:foto|imagen)|izquierda|derecha|foto de archivo|imagen de archivo)\b[^()]{0,60}\)",
    re.IGNORECASE,
)
_PROMPT = re.compile(r"^(?:Scroll down for (?:the )?video|READ MORE|Read more|WATCH)\s*[.:|]?\s+")
_VERB: dict[Language, str] = {
    "en": r"(?:has|have|had|was|were|is|are|will|would|can|did|does|took|won|made|came|went|left"
    r"|began|became|held|met|lost|led|gave|got|sent|kept|plans?|hopes?|remains?|faces?|says?|said|told"
    r"|[a-z]{3,}ed)",
    "es": r"(?:ha|han|había|habían|fue|fueron|es|son|era|eran|será|serán|está|están|tiene|tienen"
    r"|dijo|[a-záéíóúñ]{2,}(?:ó|aron|ieron|ará|arán|erá|erán|irá|irán|aba|aban))",
}
"""What follows a relative clause that ended at its second comma: the verb of the main clause."""
_PRONOUN: dict[Language, str] = {
    "en": r"(?:who|which|whose|where|whom)",
    "es": r"(?:quien(?:es)?|cuy[oa]s?|(?:el|la) cual|l[oa]s cuales|donde)",
}
_RELATIVE: dict[Language, re.Pattern[str]] = {
    language: re.compile(
        rf",\s{_PRONOUN[language]}\s[^,;:()]{{3,110}}(?:,(?=\s{_VERB[language]}\s)|(?=\.$))"
    )
    for language in LANGUAGES
}
_KEEP = re.compile(
    r"[\"“”«»]|\b(?:not?|never|n[eo]ither|nor|without|denie[sd]|deny|alleg\w*|claim\w*|accus\w*|"
    r"suspect\w*|according|reported\w*|say|says|said|told|believe[sd]?|(?-i:may)|might|could|appears?|"
    r"if|unless|but|although|only|"
    r"nunca|tampoco|sin|niega\w*|negó|negaron|presunt\w*|supuest\w*|según|afirm\w*|asegur\w*|dij\w*|"
    r"dice[n]?|señal\w*|explic\w*|declar\w*|acus\w*|podría\w*|pued\w*|quizá\w*|si|aunque|pero|solo|"
    r"sólo|ni)\b|n['’]t\b",
    re.IGNORECASE,
)
_SHORTEST = 6


def trim(sentence: str, language: Language) -> str:
    """The sentence on one line, shortened; its first letter is made a capital again."""
    text = " ".join(sentence.split())
    text = _cut(_DATELINE, _cut(_PROMPT, text))
    text = _cut(_CONJUNCTION[language], _cut(_CONNECTIVE[language], text))
    text = _cut(_CAPTION, text)
    text = _without_clauses(text, language)
    return _capitalised(text)


def _cut(pattern: re.Pattern[str], text: str) -> str:
    shorter = pattern.sub("", text, count=1).strip()
    return shorter if len(words(shorter)) >= min(_SHORTEST, len(words(text))) else text


def _without_clauses(text: str, language: Language) -> str:
    """Relative clauses between commas left out, one by one."""
    position = 0
    while found := _RELATIVE[language].search(text, position):
        shorter = text[: found.start()] + text[found.end() :]
        needed = _KEEP.search(found.group()) or _inside_quotation(text, found.start())
        if needed or _listed(text, found.start()) or len(words(shorter)) < _SHORTEST:
            position = found.start() + 1
        else:
            text, position = shorter, found.start()
    return text


def _inside_quotation(text: str, at: int) -> bool:
    before = text[:at]
    if before.count('"') % 2:
        return True
    return any(before.count(left) > before.count(right) for left, right in ("“”", "«»"))


def _listed(text: str, at: int) -> bool:
    """Whether the clause hangs on a list or an age, and its commas with it."""
    return bool(re.search(r"(?:,[^,]{1,60}\s(?:and|or|y|o)\s[^,]{1,40}|,\s\d{1,3})$", text[:at]))


def _capitalised(text: str) -> str:
    found = re.match(r"[\"“«‘'(\[¿¡]*", text)
    at = found.end() if found else 0
    if re.match(r"[a-z]{1,2}[A-Z]|https?:|www\.", text[at:]):
        return text
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
