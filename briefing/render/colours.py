"""An organisation's colours, made legible on light and dark paper.

Contrast after WCAG 2.2, success criterion 1.4.3: 4.5:1 for text.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping

ROLES: Mapping[str, tuple[str, str]] = {
    "accent": ("#8a1c1c", "#f0a39a"),
    "ink": ("#1b1b1b", "#ece8e1"),
    "paper": ("#fffdf9", "#171614"),
}
"""Role → default on light and on dark paper; themes may bring others."""

MINIMUM = 4.6
"""A little over the demanded 4.5:1, for rounding."""


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2, definition)."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def legible(colour: str, paper: str) -> str:
    """``colour``, darkened or lightened just enough to be read as text on ``paper``."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    step = -0.01 if luminance(paper) > 0.18 else 0.01
    result = colour
    while contrast(result, paper) < MINIMUM and 0 <= light + step <= 1:
        light += step
        rgb = colorsys.hls_to_rgb(hue, light, saturation)
        result = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
    return result


def palette(
    chosen: Mapping[str, str], defaults: Mapping[str, tuple[str, str]] = ROLES
) -> tuple[dict[str, str], dict[str, str]]:
    """Colours by role for light and for dark paper.

    ``chosen`` are the organisation's; unknown roles and anything but ``#rrggbb`` are ignored.
    Paper and ink apply to the light pages only; the accent is adjusted on both.
    """
    good = {
        role: colour.lower()
        for role, colour in chosen.items()
        if role in defaults and re.fullmatch(r"#[0-9a-fA-F]{6}", colour)
    }
    light = {role: good.get(role, pair[0]) for role, pair in defaults.items()}
    dark = {role: pair[1] for role, pair in defaults.items()}
    light["ink"] = legible(light["ink"], light["paper"])
    light["accent"] = legible(light["accent"], light["paper"])
    if "accent" in good:
        dark["accent"] = legible(good["accent"], dark["paper"])
    return light, dark
