"""What works on this machine, what does not, and what to do about it."""

from __future__ import annotations

import ctypes
import importlib.util
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model import Language, other
from briefing.registry import (
    SUMMARISERS,
    TRANSLATORS,
    Summariser,
    Translator,
    load_summariser,
    load_translator,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``needed`` is false for extras that the daily job does without."""

    subject: str
    works: bool
    detail: str
    remedy: str = ""
    needed: bool = True


_LIBRARIES = (
    ("libpango-1.0.so.0", "libpangoft2-1.0-0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
)
_SENTENCES: dict[Language, str] = {
    "en": "The council meets on Monday.",
    "es": "El consejo se reúne el lunes.",
}
_PACKAGES = ("transformers", "sentencepiece", "markdown", "weasyprint")


def examine(config: Config) -> Iterator[Finding]:
    """Everything that a run needs or could use, in the order of the stages."""
    yield _python()
    for package in _PACKAGES:
        yield _package(package)
    for library, debian in _LIBRARIES:
        yield _library(library, debian)
    yield from _templates()
    yield from _backends(config)
    yield _folder("output folder", config.output)
    yield _folder("state folder", config.state_dir)
    yield from _settings(config)


def _python() -> Finding:
    version = platform.python_version()
    good = sys.version_info >= (3, 11)
    return Finding("Python", good, version, "" if good else "Use Python 3.11 or newer.")


def _package(name: str) -> Finding:
    # Looked up, not imported: some of these take seconds to import.
    found = importlib.util.find_spec(name) is not None
    detail = "installed" if found else "missing"
    return Finding(f"package {name}", found, detail, "" if found else f"pip install {name}")


def _library(name: str, debian: str) -> Finding:
    try:
        ctypes.CDLL(name)
    except OSError:
        return Finding(f"library {name}", False, "not found", f"apt-get install {debian}")
    return Finding(f"library {name}", True, "loads")


def _templates() -> Iterator[Finding]:
    from briefing.labels import templates_dir

    try:
        folder = templates_dir()
    except BriefingError as exc:
        yield Finding("templates", False, exc.message, exc.remedy)
        return
    yield Finding("templates", True, f"{sum(1 for _ in folder.rglob('*.j2'))} in {folder}")
    fonts = sorted((folder / "fonts").glob("*.ttf"))
    yield Finding(
        "fonts",
        bool(fonts),
        f"{len(fonts)} bundled",
        "" if fonts else "Install the package again: its fonts are missing.",
    )


def _backends(config: Config) -> Iterator[Finding]:
    for name in TRANSLATORS:
        load = partial(load_translator, name, config.translate, config.state_dir)
        yield _backend(f"translator {name}", load, needed=name == config.translate.backend)
    yield _try_translator(config)
    for name in SUMMARISERS:
        build = partial(load_summariser, name, config.summarise, config.state_dir)
        yield _backend(f"summariser {name}", build, needed=name == config.summarise.backend)


def _backend(subject: str, load: Callable[[], Translator | Summariser], *, needed: bool) -> Finding:
    try:
        return Finding(subject, True, load().signature, needed=needed)
    except BriefingError as exc:
        return Finding(subject, False, exc.message, exc.remedy, needed=needed)


def _try_translator(config: Config) -> Finding:
    """A sentence through the configured translator, each way."""
    name = config.translate.backend
    try:
        translator = load_translator(name, config.translate, config.state_dir)
        for source, text in _SENTENCES.items():
            translator.translate([text], source=source, target=other(source))
    except BriefingError as exc:
        return Finding(f"translation by {name}", False, exc.message, exc.remedy)
    return Finding(f"translation by {name}", True, "a sentence each way")


def _folder(subject: str, folder: Path) -> Finding:
    existing = folder
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    try:
        with tempfile.TemporaryFile(dir=existing):
            return Finding(subject, True, f"{folder} can be written")
    except OSError as exc:
        return Finding(
            subject,
            False,
            f"{folder} cannot be written ({exc.strerror})",
            "Choose another one with --out or in briefing.toml.",
        )


def _settings(config: Config) -> Iterator[Finding]:
    if config.site_url is None:
        yield Finding(
            "site_url",
            False,
            "not set: no sitemap, no hreflang and no link to the archive in the mail",
            "Set site_url in briefing.toml.",
            needed=False,
        )
    else:
        yield Finding("site_url", True, config.site_url, needed=False)
    if config.mail.transport == "sendmail":
        path = shutil.which(config.mail.sendmail_path)
        yield Finding(
            "sendmail",
            path is not None,
            path or f"{config.mail.sendmail_path} is not there",
            "" if path else "Install a mail server or set [mail] transport.",
            needed=False,
        )
