"""Write docs/edition.schema.json from the classes of briefing.edition."""

from __future__ import annotations

import json
from pathlib import Path

from briefing.edition import edition_schema

target = Path(__file__).resolve().parents[1] / "docs" / "edition.schema.json"
target.write_text(
    json.dumps(edition_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
)
