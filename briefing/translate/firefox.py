"""The official Firefox Translations models, fetched by ``briefing models get`` or from a folder."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefing.config import TranslateConfig
from briefing.errors import BackendUnavailable
from briefing.model import Language
from briefing.translate.base import LineTranslator
from briefing.translate.engine import Engine

PAIRS: tuple[tuple[Language, Language], ...] = (("en", "es"), ("es", "en"))


class FirefoxTranslator(LineTranslator):
    """``[translate] model`` is a folder with ``en-es`` and ``es-en``; default: what was fetched."""

    def __init__(self, config: TranslateConfig, state_dir: Path) -> None:
        super().__init__()
        try:
            self._version = version("fxtranslate")
        except PackageNotFoundError as exc:
            raise BackendUnavailable(
                "The translator 'firefox' needs the package 'fxtranslate'.",
                "Install it with: pip install 'briefing[firefox]'",
            ) from exc
        root = Path(config.model) if config.model else state_dir / "models" / "firefox"
        self._folders = {(s, t): root / f"{s}-{t}" for s, t in PAIRS}
        if not any(folder.is_dir() for folder in self._folders.values()):
            raise BackendUnavailable(
                f"{root}: there are no Firefox models in this folder.",
                "Fetch them with: briefing models get en-es es-en",
            )
        self._loaded: dict[tuple[Language, Language], Engine] = {}

    @property
    def signature(self) -> str:
        """Engine version and the sizes of the models, which differ from release to release."""
        sizes = []
        for (source, target), folder in self._folders.items():
            size = sum(path.stat().st_size for path in folder.glob("*")) if folder.is_dir() else 0
            sizes.append(f"{source}-{target}:{size}")
        return f"firefox:fxtranslate-{self._version}:{'+'.join(sizes)}"

    def _batch(self, texts: list[str], source: Language, target: Language) -> list[str]:
        pair = (source, target)
        if not self._folders[pair].is_dir():
            raise BackendUnavailable(
                f"{self._folders[pair]}: there is no Firefox model for this direction.",
                f"Fetch it with: briefing models get {source}-{target}",
            )
        with self._lock:
            if pair not in self._loaded:
                self._loaded[pair] = Engine(self._folders[pair], "fx")
        return self._loaded[pair].many(texts)
