"""Articles of one language for comparing: titles and leads of Spanish ones put into English."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.group.similar import Text
from briefing.registry import Translator
from briefing.text.sentences import sentences

_SENTENCES = 4


def to_english(texts: Sequence[Text], translator: Translator) -> list[Text]:
    """Titles and leads in English, in order; good enough to compare, not to print.

    Raises :class:`~briefing.errors.BackendError`.
    """
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    for text in texts:
        start = len(pieces)
        lead = text.lead()
        pieces.append(text.title[:300])
        told = [one for part in lead.paragraphs for one in sentences(part[:1_000], text.language)]
        pieces += told[:_SENTENCES]
        spans.append((start, len(pieces)))
    done = translator.translate(pieces, source="es", target="en") if pieces else []
    return [Text("en", done[start], (" ".join(done[start + 1 : end]),)) for start, end in spans]
