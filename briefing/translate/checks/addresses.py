"""Web and e-mail addresses: copied letter by letter."""

from __future__ import annotations

import re

from briefing.translate.checks.finding import Finding

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'«»“”]*[^\s<>\"'«»“”.,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@\w+"
)


def addresses(text: str) -> list[str]:
    """The addresses of ``text``, in order."""
    return [match.group() for match in _ADDRESS.finditer(text)]


def check_addresses(source_text: str, text: str) -> list[Finding]:
    """A finding when an address was changed, lost or made up."""
    before, after = sorted(addresses(source_text)), sorted(addresses(text))
    if before == after:
        return []
    lost = [address for address in before if address not in after]
    return [Finding("url", f"missing: {', '.join(lost)}" if lost else "an address was added")]
