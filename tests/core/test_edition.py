"""edition.json: schema, round trip, damaged files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from briefing.edition import Edition, MadeBy, T, dump_edition, edition_schema, load_edition
from briefing.errors import EditionError


def edition() -> Edition:
    return Edition.model_validate(
        {
            "date": "2026-11-23",
            "stories": [
                {
                    "id": "a-story",
                    "section": "world",
                    "title": {"en": "A story", "es": "Una historia", "original": "en"},
                    "summary": {"en": "It is.", "es": "Es.", "original": "en"},
                    "key_points": [
                        {
                            "text": {"en": "It is.", "es": "It is.", "original": "en",
                                     "untranslated": True},
                            "evidence": [
                                {"article": "x", "paragraph": 0, "start": 0, "end": 6}
                            ],
                        }
                    ],
                    "sources": [{"article": "x", "name": "Wire"}],
                }
            ],
            "articles": {"x": {"language": "en", "paragraphs": ["It is."]}},
            "made_by": {"briefing": "0", "summariser": "s", "translators": {}},
        }
    )  # fmt: skip


def test_published_schema_is_the_current_one(root: Path) -> None:
    published = json.loads((root / "docs" / "edition.schema.json").read_text(encoding="utf-8"))
    assert published == edition_schema(), "write it anew: make schema"


def test_dump_fits_the_schema_and_comes_back(root: Path, tmp_path: Path) -> None:
    text = dump_edition(edition())
    schema = json.loads((root / "docs" / "edition.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(text), schema)
    (tmp_path / "edition.json").write_text(text, encoding="utf-8")
    assert load_edition(tmp_path) == edition()
    assert dump_edition(load_edition(tmp_path)) == text


def test_untranslated_is_written_only_when_true() -> None:
    data = json.loads(dump_edition(edition()))
    story = data["stories"][0]
    assert set(story["title"]) == {"en", "es", "original"}
    assert story["key_points"][0]["text"]["untranslated"] is True


def test_language_of_a_text() -> None:
    shown = T(en="x", es="x", original="en", untranslated=True)
    assert shown.language_of("es") == "en"
    assert T(en="x", es="y", original="en").language_of("es") == "es"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not valid JSON"),
        ("[]", "does not fit"),
        ('{"schema_version": 99}', "does not fit"),
    ],
)
def test_damaged_files_are_named(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "edition.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EditionError, match=said):
        load_edition(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="cannot be read"):
        load_edition(tmp_path)


def test_story_ids_are_safe_file_names() -> None:
    data = json.loads(dump_edition(edition()))
    data["stories"][0]["id"] = "../../etc/passwd"
    with pytest.raises(ValueError, match="pattern"):
        Edition.model_validate(data)
    assert edition().date == date(2026, 11, 23)
    assert MadeBy(briefing="0", summariser="s", translators={}).translators == {}
