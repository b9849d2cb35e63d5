"""Choose the printed translation of one sentence among candidates, and say what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from briefing.model import Language, Verdict
from briefing.translate.checks import Finding, check
from briefing.translate.glossary import Glossary
from briefing.translate.mend import own_form, restore_figures, restore_names

Made = Literal["first", "retried", "other_backend"]


@dataclass(slots=True)
class Candidate:
    """One translation after mending, with what is still wrong and what was put back."""

    text: str
    made: Made
    findings: list[Finding]
    restored: list[Verdict] = field(default_factory=list)

    @property
    def hard(self) -> bool:
        """Is something wrong that must not be printed?"""
        return any(finding.hard for finding in self.findings)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Smaller is better: nothing hard, few findings, little restored."""
        return self.hard, len(self.findings), len(self.restored)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the direction it is translated in."""

    text: str
    source: Language
    target: Language


def examine(pair: Pair, translated: str, glossary: Glossary, made: Made) -> Candidate:
    """Apply the glossary, restore figures and names where certain, and check."""
    source, target = pair.source, pair.target
    text = own_form(pair.text, translated, source, target)
    text, missing = glossary.apply(pair.text, text, source, target)
    restored: list[Verdict] = []
    text, figures = restore_figures(pair.text, text, source, target)
    restored += [Verdict("figure", f"put back: {what}", "restored") for what in figures]
    text, names = restore_names(pair.text, text, source, target)
    restored += [Verdict("name", f"put back: {what}", "restored") for what in names]
    findings = check(pair.text, text, source, target)
    findings += [
        Finding("name", f"glossary: {term.form(target)}", hard=False)
        for term in missing
        if term.strict
    ]
    return Candidate(text, made, findings, restored)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is printed for one sentence."""

    text: str
    verdicts: tuple[Verdict, ...] = ()
    original: bool = False
    best: str = ""

    @property
    def failed(self) -> bool:
        """Did an error that nobody foresaw end the work on it?"""
        return any(verdict.kind == "error" for verdict in self.verdicts)


def decide(pair: Pair, candidates: list[Candidate]) -> Judged:
    """The best candidate; the original when all have something hard against them."""
    best = min(candidates, key=lambda candidate: candidate.rank)
    if best.hard:
        kinds = tuple(
            Verdict(finding.kind, finding.detail, "original")
            for finding in best.findings
            if finding.hard
        )
        return Judged(pair.text, kinds, original=True, best=best.text)
    verdicts = list(best.restored)
    if best is not candidates[0]:
        action: Literal["retried", "other_backend"] = (
            "other_backend" if best.made == "other_backend" else "retried"
        )
        left = {finding.kind for finding in best.findings}
        verdicts += [
            Verdict(finding.kind, finding.detail, action)
            for finding in candidates[0].findings
            if finding.kind not in left
        ]
    verdicts += [Verdict(f.kind, f.detail, "reported") for f in best.findings]
    return Judged(best.text, tuple(verdicts))
