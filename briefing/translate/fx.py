"""Firefox Translations models from a folder, run by the ``fxtranslate`` engine."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import weakref
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from briefing.errors import BackendError, BackendUnavailable
from briefing.translate.base import workers

_SHARE = 16
"""Sentences that are worth one more process."""


class FxModel:
    """One direction: ``model.bin`` or ``model.*.bin``, one or two ``*.spm``, ``lex*.bin`` or none.

    The engine keeps Python's global lock while it translates, so it runs in processes, up to one a
    core; they start when first needed and end with this object.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        model = _one(folder, "model*.bin")
        vocabularies = sorted(folder.glob("*.spm"))
        if not vocabularies:
            raise _missing(folder, "*.spm")
        source = next((v for v in vocabularies if "src" in v.name), vocabularies[0])
        target = next((v for v in vocabularies if "trg" in v.name), vocabularies[-1])
        self._files = [model, source, target, *sorted(folder.glob("lex*.bin"))[:1]]
        self._lock = threading.Lock()
        self._processes = [_Process(self.folder, self._files)]
        self._processes[0].wait()

    def many(self, texts: list[str]) -> list[str]:
        """The translations of many sentences, in order; from any thread."""
        with self._lock:
            count = max(1, min(workers(), len(texts) // _SHARE))
            while len(self._processes) < count:
                self._processes.append(_Process(self.folder, self._files))
            out = [""] * len(texts)
            # Longest first, so that no process is left alone with a long one at the end.
            waiting = deque(sorted(range(len(texts)), key=lambda i: -len(texts[i])))

            def work(process: _Process) -> None:
                process.wait()
                while waiting:
                    try:
                        i = waiting.popleft()
                    except IndexError:  # another thread took the last one
                        return
                    out[i] = process.translate(texts[i])

            with ThreadPoolExecutor(count) as pool:
                list(pool.map(work, self._processes[:count]))
        return out


class _Process:
    """An engine in a process of its own, which ends when its input closes."""

    def __init__(self, folder: Path, files: list[Path]) -> None:
        self._folder = folder
        self._ready = False
        command = [sys.executable, "-m", "briefing.translate.fx_worker", *map(str, files)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert process.stdin is not None  # noqa: S101 - both are pipes, for the type checker
        assert process.stdout is not None  # noqa: S101
        self._process, self._input, self._output = process, process.stdin, process.stdout
        weakref.finalize(self, _end, process)

    def wait(self) -> None:
        """Return when the model is loaded; raises :class:`BackendUnavailable` if it cannot be."""
        if self._ready:
            return
        reason = self._answer()
        if reason:
            raise BackendUnavailable(
                f"{self._folder}: is no Firefox Translations model ({reason}).",
                "Check the files, or fetch them again with 'briefing models get'.",
            )
        self._ready = True

    def translate(self, text: str) -> str:
        """One sentence."""
        with suppress(OSError):  # A process that is gone: reading its answer says so.
            self._input.write(json.dumps(text) + "\n")
            self._input.flush()
        done = self._answer()
        if done is None:
            raise BackendError(
                f"{self._folder.name}: the engine refused {text[:60]!r}.",
                "Choose another translator.",
            )
        return done

    def _answer(self) -> str | None:
        line = self._output.readline()
        if not line.endswith("\n"):
            raise BackendError(
                f"{self._folder.name}: a translation process ended with code "
                f"{self._process.wait(timeout=10)}.",
                "Run it again; if memory is short, with fewer cores.",
            )
        answer: str | None = json.loads(line)
        return answer


def _end(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what was left to write to a process that is gone
                stream.close()
    process.wait()


def _one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise _missing(folder, pattern)
    return found[0]


def _missing(folder: Path, pattern: str) -> BackendUnavailable:
    return BackendUnavailable(
        f"{folder}: there is no {pattern} in this folder.",
        "Fetch the model with 'briefing models get en-es es-en'.",
    )
