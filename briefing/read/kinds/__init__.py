"""The source kinds. A new one is a module with ``sniff`` and ``read`` and a line in ``KINDS``.

The order is the order of sniffing: what is marked by its first bytes comes before what is only
likely. What no kind claims is read as dated text, whose messages say what is missing.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from briefing.errors import ConfigError
from briefing.read.draft import Item, Kind

KINDS: dict[str, str] = {
    "archive": "briefing.read.kinds.archive",
    "dated": "briefing.read.kinds.dated",
    "mail": "briefing.read.kinds.mail",
    "feed": "briefing.read.kinds.feed",
    "json": "briefing.read.kinds.json_articles",
    "html": "briefing.read.kinds.html",
    "urls": "briefing.read.kinds.urls",
    "markdown": "briefing.read.kinds.markdown",
}


def kind_named(name: str) -> Kind:
    """The kind called ``name``. Raises :class:`ConfigError` when there is none."""
    try:
        module = import_module(KINDS[name])
    except KeyError:
        known = ", ".join(["auto", *KINDS])
        raise ConfigError(
            f"There is no source kind {name!r}.", f"Choose one of: {known}."
        ) from None
    return cast(Kind, module)


def kind_of(item: Item) -> Kind:
    """The kind that the item's content looks like."""
    for name in KINDS:
        kind = kind_named(name)
        if kind.sniff(item):
            return kind
    return kind_named("dated")
