"""The commands around delivery, through the command line: serve, apply, bounce, dry runs."""

from __future__ import annotations

import json
import mailbox
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import run_cli
from briefing.edition import Edition, dump_edition
from briefing.send.book import Book
from tests.send.test_readers import BOUNCE
from tests.send.webhooks import Hooks, hook

READERS = (
    "[[recipients]]\naddress = 'ana@example.org'\n[[recipients]]\naddress = 'bob@example.org'\n"
)
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """``call("send", "--dry-run")`` with the test's configuration: exit code, output, errors."""

    def run(*words: str) -> tuple[int, str, str]:
        code = run_cli([*words, "--config", str(tmp_path / "briefing.toml")])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def settings(tmp_path: Path, day_folder: Path, edition: Edition) -> Path:
    """A ``briefing.toml`` with two readers beside a published edition."""
    (day_folder / "edition.json").write_text(dump_edition(edition), encoding="utf-8")
    file = tmp_path / "briefing.toml"
    file.write_text(READERS, encoding="utf-8")
    return file


def state(folder: Path) -> Path:
    return folder / ".briefing" / "mail"


def person(folder: Path, address: str) -> tuple[bool, str] | None:
    """Active, and the reason, of an entry of the book."""
    with Book(state(folder) / "recipients.sqlite") as book:
        entry = book.get(address)
    return (entry.active, entry.reason) if entry else None


def mailed(folder: Path) -> dict[str, EmailMessage]:
    """The messages in the mail folder by address."""
    import email
    from email.policy import default

    found = [
        email.message_from_bytes(file.read_bytes(), policy=default)
        for file in sorted((folder / "mail").iterdir())
    ]
    return {str(message["To"]): message for message in found}


def token_of(message: EmailMessage) -> str:
    found = re.search(r"unsubscribe(?:%20|\s)([A-Za-z0-9_-]{44})", message["List-Unsubscribe"])
    assert found is not None
    return found[1]


@contextmanager
def serving(settings: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``briefing unsubscribe serve`` in a process of its own, as it is run; its address."""
    words = ["unsubscribe", "serve", "--port", "0", "--config", str(settings), *more]
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", *words], stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        found = None
        while found is None:
            line = process.stderr.readline()
            assert line, "it ended without listening"
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        yield process, found[0]
    finally:
        process.kill()
        process.wait(timeout=10)
        if process.stderr is not None:
            process.stderr.close()


def get(url: str, data: bytes | None = None) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, data, timeout=10) as answer:  # noqa: S310 - loopback
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_serve_takes_a_reader_off_and_tells_no_token(
    settings: Path, tmp_path: Path, call: Call
) -> None:
    assert call("send")[0] == 0
    token = token_of(mailed(tmp_path)["ana@example.org"])
    with serving(settings, "-vv") as (process, base):
        status, page = get(f"{base}leave?token={token}")
        assert status == 200
        assert "ana@example.org" in page
        assert person(tmp_path, "ana@example.org") is None, "a GET must not unsubscribe"
        assert get(f"{base}leave?token={token}", b"something=else")[0] == 200
        assert person(tmp_path, "ana@example.org") is None, "nor must a POST that does not say so"
        assert get(f"{base}?token={token[:-1]}x", b"List-Unsubscribe=One-Click")[0] == 404
        assert get(f"{base}?token={token}", b"List-Unsubscribe=One-Click")[0] == 200
        assert person(tmp_path, "ana@example.org") == (False, "unsubscribed")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "ana@example.org unsubscribed" in said
    assert token not in said
    assert "Traceback" not in said


def test_serve_outlives_broken_clients(settings: Path, tmp_path: Path) -> None:
    with Book(state(tmp_path) / "recipients.sqlite") as book:
        token = book.token("ana@example.org")
    with serving(settings) as (process, base):
        port = int(base.rstrip("/").rpartition(":")[2])
        silent = socket.create_connection(("127.0.0.1", port))
        for raw in (b"", b"\x00\xff\r\n\r\n", b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n",
                    b"POST /?token=x HTTP/1.0\r\nContent-Length: no\r\n\r\n",
                    b"POST /?token=x HTTP/1.0\r\nContent-Length: 99\r\n\r\n"):  # fmt: skip
            with socket.create_connection(("127.0.0.1", port)) as broken:
                broken.sendall(raw)
        assert get(f"{base}?token={token}", b"confirm=yes")[0] == 200
        silent.close()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    assert person(tmp_path, "ana@example.org") == (False, "unsubscribed")
    assert "Traceback" not in said


def test_serve_says_when_the_port_is_taken(settings: Path, call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, said = call("unsubscribe", "serve", "--port", port)
    assert code == 2
    assert port in said
    assert "--port" in said


def fill(kind: str, folder: Path, messages: list[EmailMessage]) -> Path:
    """A mailbox of that kind with these messages."""
    path = folder / f"returned-{kind}"
    box: mailbox.Mailbox[Any] = mailbox.Maildir(path) if kind == "maildir" else mailbox.mbox(path)
    for message in messages:
        box.add(message)
    box.flush()
    box.close()
    return path


def request(token: str, sender: str = "eve@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = sender, f"Re: unsubscribe {token}"
    message.set_content("From now on, please.\n")
    return message


@pytest.mark.parametrize("kind", ["maildir", "mbox"])
def test_apply_reads_mailboxes(kind: str, settings: Path, tmp_path: Path, call: Call) -> None:
    assert call("send")[0] == 0
    token = token_of(mailed(tmp_path)["bob@example.org"])
    box = fill(kind, tmp_path, [request("x" * 44), request(token), request("", "mallory@x.org")])
    code, out, said = call("unsubscribe", "apply", str(box), "--dry-run")
    assert (code, out) == (0, "bob@example.org\tunsubscribed\n")
    assert person(tmp_path, "bob@example.org") is None, "a dry run changes nothing"
    code, out, said = call("unsubscribe", "apply", str(box))
    assert (code, out) == (0, "bob@example.org\tunsubscribed\n")
    assert "no valid token: mallory@x.org" in said
    assert token not in out + said
    assert person(tmp_path, "bob@example.org") == (False, "unsubscribed")
    assert (
        "bob@example.org\t\ten es\tfull\tall\tunsubscribed"
        in call("recipients", "list", "--all")[1]
    )
    assert "bob@example.org" not in call("send", "--dry-run", "--corrected", "--resend")[1]


def test_apply_and_bounce_say_what_they_cannot_read(
    settings: Path, tmp_path: Path, call: Call
) -> None:
    for words in (("unsubscribe", "apply"), ("recipients", "bounce")):
        code, _, said = call(*words, str(tmp_path / "nothing"))
        assert code == 2
        assert "no recipients' book" in said
    assert not state(tmp_path).exists(), "no book is made for it"
    assert call("send")[0] == 0
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").write_bytes(b"")
    for words in (("unsubscribe", "apply"), ("recipients", "bounce")):
        for name in ("nothing", "folder"):
            code, _, said = call(*words, str(tmp_path / name))
            assert code == 2
            assert str(tmp_path / name) in said
        assert call(*words, str(tmp_path / "empty")) == (0, "", "")


def returned(original: EmailMessage, status: str = "5.1.1") -> EmailMessage:
    """A delivery status notification with the headers of ``original``."""
    import email
    from email.policy import default

    text = BOUNCE.format(address=original["To"], action="failed", status=status)
    headers = f"Message-ID: {original['Message-ID']}\nTo: {original['To']}\n"
    text = text.replace("--b--", f"--b\nContent-Type: text/rfc822-headers\n\n{headers}\n--b--")
    return email.message_from_string(text, policy=default)


@pytest.mark.parametrize("kind", ["maildir", "mbox", "eml"])
def test_bounces_reach_book_and_ledger(
    kind: str, settings: Path, tmp_path: Path, call: Call
) -> None:
    assert call("send")[0] == 0
    sent = mailed(tmp_path)
    dead = returned(sent["ana@example.org"])
    if kind == "eml":
        box = tmp_path / "returned.eml"
        box.write_bytes(dead.as_bytes())
    else:
        box = fill(kind, tmp_path, [returned(sent["bob@example.org"], "4.2.2"), dead])

    def ledger() -> dict[str, str]:
        with sqlite3.connect(state(tmp_path) / "ledger.sqlite") as rows:
            return dict(rows.execute("SELECT recipient, state FROM deliveries").fetchall())

    assert call("recipients", "bounce", str(box), "--dry-run")[1] == "ana@example.org\tbounced\n"
    assert person(tmp_path, "ana@example.org") is None
    assert set(ledger().values()) == {"sent"}
    code, out, said = call("recipients", "bounce", str(box))
    assert (code, out) == (0, "ana@example.org\tbounced\n")
    assert ("ignored: Undelivered" in said) is (kind != "eml")
    entry = person(tmp_path, "ana@example.org")
    assert entry is not None
    assert entry[0] is False
    assert entry[1].startswith("bounced: smtp; 550 5.1.1")
    assert person(tmp_path, "bob@example.org") is None
    assert ledger() == {"ana@example.org": "failed", "bob@example.org": "sent"}
    code, out, _ = call("send", "--resend")
    assert (code, out) == (0, "")
    assert len(mailed(tmp_path)) == 2
    assert call("recipients", "add", "ana@example.org")[0] == 0
    assert call("send", "--resend", "--dry-run")[1].startswith("ana@example.org\t")


def test_a_dry_run_lists_the_hooks_that_have_not_been_told(
    settings: Path, call: Call, hooks: Hooks
) -> None:
    settings.write_text(
        READERS + hook("slack", f"{hooks.base}/very-secret") + hook("json", f"{hooks.base}/j"),
        encoding="utf-8",
    )
    code, out, said = call("send", "--dry-run")
    assert code == 0
    lines = [line.split("\t") for line in out.splitlines()]
    assert [line[0] for line in lines] == [
        "ana@example.org", "bob@example.org", "hook slack", "hook json",
    ]  # fmt: skip
    assert lines[2][1:3] == ["es", "slack"]
    assert lines[2][3].startswith("El día en breve, ")
    assert "4 messages would be sent" in said
    assert "very-secret" not in out + said
    assert hooks.posts == []
    assert "hook" not in call("send", "--dry-run", "--to", "ana@example.org")[1]
    hooks.answers = [404]
    code, _, said = call("send")
    assert code == 3
    assert "1 hook told, 1 failed" in said
    assert int(lines[3][4]) == len(json.dumps(hooks.posts[0][1], ensure_ascii=False).encode())
    assert call("send", "--dry-run")[1] == ""
    assert call("send", "--dry-run", "--resend")[1].startswith("hook slack\t")


def test_nobody_to_mail_is_said(settings: Path, call: Call) -> None:
    settings.write_text("", encoding="utf-8")
    code, _, said = call("send")
    assert code == 0
    assert "briefing recipients add" in said


def test_a_dry_run_tells_what_is_wrong_with_a_hook(settings: Path, call: Call) -> None:
    for text, expected in (
        (hook("telegram", "https://x.example/bot:very-secret"), "chat_id"),
        (hook("slack", "very-secret"), "no web address"),
        (hook("slack", "https://x.example/very-secret") * 2, "same name"),
    ):
        settings.write_text(text, encoding="utf-8")
        for more in ((), ("--dry-run",)):
            code, out, said = call("send", *more)
            assert (code, out) == (2, "")
            assert expected in said
            assert "very-secret" not in said


SECRETS = {
    name: f"do-not-show-{name}-Zq7"
    for name in ("mail", "translate", "summarise", "hook", "dkim", "mailfile", "keyfile")
}
SECRET_SETTINGS = f"""
[translate]
base_url = "http://127.0.0.1:9/v1"
model = "m"
api_key = "{SECRETS["translate"]}"
[summarise]
base_url = "http://127.0.0.1:9/v1"
model = "m"
api_key = "{SECRETS["summarise"]}"
[mail]
transport = "smtp"
host = "127.0.0.1"
port = 9
security = "none"
auth = "plain"
username = "briefing"
retries = 0
timeout = 2
password = "{SECRETS["mail"]}"
dkim_key = "dkim.pem"
dkim_selector = "s1"
[[recipients]]
address = "ana@example.org"
[[hooks]]
name = "desk"
kind = "slack"
url = "http://127.0.0.1:9/{SECRETS["hook"]}"
"""
COMMANDS = [
    ("doctor",),
    ("config",),
    ("config", "--defaults"),
    ("status",),
    ("recipients", "list"),
    ("send", "--dry-run"),
    ("send",),
]


def _from_file(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write_text(SECRET_SETTINGS, encoding="utf-8")


def _from_environment(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = re.sub(r"(?m)^(password|api_key) = .*\n", "", SECRET_SETTINGS)
    settings.write_text(text.partition("[[hooks]]")[0], encoding="utf-8")
    for section in ("mail", "translate", "summarise"):
        key = "PASSWORD" if section == "mail" else "API_KEY"
        monkeypatch.setenv(f"BRIEFING_{section.upper()}__{key}", SECRETS[section])
    url = f"http://127.0.0.1:9/{SECRETS['hook']}"
    hooks = [{"name": "desk", "kind": "slack", "url": url}]
    monkeypatch.setenv("BRIEFING_HOOKS", json.dumps(hooks))


def _from_secret_files(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = re.sub(r"(?m)^api_key = .*", 'api_key_file = "key"', SECRET_SETTINGS)
    text = re.sub(r"(?m)^password = .*", 'password_file = "password"', text)
    settings.write_text(text, encoding="utf-8")
    (settings.parent / "key").write_text(SECRETS["keyfile"] + "\n", encoding="utf-8")
    (settings.parent / "password").write_text(SECRETS["mailfile"] + "\n", encoding="utf-8")


@pytest.mark.parametrize("how", [_from_file, _from_environment, _from_secret_files])
def test_no_command_shows_a_secret(
    how: Callable[[Path, pytest.MonkeyPatch], None],
    settings: Path,
    tmp_path: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    how(settings, monkeypatch)
    (tmp_path / "dkim.pem").write_text(
        f"-----BEGIN PRIVATE KEY-----\n{SECRETS['dkim']}\n-----END PRIVATE KEY-----\n"
    )
    shown = {}
    for words in COMMANDS:
        for more in (("-vv",), ("-v", "--log-format", "json")):
            code, out, said = call(*words, *more)
            shown[(*words, *more)] = out + said
            assert "Traceback" not in said.replace('"traceback"', "") or code == 2
    assert '"password": "**********"' in shown[("config", "-vv")] or how is _from_secret_files
    assert "The daily job" in shown[("doctor", "-vv")]
    for words, text in shown.items():
        assert [name for name, secret in SECRETS.items() if secret in text] == [], words
        assert "do-not-show" not in text, words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BRIEFING_HOOKS", "[{'url': 'https://x.example/do-not-show'}]"),
        ("BRIEFING_HOOKS", '[{"name": "desk", "url": "https://x.example/do-not-show"}]'),
        ("BRIEFING_MAIL", '{"password": ["do-not-show"]}'),
        ("BRIEFING_MAIL", "do-not-show"),
        ("BRIEFING_TRANSLATE", '{"api_key": {"do": "do-not-show"}}'),
    ],
)
@pytest.mark.parametrize("words", [("config",), ("config", "--defaults"), ("doctor",), ("send",)])
def test_a_wrong_secret_is_an_error_that_does_not_show_it(
    words: tuple[str, ...],
    name: str,
    value: str,
    settings: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(name, value)
    if words[-1] == "--defaults":
        settings.unlink()
    code, out, said = call(*words, "-vv")
    assert (code, out) == (2, "")
    assert name.removeprefix("BRIEFING_").lower() in said.lower()
    assert "do-not-show" not in said
