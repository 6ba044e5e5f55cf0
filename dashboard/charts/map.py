"""The map of the peninsula with its demarcation line, places as marks, and the strip of years that picks the time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.palette import PLOT_HEIGHT, Palette, sign_colour, sign_words, styled
from dashboard.events import COOPERATIVE, HOSTILE
from dashboard.language import N_, _
from dashboard.places import Geometry, acts_by_year

PICK, BRUSH = "place", "time"  # names of the selections: a click on a mark, a span on the strip
MAP_HEIGHT, STRIP_HEIGHT = 640, 100  # pixels
MAP_TALL = 1.3  # height of what is drawn, as a share of its width: a narrow map is no higher

# Names on the map and where they are written. Seas are named as on South Korean maps and on others; the Northern Limit Line is named and not
# drawn, since no list of its coordinates with a source was found.
NAMES = (
    (N_("Yellow Sea (West Sea)"), 124.2, 36.3, "sea"),
    (N_("Sea of Japan (East Sea)"), 130.7, 40.3, "sea"),
    (N_("Northern Limit Line: not drawn"), 123.9, 37.0, "sea"),
    (N_("North Korea"), 127.25, 40.2, "land"),
    (N_("South Korea"), 128.2, 36.35, "land"),
    (N_("demilitarised zone"), 130.35, 38.72, "line"),
)


def _features(features: list[dict[str, Any]]) -> Any:
    return alt.Data(values=features)  # type: ignore[no-untyped-call]


def map_chart(rows: pd.DataFrame, geometry: Geometry, colours: Palette) -> alt.TopLevelMixin:
    """Places sized by the scores of their acts: ▲ hostile, ▼ cooperative; a click on a mark selects its place (``PICK``).

    rows: ``placed`` events.
    """
    keys = ["place_id", "place", "latitude", "longitude", "sign"]
    acts = rows.assign(weight=rows["score"].abs()).groupby(keys, as_index=False)
    gathered = acts.agg(score=("weight", "sum"), acts=("event_id", "size"))
    gathered["kind"] = sign_words(gathered["sign"])
    pick = alt.selection_point(name=PICK, fields=["place_id"], on="click", empty=True)
    land = (
        alt.Chart(_features(geometry.land))
        .mark_geoshape(fill=colours.band, stroke=colours.rule, aria=False)
        .encode(tooltip=alt.value(None))
    )
    line = (
        alt.Chart(_features(geometry.lines))
        .mark_geoshape(filled=False, stroke=colours.ink, strokeWidth=1.1, aria=False)
        .encode(tooltip=alt.value(None))
    )
    names = pd.DataFrame([(_(name), *rest) for name, *rest in NAMES], columns=["name", "lon", "lat", "kind"])
    named = alt.Chart(names).encode(longitude="lon:Q", latitude="lat:Q", text="name:N")
    # Over the marks, on a rim of paper: marks crowd where the names are.
    rim = named.mark_text(fontSize=11, fontStyle="italic", color=colours.paper, stroke=colours.paper, strokeWidth=3)
    words = named.mark_text(fontSize=11, fontStyle="italic", color=colours.muted)
    marks = (
        alt.Chart(gathered)
        .mark_point(filled=True, stroke=colours.paper, strokeWidth=0.6, cursor="pointer")
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            size=alt.Size("score:Q", legend=None).scale(type="sqrt", domain=[0, 400], range=[18, 900], clamp=True),
            color=sign_colour(colours),
            shape=alt.Shape("sign:N", legend=None).scale(
                domain=[HOSTILE, COOPERATIVE], range=["triangle-up", "triangle-down"]
            ),
            opacity=alt.condition(pick, alt.value(0.72), alt.value(0.15)),
            tooltip=[
                alt.Tooltip("place:N", title=_("Place")),
                alt.Tooltip("kind:N", title=_("Acts are")),
                alt.Tooltip("acts:Q", title=_("How many")),
                alt.Tooltip("score:Q", title=_("Sum of scores"), format=".0f"),
            ],
        )
        .add_params(pick)
    )
    peninsula = alt.layer(land, line, marks, rim, words).project("mercator")
    height = alt.param(name="height", expr=f"min({MAP_HEIGHT}, max({MAP_TALL} * width, 1))")
    drawn = peninsula.add_params(height).properties(height=MAP_HEIGHT, width="container", autosize=PLOT_HEIGHT)
    return styled(drawn, colours)


def strip_chart(rows: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """Acts with a place by year, hostile above the line and cooperative below; a span can be brushed (``BRUSH``).

    rows: ``placed`` events. A year is a number here and not a time: a brush on times would come back in the browser's zone.
    """
    years = acts_by_year(rows)
    brush = alt.selection_interval(name=BRUSH, encodings=["x"])
    counted = years.assign(
        until=years["year"] + 1,
        height=years["acts"].where(years["sign"] == HOSTILE, -years["acts"]),
        kind=sign_words(years["sign"]),
    )
    first, last = int(years["year"].min()), int(years["year"].max())
    ticks = list(range(first, last + 1, max(1, years["year"].nunique() // 8)))
    strip = (
        alt.Chart(counted)
        .mark_rect(stroke=colours.paper, strokeWidth=0.5)
        .encode(
            x=alt.X("year:Q", title=None)
            .axis(values=ticks, format="d")
            .scale(domain=[first, last + 1], nice=False, zero=False),
            x2="until:Q",
            y=alt.Y("height:Q", axis=None),
            y2=alt.datum(0),
            color=sign_colour(colours),
            tooltip=[
                alt.Tooltip("year:Q", title=_("Year"), format="d"),
                alt.Tooltip("kind:N", title=_("Acts are")),
                alt.Tooltip("acts:Q", title=_("How many")),
            ],
        )
        .add_params(brush)
        # On a canvas: as SVG the brush would be announced as a picture without a name. The words given with the chart describe it.
        .properties(height=STRIP_HEIGHT, width="container", usermeta={"embedOptions": {"renderer": "canvas"}})
    )
    return styled(strip, colours)


def brushed_years(edges: Sequence[float]) -> tuple[int, int]:
    """The first and last year whose bars a brush on the strip touches: they are chosen whole.

    edges: where the brush begins and ends on the axis of ``strip_chart``, on which a year goes from its number to the next.
    """
    start, end = sorted(edges)
    first = math.floor(start)
    return first, max(first, math.ceil(end) - 1)
