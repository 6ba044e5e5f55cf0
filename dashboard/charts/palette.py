"""Colours of the page, light and dark, for every chart.

The same tokens stand in ``.streamlit/config.toml`` for the page itself. Colours of domains and actors are data and stand
in ``data/domains.csv`` and ``data/actors.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboard.events import COOPERATIVE, HOSTILE

MARKS = {HOSTILE: "▲", COOPERATIVE: "▼"}
SANS = "Source Sans, sans-serif"

# Labels of time axes: the year where a tick stands on its first day, else the month or day with its year, so that a zoomed
# axis never leaves the year out.
TIME_LABELS = (
    "timeFormat(datum.value, '%m%d') == '0101' ? timeFormat(datum.value, '%Y') : "
    "date(datum.value) == 1 ? timeFormat(datum.value, '%b %Y') : timeFormat(datum.value, '%-d %b %Y')"
)


@dataclass(frozen=True)
class Palette:
    """The tokens of one mode: page, text, muted text, the two meanings, hairlines and the bands of crises."""

    mode: str
    paper: str
    ink: str
    muted: str
    hostile: str
    cooperative: str
    rule: str
    band: str

    @property
    def signs(self) -> dict[str, str]:
        """Colour of each sign."""
        return {HOSTILE: self.hostile, COOPERATIVE: self.cooperative}


LIGHT = Palette("light", "#FBFAF7", "#1B1F24", "#5A5F66", "#B3261E", "#0F6E84", "#DFDEDC", "#ECE8DD")
DARK = Palette("dark", "#14181D", "#E8E6E1", "#A9ADB2", "#FF7A6B", "#5CC4DA", "#363A3E", "#242B33")


def palette(mode: str) -> Palette:
    """The palette of a mode, 'light' or 'dark'."""
    return DARK if mode == "dark" else LIGHT


def sign_colour(colours: Palette, **kwargs: Any) -> alt.Color:
    """The colour channel of hostile and cooperative, without a legend: side and mark say it too."""
    return alt.Color("sign:N", legend=None, **kwargs).scale(
        domain=list(colours.signs), range=list(colours.signs.values())
    )


def styled(chart: Any, colours: Palette) -> alt.TopLevelMixin:
    """Give an Altair chart the page's type, ink and hairlines."""
    dressed: alt.TopLevelMixin = (
        chart.configure(background="transparent", font=SANS, padding={"left": 4, "right": 8, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colours.muted,
            titleColor=colours.muted,
            domainColor=colours.rule,
            tickColor=colours.rule,
            gridColor=colours.rule,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelPadding=6,
        )
        .configure_axisX(grid=False, labelOverlap=True)
        .configure_text(color=colours.muted, fontSize=12)
    )
    return dressed
