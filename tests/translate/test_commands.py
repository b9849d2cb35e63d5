"""The filter ``briefing translate`` and ``briefing eval translate``."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.cli.filters import read_lines, translate_lines
from briefing.config import Config, TranslateConfig
from briefing.errors import ConfigError
from briefing.evaluate.translation import measure, read_pairs, read_parallel, report, score
from briefing.registry import Translator
from briefing.translate.glossary import Glossary
from briefing.translate.service import TranslationService


def _run(*args: str, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefing", *args],
        cwd=cwd, input=text, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_a_line_in_a_line_out(embedded: Translator, tmp_path: Path) -> None:
    text = "The war is over. The school opens on Monday.\n\n12,450\nNo line end"
    done = _run("translate", "--from", "en", "--to", "es", cwd=tmp_path, text=text)
    lines = done.stdout.split("\n")
    assert done.returncode == 0, done.stderr
    assert len(lines) == 5
    assert lines[1] == ""
    assert lines[2] == "12.450"
    assert "guerra" in lines[0]


def test_style(embedded: Translator, tmp_path: Path) -> None:
    args = ("translate", "--from", "en", "--to", "es", "--style", "house")
    done = _run(*args, cwd=tmp_path, text='He said "yes" to 12,450 people.\n')
    assert "12\u00a0450" in done.stdout
    assert "«" in done.stdout


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    done = _run("translate", "--from", "en", "--to", "es", "none.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "none.txt" in done.stderr
    assert done.stdout == ""


def test_lines_need_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("año\n".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        read_lines(path)
    path.write_bytes(b"\xef\xbb\xbfa\r\n\r\nb")
    assert read_lines(path) == ["a", "", "b"]


def test_a_failed_check_prints_the_candidate_and_the_verdict(tmp_path: Path, endpoint) -> None:  # type: ignore[no-untyped-def]  # the fixture's class lives in conftest
    honest = endpoint.reply

    def lossy(texts: list[str]) -> str:
        return str(honest(texts)).replace("34", "varias")

    endpoint.reply = lossy
    config = Config(
        state_dir=tmp_path,
        translate=TranslateConfig(backend="openai", base_url=endpoint.url, model="local"),
    )
    out, err = io.StringIO(), io.StringIO()
    failed = translate_lines(
        config, ["34 casas", ""], source="es", target="en", translator=None, style="keep",
        cached=False, out=out, err=err,
    )  # fmt: skip
    assert failed == 1
    assert out.getvalue() == "<varias casas>\n\n"
    assert "line 1: figure" in err.getvalue()


class Echo:
    """Gives back the reference for known sentences."""

    signature = "echo:1"

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known

    def translate(self, texts, *, source, target):  # type: ignore[no-untyped-def]  # as the protocol
        return [self.known.get(text, text) for text in texts]


def test_measure_and_report() -> None:
    pytest.importorskip("sacrebleu")
    pairs = {f"The river rose on day {n}.": f"El río creció el día {n}." for n in range(2, 9)}
    pairs["Some <b>34</b> houses were lost."] = "Se perdieron muchas casas."
    sources, references = list(pairs), list(pairs.values())
    service = TranslationService(Echo(pairs), glossary=Glossary([]))
    scores, done = measure(service, sources, references, "en")
    assert scores.bleu > 60
    assert scores.shown_in_original == pytest.approx(1 / 8)
    assert scores.kinds == {"figure:original": 1}
    assert "|" in scores.bleu_signature
    assert json.loads(scores.as_json())["direction"] == "en-es"
    page = report(scores, sources, references, done)
    assert "<b>34" not in page
    assert "&lt;b&gt;34" in page


def test_perfect_and_useless_translations() -> None:
    pytest.importorskip("sacrebleu")
    good = ["Uno dos tres cuatro cinco seis."]
    assert score(good, good)[0] == pytest.approx(100)
    assert score(["nada"], good)[0] == 0


def test_pairs_and_parallel_files(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text('es\ten\n"a\tb\n', encoding="utf-8")
    assert read_pairs(table) == [("b", '"a')]
    table.write_text("x\ty\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pairs\.tsv"):
        read_pairs(table)
    other = tmp_path / "o"
    other.write_text("1\n2\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="parallel"):
        read_parallel(table, other)


def test_eval_command(embedded: Translator, tmp_path: Path) -> None:
    pytest.importorskip("sacrebleu")
    table = tmp_path / "pairs.tsv"
    table.write_text("en\tes\nThe war is over.\tLa guerra ha terminado.\n", encoding="utf-8")
    page = tmp_path / "page.html"
    done = _run("eval", "translate", "pairs.tsv", "--report", "page.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "BLEU" in done.stdout
    assert "sentences/s" in done.stdout
    assert page.with_stem("page-en-es").is_file()
