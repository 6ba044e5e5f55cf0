"""The timeline: every event a mark in a lane, over a strip whose brush chooses the time shown."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.charts.palette import Palette, day_format, sign_colour, sign_words, styled, time_labels
from dashboard.events import COOPERATIVE, HOSTILE, Events, split
from dashboard.language import N_, _

LANE_HEIGHT = 66  # pixels a lane, its name over its marks
LEVELS_IN_LANE = 7  # heights over which marks of one lane are spread, so that neighbours in time can be told apart
LANES = {"domain": N_("Domain"), "actor": N_("Actor")}
PICK = "pick"  # name of the selection that a click on a mark makes

_COLUMNS = ["event_id", "date_start", "title", "label", "sign", "score", "lane", "height"]


def timeline_marks(events: Events, frame: pd.DataFrame, lanes: str) -> pd.DataFrame:
    """One row a mark: an event in the lane of its domain or, with ``lanes='actor'``, in that of each of its initiators."""
    if lanes == "actor":
        marks = frame.assign(lane=frame["initiators"].map(split)).explode("lane", ignore_index=True)
        marks["lane"] = marks["lane"].map(events.actors["name"])
    else:
        marks = frame.assign(lane=frame["domain"].map(events.domains["label"]))
    marks["height"] = (
        marks.groupby("lane").cumcount() * 3 % LEVELS_IN_LANE
    )  # 3 and 7 share no factor: all heights are used
    return marks[_COLUMNS]


def timeline_chart(events: Events, frame: pd.DataFrame, lanes: str, colours: Palette) -> alt.TopLevelMixin:
    """Marks (▲ hostile, ▼ cooperative, sized by score) in lanes; below, counts by quarter to brush.

    ``frame``: rows of ``Events.frame``. A click on a mark makes the selection ``pick`` with its event_id.
    """
    marks = timeline_marks(events, frame, lanes)
    order = list(events.domains["label"] if lanes == "domain" else events.actors["name"])
    shown = [lane for lane in order if lane in set(marks["lane"])]
    span = [marks["date_start"].min() - pd.Timedelta(days=20), marks["date_start"].max() + pd.Timedelta(days=20)]
    time = [{"year": d.year, "month": d.month, "date": d.day} for d in span]
    brush = alt.selection_interval(name="brush", encodings=["x"])
    pick = alt.selection_point(name=PICK, fields=["event_id"], on="click", empty=True)
    detail = (
        alt.Chart(marks)
        .mark_point(filled=True, opacity=0.8, strokeWidth=0.6, stroke=colours.paper, cursor="pointer", clip=True)
        .encode(
            x=alt.X("date_start:T", title=None)
            .axis(tickCount=8, labelExpr=time_labels())
            .scale(domain=brush, padding=10),
            y=alt.Y("lane:N", title=None, sort=shown).axis(
                labelAlign="left",
                labelPadding=-4,
                labelOffset=10 - LANE_HEIGHT // 2,
                labelLimit=300,
                labelFontSize=13,
                zindex=1,
                domain=False,
                ticks=False,
                grid=False,
            ),
            yOffset=alt.YOffset("height:Q").scale(domain=[LEVELS_IN_LANE, -3]),
            color=sign_colour(colours),
            shape=alt.Shape("sign:N", legend=None).scale(
                domain=[HOSTILE, COOPERATIVE], range=["triangle-up", "triangle-down"]
            ),
            size=alt.Size("score:Q", legend=None).scale(type="linear", domain=[-10, 0, 10], range=[130, 18, 130]),
            opacity=alt.condition(pick, alt.value(0.85), alt.value(0.18)),
            tooltip=[
                alt.Tooltip("date_start:T", title=_("Date"), format=day_format()),
                alt.Tooltip("title:N", title=_("Event")),
                alt.Tooltip("label:N", title=_("Type")),
                alt.Tooltip("score:Q", title=_("Score (up is worse)"), format=".1f"),
            ],
        )
        .add_params(pick)
        .properties(height=LANE_HEIGHT * max(len(shown), 1), width="container")
    )
    counts = marks.drop_duplicates("event_id").assign(
        quarter=lambda m: m["date_start"].dt.to_period("Q").dt.to_timestamp()
    )
    counts = counts.groupby(["quarter", "sign"], as_index=False).size()
    counts["kind"] = sign_words(counts["sign"])
    counts["n"] = counts["size"].where(counts["sign"] == HOSTILE, -counts["size"])
    strip = (
        alt.Chart(counts)
        .mark_bar(width=2)
        .encode(
            x=alt.X("quarter:T", title=None).scale(domain=time),
            y=alt.Y("n:Q", title=None).axis(None),
            color=sign_colour(colours),
            tooltip=[
                alt.Tooltip("yearquarter(quarter):T", title=_("Quarter")),
                alt.Tooltip("kind:N", title=_("Acts are")),
                alt.Tooltip("size:Q", title=_("Events")),
            ],
        )
        .add_params(brush)
        .properties(height=64, width="container")
    )
    return styled(alt.vconcat(detail, strip, spacing=12), colours)
