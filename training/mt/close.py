"""Spanish in the words a Portuguese writer would choose, each by its neighbours.

:mod:`briefing.translate.code` knows one Portuguese word for a Spanish one. Where nothing has to
come back, on the way to English, more is possible: "ha dicho" is "disse", "el puente" is "a ponte",
"vio a María" is "viu María". How often each rendering stands for a word, alone and beside its
neighbours, was counted in close translations; the shares are interpolated from the word alone to
the word between both neighbours, each step weighted by how often it was seen and how many
renderings it had (Witten and Bell 1991). ``close_pairs.py`` makes the table. Not shipped:
the networks gain too little by it yet (see the model card).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from briefing.translate.code import Code, capitalised, tidy_in, tidy_out

TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,:]*|[^\w\s]")
SPLIT = {"del": ("de", "el"), "al": ("a", "el")}
OWN = "="
"""The rendering that the code has anyway."""
CAPITAL = "^"
"""Before the word of a rendering that takes the capital of the Spanish word."""
SURE = 0.25
"""A rendering with a smaller share gives way to the code's own."""
AUXILIARIES = ("ha", "han", "hemos")
DETERMINERS = frozenset(
    "el la los las un una unos unas su sus este esta estos estas ese esa esos esas todo toda todos "
    "todas dos otro otra otros otras mismo misma nuestro nuestra mucho mucha lo de".split()
)
_PARTICIPLE = re.compile(r"[^\W\d_]+(?:[aií]do|to|cho)")
_REACH = 3
"""So many words after "ha" its participle may stand."""

Shares = tuple[float, dict[str, float]]
"""The weight of a context and the shares of the renderings seen in it."""


@dataclass
class Close:
    """The table."""

    code: Code
    contexts: dict[str, str] = field(default_factory=dict)
    """Level TAB words -> the rest of the line, which is read when it is needed."""
    genders: dict[str, str] = field(default_factory=dict)
    """Spanish word -> gender of its Portuguese one, m or f."""
    preterites: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Spanish participle -> "he said", "they said", "we said" in Portuguese, for "ha dicho" …"""

    @classmethod
    def load(cls, path: Path, code: Code) -> Close:
        """The table in a gzip file of tab-separated lines.

        ``G word gender``; ``P participle he they we``; or a level (0 the word alone, to 6), the
        context, how often it was seen, how many renderings it had, and ``count:rendering`` …
        """
        made = cls(code)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                kind, first, *rest = line.rstrip("\n").split("\t", 2)
                if kind == "G":
                    made.genders[first] = rest[0]
                elif kind == "P":
                    made.preterites[first] = tuple(rest[0].split("\t"))
                else:
                    made.contexts[f"{kind}\t{first}"] = rest[0]
        return made

    def write(self, spanish: str) -> str:
        """Spanish -> Portuguese words, as :meth:`Code.write` would, but chosen by context."""
        text = tidy_in(spanish)
        words, places = tokens(text)
        chosen = [self._choose(words, i) for i in range(len(words))]
        self._perfect(words, chosen)
        return tidy_out(self._joined(text, words, places, chosen))

    def _choose(self, words: Sequence[str], i: int) -> str:
        """The likeliest rendering of one word."""
        levels = context(words, i, self.genders)
        if levels[0] not in self.contexts:
            return OWN
        shares: dict[str, float] = {}
        for key in levels:
            if key not in self.contexts:
                continue
            weight, own = _shares(self.contexts[key])
            if not shares:
                weight = 1.0
            for rendering in shares:
                shares[rendering] *= 1 - weight
            for rendering, share in own.items():
                shares[rendering] = shares.get(rendering, 0.0) + weight * share
        best = max(shares, key=lambda rendering: shares[rendering])
        return best if shares[best] > SURE else OWN

    def _perfect(self, words: Sequence[str], chosen: list[str]) -> None:
        """ "ha anunciado" is one word in Portuguese; a participle does not stand alone."""
        for i, auxiliary in enumerate(words[:-1]):
            if auxiliary.lower() not in AUXILIARIES:
                continue
            last = min(i + _REACH, len(words) - 1)
            at = next((j for j in range(i + 1, last) if _is_participle(words[j])), last)
            participle = words[at].lower()
            if not _is_participle(participle):
                continue
            told = self.preterites.get(participle)
            if participle != "sido" and chosen[i] == "" and chosen[at] not in (OWN, ""):
                continue
            if told:
                chosen[i], chosen[at] = "", told[AUXILIARIES.index(auxiliary.lower())]
            elif chosen[i] == "" and chosen[at] == OWN:
                chosen[i] = OWN

    def _joined(
        self, text: str, words: list[str], places: list[tuple[int, int]], chosen: list[str]
    ) -> str:
        """The renderings with the spacing of ``text``."""
        out, at = "", 0
        for i, (word, (start, end), rendering) in enumerate(
            zip(words, places, chosen, strict=True)
        ):
            gap = text[at:start] or (" " if start == end and i else "")
            at = end
            new = self._cased(word, rendering, first=i == 0)
            if i == 1 and chosen[0] == "" and words[0][:1].isupper():
                new = new[:1].upper() + new[1:]
            if not new:
                out += gap if out and not out.endswith(" ") else ""
                continue
            out += (gap[1:] if out.endswith(" ") and gap.startswith(" ") else gap) + new
        return re.sub(r" +([,.;:!?])", r"\1", " ".join((out + text[at:]).split()))

    def _cased(self, word: str, rendering: str, *, first: bool) -> str:
        """``rendering`` with the capitals of ``word``."""
        if rendering == OWN:
            return self.code.word(word) if word[0].isalpha() else word
        new = rendering.split()
        if not new:
            return ""
        if word[:1].isupper():
            marked = [n for n, part in enumerate(new) if part.startswith(CAPITAL)]
            for n in marked or ([] if first else [len(new) - 1]):
                new[n] = capitalised(new[n].removeprefix(CAPITAL), word)
            if first:
                new[0] = new[0][:1].upper() + new[0][1:]
        return " ".join(part.removeprefix(CAPITAL) for part in new)


def tokens(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Words, numbers and signs, "del" and "al" as two; the second has an empty place."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        for word in SPLIT.get(match.group(), (match.group(),)):
            words.append(word)
            places.append((start, end))
            start = end
    return words, places


def context(words: Sequence[str], i: int, genders: dict[str, str]) -> tuple[str, ...]:
    """What a word is looked up by, from the word alone to the word between both neighbours.

    Each is the level, a tab, the word, and what stands around it.
    """
    word = words[i].lower()
    before = words[i - 1].lower() if i else "<s>"
    after = words[i + 1] if i + 1 < len(words) else "</s>"
    kind = "C" if after[:1].isupper() else ("D" if after[:1].isdigit() else "l")
    after = after.lower()
    gender = genders.get(after, "-") if word in DETERMINERS else ""
    return (
        f"0\t{word}",
        f"1\t{word} {before[-3:]} {kind}",
        f"2\t{word} {after[-3:]} {kind}",
        f"3\t{word} {gender} {kind}",
        f"4\t{word} {before} {gender}",
        f"5\t{word} {after}",
        f"6\t{word} {before} {after}",
    )


@lru_cache(maxsize=50_000)
def _shares(row: str) -> Shares:
    """How often seen, how many renderings, ``count:rendering`` …"""
    first, second, *rest = row.split("\t")
    seen, kinds = int(first), int(second)
    pairs = (part.partition(":") for part in rest)
    shares = {rendering: int(count) / seen for count, _, rendering in pairs}
    return seen / (seen + kinds + 1), shares


def _is_participle(word: str) -> bool:
    return _PARTICIPLE.fullmatch(word.lower()) is not None
