"""The dated text format.

First line ``date 2025-05-05 403`` (a blank before it or not, the figure optional and kept as
metadata only), then the title on a line of its own, then one paragraph a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefing.errors import ArticleError
from briefing.model import Notice
from briefing.read.clean import split_lines
from briefing.read.decode import decode
from briefing.read.draft import Context, Draft, Item

_HEADER = re.compile(r"\s*date[ \t:]+(?P<date>\S{1,40})(?:[ \t]+(?P<number>\d{1,9}))?\s*", re.I)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SPILL = re.compile(r"(?P<rest>\w[^.\n]{1,100}?) ?,(?=[A-ZÁÉÍÓÚÑ¿¡“])")
_EXAMPLE = "The first line is like 'date 2025-05-05'."


def sniff(item: Item) -> bool:
    """A header on the first line that is not blank."""
    head = item.data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    return re.match(rb"date[ \t:]+\d", head, re.IGNORECASE) is not None


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The one article in the file."""
    if not item.data.strip():
        raise ArticleError("The file is empty.", "Remove it or put an article in.")
    decoded = decode(item.data)
    if decoded.encoding:
        message = f"read as {decoded.encoding}, not UTF-8"
        context.found.notices.append(Notice("read", item.name, message))
    lines = [line for line in split_lines(decoded.text.lstrip("\ufeff")) if line.strip()]
    if not lines:
        raise ArticleError("The file is empty.", "Remove it or put an article in.")
    header = _HEADER.fullmatch(lines[0][:200])
    if not header:
        raise ArticleError("There is no date header on the first line.", _EXAMPLE)
    day = _parse_day(header["date"])
    if len(lines) == 1:
        raise ArticleError("There is only a header.", "Add a title line and the text.")
    number = int(header["number"]) if header["number"] else None
    title, paragraphs = _rejoin_title(lines[1], lines[2:])
    yield Draft(item.name, title, tuple(paragraphs), day=day, number=number)


def _rejoin_title(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    """Undo a title cut at its first comma.

    In files made from badly quoted CSV the rest of the title opens the text and a comma without
    a blank stands between the two: "subió 0" / "6 %: Dane,Según el …".
    """
    spill = _SPILL.match(paragraphs[0][:200]) if paragraphs else None
    if not spill or not (
        spill["rest"][0].islower() or spill["rest"][0].isdigit() or " ," in spill["rest"]
    ):
        return title, paragraphs
    figure = title[-1:].isdigit() and spill["rest"][0].isdigit()
    joined = f"{title},{spill['rest']}" if figure else f"{title}, {spill['rest']}"
    return joined.strip(), [paragraphs[0][spill.end() :], *paragraphs[1:]]


def _parse_day(text: str) -> date:
    match = _DAY.fullmatch(text)
    if not match:
        raise ArticleError(f"The date {text!r} in the header is not a date.", _EXAMPLE)
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError as exc:
        raise ArticleError(
            f"The date {text} in the header does not exist.", "Correct the first line."
        ) from exc
