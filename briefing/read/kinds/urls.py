"""A list of addresses, one a line; ``#`` begins a comment. Each page is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.errors import ArticleError, SourceError
from briefing.model import Problem
from briefing.read.decode import decode
from briefing.read.draft import Context, Draft, Item
from briefing.read.kinds import html

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_MOST = 500


def sniff(item: Item) -> bool:
    """Nothing but addresses and comments in the first lines."""
    lines = [line.strip() for line in item.data[:4_000].decode("utf-8", "replace").splitlines()]
    lines = [line for line in lines[:20] if line and not line.startswith("#")]
    # The last line may be cut.
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines[:-1] or lines)


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The articles behind the addresses; one that fails is a problem."""
    if context.web is None:
        raise ArticleError(
            "This is a list of addresses.",
            'Declare it under [[sources]] in briefing.toml with kind = "urls".',
        )
    lines = [line.strip() for line in decode(item.data).text.splitlines()]
    addresses = [line for line in lines if line and not line.startswith("#")]
    for address in addresses[:_MOST]:
        try:
            page = context.web.get(address)
            yield from html.read(page, context)
        except (SourceError, ArticleError) as exc:
            context.found.problems.append(Problem("read", address, exc.message, exc.remedy))
