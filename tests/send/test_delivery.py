"""Real SMTP on loopback: TLS, AUTH, failures at every stage, and nobody twice."""

from __future__ import annotations

import email
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from briefing.config import Config
from briefing.edition import Edition, dump_edition
from briefing.errors import ConfigError
from briefing.model import Outcome, Silent
from briefing.send import SendReport, send_edition
from briefing.send.ledger import Ledger, Version
from briefing.send.service import ledger_file

PASSWORD = "s3cret-pass-phrase"


def settings(port: int, people: list[str], **mail: Any) -> str:
    """``briefing.toml`` for the test server."""
    values = {
        "transport": "smtp",
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "from": "news@example.org",
        "timeout": 5,
        "retry_delay": 0.001,
        **mail,
    }
    lines = ["[mail]", *(f"{key} = {json.dumps(value)}" for key, value in values.items())]
    for person in people:
        lines += ["[[recipients]]", f'address = "{person}"', 'languages = ["en"]']
    return "\n".join(lines)


def send(edition: Edition, folder: Path, config: Config, **how: Any) -> tuple[SendReport, Outcome]:
    """One call, with what it found."""
    found = Outcome()
    return send_edition(edition, folder, config, found=found, progress=Silent(), **how), found


def parse(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert not message.defects
    return message


PEOPLE = ["ana@example.org", "bob@example.org", "eva@example.org"]


@pytest.mark.parametrize("auth", ["plain", "login", "xoauth2"])
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_tls_and_auth(
    security: str, auth: str, edition: Edition, day_folder: Path, configure: Any, serve: Any,
    ca_file: Path,
) -> None:  # fmt: skip
    server = serve(security, auth=True)
    config = configure(
        settings(
            server.port,
            PEOPLE,
            security=security,
            auth=auth,
            username="briefing",
            password=PASSWORD,
            ca_file=str(ca_file),
        )
    )
    report, found = send(edition, day_folder, config)
    assert (report.sent, report.exit_code, found.problems) == (3, 0, [])
    assert server.connections == 1
    assert Counter(to for to, _ in server.inbox) == Counter(PEOPLE)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_from_nobody_is_refused(
    security: str, edition: Edition, day_folder: Path, configure: Any, serve: Any
) -> None:
    server = serve(security)
    report, found = send(
        edition, day_folder, configure(settings(server.port, PEOPLE, security=security))
    )
    assert (report.sent, report.deferred, report.exit_code) == (0, 3, 1)
    assert "certificate is not trusted" in found.problems[0].message
    assert server.inbox == []


def test_a_wrong_password_stops_the_run_and_is_not_shown(
    edition: Edition, day_folder: Path, configure: Any, serve: Any, ca_file: Path,
    caplog: pytest.LogCaptureFixture, tmp_path: Path,
) -> None:  # fmt: skip
    server = serve("starttls", auth=True)
    secret = tmp_path / "password"
    secret.write_text("wrong-and-secret\n")
    config = configure(
        settings(
            server.port,
            PEOPLE,
            security="starttls",
            auth="plain",
            username="briefing",
            password_file=str(secret),
            ca_file=str(ca_file),
        )
    )
    server.script = lambda at, who: "535 5.7.8 no: wrong-and-secret" if at == "auth" else None
    with caplog.at_level("DEBUG"):
        report, found = send(edition, day_folder, config)
    assert (report.deferred, report.exit_code, server.connections) == (3, 1, 1)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("briefing")]
    shown = f"{found}{ours}" + repr(config) + config.model_dump_json()
    assert "535" in shown
    assert "wrong-and-secret" not in shown
    server.script = lambda stage, who: None
    secret.write_text(PASSWORD + "\n")
    report, _ = send(edition, day_folder, config)
    assert report.sent == 3


def test_a_password_does_not_leave_unencrypted(
    edition: Edition, day_folder: Path, configure: Any
) -> None:
    text = settings(25, PEOPLE, host="mail.example.org", auth="plain", username="u", password="p")
    with pytest.raises(ConfigError, match="unencrypted"):
        send(edition, day_folder, configure(text))


@pytest.mark.parametrize("stage", ["connect", "ehlo", "mail", "rcpt", "data", "dot"])
@pytest.mark.parametrize("answer", ["451 4.3.0 later", "drop"])
def test_what_fails_once_is_tried_again(
    stage: str, answer: str, edition: Edition, day_folder: Path, configure: Any, serve: Any
) -> None:
    server = serve()
    left = [answer]
    server.script = lambda at, who: left.pop() if at == stage and left else None
    report, _ = send(edition, day_folder, configure(settings(server.port, PEOPLE)))
    uncertain = int((stage, answer) == ("dot", "drop"))
    assert (report.sent, report.uncertain, report.failed) == (3 - uncertain, uncertain, 0)
    assert all(count == 1 for count in Counter(to for to, _ in server.inbox).values())


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data", "dot"])
def test_a_refusal_concerns_one_recipient(
    stage: str, edition: Edition, day_folder: Path, configure: Any, serve: Any
) -> None:
    server = serve()
    left = ["550 5.1.1 nobody here"]
    server.script = lambda at, who: left.pop() if at == stage and left else None
    config = configure(settings(server.port, PEOPLE))
    report, found = send(edition, day_folder, config)
    assert (report.sent, report.failed, report.exit_code) == (2, 1, 3)
    assert "550 5.1.1 nobody here" in found.problems[0].message
    report, _ = send(edition, day_folder, config)
    assert (report.sent, report.skipped, report.exit_code) == (0, 3, 0)
    report, _ = send(edition, day_folder, config, resend=True)
    assert report.sent == 1
    assert Counter(to for to, _ in server.inbox) == Counter(PEOPLE)


def test_retries_are_bounded_and_a_later_send_goes_on(
    edition: Edition, day_folder: Path, configure: Any, serve: Any
) -> None:
    server = serve()
    tries: list[str] = []

    def busy(stage: str, who: str) -> str | None:
        if stage == "rcpt" and "bob" in who:
            tries.append(who)
            return "450 4.2.1 greylisted"
        return None

    server.script = busy
    waits: list[float] = []
    config = configure(settings(server.port, PEOPLE, retries=2, retry_delay=8))
    report, found = send(edition, day_folder, config, sleep=waits.append)
    assert (report.sent, report.deferred, report.exit_code, len(tries)) == (2, 1, 3, 3)
    assert 4 <= waits[0] <= 12
    assert 8 <= waits[1] <= 24
    assert "greylisted" in found.problems[0].message
    server.script = lambda stage, who: None
    report, _ = send(edition, day_folder, config)
    assert (report.sent, report.already, report.exit_code) == (1, 2, 0)


def test_an_answer_lost_after_the_dot_is_uncertain_until_resend(
    edition: Edition, day_folder: Path, configure: Any, serve: Any
) -> None:
    server = serve()
    left = ["drop-accepted"]
    server.script = lambda at, who: left.pop() if at == "dot" and left else None
    config = configure(settings(server.port, PEOPLE))
    report, _ = send(edition, day_folder, config)
    assert (report.sent, report.uncertain, report.exit_code) == (2, 1, 3)
    report, found = send(edition, day_folder, config)
    assert (report.sent, report.uncertain, report.exit_code) == (0, 1, 3)
    assert "--resend" in found.problems[0].remedy
    assert len(server.inbox) == 3
    report, _ = send(edition, day_folder, config, resend=True)
    assert (report.sent, report.already, len(server.inbox)) == (1, 2, 4)


def test_connections_are_reused_up_to_the_maximum_and_replaced_when_idle_ones_close(
    edition: Edition, day_folder: Path, configure: Any, serve: Any
) -> None:
    server = serve()
    people = [f"r{number}@example.org" for number in range(7)]
    config = configure(settings(server.port, people, per_connection=3))
    assert send(edition, day_folder, config)[0].sent == 7
    assert server.connections == 3
    closing = iter([None, "421 4.4.2 idle"])
    server.script = lambda stage, who: next(closing, None) if stage == "mail" else None
    later = edition.model_copy(update={"date": edition.date.replace(day=25)})
    report, _ = send(later, day_folder, configure(settings(server.port, people[:3], retries=0)))
    assert (report.sent, report.deferred) == (3, 0)


def test_the_rate_is_limited(
    edition: Edition, day_folder: Path, configure: Any, serve: Any
) -> None:
    waits: list[float] = []
    config = configure(settings(serve().port, PEOPLE, per_minute=6))
    send(edition, day_folder, config, sleep=waits.append)
    assert len(waits) == 2
    assert 8 < waits[0] <= 10
    assert 18 < waits[1] <= 20


def test_smtputf8_and_idn(edition: Edition, day_folder: Path, configure: Any, serve: Any) -> None:
    server = serve()
    people = ["josé@example.org", "ana@bücher.example"]
    report, _ = send(edition, day_folder, configure(settings(server.port, people)))
    assert report.sent == 2
    inbox = {to: parse(data) for to, data in server.inbox}
    assert set(inbox) == {"josé@example.org", "ana@xn--bcher-kva.example"}
    assert "josé@example.org" in inbox["josé@example.org"]["To"]


def test_a_corrected_edition_is_sent_only_when_asked_for(
    edition: Edition, day_folder: Path, configure: Any, serve: Any
) -> None:
    server = serve()
    send(edition, day_folder, configure(settings(server.port, PEOPLE[:2])))
    second = edition.model_copy(update={"edition": 2})
    config = configure(settings(server.port, PEOPLE))
    report, found = send(second, day_folder, config)
    assert (report.sent, report.already) == (1, 2)  # the third never had the first version
    assert "corrected" in found.notices[0].message
    report, _ = send(second, day_folder, config, corrected=True)
    assert report.sent == 2
    assert "(corrected)" in parse(server.inbox[-1][1])["Subject"]


def test_a_dry_run_writes_nothing_and_shows_no_token(
    edition: Edition, day_folder: Path, configure: Any, tmp_path: Path
) -> None:
    config = configure(settings(9, PEOPLE))
    before = sorted(tmp_path.rglob("*"))
    report, _ = send(edition, day_folder, config, dry_run=True)
    assert [item["to"] for item in report.planned] == PEOPLE
    assert report.planned[0]["attachments"] == "briefing-2026-11-24-en.pdf"
    assert sorted(tmp_path.rglob("*")) == before


def _key(folder: Path) -> tuple[Path, bytes]:
    """An RSA key file and the DNS record of its public half."""
    import base64

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    file = folder / "dkim.pem"
    form = PrivateFormat.TraditionalOpenSSL
    file.write_bytes(key.private_bytes(Encoding.PEM, form, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return file, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def test_500_readers_in_two_languages(
    edition: Edition, day_folder: Path, configure: Any, serve: Any, tmp_path: Path
) -> None:
    server = serve()
    key, record = _key(tmp_path)
    listing = tmp_path / "readers.csv"
    rows = [f"r{n}@example.org,Lectora Núñez {n},{'es' if n % 2 else 'en'}" for n in range(500)]
    listing.write_text("\n".join(["address,name,languages", *rows]), encoding="utf-8")
    config = configure(
        settings(
            server.port,
            [],
            recipients_file=str(listing),
            dkim_key=str(key),
            dkim_selector="s1",
            unsubscribe_url="https://news.example.org/unsubscribe",
        )
    )
    report, found = send(edition, day_folder, config)
    assert (report.sent, report.exit_code, found.problems) == (500, 0, [])
    assert len({to for to, _ in server.inbox}) == len(server.inbox) == 500
    ids, tokens = set(), set()
    for to, data in server.inbox:
        language = "es" if int(to[1:].partition("@")[0]) % 2 else "en"
        message = parse(data)
        pdfs = [part.get_content() for part in message.iter_attachments()]
        assert pdfs == [(day_folder / f"briefing-{language}.pdf").read_bytes()]
        text = message.get_body(("plain",))
        assert text is not None
        assert ("dársena 1" in text.get_content()) == (language == "es")
        assert message["To"].addresses[0].display_name.startswith("Lectora Núñez")
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        web, mail = message["List-Unsubscribe"].split(", ")
        assert web.startswith("<https://news.example.org/unsubscribe?token=")
        assert mail.startswith("<mailto:news@example.org?subject=unsubscribe%20")
        assert message["List-Id"] == "<briefing.example.org>"
        ids.add(message["Message-ID"])
        tokens.add(web)
        assert dkim.verify(data, dnsfunc=lambda name, timeout=5: record)
    assert len(ids) == len(tokens) == 500
    assert not dkim.verify(
        server.inbox[0][1].replace(b"One-Click", b"One-Clack"),
        dnsfunc=lambda name, timeout=5: record,
    )


def _stormy(rng: random.Random) -> Callable[[str, str], str | None]:
    """Refuses and breaks off at random, at every stage."""
    answers = ["421 4.3.2 going down", "451 4.3.0 later", "drop", "drop"]

    def script(stage: str, who: str) -> str | None:
        time.sleep(rng.random() * 0.004)
        if rng.random() < 0.05:
            return rng.choice([*answers, "drop-accepted"] if stage == "dot" else answers)
        return None

    return script


def _chaos(
    crashes: int, edition: Edition, folder: Path, configure: Any, serve: Any, seed: int
) -> None:
    rng = random.Random(seed)
    server = serve()
    server.script = _stormy(rng)
    people = [f"r{number}@example.org" for number in range(6 * crashes)]
    config = configure(settings(server.port, people, retries=2, per_connection=5))
    (folder / "edition.json").write_text(dump_edition(edition), encoding="utf-8")
    arguments = [
        sys.executable,
        str(Path(__file__).with_name("chaos_child.py")),
        str(folder.parents[1] / "briefing.toml"),
        str(folder),
    ]
    killed = 0
    for _ in range(crashes):
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as child:
            taken = len(server.inbox)
            aim = taken + rng.randrange(1, 6)
            while child.poll() is None and len(server.inbox) < aim:
                time.sleep(0.002)
            time.sleep(rng.random() * 0.02)
            if child.poll() is None:
                child.send_signal(signal.SIGKILL)
                killed += 1
    server.script = lambda stage, who: None
    time.sleep(0.1)
    report, _ = send(edition, folder, config)
    counts = Counter(to for to, _ in server.inbox)
    with Ledger(ledger_file(config)) as ledger:
        rows = ledger.entries(Version(edition.date, edition.edition))
    uncertain = {address for address, row in rows.items() if row.state == "sending"}
    assert killed >= crashes // 2
    assert max(counts.values()) == 1, "somebody got it twice"
    assert set(people) - set(counts) <= uncertain, "somebody is lost without a word"
    assert report.uncertain == len(uncertain)
    crash_rows = {address for address in uncertain if not rows[address].detail}
    assert len(crash_rows) <= killed, "more than the one in flight per crash"
    assert {row.state for row in rows.values()} <= {"sent", "sending"}


def test_chaos(edition: Edition, day_folder: Path, configure: Any, serve: Any) -> None:
    _chaos(20, edition, day_folder, configure, serve, seed=5)


@pytest.mark.long
def test_chaos_200(edition: Edition, day_folder: Path, configure: Any, serve: Any) -> None:
    _chaos(200, edition, day_folder, configure, serve, seed=200)


def test_dkim_without_a_web_link_and_in_both_languages(
    edition: Edition, day_folder: Path, configure: Any, serve: Any, tmp_path: Path
) -> None:
    server = serve()
    key, record = _key(tmp_path)
    text = settings(server.port, PEOPLE[:1], dkim_key=str(key), dkim_selector="s1")
    send(edition, day_folder, configure(text))
    ((_, data),) = server.inbox
    message = parse(data)
    assert message["List-Unsubscribe-Post"] is None
    assert message["List-Unsubscribe"].startswith("<mailto:")
    assert dkim.verify(data, dnsfunc=lambda name, timeout=5: record)
    key.write_text("-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0LWtleQ==\n")
    with pytest.raises(ConfigError) as caught:
        send(edition, day_folder, configure(text), to=["new@example.org"])
    assert "c2VjcmV0" not in f"{caught.value}{caught.value.__cause__}"


def test_someone_who_left_is_not_mailed_even_when_named(
    edition: Edition, day_folder: Path, configure: Any
) -> None:
    from briefing.send.book import Book, book_file

    config = configure("[[recipients]]\naddress = 'ana@example.org'\n")
    with Book(book_file(config)) as book:
        book.deactivate("ana@example.org", "unsubscribed")
    report, found = send(edition, day_folder, config, to=["ana@example.org"])
    assert (report.sent, report.skipped, report.exit_code) == (0, 1, 0)
    assert "unsubscribed" in found.notices[0].message
    assert send(edition, day_folder, config)[1].notices == []
