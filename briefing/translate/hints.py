"""Words that the embedded networks do not know, told to them in the language they are to write.

Networks leave alone a word that is no word of the language they read: "the isleños of Orkney"
becomes "los isleños de Orkney", where "the islanders" became an invented word. So what a small
list of seldom words has is put into a sentence whose translation failed, and the sentence is
translated again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefing.model import Language

_WORD = re.compile(r"(?<![\w.@/'’-])[^\W\d_]{3,}(?![\w@/'’-]|\.\w|://)")


@dataclass(frozen=True)
class Hints:
    """The list: language read -> word of it, lower case -> word of the other language."""

    words: dict[Language, dict[str, str]]

    @classmethod
    def load(cls, path: Path) -> Hints:
        """The list in a file of ``English TAB Spanish``; where two rows share a word, the first."""
        english: dict[str, str] = {}
        spanish: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            en, es = line.split("\t")
            english.setdefault(en, es)
            spanish.setdefault(es, en)
        return cls({"en": english, "es": spanish})

    def put(self, text: str, source: Language) -> str:
        """``text`` with its words of the list in the other language; names stay as they are."""
        known = self.words[source]

        def word(match: re.Match[str]) -> str:
            found = match.group()
            first = not text[: match.start()].strip()
            if not (found.islower() or (first and found.istitle())):
                return found
            hint = known.get(found.lower(), found)
            return hint[:1].upper() + hint[1:] if found[0].isupper() else hint

        return _WORD.sub(word, text)
