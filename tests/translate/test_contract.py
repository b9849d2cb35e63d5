"""One contract for all translators: order, number, blanks, long and strange input, threads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefing.config import TranslateConfig
from briefing.errors import BackendUnavailable
from briefing.registry import TRANSLATORS, Translator, load_translator
from briefing.translate import base, hub

RANDOM = ("nllb", "m2m100")
SLOW = ("marian", "ctranslate2", *RANDOM)


@pytest.fixture(params=sorted(TRANSLATORS))
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Translator]:
    name: str = request.param
    with pytest.MonkeyPatch.context() as patch:
        if name in RANDOM:
            patch.setattr(hub, "MAX_NEW_TOKENS", 12)  # random weights never come to an end
            patch.setattr(base, "CANARIES", dict.fromkeys(base.CANARIES, ("x", ("",) * 2)))
        try:
            yield _load(name, request, tmp_path)
        except BackendUnavailable as exc:
            pytest.skip(f"{name}: {exc}")


def _load(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Translator:
    tiny: ModuleType = request.getfixturevalue("tiny")
    config = TranslateConfig()
    if name == "marian":
        config = TranslateConfig(model=str(request.getfixturevalue("marian")))
    elif name == "ctranslate2":
        return load_translator(name, config, request.getfixturevalue("converted"))
    elif name in RANDOM:
        pytest.importorskip("torch")
        folder = tmp_path / name
        {"nllb": tiny.make_nllb, "m2m100": tiny.make_m2m100}[name](folder)
        config = TranslateConfig(model=str(folder))
    elif name == "firefox":
        config = TranslateConfig(model=str(request.getfixturevalue("engine_models")))
    elif name == "openai":
        endpoint: Any = request.getfixturevalue("endpoint")
        config = TranslateConfig(base_url=endpoint.url, model="local")
    return load_translator(name, config, tmp_path)


def _random(backend: Translator) -> bool:
    return any(backend.signature.startswith(name) for name in RANDOM)


def test_as_many_out_as_in_and_blanks_stay(backend: Translator) -> None:
    texts = ["The war is over.", "", "   ", " The harbour is closed. ", "The war is over."]
    out = backend.translate(texts, source="en", target="es")
    assert len(out) == 5
    assert out[1:3] == ["", "   "]
    assert out[3].startswith(" ")
    assert out[3].endswith(" ")
    if not _random(backend):
        assert out[0] == out[4]


def test_nothing_in_nothing_out(backend: Translator) -> None:
    assert backend.translate([], source="es", target="en") == []


def test_the_same_language_is_left_alone(backend: Translator) -> None:
    assert backend.translate(["El río."], source="es", target="es") == ["El río."]


def test_order(backend: Translator) -> None:
    texts = ["The war is over.", "The school opens on Monday.", "The harbour is closed."]
    together = backend.translate(texts, source="en", target="es")
    alone = [backend.translate([text], source="en", target="es")[0] for text in texts]
    if not _random(backend):  # padding tips the scales of random weights
        assert together == alone


def test_strange_input(backend: Translator) -> None:
    texts = [
        "🎉🎉🎉",
        "12,450",
        "El río y the river and la rivière.",
        "a\tb\u00a0c\u200bd",
        "<b>{{ 7*7 }}</b> [x](javascript:1) ^@$*#/\\",
        "…",
        "A",
    ]
    out = backend.translate(texts, source="en", target="es")
    assert len(out) == len(texts)
    assert all("\n" not in text for text in out)


def test_a_line_of_5000_characters(backend: Translator) -> None:
    text = ("The river rose after the rain. " * 200)[:5000]
    out = backend.translate([text, "The war is over."], source="en", target="es")
    assert len(out) == 2
    assert out[0]
    if not _random(backend):
        assert out[1] == backend.translate(["The war is over."], source="en", target="es")[0]


def test_one_word_of_5000_characters(backend: Translator) -> None:
    assert len(backend.translate(["x" * 5000], source="es", target="en")) == 1


def _many(backend: Translator, count: int) -> None:
    texts = [f"The school opens on Monday {number % 97}." for number in range(count)]
    out = backend.translate(texts, source="en", target="es")
    assert len(out) == count
    if not _random(backend):
        assert out[0] == out[97]


def test_many_lines(backend: Translator, request: pytest.FixtureRequest) -> None:
    _many(backend, 100 if any(name in backend.signature for name in SLOW) else 150)


@pytest.mark.long
def test_ten_thousand_lines(backend: Translator) -> None:
    _many(backend, 10_000)


def test_four_threads_at_once(backend: Translator) -> None:
    texts = ["The war is over.", "The harbour is closed."]

    def work(_: int) -> list[str]:
        return backend.translate(texts, source="en", target="es")

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(work, range(4)))
    assert all(result == results[0] for result in results)


def test_signature_is_stable_and_has_no_path(backend: Translator, tmp_path: Path) -> None:
    assert backend.signature == backend.signature
    assert str(tmp_path) not in backend.signature
    assert sys.prefix not in backend.signature
