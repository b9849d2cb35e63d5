"""Fixtures for all tests: a clean environment and the shared reference files."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests marked long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        skip = pytest.mark.skip(reason="full size: runs with --long (make test-long)")
        for item in items:
            if "long" in item.keywords:
                item.add_marker(skip)


def _forbidden_skip(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """With CI=true only full sizes and an absent ../shared may skip, never a missing tool."""
    if os.environ.get("CI") != "true" or not report.skipped or hasattr(report, "wasxfail"):
        return False
    reason = str(report.longrepr)
    return "../shared" not in reason and "full size" not in reason


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if _forbidden_skip(report):
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if _forbidden_skip(report):
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    for name in os.environ:
        if name.startswith("BRIEFING_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample articles."""
    return ROOT / "examples" / "articles"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference files beside the checkout; the test skips where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: this test reads reference files from it")
    return SHARED
