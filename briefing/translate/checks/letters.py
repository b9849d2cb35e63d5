"""Letters made alike, to compare names."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Lower case without accents, and with the letters that transliterations differ in made one."""
    bare = unicodedata.normalize("NFD", word.lower())
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return bare.replace("’", "'")
