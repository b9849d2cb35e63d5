"""A bug that one story sets off costs that story or sentence, not the edition."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from briefing import updates
from briefing.cli import run_cli
from briefing.edition import Edition, load_edition
from briefing.errors import BackendError
from briefing.model import Language, Story, Summary
from briefing.summarise.embedded import EmbeddedSummariser
from briefing.translate import judge, service
from briefing.translate.embedded import EmbeddedTranslator

DAY = "2026-11-23"


ARTICLES = {
    "Lighthouse keeper retires after forty years": (
        "Marta Grant lit the lamp of Elm Head for the last time on Monday, after 40 years.",
        "The 31-metre tower will run by itself from now on, the harbour office said.",
        "Her cat, which is called Fog, will stay in the tower and be fed by the coast guard.",
        "Ships hooted for a minute as she came down the 154 steps.",
    ),
    "New museum of bread draws a crowd": (
        "A museum of bread opened in an old mill in Westhaven, its owners said on Monday.",
        "More than 400 people queued to see the museum on its first morning.",
        "Visitors may bake a loaf of their own and take it home for 6 euros.",
        "Critics say that the council should have repaired the school first.",
    ),
    "Swimmers find an anchor in the river": (
        "Two swimmers found an iron anchor in the river Tarn on Sunday, police said.",
        "Experts believe that it is 300 years old and weighs 450 kilos.",
        "Divers will lift it in spring, when the water is low enough.",
        "Nobody knows which ship lost it so far from the sea.",
    ),
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, (title, sentences) in enumerate(ARTICLES.items()):
        text = f" date {DAY} {number}\n{title}\n\n" + "\n\n".join(sentences) + "\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def _one_problem(edition: Edition, stage: str, words: str) -> None:
    [problem] = edition.problems
    assert problem.stage == stage
    assert problem.subject.endswith("1.txt")
    assert words in problem.message
    assert "report" in problem.remedy


def _break_translator(
    monkeypatch: pytest.MonkeyPatch, word: str, error: BaseException
) -> list[list[str]]:
    """Let the translator raise ``error`` on texts with ``word``; what it is asked comes back."""
    real = EmbeddedTranslator.translate
    asked: list[list[str]] = []

    def broken(self: EmbeddedTranslator, texts: list[str], **more: object) -> list[str]:
        asked.append(list(texts))
        if any(word in text for text in texts):
            raise error
        return real(self, texts, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(EmbeddedTranslator, "translate", broken)
    return asked


def _run(articles: Path, tmp_path: Path) -> int:
    out, state = tmp_path / "out", tmp_path / "state"
    config = tmp_path / "briefing.toml"
    config.write_text(f'state_dir = "{state}"\n', encoding="utf-8")
    return run_cli(
        ["--config", str(config), "run", str(articles), "--date", DAY, "--out", str(out)]
    )


def test_a_check_that_breaks_leaves_the_sentence_in_the_original(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    real = judge.check

    def broken(source_text: str, *more: object) -> object:
        if "museum" in source_text and "400" in source_text:
            raise ZeroDivisionError("planted")
        return real(source_text, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(judge, "check", broken)
    assert _run(articles, tmp_path) == 3
    message = capsys.readouterr().err
    assert "ZeroDivisionError: planted" in message
    edition = load_edition(tmp_path / "out" / DAY)
    _one_problem(edition, "check", "check: ZeroDivisionError: planted")
    assert len(edition.stories) == 3
    points = [point.text for story in edition.stories for point in story.key_points]
    kept = [text for text in points if "museum" in text.en and "400" in text.en]
    assert all(text.untranslated and text.es == text.en for text in kept)
    assert sum(text.untranslated for text in points) == len(kept)


def test_a_story_that_breaks_the_summariser_is_left_out_and_named(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    real = EmbeddedSummariser.summarise

    def broken(self: EmbeddedSummariser, stories: object, **more: object) -> object:
        if any("museum" in story.lead.title for story in stories):  # type: ignore[attr-defined]
            raise IndexError("planted")
        return real(self, stories, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(EmbeddedSummariser, "summarise", broken)
    assert _run(articles, tmp_path) == 3
    message = capsys.readouterr().err
    assert "1.txt" in message
    assert "IndexError: planted" in message
    titles = [story.title.en for story in load_edition(tmp_path / "out" / DAY).stories]
    assert sorted(titles) == [title for title in ARTICLES if "museum" not in title]


def test_an_update_whose_news_cannot_be_found_keeps_its_summary(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = updates.tell_news

    def broken(story: Story, *more: object) -> Summary:
        if "museum" in story.lead.title:
            raise KeyError("planted")
        return real(story, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(updates, "tell_news", broken)
    assert _run(articles, tmp_path) == 3
    edition = load_edition(tmp_path / "out" / DAY)
    [problem] = edition.problems
    assert problem.subject.endswith("1.txt")
    assert "KeyError: 'planted'" in problem.message
    assert len(edition.stories) == 3
    assert all(len(story.key_points) == 3 for story in edition.stories)


def test_a_sentence_that_breaks_the_translator_is_found_in_its_batch_and_tried_every_day(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _break_translator(monkeypatch, "400 people", ValueError("planted"))
    for _ in range(2):
        assert _run(articles, tmp_path) == 3
        edition = load_edition(tmp_path / "out" / DAY)
        _one_problem(edition, "translate", "translate: ValueError: planted")
        texts = [point.text for story in edition.stories for point in story.key_points]
        assert all(text.untranslated == ("400 people" in text.en) for text in texts)
    assert len(asked[0]) > 1
    assert len(asked[-1]) == 1  # all others were kept from the first run


def test_a_text_that_cannot_be_cut_is_shown_in_the_original(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = service.plan

    def broken(text: str, source: Language, target: Language, *, headline: bool) -> service.Plan:
        if "400 people" in text:
            raise RecursionError("planted")
        return real(text, source, target, headline=headline)

    monkeypatch.setattr(service, "plan", broken)
    assert _run(articles, tmp_path) == 3
    edition = load_edition(tmp_path / "out" / DAY)
    _one_problem(edition, "translate", "RecursionError: planted")
    texts = [point.text for story in edition.stories for point in story.key_points]
    assert [text.en for text in texts if text.untranslated] == [
        text.en for text in texts if "400 people" in text.en
    ]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (BackendError("The model is gone."), 2),
        (MemoryError(), None),
        (OSError(errno.ENOSPC, "No space left on device"), None),
        (ModuleNotFoundError("No module named 'engine'"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_concerns_the_whole_run_ends_it(
    error: BaseException,
    code: int | None,
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _break_translator(monkeypatch, "400 people", error)
    if code is None:
        with pytest.raises(type(error)):
            _run(articles, tmp_path)
    else:
        assert _run(articles, tmp_path) == code
    assert not (tmp_path / "out" / DAY).exists()


def test_a_translator_that_breaks_on_everything_ends_the_run(
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _break_translator(monkeypatch, "", ValueError("planted"))
    assert _run(articles, tmp_path) == 2
    assert "translate: ValueError: planted" in capsys.readouterr().err.splitlines()[-1]
    assert not (tmp_path / "out" / DAY).exists()
