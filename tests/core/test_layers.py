"""The shape of the code: imports go one way, functions fit a screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A module may import from its own package and from the rows above it, never from below.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "model"),
    ("edition", "config", "labels", "text"),
    ("registry", "editions", "lock", "progress", "note", "window", "data"),
    ("read", "summarise", "translate", "freeze", "models"),
    ("group", "render"),
    ("publish", "send"),
    ("publication", "updates", "evaluate"),
    ("pipeline", "doctor"),
    ("cli",),
)
LEVEL = {name: level for level, row in enumerate(LAYERS) for name in row}
MODULES = sorted((ROOT / "briefing").rglob("*.py"))


def part(module: str) -> str:
    """``briefing.text.figures`` → ``text``; the bare package → empty."""
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 else ""


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module of ours that is imported, in functions and type checks too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "briefing":
                yield from (f"briefing.{alias.name}" for alias in node.names)
            elif node.module.startswith("briefing."):
                yield node.module
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("briefing."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    inside = path.relative_to(ROOT / "briefing").with_suffix("").parts
    own = inside[0]
    if own in ("__init__", "__main__"):
        return
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        used = part(name)
        if used in ("", own, "__version__"):
            continue
        assert LEVEL[used] < LEVEL[own], f"{path.name} ({own}) must not import {name}"


def test_every_part_has_its_layer() -> None:
    parts = {
        path.stem if path.is_file() else path.name
        for path in (ROOT / "briefing").iterdir()
        if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").is_file())
    }
    assert parts - {"__init__", "__main__"} - LEVEL.keys() == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_fit_a_screen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60, f"{node.name} has {lines} lines"
