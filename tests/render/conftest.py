"""One rendered edition of twelve stories for the tests that only look at it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from briefing.edition import Edition
from briefing.model import Outcome, Silent
from briefing.render import render_edition


def _load_factory() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "edition_factory", Path(__file__).with_name("factory.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def factory() -> ModuleType:
    """The edition factory beside this file."""
    return _load_factory()


@pytest.fixture(scope="session")
def twelve(factory: ModuleType) -> Edition:
    """Twelve stories."""
    made: Edition = factory.edition(12)
    return made


@pytest.fixture(scope="session")
def rendered(twelve: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its files; rendering it logs nothing."""
    folder = tmp_path_factory.mktemp("rendered")
    found = Outcome()
    render_edition(twelve, folder, found=found, progress=Silent())
    assert found == Outcome()
    return folder


@pytest.fixture
def render(tmp_path: Path) -> Callable[[Edition], Path]:
    """Render an edition into a new folder."""

    def make(edition: Edition, found: Outcome | None = None) -> Path:
        folder = tmp_path / f"made-{len(list(tmp_path.iterdir()))}"
        render_edition(edition, folder, found=found or Outcome(), progress=Silent())
        return folder

    return make
