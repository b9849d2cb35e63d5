"""Secrets of the mail stage: read once, and taken out of every text that is shown."""

from __future__ import annotations

import base64
from pathlib import Path

from pydantic import SecretStr

from briefing.config import Config
from briefing.errors import ConfigError

_HIDDEN = "[hidden]"
_SHORTEST = 4


class Secrets:
    """The password and whatever else must not be seen.

    ``repr`` shows nothing; :meth:`hide` also finds the base64 forms in which AUTH sends them.
    """

    def __init__(self, password: str | None = None, others: tuple[str, ...] = ()) -> None:
        self.password = password
        plain = [text for text in (password, *others) if text and len(text) >= _SHORTEST]
        coded = [base64.b64encode(text.encode()).decode() for text in plain]
        self._known = sorted({*plain, *coded}, key=len, reverse=True)

    def __repr__(self) -> str:
        return "Secrets()"

    def hide(self, text: str) -> str:
        """``text`` without any of the secrets."""
        for secret in self._known:
            text = text.replace(secret, _HIDDEN)
        return text


def read_secrets(config: Config) -> Secrets:
    """The secrets of ``[mail]`` and ``[[hooks]]``, from the environment or ``password_file``.

    Raises :class:`ConfigError` when the file cannot be read.
    """
    mail = config.mail
    password = read_secret(mail.password, mail.password_file, "[mail] password_file")
    hooks = tuple(hook.url.get_secret_value() for hook in config.hooks)
    return Secrets(password, hooks)


def read_secret(value: SecretStr | None, file: Path | None, key: str) -> str | None:
    """A secret from its value, else the first line of its file."""
    if value is not None:
        return value.get_secret_value()
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{file}: cannot be read.", f"Correct {key}.") from exc
