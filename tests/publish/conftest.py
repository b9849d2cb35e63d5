"""An output folder with three days in it, shared by the tests that only read it."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from briefing.edition import Edition, dump_edition
from briefing.model import Outcome, Silent
from briefing.publish import rebuild_archive
from briefing.render.environment import environment
from briefing.render.view import view_of
from briefing.render.web import WebPages, write_assets


def _load_factory() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "render" / "factory.py"
    spec = importlib.util.spec_from_file_location("edition_factory", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def factory() -> ModuleType:
    """The edition factory of the render tests."""
    return _load_factory()


def put(output: Path, edition: Edition) -> Path:
    """The edition's JSON and web pages, without PDFs, as a day of ``output``."""
    folder = output / edition.date.isoformat()
    folder.mkdir(parents=True)
    (folder / "edition.json").write_text(dump_edition(edition), encoding="utf-8")
    env = environment(edition.presentation.theme)
    WebPages(env, view_of(edition), folder).write(Silent())
    write_assets(env, edition, folder / "assets")
    for name in ("briefing-en.pdf", "briefing-es.pdf", "briefing-en-es.pdf", "briefing-en.md",
                 "briefing-es.md", "briefing-en.epub", "briefing-es.epub"):  # fmt: skip
        (folder / name).write_bytes(b"stands for the file")
    return folder


@pytest.fixture(scope="session")
def site(factory: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three days over two months, with a site URL, and the archive around them."""
    output = tmp_path_factory.mktemp("site")
    newest: date = factory.DAY
    for back, stories in ((0, 12), (1, 5), (30, 3)):
        edition = factory.edition(
            stories, date=newest - timedelta(days=back), site_url="https://news.example/brief"
        )
        put(output, edition)
    found = Outcome()
    rebuild_archive(output, overrides=None, found=found)
    assert found == Outcome()
    return output
