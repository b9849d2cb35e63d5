"""Weights and tables that come with the package."""

from pathlib import Path

MODELS = Path(__file__).parent / "models"
"""The networks of the embedded translator and the table they write with."""
