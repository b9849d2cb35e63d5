"""One ``send`` in a process of its own, to be killed: arguments are configuration and folder."""

from __future__ import annotations

import sys
from pathlib import Path

from briefing.config import load_config
from briefing.edition import load_edition
from briefing.model import Outcome, Silent
from briefing.send import send_edition

if __name__ == "__main__":
    folder = Path(sys.argv[2])
    report = send_edition(
        load_edition(folder),
        folder,
        load_config(Path(sys.argv[1])),
        found=Outcome(),
        progress=Silent(),
    )
    sys.stdout.write(f"{report.sent} {report.deferred} {report.uncertain}\n")
