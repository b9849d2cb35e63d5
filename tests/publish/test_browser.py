"""Pages in headless Chromium: axe rules, HTML validity, console, requests, keyboard, search."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefing.edition import dump_edition
from briefing.model import Language, Outcome, Silent
from briefing.publish import rebuild_archive
from briefing.publish.server import Server
from briefing.render.clean import clean_edition
from briefing.render.environment import environment
from briefing.render.epub import epub_of
from briefing.render.view import view_of
from briefing.render.web import WebPages, write_assets

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).resolve().parents[1] / "browser"
DAY = "2026-11-23"
PAGES = (
    "index.html",
    f"{DAY}/index.html",
    f"{DAY}/en/index.html",
    f"{DAY}/es/index.html",
    f"{DAY}/en/story-2.html",
    f"{DAY}/es/story-1.html",
    "en/index.html",
    "es/search.html",
    "en/2026-11.html",
    "es/sections/politics.html",
    "en/names/ines-corvalan.html",
    "es/sources/diario-del-faro.html",
)


@pytest.fixture(scope="session")
def tools() -> Path:
    """Chromium, Node.js and the packages of tests/browser; missing ones fail only in CI."""
    missing = [name for name in ("node", "npm", "chromium") if shutil.which(name) is None]
    if not missing and not (FOLDER / "node_modules" / "@likecoin").is_dir():
        made = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--silent"], cwd=FOLDER, check=False
        )
        missing = ["the packages of tests/browser (npm ci)"] if made.returncode else []
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"not here: {', '.join(missing)}")
    return FOLDER


def node(tools: Path, script: str, *arguments: str) -> Any:
    env = {**os.environ, "CHROMIUM": shutil.which("chromium") or ""}
    made = subprocess.run(
        ["node", script, *arguments],
        cwd=tools, env=env, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Server]:
    server = Server(site, "127.0.0.1", 0)
    thread = server.start()
    yield server
    server.stop()
    thread.join(5)


def assert_clean(found: dict[str, Any]) -> None:
    for kind in ("axe", "console", "requests", "overflow", "html"):
        assert found[kind] == [], kind
    assert found["passes"] > 50


def test_every_kind_of_page_is_clean(tools: Path, server: Server) -> None:
    """No axe violation, console error, foreign request, sideways scroll or HTML error."""
    assert_clean(node(tools, "check.mjs", server.url, *PAGES))


def test_pages_are_clean_from_disk(tools: Path, site: Path) -> None:
    assert_clean(
        node(tools, "check.mjs", f"{site.as_uri()}/", "index.html", f"{DAY}/es/index.html")
    )


def test_other_theme_with_an_organisation_is_clean(
    tools: Path, factory: ModuleType, tmp_path: Path
) -> None:
    edition = factory.edition(
        12,
        organisation=factory.organisation(),
        presentation=factory.presentation(theme="modern"),
    )
    folder = tmp_path / DAY
    env = environment("modern")
    WebPages(env, view_of(edition), folder).write(Silent())
    write_assets(env, edition, folder / "assets")
    (folder / "edition.json").write_text(dump_edition(edition), encoding="utf-8")
    rebuild_archive(tmp_path, overrides=None, found=Outcome())
    pages = ("index.html", f"{DAY}/index.html", f"{DAY}/en/index.html", f"{DAY}/es/story-1.html")
    assert_clean(node(tools, "check.mjs", f"{tmp_path.as_uri()}/", *pages))


def test_hostile_text_breaks_no_layout(tools: Path, factory: ModuleType, tmp_path: Path) -> None:
    """Markup, template syntax, a word of 400 letters and a title of 10,000 in every text."""
    edition = clean_edition(factory.hostile())
    folder, env = tmp_path / DAY, environment("classic")
    WebPages(env, view_of(edition), folder).write(Silent())
    write_assets(env, edition, folder / "assets")
    (folder / "edition.json").write_text(dump_edition(edition), encoding="utf-8")
    rebuild_archive(tmp_path, overrides=None, found=Outcome())
    pages = (f"{DAY}/index.html", f"{DAY}/en/index.html", f"{DAY}/es/story-1.html",
             f"{DAY}/en/story-2.html", "en/index.html", "en/2026-11.html")  # fmt: skip
    assert_clean(node(tools, "check.mjs", f"{tmp_path.as_uri()}/", *pages))


@pytest.mark.parametrize("language", ["en", "es"])
def test_e_books_are_valid(
    tools: Path, factory: ModuleType, tmp_path: Path, language: Language
) -> None:
    """A TypeScript port of EPUBCheck finds neither errors nor warnings."""
    book = tmp_path / "book.epub"
    book.write_bytes(epub_of(environment("classic"), view_of(factory.edition(12)), language))
    made = subprocess.run(
        ["node", "node_modules/.bin/epubcheck-ts", book],
        cwd=tools, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout
    assert "Warnings: 0" in made.stdout


def test_a_reader_gets_everywhere(tools: Path, server: Server) -> None:
    """Keyboard, search without accents, the language switch, no JavaScript, print."""
    seen = node(tools, "act.mjs", server.url)
    assert seen["found"]
    assert all("inflación" in title for title in seen["found"])
    assert seen["count"] == f"{len(seen['found'])} " + (
        "resultado" if len(seen["found"]) == 1 else "resultados"
    )
    assert "inflación" in seen["opened"]
    assert seen["afterBack"] == "INFLACION aceite"
    assert seen["nothing"] == "No se ha encontrado nada."
    assert (seen["first"], seen["skipped"]) == ("skip", "#main")
    assert seen["stops"] == seen["links"]
    assert seen["withoutOutline"] == []
    assert seen["opens"]
    assert seen["switched"] == f"{DAY}/es/story-3.html"
    assert seen["storiesWithoutScript"] == 12
    assert seen["noscript"]
    assert not seen["printedBar"]
