"""A limit on processor time that a hang breaks and a slow machine does not."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager

LOOP_SECONDS = 0.06
"""What ``_loop`` takes on the processor that the limits were set on."""


@contextmanager
def within(seconds: float) -> Generator[None]:
    """Fail when the block takes more processor seconds, scaled to how fast a fixed loop runs now.

    It stands against hanging and is no claim of speed: those come from ``benchmarks/``.
    """
    start = time.process_time()
    yield
    spent = time.process_time() - start
    if spent >= seconds:
        slower = max(1.0, sorted(_loop() for _ in range(5))[2] / LOOP_SECONDS)
        assert spent < seconds * slower, f"{spent:.2f} s on a processor {slower:.1f} times as slow"


def _loop() -> float:
    start = time.process_time()
    sum(len(str(number)) for number in range(300_000))
    return time.process_time() - start
