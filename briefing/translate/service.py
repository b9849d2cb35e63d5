"""Whole texts in, checked translations out: splitting, cache, retries, the last resort.

Every sentence is translated once; what fails a check is tried again with the network's second
choices, in clauses, then by the other translator where the backend has one; a figure or name is put
back where its place is certain. If something hard is still wrong, the original sentence is shown.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from briefing.errors import WHOLE_RUN
from briefing.model import Language, Progress, Silent, Stage, Translation, Verdict
from briefing.registry import Translator
from briefing.translate.base import clauses
from briefing.translate.cache import Cache, key_of
from briefing.translate.glossary import Glossary
from briefing.translate.judge import Candidate, Judged, Made, Pair, decide, examine
from briefing.translate.segments import Plan, Segment, plan

CHECKS_VERSION = 7
"""Raise it when checks or mending change, so that cached sentences are made again."""

VARIANTS = 8
"""Other wordings tried for a sentence that fails a check."""

BATCH = 256
"""Sentences handed to the backend at once: enough for threads, short enough for a progress bar."""

log = logging.getLogger("briefing.translate")


class TranslationService:
    """Translations with verdicts, from any backend.

    ``cache`` is an SQLite file or None. Raises :class:`~briefing.errors.BackendError` when the
    backend fails as a whole, :class:`~briefing.errors.ConfigError` for the cache file.
    """

    def __init__(
        self, translator: Translator, *, glossary: Glossary, cache: Path | None = None
    ) -> None:
        self.translator = translator
        self.glossary = glossary
        self.cache = Cache(cache)
        self._step: Stage = "translate"

    @property
    def signature(self) -> str:
        """Backend, glossary and checks."""
        return f"{self.translator.signature}|{self.glossary.signature}|checks:{CHECKS_VERSION}"

    def translate(
        self,
        texts: Sequence[str],
        *,
        source: Language,
        target: Language,
        progress: Progress | None = None,
        headlines: Sequence[bool] | None = None,
    ) -> list[Translation]:
        """One translation a text, in order; texts already in ``target`` come back as they are.

        ``headlines`` marks texts that are one unit whatever their punctuation.
        """
        progress = progress or Silent()
        if source == target:
            progress.advance(len(texts))
            return [Translation(text) for text in texts]
        flags = headlines or [False] * len(texts)
        failed: dict[str, Judged] = {}
        plans = [
            self._plan(text, source, target, flag, failed)
            for text, flag in zip(texts, flags, strict=True)
        ]
        wanted = {part.text: None for parts in plans for part in parts if isinstance(part, Segment)}
        judged = self._judged(list(wanted), source, target, plans, progress, failed)
        return [_join(parts, judged) for parts in plans]

    def _plan(
        self,
        text: str,
        source: Language,
        target: Language,
        headline: bool,
        failed: dict[str, Judged],
    ) -> Plan:
        """The text cut into sentences; one that cannot be cut is one piece that has failed."""
        self._step = "translate"
        try:
            return plan(text, source, target, headline=headline)
        except WHOLE_RUN:
            raise
        except Exception as exc:
            failed[text] = self._failed(text, exc)
            return [Segment(text)]

    def _judged(
        self,
        wanted: list[str],
        source: Language,
        target: Language,
        plans: list[Plan],
        progress: Progress,
        failed: dict[str, Judged],
    ) -> dict[str, Judged]:
        keys = {text: key_of(self.signature, source, target, text) for text in wanted}
        known = self.cache.get(list(keys.values()))
        judged = {text: _load(known[key]) for text, key in keys.items() if key in known}
        log.info("%d sentences, %d of them from earlier runs", len(wanted), len(judged))
        judged |= failed
        bar = _Steps(plans, progress)
        bar.update(judged)
        todo = [text for text in wanted if text not in judged]
        for start in range(0, len(todo), BATCH):
            part = [Pair(text, source, target) for text in todo[start : start + BATCH]]
            fresh = {
                pair.text: result for pair, result in zip(part, self._fresh(part), strict=True)
            }
            sound = {text: result for text, result in fresh.items() if not result.failed}
            self.cache.put((keys[text], _dump(result)) for text, result in sound.items())
            judged |= fresh
            bar.update(judged)
        return judged

    def _fresh(self, pairs: list[Pair]) -> list[Judged]:
        """The same as :meth:`_work`, but what one sentence does to it stays with that sentence."""
        try:
            return self._work(pairs)
        except WHOLE_RUN:
            raise
        except Exception as exc:  # a bug: halve until the sentence is found, go on without it
            half = len(pairs) // 2
            if half:
                return self._fresh(pairs[:half]) + self._fresh(pairs[half:])
            return [self._failed(pairs[0].text, exc)]

    def _failed(self, text: str, error: Exception) -> Judged:
        """The original, with the step that broke and how."""
        log.error("%s failed: %r", self._step, text, exc_info=error)
        detail = " ".join(f"{self._step}: {type(error).__name__}: {error}".split())[:200]
        return Judged(text, (Verdict("error", detail, "original"),), original=True)

    def _work(self, pairs: list[Pair]) -> list[Judged]:
        """Translate, check, try again what fails, decide."""
        candidates: list[list[Candidate]] = [[] for _ in pairs]
        self._attempt(pairs, candidates, self.translator, "first", list(range(len(pairs))))
        retries = (
            self._glossary_retry,
            self._variants_retry,
            self._clause_retry,
            self._other_retry,
        )
        for retry in retries:
            open_cases = [n for n, tried in enumerate(candidates) if _unhappy(tried)]
            if open_cases:
                retry(pairs, candidates, open_cases)
        return [decide(pair, tried) for pair, tried in zip(pairs, candidates, strict=True)]

    def _attempt(
        self,
        pairs: list[Pair],
        candidates: list[list[Candidate]],
        translator: Translator,
        made: Made,
        cases: list[int],
        texts: list[str] | None = None,
    ) -> None:
        given = texts or [pairs[n].text for n in cases]
        source, target = pairs[0].source, pairs[0].target
        done = self._ask(translator, given, source, target)
        for n, text in zip(cases, done, strict=True):
            candidates[n].append(examine(pairs[n], text, self.glossary, made))

    def _ask(
        self, translator: Translator, texts: list[str], source: Language, target: Language
    ) -> list[str]:
        """The backend's answer; what breaks after it breaks in the checks."""
        self._step = "translate"
        done = translator.translate(texts, source=source, target=target)
        self._step = "check"
        return done

    def _glossary_retry(
        self, pairs: list[Pair], candidates: list[list[Candidate]], cases: list[int]
    ) -> None:
        """Put missing terms into the source already translated; most models leave them alone."""
        chosen, texts = [], []
        for n in cases:
            pair = pairs[n]
            missing = self.glossary.apply(
                pair.text, candidates[n][0].text, pair.source, pair.target
            )[1]
            strict = [term for term in missing if term.strict]
            if strict:
                chosen.append(n)
                texts.append(self.glossary.substitute(pair.text, strict, pair.source))
        if chosen:
            self._attempt(pairs, candidates, self.translator, "retried", chosen, texts)

    def _variants_retry(
        self, pairs: list[Pair], candidates: list[list[Candidate]], cases: list[int]
    ) -> None:
        """Other wordings of the whole sentence, where the backend can make some."""
        variants = getattr(self.translator, "variants", None)
        if variants is None:
            return
        source, target = pairs[0].source, pairs[0].target
        self._step = "translate"
        found = variants(
            [pairs[n].text for n in cases], source=source, target=target, count=VARIANTS
        )
        self._step = "check"
        for n, texts in zip(cases, found, strict=True):
            candidates[n] += [
                examine(pairs[n], text, self.glossary, "retried") for text in dict.fromkeys(texts)
            ]

    def _clause_retry(
        self, pairs: list[Pair], candidates: list[list[Candidate]], cases: list[int]
    ) -> None:
        """Translate clause by clause: short inputs lose and double less."""
        pieces = {n: clauses(pairs[n].text) for n in cases}
        chosen = [n for n in cases if len(pieces[n]) > 1]
        flat = [piece for n in chosen for piece in pieces[n]]
        if not flat:
            return
        source, target = pairs[0].source, pairs[0].target
        done = iter(self._ask(self.translator, flat, source, target))
        for n in chosen:
            parts = [_clause(next(done), number == 0) for number in range(len(pieces[n]))]
            text = " ".join(parts)
            candidates[n].append(examine(pairs[n], text, self.glossary, "retried"))

    def _other_retry(
        self, pairs: list[Pair], candidates: list[list[Candidate]], cases: list[int]
    ) -> None:
        """Ask the backend's second translator, where it has one."""
        alternatives = getattr(self.translator, "alternatives", None)
        if alternatives is None:
            return
        for translator in alternatives(pairs[0].source, pairs[0].target):
            self._attempt(pairs, candidates, translator, "other_backend", cases)


def _unhappy(tried: list[Candidate]) -> bool:
    return min(candidate.rank for candidate in tried)[1] > 0


def _clause(text: str, first: bool) -> str:
    """A clause inside a sentence: no full stop of its own, no capital of its own."""
    text = text.strip()
    if not first and len(text) > 1 and text[0].isupper() and text[1].islower():
        word = text.split()[0]
        if word.lower() in _SMALL:
            text = text[0].lower() + text[1:]
    return text


_SMALL = frozenset(
    "el la los las un una y o pero que de en con por para a al del se su sus no the a an and or "
    "but which who that of in on with by for to from it he she they we is was were at as".split()
)


class _Steps:
    """Advances the bar by the texts that are complete."""

    def __init__(self, plans: list[Plan], progress: Progress) -> None:
        self.waiting = [
            {part.text for part in parts if isinstance(part, Segment)} for parts in plans
        ]
        self.progress = progress

    def update(self, judged: dict[str, Judged]) -> None:
        left = [texts for texts in self.waiting if not texts <= judged.keys()]
        self.progress.advance(len(self.waiting) - len(left))
        self.waiting = left


def _join(parts: Plan, judged: dict[str, Judged]) -> Translation:
    out: list[str] = []
    best: list[str] = []
    verdicts: list[Verdict] = []
    results = [judged[part.text] for part in parts if isinstance(part, Segment)]
    for part in parts:
        if isinstance(part, str):
            out.append(part)
            best.append(part)
            continue
        result = judged[part.text]
        out.append(part.finish(result.text) if not result.original else part.text)
        best.append(part.finish(result.best or result.text))
        verdicts += result.verdicts
    shown = bool(results) and any(result.original for result in results)
    return Translation("".join(out), tuple(verdicts), shown, "".join(best) if shown else "")


def _dump(result: Judged) -> str:
    rows = [[verdict.kind, verdict.detail, verdict.action] for verdict in result.verdicts]
    return json.dumps([result.text, result.original, result.best, rows], ensure_ascii=False)


def _load(value: str) -> Judged:
    text, original, best, rows = json.loads(value)
    return Judged(text, tuple(Verdict(*row) for row in rows), original, best)
