"""Send: a frozen edition and its recipients in, one message a reader out, once.

:func:`send_edition` is what the pipeline calls; the rest is reached through its modules.
"""

from briefing.send.service import SendReport, send_edition

__all__ = ["SendReport", "send_edition"]
