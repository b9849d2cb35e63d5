"""The edition as Markdown (CommonMark), one file a language."""

from __future__ import annotations

import re

from briefing.labels import labels
from briefing.model import Language, other
from briefing.render.view import EditionView, StoryView
from briefing.render.web import paper_name

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~])")
_AT_START = re.compile(r"^(#{1,6}\s|[-+]\s|=+\s*$|>)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(\s|$)")


def escape(text: str) -> str:
    """``text`` on one line with nothing left that Markdown would take for markup."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.replace("\n", " ").split(" ")))
    line = line.replace("&", "&amp;")
    line = _AT_START.sub(lambda m: "\\" + m[1], line)
    return _NUMBERED.sub(r"\1\\\2\3", line)


def markdown_of(view: EditionView, language: Language) -> str:
    """The whole edition in ``language``: title, note, stories with key points and sources."""
    words, edition = labels(language), view.edition
    lines = [
        f"# {escape(paper_name(edition, language))}",
        "",
        words.date(edition.date, start=True),
        "",
    ]
    note = edition.note
    if note is not None:
        texts = {"en": note.en, "es": note.es}
        text = texts[language] or texts[other(language)]
        if text:
            lines += [f"## {words('page.note')}", "", text.strip().replace("<", "&lt;"), ""]
    for section in view.sections:
        lines += [f"## {words.section(section.key)}", ""]
        for story in section.stories:
            lines += _story(story, language)
    return "\n".join(lines).rstrip("\n") + "\n"


def _story(view: StoryView, language: Language) -> list[str]:
    words, story = labels(language), view.story
    lines = [
        f"### {escape(story.title[language])}{_mark(story.title.untranslated, view, language)}"
    ]
    if story.update_of:
        lines += ["", f"{words('page.update')}."]
    if view.summary is not None:
        lines += ["", f"*{escape(story.summary[language])}*"]
    lines.append("")
    for point in story.key_points:
        mark = _mark(point.text.untranslated and point.text.original != language, view, language)
        new = f"**{words('page.new')}** " if point.new else ""
        lines.append(f"- {new}{escape(point.text[language])}{mark}")
    named = []
    for source in view.sources:
        name = escape(source.name or words("page.unnamed"))
        named.append(f"[{name}](<{_address(source.url)}>)" if source.url else name)
    if named:
        lines += ["", f"{words('page.sources')}: {', '.join(named)}"]
    return [*lines, ""]


def _mark(untranslated: bool, view: StoryView, language: Language) -> str:
    spoken = view.story.title.original
    if not untranslated or spoken == language:
        return ""
    words = labels(language)
    return f" ({words('page.shown_in', language=words.language_name(spoken))})"


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\n", "")
