"""Delivery on this machine: the ``sendmail`` program, a Maildir, or a folder of ``.eml`` files."""

from __future__ import annotations

import mailbox
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from briefing.errors import (
    ConfigError,
    MailServerError,
    PermanentMailError,
    TemporaryMailError,
    UncertainMailError,
)
from briefing.send.headers import clean_line
from briefing.send.transport import Envelope

# sysexits.h, as sendmail, Postfix, Exim and OpenSMTPD use them
_EX_DATAERR, _EX_NOUSER, _EX_NOHOST = 65, 67, 68
_REFUSED = (_EX_DATAERR, _EX_NOUSER, _EX_NOHOST)


class SendmailTransport:
    """Hands each message to a sendmail-compatible program, without a shell."""

    def __init__(self, program: str, timeout: float) -> None:
        if not os.access(program, os.X_OK):
            raise ConfigError(
                f"{program}: there is no such program.", "Correct [mail] sendmail_path."
            )
        self._program = program
        self._timeout = timeout

    def send(self, envelope: Envelope, begin: Callable[[], None]) -> None:
        """Run the program once; its exit status is the answer."""
        begin()
        call = [self._program, "-i", "-f", envelope.sender, "--", envelope.recipient]
        # The program speaks the system's line ends and adds the CRs itself.
        data = envelope.data.replace(b"\r\n", b"\n")
        try:
            done = subprocess.run(
                call, input=data, capture_output=True, timeout=self._timeout, check=False
            )
        except subprocess.TimeoutExpired as exc:
            raise UncertainMailError(
                f"{self._program} did not end within {self._timeout:g} s.",
                "Look into its queue, then use 'briefing send --resend'.",
            ) from exc
        except OSError as exc:
            raise MailServerError(f"{self._program}: {exc.strerror}.", temporary=False) from exc
        if done.returncode == 0:
            return
        said = clean_line(done.stderr.decode("utf-8", "replace"), 200)
        message = f"{self._program} ended with {done.returncode}: {said or 'no message'}."
        if done.returncode in _REFUSED:
            raise PermanentMailError(message, "Check the address.")
        raise TemporaryMailError(message, "'briefing send' tries again.")

    def close(self) -> None:
        """Nothing is open."""


class FolderTransport:
    """Writes each message into a Maildir (a folder with ``cur``, ``new`` and ``tmp``), else as one
    ``.eml`` file. A file's name is the message's, so writing it again replaces it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, envelope: Envelope, begin: Callable[[], None]) -> None:
        """Write the file under a temporary name, then rename it."""
        begin()
        try:
            if all((self._folder / name).is_dir() for name in ("cur", "new", "tmp")):
                data = envelope.data.replace(b"\r\n", b"\n")
                mailbox.Maildir(self._folder, create=False).add(data)
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            hidden = self._folder / f".{envelope.name}.part"
            hidden.write_bytes(envelope.data)
            hidden.replace(self._folder / f"{envelope.name}.eml")
        except OSError as exc:
            raise TemporaryMailError(
                f"{self._folder}: the message cannot be written ({exc.strerror}).",
                "Make [mail] folder writable, then run 'briefing send' again.",
            ) from exc

    def close(self) -> None:
        """Nothing is open."""
