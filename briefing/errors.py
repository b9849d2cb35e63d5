"""Every error the package raises on purpose.

::

    BriefingError                 shown to the user as one line: what happened, what to do
    ├── ConfigError               briefing.toml, environment or flags are wrong     (exit 2)
    ├── ArticleError              one article cannot be used; becomes a Problem
    ├── SourceError               a whole source failed; becomes a Problem
    ├── BackendError              a summariser or translator failed
    │   └── BackendUnavailable    its package, model or program is missing
    ├── EditionError              edition.json is missing, damaged or of another schema
    ├── RenderError               a page or a PDF could not be made
    ├── NothingPublished          no article for the day, or the output is not writable (exit 1)
    ├── AlreadyRunning            another run holds the lock                        (exit 4)
    └── MailError                 a message or its transport failed
        ├── TemporaryMailError    worth another try (4xx, broken connection)
        ├── PermanentMailError    this recipient will not get it (5xx)
        ├── UncertainMailError    the message may or may not have arrived
        └── MailServerError       the server serves nobody (connection, TLS, login)

Errors of libraries are turned into these where they enter, with ``raise … from exc``.
"""

from __future__ import annotations


class BriefingError(Exception):
    """Base of all errors meant for the user.

    ``message`` says what happened and names the file, host or option; ``remedy`` says what to do.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


WHOLE_RUN = (BriefingError, MemoryError, OSError, ImportError)
"""Errors that are never one text's fault: they end the run. Others cost a story or a sentence."""


class ConfigError(BriefingError):
    """The configuration or the command line is wrong."""


class ArticleError(BriefingError):
    """One article cannot be used; the edition goes on without it."""


class SourceError(BriefingError):
    """A source as a whole failed; the edition goes on and names it as missing."""


class BackendError(BriefingError):
    """A summariser or translator failed."""


class BackendUnavailable(BackendError):
    """A backend's package, model or program is not on this machine."""


class EditionError(BriefingError):
    """``edition.json`` is missing, damaged or of another schema version."""


class RenderError(BriefingError):
    """A page or PDF could not be made."""


class NothingPublished(BriefingError):
    """The run ends without an edition."""


class AlreadyRunning(BriefingError):
    """Another run works on the same output."""


class MailError(BriefingError):
    """A message could not be built or delivered."""


class TemporaryMailError(MailError):
    """Delivery failed in a way that may pass (RFC 5321 4yz, broken connection)."""


class PermanentMailError(MailError):
    """Delivery to this recipient will never work (RFC 5321 5yz)."""


class UncertainMailError(MailError):
    """The connection broke after the whole message was sent and before the server's reply."""


class MailServerError(MailError):
    """The mail server serves nobody: no connection, no TLS, no login.

    ``temporary`` is false when trying again cannot help (a wrong password, a bad certificate).
    """

    def __init__(self, message: str, remedy: str = "", *, temporary: bool = True) -> None:
        super().__init__(message, remedy)
        self.temporary = temporary
