"""Send an edition: choose the readers, skip those who have it, deliver, report."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.config import Config, HookConfig
from briefing.edition import Edition
from briefing.lock import lock
from briefing.model import Notice, Outcome, Problem, Progress
from briefing.send.book import Book, all_recipients, book_file, find_recipients, mail_state
from briefing.send.delivery import Delivery, Job, Tally
from briefing.send.ledger import Entry, Ledger, Version
from briefing.send.message import Messages, describe
from briefing.send.recipients import Recipient
from briefing.send.secrets import Secrets, read_secrets
from briefing.send.transport import Envelope, Transport, make_transport

log = logging.getLogger("briefing.send")


@dataclass(frozen=True, slots=True)
class SendReport:
    """How many messages became what.

    ``skipped`` are those who got nothing now for a good reason: they have this edition
    (``already``), were refused before, left the list, or none of their sections has a story.
    ``planned`` is what a dry run would send.
    """

    sent: int = 0
    failed: int = 0
    deferred: int = 0
    uncertain: int = 0
    skipped: int = 0
    already: int = 0
    hooks_sent: int = 0
    hooks_failed: int = 0
    planned: tuple[Mapping[str, str], ...] = ()

    @property
    def exit_code(self) -> int:
        """0 all sent or nothing to send, 1 none sent, 3 some failed, deferred or uncertain."""
        if not self.failed + self.deferred + self.uncertain + self.hooks_failed:
            return 0
        return 3 if self.sent + self.already + self.hooks_sent else 1


@dataclass(frozen=True, slots=True)
class _Choice:
    """Readers to mail now, and how many are not and why."""

    due: list[Recipient]
    skipped: int
    already: int
    uncertain: int


def send_edition(
    edition: Edition,
    folder: Path,
    config: Config,
    *,
    to: Sequence[str] = (),
    dry_run: bool = False,
    resend: bool = False,
    corrected: bool = False,
    found: Outcome,
    progress: Progress,
    sleep: Callable[[float], None] = time.sleep,
) -> SendReport:
    """Mail ``edition``, whose PDFs are in ``folder``, to every recipient who does not have it.

    ``to`` limits this to some addresses (an unknown one gets the defaults) and leaves the hooks
    alone. ``resend`` tries again what is uncertain or was refused. ``corrected`` also sends to
    those who have an earlier version of the day. A dry run builds everything and writes nothing.

    Raises :class:`~briefing.errors.ConfigError`, :class:`~briefing.errors.EditionError` (a PDF is
    missing), :class:`~briefing.errors.RenderError` or
    :class:`~briefing.errors.AlreadyRunning`. What happens to single messages becomes problems.
    """
    secrets = read_secrets(config)
    everyone = all_recipients(config, found)
    if not everyone and not to and not config.hooks:
        hint = "there is no recipient: add one with 'briefing recipients add ADDRESS'"
        found.notices.append(Notice("send", edition.date.isoformat(), hint))
    wanted = find_recipients(to, everyone) if to else everyone
    messages = Messages(edition, folder, config)
    readers = _readers(wanted, edition, config, messages, found, named=bool(to))
    run = _Run(edition, config, messages, secrets, found, progress, sleep, resend, corrected)
    unwanted = len(wanted) - len(readers)
    if dry_run:
        report = run.plan(readers, unwanted)
        return report if to else replace(report, planned=(*report.planned, *run.plan_hooks()))
    with lock(mail_state(config)), Ledger(ledger_file(config)) as ledger:
        report = run.mail(readers, ledger, unwanted)
        return report if to else run.tell_hooks(report, ledger)


def ledger_file(config: Config) -> Path:
    """Where the ledger is."""
    return mail_state(config) / "ledger.sqlite"


def _readers(
    people: Sequence[Recipient],
    edition: Edition,
    config: Config,
    messages: Messages,
    found: Outcome,
    *,
    named: bool,
) -> list[Recipient]:
    """Who is to get a mail at all, in the languages and format in which there is one.

    ``named``: the user asked for these very readers, so whoever is left out is a notice.
    """
    readers, linkless = [], 0
    for person in people:
        languages = tuple(code for code in person.languages if code in config.languages)
        reader = replace(person, languages=languages or config.languages)
        reason = "" if reader.active else reader.reason or "inactive"
        if reader.active and not messages.stories(reader):
            reason = "no story in the chosen sections"
        if reason:
            log.info("%s gets no mail: %s", person.address, reason)
            if named:
                found.notices.append(Notice("send", person.address, f"gets no mail: {reason}"))
            continue
        if reader.format == "link" and not edition.site_url:
            linkless += 1
            reader = replace(reader, format="full")
        readers.append(reader)
    if linkless:
        text = f"no link without site_url; readers who get everything instead: {linkless}"
        found.notices.append(Notice("send", edition.date.isoformat(), text))
    return readers


class _Run:
    """One call of :func:`send_edition`."""

    def __init__(
        self,
        edition: Edition,
        config: Config,
        messages: Messages,
        secrets: Secrets,
        found: Outcome,
        progress: Progress,
        sleep: Callable[[float], None],
        resend: bool,
        corrected: bool,
    ) -> None:
        self._edition = edition
        self._config = config
        self._messages = messages
        self._secrets = secrets
        self._found = found
        self._progress = progress
        self._sleep = sleep
        self._resend = resend
        self._corrected = corrected
        self._version = Version(edition.date, edition.edition)

    def plan(self, readers: Sequence[Recipient], unwanted: int) -> SendReport:
        """Build the messages that would go out; nothing is written."""
        choice = _Choice(list(readers), 0, 0, 0)
        if ledger_file(self._config).is_file():
            with Ledger(ledger_file(self._config)) as ledger:
                choice = self._choose(readers, ledger)
        self._progress.start("send", len(choice.due))
        planned = []
        self._warn_oversize(choice.due)
        for reader in choice.due:
            planned.append(describe(self._messages.build(reader, "0" * 44)))
            self._progress.advance()
        return SendReport(
            uncertain=choice.uncertain,
            skipped=choice.skipped + unwanted,
            already=choice.already,
            planned=tuple(planned),
        )

    def mail(self, readers: Sequence[Recipient], ledger: Ledger, unwanted: int) -> SendReport:
        """Deliver to all who do not have it."""
        ids = [
            Entry(reader.key, "-".join(reader.languages), self._messages.id_for(reader))
            for reader in readers
        ]
        if self._resend:
            ledger.requeue(self._version, [entry.recipient for entry in ids])
        choice = self._choose(readers, ledger)
        due = {reader.key for reader in choice.due}
        ledger.enqueue(self._version, [entry for entry in ids if entry.recipient in due])
        self._progress.start("send", len(choice.due))
        tally = self._deliver(choice.due, ledger) if choice.due else Tally()
        return SendReport(
            sent=len(tally.sent),
            failed=len(tally.failed),
            deferred=len(tally.deferred),
            uncertain=len(tally.uncertain) + choice.uncertain,
            skipped=choice.skipped + unwanted,
            already=choice.already,
        )

    def plan_hooks(self) -> list[Mapping[str, str]]:
        """The hooks that would be told; nothing is written and nobody is called."""
        if not self._config.hooks:
            return []
        from briefing.send.hooks import describe_hook, hooks_by_key

        due = list(hooks_by_key(self._config.hooks).items())
        if ledger_file(self._config).is_file():
            with Ledger(ledger_file(self._config)) as ledger:
                due = [(key, hook) for key, hook in due if self._hook_due(key, hook, ledger)]
        return [describe_hook(self._edition, hook) for _, hook in due]

    def tell_hooks(self, report: SendReport, ledger: Ledger) -> SendReport:
        """Tell the hooks that have not been told, each with its own retries."""
        if not self._config.hooks:
            return report
        from briefing.send.hooks import HookTransport, hook_entry, hook_job, hooks_by_key

        hooks = hooks_by_key(self._config.hooks)
        if self._resend:
            ledger.requeue(self._version, hooks)
        sent = failed = 0
        for key, hook in hooks.items():
            due = self._hook_due(key, hook, ledger)
            if due is None:
                failed += 1
            if not due:
                continue
            ledger.enqueue(self._version, [hook_entry(hook, self._version)])
            transport = HookTransport(hook, self._secrets, self._config.mail.timeout)
            tally = self._delivery(transport, ledger).run([hook_job(self._edition, hook)])
            sent += len(tally.sent)
            failed += 1 - len(tally.sent)
        return replace(report, hooks_sent=sent, hooks_failed=failed)

    def _hook_due(self, key: str, hook: HookConfig, ledger: Ledger) -> bool | None:
        """Whether to tell the hook now; None when an earlier call is uncertain, and reported."""
        row = ledger.entries(self._version).get(key)
        if row is None:
            return self._corrected or key not in ledger.had_earlier(self._version)
        if row.state == "queued" or (self._resend and row.state != "sent"):
            return True
        if row.state == "sending":
            self._report_uncertain(f"hook {hook.name}", row)
            return None
        return False

    def _choose(self, readers: Sequence[Recipient], ledger: Ledger) -> _Choice:
        rows = ledger.entries(self._version)
        had = set() if self._corrected else ledger.had_earlier(self._version)
        due: list[Recipient] = []
        skipped = already = uncertain = 0
        for reader in readers:
            row = rows.get(reader.key)
            again = self._resend and row is not None and row.state in ("sending", "failed")
            if again:
                due.append(reader)
            elif row is not None and row.state == "sending":
                uncertain += 1
                self._report_uncertain(reader.address, row)
            elif row is not None and row.state in ("sent", "failed"):
                skipped += 1
                already += row.state == "sent"
                self._notice_failed(reader, row)
            elif reader.key in had:
                skipped += 1
                already += 1
            else:
                due.append(reader)
        if any(reader.key in had and reader.key not in rows for reader in readers):
            self._found.notices.append(
                Notice(
                    "send",
                    self._edition.date.isoformat(),
                    "this is a corrected edition: those who have the earlier one get it "
                    "with 'briefing send --corrected'",
                )
            )
        return _Choice(due, skipped, already, uncertain)

    def _notice_failed(self, reader: Recipient, row: Entry) -> None:
        if row.state == "failed":
            why = f"was refused before and is not tried again without --resend: {row.detail}"
            self._found.notices.append(Notice("send", reader.address, why))

    def _report_uncertain(self, who: str, row: Entry) -> None:
        why = f" ({row.detail})" if row.detail else ""
        self._found.problems.append(
            Problem(
                "send",
                who,
                f"an earlier run ended while this message was on its way{why}.",
                "Ask the reader, or send again with 'briefing send --resend'.",
            )
        )

    def _warn_oversize(self, readers: Sequence[Recipient]) -> None:
        count = sum(self._messages.oversize(reader) for reader in readers)
        if not count:
            return
        limit = self._config.mail.max_bytes
        instead = (
            "a link instead" if self._edition.site_url else "neither PDF nor link (no site_url)"
        )
        text = f"the PDFs do not fit into {limit} bytes; mails with {instead}: {count}"
        self._found.notices.append(Notice("send", self._edition.date.isoformat(), text))

    def _deliver(self, due: Sequence[Recipient], ledger: Ledger) -> Tally:
        transport = make_transport(self._config.mail, self._secrets)
        with Book(book_file(self._config)) as book:
            tokens = book.tokens(due)
        self._warn_oversize(due)
        jobs = [self._job(reader, tokens[reader.key]) for reader in due]
        # A broken template or a missing PDF shows before the first mail has left.
        for reader in {(r.languages, r.format, r.sections): r for r in due}.values():
            self._messages.build(reader, tokens[reader.key])
        return self._delivery(transport, ledger).run(jobs)

    def _delivery(self, transport: Transport, ledger: Ledger) -> Delivery:
        return Delivery(
            transport,
            ledger,
            self._version,
            self._config.mail,
            found=self._found,
            progress=self._progress,
            sleep=self._sleep,
        )

    def _job(self, reader: Recipient, token: str) -> Job:
        messages, sender = self._messages, self._messages.sender.address

        def make() -> Envelope:
            message = messages.build(reader, token)
            return Envelope(
                sender, reader.address, message.data, _file_name(message.message_id, reader)
            )

        return Job(reader.key, reader.address, make)


def _file_name(message_id: str, reader: Recipient) -> str:
    """A name for a file: day, edition, languages, address, and what makes it unique."""
    stem, _, _ = message_id.strip("<>").partition("@")
    readable = re.sub(r"[^A-Za-z0-9@._+-]", "_", reader.address)[:80]
    return f"{stem}.{readable}"
