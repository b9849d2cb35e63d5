"""Quotations and negations: what was said must stay said, what was denied denied."""

from __future__ import annotations

import re

from briefing.model import Language
from briefing.translate.checks.finding import Finding

_OPEN = re.compile(r"[“«„]|(?:^|(?<=[\s(\[—¿¡-]))[\"](?=\S)")
_CLOSE = re.compile(r"[”»]|(?<=[^\s(\[—])[\"](?=$|[\s.,;:!?)\]…—-])")
_SINGLE = re.compile(r"(?:^|(?<=[\s(]))[‘'][^‘’'\s][^‘’']*[’'](?=$|[\s.,;:!?)])")

_NEGATIONS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not|no|never|nobody|nothing|none|neither|nor|nowhere|without|cannot|non|"
        r"unable|fail(?:s|ed|ing)? to|refus\w+|lack\w*|den(?:y|ies|ied)|hardly|barely|unlikely)\b"
        r"|n['’]t\b|no-one|\bno one\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:no|nunca|jamás|nadie|nada|ning[uú]n[oa]?s?|ni|tampoco|sin|carec\w+|"
        r"incapa[zc]\w*|neg(?:ó|aron|ado|ar|aba|ativa)|niega\w*|rechaz\w+|apenas|imposible)\b",
        re.IGNORECASE,
    ),
}
_NO_DENIAL: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not only|no longer|no doubt|no more than|nothing but|No\. ?\d|if not|why not|"
        r"whether or not|no matter)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:no sol[oó]|no obstante|no deja de|sin embargo|sin duda|ya no|nada más|si no|"
        r"no más de|sin hogar|cuanto menos)\b",
        re.IGNORECASE,
    ),
}
_HIDDEN: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\bun(?!i)\w{3,}|\b(?:in|im|ir|il)\w+[ai]ble\b|\bdis(?:ag|ob|li|ab)\w+|\w+less\b"
        r"|\b(?:few|little|until|yet|any\w*|stop\w*|avoid\w*|prevent\w*)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:in|im|ir|i)\w+[ai]bles?\b|\b(?:in|im|des)\w{3,}(?:ad|id)[oa]s?\b"
        r"|\b(?:menos|poc[oa]s?|falt\w+|dej\w+ de|hasta|evit\w+|imp[ie]d\w+|algun[oa]?)\b",
        re.IGNORECASE,
    ),
}  # fmt: skip
"""Words that deny without saying "no": they may stand for a negation of the other language."""


def quotations(text: str) -> int:
    """How many quotations are opened or, if more, closed."""
    return max(len(_OPEN.findall(text)), len(_CLOSE.findall(text)))


def check_quotations(source_text: str, text: str) -> list[Finding]:
    """A finding when quotation marks were lost or quotations added; the style does not matter."""
    before, after = quotations(source_text), quotations(text)
    if before == after or (before == 0 and after == 1 and _SINGLE.search(source_text)):
        return []
    if before > after and len(_SINGLE.findall(text)) >= before - after:
        return []
    if before and after and abs(before - after) == 1 and _split_speech(source_text, text):
        return []
    return [Finding("quotation", f"{before} quotations became {after}", hard=False)]


def _split_speech(source_text: str, text: str) -> bool:
    """“We waited,” she said, “and …” is two pairs in English, one with dashes in Spanish."""
    return "—" in text or "—" in source_text or "–" in text


def denials(text: str, language: Language) -> int:
    """Clauses with a negation: Spanish double negation ("no hay nadie") counts once."""
    text = _NO_DENIAL[language].sub(" ", text)
    if language == "en":
        return len(_NEGATIONS["en"].findall(text))
    count, last = 0, -100
    for match in _NEGATIONS["es"].finditer(text):
        between = text[last : match.start()] if last >= 0 else ""
        words = len(between.split())
        if last < 0 or words > 7 or re.search(r"[.;:,]", between):
            count += 1
        last = match.end()
    return count


def check_negation(
    source_text: str, text: str, source: Language, target: Language
) -> list[Finding]:
    """A finding when one text denies something and the other denies nothing."""
    before, after = denials(source_text, source), denials(text, target)
    if bool(before) == bool(after):
        return []
    fuller, language = (text, target) if before else (source_text, source)
    if _HIDDEN[language].search(fuller):
        return []
    return [Finding("negation", f"{before} negations became {after}", hard=False)]
