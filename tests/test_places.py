"""Places of the map."""

import itertools

from dashboard import Events
from dashboard.charts.map import map_chart, strip_chart
from dashboard.charts.palette import LIGHT
from dashboard.places import left_out, placed, read_geometry


def test_every_event_is_on_the_map_or_counted_as_left_out(events: Events):
    rows = placed(events, events.frame)
    abroad, nowhere = left_out(events.frame)
    assert len(rows) + abroad + nowhere == len(events.frame) and rows["event_id"].is_unique
    assert rows.groupby("place_id")["place"].nunique().eq(1).all()
    assert rows["latitude"].between(32, 43.1).all() and rows["longitude"].between(122, 134).all()


def test_outlines_are_wound_as_the_drawing_library_wants_them():
    """Clockwise outer rings: the other way round would paint the whole sea."""
    for feature in read_geometry().land:
        for polygon in feature["geometry"]["coordinates"]:
            ring = polygon[0]
            assert sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) < 0


def test_the_map_draws_no_northern_limit_line(events: Events):
    lines = {feature["properties"]["line"] for feature in read_geometry().lines}
    assert lines == {"mdl", "dmz_north_limit", "dmz_south_limit"}


def test_charts_hold_the_rows(events: Events):
    rows = placed(events, events.frame)
    marks = map_chart(rows, read_geometry(), LIGHT).to_dict()
    drawn = [row for data in marks["datasets"].values() for row in data if "acts" in row]
    assert sum(row["acts"] for row in drawn) == len(rows)
    strip = strip_chart(rows, LIGHT).to_dict()
    assert sum(row["acts"] for data in strip["datasets"].values() for row in data) == len(rows)
