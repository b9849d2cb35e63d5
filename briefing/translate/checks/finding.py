"""One objection to a translation."""

from __future__ import annotations

from dataclasses import dataclass

HARD = frozenset("figure percentage money date time unit url language repetition length".split())
"""Kinds that no printed translation may have: the original is shown instead."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind`` as in :class:`briefing.model.Verdict`; ``detail`` for the log.

    ``hard`` is False for the kinds, and the cases, where the checker itself is often wrong: they
    are worth another try, but not the original.
    """

    kind: str
    detail: str
    hard: bool = True
