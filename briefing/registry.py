"""Backends by name: imported when asked for, ours and strangers' through the same door.

A package outside registers with an entry point in the group ``briefing.translators`` or
``briefing.summarisers``: ``name = "module:Class"``. The class is called with the configuration
section of its stage and a ``state_dir``.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from briefing.config import SummariseConfig, TranslateConfig
from briefing.errors import BackendUnavailable, ConfigError
from briefing.model import Language, Story, Summary

TRANSLATORS: dict[str, str] = {
    "embedded": "briefing.translate.embedded:EmbeddedTranslator",
    "auto": "briefing.translate.auto:AutoTranslator",
    "firefox": "briefing.translate.firefox:FirefoxTranslator",
    "marian": "briefing.translate.marian:MarianTranslator",
    "ctranslate2": "briefing.translate.ct2:CTranslate2Translator",
    "nllb": "briefing.translate.multilingual:NllbTranslator",
    "m2m100": "briefing.translate.multilingual:M2M100Translator",
    "openai": "briefing.translate.openai:OpenAITranslator",
    "apertium": "briefing.translate.apertium:ApertiumTranslator",
}

SUMMARISERS: dict[str, str] = {
    "embedded": "briefing.summarise.embedded:EmbeddedSummariser",
    "transformers": "briefing.summarise.seq2seq:Seq2SeqSummariser",
    "openai": "briefing.summarise.openai:OpenAISummariser",
}


class Translator(Protocol):
    """Texts into the other language.

    It may also have ``variants(texts, *, source, target, count)``, for up to ``count`` other
    translations of each text, and ``alternatives(source, target)``, for other translators: what
    fails a check is tried again with them.
    """

    @property
    def signature(self) -> str:
        """Name, version and settings; enters the cache key and the last page."""

    def translate(self, texts: Sequence[str], *, source: Language, target: Language) -> list[str]:
        """As many texts out as in, in order; each a sentence or short text on one line.

        Raises :class:`~briefing.errors.BackendError`.
        """


class Summariser(Protocol):
    """Stories into titles and key points."""

    @property
    def signature(self) -> str:
        """Name, version and settings; enters the cache key and the last page."""

    def summarise(self, stories: Sequence[Story], *, points: int | None = None) -> list[Summary]:
        """One summary a story, in order. ``points`` fixes the number (3 to 5) where the story is
        long enough; None lets the backend choose.

        Raises :class:`~briefing.errors.BackendError`.
        """


def load_translator(name: str, config: TranslateConfig, state_dir: Path) -> Translator:
    """The translator called ``name``.

    Raises :class:`ConfigError` for an unknown name, :class:`BackendUnavailable` when what it
    needs is not installed.
    """
    found: Translator = _load("translator", "briefing.translators", TRANSLATORS, name)(
        config, state_dir
    )
    return found


def load_summariser(name: str, config: SummariseConfig, state_dir: Path) -> Summariser:
    """The summariser called ``name``; raises as :func:`load_translator`."""
    found: Summariser = _load("summariser", "briefing.summarisers", SUMMARISERS, name)(
        config, state_dir
    )
    return found


def _load(kind: str, group: str, own: dict[str, str], name: str) -> Any:
    outside = {point.name: point.value for point in entry_points(group=group)}
    target = own.get(name) or outside.get(name)
    if target is None:
        known = ", ".join(sorted({*own, *outside}))
        raise ConfigError(f"There is no {kind} called {name!r}.", f"Choose one of: {known}.")
    module, _, attribute = target.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except ModuleNotFoundError as exc:
        # A missing module of our own is a bug, not a missing extra.
        if exc.name is None or exc.name.split(".")[0] == "briefing":
            raise
        raise BackendUnavailable(
            f"The {kind} {name!r} needs the package {exc.name!r}.",
            f"Install it with: pip install 'briefing[{name}]'.",
        ) from exc
