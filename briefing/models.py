"""Translation models on disk: fetch (checked by SHA-256), list, convert.

Firefox models are published as records of Mozilla's Remote Settings: each names a file, its size,
its SHA-256 and where it lies. Nothing here runs unless ``briefing models`` is called.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from briefing.errors import BackendError, BackendUnavailable, ConfigError

if TYPE_CHECKING:
    import httpx

RECORDS = (
    "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/"
    "translations-models/records"
)
FILES = "https://firefox-settings-attachments.cdn.mozilla.net/"
MAX_BYTES = 200_000_000
"""No model file is larger; more is refused."""

PAIRS = ("en-es", "es-en")
_KINDS = frozenset({"model", "lex", "vocab", "srcvocab", "trgvocab"})
log = logging.getLogger("briefing.models")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a model: ``place`` is a URL or a path."""

    kind: str
    name: str
    place: str
    sha256: str
    size: int


def folder_of(state_dir: Path, backend: str, pair: str) -> Path:
    """Where the models of a backend lie."""
    return state_dir / "models" / backend / pair


def fetch(pair: str, state_dir: Path, *, records: str = RECORDS, files: str = FILES) -> Path:
    """Download the newest Firefox model of ``pair`` and return its folder.

    Files are checked against the published size and SHA-256 before any of them is put in place.
    Raises :class:`BackendError` when the network or a check fails.
    """
    _known(pair)
    import httpx

    with httpx.Client(timeout=60, follow_redirects=True) as client:
        parts = newest(pair, _records(client, records), files)
        return _install(pair, parts, state_dir, lambda part, to: _download(client, part, to))


def copy(pair: str, state_dir: Path, source: Path) -> Path:
    """Take a model from a folder that somebody fetched elsewhere.

    The folder holds the files and, where known, ``SHA256SUMS`` (as ``sha256sum`` writes it);
    sums that are there are checked.
    """
    _known(pair)
    folder = source / pair if (source / pair).is_dir() else source
    sums = _sums(folder / "SHA256SUMS")
    wanted = sorted([*folder.glob("*.bin"), *folder.glob("*.spm")])
    if not any(path.name.startswith("model") for path in wanted):
        raise BackendUnavailable(
            f"{folder}: there is no model*.bin in this folder.", "Give the folder of one model."
        )
    parts = [
        Part("file", path.name, str(path), sums.get(path.name, ""), path.stat().st_size)
        for path in wanted
    ]
    return _install(pair, parts, state_dir, lambda part, to: shutil.copyfile(part.place, to))


def newest(pair: str, records: Iterable[dict[str, Any]], files: str = FILES) -> list[Part]:
    """The files of the newest release for ``pair`` among Remote Settings records."""
    source, target = pair.split("-")
    releases: dict[tuple[int, ...], list[Part]] = {}
    for record in records:
        if (record.get("fromLang"), record.get("toLang")) != (source, target):
            continue
        attachment = record.get("attachment") or {}
        if record.get("fileType") not in _KINDS or not attachment.get("hash"):
            continue
        name = Path(str(record.get("name") or attachment.get("filename"))).name
        part = Part(
            str(record["fileType"]),
            name,
            urljoin(files, str(attachment.get("location", ""))),
            str(attachment["hash"]),
            int(attachment.get("size", 0)),
        )
        releases.setdefault(_version(str(record.get("version", "0"))), []).append(part)
    whole = {v: parts for v, parts in releases.items() if any(p.kind == "model" for p in parts)}
    if not whole:
        raise BackendUnavailable(
            f"{pair}: there is no model for this direction in the list.", "Try again later."
        )
    return whole[max(whole)]


def installed(state_dir: Path) -> list[tuple[str, str, int]]:
    """Backend, pair and size in bytes of every model in ``state_dir``."""
    found = []
    for folder in sorted((state_dir / "models").glob("*/*")):
        if folder.is_dir():
            size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
            found.append((folder.parent.name, folder.name, size))
    return found


def convert(marian: Path, pair: str, state_dir: Path, *, quantization: str = "int8") -> Path:
    """Convert a MarianMT folder for CTranslate2 and return the new folder.

    Raises :class:`BackendUnavailable` without ``ctranslate2``, ``transformers`` and ``torch``,
    :class:`BackendError` when the folder holds no such model.
    """
    _known(pair)
    try:
        from ctranslate2.converters import TransformersConverter
    except ImportError as exc:
        raise BackendUnavailable(
            "Converting needs the packages 'ctranslate2' and 'torch'.",
            "Install them with: pip install 'briefing[ctranslate2,torch]'",
        ) from exc
    target = folder_of(state_dir, "ctranslate2", pair)
    work = target.with_name(pair + ".part")
    shutil.rmtree(work, ignore_errors=True)
    work.parent.mkdir(parents=True, exist_ok=True)
    try:
        converter = TransformersConverter(str(marian), copy_files=["source.spm", "target.spm"])
        converter.convert(str(work), quantization=quantization, force=True)
    except (OSError, ValueError, KeyError, RuntimeError) as exc:
        shutil.rmtree(work, ignore_errors=True)
        raise BackendError(
            f"{marian}: cannot be converted ({str(exc)[:200]}).", "Give a MarianMT model folder."
        ) from exc
    _replace(work, target)
    return target


def _known(pair: str) -> None:
    if pair not in PAIRS:
        raise ConfigError(f"There is no direction {pair!r}.", f"Choose from: {', '.join(PAIRS)}.")


def _version(text: str) -> tuple[int, ...]:
    return tuple(int("".join(c for c in part if c.isdigit()) or 0) for part in text.split("."))


def _records(client: httpx.Client, url: str) -> list[dict[str, Any]]:
    import httpx

    try:
        answer = client.get(url)
        answer.raise_for_status()
        data = answer.json()["data"]
    except (httpx.HTTPError, ValueError, KeyError) as exc:
        raise BackendError(
            f"{url}: the list of models cannot be read ({type(exc).__name__}).",
            "Check the network, or copy the files with --from FOLDER.",
        ) from exc
    return [record for record in data if isinstance(record, dict)]


def _download(client: httpx.Client, part: Part, to: Path) -> None:
    import httpx

    try:
        with client.stream("GET", part.place) as answer, to.open("wb") as file:
            answer.raise_for_status()
            got = 0
            for chunk in answer.iter_bytes():
                got += len(chunk)
                if got > MAX_BYTES:
                    raise BackendError(f"{part.place}: is larger than expected.", "Do not use it.")
                file.write(chunk)
    except httpx.HTTPError as exc:
        raise BackendError(
            f"{part.place}: cannot be fetched ({type(exc).__name__}).", "Check the network."
        ) from exc


def _install(
    pair: str, parts: list[Part], state_dir: Path, bring: Callable[[Part, Path], object]
) -> Path:
    target = folder_of(state_dir, "firefox", pair)
    work = target.with_name(pair + ".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        for part in parts:
            bring(part, work / part.name)
            _verify(part, work / part.name)
            log.info("%s: %s, %d bytes", pair, part.name, part.size)
        names = {part.name: part.sha256 for part in parts}
        (work / "files.json").write_text(json.dumps(names, indent=1), encoding="utf-8")
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    _replace(work, target)
    return target


def _verify(part: Part, path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if part.sha256 and digest != part.sha256.lower():
        raise BackendError(
            f"{part.name}: its SHA-256 is {digest[:12]}…, not {part.sha256[:12]}….",
            "Fetch it again; do not use this file.",
        )
    if part.size and path.stat().st_size != part.size:
        raise BackendError(f"{part.name}: has the wrong size.", "Fetch it again.")


def _replace(work: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    work.rename(target)


def _sums(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    rows = (line.split(maxsplit=1) for line in path.read_text(encoding="utf-8").splitlines())
    return {row[1].lstrip("*"): row[0] for row in rows if len(row) == 2}
