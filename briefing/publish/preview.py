"""Web pages of one edition, built again whenever a template changes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from briefing.edition import Edition, dump_edition
from briefing.errors import BriefingError
from briefing.labels import labels, templates_dir
from briefing.model import Outcome, Silent
from briefing.publish.archive import rebuild_archive
from briefing.publish.server import RELOAD

PAUSE = 0.4
"""Seconds between two looks at the templates."""

_SCRIPT = f"""(function wait() {{
  fetch("{RELOAD}").then(function (answer) {{
    if (answer.status === 200) location.reload(); else wait();
  }}, function () {{ setTimeout(wait, 1000); }});
}})();
"""


class Preview:
    """A throw-away site with one edition. Use as a context manager."""

    def __init__(self, edition: Edition, overrides: Path | None, theme: str | None) -> None:
        if theme:
            presentation = edition.presentation.model_copy(update={"theme": theme})
            edition = edition.model_copy(update={"presentation": presentation})
        self.edition = edition
        self.overrides = overrides
        self._temporary = tempfile.TemporaryDirectory(prefix="briefing-preview-")
        self.folder = Path(self._temporary.name)

    def __enter__(self) -> Preview:
        self.build()
        return self

    def __exit__(self, *error: object) -> None:
        self._temporary.cleanup()

    def build(self) -> None:
        """Make the pages; raises :class:`~briefing.errors.RenderError` for a faulty template."""
        from briefing.render.clean import clean_edition
        from briefing.render.environment import environment
        from briefing.render.view import view_of
        from briefing.render.web import WebPages, write_assets

        labels.cache_clear()
        day = self.folder / self.edition.date.isoformat()
        day.mkdir(exist_ok=True)
        (day / "edition.json").write_text(dump_edition(self.edition), encoding="utf-8")
        env = environment(self.edition.presentation.theme, self.overrides)
        WebPages(env, view_of(clean_edition(self.edition)), day).write(Silent())
        write_assets(env, self.edition, day / "assets")
        rebuild_archive(self.folder, overrides=self.overrides, found=Outcome())
        (self.folder / "reload.js").write_text(_SCRIPT, encoding="utf-8")
        for page in self.folder.rglob("*.html"):
            page.write_text(_reloading(page.read_text(encoding="utf-8")), encoding="utf-8")

    def watch(self, announce: Callable[[], None], say: Callable[[str], None]) -> None:
        """Look for changes until interrupted; faults in templates are told, not raised."""
        seen = self._state()
        while True:
            time.sleep(PAUSE)
            now = self._state()
            if now != seen:
                seen = now
                self.rebuild(announce, say)

    def rebuild(self, announce: Callable[[], None], say: Callable[[str], None]) -> None:
        """Build once more and tell the browser, or say what is wrong with the templates."""
        try:
            self.build()
        except BriefingError as exc:
            say(str(exc))
        else:
            announce()

    def _state(self) -> dict[str, int]:
        roots = [templates_dir(), *([self.overrides] if self.overrides else [])]
        files = (file for root in roots for file in root.rglob("*") if file.is_file())
        return {str(file): file.stat().st_mtime_ns for file in files}


def _reloading(html: str) -> str:
    """The page with the reloading script, allowed by its own policy."""
    if "/reload.js" in html:
        return html
    for old in ("script-src 'none'", "script-src 'self'", "script-src &#39;self&#39;"):
        html = html.replace(old, "script-src 'self'; connect-src 'self'", 1)
    return html.replace("</head>", '<script src="/reload.js" defer></script>\n</head>', 1)
