"""What stands on a news page without being news: bylines, "read more", cookie notes, credits.

Everything here deletes whole paragraphs or whole sentences. Attributions ("police said") are
news and stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SHORT = 320
# One blank between any two words: a pattern with a choice here takes exponential time.
_NAME = r"[^\W\d_a-zß-ÿ][\w.'’-]*"
_PERSON = rf"{_NAME}(?: (?:de|del|la|las|los|van|von|da|y|and|&|{_NAME})){{1,9}}"
_BYLINE = re.compile(
    r"(?:By|BY|Por|POR|Written by|Escrito por|Texto:?|Author:|Autora?:)\s+"
    rf"(?P<who>{_PERSON})(?:\s*[,|/–—-]\s*[\w .'’-]{{0,60}})?[.,]?"
)
_NETWORKS = r"(?:twitter|facebook|instagram|x|whatsapp|telegram|tiktok|youtube)"
_STARTS = (  # a paragraph that opens like this is dropped
    r"(?:read|see|watch|listen|hear|learn) (?:more|also|next|this|now|here)\b",
    r"(?:read|watch|see|related|recommended|more on this|you may (?:also )?like)"
    r" ?(?:stories|articles|story|article)? ?:",
    r"(?:lea|lee|vea|ve|mira|mire|escuche|escucha|leer|ver)"
    r" (?:también|más|además|aquí|el video)\b",
    r"(?:lea|lee|vea|leer|relacionado|relacionadas|en video|en contexto) ?:",
    r"(?:te|le) (?:puede|podría) interesar\b",
    r"más información ?:",
    r"noticias? relacionadas?\b",
    r"(?:sign up|subscribe|register)\b.{0,80}"
    r"\b(?:newsletter|email|inbox|alerts?|subscri\w+|free|today|here|channel)",
    r"(?:suscríb\w+|regístr\w+|inscríb\w+)\b.{0,80}"
    r"\b(?:bolet[ií]n\w*|newsletter|correo|aquí|gratis|canal|ahora)",
    rf"(?:follow|like|find|join) (?:us|me|him|her)\b.{{0,60}}\b{_NETWORKS}\b",
    rf"(?:síguenos|síganos|sigue|siga|únete|únase)\b.{{0,80}}\b(?:{_NETWORKS}|redes|canal)\b",
    r"click (?:here|to)\b",
    r"(?:haz|haga) clic\b",
    r"clic aquí",
    r"(?:this|our) (?:web)?site uses cookies",
    r"we (?:and our partners )?use cookies",
    r"we value your privacy",
    r"(?:este sitio|esta (?:página|web)|nuestra web)\b.{0,30}\bcookies",
    r"(?:utilizamos|usamos) (?:las )?cookies",
    r"(?:accept|manage|reject) (?:all )?cookies",
    r"(?:aceptar|configurar|rechazar) (?:todas )?(?:las )?cookies",
    r"(?:©|\(c\)|copyright) ?.{0,6}\d{4}",
    r".{0,80}\b(?:all rights reserved|todos los derechos reservados)\b",
    r"\((?:reporting|additional reporting|writing|editing|compiled) by\b",
    r"(?:reporting|editing|writing) by .{2,80};",
    r"\((?:información|reporte|redacción|editado|con información) (?:de|por)\b",
)
_WHOLE = (  # a paragraph that is nothing but this is dropped
    r"(?:advertisement|skip advertisement|publicidad|anuncio|sponsored|patrocinado|print|imprimir"
    r"|continue reading|sigue leyendo|share this.{0,30}|compartir|comments?|comentarios?"
    r"|story continues below.{0,40}|getty images?)\W*",
    r"(?:fotos?|fotografías?|imagen|photos?|image|picture|photograph|credit|crédito|video|vídeo"
    r"|infografía|gráfico) ?[:/|] .{0,200}",
    r"(?:file|archive|stock|handout) (?:photo|image|picture)\b.{0,120}",
    r"(?:imagen|foto) de (?:referencia|archivo)\b.{0,120}",
    r"[A-Z]{2,4}\d{3,5}\. .{3,60}\d{2}/\d{2}/\d{4}\b.{0,20}",
    r"-{3,}|\*{2,}|_{3,}",
)
_FURNITURE = re.compile(f"(?:{'|'.join(_STARTS)}|(?:{'|'.join(_WHOLE)})$)", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"(?:^|(?<=[.!?\"”] ))[^.!?]{0,40}(?:[A-Z]\. )?[^.!?]{2,160}"
    r" contributed to this (?:report|story|article)\.?\s*$"
)
_PLAYER = re.compile(
    r"^.{0,400}?\bResume e infórmame rápido Escucha este artículo Audio generado con IA de Google"
    r" 0:00 / 0:00 1 ?x\s*"
)
_LINK_SENTENCE = re.compile(
    r"(?:^|(?<=[.!?”\"] ))"
    r"(?:Lea|Lee|Vea|Lea también|[LT]e puede interesar|READ|READ MORE|OPINION|WATCH|RELATED):"
    r" [^.!?\n]{10,120}(?: ?\.|[!?])(?: |$)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs that are news, and the author when a byline named one."""

    paragraphs: tuple[str, ...]
    author: str = ""


def strip_boilerplate(paragraphs: Sequence[str], title: str) -> Body:
    """The paragraphs without page furniture, repetitions and a repeated headline."""
    kept: list[str] = []
    seen: set[str] = {title.casefold()}
    author = ""
    for position, paragraph in enumerate(paragraphs):
        byline = _BYLINE.fullmatch(paragraph) if len(paragraph) < 160 else None
        if byline and (position < 3 or position == len(paragraphs) - 1):
            author = author or byline["who"].strip(" ,")
            continue
        if len(paragraph) <= _SHORT and _FURNITURE.match(paragraph):
            continue
        text = _strip_sentences(paragraph, first=not kept)
        key = text.casefold()
        if not text or (key in seen and (len(key) > 40 or not kept)):
            continue
        seen.add(key)
        kept.append(text)
    return Body(tuple(kept), author)


def _strip_sentences(paragraph: str, *, first: bool) -> str:
    text = _PLAYER.sub("", paragraph) if first else paragraph
    if ":" in text:
        text = _LINK_SENTENCE.sub("", text)
    if "contributed to this" in text:
        text = text[:-400] + _CONTRIBUTED.sub("", text[-400:])
    return text.strip()
