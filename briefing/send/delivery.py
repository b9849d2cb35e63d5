"""The delivery loop: every message tried, retried within bounds, and written down."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from briefing.config import MailConfig
from briefing.errors import (
    MailError,
    MailServerError,
    TemporaryMailError,
    UncertainMailError,
)
from briefing.model import Outcome, Problem, Progress
from briefing.send.ledger import Ledger, Version
from briefing.send.transport import Envelope, Transport

log = logging.getLogger("briefing.send")

_LONGEST_WAIT = 300.0
_random = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Job:
    """One message to deliver. ``make`` builds it when its turn comes, with that moment's date."""

    recipient: str
    address: str
    make: Callable[[], Envelope]


@dataclass(slots=True)
class Tally:
    """What became of the jobs: addresses in the order in which it happened."""

    sent: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    deferred: list[str] = field(default_factory=list)
    uncertain: list[str] = field(default_factory=list)


class Delivery:
    """Delivers the jobs of one version through one transport."""

    def __init__(
        self,
        transport: Transport,
        ledger: Ledger,
        version: Version,
        config: MailConfig,
        *,
        found: Outcome,
        progress: Progress,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = transport
        self._ledger = ledger
        self._version = version
        self._config = config
        self._found = found
        self._progress = progress
        self._sleep = sleep
        self._next_start = 0.0
        self._server_failures = 0
        self._tally = Tally()

    def run(self, jobs: Sequence[Job]) -> Tally:
        """Try every job; those put off come again after the others, ``retries`` times at most.

        Never raises for one message. When the server serves nobody, the rest is put off.
        """
        try:
            self._rounds(list(jobs))
        finally:
            self._transport.close()
        return self._tally

    def _rounds(self, waiting: list[Job]) -> None:
        reasons: dict[str, TemporaryMailError] = {}
        for attempt in range(self._config.retries + 1):
            if attempt:
                self._wait(attempt)
            again = []
            for index, job in enumerate(waiting):
                try:
                    self._one(job)
                except TemporaryMailError as exc:
                    reasons[job.recipient] = exc
                    again.append(job)
                except MailServerError as exc:
                    self._give_up([*again, *waiting[index:]], exc)
                    return
            waiting = again
            if not waiting:
                return
        for job in waiting:
            self._put_off(job, reasons[job.recipient])

    def _one(self, job: Job) -> None:
        """One attempt, repeated while only the connection fails.

        Raises :class:`TemporaryMailError` to come again later, :class:`MailServerError` when the
        server is to be left alone.
        """
        while True:
            self._pace()
            try:
                self._attempt(job)
            except MailServerError as exc:
                self._server_failures += 1
                if not exc.temporary or self._server_failures > self._config.retries:
                    raise
                log.info("%s", exc.message)
                self._wait(self._server_failures)
            except TemporaryMailError:
                self._server_failures = 0
                raise
            else:
                self._server_failures = 0
                return

    def _attempt(self, job: Job) -> None:
        version, ledger = self._version, self._ledger

        def begin() -> None:
            if not ledger.begin(version, job.recipient):
                raise UncertainMailError("Another process is sending this message.")

        try:
            self._transport.send(job.make(), begin)
        except TemporaryMailError as exc:
            ledger.deferred(version, job.recipient, exc.message)
            log.info("%s: put off: %s", job.address, exc.message)
            raise
        except UncertainMailError as exc:
            ledger.uncertain(version, job.recipient, exc.message)
            self._end(self._tally.uncertain, job, exc.message, exc.remedy)
        except MailServerError:
            raise
        except MailError as exc:
            ledger.failed(version, job.recipient, exc.message)
            self._end(self._tally.failed, job, exc.message, exc.remedy)
        else:
            ledger.sent(version, job.recipient)
            self._tally.sent.append(job.address)
            self._progress.advance()
            log.debug("%s: sent", job.address)

    def _end(self, kind: list[str], job: Job, message: str, remedy: str) -> None:
        kind.append(job.address)
        self._progress.advance()
        self._found.problems.append(Problem("send", job.address, message, remedy))

    def _put_off(self, job: Job, reason: TemporaryMailError | MailServerError) -> None:
        self._tally.deferred.append(job.address)
        self._ledger.deferred(self._version, job.recipient, reason.message)
        if isinstance(reason, TemporaryMailError):
            self._found.problems.append(
                Problem("send", job.address, reason.message, "'briefing send' tries again.")
            )

    def _give_up(self, jobs: Sequence[Job], exc: MailServerError) -> None:
        for job in jobs:
            self._put_off(job, exc)
        self._found.problems.append(
            Problem("send", f"{len(jobs)} messages put off", exc.message, exc.remedy)
        )

    def _wait(self, attempt: int) -> None:
        """Exponential back-off with full jitter around it, so that clients do not march in step."""
        longest = min(self._config.retry_delay * 2 ** (attempt - 1), _LONGEST_WAIT)
        self._sleep(_random.uniform(0.5, 1.5) * longest)

    def _pace(self) -> None:
        """Keep the rate under ``per_minute``."""
        if self._config.per_minute is None:
            return
        now = time.monotonic()
        if now < self._next_start:
            self._sleep(self._next_start - now)
        self._next_start = max(now, self._next_start) + 60 / self._config.per_minute
