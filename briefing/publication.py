"""Rendering into a hidden folder and swapping it in; rendering again; the organisation's logo."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.config import Config
from briefing.edition import Edition, Organisation, dump_edition
from briefing.errors import ConfigError, NothingPublished
from briefing.model import Outcome, Progress

_LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
_LOGO_LIMIT = 200_000


def organisation(config: Config) -> Organisation:
    wanted = config.organisation
    return Organisation(
        name=wanted.name,
        logo=_logo(wanted.logo) if wanted.logo else None,
        colours=dict(wanted.colours),
    )


def _logo(file: Path) -> str:
    """The logo as a ``data:`` URI, so that the edition needs no file beside it."""
    kind = _LOGO_TYPES.get(file.suffix.lower())
    if kind is None:
        raise ConfigError(
            f"{file.name}: a logo is one of {', '.join(_LOGO_TYPES)}.", "Convert the picture."
        )
    try:
        data = file.read_bytes()
    except OSError as exc:
        raise ConfigError(
            f"{file}: the logo cannot be read ({exc.strerror}).",
            "Correct [organisation] logo in briefing.toml.",
        ) from exc
    if len(data) > _LOGO_LIMIT:
        raise ConfigError(
            f"{file.name}: the logo has more than {_LOGO_LIMIT} bytes.", "Make it smaller."
        )
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def publish_edition(
    edition: Edition, config: Config, *, found: Outcome, progress: Progress
) -> Path:
    """Render into a hidden folder, swap it in, rebuild the archive. Returns the day's folder."""
    from briefing.publish import publish, rebuild_archive
    from briefing.render import render_edition

    overrides = config.pages.templates
    with _workshop(config.output) as built:
        (built / "edition.json").write_text(dump_edition(edition), encoding="utf-8")
        progress.start("render")
        render_edition(edition, built, overrides=overrides, found=found, progress=progress)
        progress.start("publish")
        folder = publish(built, config.output, edition.date)
    rebuild_archive(config.output, overrides=overrides, found=found)
    return folder


@contextmanager
def _workshop(output: Path) -> Iterator[Path]:
    """An empty hidden folder on the output's file system, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=output))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def render_again(
    edition: Edition, target: Path, config: Config, *, found: Outcome, progress: Progress
) -> None:
    """Write the files of a frozen edition into ``target``; no model is loaded.

    Raises :class:`NothingPublished` when ``target`` cannot be written.
    """
    from briefing.render import render_edition

    check_writable(target)
    overrides = config.pages.templates
    progress.start("render")
    with _workshop(target) as built:
        render_edition(edition, built, overrides=overrides, found=found, progress=progress)
        for file in sorted(path for path in built.rglob("*") if path.is_file()):
            place = target / file.relative_to(built)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)


def check_writable(output: Path) -> None:
    """Make the output folder and try to write in it; raises :class:`NothingPublished`."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            pass
    except OSError as exc:
        raise NothingPublished(
            f"{output}: the output folder cannot be written ({exc.strerror}).",
            "Give another one with --out, or change its permissions.",
        ) from exc
