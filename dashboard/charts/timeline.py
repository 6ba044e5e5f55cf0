"""The timeline: every event a mark in a lane, over a strip whose brush chooses the time shown."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.charts.palette import Palette, day_format, sign_colour, sign_words, styled, time_domain, time_labels
from dashboard.events import COOPERATIVE, HOSTILE, Events, split
from dashboard.language import N_, _

LANE_HEIGHT = 66  # pixels a lane, its name over its marks
LEVELS_IN_LANE = 7  # heights over which marks of one lane are spread, so that neighbours in time can be told apart
LANES = {"domain": N_("Domain"), "actor": N_("Actor")}
PICK = "pick"  # name of the selection that a click on a mark makes
_STEPS = {"D": 1, "W": 7, "M": 31, "Q": 92}  # lengths of time that the strip can count by, finest first, in days
_BARS = 330  # most bars that the strip can tell apart; eighty years of quarters

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


def strip_counts(marks: pd.DataFrame) -> pd.DataFrame:
    """Events by ``first`` and ``last`` day of each step of time and by ``sign``: ``size``.

    Steps are days, weeks, months or quarters: the finest that leaves no more bars than the strip can tell apart.
    """
    days = (marks["date_start"].max() - marks["date_start"].min()).days
    step = next((step for step, length in _STEPS.items() if days / length <= _BARS), "Q")
    period = marks.drop_duplicates("event_id").assign(step=lambda m: m["date_start"].dt.to_period(step))
    counts = period.groupby(["step", "sign"], as_index=False).size()
    return counts.assign(first=counts["step"].dt.start_time, last=counts["step"].dt.end_time.dt.normalize()).drop(
        columns="step"
    )


def timeline_chart(
    events: Events, frame: pd.DataFrame, lanes: str, colours: Palette, span: tuple[pd.Timestamp, pd.Timestamp]
) -> alt.TopLevelMixin:
    """Marks (▲ hostile, ▼ cooperative, sized by score) in lanes; below, counts over time to brush.

    ``frame``: rows of ``Events.frame``; ``span``: first and last day of the axes. A click on a mark makes the selection ``pick`` with its event_id.
    """
    marks = timeline_marks(events, frame, lanes)
    order = list(events.domains["label"] if lanes == "domain" else events.actors["name"])
    shown = [lane for lane in order if lane in set(marks["lane"])]
    counts = strip_counts(marks)
    edge = max((span[1] - span[0]) / 50, pd.Timedelta(days=1))  # room for the marks at either end
    first, last = time_domain(span[0] - edge, span[1] + edge)
    brush = alt.selection_interval(name="brush", encodings=["x"])
    pick = alt.selection_point(name=PICK, fields=["event_id"], on="click", empty=True)
    detail = (
        alt.Chart(marks)
        .mark_point(filled=True, opacity=0.8, strokeWidth=0.6, stroke=colours.paper, cursor="pointer", clip=True)
        .encode(
            x=alt.X("date_start:T", title=None)
            .axis(tickCount=8, labelExpr=time_labels())
            .scale(domain=brush, domainMin=first, domainMax=last),
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
    counts["kind"] = sign_words(counts["sign"])
    counts["n"] = counts["size"].where(counts["sign"] == HOSTILE, -counts["size"])
    strip = (
        alt.Chart(counts)
        .mark_bar(width=2)
        .encode(
            x=alt.X("first:T", title=None).axis(labelExpr=time_labels()).scale(domain=[first, last], padding=0),
            y=alt.Y("n:Q", title=None).axis(None),
            color=sign_colour(colours),
            tooltip=[
                alt.Tooltip("first:T", title=_("From"), format=day_format()),
                alt.Tooltip("last:T", title=_("To"), format=day_format()),
                alt.Tooltip("kind:N", title=_("Acts are")),
                alt.Tooltip("size:Q", title=_("Events")),
            ],
        )
        .add_params(brush)
        .properties(height=64, width="container")
    )
    return styled(alt.vconcat(detail, strip, spacing=12), colours)
