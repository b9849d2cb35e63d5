"""A day's news in, one bilingual edition out: HTML, PDF, mail.

The stages, in order: read, group, summarise, translate, check, freeze, render, publish, send.
"""

__version__ = "0.1.0"
