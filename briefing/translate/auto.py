"""The best translator that this machine has, by a fixed order."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from briefing.config import TranslateConfig
from briefing.errors import BackendError, BackendUnavailable
from briefing.model import Language
from briefing.registry import Translator, load_translator

ORDER: tuple[tuple[str, str], ...] = (
    ("firefox", "best small models, offline once fetched"),
    ("ctranslate2", "converted OPUS-MT models are here"),
    ("embedded", "comes with the package"),
    ("apertium", "rules only, nothing better is here"),
)
"""By published BLEU among what runs offline. Backends that would download gigabytes, need a
network or cost money (marian, nllb, m2m100, openai) are used only when named."""

log = logging.getLogger("briefing.translate")


class AutoTranslator:
    """Tries :data:`ORDER`; the first that loads and gets its canary sentences right wins."""

    def __init__(self, config: TranslateConfig, state_dir: Path) -> None:
        self._chosen, self.name, self.why = self._choose(config, state_dir)
        log.info("auto: using %s (%s)", self.name, self.why)

    @staticmethod
    def _choose(config: TranslateConfig, state_dir: Path) -> tuple[Translator, str, str]:
        passed: list[str] = []
        for name, why in ORDER:
            try:
                found = load_translator(name, config, state_dir)
                for source, target in _DIRECTIONS:
                    found.translate([""], source=source, target=target)
            except BackendError as exc:
                passed.append(f"{name}: {exc.message}")
                log.info("auto: not %s: %s", name, exc.message)
                continue
            return found, name, why
        raise BackendUnavailable("No translator works here. " + " ".join(passed), _REMEDY)

    @property
    def signature(self) -> str:
        """``auto`` and the signature of the chosen one."""
        return f"auto>{self._chosen.signature}"

    def translate(self, texts: Sequence[str], *, source: Language, target: Language) -> list[str]:
        """See :class:`briefing.registry.Translator`."""
        return self._chosen.translate(texts, source=source, target=target)

    def variants(
        self, texts: Sequence[str], *, source: Language, target: Language, count: int
    ) -> list[list[str]]:
        """Other translations by the chosen one, if it makes any."""
        find = getattr(self._chosen, "variants", None)
        if find is None:
            return [[] for _ in texts]
        return list(find(texts, source=source, target=target, count=count))

    def alternatives(self, source: Language, target: Language) -> Sequence[Translator]:
        """The second tries of the chosen one, if it has any."""
        find = getattr(self._chosen, "alternatives", None)
        return [] if find is None else list(find(source, target))


_DIRECTIONS: tuple[tuple[Language, Language], ...] = (("en", "es"), ("es", "en"))
_REMEDY = "Run 'briefing doctor' to see what each one needs."
