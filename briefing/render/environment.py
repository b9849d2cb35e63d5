"""The Jinja2 environment: where templates come from, and what they can call.

A template is looked for in the organisation's own folder, then in the theme, then in ``base``.
``!base/…`` and ``!theme/…`` name one of them outright, so an override can extend what it replaces::

    {% extends "!theme/web/day.html.j2" %}

Everything is escaped and an unknown name is an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
)
from markupsafe import Markup

from briefing.edition import T
from briefing.errors import RenderError
from briefing.labels import labels, templates_dir
from briefing.model import Language


def themes() -> list[str]:
    """The names of the themes that came with the program."""
    return sorted(folder.name for folder in (templates_dir() / "themes").iterdir())


def environment(theme: str, overrides: Path | None = None) -> Environment:
    """Templates of ``theme``, under those in ``overrides``.

    Raises :class:`RenderError` for an unknown theme or a missing folder.
    """
    root = templates_dir()
    own = (overrides / "themes" / theme) if overrides else None
    shipped = root / "themes" / theme
    if not shipped.is_dir() and not (own and own.is_dir()):
        known = ", ".join(themes())
        raise RenderError(f"There is no theme called {theme!r}.", f"Choose one of: {known}.")
    if overrides is not None and not overrides.is_dir():
        raise RenderError(f"{overrides}: is not a folder.", "Correct [pages] templates.")
    base = FileSystemLoader(root / "base")
    themed = FileSystemLoader([folder for folder in (own, shipped) if folder])
    loaders: list[BaseLoader] = [FileSystemLoader(overrides)] if overrides else []
    loaders += [themed, base, PrefixLoader({"!theme": ChoiceLoader([themed, base]), "!base": base})]
    env = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals.update(labels=labels, say=say, foreign=foreign)
    env.filters["css_string"] = css_string
    env.filters["section_name"] = lambda key, words: words.section(key)
    return env


def render(env: Environment, name: str, **values: Any) -> str:
    """One template, filled in.

    Raises :class:`RenderError` with the template's name and line when it is at fault.
    """
    try:
        return env.get_template(name).render(**values)
    except TemplateError as exc:
        line = getattr(exc, "lineno", None)
        where = f"{name}, line {line}" if line else name
        raise RenderError(
            f"{where}: {exc.message or type(exc).__name__}.", "Correct the template."
        ) from exc


def say(text: T, language: Language) -> Markup:
    """``text`` for the ``language`` edition; wrapped with its own ``lang`` when not translated."""
    if text.language_of(language) == language:
        return Markup("{}").format(text[language])
    return Markup('<span lang="{}">{}</span>').format(text.language_of(language), text[language])


def foreign(text: T, language: Language) -> Language | None:
    """The language of ``text`` in the ``language`` edition when it is the other one."""
    spoken = text.language_of(language)
    return spoken if spoken != language else None


def css_string(text: str) -> Markup:
    """``text`` as a CSS string token (CSS Syntax 3, 4.3.5), safe inside a style sheet."""
    escaped = "".join(
        char if char.isalnum() or char in " .,:;-–/|·'’%" else f"\\{ord(char):06x}" for char in text
    )
    return Markup('"{}"').format(Markup(escaped))  # noqa: S704 - every character is escaped above
