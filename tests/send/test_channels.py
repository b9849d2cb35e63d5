"""Delivery without SMTP: folder, Maildir, sendmail, and webhooks on loopback."""

from __future__ import annotations

import json
import mailbox
from pathlib import Path
from typing import Any

import pytest

from briefing.edition import Edition
from briefing.model import Outcome, Silent
from briefing.send import SendReport, send_edition
from tests.send.webhooks import Hooks, hook

READER = "[[recipients]]\naddress = 'ana@example.org'\n"


def send(edition: Edition, folder: Path, config: Any, **how: Any) -> tuple[SendReport, Outcome]:
    found = Outcome()
    report = send_edition(
        edition, folder, config, found=found, progress=Silent(), sleep=lambda _: None, **how
    )
    return report, found


def test_the_default_is_a_folder_of_eml_files(
    edition: Edition, day_folder: Path, configure: Any, tmp_path: Path
) -> None:
    config = configure(READER)
    assert send(edition, day_folder, config)[0].sent == 1
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name.startswith("20261124.1.en-es.")
    assert file.name.endswith(".ana@example.org.eml")
    assert send(edition, day_folder, config)[0].sent == 0


def test_a_maildir_gets_the_message(
    edition: Edition, day_folder: Path, configure: Any, tmp_path: Path
) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    config = configure(f"[mail]\nfolder = 'box'\n{READER}")
    assert send(edition, day_folder, config)[0].sent == 1
    (message,) = box
    assert message["To"] == "ana@example.org"


@pytest.mark.parametrize(
    ("status", "count"),
    [(0, "sent"), (67, "failed"), (75, "deferred"), (71, "deferred")],
)
def test_sendmail_is_called_without_a_shell(
    status: int, count: str, edition: Edition, day_folder: Path, configure: Any, tmp_path: Path
) -> None:
    program = tmp_path / "sendmail"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/args\ncat > {tmp_path}/in\nexit {status}'
    )
    program.chmod(0o755)
    config = configure(
        f"[mail]\ntransport = 'sendmail'\nsendmail_path = '{program}'\nretries = 1\n{READER}"
    )
    report, _ = send(edition, day_folder, config)
    assert getattr(report, count) == 1
    arguments = (tmp_path / "args").read_text().split()
    assert arguments == ["-i", "-f", "briefing@localhost", "--", "ana@example.org"]
    assert b"\r" not in (tmp_path / "in").read_bytes()


def test_every_kind_of_hook_is_told_once(
    edition: Edition, day_folder: Path, configure: Any, hooks: Hooks
) -> None:
    config = configure(
        hook("json", f"{hooks.base}/json")
        + hook("slack", f"{hooks.base}/slack")
        + hook("teams", f"{hooks.base}/teams")
        + hook("telegram", f"{hooks.base}/bot1:secret/sendMessage", "chat_id = '42'")
    )
    hooks.answers = [503]
    report, found = send(edition, day_folder, config)
    assert (report.hooks_sent, report.exit_code, found.problems) == (4, 0, [])
    told = {path.rpartition("/")[2]: data for path, data in hooks.posts}
    assert told["json"]["stories"][0]["title"].startswith("El puerto")
    assert len(told["json"]["stories"][0]["points"]) == 3
    assert told["slack"]["blocks"][1]["text"]["text"].startswith("<https://news.example.org/")
    assert told["teams"]["attachments"][0]["content"]["type"] == "AdaptiveCard"
    assert told["sendMessage"]["chat_id"] == "42"
    assert "<b>El día en breve" in told["sendMessage"]["text"]
    assert send(edition, day_folder, config)[0].hooks_sent == 0
    assert len(hooks.posts) == 4


@pytest.mark.parametrize("answers", [[404], [500] * 9])
def test_a_hook_that_fails_is_reported_without_its_address(
    answers: list[int], edition: Edition, day_folder: Path, configure: Any, hooks: Hooks,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    config = configure(hook("slack", f"{hooks.base}/very-secret") + READER)
    hooks.answers = list(answers)
    with caplog.at_level("DEBUG"):
        report, found = send(edition, day_folder, config)
    assert (report.sent, report.hooks_failed, report.exit_code) == (1, 1, 3)
    assert str(answers[0]) in found.problems[0].message
    assert "very-secret" not in f"{found}{config!r}{config.model_dump_json()}"
    assert not [r for r in caplog.records if "very-secret" in r.getMessage()]


def test_a_hook_that_is_not_there_is_tried_again_later(
    edition: Edition, day_folder: Path, configure: Any, hooks: Hooks
) -> None:
    dead = configure(hook("slack", "http://127.0.0.1:9/very-secret"))
    report, found = send(edition, day_folder, dead)
    assert (report.hooks_failed, report.exit_code) == (1, 1)
    assert "very-secret" not in str(found)
    report, _ = send(edition, day_folder, configure(hook("slack", f"{hooks.base}/slack")))
    assert report.hooks_sent == 1


def test_hostile_text_stays_text_in_every_channel(
    make: Any, story: Any, day_folder: Path, configure: Any, hooks: Hooks
) -> None:
    from briefing.edition import T

    bad = "<b>x</b> <!channel> [link](http://evil.example) *bold*"
    hostile = make(1, stories=(story(1, title=T(en=bad, es=bad, original="en")),))
    config = configure(
        hook("slack", f"{hooks.base}/slack")
        + hook("teams", f"{hooks.base}/teams")
        + hook("telegram", f"{hooks.base}/telegram", "chat_id = '42'")
    )
    send(hostile, day_folder, config)
    told = {path: json.dumps(data) for path, data in hooks.posts}
    assert "<!channel>" not in told["/slack"]
    assert "<b>x</b>" not in told["/telegram"]
    assert "[link](" not in told["/teams"]
