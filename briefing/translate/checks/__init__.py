"""Checks of a translation against its source, independent of any backend.

:func:`check` compares the two texts and returns what a careful reader would object to. It knows
nothing about the meaning of the sentence: it counts what must survive any translation.
"""

from __future__ import annotations

from briefing.model import Language
from briefing.translate.checks.addresses import check_addresses
from briefing.translate.checks.figures import check_figures
from briefing.translate.checks.finding import HARD, Finding
from briefing.translate.checks.form import check_language, check_length, check_repetition
from briefing.translate.checks.names import check_names
from briefing.translate.checks.peoples import check_peoples
from briefing.translate.checks.speech import check_negation, check_quotations
from briefing.translate.checks.words import check_words

__all__ = ["HARD", "Finding", "check", "check_figures", "check_names"]


def check(source_text: str, text: str, source: Language, target: Language) -> list[Finding]:
    """What is wrong with ``text`` as a translation of ``source_text``; empty when nothing is."""
    found = [
        *check_figures(source_text, text, source, target),
        *check_addresses(source_text, text),
        *check_names(source_text, text, source, target),
        *check_peoples(source_text, text, source, target),
        *check_quotations(source_text, text),
        *check_negation(source_text, text, source, target),
        *check_language(source_text, text, target),
        *check_words(source_text, text, source, target),
        *check_repetition(source_text, text),
    ]
    if not any(finding.kind == "repetition" for finding in found):
        found += check_length(source_text, text)
    return found
