"""The editor's note: Markdown beside the articles or named with ``--note``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.edition import Note
from briefing.errors import ConfigError
from briefing.model import LANGUAGES, Language, Outcome, Problem

NAMES = ("note.md", *(f"note.{language}.md" for language in LANGUAGES))
_LIMIT = 100_000


def find_note(explicit: Sequence[Path], paths: Sequence[Path], found: Outcome) -> Note | None:
    """The note of the day, or None.

    ``explicit`` are the files of ``--note``: they must be readable (:class:`ConfigError`).
    Without them ``note.md`` and ``note.<lang>.md`` are looked for in the folders of ``paths``;
    one that cannot be used becomes a problem. A name without a language is detected.
    """
    texts: dict[Language, str] = {}
    for file in explicit:
        text = _read(file)
        texts[_language(file, text)] = text
    if not explicit:
        for folder in (path for path in paths if path.is_dir()):
            for file in (folder / name for name in NAMES if (folder / name).is_file()):
                try:
                    text = _read(file)
                    texts[_language(file, text)] = text
                except ConfigError as exc:
                    found.problems.append(Problem("read", file.name, exc.message, exc.remedy))
    return Note(en=texts.get("en"), es=texts.get("es")) if texts else None


def _read(file: Path) -> str:
    try:
        data = file.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as exc:
        raise ConfigError(
            f"{file}: the editor's note cannot be read ({exc.strerror}).", "Check its path."
        ) from exc
    except UnicodeDecodeError as exc:
        raise ConfigError(
            f"{file}: the editor's note is not UTF-8 text.", "Save it as UTF-8."
        ) from exc
    if len(data) > _LIMIT:
        raise ConfigError(f"{file}: the editor's note has more than {_LIMIT} bytes.", "Shorten it.")
    return text.strip()


def _language(file: Path, text: str) -> Language:
    for language in LANGUAGES:
        if file.name.endswith(f".{language}.md"):
            return language
    from briefing.text.language import detect

    detected = detect(text).code
    for language in LANGUAGES:
        if detected == language:
            return language
    raise ConfigError(
        f"{file}: the language of the editor's note is neither English nor Spanish.",
        "Name it note.en.md or note.es.md.",
    )
