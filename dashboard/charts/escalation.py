"""Charts of the level of tension: the index over time, scores by month around zero, and the ladder of hostility."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.palette import SANS, TIME_LABELS, Palette, sign_colour, styled
from dashboard.events import COOPERATIVE, HOSTILE
from dashboard.filters import LEVELS, long_date

UNITS = {"tension": "Points", "percentile": "Percentile"}
AXES = {"tension": "Tension, points", "percentile": "Percentile of the past ten years"}
SCREEN_POINTS = 1000  # points of a line that a screen can show; longer ones are thinned to the highest of each step
BAR_MONTHS = 240  # months up to which single bars can be told apart; longer spans are drawn as one stepped area
WIDE, NARROW = 1000, 300  # pixels of a plot on a desk and on a phone, for which names are placed
_NAME_ROWS = 6  # rows over the curve in which names of crises stand, so that neighbours do not overlap
_NAME_PIXELS = 6  # width of a character of a name
_LEVEL_NAMES = [LEVELS[level] for level in sorted(LEVELS, reverse=True)]


def thin(index: pd.DataFrame, column: str) -> pd.DataFrame:
    """Keep of a long daily curve the highest day of each step, so that no peak is lost; rows keep their own day."""
    step = max(1, -(-len(index) // SCREEN_POINTS))
    known = index.dropna(subset=[column])
    if step == 1 or known.empty:
        return known
    kept = known.groupby(known.index // step)[column].idxmax()
    return known.loc[kept]


def named_spans(crises: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """The crises (not the thaws) that touch a span of time, cut to it, with their ``middle``."""
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    inside = crises[
        (crises["kind"] == "crisis") & (crises["date_start"] <= last) & (crises["date_end"] >= first)
    ].sort_values("date_start")
    spans = inside.assign(
        date_start=inside["date_start"].where(inside["date_start"] > first, first),
        date_end=inside["date_end"].where(inside["date_end"] < last, last),
    )
    return spans.assign(middle=spans["date_start"] + (spans["date_end"] - spans["date_start"]) / 2).reset_index(
        drop=True
    )


def _name_rows(spans: pd.DataFrame, days: int, pixels: int) -> pd.Series:
    """The row for each name such that no two overlap on a plot so wide, newest first: there the crowd is greatest and asked
    for most. A name that finds no room gets -1; the band's tooltip has it.
    """
    edges = [pd.Timestamp.max] * _NAME_ROWS  # where the name last placed in each row begins
    rows = pd.Series(-1, index=spans.index, dtype=int)
    for number in reversed(spans.index):
        half = pd.Timedelta(days=days * (len(spans.loc[number, "name"]) + 2) * _NAME_PIXELS / 2 / pixels)
        middle = spans.loc[number, "middle"]
        free = [row for row in range(_NAME_ROWS) if middle + half <= edges[row]]
        if free:
            rows[number] = free[0]
            edges[free[0]] = middle - half
    return rows


def overview_chart(index: pd.DataFrame, crises: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """The index in points over its whole span, with named crises as bands.

    ``index``: rows of ``tension_index``; ``crises``: the crisis table. Names stand over the plot where there is room.
    """
    start, end = index["date"].iloc[0].date(), index["date"].iloc[-1].date()
    spans = named_spans(crises, start, end)
    curve = thin(index[["date", "tension"]], "tension")
    top = float(curve["tension"].max() or 1)
    line = alt.Chart(curve).encode(
        x=alt.X("date:T", title=None).axis(tickCount=8, labelExpr=TIME_LABELS),
        y=alt.Y("tension:Q", title="Tension, points").scale(domain=[0, top * 1.05]).axis(tickCount=4),
    )
    about = [
        alt.Tooltip("name:N", title="Crisis"),
        *(
            alt.Tooltip(f"date_{edge}:T", title=words, format="%-d %b %Y")
            for edge, words in (("start", "From"), ("end", "To"))
        ),
    ]
    bands = (
        alt.Chart(spans[["name", "date_start", "date_end"]])
        .mark_rect(color=colours.band)
        .encode(x="date_start:T", x2="date_end:T", tooltip=about)
    )
    hover = alt.selection_point(nearest=True, on="pointerover", encodings=["x"], empty=False)
    rule = (
        line.mark_rule(color=colours.muted)
        .encode(
            opacity=alt.condition(hover, alt.value(0.7), alt.value(0)),
            tooltip=[
                alt.Tooltip("date:T", title="Day", format="%-d %b %Y"),
                alt.Tooltip("tension:Q", title="Tension, points", format=".1f"),
            ],
        )
        .add_params(hover)
    )
    area = line.mark_area(color=colours.hostile, opacity=0.16, line={"color": colours.hostile, "strokeWidth": 1.3})
    names = []
    for pixels, when in ((WIDE, "width > 600"), (NARROW, "width <= 600")):
        placed = spans[["name", "middle"]].assign(row=_name_rows(spans, max((end - start).days, 1), pixels))
        for row in range(_NAME_ROWS):
            mark = alt.Chart(placed[placed["row"] == row]).mark_text(
                color=colours.muted, fontSize=11, opacity=alt.ExprRef(f"{when} ? 1 : 0")
            )
            names.append(mark.encode(x="middle:T", y=alt.value(-8 - 15 * row), text="name:N"))
    return styled(alt.layer(bands, area, rule, *names).properties(height=300, width="container"), colours)


def index_figure(index: pd.DataFrame, unit: str, crises: pd.DataFrame, colours: Palette) -> go.Figure:
    """The daily index as a Plotly figure with range slider; ``unit``: 'tension' (points) or 'percentile' (0 to 100).

    Crises are shaded and named; zooming and the slider run in the browser.
    """
    curve = thin(index[["date", unit]], unit)
    figure = go.Figure(
        go.Scatter(
            x=curve["date"],
            y=curve[unit].round(1),
            mode="lines",
            name=UNITS[unit],
            line={"color": colours.hostile, "width": 1.5},
            hovertemplate="%{x|%-d %b %Y}<br><b>%{y:.1f}</b><extra></extra>",
        )
    )
    start, end = index["date"].iloc[0].date(), index["date"].iloc[-1].date()
    for span in named_spans(crises, start, end).to_dict("records"):
        figure.add_vrect(
            x0=span["date_start"], x1=span["date_end"], fillcolor=colours.band, opacity=1, line_width=0, layer="below"
        )
        figure.add_annotation(
            x=span["middle"],
            y=1,
            yref="paper",
            yanchor="bottom",
            text="▾",
            showarrow=False,
            font={"size": 22, "color": colours.muted},
            hovertext=f"<b>{span['name']}</b><br>{long_date(span['date_start'])} to {long_date(span['date_end'])}",
            captureevents=True,
        )
    figure.update_layout(
        height=440,
        margin={"l": 48, "r": 12, "t": 28, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": SANS, "color": colours.muted, "size": 12},
        showlegend=False,
        hovermode="closest",
        dragmode="zoom",
        uirevision=unit,
        hoverlabel={"bgcolor": colours.paper, "font": {"color": colours.ink, "family": SANS}},
    )
    figure.update_xaxes(
        rangeslider={
            "visible": True,
            "thickness": 0.12,
            "bgcolor": colours.paper,
            "bordercolor": colours.rule,
            "borderwidth": 1,
        },
        showgrid=False,
        linecolor=colours.rule,
        type="date",
        range=[start, end],
    )
    figure.update_yaxes(
        title=AXES[unit],
        gridcolor=colours.rule,
        zeroline=True,
        zerolinecolor=colours.rule,
        rangemode="tozero",
        range=[0, 100] if unit == "percentile" else None,
    )
    return figure


def balance_chart(months: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """Hostile scores up, cooperative ones down, by month; ``months``: rows of ``monthly_scores``."""
    long = months.melt(id_vars="month", value_vars=[HOSTILE, COOPERATIVE], var_name="sign", value_name="score")
    counts = months.melt(
        id_vars="month", value_vars=[f"{HOSTILE}_events", f"{COOPERATIVE}_events"], value_name="events"
    )["events"]
    long = long.assign(events=counts)
    wide = len(months) > BAR_MONTHS
    base = alt.Chart(long if wide else long[long["events"] > 0]).encode(
        x=alt.X("month:T", title=None).axis(tickCount=8, labelExpr=TIME_LABELS),
        y=alt.Y("score:Q", title="Score in the month  (up: hostile)", stack=None).axis(tickCount=5, format=".0f"),
        color=sign_colour(colours),
    )
    tooltip = [
        alt.Tooltip("month:T", title="Month", format="%B %Y"),
        alt.Tooltip("sign:N", title="Sign"),
        alt.Tooltip("score:Q", title="Score", format="+.1f"),
        alt.Tooltip("events:Q", title="Events"),
    ]
    if wide:
        hover = alt.selection_point(nearest=True, on="pointerover", encodings=["x"], empty=False)
        rule = (
            base.mark_rule(color=colours.muted)
            .encode(opacity=alt.condition(hover, alt.value(0.6), alt.value(0)), tooltip=tooltip)
            .add_params(hover)
        )
        drawn: Sequence[alt.Chart] = (base.mark_area(interpolate="step-after", opacity=0.9), rule)
    else:
        drawn = (
            base.mark_bar(width=alt.RelativeBandSize(0.85)).encode(
                x=alt.X("yearmonth(month):T", title=None).axis(tickCount=8, labelExpr=TIME_LABELS), tooltip=tooltip
            ),
        )
    zero = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=colours.muted).encode(y="y:Q")
    return styled(alt.layer(*drawn, zero).properties(height=280, width="container"), colours)


def ladder_chart(months: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """The highest hostility level of each month as a mark on its rung, 1 to 5; a month without an event has none.

    ``months``: rows of ``monthly_levels``.
    """
    reached = months[months["level"] > 0]
    marks = reached.assign(rung=reached["level"].map(LEVELS), until=reached["month"] + pd.offsets.MonthBegin(1))
    chart = (
        alt.Chart(marks)
        .mark_rect(color=colours.hostile, height=alt.RelativeBandSize(0.7))
        .encode(
            x=alt.X("month:T", title=None).axis(tickCount=8, labelExpr=TIME_LABELS),
            x2="until:T",
            y=alt.Y("rung:N", title=None)
            .scale(domain=_LEVEL_NAMES)
            .axis(grid=True, ticks=False, domain=False, labelLimit=150),
            tooltip=[
                alt.Tooltip("month:T", title="Month", format="%B %Y"),
                alt.Tooltip("rung:N", title="Highest level"),
                alt.Tooltip("title:N", title="First act that reached it"),
            ],
        )
        .properties(height=230, width="container")
    )
    return styled(chart, colours)
