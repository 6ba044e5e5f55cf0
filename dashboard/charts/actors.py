"""Actors: the matrix of who does what to whom, the balance of pairs by year, and acts under each government."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.charts.palette import MARKS, Palette, sign_colour, sign_words, styled, time_labels
from dashboard.events import COOPERATIVE, HOSTILE
from dashboard.language import _

CELL, PAIR_HEIGHT, ROW = 34, 84, 24  # pixels of a cell's height, of a pair's strip, of a government's row
_NAME = 22  # pixels over a pair's strip for its name
_AXIS = 50  # pixels that an axis and its title take of a chart's height
_SLANTED = 120  # the same where names on the axis are slanted, as over the matrix on a phone


def matrix_chart(table: pd.DataFrame, order: list[str], colours: Palette) -> alt.TopLevelMixin:
    """Initiators down, targets across: the number of acts in each cell, its colour the mean score, ▲ or ▼ the side that it stands on.

    table: rows of ``matrix``; order: names of actors in the order in which they stand.
    """
    mark = table["score"].gt(0).map({True: MARKS[HOSTILE], False: MARKS[COOPERATIVE]})
    rows = table.assign(
        words=mark + " " + table["acts"].map("{:,}".format),
        narrow=mark + table["acts"].astype(str),  # four digits and a comma are wider than a cell on a phone
        depth=table["score"].abs().clip(upper=10),
        prevail=table["score"].gt(0).map({True: HOSTILE, False: COOPERATIVE}),
    )
    doers = [name for name in order if name in set(rows["initiator"])]
    targets = [name for name in order if name in set(rows["target"])]
    base = alt.Chart(rows).encode(
        x=alt.X("target:N", title=_("Towards"), sort=targets)
        .scale(domain=targets)
        .axis(
            orient="top",
            labelAngle=alt.ExprRef("width > 600 ? 0 : -60"),
            labelAlign=alt.ExprRef("width > 600 ? 'center' : 'left'"),
            ticks=False,
            domain=False,
            labelLimit=110,
            labelOverlap=False,
        ),
        y=alt.Y("initiator:N", title=_("By"), sort=doers)
        .scale(domain=doers)
        .axis(ticks=False, domain=False, labelLimit=110, labelOverlap=False),
        tooltip=[
            alt.Tooltip("initiator:N", title=_("By")),
            alt.Tooltip("target:N", title=_("Towards")),
            alt.Tooltip("acts:Q", title=_("Acts")),
            alt.Tooltip("hostile:Q", title=_("of them hostile")),
            alt.Tooltip("score:Q", title=_("Mean score (up is worse)"), format="+.1f"),
        ],
    )
    boxes = base.mark_rect(stroke=colours.paper, strokeWidth=2).encode(
        color=alt.Color("prevail:N", legend=None).scale(domain=list(colours.signs), range=list(colours.signs.values())),
        opacity=alt.Opacity("depth:Q", legend=None).scale(domain=[0, 10], range=[0.06, 0.5]),
    )
    words = base.mark_text(
        color=colours.ink,
        fontSize=alt.ExprRef("width > 600 ? 12 : 9"),
        text=alt.ExprRef("width > 600 ? datum.words : datum.narrow"),
    )
    return styled(
        alt.layer(boxes, words).properties(height=CELL * max(len(doers), 1) + _SLANTED, width="container"), colours
    )


def pairs_chart(table: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """A strip for each pair of actors: sums of scores by year, hostile above its line and cooperative below, one scale for all.

    table: rows of ``pairs_by_year``.
    """
    names = list(dict.fromkeys(table["name"]))
    most = max(float(table["score"].abs().max()), 1.0) if len(table) else 1.0
    centre = {name: n * (PAIR_HEIGHT + _NAME) + _NAME + PAIR_HEIGHT / 2 for n, name in enumerate(names)}
    middle = table["name"].map(centre).astype(float)
    rows = table.assign(
        kind=sign_words(table["sign"]), foot=middle, head=middle - table["score"] / most * PAIR_HEIGHT / 2
    )
    total = len(names) * (PAIR_HEIGHT + _NAME)
    scale = alt.Scale(domain=[total, 0], nice=False, zero=False)
    x = alt.X("year:T", title=None).axis(tickCount=8, labelExpr=time_labels())
    lines = pd.DataFrame({"foot": list(centre.values()), "name": names})
    zero = alt.Chart(lines).mark_rule(color=colours.rule).encode(y=alt.Y("foot:Q", scale=scale, axis=None))
    first = table["year"].min() if len(table) else pd.Timestamp("1945-01-01")
    labels = (
        alt.Chart(lines.assign(at=lines["foot"] - PAIR_HEIGHT / 2 - 4, year=first))
        .mark_text(align="left", baseline="bottom", color=colours.ink, fontWeight=600)
        .encode(x=x, y=alt.Y("at:Q", scale=scale, axis=None), text="name:N")
    )
    bars = (
        alt.Chart(rows)
        .mark_rect()
        .encode(
            x=x,
            x2="until:T",
            y=alt.Y("head:Q", scale=scale, axis=None),
            y2="foot:Q",
            color=sign_colour(colours),
            tooltip=[
                alt.Tooltip("name:N", title=_("Between")),
                alt.Tooltip("year:T", title=_("Year"), format="%Y"),
                alt.Tooltip("kind:N", title=_("Acts are")),
                alt.Tooltip("acts:Q", title=_("Acts")),
                alt.Tooltip("score:Q", title=_("Sum of scores"), format="+.1f"),
            ],
        )
    )
    return styled(alt.layer(zero, bars, labels).properties(height=max(total, 40), width="container"), colours)


def governments_chart(table: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """Acts a year in office under each government of one country: hostile to the right of the line, cooperative to the left.

    table: rows of ``governments`` of one country.
    """
    sides = [
        table.assign(sign=sign, rate=table[f"{sign}_a_year"] * way) for sign, way in ((HOSTILE, 1), (COOPERATIVE, -1))
    ]
    rows = pd.concat(sides).assign(label=lambda t: t["name"] + " " + t["date_start"].dt.year.astype(str))
    order = list(table["name"] + " " + table["date_start"].dt.year.astype(str))
    chart = (
        alt.Chart(rows)
        .mark_bar(height=ROW - 8)
        .encode(
            x=alt.X("rate:Q", title=_("Acts a year: ▼ cooperative | hostile ▲")).axis(
                labelExpr="abs(datum.value)", tickCount=5
            ),
            y=alt.Y("label:N", title=None, sort=order).axis(ticks=False, domain=False, labelLimit=170),
            color=sign_colour(colours),
            tooltip=[
                alt.Tooltip("name:N", title=_("Government")),
                alt.Tooltip("years:Q", title=_("Years in view"), format=".1f"),
                alt.Tooltip("acts:Q", title=_("Acts")),
                alt.Tooltip("hostile_a_year:Q", title=_("Hostile a year"), format=".1f"),
                alt.Tooltip("cooperative_a_year:Q", title=_("Cooperative a year"), format=".1f"),
                alt.Tooltip("share_hostile:Q", title=_("Share hostile"), format=".0%"),
                alt.Tooltip("deaths:Q", title=_("Deaths, known figures"), format=",d"),
            ],
        )
        .properties(height=ROW * max(len(table), 1) + _AXIS, width="container")
    )
    return styled(chart, colours)
