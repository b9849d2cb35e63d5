"""Write the golden pages anew: ``python tests/render/update_golden.py``, then look at the diff."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import factory  # noqa: E402 - beside this file
import test_pages  # noqa: E402 - beside this file

from briefing.model import Outcome, Silent  # noqa: E402 - after the path is set
from briefing.render import render_edition  # noqa: E402 - after the path is set

with tempfile.TemporaryDirectory() as name:
    made = Path(name)
    render_edition(factory.edition(12), made, found=Outcome(), progress=Silent())
    for file in test_pages.GOLDEN_FILES:
        target = HERE / "golden" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((made / file).read_bytes())
        print(target.relative_to(HERE))
