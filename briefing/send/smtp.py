"""SMTP (RFC 5321) with STARTTLS or implicit TLS, AUTH, and one connection for many messages."""

from __future__ import annotations

import logging
import re
import smtplib
import ssl
from collections.abc import Callable

from briefing.config import MailConfig
from briefing.errors import (
    ConfigError,
    MailServerError,
    PermanentMailError,
    TemporaryMailError,
    UncertainMailError,
)
from briefing.send.addresses import needs_smtputf8
from briefing.send.headers import clean_line
from briefing.send.secrets import Secrets
from briefing.send.transport import Envelope

log = logging.getLogger("briefing.send")

_PORTS = {"none": 25, "starttls": 587, "tls": 465}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_BROKEN = (OSError, smtplib.SMTPServerDisconnected)
_CLOSING = 421
_REMEDY = "'briefing send' tries again."


class SmtpTransport:
    """Connects when the first message comes and again after ``per_connection`` messages."""

    def __init__(self, config: MailConfig, secrets: Secrets) -> None:
        if config.auth != "none" and not (config.username and secrets.password):
            raise ConfigError(
                f"[mail] auth = {config.auth!r} needs a user name and a password.",
                "Set username, and BRIEFING_MAIL__PASSWORD or password_file.",
            )
        if config.auth != "none" and config.security == "none" and config.host not in _LOOPBACK:
            raise ConfigError(
                "[mail] would send the password unencrypted.", "Set security to starttls or tls."
            )
        self._config = config
        self._secrets = secrets
        self._where = f"{config.host}:{config.port or _PORTS[config.security]}"
        self._tls = _tls_context(config)
        self._smtp: smtplib.SMTP | None = None
        self._used = 0

    def send(self, envelope: Envelope, begin: Callable[[], None]) -> None:
        """Deliver over the open connection or a new one.

        A connection that broke while it was idle is replaced at once, without counting as a
        failure of this message.
        """
        smtp = self._announced(envelope)
        try:
            begin()
            code, text = self._transfer(smtp, envelope.data)
        except BaseException:
            # In the middle of a message even QUIT would be part of its text.
            self._abort()
            raise
        self._expect(smtp, code, text)

    def close(self) -> None:
        """QUIT, as politely as the other side allows."""
        smtp, self._smtp, self._used = self._smtp, None, 0
        if smtp is None:
            return
        try:
            smtp.quit()
        except (smtplib.SMTPException, OSError):
            smtp.close()

    def _announced(self, envelope: Envelope) -> smtplib.SMTP:
        """A connection on which the server waits for the text of this message."""
        reused = self._smtp is not None and self._used > 0
        lost: Exception
        try:
            smtp = self._ready()
            self._used += 1
            self._announce(smtp, envelope)
        except _BROKEN as exc:
            self.close()
            lost = exc
        except TemporaryMailError as exc:
            if self._smtp is not None:
                raise
            lost = exc
        else:
            return smtp
        if reused:
            log.debug("%s closed the idle connection; connecting again", self._where)
            return self._announced(envelope)
        if isinstance(lost, TemporaryMailError):
            raise lost
        raise TemporaryMailError(self._say("the connection broke", lost), _REMEDY) from lost

    def _abort(self) -> None:
        """Hang up without a word."""
        smtp, self._smtp, self._used = self._smtp, None, 0
        if smtp is not None:
            smtp.close()

    def _ready(self) -> smtplib.SMTP:
        if self._used >= self._config.per_connection:
            self.close()
        if self._smtp is None:
            self._smtp = self._connect()
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        try:
            smtp = self._open()
        except smtplib.SMTPResponseException as exc:
            raise MailServerError(
                self._reply(exc.smtp_code, exc.smtp_error), _REMEDY, temporary=True
            ) from exc
        except ssl.SSLCertVerificationError as exc:
            raise MailServerError(
                self._say("the certificate is not trusted", exc),
                "Set [mail] host to the name in the certificate, or ca_file to its authority.",
                temporary=False,
            ) from exc
        except (smtplib.SMTPException, OSError) as exc:
            raise MailServerError(
                self._say("no connection", exc), "Check [mail] host, port and security."
            ) from exc
        try:
            self._prepare(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _open(self) -> smtplib.SMTP:
        config = self._config
        port = config.port or _PORTS[config.security]
        if config.security == "tls":
            return smtplib.SMTP_SSL(config.host, port, timeout=config.timeout, context=self._tls)
        return smtplib.SMTP(config.host, port, timeout=config.timeout)

    def _prepare(self, smtp: smtplib.SMTP) -> None:
        """EHLO, STARTTLS, AUTH."""
        try:
            smtp.ehlo_or_helo_if_needed()
            if self._config.security == "starttls":
                smtp.starttls(context=self._tls)
                smtp.ehlo_or_helo_if_needed()
            self._login(smtp)
        except smtplib.SMTPAuthenticationError as exc:
            wrong = exc.smtp_code >= 500
            raise MailServerError(
                self._reply(exc.smtp_code, exc.smtp_error),
                "Check [mail] username and password." if wrong else _REMEDY,
                temporary=not wrong,
            ) from None  # the chain would carry what the server was told
        except smtplib.SMTPNotSupportedError as exc:
            raise MailServerError(
                self._say("the server does not support it", exc),
                "Check [mail] security and auth.",
                temporary=False,
            ) from exc
        except ssl.SSLCertVerificationError as exc:
            raise MailServerError(
                self._say("the certificate is not trusted", exc),
                "Set [mail] host to the name in the certificate, or ca_file to its authority.",
                temporary=False,
            ) from exc
        except smtplib.SMTPResponseException as exc:
            raise MailServerError(self._reply(exc.smtp_code, exc.smtp_error), _REMEDY) from exc
        except (smtplib.SMTPException, OSError) as exc:
            raise MailServerError(self._say("no greeting", exc), _REMEDY) from exc

    def _login(self, smtp: smtplib.SMTP) -> None:
        config = self._config
        if config.auth == "none":
            return
        if config.auth.upper() not in smtp.esmtp_features.get("auth", "").upper().split():
            raise smtplib.SMTPNotSupportedError(f"AUTH {config.auth.upper()}")
        smtp.user, smtp.password = config.username or "", self._secrets.password or ""
        if config.auth == "xoauth2":
            smtp.auth("XOAUTH2", self._xoauth2)
        elif config.auth == "login":
            smtp.auth("LOGIN", smtp.auth_login)
        else:
            smtp.auth("PLAIN", smtp.auth_plain)

    def _xoauth2(self, challenge: bytes | None = None) -> str:
        # A challenge is the server's error in JSON; an empty answer makes it send its 5xx.
        if challenge:
            return ""
        return f"user={self._config.username}\1auth=Bearer {self._secrets.password}\1\1"

    def _announce(self, smtp: smtplib.SMTP, envelope: Envelope) -> None:
        """MAIL, RCPT and DATA up to the 354."""
        options = [f"size={len(envelope.data)}"] if smtp.has_extn("size") else []
        if needs_smtputf8(envelope.recipient) or needs_smtputf8(envelope.sender):
            if not smtp.has_extn("smtputf8"):
                raise PermanentMailError(
                    f"{self._where} cannot deliver to addresses with non-ASCII letters.",
                    "Use another address, or a server with SMTPUTF8.",
                )
            options += ["BODY=8BITMIME", "SMTPUTF8"]
            smtp.command_encoding = "utf-8"
        else:
            smtp.command_encoding = "ascii"
        self._expect(smtp, *smtp.mail(envelope.sender, options))
        self._expect(smtp, *smtp.rcpt(envelope.recipient), accept=(250, 251))
        self._expect(smtp, *smtp.docmd("DATA"), accept=(354,))

    def _expect(
        self, smtp: smtplib.SMTP, code: int, text: bytes, accept: tuple[int, ...] = (250,)
    ) -> None:
        if code in accept:
            return
        said = self._reply(code, text)
        if code == _CLOSING or code == -1:
            self.close()
        else:
            self._reset(smtp)
        if 500 <= code <= 599:
            raise PermanentMailError(said, "Check the address.")
        raise TemporaryMailError(said, _REMEDY)

    def _reset(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def _transfer(self, smtp: smtplib.SMTP, data: bytes) -> tuple[int, bytes]:
        """The text and the final dot; returns the reply to it.

        Until the dot is handed over, a broken connection means that the server cannot have taken
        the message; from then on nobody knows.
        """
        stuffed = re.sub(rb"(?m)^\.", b"..", data)
        try:
            smtp.send(stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n")
        except _BROKEN as exc:
            raise TemporaryMailError(self._say("the connection broke", exc), _REMEDY) from exc
        try:
            smtp.send(b".\r\n")
            return smtp.getreply()
        except (*_BROKEN, smtplib.SMTPException) as exc:
            raise UncertainMailError(
                self._say("the connection broke before the server's answer", exc),
                "Ask the reader, or send again with 'briefing send --resend'.",
            ) from exc

    def _reply(self, code: int, text: bytes | str) -> str:
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return self._secrets.hide(f"{self._where} answered {code} {clean_line(said, 200)}.")

    def _say(self, what: str, exc: Exception) -> str:
        return self._secrets.hide(f"{self._where}: {what} ({clean_line(str(exc), 200)}).")


def _tls_context(config: MailConfig) -> ssl.SSLContext | None:
    """Certificates and host names are always checked; ``ca_file`` replaces the system's."""
    if config.security == "none":
        return None
    try:
        context = ssl.create_default_context(cafile=config.ca_file)
    except (OSError, ssl.SSLError) as exc:
        raise ConfigError(
            f"{config.ca_file}: is no readable certificate file.", "Correct [mail] ca_file."
        ) from exc
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
