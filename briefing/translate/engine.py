"""The networks from a folder, run in processes: our own engine, or ``fxtranslate``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Literal

from briefing.errors import BackendError, BackendUnavailable
from briefing.translate.base import workers

Kind = Literal["tiny", "fx"]
Answer = str | list[str]
_MORE: dict[Kind, str] = {"tiny": "outputs.npy", "fx": "lex*.bin"}
_BATCH = {"tiny": 12_000, "fx": 1}
"""Characters handed to a process at once: ``tiny`` is fast with many sentences side by side."""
_SHARE = 16
"""Sentences that are worth one more process."""


class Engine:
    """One direction: ``model*.bin``, one or two ``*.spm``, perhaps a file that limits the output.

    Threads would wait for Python's global lock, so there are processes, up to one a core; they
    start when first needed and end with this object.
    """

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.folder = folder
        self.kind = kind
        model = _one(folder, "model*.bin")
        vocabularies = sorted(folder.glob("*.spm"))
        if not vocabularies:
            raise _missing(folder, "*.spm")
        source = next((v for v in vocabularies if "src" in v.name), vocabularies[0])
        target = next((v for v in vocabularies if "trg" in v.name), vocabularies[-1])
        more = sorted(folder.glob(_MORE[kind]))[:1]
        self._files = [model, source, target, *more]
        self._lock = threading.Lock()
        self._processes = [self._process()]
        self._processes[0].wait()

    def _process(self) -> _Process:
        return _Process(self.folder, [self.kind, *map(str, self._files)])

    def many(self, texts: list[str]) -> list[str]:
        """The translations of many sentences, in order; from any thread."""
        return list(map(str, self._shared(0, texts)))

    def variants(self, texts: list[str], count: int) -> list[list[str]]:
        """Up to ``count`` other translations of each sentence; ``fx`` has none."""
        return list(map(list, self._shared(count, texts)))

    def _shared(self, count: int, texts: list[str]) -> list[Answer]:
        """The answers of as many processes as are worth it."""
        with self._lock:
            wanted = max(1, min(workers(), len(texts) * max(1, count) // _SHARE))
            while len(self._processes) < wanted:
                self._processes.append(self._process())
            out: list[Answer] = [""] * len(texts)
            waiting = deque(_batches(texts, _BATCH[self.kind] // max(1, count), wanted))

            def work(process: _Process) -> None:
                process.wait()
                while waiting:
                    try:
                        batch = waiting.popleft()
                    except IndexError:  # another thread took the last one
                        return
                    done = process.ask(count, [texts[i] for i in batch])
                    for i, answer in zip(batch, done, strict=True):
                        out[i] = answer

            with ThreadPoolExecutor(wanted) as pool:
                list(pool.map(work, self._processes[:wanted]))
        return out


def _batches(texts: list[str], characters: int, count: int) -> Iterator[list[int]]:
    """Numbers of texts of about the same length, at least one batch for each of ``count``.

    Longest first, so that no process is left alone with a long one at the end.
    """
    most = -(-len(texts) // count)
    batch: list[int] = []
    for i in sorted(range(len(texts)), key=lambda i: -len(texts[i])):
        batch.append(i)
        if len(batch) == most or len(batch) * len(texts[batch[0]]) >= characters:
            yield batch
            batch = []
    if batch:
        yield batch


class _Process:
    """An engine in a process of its own, which ends when its input closes."""

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        self._folder = folder
        self._ready = False
        command = [sys.executable, "-m", "briefing.translate.worker", *arguments]
        # One thread each: the processes share the cores between them.
        one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env=os.environ | one,
        )  # fmt: skip
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

    def ask(self, count: int, texts: list[str]) -> list[Answer]:
        """See :mod:`briefing.translate.worker`; raises :class:`BackendError` for a sentence that
        the engine refuses."""
        with suppress(OSError):  # A process that is gone: reading its answer says so.
            self._input.write(json.dumps([count, texts]) + "\n")
            self._input.flush()
        done = self._answer()
        out: list[Answer] = []
        for text, answer in zip(texts, done, strict=True):
            if answer is None:
                raise BackendError(
                    f"{self._folder.name}: the engine refused {text[:60]!r}.",
                    "Choose another translator.",
                )
            out.append(answer)
        return out

    def _answer(self) -> str | list[Answer | None]:
        line = self._output.readline()
        if not line.endswith("\n"):
            raise BackendError(
                f"{self._folder.name}: a translation process ended with code "
                f"{self._process.wait(timeout=10)}.",
                "Run it again; if memory is short, with fewer cores.",
            )
        answer: str | list[Answer | None] = json.loads(line)
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
