"""Colours of the page, light and dark, for every chart.

The same tokens stand in ``.streamlit/config.toml`` for the page itself. Colours of domains and actors are data and stand
in ``data/domains.csv`` and ``data/actors.csv``.
"""

from __future__ import annotations

import colorsys
import unicodedata
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE
from dashboard.language import ENGLISH, KOREAN, N_, _, language

MARKS = {HOSTILE: "▲", COOPERATIVE: "▼"}
# Pretendard stands in static/ for Hangul; the app tells the browser where, and pictures load the file themselves.
HANGUL = "Pretendard"
SANS = f"Source Sans, {HANGUL}, sans-serif"

SIGN_WORDS = {HOSTILE: N_("▲ hostile"), COOPERATIVE: N_("▼ cooperative")}

# Dates in the drawing libraries' own patterns, by language: a day, a month in full, a month in short. Korean ones are figures
# only, so that neither library needs names of months in another language.
_DAY = {ENGLISH: "%-d %b %Y", KOREAN: "%Y년 %-m월 %-d일"}
_MONTH = {ENGLISH: "%B %Y", KOREAN: "%Y년 %-m월"}
_SHORT = {ENGLISH: "%b %Y", KOREAN: "%Y년 %-m월"}


def day_format() -> str:
    """Pattern of a day in charts: 23 Nov 2010, 2010년 11월 23일."""
    return _DAY[language()]


def month_format() -> str:
    """Pattern of a month in charts: November 2010, 2010년 11월."""
    return _MONTH[language()]


def time_labels() -> str:
    """Labels of time axes: the year where a tick stands on its first day, else the month or day with its year, so that a
    zoomed axis never leaves the year out.
    """
    return (
        "timeFormat(datum.value, '%m%d') == '0101' ? timeFormat(datum.value, '%Y') : "
        f"date(datum.value) == 1 ? timeFormat(datum.value, '{_SHORT[language()]}') : timeFormat(datum.value, '{_DAY[language()]}')"
    )


def sign_words(signs: pd.Series) -> pd.Series:
    """Signs as readers see them: '▲ hostile'."""
    said: pd.Series = signs.map({sign: _(words) for sign, words in SIGN_WORDS.items()})
    return said


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


LEGIBLE = 4.5  # contrast that words need on their ground (WCAG 2.2, 1.4.3)
_SHADE = 0.01  # steps of lightness in which a shade is sought


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG: 1 if they are equal, 21 of black and white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def legible(colour: str, colours: Palette) -> str:
    """A colour as words on the page can have it: its own hue, darker on light paper and lighter on dark as far as they need."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    while contrast(colour, colours.paper) < LEGIBLE:
        lightness += _SHADE if colours.mode == "dark" else -_SHADE
        colour = "#" + "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def letters(text: str) -> int:
    """How many letters' width a text takes: one of Hangul is as wide as two of the Latin alphabet."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most ``width`` letters of the Latin alphabet, one of Hangul counting twice."""
    filled = "".join(c + "\0" * (letters(c) - 1) for c in text)
    return [line.replace("\0", "") for line in wrap(filled, width)]


def time_domain(start: date, end: date) -> list[dict[str, int]]:
    """First and last day of a time axis."""
    return [{"year": day.year, "month": day.month, "date": day.day} for day in (start, end)]


def palette(mode: str) -> Palette:
    """The palette of a mode, 'light' or 'dark'."""
    return DARK if mode == "dark" else LIGHT


def sign_colour(colours: Palette, **kwargs: Any) -> alt.Color:
    """The colour channel of hostile and cooperative, without a legend: side and mark say it too."""
    return alt.Color("sign:N", legend=None, **kwargs).scale(
        domain=list(colours.signs), range=list(colours.signs.values())
    )


# For charts whose rows have a height that they need: labels and keys around the plot are added to its height, not taken from it.
PLOT_HEIGHT = alt.AutoSizeParams(type="fit-x", contains="padding")


def styled(chart: Any, colours: Palette) -> alt.TopLevelMixin:
    """Give an Altair chart the page's type, ink and hairlines."""
    dressed: alt.TopLevelMixin = (
        chart.configure(background="transparent", font=SANS, padding={"left": 4, "right": 8, "top": 4, "bottom": 4})
        .configure_view(stroke=None)
        # A chart is named by the words beside it and its figures stand in its table. Left to themselves the libraries would name every
        # mark by its fields, and axes and keys in English.
        .configure_mark(aria=False)
        .configure_axis(
            aria=False,
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
        .configure_legend(aria=False, labelColor=colours.muted, titleColor=colours.muted)
        .configure_axisX(grid=False, labelOverlap=True)
        .configure_text(color=colours.muted, fontSize=12)
    )
    return dressed
