"""The default summariser: the articles' own sentences, chosen together, shortened by deletion.

Needs numpy and no model but the small one in the package.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from briefing.config import SummariseConfig
from briefing.model import KeyPoint, Language, Story, Summary
from briefing.summarise.choose import NEVER, Model, Pool, choose, fitness, load_model, stems_of
from briefing.summarise.conflicts import with_conflicts
from briefing.summarise.features import Document, document, from_log_odds, log_odds
from briefing.summarise.headline import headline
from briefing.summarise.source import Sentence, readable, sentences_of, texts
from briefing.summarise.trees import Matrix
from briefing.summarise.vocabulary import FUNCTION_WORDS, stem, words

FEWEST = 3
"""Points of a story that one article tells."""

TITLE_ODDS = 0.4
"""Added to the log odds of a word of the title: a good title names what matters."""

FIRST_SENTENCES = 8
"""Of an article in the other language, looked at for contradicting figures."""

SEVERAL_SOURCES = 4
"""Points of a story that several articles tell."""


class EmbeddedSummariser:
    """Extractive summaries; every point is a sentence of an article."""

    def __init__(self, config: SummariseConfig, state_dir: Path) -> None:
        self._points = config.points

    @cached_property
    def _model(self) -> Model:
        return load_model()

    @property
    def signature(self) -> str:
        """Name and version of the weights, and the number of points."""
        return f"embedded:{self._model.version}|points:{self._points or 'auto'}"

    def summarise(self, stories: Sequence[Story], *, points: int | None = None) -> list[Summary]:
        """One summary a story; see :class:`briefing.registry.Summariser`."""
        return [self._one(story, points or self._points) for story in stories]

    def _one(self, story: Story, points: int | None) -> Summary:
        articles = [sentences_of(article) for article in readable(story)]
        articles = [sentences for sentences in articles if sentences]
        lead = story.lead
        if not articles:
            title = headline(lead.title, lead.source, lead.origin)
            return Summary(title, title, ())
        pool, sentences = joined(self._model, articles, lead.title, lead.language)
        count = points or (SEVERAL_SOURCES if len(articles) > 1 else FEWEST)
        chosen = [sentences[i] for i in choose(pool, count, self._model)]
        title = headline(lead.title, lead.source, sentences[0].short)
        return Summary(
            title, chosen[0].short if chosen else title, _points(chosen, sentences, story)
        )

    def points_among(
        self, story: Story, wanted: Callable[[str], bool], count: int
    ) -> tuple[KeyPoint, ...]:
        """At most ``count`` points from the sentences that stand alone and are ``wanted``."""
        articles = [sentences_of(article) for article in readable(story)]
        articles = [sentences for sentences in articles if sentences]
        if not articles:
            return ()
        pool, sentences = joined(self._model, articles, story.lead.title, story.lead.language)
        allowed = [
            unfit if unfit < 2 and wanted(sentence.short) else NEVER
            for unfit, sentence in zip(pool.fitness, sentences, strict=True)
        ]
        numbers = choose(replace(pool, fitness=allowed), count, self._model)
        return _points([sentences[i] for i in numbers], sentences, story)


def _points(
    chosen: Sequence[Sentence], sentences: Sequence[Sentence], story: Story
) -> tuple[KeyPoint, ...]:
    told = [*sentences, *_in_the_other_language(story)]
    return tuple(_point(sentence, told, story) for sentence in chosen)


def _point(chosen: Sentence, sentences: Sequence[Sentence], story: Story) -> KeyPoint:
    """The point with its evidence; where sources contradict its figures, with theirs as well."""
    if len(story.articles) == 1:
        return KeyPoint(chosen.short, (chosen.span,))
    articles = {article.id: article for article in story.articles}
    text, others = with_conflicts(chosen, sentences, articles, story.lead.language)
    return KeyPoint(text, (chosen.span, *dict.fromkeys(other.span for other in others)))


def _in_the_other_language(story: Story) -> list[Sentence]:
    """The first sentences of articles that give no points, for their figures."""
    others = [a for a in story.articles if a.language != story.lead.language]
    return [s for article in others for s in sentences_of(article, FIRST_SENTENCES)]


def joined(
    model: Model, articles: Sequence[Sequence[Sentence]], title: str, language: Language
) -> tuple[Pool, list[Sentence]]:
    """One pool from the sentences of all articles of a story.

    A word's estimate is the highest any article gives it, so what several articles put forward
    counts, and what a second article adds can be chosen.
    """
    named = {stem(word) for word in words(title) if word.lower() not in FUNCTION_WORDS}
    vocabulary: dict[str, int] = {}
    pairs: dict[tuple[int, int], int] = {}
    estimates = []
    for sentences in articles:
        doc = document(texts(sentences))
        word = _with_title(doc, model.word.probability(doc.word_features), named)
        pair = model.pair.probability(doc.pair_features(word))
        columns = [vocabulary.setdefault(name, len(vocabulary)) for name in doc.vocabulary]
        pair_columns = [
            pairs.setdefault((columns[a], columns[b]), len(pairs)) for a, b in doc.pairs
        ]
        estimates.append((doc, word, pair, columns, pair_columns))
    rows = sum(len(sentences) for sentences in articles)
    has_word = np.zeros((rows, len(vocabulary)), dtype=bool)
    has_pair = np.zeros((rows, len(pairs)), dtype=bool)
    words_all, pairs_all = np.zeros(len(vocabulary)), np.zeros(len(pairs))
    at = 0
    for doc, word, pair, columns, pair_columns in estimates:
        here = slice(at, at + len(doc.sentences))
        has_word[here, columns], has_pair[here, pair_columns] = doc.has_word, doc.has_pair
        words_all[columns] = np.maximum(words_all[columns], word)
        pairs_all[pair_columns] = np.maximum(pairs_all[pair_columns], pair)
        at = here.stop
    flat = [sentence for sentences in articles for sentence in sentences]
    short = texts(flat)
    lengths = np.concatenate([doc.lengths for doc, *_ in estimates])
    unfit = [fitness(text, language) for text in short]
    return Pool(has_word, has_pair, words_all, pairs_all, lengths, stems_of(short), unfit), flat


def _with_title(doc: Document, probability: Matrix, named: set[str]) -> Matrix:
    in_title = np.array([name in named for name in doc.vocabulary], dtype=bool)
    return from_log_odds(log_odds(probability) + TITLE_ODDS * in_title)
