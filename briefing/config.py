"""Configuration: defaults, then ``briefing.toml``, then the environment, then the command line.

Environment variables start with ``BRIEFING_`` and nest with ``__``
(``BRIEFING_MAIL__HOST=mail.example.org``). Unknown keys are errors. Relative paths count from
the configuration file. Secrets come from the environment or a file, never from here, and are
never printed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from briefing.errors import ConfigError
from briefing.model import SECTIONS, Language

CONFIG_NAME = "briefing.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError("a colour is written #rrggbb")
    return value


Colour = Annotated[str, AfterValidator(_colour)]


class OrganisationConfig(_Section):
    """``[organisation]``: who publishes the edition."""

    name: str = ""
    logo: Path | None = None
    colours: dict[str, Colour] = {}


class TranslateConfig(_Section):
    """``[translate]``: backend, typographic style and glossary."""

    backend: str = "embedded"
    style: Literal["house", "point", "keep"] = "house"
    glossary: Path | None = None
    model: str | None = None
    base_url: str | None = None
    api_key: SecretStr | None = None
    api_key_file: Path | None = None


class SummariseConfig(_Section):
    """``[summarise]``: backend and number of key points."""

    backend: str = "embedded"
    points: Annotated[int, Field(ge=3, le=5)] | None = None
    model: str | None = None
    base_url: str | None = None
    api_key: SecretStr | None = None
    api_key_file: Path | None = None


class SourceConfig(_Section):
    """One ``[[sources]]`` entry. ``location`` is a path, a URL or ``-``."""

    name: str
    location: str
    kind: str = "auto"
    language: Language | None = None
    section: str | None = None
    weight: Annotated[float, Field(gt=0)] = 1.0
    licence: str = ""
    full_text: bool = False
    translate_full_text: bool = False
    linked_page: bool = False
    undated: Literal["keep", "drop"] = "keep"
    fields: dict[str, str] = {}

    @field_validator("section")
    @classmethod
    def _known_section(cls, value: str | None) -> str | None:
        if value is not None and value not in SECTIONS:
            raise ValueError(f"a section is one of {', '.join(SECTIONS)}")
        return value


class FetchConfig(_Section):
    """``[fetch]``: limits for feeds and URLs; sizes in bytes, times in seconds."""

    timeout: Annotated[float, Field(gt=0)] = 15.0
    max_bytes: Annotated[int, Field(gt=0)] = 10_000_000
    retries: Annotated[int, Field(ge=0, le=5)] = 2
    delay: Annotated[float, Field(ge=0)] = 1.0
    allow_hosts: tuple[str, ...] = ()
    contact: str = ""


class SelectConfig(_Section):
    """``[select]``: what gets into the edition."""

    max_stories: Annotated[int, Field(ge=1)] | None = None
    per_section: Annotated[int, Field(ge=1)] | None = None
    interests: tuple[str, ...] = ()
    mute: tuple[str, ...] = ()
    window: Literal["day", "since_last"] = "day"
    repeat_days: Annotated[int, Field(ge=0)] = 3
    floor: float = 0.0


class PagesConfig(_Section):
    """``[pages]``: paper size, theme, PDF standard and the user's templates."""

    size: Literal["A4", "Letter"] = "A4"
    theme: str = "classic"
    pdf: Literal["ua-1", "a-3a"] = "ua-1"
    templates: Path | None = None
    epub: bool = True


class MailConfig(_Section):
    """``[mail]``: how messages leave. Passwords come from the environment or a file."""

    transport: Literal["smtp", "sendmail", "folder"] = "folder"
    host: str = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    security: Literal["none", "starttls", "tls"] = "starttls"
    sender: Annotated[str, Field(alias="from")] = "briefing@localhost"
    from_name: str = ""
    folder: Path = Path("mail")
    ca_file: Path | None = None
    auth: Literal["none", "plain", "login", "xoauth2"] = "none"
    username: str | None = None
    password: SecretStr | None = None
    password_file: Path | None = None
    timeout: Annotated[float, Field(gt=0)] = 30.0
    retries: Annotated[int, Field(ge=0, le=10)] = 3
    retry_delay: Annotated[float, Field(ge=0)] = 5.0
    per_connection: Annotated[int, Field(ge=1)] = 50
    per_minute: Annotated[int, Field(ge=1)] | None = None
    max_bytes: Annotated[int, Field(gt=0)] = 10_000_000
    unsubscribe_url: str | None = None
    list_id: str | None = None
    dkim_key: Path | None = None
    dkim_selector: str | None = None
    dkim_domain: str | None = None
    recipients_file: Path | None = None
    sendmail_path: str = "/usr/sbin/sendmail"

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class RecipientConfig(_Section):
    """One ``[[recipients]]`` entry."""

    address: str
    name: str = ""
    languages: tuple[Language, ...] = ("en", "es")
    format: Literal["full", "link", "pdf"] = "full"
    sections: tuple[str, ...] = ()


class HookConfig(_Section):
    """One ``[[hooks]]`` entry: an incoming webhook told of each edition."""

    name: str
    kind: Literal["json", "slack", "teams", "telegram"]
    url: SecretStr
    language: Language = "en"
    chat_id: str | None = None


class Config(BaseSettings):
    """The whole configuration, with absolute paths. ``file`` is where it was read from."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFING_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    site_url: str | None = None
    output: Path = Path("output")
    state_dir: Path = Path(".briefing")
    timezone: str | None = None
    languages: tuple[Language, ...] = ("en", "es")
    organisation: OrganisationConfig = OrganisationConfig()
    translate: TranslateConfig = TranslateConfig()
    summarise: SummariseConfig = SummariseConfig()
    sources: tuple[SourceConfig, ...] = ()
    fetch: FetchConfig = FetchConfig()
    select: SelectConfig = SelectConfig()
    pages: PagesConfig = PagesConfig()
    mail: MailConfig = MailConfig()
    recipients: tuple[RecipientConfig, ...] = ()
    hooks: tuple[HookConfig, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                ZoneInfo(value)
            except (ZoneInfoNotFoundError, ValueError) as exc:
                raise ValueError(f"{value!r} is no IANA time zone") from exc
        return value

    @field_validator("site_url")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"https?://[^/]+", value):
            raise ValueError("site_url starts with https:// or http://")
        return value.rstrip("/") if value else None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment over file: the file's values come in as initial values."""
        return (env_settings, init_settings)


def load_config(
    path: Path | None = None, overrides: Mapping[str, Any] | None = None, *, cwd: Path | None = None
) -> Config:
    """Read the configuration and make its paths absolute.

    ``path`` is ``--config`` (must exist); without it ``briefing.toml`` of the current folder is
    used when there is one. ``overrides`` are top-level keys from the command line, with paths
    already counted from the current folder. Raises :class:`ConfigError`.
    """
    here = (cwd or Path.cwd()).resolve()
    file = path.resolve() if path else here / CONFIG_NAME
    data: dict[str, Any] = {}
    if path is not None or file.is_file():
        data = _read_toml(file)
    base = file.parent if data or path else here
    config = _checked(data, file)
    state_is_default = "state_dir" not in config.model_fields_set
    config = _absolute(config, base)
    update = dict(overrides or {})
    config = config.model_copy(update=update)
    if state_is_default:
        parent = file.parent if (data or path) else config.output.parent
        config = config.model_copy(update={"state_dir": parent / ".briefing"})
    return config


def default_config() -> Config:
    """The configuration without any file. Raises :class:`ConfigError` for the environment."""
    return _checked({}, Path())


def _checked(data: Mapping[str, Any], file: Path) -> Config:
    """Neither error is chained: both hold the values that were given, secrets among them."""
    try:
        return Config(**data)
    except ValidationError as exc:
        raise ConfigError(
            _explain(exc, file), "See 'briefing config --defaults' for every key."
        ) from None
    except SettingsError as exc:
        name = re.search(r'field "(\w+)"', str(exc))
        variable = f"BRIEFING_{name[1].upper()}" if name else "A BRIEFING_ variable"
        raise ConfigError(
            f"{variable}: is not valid JSON.",
            f"Write it as JSON, or single keys as {variable}__KEY.",
        ) from None


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise ConfigError(
            f"{file}: cannot be read ({exc.strerror}).", "Write one with 'briefing init'."
        ) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{file}: is not valid TOML: {exc}.", "Correct that line.") from exc


def _explain(exc: ValidationError, file: Path) -> str:
    parts = []
    for error in exc.errors(include_input=False, include_url=False):
        where = ".".join(str(part) for part in error["loc"]) or "top level"
        what = "unknown key" if error["type"] == "extra_forbidden" else error["msg"]
        parts.append(f"{where}: {what}")
    where = file.name if file.is_file() else "BRIEFING_ variables"
    return f"{where}: " + "; ".join(parts) + "."


def _absolute(config: Config, base: Path) -> Config:
    """Every relative path of the configuration, counted from ``base``."""

    def fix(value: Any) -> Any:
        if isinstance(value, Path):
            return (base / value.expanduser()).resolve()
        if isinstance(value, BaseModel):
            changed = {name: fix(getattr(value, name)) for name in type(value).model_fields}
            return value.model_copy(update=changed)
        return value

    fixed = config.model_copy(
        update={name: fix(getattr(config, name)) for name in type(config).model_fields}
    )
    sources = tuple(
        source.model_copy(update={"location": _location(source.location, base)})
        for source in config.sources
    )
    return fixed.model_copy(update={"sources": sources})


def _location(location: str, base: Path) -> str:
    if location == "-" or re.match(r"[a-z][a-z0-9+.-]*://", location):
        return location
    return str((base / Path(location).expanduser()).resolve())
