"""The finished PDFs: complete, in order, tagged, in the right language, the same twice."""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pypdf
import pytest

from briefing.edition import Edition, dump_edition
from briefing.model import Language, Outcome
from briefing.render.environment import environment
from briefing.render.pdf import PDFS, PdfWriter
from briefing.render.view import EditionView, view_of

NAMES = [name for name, _ in PDFS]


def squeeze(text: str) -> str:
    """Letters and figures alone: line breaks, hyphens and spaces of the layout do not count."""
    return re.sub(r"[\W_]+", "", text)


def text_of(file: Path) -> str:
    return squeeze("\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages))


def expected(view: EditionView, languages: tuple[Language, ...]) -> Iterator[str]:
    """The texts of the edition in reading order."""
    for section in view.sections:
        for story in section.stories:
            for text in (story.title, *([story.summary] if story.summary else []), *story.points):
                for language in languages:
                    yield text[language]


def assert_complete(file: Path, view: EditionView, languages: tuple[Language, ...]) -> None:
    text, place = text_of(file), 0
    for wanted in expected(view, languages):
        found = text.find(squeeze(wanted), place)
        assert found >= 0, f"{file.name}: missing or out of order: {wanted}"
        place = found + len(squeeze(wanted))


@pytest.mark.parametrize(("name", "languages"), PDFS)
def test_text_is_complete_and_in_order(
    rendered: Path, twelve: Edition, name: str, languages: tuple[Language, ...]
) -> None:
    assert_complete(rendered / name, view_of(twelve), languages)


@pytest.mark.long
@pytest.mark.parametrize(("name", "languages"), PDFS)
def test_text_is_complete_at_500_stories(
    tmp_path: Path, factory: ModuleType, name: str, languages: tuple[Language, ...]
) -> None:
    view, found = view_of(factory.edition(500)), Outcome()
    PdfWriter(environment("classic"), view).write(tmp_path / name, languages, found)
    assert found == Outcome()
    assert_complete(tmp_path / name, view, languages)


@pytest.mark.parametrize("name", NAMES)
def test_pdfua_and_outloud_find_no_error(rendered: Path, name: str) -> None:
    bin_dir = Path(sys.executable).parent
    check = subprocess.run(
        [bin_dir / "pdfua", "check", rendered / name], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout
    aloud = subprocess.run(
        [bin_dir / "outloud", "--no-info", "--fail-on", "error", rendered / name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert aloud.returncode == 0, aloud.stdout
    assert "ERROR" not in aloud.stdout


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The structure elements in the order of the tree."""

    def walk(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot)


@pytest.mark.parametrize(("name", "languages"), PDFS)
def test_document_is_tagged_and_described(
    rendered: Path, twelve: Edition, name: str, languages: tuple[Language, ...]
) -> None:
    with pikepdf.open(rendered / name) as pdf:
        root = pdf.Root
        assert str(root.Lang) == languages[0]
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        title = str(pdf.docinfo["/Title"])
        assert title.startswith("El día en breve" if languages == ("es",) else "The Day in Brief")
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261123000000")
        kinds = Counter(str(element.S) for element in elements(pdf))
        assert kinds["/H3"] >= len(twelve.stories)
        assert kinds["/H1"] == 1
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                assert "/Contents" in note
                assert "/StructParent" in note
                assert int(note.F) & 4


def test_bookmarks_are_in_the_language_of_the_document(rendered: Path, twelve: Edition) -> None:
    with pikepdf.open(rendered / "briefing-es.pdf") as pdf, pdf.open_outline() as outline:
        top = [item.title for item in outline.root]
        stories = [child.title for item in outline.root for child in item.children]
    assert top[:3] == ["De la redacción", "De un vistazo", "En esta edición"]
    assert "Economía" in top
    assert set(stories) >= {story.title.es for story in twelve.stories}


def language_of(element: pikepdf.Object) -> str:
    while "/Lang" not in element:
        element = element.P
        if "/S" not in element:
            return "en"
    return str(element.Lang)


def test_every_spanish_element_of_the_parallel_edition_says_so(
    rendered: Path, twelve: Edition
) -> None:
    """Each Spanish title and key point lies under an element with /Lang es, each English not."""
    spoken: dict[str, list[str]] = {"en": [], "es": []}
    with pikepdf.open(rendered / "briefing-en-es.pdf") as pdf:
        texts = marked_texts(pdf)
        for element in elements(pdf):
            if str(element.S) in {"/P", "/H3"}:
                text = "".join(texts.get(key, "") for key in marks_below(element))
                spoken[language_of(element)].append(squeeze(text))
    for story in twelve.stories:
        for text in (story.title, *(point.text for point in story.key_points)):
            for language in ("en", "es"):
                joined = "".join(spoken[language])
                assert squeeze(text[language]) in joined
                assert squeeze(text["es" if language == "en" else "en"]) not in joined


def marks_below(element: pikepdf.Object) -> Iterator[tuple[int, int]]:
    """(page object number, MCID) of the marked content below an element, in order."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                yield from marks_below(kid)
        elif kid is not None:
            yield element.Pg.objgen[0], int(kid)


def marked_texts(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """The text of each marked-content sequence, decoded with the fonts' ToUnicode maps."""
    found: dict[tuple[int, int], str] = {}
    for page in pdf.pages:
        maps = {key: to_unicode(font) for key, font in page.Resources.Font.items()}
        mark: int | None = None
        font: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            code = str(operator)
            if code == "BDC":
                mark = int(operands[1]["/MCID"]) if "/MCID" in operands[1] else None
            elif code == "EMC":
                mark = None
            elif code == "Tf":
                font = maps[str(operands[0])]
            elif code in {"Tj", "TJ"} and mark is not None:
                parts = operands[0] if code == "TJ" else [operands[0]]
                strings = (part for part in parts if isinstance(part, pikepdf.String))
                text = "".join(decode(part, font) for part in strings)
                key = (page.objgen[0], mark)
                found[key] = found.get(key, "") + text
    return found


def decode(part: Any, font: dict[int, str]) -> str:
    data = bytes(part)
    return "".join(
        font.get(int.from_bytes(data[i : i + 2], "big"), "") for i in range(0, len(data), 2)
    )


def to_unicode(font: Any) -> dict[int, str]:
    stream = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    table: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", stream, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            table[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", stream, re.S):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(low, 16), int(high, 16) + 1):
                table[code] = chr(int(text, 16) + code - int(low, 16))
    return table


# WeasyPrint leaves its colour profile open; the garbage collector closes it and warns.
@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
def test_archival_variant_embeds_the_edition(tmp_path: Path, factory: ModuleType) -> None:
    edition = factory.edition(3, presentation=factory.presentation(pdf="a-3a", size="Letter"))
    found = Outcome()
    file = tmp_path / "archive.pdf"
    PdfWriter(environment("classic"), view_of(edition)).write(file, ("en",), found)
    gc.collect()
    assert found == Outcome()
    with pikepdf.open(file) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert "/OutputIntents" in pdf.Root
        embedded = pdf.attachments["edition.json"].get_file().read_bytes()
        box = [float(value) for value in pdf.pages[0].MediaBox]
    assert Edition.model_validate(json.loads(embedded)) == edition
    assert box[2:] == pytest.approx([612, 792], abs=0.5)


def test_two_runs_give_the_same_bytes(
    rendered: Path, twelve: Edition, render: Callable[[Edition], Path]
) -> None:
    again = render(twelve)
    files = sorted(p.relative_to(rendered) for p in rendered.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    assert [f for f in files if (rendered / f).read_bytes() != (again / f).read_bytes()] == []


def test_an_outside_resource_is_refused_and_reported(tmp_path: Path, factory: ModuleType) -> None:
    organisation = factory.organisation().model_copy(
        update={"logo": Path(__file__).resolve().as_uri()}
    )
    found = Outcome()
    view = view_of(factory.edition(2, organisation=organisation))
    PdfWriter(environment("classic"), view).write(tmp_path / "a.pdf", ("en",), found)
    assert [problem.stage for problem in found.problems] == ["render"]
    assert "outside" in found.problems[0].message


def test_signs_without_a_font_are_one_problem_that_names_fonts(
    tmp_path: Path, factory: ModuleType
) -> None:
    data = dump_edition(factory.edition(2))
    private = "".join(map(chr, range(0xF8F0, 0xF8FF)))  # for private use: no font has them
    changed = data.replace(factory.TITLES[0][0], f"Signs {private} {private}", 1)
    assert changed != data
    found = Outcome()
    view = view_of(Edition.model_validate_json(changed))
    PdfWriter(environment("classic"), view).write(tmp_path / "a.pdf", ("en",), found)
    [problem] = found.problems
    assert problem.subject == "a.pdf"
    assert "\uf8f0 \uf8f1" in problem.message
    assert "and 3 more" in problem.message
    assert "fonts-noto" in problem.remedy
