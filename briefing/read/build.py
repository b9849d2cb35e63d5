"""From a draft to an :class:`~briefing.model.Article`: clean, detect the language, identify."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from briefing.errors import ArticleError
from briefing.model import Article, Language, Notice
from briefing.read.boilerplate import strip_boilerplate
from briefing.read.clean import MAX_CHARACTERS, plain, tidy_title
from briefing.read.dateline import split_dateline
from briefing.read.draft import Context, Draft
from briefing.text.language import detect

_SURE = 0.5
_READS = "briefing reads English and Spanish: leave this article out or give it a translation."


def build(draft: Draft, context: Context) -> Article:
    """The article in ``draft``; notices go to ``context.found``.

    Raises :class:`ArticleError` when there is no title, no text, or the language is not one of
    the two.
    """
    text = _clean(draft, context)
    if not text.title:
        raise ArticleError("There is no title and no text.", "Add a title line and the text.")
    head = split_dateline(text.paragraphs[0]) if text.paragraphs else None
    rest = (head.rest, *text.paragraphs[1:]) if head else ()
    body = strip_boilerplate([paragraph for paragraph in rest if paragraph], text.title)
    if not body.paragraphs:
        raise ArticleError("There is a title but no text.", "Add the text below the title.")
    language = _language(draft, context, text.title, body.paragraphs)
    source = context.source
    named = plain(draft.source).text or (head.source if head else "")
    return Article(
        id=_identity(text.title, body.paragraphs),
        origin=draft.origin,
        language=language,
        title=text.title,
        paragraphs=body.paragraphs,
        day=draft.day or _day(draft, context),
        source=named or (source.name if source else ""),
        place=plain(draft.place).text or (head.place if head else ""),
        url=safe_url(draft.url),
        author=plain(draft.author).text or body.author,
        section=(source.section or "" if source else "") or plain(draft.section).text,
        published=draft.published,
        number=draft.number,
        weight=source.weight if source else 1.0,
        licence=source.licence if source else "",
        full_text=source.full_text if source else False,
        translate_full_text=source.translate_full_text if source else False,
        categories=tuple(filter(None, (plain(name).text for name in draft.categories[:20]))),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    title: str
    paragraphs: tuple[str, ...]


def _clean(draft: Draft, context: Context) -> _Text:
    title = plain(draft.title[:MAX_CHARACTERS])
    removed = title.removed
    room = MAX_CHARACTERS
    paragraphs: list[str] = []
    for raw in draft.paragraphs:
        if room <= 0:
            break
        cleaned = plain(raw[:room])
        removed += cleaned.removed
        room -= len(raw)
        if cleaned.text:
            paragraphs.append(cleaned.text)
    if room < 0:
        message = f"only the first {MAX_CHARACTERS:,} characters of this article are used"
        context.found.notices.append(Notice("read", draft.origin, message))
    if removed:
        what = "character" if removed == 1 else "characters"
        message = f"{removed} control or text-direction {what} removed"
        context.found.notices.append(Notice("read", draft.origin, message))
    return _Text(tidy_title(title.text, draft.source), tuple(_carry_quotes(paragraphs)))


def _carry_quotes(paragraphs: list[str]) -> list[str]:
    """An opening quotation mark that a bad line break left at the end of a paragraph goes to
    the next."""
    for index in range(len(paragraphs) - 1):
        if paragraphs[index].endswith((" “", " «")):
            paragraphs[index + 1] = paragraphs[index][-1] + paragraphs[index + 1].lstrip()
            paragraphs[index] = paragraphs[index][:-2].rstrip()
    return [paragraph for paragraph in paragraphs if paragraph]


def _language(draft: Draft, context: Context, title: str, paragraphs: Sequence[str]) -> Language:
    sample = "\n".join((title[:300], *paragraphs))[:4_000]
    detected = detect(sample)
    if detected.supported and detected.confidence >= _SURE:
        return detected.supported
    declared = context.language or draft.language[:2].lower()
    # A declaration decides only where the text itself does not.
    if declared in ("en", "es") and (detected.confidence < _SURE or len(sample) < 80):
        return "es" if declared == "es" else "en"
    if detected.supported:
        return detected.supported
    name = detected.name
    raise ArticleError(f"The language is not supported ({name}).", _READS)


def _identity(title: str, paragraphs: Sequence[str]) -> str:
    content = "\n".join((title, *paragraphs)).encode("utf-8")
    return "a" + hashlib.sha256(content).hexdigest()[:15]


def _day(draft: Draft, context: Context) -> date | None:
    return draft.published.astimezone(context.zone).date() if draft.published else None


def safe_url(url: str) -> str:
    """The address when it is a plain http(s) one, else nothing: other schemes are never links."""
    cleaned = plain(url[:2_000]).text
    try:
        parts = urlsplit(cleaned)
        if parts.scheme.lower() in ("http", "https") and parts.hostname and " " not in cleaned:
            return cleaned
    except ValueError:
        return ""
    return ""
