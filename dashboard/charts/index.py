"""The index by day, to dig into: zoom, range slider, who governed, and what weighed most on each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.palette import SANS, Palette, day_format, letters, month_format, styled, time_labels
from dashboard.language import N_, _, long_span

UNITS = {"tension": N_("Points"), "percentile": N_("Percentile")}
AXES = {"tension": N_("Tension, points"), "percentile": N_("Percentile of the past ten years")}
CAPITALS = {"KOR": N_("Seoul"), "PRK": N_("Pyongyang"), "USA": N_("Washington")}  # strips over the curve, top to bottom
SCREEN_POINTS = 1000  # points of a line that a screen can show; longer ones are thinned to the highest of each step
NAME_SIZE = 10  # pixels; names of this size are not shown on phones (dashboard/ui/style.py), where they would overlap
_NAME_PIXELS, _DESK_PIXELS = 5.5, 1000  # width of a character of a name, and of the plot on a desk
# A day stands at its midnight: spans begin half a day before it and end half a day after.
_HALF_DAY = pd.Timedelta(hours=12)
_PLOT_TOP = 0.84  # share of the figure's height that the curve takes; the strips stand above


def thin(index: pd.DataFrame, column: str) -> pd.DataFrame:
    """Keep of a long daily curve the highest day of each step, so that no peak is lost; rows keep their own day."""
    step = max(1, -(-len(index) // SCREEN_POINTS))
    known = index.dropna(subset=[column])
    if step == 1 or known.empty:
        return known
    steps = pd.Series(range(len(known)), index=known.index) // step
    return known.loc[known.groupby(steps)[column].idxmax()]


def named_spans(crises: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """The crises (not the thaws) that touch a span of time, cut to it, with their ``middle``."""
    crises = crises[crises["kind"] == "crisis"]
    spans = cut_spans(crises, start, end).sort_values("date_start", ignore_index=True)
    return spans.assign(middle=spans["date_start"] + (spans["date_end"] - spans["date_start"]) / 2)


def cut_spans(spans: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Those rows (``date_start``, ``date_end``; an open end lasts) that touch a span of time, cut to it."""
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    spans = spans.assign(date_end=spans["date_end"].fillna(last))
    inside = spans[(spans["date_start"] <= last) & (spans["date_end"] >= first)]
    return inside.assign(
        date_start=inside["date_start"].where(inside["date_start"] > first, first),
        date_end=inside["date_end"].where(inside["date_end"] < last, last),
    )


def index_figure(
    curve: pd.DataFrame,
    unit: str,
    *,
    named: Sequence[str],
    span: tuple[date, date],
    crises: pd.DataFrame,
    leaders: pd.DataFrame,
    colours: Palette,
    default: pd.DataFrame | None = None,
    press: pd.DataFrame | None = None,
) -> go.Figure:
    """The daily index as a Plotly figure with range slider; zooming and the slider run in the browser.

    curve    days with ``date``, the ``unit`` ('tension', points, or 'percentile', 0 to 100) and, for a band, ``low`` and ``high``
    named    for each of its days what weighed most, as it is to be read on hover
    span     first and last day of the axis
    default  the same days of the unchanged index, drawn in grey beside a changed one
    press    months with ``date`` and ``percentile`` of an outside measure, drawn as a dotted line on the same scale
    """
    figure = go.Figure()
    if curve["low"].notna().any():
        figure.add_scatter(x=curve["date"], y=curve["high"], mode="lines", line_width=0, hoverinfo="skip")
        figure.add_scatter(
            x=curve["date"],
            y=curve["low"],
            mode="lines",
            line_width=0,
            fill="tonexty",
            fillcolor=_faint(colours.hostile),
            hoverinfo="skip",
        )
    if press is not None:
        figure.add_scatter(
            x=press["date"],
            y=press["percentile"].round(1),
            mode="lines",
            line={"color": colours.cooperative, "width": 1.5, "dash": "dot"},
            hovertemplate=_("press measure") + f", %{{x|{month_format()}}}: %{{y:.0f}}<extra></extra>",
        )
    if default is not None:
        figure.add_scatter(
            x=default["date"],
            y=default[unit].round(1),
            mode="lines",
            line={"color": colours.muted, "width": 1.2},
            hovertemplate=_("default") + ": %{y:.1f}<extra></extra>",
        )
    figure.add_scatter(
        x=curve["date"],
        y=curve[unit].round(1),
        # Marks that are not seen: a line alone cannot be clicked or selected.
        mode="lines+markers",
        marker={"size": 9, "opacity": int(len(curve) == 1), "color": colours.hostile},  # one day alone makes no line
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": int(len(curve) == 1)}},
        line={"color": colours.hostile, "width": 1.5},
        customdata=list(named),
        hovertemplate=f"%{{x|{day_format()}}}  <b>%{{y:.1f}}</b><br>%{{customdata}}<extra></extra>",
    )
    axis = [pd.Timestamp(span[0]) - _HALF_DAY, pd.Timestamp(span[1]) + _HALF_DAY]
    _crises(figure, crises, span, colours)
    _leaders(figure, leaders, span, colours)
    figure.update_layout(
        height=560,
        margin={"l": 72, "r": 12, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": SANS, "color": colours.muted, "size": 12},
        showlegend=False,
        hovermode="closest",
        hoverdistance=40,
        dragmode="zoom",
        uirevision=unit,
        hoverlabel={"bgcolor": colours.paper, "font": {"color": colours.ink, "family": SANS}, "align": "left"},
    )
    figure.update_xaxes(
        rangeslider={
            "visible": True,
            "range": axis,
            "thickness": 0.1,
            "bgcolor": colours.paper,
            "bordercolor": colours.rule,
            "borderwidth": 1,
        },
        showgrid=False,
        linecolor=colours.rule,
        type="date",
        tickformatstops=_tick_formats(),
        range=axis,
        dtick=24 * 3600 * 1000 if (span[1] - span[0]).days < 8 else None,  # no day is named twice
    )
    figure.update_yaxes(
        title={"text": _(AXES[unit]), "standoff": 6},
        gridcolor=colours.rule,
        zeroline=True,
        zerolinecolor=colours.rule,
        rangemode="tozero",
        range=[0, 100] if unit == "percentile" else None,
        domain=[0, _PLOT_TOP],
    )
    return figure


def _tick_formats() -> list[dict[str, Any]]:
    """How ticks are written at each zoom: days, months, years, in the language that is spoken."""
    month = 31 * 24 * 3600 * 1000
    return [
        {"dtickrange": [None, month], "value": day_format()},
        {"dtickrange": [month, 12 * month], "value": month_format()},
        {"dtickrange": [12 * month, None], "value": "%Y"},
    ]


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"


def _crises(figure: go.Figure, crises: pd.DataFrame, span: tuple[date, date], colours: Palette) -> None:
    for crisis in named_spans(crises, *span).to_dict("records"):
        figure.add_shape(
            type="rect",
            x0=crisis["date_start"] - _HALF_DAY,
            x1=crisis["date_end"] + _HALF_DAY,
            y0=0,
            y1=_PLOT_TOP,
            yref="paper",
            fillcolor=colours.band,
            line_width=0,
            layer="below",
        )
        figure.add_annotation(
            x=crisis["middle"],
            y=_PLOT_TOP,
            yref="paper",
            yanchor="top",
            text="▾",
            showarrow=False,
            font={"size": 18, "color": colours.muted},
            hovertext=f"<b>{crisis['name']}</b><br>{long_span(crisis['date_start'], crisis['date_end'])}",
            captureevents=True,
        )


def _leaders(figure: go.Figure, leaders: pd.DataFrame, span: tuple[date, date], colours: Palette) -> None:
    """Who governed in the three capitals: a strip each, terms parted by a hairline, names where they fit."""
    height = (1 - _PLOT_TOP) / len(CAPITALS)
    days = (span[1] - span[0]).days + 1
    for row, (country, capital) in enumerate(CAPITALS.items()):
        top = 1 - row * height
        figure.add_annotation(
            x=0,
            xref="paper",
            y=top - height / 2,
            yref="paper",
            xanchor="right",
            yanchor="middle",
            text=_(capital),
            showarrow=False,
            font={"size": 11, "color": colours.muted},
        )
        terms = cut_spans(leaders[leaders["country"] == country], *span)
        for number, term in enumerate(terms.to_dict("records")):
            name = str(term["name"]).split(" (")[0]
            share = ((term["date_end"] - term["date_start"]).days + 1) / days
            figure.add_shape(
                type="rect",
                x0=term["date_start"] - _HALF_DAY,
                x1=term["date_end"] + _HALF_DAY,
                y0=top - height * 0.92,
                y1=top - height * 0.08,
                yref="paper",
                fillcolor=colours.band if number % 2 else colours.rule,
                line_width=0,
            )
            figure.add_annotation(
                x=term["date_start"] + (term["date_end"] - term["date_start"]) / 2,
                y=top - height / 2,
                yref="paper",
                yanchor="middle",
                text=_fitting(name, _short(name, country), share),
                showarrow=False,
                font={"size": NAME_SIZE, "color": colours.ink},
                hovertext=f"<b>{term['name']}</b><br>{term['office']}, {long_span(term['date_start'], term['date_end'])}",
                captureevents=True,
            )


def _short(name: str, country: str) -> str:
    """A leader's name for narrow places: an American's last; of a Korean's in Latin letters the family's and initials, since many share it."""
    words = name.split()
    if country == "USA" or len(words) < 2:
        return words[-1]
    return f"{words[0]} {''.join(f'{part[0].upper()}.' for part in ' '.join(words[1:]).replace('-', ' ').split())}"


def _fitting(name: str, short: str, share: float) -> str:
    """A name, whole or short, as it fits on its share of a desk's plot; else a dot to hover."""
    return next((words for words in (name, short) if letters(words) * _NAME_PIXELS <= share * _DESK_PIXELS), "·")


def index_still(
    curve: pd.DataFrame,
    unit: str,
    *,
    crises: pd.DataFrame,
    colours: Palette,
    default: pd.DataFrame | None = None,
    press: pd.DataFrame | None = None,
) -> alt.TopLevelMixin:
    """The index as a still chart for pictures: the twin of ``index_figure``, with the same curve, band and second lines."""
    days = curve[["date"]].assign(**curve[[unit, "low", "high"]].rename(columns={unit: "value"}).round(2))
    start, end = days["date"].iloc[0].date(), days["date"].iloc[-1].date()
    x = alt.X("date:T", title=None).axis(tickCount=8, labelExpr=time_labels())
    top = [0, 100] if unit == "percentile" else alt.Undefined
    y = alt.Y("value:Q", title=_(AXES[unit])).scale(domain=top).axis(tickCount=5)
    spans = named_spans(crises, start, end)[["name", "date_start", "date_end"]]
    layers: list[alt.Chart] = [alt.Chart(spans).mark_rect(color=colours.band).encode(x="date_start:T", x2="date_end:T")]
    if days["low"].notna().any():
        layers.append(
            alt.Chart(days)
            .mark_area(color=colours.hostile, opacity=0.2)
            .encode(x=x, y=alt.Y("low:Q", title=_(AXES[unit])), y2="high:Q")
        )
    if press is not None:
        line = press.rename(columns={"percentile": "value"})
        layers.append(alt.Chart(line).mark_line(color=colours.cooperative, strokeDash=[2, 3]).encode(x=x, y=y))
    if default is not None:
        line = default[["date", unit]].rename(columns={unit: "value"})
        layers.append(alt.Chart(line).mark_line(color=colours.muted, strokeWidth=1).encode(x=x, y=y))
    layers.append(alt.Chart(days).mark_line(color=colours.hostile, strokeWidth=1.4).encode(x=x, y=y))
    return styled(alt.layer(*layers).properties(height=380, width="container"), colours)
