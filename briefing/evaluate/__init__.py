"""Measuring: translation and summaries against references."""
