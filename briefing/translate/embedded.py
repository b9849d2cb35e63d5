"""The default translator: what the wheel carries, offline, without torch.

Each direction has two ways: our direct model (``briefing/data/models``), run by ``fxtranslate``,
and the pivot through Portuguese, which needs the apertium program. ``model.json`` beside a model
says which of the two scored better; without apertium the direct model runs.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Literal

from briefing.config import TranslateConfig
from briefing.errors import BackendUnavailable
from briefing.model import Language
from briefing.translate import pivot, rules
from briefing.translate.base import LineTranslator
from briefing.translate.fx import FxModel

MODELS = Path(__file__).parents[1] / "data" / "models"
FOLDERS: dict[tuple[Language, Language], str] = {("en", "es"): "enes", ("es", "en"): "esen"}

Way = Literal["direct", "pivot"]
log = logging.getLogger("briefing.translate")


class DirectTranslator(LineTranslator):
    """Our own English-Spanish models."""

    small = True

    def __init__(self, models: Path = MODELS) -> None:
        super().__init__()
        self._folders = {pair: models / name for pair, name in FOLDERS.items()}
        self._loaded: dict[tuple[Language, Language], FxModel] = {}
        if not any(has_model(folder) for folder in self._folders.values()):
            raise BackendUnavailable(
                f"{models}: the embedded models are missing.", "Install the package again."
            )

    def covers(self, source: Language, target: Language) -> bool:
        """Is there a model for this direction?"""
        return has_model(self._folders[source, target])

    @property
    def signature(self) -> str:
        """Name and version of each model."""
        parts = [
            f"{name}-{describe(self._folders[pair]).get('version', '0')}"
            for pair, name in FOLDERS.items()
            if self.covers(*pair)
        ]
        return f"direct:{'+'.join(parts)}:fxtranslate-{rules.package_version('fxtranslate')}"

    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        pair = (source, target)
        with self._lock:
            if pair not in self._loaded:
                self._loaded[pair] = FxModel(self._folders[pair])
        return self._loaded[pair].many(texts)


class EmbeddedTranslator:
    """Per direction the better way that this machine can go; the other one is the second try."""

    def __init__(self, config: TranslateConfig, state_dir: Path, models: Path = MODELS) -> None:
        self._ways: dict[tuple[Language, Language], list[LineTranslator]] = {}
        direct = self._direct(models)
        through = pivot.PivotTranslator() if _has_apertium() or direct is None else None
        for pair, name in FOLDERS.items():
            ways: list[LineTranslator] = []
            if direct is not None and direct.covers(*pair):
                ways.append(direct)
            if through is not None:
                better = describe(models / name).get("better", "pivot")
                ways.insert(0 if better == "pivot" else len(ways), through)
            if not ways:
                rules.require("pt-es", "es-pt", packages=pivot.PACKAGES)
            self._ways[pair] = ways

    @staticmethod
    def _direct(models: Path) -> DirectTranslator | None:
        if any(has_model(models / name) for name in FOLDERS.values()):
            return DirectTranslator(models)
        return None

    @property
    def signature(self) -> str:
        """The ways of both directions."""
        return "embedded:" + "|".join(
            f"{source}-{target}={'>'.join(way.signature for way in ways)}"
            for (source, target), ways in self._ways.items()
        )

    def translate(self, texts: list[str], *, source: Language, target: Language) -> list[str]:
        """See :class:`briefing.registry.Translator`."""
        if source == target:
            return list(texts)
        return self._ways[source, target][0].translate(texts, source=source, target=target)

    def alternatives(self, source: Language, target: Language) -> list[LineTranslator]:
        """Translators for another try where a check failed."""
        return self._ways[source, target][1:]


def has_model(folder: Path) -> bool:
    """Does the folder hold a model?"""
    return any(folder.glob("model*.bin")) and any(folder.glob("*.spm"))


def describe(folder: Path) -> dict[str, str]:
    """What ``model.json`` says: ``version``, ``better`` (``direct`` or ``pivot``), scores."""
    try:
        found = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _has_apertium() -> bool:
    return {"pt-es", "es-pt"} <= rules.modes()
