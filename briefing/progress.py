"""Progress of a run: a bar on a terminal, plain lines elsewhere, and the time of each stage."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefing.model import STAGES, Stage

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID


class StageClock:
    """A :class:`~briefing.model.Progress` that measures seconds per stage and draws nothing."""

    def __init__(self) -> None:
        self.seconds: dict[Stage, float] = {}
        self._stage: Stage | None = None
        self._since = 0.0

    def start(self, stage: Stage, total: int | None = None) -> None:
        """End the running stage and begin ``stage``."""
        self._stop()
        self._stage, self._since = stage, time.perf_counter()

    def advance(self, steps: int = 1) -> None:
        """Nothing to measure."""

    def close(self) -> None:
        """End the running stage."""
        self._stop()
        self._stage = None

    def _stop(self) -> None:
        if self._stage is not None:
            spent = time.perf_counter() - self._since
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + spent


class Bar(StageClock):
    """A clock that also shows the stages: a progress bar on a terminal, else a line each."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        self._console = console
        self._plain = not console.is_terminal
        self._bar = Progress(
            TextColumn("{task.fields[number]}/9", style="dim"),
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=self._plain or console.quiet,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        self._bar.stop()

    def start(self, stage: Stage, total: int | None = None) -> None:
        """Begin ``stage`` of ``total`` steps."""
        again = stage in self.seconds or stage == self._stage
        super().start(stage, total)
        if self._plain:
            if not again:
                self._console.print(f"{stage} …" if total is None else f"{stage} … ({total})")
            return
        if self._task is not None:
            self._bar.remove_task(self._task)
        number = STAGES.index(stage) + 1
        self._task = self._bar.add_task(stage, total=total, number=number)

    def advance(self, steps: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bar.advance(self._task, steps)
