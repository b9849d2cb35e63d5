"""The headline of a story: the lead article's title without what an outlet hangs on it."""

from __future__ import annotations

import re

_AGENCIES = (
    r"CNN|Reuters|AP|AFP|EFE|UPI|BBC|MENAFN|Xinhua|Europa Press|EUROPA PRESS|Notimex|ANSA|dpa|DPA"
    r"|Bloomberg|PA|TASS|Télam"
)
_TAG = (
    r"LIVE(?: UPDATES?)?|WATCH|VIDEO|VÍDEO|PHOTOS?|FOTOS?|BREAKING(?: NEWS)?|UPDATED?|UPDATE \d+|"
    r"EXCLUSIVE|ANALYSIS|OPINION|EN VIVO|EN DIRECTO|DIRECTO|ÚLTIMA HORA|URGENTE|ÚLTIMO MINUTO|"
    r"ACTUALIZADO|EXCLUSIVA|ANÁLISIS|OPINIÓN|AMPLIACIÓN|AVANCE"
)
_FRONT = (
    re.compile(rf"^[(\[]\s*(?:{_AGENCIES})\s*[)\]]\s*[:–—-]*\s*"),
    re.compile(rf"^(?:{_AGENCIES})\s*(?:[:–—]|-\s|--)\s*"),
    re.compile(rf"^[(\[]?\s*(?:{_TAG})\s*[)\]]?\s*(?:[:|–—]|-\s|--)\s*", re.IGNORECASE),
    re.compile(rf"^[(\[]\s*(?:{_TAG})\s*[)\]]\s*", re.IGNORECASE),
)
_SITE = re.compile(
    r"\s+(?:\||»|::|—|–|-)\s+(?:"
    r"[\w.-]+\.(?:com|org|net|es|mx|ar|co|cl|pe|co\.uk|news|info)"
    r"|(?:The )?(?:[A-ZÁÉÍÓÚÑ][\w'’.-]*\s?){0,3}(?:News|Times|Post|Journal|Guardian|Telegraph|"
    r"Herald|Tribune|Gazette|Independent|Mail|Press|Noticias|Reuters|CNN|BBC|EFE|AFP|Bloomberg|Diario"
    r"|Digital|MENAFN|Xinhua)(?:\s(?:Online|News|Mundo|Sport|World|Business))?"
    r"|(?:El|La|El Diario) (?:País|Mundo|Vanguardia|Razón|Nación|Tiempo|Universal|Periódico|"
    r"Comercio|Confidencial|Español|Economista|Jornada|Tercera|Espectador)|ABC|Clarín|Infobae|20minutos"
    r"|Excélsior)\s*$"
)
_PIPE = re.compile(r"\s+\|\s+[^|]{2,40}$")


def headline(title: str, source: str = "", fallback: str = "") -> str:
    """The title on one line, without agency, "LIVE:" and the site's name at its end.

    ``source`` is the outlet's name where it is known, ``fallback`` what stands in for a title that
    has no letter. The result is empty only when both have none.
    """
    whole = " ".join(title.split())
    text = _without_site(_without_front(whole), source)
    for candidate in (text, whole, " ".join(fallback.split()), source.strip()):
        if re.search(r"[^\W_]", candidate):
            return candidate
    return ""


def _without_front(text: str) -> str:
    while True:
        shorter = text
        for pattern in _FRONT:
            shorter = pattern.sub("", shorter, count=1)
        if shorter == text or len(shorter) < 8:
            return text
        text = shorter


def _without_site(text: str, source: str) -> str:
    if source:
        ending = re.compile(rf"\s+(?:\||»|::|—|–|-)\s+{re.escape(source)}\s*$", re.IGNORECASE)
        text = ending.sub("", text) if ending.search(text, 8) else text
    for pattern in (_SITE, _PIPE):
        found = pattern.search(text)
        if found and found.start() >= 12:
            text = text[: found.start()]
    return text.rstrip(" |–—-") or text
