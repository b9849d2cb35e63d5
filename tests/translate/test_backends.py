"""What each backend does besides the contract."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefing.config import TranslateConfig
from briefing.errors import BackendError, BackendUnavailable
from briefing.registry import Translator, load_translator
from briefing.translate import firefox
from briefing.translate.auto import AutoTranslator
from briefing.translate.base import cut_at
from briefing.translate.embedded import MODELS, EmbeddedTranslator
from briefing.translate.engine import Engine
from briefing.translate.openai import OpenAITranslator


def test_tiny_marian_and_its_conversion_say_the_same(
    tiny: ModuleType, marian: Path, converted: Path, tmp_path: Path
) -> None:
    first = load_translator("marian", TranslateConfig(model=str(marian)), tmp_path)
    second = load_translator("ctranslate2", TranslateConfig(), converted)
    for source, target, column in (("en", "es", 0), ("es", "en", 1)):
        texts = [pair[column] for pair in tiny.PAIRS]
        wanted = [pair[1 - column] for pair in tiny.PAIRS]
        assert first.translate(texts, source=source, target=target) == wanted
        assert second.translate(texts, source=source, target=target) == wanted


def test_a_broken_model_is_caught_by_its_canary(
    tiny: ModuleType, marian: Path, tmp_path: Path
) -> None:
    backwards = tmp_path / "wrong"
    backwards.mkdir()
    (backwards / "en-es").symlink_to(marian / "es-en")
    broken = load_translator("marian", TranslateConfig(model=str(backwards)), tmp_path)
    with pytest.raises(BackendError, match="the model is broken"):
        broken.translate(["The war is over."], source="en", target="es")


@pytest.mark.parametrize(
    ("name", "config", "remedy"),
    [
        ("firefox", {}, "briefing models get"),
        ("ctranslate2", {}, "briefing models convert"),
        ("openai", {}, "base_url"),
        ("marian", {"model": "./there/is/no/model"}, "\\[translate\\] model"),
        ("nllb", {"model": "./there/is/no/model"}, "\\[translate\\] model"),
    ],
)
def test_what_is_missing_is_named(
    name: str, config: dict[str, str], remedy: str, tmp_path: Path
) -> None:
    def use() -> None:
        backend = load_translator(name, TranslateConfig(**config), tmp_path)
        backend.translate(["The war is over."], source="en", target="es")

    with pytest.raises(BackendUnavailable, match=remedy):
        use()


def test_firefox_without_its_engine_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(firefox, "version", missing)
    with pytest.raises(BackendUnavailable, match=r"briefing\[firefox\]"):
        load_translator("firefox", TranslateConfig(), tmp_path)


def test_embedded_without_a_model_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(BackendUnavailable, match=r"code\.tsv: a part of the embedded translator"):
        EmbeddedTranslator(TranslateConfig(), tmp_path, models=tmp_path)


def test_embedded_needs_no_other_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    backend = EmbeddedTranslator(TranslateConfig(), tmp_path)
    (out,) = backend.translate(["The war is over."], source="en", target="es")
    assert "guerra" in out


def test_an_engine_that_dies_is_an_error(tmp_path: Path) -> None:
    model = Engine(MODELS / "enes", "tiny")
    assert model.many(["The war is over."])
    model._processes[0]._process.kill()
    with pytest.raises(BackendError, match=r"enes: a translation process ended with code -9"):
        model.many(["The war is over."])


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"x" * 64)
    (tmp_path / "vocab.spm").write_bytes((MODELS / "enes" / "vocab.spm").read_bytes())
    with pytest.raises(BackendUnavailable, match="is no Firefox Translations model"):
        Engine(tmp_path, "tiny")


def test_many_sentences_come_back_in_order(embedded: Translator) -> None:
    texts = [f"There are {n} ships in the port." for n in range(120, 220)]
    out = embedded.translate(texts, source="en", target="es")
    assert [re.findall(r"\d+", text) for text in out] == [[str(n)] for n in range(120, 220)]


def test_variants_come_back_spelt_and_in_order(embedded: Translator, tmp_path: Path) -> None:
    texts = [f"There were {n} islanders on the ferry to the north." for n in range(120, 160)]
    texts += ["So " * 400, "Mr Šimić, the mayor, refused to say when the bridge would reopen."]
    for backend in (embedded, AutoTranslator(TranslateConfig(), tmp_path)):
        found = backend.variants(texts, source="en", target="es", count=3)
        assert [len(each) <= 3 for each in found] == [True] * len(texts)
        assert found[-2] == []
        assert all(str(n) in out for n, each in enumerate(found[:40], 120) for out in each)
        assert any("Šimić" in out for out in found[-1])
        assert sum(map(len, found)) > len(texts)


def test_auto_has_no_variants_when_its_choice_has_none(converted: Path) -> None:
    auto = AutoTranslator(TranslateConfig(), converted)
    assert auto.variants(["a", "b"], source="en", target="es", count=3) == [[], []]


def test_auto_says_which_and_why(embedded: Translator, tmp_path: Path) -> None:
    auto = AutoTranslator(TranslateConfig(), tmp_path)
    assert auto.name == "embedded"
    assert auto.why
    assert auto.signature == f"auto>{embedded.signature}"


def test_auto_prefers_converted_models(converted: Path) -> None:
    auto = AutoTranslator(TranslateConfig(), converted)
    assert auto.name == "ctranslate2"


def test_cut_at_loses_nothing() -> None:
    text = "one, two; three four " * 40
    pieces = cut_at(text.strip(), 50)
    assert all(len(piece) <= 50 for piece in pieces)
    assert " ".join(pieces).split() == text.split()


# -- openai --------------------------------------------------------------------------------


def _client(endpoint: Any, **more: Any) -> OpenAITranslator:
    config = TranslateConfig(base_url=endpoint.url, model="local", **more)
    return OpenAITranslator(config, Path("unused"), pause=0.01)


def test_openai_asks_in_batches_with_temperature_0(endpoint: Any) -> None:
    backend = _client(endpoint, api_key="secret")
    out = backend.translate([f"text {n}" for n in range(45)], source="en", target="es")
    assert out[44] == "<text 44>"
    assert [len(_texts(body)) for body in endpoint.requests] == [1, 20, 20, 5]
    assert all(body["temperature"] == 0 for body in endpoint.requests)
    assert set(endpoint.keys) == {"Bearer secret"}
    assert "secret" not in backend.signature


def test_openai_key_from_a_file_and_from_the_environment(
    endpoint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key"
    key.write_text("from-file\n", encoding="utf-8")
    _client(endpoint, api_key_file=key).translate(["a"], source="en", target="es")
    monkeypatch.setenv("OPENAI_API_KEY", "from-env")
    _client(endpoint).translate(["a"], source="en", target="es")
    assert {"Bearer from-file", "Bearer from-env"} == set(endpoint.keys)


def test_openai_tries_again_after_errors(endpoint: Any) -> None:
    endpoint.statuses = [429, 503, 200]
    assert _client(endpoint).translate(["a"], source="en", target="es") == ["<a>"]
    assert len(endpoint.requests) == 4


def test_openai_gives_up(endpoint: Any) -> None:
    endpoint.statuses = [500] * 9
    with pytest.raises(BackendError, match="no answer after 4 tries"):
        _client(endpoint).translate(["a"], source="en", target="es")


def test_openai_wrong_key(endpoint: Any) -> None:
    endpoint.statuses = [401]
    with pytest.raises(BackendError, match="status 401"):
        _client(endpoint).translate(["a"], source="en", target="es")
    assert len(endpoint.requests) == 1


def test_openai_a_wrong_form_is_asked_for_in_halves(endpoint: Any) -> None:
    honest = endpoint.reply

    def greedy(texts: list[str]) -> str:
        return "Here you are!" if len(texts) > 2 else str(honest(texts))

    endpoint.reply = greedy
    texts = [f"t{n}" for n in range(8)]
    out = _client(endpoint).translate(texts, source="en", target="es")
    assert out == [f"<t{n}>" for n in range(8)]


def test_openai_never_the_right_form(endpoint: Any) -> None:
    honest = endpoint.reply
    backend = _client(endpoint)
    backend.prove("en", "es")
    for answer in ('{"translations": []}', '{"translations": [1]}', "[]", '{"x": ["a"]}', "null"):
        endpoint.reply = lambda texts, a=answer: a
        with pytest.raises(BackendError, match="not in the form"):
            backend.translate(["a"], source="en", target="es")
    endpoint.reply = honest


def test_openai_nobody_there(endpoint: Any) -> None:
    endpoint.server.shutdown()
    endpoint.server.server_close()
    with pytest.raises(BackendError, match="no answer"):
        _client(endpoint).translate(["a"], source="en", target="es")


def _texts(body: dict[str, Any]) -> list[str]:
    found: list[str] = json.loads(body["messages"][1]["content"])["texts"]
    return found
