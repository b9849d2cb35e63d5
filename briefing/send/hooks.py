"""Other channels: an incoming webhook is told of each edition, once.

A channel is one function from :class:`Digest` to the JSON that the service expects; a further
service is one function and one line in :data:`PAYLOADS`. Delivery, retries and ledger are those of
the mail.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import httpx

from briefing.config import HookConfig
from briefing.edition import Edition
from briefing.errors import (
    ConfigError,
    MailServerError,
    PermanentMailError,
    TemporaryMailError,
    UncertainMailError,
)
from briefing.labels import labels
from briefing.model import Language
from briefing.send.block import Block, Shape
from briefing.send.delivery import Job
from briefing.send.headers import clean_line
from briefing.send.ledger import Entry, Version
from briefing.send.secrets import Secrets
from briefing.send.transport import Envelope

_SLACK_TEXT = 2_900
_SLACK_BLOCKS = 48
_TELEGRAM_TEXT = 4_000
_TEAMS_BYTES = 25_000
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class DigestStory:
    """One story; ``url`` is empty without a site."""

    id: str
    section: str
    title: str
    summary: str
    points: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Digest:
    """An edition in one language, as a channel tells it."""

    paper: str
    date: str
    edition: int
    heading: str
    language: Language
    url: str
    stories: tuple[DigestStory, ...]


def make_digest(edition: Edition, language: Language) -> Digest:
    """Title, points and links of ``edition`` in ``language``."""
    from briefing.render.clean import clean_edition
    from briefing.render.view import view_of

    clean = clean_edition(edition)
    view = view_of(clean)
    words = labels(language)
    total = len(view.stories)
    block = Block(language, words, clean, Shape((language,), "link"), view.sections, total, False)
    stories = tuple(
        DigestStory(
            story.id,
            words.section(part.key),
            clean_line(story.title[language]),
            clean_line(story.summary[language]) if story.summary else "",
            tuple(clean_line(point[language]) for point in story.points),
            block.story_url(story),
        )
        for part in view.sections
        for story in part.stories
    )
    heading = f"{block.paper}, {words.date(clean.date, 'long')}"
    return Digest(
        block.paper, clean.date.isoformat(), clean.edition, heading, language, block.url, stories
    )


def json_payload(digest: Digest, hook: HookConfig) -> dict[str, Any]:
    """The digest as it is."""
    return asdict(digest)


def slack_payload(digest: Digest, hook: HookConfig) -> dict[str, Any]:
    """Slack blocks: one section a story; ``& < >`` escaped as Slack demands."""
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": digest.heading[:150]}}
    ]
    for story in digest.stories[:_SLACK_BLOCKS]:
        title = escape(story.title, quote=False)
        head = f"<{story.url}|{title}>" if story.url else f"*{title}*"
        points = "\n".join(f"• {escape(point, quote=False)}" for point in story.points)
        text = {"type": "mrkdwn", "text": f"{head}\n{points}"[:_SLACK_TEXT]}
        blocks.append({"type": "section", "text": text})
    return {"text": digest.heading, "blocks": blocks}


def teams_payload(digest: Digest, hook: HookConfig) -> dict[str, Any]:
    """An adaptive card for a Teams workflow; stories that pass its 28 kB are left out."""
    body: list[dict[str, Any]] = [_teams_text(digest.heading, size="Large", weight="Bolder")]
    for story in digest.stories:
        more = [_teams_text(story.title, weight="Bolder")]
        more += [_teams_text(f"• {point}") for point in story.points]
        if len(json.dumps([*body, *more])) > _TEAMS_BYTES:
            break
        body += more
    card: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.4", "body": body}
    if digest.url:
        title = labels(digest.language)("mail.online")
        card["actions"] = [{"type": "Action.OpenUrl", "title": title, "url": digest.url}]
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "content": card}]}


def _teams_text(text: str, **style: str) -> dict[str, Any]:
    # A card's text is Markdown: links in it would be an article's own.
    plain = "".join(f"\\{char}" if char in r"\`*_[]()#" else char for char in text)
    return {"type": "TextBlock", "text": plain, "wrap": True, **style}


def telegram_payload(digest: Digest, hook: HookConfig) -> dict[str, Any]:
    """One HTML message; stories that pass Telegram's 4,096 characters are left out."""
    text = f"<b>{escape(digest.heading)}</b>"
    for story in digest.stories:
        title = escape(story.title)
        head = f'<a href="{escape(story.url)}">{title}</a>' if story.url else f"<b>{title}</b>"
        more = "\n".join([f"\n\n{head}", *(f"• {escape(point)}" for point in story.points)])
        if len(text) + len(more) > _TELEGRAM_TEXT:
            break
        text += more
    return {
        "chat_id": hook.chat_id,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


PAYLOADS: dict[str, Callable[[Digest, HookConfig], dict[str, Any]]] = {
    "json": json_payload,
    "slack": slack_payload,
    "teams": teams_payload,
    "telegram": telegram_payload,
}


def hook_key(hook: HookConfig) -> str:
    """What stands for the hook in the ledger."""
    return f"hook:{hook.name}"


def hook_entry(hook: HookConfig, version: Version) -> Entry:
    """The ledger row of a hook."""
    identity = f"<{version.date.isoformat()}.{version.edition}.{hook.name}@hook>"
    return Entry(hook_key(hook), hook.language, identity)


def hook_job(edition: Edition, hook: HookConfig) -> Job:
    """The delivery of ``edition`` to ``hook``."""

    def make() -> Envelope:
        data = _body(make_digest(edition, hook.language), hook)
        return Envelope("", hook.name, data, hook.name)

    return Job(hook_key(hook), f"hook {hook.name}", make)


class HookTransport:
    """Posts JSON to one URL. The URL is a secret and appears nowhere."""

    def __init__(self, hook: HookConfig, secrets: Secrets, timeout: float) -> None:
        # httpx logs every URL it calls, and this one is a password.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._name = hook.name
        self._url = hook.url.get_secret_value()
        self._secrets = secrets
        self._client = httpx.Client(timeout=timeout, follow_redirects=False)

    def send(self, envelope: Envelope, begin: Callable[[], None]) -> None:
        """POST once; 2xx is delivered, 429 and 5xx are worth another try."""
        begin()
        try:
            answer = self._client.post(
                self._url,
                content=envelope.data,
                headers={"Content-Type": "application/json; charset=utf-8"},
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as exc:
            reason = self._secrets.hide(clean_line(str(exc), 200))
            raise TemporaryMailError(f"hook {self._name!r}: no connection ({reason}).") from None
        except httpx.InvalidURL:
            raise MailServerError(
                f"The url of hook {self._name!r} is no web address.", "Correct it.", temporary=False
            ) from None
        except httpx.HTTPError as exc:
            raise UncertainMailError(
                f"hook {self._name!r}: no answer ({type(exc).__name__}).",
                "Look into the channel, then use 'briefing send --resend'.",
            ) from None
        if answer.is_success:
            return
        said = f"hook {self._name!r} answered {answer.status_code}."
        if answer.status_code == _TOO_MANY or answer.is_server_error:
            raise TemporaryMailError(said)
        raise PermanentMailError(said, "Check its url in [[hooks]].")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def hooks_by_key(hooks: Sequence[HookConfig]) -> dict[str, HookConfig]:
    """The hooks by what stands for them in the ledger.

    Raises :class:`ConfigError` when two have one name, a URL is none, or a chat_id is missing.
    """
    keyed = {hook_key(hook): hook for hook in hooks}
    if len(keyed) < len(hooks):
        raise ConfigError("Two [[hooks]] have the same name.", "Give each its own.")
    for hook in hooks:
        if hook.kind == "telegram" and not hook.chat_id:
            raise ConfigError(f"hook {hook.name!r} needs a chat_id.", "Add it to [[hooks]].")
        if not hook.url.get_secret_value().startswith(("https://", "http://")):
            raise ConfigError(f"The url of hook {hook.name!r} is no web address.", "Correct it.")
    return keyed


def describe_hook(edition: Edition, hook: HookConfig) -> dict[str, str]:
    """What a dry run shows of a hook, with the keys of a message; its URL is not in it."""
    digest = make_digest(edition, hook.language)
    return {
        "to": f"hook {hook.name}",
        "languages": hook.language,
        "format": hook.kind,
        "subject": digest.heading,
        "size": str(len(_body(digest, hook))),
        "attachments": "",
    }


def _body(digest: Digest, hook: HookConfig) -> bytes:
    return json.dumps(PAYLOADS[hook.kind](digest, hook), ensure_ascii=False).encode("utf-8")
