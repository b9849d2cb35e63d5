"""Time and memory of the PDFs: ``python benchmarks/render.py [STORIES…]`` (default 12 100 1000).

Each size and language is made in a process of its own. Limits: 0.1 s a story and 250 MB for 100
stories in one language, 0.15 s a story side by side, 100 MB + 2 MB a story in all. The exit code
is 1 when one is passed. Times are processor seconds without the imports.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "render"))

VARIANTS = {"en": ("en",), "es": ("es",), "en-es": ("en", "es")}
LIMITS = {"en": 0.1, "es": 0.1, "en-es": 0.15}


def measure(stories: int, variant: str) -> dict[str, float]:
    """Make one PDF here and now: seconds, peak memory (MB), size (kB), pages."""
    import factory
    import weasyprint  # noqa: F401 - the import is not measured

    from briefing.model import Outcome
    from briefing.render.environment import environment
    from briefing.render.pdf import PdfWriter
    from briefing.render.view import view_of

    view = view_of(factory.edition(stories))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.pdf"
        start = time.process_time()
        PdfWriter(environment("classic"), view).write(file, VARIANTS[variant], Outcome())  # type: ignore[arg-type]  # names from the table above
        seconds = time.process_time() - start
        kilobytes = file.stat().st_size / 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "mb": peak, "kb": kilobytes}


def main(sizes: list[int]) -> int:
    """Print the table; 1 when a limit is passed."""
    failed = False
    print(f"{'stories':>7} {'edition':8} {'s':>7} {'s/story':>8} {'MB':>6} {'kB':>7}")
    for stories in sizes:
        for variant, limit in LIMITS.items():
            run = subprocess.run(
                [sys.executable, __file__, "--one", str(stories), variant],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            got = json.loads(run.stdout)
            each = got["seconds"] / stories
            # The fixed cost (fonts, style sheet) is spread over at least a hundred stories.
            slow = got["seconds"] > limit * max(stories, 100)
            large = got["mb"] > 100 + 2 * stories or (
                stories <= 100 and variant != "en-es" and got["mb"] > 250
            )
            failed |= slow or large
            print(
                f"{stories:7} {variant:8} {got['seconds']:7.2f} {each:8.4f} {got['mb']:6.0f} "
                f"{got['kb']:7.0f} {'SLOW' if slow else ''}{' LARGE' if large else ''}"
            )
    return int(failed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]), sys.argv[3])))
    else:
        sys.exit(main([int(text) for text in sys.argv[1:]] or [12, 100, 1000]))
