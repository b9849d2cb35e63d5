"""No title, name or address can break out of its header."""

from __future__ import annotations

import email
from collections.abc import Callable
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefing.edition import T
from briefing.errors import ConfigError, MailError
from briefing.send.addresses import normal_address
from briefing.send.headers import (
    clean_line,
    header_block,
    mailbox_field,
    plain_field,
    text_field,
)
from briefing.send.message import Messages
from briefing.send.recipients import make_recipient

PIECES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "\r\nBcc: eve@evil.example",
            "\nSubject: other",
            "\r",
            "\x0b\x0c\x1c\x85\u2028\u2029",
            "=?utf-8?q?=0D=0ABcc:_eve=40evil.example?=",
            "=?utf-8?b?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=",
            '"quoted" <eve@evil.example>, ',
            "\x00",
            "\u202e",
            "x" * 998,
            "ñ" * 500,
            "word " * 250,
        ]
    ),
)
HOSTILE = st.lists(PIECES, max_size=6).map("".join)


def check(block: bytes, names: set[str]) -> Any:
    """The block holds just these fields, on legal lines; returns it parsed."""
    for line in block.split(b"\r\n"):
        assert len(line) <= 998
        assert not {13, 10, 0} & set(line)
    message = email.message_from_bytes(block + b"\r\nbody", policy=default)
    assert set(message.keys()) == names
    assert message.get_payload() == "body"
    return message


@given(HOSTILE)
@example("=?utf-8?q?=0D=0ABcc:_x?= " * 20)
def test_a_subject_says_what_it_was_given(text: str) -> None:
    message = check(header_block([text_field("Subject", text)]), {"Subject"})
    parts = email.header.decode_header(
        email.message_from_bytes(header_block([text_field("Subject", text)]))["Subject"] or ""
    )
    said = "".join(
        part.decode(code or "ascii") if isinstance(part, bytes) else part for part, code in parts
    )
    assert " ".join(said.split()) == " ".join(clean_line(text).split())
    assert message["Bcc"] is None


@given(HOSTILE)
def test_a_name_stays_a_name(name: str) -> None:
    block = header_block([mailbox_field("To", name, "ana@example.org")])
    message = check(block, {"To"})
    (mailbox,) = message["To"].addresses
    assert mailbox.addr_spec == "ana@example.org"


@given(HOSTILE)
def test_an_address_is_plain_or_refused(text: str) -> None:
    for candidate in (text, f"{text}@example.org", f"ana@{text}"):
        try:
            address = normal_address(candidate)
        except ConfigError:
            continue
        message = check(header_block([mailbox_field("To", "", address)]), {"To"})
        assert len(message["To"].addresses) == 1
        assert not set(address) & set(' \t\r\n\0<>,;:"()[]\\')


@given(HOSTILE)
def test_our_own_fields_refuse_what_is_not_plain(text: str) -> None:
    try:
        block = header_block([plain_field("List-Id", f"<{text}>")])
    except MailError:
        return
    check(block, {"List-Id"})


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=HOSTILE, name=HOSTILE, paper=HOSTILE)
def test_a_whole_message_keeps_its_form(
    title: str, name: str, paper: str, edition: Any, day_folder: Path, configure: Callable[..., Any]
) -> None:
    config = configure("[mail]\nfrom = 'news@example.org'\n")
    story = edition.stories[0].model_copy(update={"title": T(en=title, es=title, original="en")})
    organisation = edition.organisation.model_copy(update={"name": paper})
    hostile = edition.model_copy(update={"stories": (story,), "organisation": organisation})
    reader = make_recipient("ana@example.org", name)
    data = Messages(hostile, day_folder, config).build(reader, "t" * 44).data
    plain = Messages(edition, day_folder, config).build(reader, "t" * 44).data
    message = email.message_from_bytes(data, policy=default)
    assert message.keys() == email.message_from_bytes(plain, policy=default).keys()
    assert not message.defects
    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
        "application/pdf", "application/pdf",
    ]  # fmt: skip
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    html = message.get_body(("html",)).get_content()
    assert "<script" not in html


@pytest.mark.parametrize(
    "bad",
    ["", "ana", "@example.org", "ana@", "a b@example.org", "ana@exa mple.org", '"a"@example.org',
     "ana@[127.0.0.1]", "ana@example.org, eve@example.org", "ana@example.org\r\nBcc: x@y.z",
     "=?x?q?a?=@example.org", "a\u200bna@example.org", "x" * 65 + "@example.org"],
)  # fmt: skip
def test_bad_addresses_are_refused(bad: str) -> None:
    with pytest.raises(ConfigError):
        normal_address(bad)


def test_good_addresses_get_one_form() -> None:
    assert normal_address(" Ana.Díaz+x@BÜCHER.example ") == "Ana.Díaz+x@xn--bcher-kva.example"
