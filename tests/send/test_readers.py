"""Recipients from three places, leaving the list, bounces, and the commands for it."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from wsgiref.simple_server import make_server
from wsgiref.validate import validator

import pytest

from briefing.cli import run_cli
from briefing.errors import ConfigError
from briefing.model import Outcome
from briefing.send.book import Book, all_recipients
from briefing.send.inbound import apply_bounces, apply_unsubscribes, read_messages
from briefing.send.ledger import Ledger
from briefing.send.recipients import make_recipient, read_csv, write_csv
from briefing.send.unsubscribe import make_app


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book(tmp_path / "recipients.sqlite") as opened:
        yield opened


def test_csv_there_and_back(tmp_path: Path) -> None:
    people = [
        make_recipient("ana@example.org", 'Ana "Nani", Núñez', ["es"], "link", ["sport"]),
        make_recipient("bob@example.org", active=False),
    ]
    file = tmp_path / "readers.csv"
    file.write_text(write_csv(people), encoding="utf-8")
    found = Outcome()
    assert read_csv(file, found) == people
    assert found.problems == []


def test_a_wrong_csv_line_is_named_and_the_others_count(tmp_path: Path) -> None:
    file = tmp_path / "readers.csv"
    file.write_text("\ufeffAddress;Languages\nana@example.org;es en\nnobody;en\nbob@x.org;fr\n")
    found = Outcome()
    (ana,) = read_csv(file, found)
    assert ana.languages == ("es", "en")
    assert [problem.subject for problem in found.problems] == [
        "readers.csv, line 3",
        "readers.csv, line 4",
    ]
    file.write_text("name\nAna\n")
    with pytest.raises(ConfigError, match="no column 'address'"):
        read_csv(file, found)


def test_the_book_wins_over_csv_and_configuration(configure: Any, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("address,name\nANA@example.org,From CSV\nbob@example.org,Bob\n")
    config = configure(
        "[mail]\nrecipients_file = 'r.csv'\n[[recipients]]\naddress = 'ana@example.org'\n"
        "[[recipients]]\naddress = 'eva@example.org'\n"
    )
    with Book(tmp_path / ".briefing" / "mail" / "recipients.sqlite") as book:
        book.deactivate("bob@example.org", "unsubscribed")
    people = {person.key: person for person in all_recipients(config, Outcome())}
    assert len(people) == 3
    assert people["ana@example.org"].name == "From CSV"
    assert not people["bob@example.org"].active


def test_tokens_are_stable_secret_and_one_each(book: Book) -> None:
    ana, bob = book.token("ana@example.org"), book.token("bob@example.org")
    assert book.token("Ana@example.org") == ana != bob
    assert book.owner(ana) == "ana@example.org"
    assert book.owner(ana[:12] + bob[12:]) is None
    assert book.owner(ana[:-1]) is None
    assert book.owner("") is None
    assert len(ana) == 44


def test_the_application_follows_wsgi_and_rfc_8058(book: Book, tmp_path: Path) -> None:
    token = book.token("ana@example.org")
    app = validator(make_app(tmp_path / "recipients.sqlite", "The <Paper>"))
    with make_server("127.0.0.1", 0, app) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        base = f"http://127.0.0.1:{server.server_port}/?token="
        try:
            with urllib.request.urlopen(base + token) as answer:  # noqa: S310 - loopback
                page = answer.read().decode()
            assert "The &lt;Paper&gt;" in page
            assert '<section lang="es">' in page
            assert answer.headers["Cache-Control"] == "no-store"
            assert book.get("ana@example.org") is None, "a GET must not unsubscribe"
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(base + "x" * 44, b"List-Unsubscribe=One-Click")  # noqa: S310
            for _ in range(2):
                with urllib.request.urlopen(base + token, b"List-Unsubscribe=One-Click") as done:  # noqa: S310
                    assert "no recibirá más correos" in done.read().decode()
        finally:
            server.shutdown()
            thread.join()
    person = book.get("ana@example.org")
    assert person is not None
    assert (person.active, person.reason) == (False, "unsubscribed")


def test_unsubscribe_requests_by_mail_need_the_token(book: Book, tmp_path: Path) -> None:
    token = book.token("ana@example.org")
    for number, subject in enumerate(
        [f"unsubscribe {token}", "unsubscribe me", f"Re: unsubscribe {token[:-2]}xx"]
    ):
        message = EmailMessage()
        message["From"], message["Subject"] = "bob@example.org", subject
        (tmp_path / f"{number}.eml").write_bytes(message.as_bytes())
    applied = [
        apply_unsubscribes(read_messages(tmp_path / f"{number}.eml"), book) for number in range(3)
    ]
    assert [item.addresses for item in applied] == [["ana@example.org"], [], []]
    assert applied[1].ignored == ["bob@example.org"]


BOUNCE = """From: MAILER-DAEMON@mx.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown user

--b--
"""


@pytest.mark.parametrize(
    ("address", "action", "status", "active"),
    [
        ("ana@example.org", "failed", "5.1.1", False),
        ("ana@example.org", "delayed", "4.2.2", True),
        ("ana@example.org", "failed", "4.4.7", True),
        ("eve@example.org", "failed", "5.1.1", True),
    ],
)
def test_only_permanent_bounces_of_our_readers_count(
    address: str, action: str, status: str, active: bool, book: Book, tmp_path: Path
) -> None:
    book.add(make_recipient("ana@example.org"))
    file = tmp_path / "bounce.eml"
    file.write_text(BOUNCE.format(address=address, action=action, status=status))
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        apply_bounces(read_messages(file), book, ledger)
    person = book.get("ana@example.org")
    assert person is not None
    assert person.active is active
    assert book.get("eve@example.org") is None


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "briefing.toml"
    settings.write_text("[[recipients]]\naddress = 'eva@example.org'\n")

    def call(*words: str) -> tuple[int, str]:
        code = run_cli([*words, "--config", str(settings)])
        return code, capsys.readouterr().out

    assert call("recipients", "add", "ana@example.org", "--name", "Ana", "--language", "es")[0] == 0
    assert call("recipients", "add", "no address")[0] == 2
    code, out = call("recipients", "list")
    assert (code, out) == (
        0,
        "eva@example.org\t\ten es\tfull\tall\tactive\n"
        "ana@example.org\tAna\tes\tfull\tall\tactive\n",
    )
    (tmp_path / "more.csv").write_text("address\nbob@example.org\nana@example.org\n")
    with Book(tmp_path / ".briefing" / "mail" / "recipients.sqlite") as book:
        book.deactivate("ana@example.org", "unsubscribed")
    assert call("recipients", "import", str(tmp_path / "more.csv"))[0] == 0
    assert "ana@example.org,Ana,es,full,,no" in call("recipients", "export")[1]
    assert call("recipients", "remove", "bob@example.org")[0] == 0
    assert call("recipients", "remove", "bob@example.org")[0] == 2


def test_send_from_the_command_line(
    tmp_path: Path, day_folder: Path, edition: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from briefing.edition import dump_edition

    (day_folder / "edition.json").write_text(dump_edition(edition), encoding="utf-8")
    settings = tmp_path / "briefing.toml"
    settings.write_text(
        "[mail]\npassword = 'never-show-this'\n[[recipients]]\naddress = 'ana@example.org'\n"
    )

    def call(*words: str) -> int:
        return run_cli(["send", *words, "-vv", "--config", str(settings)])

    assert call("--dry-run") == 0
    assert not (tmp_path / "mail").exists()
    shown = capsys.readouterr()
    assert shown.out.startswith("ana@example.org\ten es\tfull\tThe Day in Brief, 24 November 2026")
    assert call("2026-11-24", "--to", "bob@example.org") == 0
    assert call() == 0
    assert call("2026-11-23") == 2
    assert len(list((tmp_path / "mail").iterdir())) == 2
    end = capsys.readouterr()
    assert "1 sent" in end.err
    assert "never-show-this" not in shown.out + shown.err + end.out + end.err


def test_two_sends_at_once_are_one_too_many(
    tmp_path: Path, day_folder: Path, edition: Any, configure: Any
) -> None:
    from briefing.errors import AlreadyRunning
    from briefing.lock import lock
    from briefing.model import Silent
    from briefing.send import send_edition
    from briefing.send.book import mail_state

    config = configure("[[recipients]]\naddress = 'ana@example.org'\n")
    with lock(mail_state(config)), pytest.raises(AlreadyRunning):
        send_edition(edition, day_folder, config, found=Outcome(), progress=Silent())
