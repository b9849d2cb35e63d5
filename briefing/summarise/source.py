"""A story's sentences with the places they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Article, Language, Span, Story
from briefing.summarise.trim import trim
from briefing.summarise.vocabulary import words
from briefing.text.sentences import split

MAX_SENTENCES = 60
"""Sentences of one article that are read; news says what matters before."""

MAX_ARTICLES = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as written (on one line), its shortened form and its place."""

    text: str
    short: str
    span: Span


def sentences_of(article: Article, limit: int = MAX_SENTENCES) -> list[Sentence]:
    """The first sentences of an article; what holds no word is left out."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(article.paragraphs):
        for start, end in split(paragraph, article.language):
            text = " ".join(paragraph[start:end].split())
            if words(text):
                short = trim(text, article.language)
                found.append(Sentence(text, short, Span(article.id, number, start, end)))
            if len(found) == limit:
                return found
    return found


def readable(story: Story) -> list[Article]:
    """The articles points are chosen from: those in the lead's language, best first.

    A point is printed in the lead's language, and a translated sentence would no longer be the
    article's own; articles in the other language stay listed as sources.
    """
    language: Language = story.lead.language
    return [article for article in story.articles if article.language == language][:MAX_ARTICLES]


def texts(sentences: Sequence[Sentence]) -> list[str]:
    """The shortened texts."""
    return [sentence.short for sentence in sentences]
