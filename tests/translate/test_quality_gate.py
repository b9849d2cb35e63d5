"""The scores of the embedded translator on 200 pairs of ours may only rise.

``python tests/translate/test_quality_gate.py`` writes the floor file anew (and refuses to lower it
without ``--allow-regression``).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from briefing.config import TranslateConfig
from briefing.evaluate.translation import measure, read_pairs
from briefing.model import LANGUAGES
from briefing.registry import Translator, load_translator
from briefing.translate.glossary import load_glossary
from briefing.translate.service import TranslationService

QUALITY = Path(__file__).resolve().parents[1] / "quality"
FLOOR = QUALITY / "floor_translation.json"
SLACK = 0.3
"""BLEU or chrF points that rounding on another processor may cost."""


def _scores(translator: Translator) -> dict[str, dict[str, float]]:
    pairs = read_pairs(QUALITY / "translation.tsv")
    columns = {"en": [en for en, _ in pairs], "es": [es for _, es in pairs]}
    out = {}
    for source in LANGUAGES:
        service = TranslationService(translator, glossary=load_glossary(None))
        target = "es" if source == "en" else "en"
        scores, _ = measure(service, columns[source], columns[target], source)
        out[scores.direction] = {
            "bleu": round(scores.bleu, 1),
            "chrf": round(scores.chrf, 1),
            "shown_in_original": round(scores.shown_in_original, 3),
        }
    return out


def test_scores_do_not_fall(embedded: Translator) -> None:
    pytest.importorskip("sacrebleu")
    floors = json.loads(FLOOR.read_text(encoding="utf-8"))
    for direction, scores in _scores(embedded).items():
        floor = floors[direction]
        assert scores["bleu"] >= floor["bleu"] - SLACK, (direction, scores)
        assert scores["chrf"] >= floor["chrf"] - SLACK, (direction, scores)
        assert scores["shown_in_original"] <= floor["shown_in_original"] + 0.01, (direction, scores)


def main() -> int:
    """Write the floor file; the new floors must not be lower."""
    embedded = load_translator("embedded", TranslateConfig(), Path(".briefing"))
    new = _scores(embedded)
    if FLOOR.is_file() and "--allow-regression" not in sys.argv:
        old = json.loads(FLOOR.read_text(encoding="utf-8"))
        for direction in ("en-es", "es-en"):
            if new[direction]["bleu"] < old[direction]["bleu"]:
                print(f"{direction} is lower than before: {new[direction]}")
                return 1
    FLOOR.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
    print(FLOOR.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
