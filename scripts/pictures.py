"""The pictures of README and docs, taken anew: ``python scripts/pictures.py output/2026-11-23``.

Needs pdftoppm (poppler-utils), Chromium, and the packages of tests/browser (``npm ci`` there).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PAPER = (232, 230, 225)


def page(pdf: Path, number: int, folder: Path) -> Image.Image:
    """One page of a PDF as a picture."""
    subprocess.run(
        ["pdftoppm", "-r", "84", "-png", "-f", str(number), "-l", str(number), "-singlefile",
         pdf, folder / f"{pdf.stem}-{number}"], check=True,
    )  # fmt: skip
    return Image.open(folder / f"{pdf.stem}-{number}.png").convert("RGB")


def on_desk(*pages: Image.Image) -> Image.Image:
    """Pages beside each other on a grey desk."""
    gap = 24
    width = sum(p.width for p in pages) + gap * (len(pages) + 1)
    desk = Image.new("RGB", (width, pages[0].height + 2 * gap), PAPER)
    left = gap
    for picture in pages:
        desk.paste(picture, (left, gap))
        left += picture.width + gap
    return desk


def save(picture: Image.Image, name: str) -> None:
    """As a PNG of 128 colours, which is enough for print and keeps the file small."""
    file = IMAGES / name
    picture.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        file, optimize=True
    )
    print(f"{file.relative_to(ROOT)} {file.stat().st_size // 1000} kB")


def main(day: Path) -> None:
    """Take all pictures of the edition in ``day``."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        front, both = day / "briefing-es.pdf", day / "briefing-en-es.pdf"
        save(on_desk(page(front, 1, folder), page(front, 2, folder)), "pdf-front.png")
        save(on_desk(page(both, 2, folder), page(both, 3, folder)), "pdf-parallel.png")
        base = day.resolve().parent.as_uri() + "/"
        subprocess.run(
            ["node", "shots.mjs", base, folder, f"{day.name}/en/index.html",
             f"{day.name}/es/index.html"], cwd=ROOT / "tests" / "browser", check=True,
        )  # fmt: skip
        web = Image.open(folder / f"{day.name}_en_index-1280-light.png").convert("RGB")
        save(web.crop((0, 0, 1280, 1100)), "web-desktop.png")
        phone = Image.open(folder / f"{day.name}_es_index-390-dark.png").convert("RGB")
        save(phone.crop((0, 0, 390, 844)), "web-phone-dark.png")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
