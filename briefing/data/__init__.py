"""Weights and tables that come with the package."""
