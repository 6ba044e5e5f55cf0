"""Responses: one chain as a ladder in lanes, and what all answers come to as ranges and shares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.palette import MARKS, SANS, Palette, sign_colour, styled, wrapped
from dashboard.events import COOPERATIVE, HOSTILE
from dashboard.language import _

LANE_HEIGHT, SUM_HEIGHT, ROW = 120, 110, 30  # pixels of an actor's lane, of the panel of sums, of a row of a chart
_STEP = 1.0  # width between neighbours on the shortened axis, to which the gap's logarithm is added
_TICKS = 8  # dates under the chain
_HEAD = 13  # pixels from an answer to the middle of the head of its arrow, where figures are pictures
_CLEAR = 11  # pixels from the middle of a number to the next arrow or mark at which it can be read
# Pixels from the first act of a chain to its last: on a phone and a desk, and in a picture.
APP_PIXELS, PICTURE_PIXELS = (255.0, 790.0), (870.0,)
# Where the number of an act can stand beside its mark: Plotly's word for it, and pixels from the mark's middle (across, down).
SIDES = {
    "top center": (0, -17),
    "bottom center": (0, 17),
    "middle right": (17, 0),
    "middle left": (-17, 0),
    "top right": (14, -13),
    "top left": (-14, -13),
    "bottom right": (14, 13),
    "bottom left": (-14, 13),
}
_SWING = 0.42  # share of a lane that the highest score, 10, takes up or down


def _lanes(acts: pd.DataFrame) -> list[str]:
    """Lanes from the top: the North, joint acts, the South; others below, as they come."""
    present = list(dict.fromkeys(acts["lane"]))
    order = (_("North Korea"), _("Together"), _("South Korea"))
    return [lane for lane in order if lane in present] + [lane for lane in present if lane not in order]


def places(acts: pd.DataFrame) -> pd.Series:
    """Where each act stands across: in order of time, long gaps shortened to their logarithm so that a week can be read beside a year."""
    across: pd.Series = (_STEP + np.log10(1 + acts["gap"].clip(lower=0))).where(acts.index > 0, 0.0).cumsum()
    return across


def number_sides(
    x: np.ndarray, y: np.ndarray, hostile: Sequence[bool], arrows: Sequence[tuple[int, int]], widths: Sequence[float]
) -> list[str]:
    """The side of its mark (a key of ``SIDES``) on which the number of each act is struck by no arrow, whatever the plot's width of these.

    x: where marks stand, from 0 for the first to 1 for the last; widths: pixels between these two; y: pixels from the top; arrows: positions of an act and of its answer. The usual side comes
    first (over a hostile act, under a cooperative one), then any with room; where none has, that with most.
    """
    sides = []
    for n, up in enumerate(hostile):
        others = np.arange(len(x)) != n
        over, under, *rest = SIDES
        order = [over, under, *rest] if up else [under, over, *rest]
        room = {}
        for side in order:
            across, down = SIDES[side]
            near = [np.inf]
            for width in widths:
                at = np.array([x[n] * width + across, y[n] + down])
                marks = np.column_stack([x * width, y])
                near += [_apart(at, marks[a], marks[b]) for a, b in arrows]
                near += list(np.hypot(*(marks[others] - at).T))
            room[side] = min(near)
        sides.append(next((side for side in order if room[side] >= _CLEAR), max(order, key=room.__getitem__)))
    return sides


def _apart(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    """How far a point lies from the line between two others."""
    way = end - start
    share = np.clip((point - start) @ way / max(float(way @ way), 1e-9), 0, 1)
    return float(np.hypot(*(start + share * way - point)))


def _sides_of(acts: pd.DataFrame, links: pd.DataFrame, at: pd.Series, widths: Sequence[float]) -> list[str]:
    """``number_sides`` of a chain's acts, ``at``: pixels from the top."""
    across = acts["x"] / max(float(acts["x"].iloc[-1]), _STEP)
    place = {event_id: n for n, event_id in enumerate(acts["event_id"])}
    arrows = [(place[a], place[b]) for a, b in zip(links["answers_event_id"], links["event_id"], strict=True)]
    return number_sides(across.to_numpy(), at.to_numpy(), list(acts["sign"] == HOSTILE), arrows, widths)


def chain_figure(acts: pd.DataFrame, links: pd.DataFrame, colours: Palette) -> go.Figure:
    """One chain: time across, actors in lanes, hostile acts above their lane's line and cooperative ones below, arrows from act to answer.

    acts: rows of ``chain_table``; links: rows of ``chain_links``. The panel below holds the sum of the scores so far.
    """
    lanes = _lanes(acts)
    level = acts["lane"].map({lane: -float(n) for n, lane in enumerate(lanes)})
    drawn = acts.assign(x=places(acts), y=level + acts["score"] / 10 * _SWING)
    drawn["side"] = _sides_of(drawn, links, -drawn["y"] * LANE_HEIGHT, APP_PIXELS)
    total = LANE_HEIGHT * len(lanes) + SUM_HEIGHT + 60
    foot = (SUM_HEIGHT + 30) / total
    figure = go.Figure()
    for n in range(len(lanes)):
        figure.add_hline(y=-n, line={"color": colours.rule, "width": 1})
    at = drawn.set_index("event_id")
    for link in links.to_dict("records"):
        start, end = at.loc[link["answers_event_id"]], at.loc[link["event_id"]]
        figure.add_annotation(
            x=end["x"],
            y=end["y"],
            ax=start["x"],
            ay=start["y"],
            xref="x",
            yref="y",
            axref="x",
            ayref="y",
            showarrow=True,
            arrowhead=2,
            arrowsize=1.1,
            arrowwidth=1.3,
            arrowcolor=colours.muted,
            standoff=9,
            startstandoff=9,
            text="",
        )
    for sign, symbol in ((HOSTILE, "triangle-up"), (COOPERATIVE, "triangle-down")):
        mine = drawn[drawn["sign"] == sign]
        figure.add_scatter(
            x=mine["x"],
            y=mine["y"],
            mode="markers+text",
            marker={"symbol": symbol, "size": 15, "color": colours.signs[sign], "line": {"width": 0}},
            text=[f"<b>{number}</b>" for number in mine["number"]],
            textposition=list(mine["side"]),
            textfont={"color": colours.ink, "size": 13},
            customdata=mine[["event_id", "title", "label", "score"]].assign(when=mine["when"]),
            hovertemplate="%{customdata[4]}<br><b>%{customdata[1]}</b><br>%{customdata[2]}, "
            + _("score")
            + " %{customdata[3]:+.1f}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 0.6}},
        )
    figure.add_scatter(
        x=drawn["x"],
        y=drawn["sum"].round(1),
        yaxis="y2",
        mode="lines+markers",
        line={"shape": "hv", "color": colours.ink, "width": 1.8},
        marker={"size": 5, "color": colours.ink},
        hovertemplate=_("sum of scores so far") + ": %{y:+.1f}<extra></extra>",
    )
    every = max(1, -(-len(drawn) // _TICKS))
    named = drawn.iloc[::every]
    room = max(0.6, 0.05 * float(drawn["x"].iloc[-1]))  # at either end, so that no phone cuts a mark
    figure.update_layout(
        height=total,
        margin={"l": 8, "r": 12, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": SANS, "color": colours.muted, "size": 12},
        showlegend=False,
        hovermode="closest",
        dragmode="pan",
        hoverlabel={"bgcolor": colours.paper, "font": {"color": colours.ink, "family": SANS}, "align": "left"},
        xaxis={
            "tickmode": "array",
            "tickvals": list(named["x"]),
            "ticktext": list(named["when"]),
            "showgrid": False,
            "zeroline": False,
            "range": [-room, float(drawn["x"].iloc[-1]) + room],
            "anchor": "y2",
            "automargin": True,
        },
        yaxis={
            "domain": [foot, 1],
            "range": [-len(lanes) + 0.34, 0.66],
            "tickmode": "array",
            "tickvals": [-n for n in range(len(lanes))],
            "ticktext": [lane.replace(" ", "<br>") for lane in lanes],
            "tickfont": {"color": colours.ink, "size": 13},
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
        },
        yaxis2={
            "domain": [0, SUM_HEIGHT / total],
            "title": {"text": _("Sum so far"), "standoff": 4},
            "gridcolor": colours.rule,
            "zeroline": True,
            "zerolinecolor": colours.muted,
            "nticks": 4,
            "automargin": True,
        },
    )
    return figure


def chain_still(acts: pd.DataFrame, links: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """One chain as a still chart for pictures: the twin of ``chain_figure``; the acts are named in a list below it."""
    lanes = _lanes(acts)
    centre = acts["lane"].map({lane: n * LANE_HEIGHT + LANE_HEIGHT / 2 for n, lane in enumerate(lanes)}).astype(float)
    drawn = acts.assign(
        x=places(acts),
        at=centre - acts["score"] / 10 * _SWING * LANE_HEIGHT,
    )
    beside = pd.DataFrame([SIDES[side] for side in _sides_of(drawn, links, drawn["at"], PICTURE_PIXELS)])
    drawn["dx"], drawn["dy"] = beside[0].to_numpy(), beside[1].to_numpy()
    foot = len(lanes) * LANE_HEIGHT
    drawn["words"] = (
        drawn["number"].astype(str) + "  " + drawn["sign"].map(MARKS) + " " + drawn["when"] + "  " + drawn["title"]
    )
    drawn["line"] = foot + 18 * drawn["number"]
    total = foot + 18 * (len(drawn) + 1)
    last = float(drawn["x"].iloc[-1])
    x = alt.X("x:Q", axis=None).scale(domain=[-0.3, last + 0.3], nice=False, zero=False)
    labels = {f"{n * LANE_HEIGHT + LANE_HEIGHT / 2:g}": lane for n, lane in enumerate(lanes)}
    axis = alt.Axis(
        values=[float(v) for v in labels], labelExpr=f"{json.dumps(labels)}[datum.value]", ticks=False, domain=False
    )
    y = alt.Y("at:Q", title=None, axis=axis).scale(domain=[total, 0], nice=False, zero=False)
    at = drawn.set_index("event_id")
    arrows = pd.DataFrame(
        [
            (at.loc[a, "x"], at.loc[a, "at"], at.loc[b, "x"], at.loc[b, "at"])
            for a, b in zip(links["answers_event_id"], links["event_id"], strict=True)
        ],
        columns=["x", "at", "x2", "at2"],
    )
    across, down = f"(datum.x2 - datum.x) * width / {last + 0.6}", "(datum.at2 - datum.at)"  # pixels from act to answer
    heads = (
        alt.Chart(arrows)
        .transform_calculate(
            angle=f"90 + 180 / PI * atan2({down}, {across})", back=f"{_HEAD} / hypot({down}, {across})"
        )
        .transform_calculate(
            x="datum.x2 - datum.back * (datum.x2 - datum.x)", at="datum.at2 - datum.back * (datum.at2 - datum.at)"
        )
        .mark_point(filled=True, shape="triangle", size=55, opacity=1, color=colours.muted)
        .encode(x=x, y=y, angle=alt.Angle("angle:Q").scale(None))
    )
    base = alt.Chart(drawn).encode(x=x, y=y)
    layers = [
        alt.Chart(arrows).mark_rule(color=colours.muted).encode(x=x, y=y, x2="x2:Q", y2="at2:Q"),
        heads,
        base.mark_point(filled=True, size=150, opacity=1).encode(
            color=sign_colour(colours),
            shape=alt.Shape("sign:N", legend=None).scale(
                domain=[HOSTILE, COOPERATIVE], range=["triangle-up", "triangle-down"]
            ),
        ),
        base.mark_text(
            dx=alt.ExprRef("datum.dx"), dy=alt.ExprRef("datum.dy"), color=colours.ink, fontWeight=700
        ).encode(text="number:Q"),
        alt.Chart(drawn.assign(x=-0.3))
        .mark_text(align="left", color=colours.ink, fontSize=13)
        .encode(x=x, y=alt.Y("line:Q", axis=axis), text="words:N"),
    ]
    return styled(alt.layer(*layers).properties(height=total, width="container"), colours)


def ranges_chart(table: pd.DataFrame, value: str, title: str, colours: Palette, *, share: bool) -> alt.TopLevelMixin:
    """A point with its 95% interval for each row, named at the left with its n.

    table: columns ``group``, ``n``, ``value`` (its name is given), ``low``, ``high``, and ``sign`` if points are to be told apart;
    share: the values are shares from 0 to 1, else days on a scale that shortens long waits.
    """
    rows = table.assign(name=_names(table))
    names = list(rows["name"])
    if share:
        scale, axis = alt.Scale(domain=[0, 1]), alt.Axis(format=".0%", grid=True, tickCount=5)
    else:
        scale = alt.Scale(type="symlog", constant=3, domainMin=0)
        axis = alt.Axis(format="d", grid=True, values=[0, 1, 3, 7, 14, 30, 90, 365])
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", title=None, sort=names, axis=_names_axis(names)),
        tooltip=[
            alt.Tooltip("name:N", title=_("Answers")),
            *(
                alt.Tooltip(f"{field}:Q", title=words, format=".0%" if share else ".1f")
                for field, words in ((value, title), ("low", _("95% from")), ("high", _("to")))
            ),
        ],
    )
    colour: Any = alt.value(colours.ink)
    shape: Any = alt.value("circle")
    if "sign" in rows:
        colour = sign_colour(colours)
        shape = alt.Shape("sign:N", legend=None).scale(
            domain=[HOSTILE, COOPERATIVE], range=["triangle-up", "triangle-down"]
        )
    x = alt.X(f"{value}:Q", title=title, scale=scale, axis=axis)
    spread = base.mark_rule(strokeWidth=2, opacity=0.55).encode(
        x=alt.X("low:Q", scale=scale, axis=axis, title=title), x2="high:Q", color=colour
    )
    point = base.mark_point(filled=True, size=90, opacity=1).encode(x=x, color=colour, shape=shape)
    return styled(alt.layer(spread, point).properties(height=ROW * max(len(rows), 1), width="container"), colours)


def _names(table: pd.DataFrame) -> pd.Series:
    """Names of rows: the group with its n, which no line break parts."""
    names: pd.Series = table["group"] + table["n"].map(" (n\u00a0=\u00a0{:,})".format)
    return names


def _names_axis(names: list[str]) -> alt.Axis:
    """The names of rows at the left, on a phone in lines of half the width."""
    lines = {name: wrapped(name, 24)[:2] for name in names}
    return alt.Axis(
        labelExpr=f"width > 400 ? datum.label : {json.dumps(lines)}[datum.label]",
        labelLimit=320,
        labelLineHeight=12,
        ticks=False,
        domain=False,
    )


def harshness_chart(table: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """Shares of answers harsher than, equal to and milder than their acts, a bar for each group; words and counts stand in it.

    table: rows of ``harshness``.
    """
    marks = {"harsher": "▲", "equal": "=", "milder": "▼"}
    said = {"harsher": _("▲ harsher"), "equal": _("= equal"), "milder": _("▼ milder")}
    rows = table.assign(
        name=_names(table),
        order=table["compared"].map(list(marks).index),
        than=table["compared"].map(said),
        end=table.groupby("group", sort=False)["share"].cumsum(),
        words=table["compared"].map(marks) + " " + (100 * table["share"]).round().astype(int).astype(str) + "%",
    )
    rows["start"] = rows["end"] - rows["share"]
    rows["middle"] = (rows["start"] + rows["end"]) / 2
    names = list(dict.fromkeys(rows["name"]))
    y = alt.Y("name:N", title=None, sort=names, axis=_names_axis(names))
    scale = alt.Scale(domain=list(marks), range=[colours.hostile, colours.rule, colours.cooperative])
    bars = (
        alt.Chart(rows)
        .mark_bar(opacity=0.5, stroke=colours.paper)
        .encode(
            x=alt.X("start:Q", title=_("Share of answers")).axis(format=".0%", tickCount=5),
            x2="end:Q",
            y=y,
            color=alt.Color("compared:N", scale=scale, title=None).legend(
                orient="top",
                columns=alt.ExprRef("width > 300 ? 3 : 1"),
                labelExpr=f"{json.dumps(said)}[datum.label]",
            ),
            tooltip=[
                alt.Tooltip("name:N", title=_("Answers")),
                alt.Tooltip("than:N", title=_("Than the act")),
                alt.Tooltip("count:Q", title=_("How many")),
                alt.Tooltip("share:Q", title=_("Share"), format=".0%"),
                alt.Tooltip("low:Q", title=_("95% from"), format=".0%"),
                alt.Tooltip("high:Q", title=_("to"), format=".0%"),
            ],
        )
    )
    words = (
        alt.Chart(rows[rows["share"] >= 0.12])
        .mark_text(color=colours.ink, fontSize=11, opacity=alt.ExprRef("width > 300 || datum.share > 0.24 ? 1 : 0"))
        .encode(x="middle:Q", y=y, text="words:N")
    )
    return styled(alt.layer(bars, words).properties(height=ROW * max(len(names), 1) + 30, width="container"), colours)
