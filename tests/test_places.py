"""Places of the map."""

import itertools

from dashboard import Events
from dashboard.charts.map import MAP_HEIGHT, brushed_years, map_chart, strip_chart
from dashboard.charts.palette import LIGHT
from dashboard.places import acts_by_year, left_out, placed, read_geometry


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


def test_a_brush_chooses_the_years_that_it_touches_whole_in_every_zone(events: Events):
    assert brushed_years([1986.3, 1995.85]) == brushed_years([1995.85, 1986.3]) == (1986, 1995)
    assert brushed_years([1986.0, 1996.0]) == (1986, 1995) and brushed_years([2010.2, 2010.4]) == (2010, 2010)
    across = strip_chart(placed(events, events.frame), LIGHT).to_dict()["encoding"]["x"]
    assert across["type"] == "quantitative"  # a time would come back as the browser's midnight


def test_the_table_of_years_holds_every_act_that_is_drawn(events: Events):
    rows = placed(events, events.frame)
    years = acts_by_year(rows)
    assert years["acts"].sum() == len(rows) and not years.duplicated(["year", "sign"]).any()
    hostile = rows[(rows["sign"] == "hostile") & (rows["date_start"].dt.year == 2010)]
    assert years.set_index(["year", "sign"]).loc[(2010, "hostile"), "acts"] == len(hostile)


def test_a_narrow_map_is_no_higher_than_what_it_shows_and_its_names_stand_over_the_marks(events: Events):
    spec = map_chart(placed(events, events.frame), read_geometry(), LIGHT).to_dict()
    height = next(p["expr"] for p in spec["params"] if p["name"] == "height")
    assert str(MAP_HEIGHT) in height and "width" in height
    marks = [layer["mark"]["type"] for layer in spec["layer"]]
    assert marks.index("text") > marks.index("point")
