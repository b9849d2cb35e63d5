"""Publish: a finished day into ``output/`` in one step, and everything around the days anew."""

from __future__ import annotations

from briefing.publish.archive import rebuild_archive
from briefing.publish.swap import publish

__all__ = ["publish", "rebuild_archive"]
