"""Charts: they hold the rows they are given, and their colours can be told apart by everyone."""

import colorsys
import itertools
import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from colorspacious import cspace_convert

from dashboard import EventFilter, Events, tension_index
from dashboard.actors import matrix
from dashboard.charts.actors import CELL, matrix_chart
from dashboard.charts.crises import curves_chart, hues, spread
from dashboard.charts.escalation import (
    NARROW,
    WIDE,
    _name_rows,
    calendar_chart,
    domain_chart,
    ladder_chart,
    overview_chart,
    turning_chart,
    turning_table,
)
from dashboard.charts.index import SCREEN_POINTS, UNITS, index_figure, named_spans, thin
from dashboard.charts.palette import DARK, LEGIBLE, LIGHT, Palette, legible, palette
from dashboard.charts.responses import APP_PIXELS, PICTURE_PIXELS, SIDES, chain_figure, chain_still, number_sides
from dashboard.charts.timeline import PICK, strip_counts, timeline_chart, timeline_marks
from dashboard.crises import DEFAULT_CRISES, aligned_acts, aligned_days, chosen_crises
from dashboard.event_study import Study
from dashboard.findings import (
    breakers_finding,
    calendar_finding,
    crises_finding,
    domains_finding,
    governments_finding,
    harshness_finding,
    index_peak,
    ladder_finding,
    level_sentence,
    made_finding,
    matrix_finding,
    named_acts,
    pairs_finding,
    peaks_finding,
    recent_counts,
    record_sentence,
    study_finding,
    timeline_finding,
    turns_finding,
)
from dashboard.months import (
    domain_scores,
    monthly_levels,
    monthly_scores,
    peaks,
    press_percentiles,
    turning_points,
)
from dashboard.responses import FOUNDING, chain_links, chain_of, chain_table
from dashboard.tension import contributions, highest_day

ROOT = Path(__file__).parent.parent


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours."""
    light, dark = sorted(
        (
            float(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722])
            for c in map(rgb, (one, other))
        ),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def distance(one: str, other: str) -> float:
    """Smallest CAM02-UCS distance of two colours over normal sight and full deutan, protan and tritan simulation."""
    worst = np.inf
    for kind in (None, "deuteranomaly", "protanomaly", "tritanomaly"):
        seen = [
            rgb(c)
            if kind is None
            else np.clip(
                cspace_convert(rgb(c), {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}, "sRGB1"), 0, 1
            )
            for c in (one, other)
        ]
        worst = min(worst, float(np.linalg.norm(np.subtract(*(cspace_convert(c, "sRGB1", "CAM02-UCS") for c in seen)))))
    return worst


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_tokens_can_be_read_and_told_apart(colours: Palette):
    assert contrast(colours.ink, colours.paper) >= 7
    assert contrast(colours.muted, colours.paper) >= 4.5 and contrast(colours.muted, colours.band) >= 4.5
    assert contrast(colours.hostile, colours.paper) >= 4.5 and contrast(colours.cooperative, colours.paper) >= 4.5
    assert distance(colours.hostile, colours.cooperative) >= 30


@pytest.mark.parametrize(("column", "paper"), [("colour", LIGHT.paper), ("colour_dark", DARK.paper)])
def test_domain_colours_can_be_seen_and_told_apart(events: Events, column: str, paper: str):
    chosen = events.domains[column]
    assert all(contrast(c, paper) >= 3 for c in chosen)
    assert min(distance(a, b) for a, b in itertools.combinations(chosen, 2)) >= 12
    assert all(contrast(c, paper) >= 3 for c in events.actors[column])


@pytest.mark.parametrize(("column", "colours"), [("colour", LIGHT), ("colour_dark", DARK)], ids=["light", "dark"])
def test_names_of_lines_can_be_read_and_keep_the_hue_of_their_line(events: Events, column: str, colours: Palette):
    for colour in events.domains[column]:
        words = legible(colour, colours)
        assert contrast(words, colours.paper) >= LEGIBLE
        hue, other = (colorsys.rgb_to_hls(*rgb(c))[0] for c in (colour, words))
        assert min(abs(hue - other), 1 - abs(hue - other)) < 0.02
    assert legible(colours.hostile, colours) == colours.hostile  # what can be read stays as it is
    chosen = chosen_crises(events, DEFAULT_CRISES, [], align="start", now=True)
    days = aligned_days(tension_index(events, band=False), aligned_acts(events, events.frame, chosen), chosen)
    spec = curves_chart(days, chosen, hues(events, chosen, colours), colours).to_dict()
    inks = [layer["mark"]["color"] for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    assert len(inks) == len(chosen) and all(contrast(ink, colours.paper) >= LEGIBLE for ink in inks)


def test_no_mark_is_named_by_its_fields(events: Events):
    """Words and table beside a chart say what it shows; of themselves the libraries name marks by fields, axes in English."""
    spec = overview_chart(tension_index(events, band=False), events.crises, LIGHT).to_dict()
    assert all(spec["config"][part]["aria"] is False for part in ("mark", "axis", "legend"))
    titles = {tip["title"] for layer in spec["layer"] for tip in layer["encoding"].get("tooltip", [])}
    assert "Date" in titles and "Day" not in titles  # in Korean "Day" is a number of days


def test_rows_of_a_matrix_keep_their_height_whatever_stands_around_them(events: Events):
    for rows in (events.frame, EventFilter(start=date(2010, 11, 23), end=date(2010, 11, 23)).apply(events)):
        table = matrix(events, rows)
        spec = matrix_chart(table, list(events.actors["name"]), LIGHT).to_dict()
        slanted = (
            max(len(name) for name in table["target"].unique()) * 6
        )  # pixels, more than their height at 60 degrees
        assert spec["height"] >= CELL * table["initiator"].nunique() + min(slanted, 110)


def test_the_page_and_the_charts_have_the_same_tokens():
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
    for colours in (LIGHT, DARK):
        assert theme[colours.mode]["backgroundColor"] == colours.paper
        assert theme[colours.mode]["textColor"] == colours.ink
        assert theme[colours.mode]["primaryColor"] == colours.cooperative
        assert palette(colours.mode) == colours


def test_timeline_marks_are_the_rows(events: Events):
    rows = EventFilter(start=date(2017, 1, 1), end=date(2018, 12, 31)).apply(events)
    assert timeline_marks(events, rows, "domain")["event_id"].tolist() == rows["event_id"].tolist()
    by_actor = timeline_marks(events, rows, "actor")
    assert set(by_actor["event_id"]) == set(rows["event_id"])
    assert len(by_actor) == rows["initiators"].str.count(";").add(1).sum()
    span = pd.Timestamp("2017-01-01"), pd.Timestamp("2018-12-31")
    for lanes in ("domain", "actor"):
        spec = timeline_chart(events, rows, lanes, LIGHT, span).to_dict()
        assert {p["name"] for p in spec["params"]} >= {PICK, "brush"}
        above, below = (part["encoding"]["x"]["scale"] for part in spec["vconcat"])
        assert [above["domainMin"], above["domainMax"]] == below[
            "domain"
        ]  # both axes show the days that were asked for


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2022, 9, 1), date(2022, 12, 31), 1),
        (date(2020, 1, 1), date(2023, 12, 31), 7),
        (date(2000, 1, 1), date(2020, 12, 31), 31),
        (None, None, 92),
    ],
)
def test_the_strip_counts_every_event_by_a_step_that_fits_the_span(events: Events, first, last, days):
    rows = EventFilter(start=first, end=last).apply(events)
    for lanes in ("domain", "actor"):
        counts = strip_counts(timeline_marks(events, rows, lanes))
        assert counts["size"].sum() == len(rows)
        assert (counts["last"] - counts["first"]).max() == pd.Timedelta(days=days - 1)
        assert counts["first"].min() <= rows["date_start"].min() and counts["last"].max() >= rows["date_start"].max()


def test_thinning_keeps_every_peak(events: Events):
    index = tension_index(events)
    kept = thin(index, "tension")
    assert len(kept) <= SCREEN_POINTS and kept["tension"].max() == index["tension"].max()
    assert set(kept["date"]) <= set(index["date"])
    assert len(thin(index.head(100), "tension")) == 100 and thin(index.head(100), "percentile").empty


def test_index_figure_shades_the_crises_in_view(events: Events):
    index = tension_index(events)
    shown = index[index["date"].between("2010-01-01", "2010-12-31")]
    span = (date(2010, 1, 1), date(2010, 12, 31))
    for unit in UNITS:
        figure = index_figure(
            shown,
            unit,
            named=["▲ an act"] * len(shown),
            span=span,
            crises=events.crises,
            leaders=events.leaders,
            colours=DARK,
            default=shown,
            press=press_percentiles(events),
        )
        terms = events.leaders[
            (events.leaders["date_start"] <= "2010-12-31") & ~(events.leaders["date_end"] < "2010-01-01")
        ]
        assert len(figure.layout.shapes) == len(named_spans(events.crises, *span)) + len(terms)
        said = "".join(str(note.hovertext) for note in figure.layout.annotations)
        assert all(words in said for words in ("Cheonan", "Lee Myung-bak", "Kim Jong Il", "Barack Obama"))
        assert figure.layout.xaxis.rangeslider.visible
        curve = figure.data[-1]
        assert len(curve.x) == len(shown) == len(curve.customdata)
        assert len(figure.data) == 5  # the band's two edges, the press, the default, the curve
    plain = index_figure(
        shown.assign(low=np.nan, high=np.nan),
        "tension",
        named=[""] * len(shown),
        span=span,
        crises=events.crises,
        leaders=events.leaders,
        colours=LIGHT,
    )
    assert len(plain.data) == 1


def test_one_day_is_a_day_wide(events: Events):
    """A point of time has no width: bands of crises and strips of leaders could not be seen."""
    day = date(2010, 11, 23)
    index = tension_index(events, band=False)
    figure = index_figure(
        index[index["date"] == pd.Timestamp(day)],
        "tension",
        named=[""],
        span=(day, day),
        crises=events.crises,
        leaders=events.leaders,
        colours=LIGHT,
    )
    first, last = (pd.Timestamp(edge) for edge in figure.layout.xaxis.range)
    assert last - first == pd.Timedelta(days=1) and first < pd.Timestamp(day) < last
    assert len(figure.layout.shapes) >= 4  # a crisis and three capitals
    for shape in figure.layout.shapes:
        assert (pd.Timestamp(shape.x0), pd.Timestamp(shape.x1)) == (first, last)
    assert {"Lee Myung-bak", "Kim Jong Il", "Barack Obama"} <= {note.text for note in figure.layout.annotations}


def test_no_arrow_strikes_the_number_of_an_act(events: Events):
    """Neither in the app, on a phone or a desk, nor in the picture."""
    chain = chain_of(events, FOUNDING)
    acts, links = chain_table(events, chain), chain_links(events, chain)
    spec = chain_still(acts, links, LIGHT).to_dict()
    drawn = {row["number"]: row for data in spec["datasets"].values() for row in data if "dx" in row and row["x"] >= 0}
    figure = chain_figure(acts, links, LIGHT)
    sides = {  # by number, in the app
        int(words.strip("<b>/")): side
        for trace in figure.data[:2]
        for words, side in zip(trace.text, trace.textposition, strict=True)
    }
    place = acts.set_index("event_id")["number"]
    for widths, beside in (
        (APP_PIXELS, {number: SIDES[side] for number, side in sides.items()}),
        (PICTURE_PIXELS, {number: (row["dx"], row["dy"]) for number, row in drawn.items()}),
    ):
        assert set(beside) == set(acts["number"])
        for width in widths:
            last = max(row["x"] for row in drawn.values())
            marks = {number: np.array([row["x"] / last * width, row["at"]]) for number, row in drawn.items()}
            for number, away in beside.items():
                at = marks[number] + away
                for act, answer in zip(links["answers_event_id"], links["event_id"], strict=True):
                    way = np.linspace(marks[place[act]], marks[place[answer]], 400)
                    assert np.hypot(*(way - at).T).min() > 9, (width, number)
    flat = number_sides(np.array([0, 0.5, 1.0]), np.zeros(3), [True, False, True], [], [300.0])
    assert flat == ["top center", "bottom center", "top center"]  # where nothing is in the way


def test_presidents_of_one_family_name_are_told_apart_where_their_names_do_not_fit(events: Events):
    index = tension_index(events, band=False)
    figure = index_figure(
        thin(index, "tension"),
        "tension",
        named=[],
        span=(events.start, events.end),
        crises=events.crises,
        leaders=events.leaders,
        colours=LIGHT,
    )
    written = {str(note.text) for note in figure.layout.annotations}
    assert {"Kim Y.S.", "Kim D.J.", "Lee M.B.", "Park Chung-hee", "Kim Jong Un", "Nixon"} <= written
    assert "Kim Young-sam" in "".join(str(note.hovertext) for note in figure.layout.annotations)


def test_names_of_crises_do_not_overlap(events: Events):
    spans = named_spans(events.crises, events.start, events.end)
    days = (events.end - events.start).days
    for pixels in (WIDE, NARROW):
        rows = _name_rows(spans, days, pixels)
        for _, mates in spans.assign(row=rows)[rows >= 0].groupby("row"):
            middle = (mates["middle"] - pd.Timestamp(events.start)).dt.days * pixels / days
            half = mates["name"].str.len() * 3
            assert ((middle - half).to_numpy()[1:] >= (middle + half).to_numpy()[:-1]).all()


def test_every_chart_can_be_drawn_for_little_and_for_much(events: Events):
    pytest.importorskip("ruptures")  # it refuses the newest Pythons
    for start, end in ((events.start, events.end), (date(2018, 3, 1), date(2018, 3, 31))):
        rows = EventFilter(start=start, end=end).apply(events)
        index = tension_index(events, rows)
        shown = index[index["date"].between(pd.Timestamp(start), pd.Timestamp(end))].reset_index(drop=True)
        months, levels, turns = (
            monthly_scores(rows, start, end),
            monthly_levels(rows, start, end),
            turning_points(rows, start, end),
        )
        sums = domain_scores(events, rows, by="month")
        for chart in (
            overview_chart(shown, events.crises, LIGHT),
            domain_chart(sums, events, DARK, (pd.Timestamp(start), pd.Timestamp(end))),
            calendar_chart(months, "net", LIGHT),
            calendar_chart(months, "events", DARK),
            turning_chart(months, turns, LIGHT),
            ladder_chart(levels, LIGHT),
        ):
            assert chart.to_dict()["$schema"]
        assert all(
            (
                index_peak(shown),
                domains_finding(months),
                calendar_finding(months),
                peaks_finding(peaks(events, shown, rows)),
                turns_finding(turns),
                ladder_finding(levels),
                timeline_finding(rows, rows, start, end),
            )
        )


def test_the_table_of_turning_points_has_every_bar_line_and_diamond(events: Events):
    months = monthly_scores(events.frame, date(2010, 1, 1), date(2010, 12, 31))
    turns = pd.DataFrame(
        {
            "month": pd.to_datetime(["2010-05-01"]),
            "support": [0.9],
            "low": pd.to_datetime(["2010-04-01"]),
            "high": pd.to_datetime(["2010-06-01"]),
            "before": [1.5],
            "after": [7.0],
        }
    )
    table = turning_table(months, turns)
    assert table["month"].tolist() == months["month"].tolist() and table["net"].tolist() == months["net"].tolist()
    assert table["mean"].tolist() == [1.5] * 4 + [7.0] * 8
    turned = table[table["support"].notna()]
    assert turned["month"].tolist() == turns["month"].tolist() and turned["high"].tolist() == turns["high"].tolist()
    quiet = turning_table(months, turns.head(0))
    assert len(quiet) == 12 and np.allclose(quiet["mean"], months["net"].mean()) and quiet["support"].isna().all()


def test_a_year_is_compared_with_the_years_before(events: Events):
    def said(query: str) -> str:
        wanted = EventFilter.from_query(query, events)[0]
        span = pd.Timestamp(wanted.start or events.start), pd.Timestamp(wanted.end or events.end)
        return timeline_finding(wanted.apply(events), wanted.without_dates().apply(events), *span)

    tests = events.frame.loc[events.frame["event_type"] == "missile_test", "date_start"].dt.year.value_counts()
    rose = [y for y in tests.index if tests.get(y - 1, 0) < tests[y] <= tests[tests.index < y].max()]
    year = max(rose)  # more than the year before, but not more than ever
    words = said(f"from={year}-01-01&to={year}-12-31&type=missile_test")
    since = max(y for y in tests.index if y < year and tests[y] >= tests[year])
    assert words == f"{year}: {tests[year]} acts of the type “Missile test”, the most since {since}"
    busiest = events.frame["date_start"].dt.year.value_counts().idxmax()
    assert "more than in any year before" in said(f"from={busiest}-01-01&to={busiest}-12-31")
    assert ", the fewest since " in said("from=2021-01-01&to=2021-12-31")
    assert said("from=2018-06-12&to=2018-06-12").startswith("12 Jun 2018: 1 act")
    assert "in these days since" in said("from=2026-02-26&to=2026-05-26")
    assert said("").endswith("saw the most, " + str(events.frame["date_start"].dt.year.value_counts().max()))
    assert said("from=1946-01-01&to=1946-12-31&type=summit") == "1946: 0 hostile acts"


def test_findings_say_what_the_figures_say(events: Events):
    pytest.importorskip("ruptures")  # it refuses the newest Pythons
    index = tension_index(events)
    assert f"higher than on {index['percentile'].iloc[-1]:.0f}%" in level_sentence(index, events.end)
    assert f"{len(events.frame):,} dated acts" in record_sentence(events) and "ends on 26 May 2026" in record_sentence(
        events
    )
    assert index_peak(index, "percentile").endswith("above every day")
    above_all = index[index["percentile"] == 100]
    assert highest_day(index, "percentile")["tension"] == above_all["tension"].max() == index["tension"].max()
    assert index_peak(index.tail(60), "percentile").endswith("% of days")
    assert "too short to say" in level_sentence(index.head(900), events.end)
    flat = tension_index(events, events.frame.iloc[:0])
    assert "No tension" in index_peak(flat)
    quiet = monthly_scores(events.frame.iloc[:0], date(2018, 1, 1), date(2018, 3, 31))
    assert domains_finding(quiet) == "Only cooperative acts are in view"
    assert (
        ladder_finding(monthly_levels(events.frame.iloc[:0], date(2018, 1, 1), date(2018, 3, 31)))
        == "No act is recorded in this span"
    )
    day = date(2010, 11, 25)
    made = contributions(events, day, day)
    assert "25 Nov 2010: “North Korea shells Yeonpyeong Island”" in made_finding(made, events, day, day)
    assert made_finding(made.iloc[:0], events, day, date(2010, 12, 1)).endswith("25 Nov 2010 to 1 Dec 2010")
    assert named_acts(events, made["event_id"].head(2).tolist()).count("▲ ") == 2
    assert "no peak" in peaks_finding(peaks(events, flat)) and "No turning point" in turns_finding(
        turning_points(events.frame.iloc[:0], events.start, events.end)
    )
    recent = events.frame[events.frame["date_start"] > pd.Timestamp(events.end) - pd.Timedelta(days=90)]
    assert recent_counts(events).startswith(f"{len(recent)} events")


def test_findings_of_actors_answers_crises_and_studies_turn_with_their_figures():
    """Small tables with a known answer: a finding that took the least for the most would fail."""
    cells = pd.DataFrame(
        [("A", "B", 9, 3), ("B", "A", 4, 4)], columns=["initiator", "target", "acts", "hostile"]
    )  # the busiest pair, not the most hostile one
    assert matrix_finding(cells) == "A towards B: 9 acts, the most of any pair, 33% of them hostile"
    years = pd.to_datetime(["1950-01-01", "2000-01-01", "2018-01-01"])
    pairs = pd.DataFrame({"name": "A – B", "year": years, "score": [90.0, -5.0, -40.0]})
    assert pairs_finding(pairs) == "A – B: the balance was worst in 1950 and best in 2018"
    terms = pd.DataFrame([("X", 3.0), ("Y", 8.0)], columns=["name", "hostile_a_year"])
    assert governments_finding(terms, "C") == "C: most hostile acts a year are recorded under Y, 8"
    shares = pd.DataFrame({"group": "All", "compared": ["harsher", "equal", "milder"], "share": [0.2, 0.3, 0.5]})
    assert harshness_finding(shares) == "20% of answers were harsher than the act, 50% milder"
    turned = pd.DataFrame([("J", 0.9, 6), ("A", 0.3, 40), ("B", 0.1, 200)], columns=["answerer", "share", "n"]).assign(
        turn="to cooperation"
    )
    assert (
        breakers_finding(turned)
        == "Share of answers to hostile acts that were cooperative: A 30% (of 40), B 10% (of 200)"
    )
    crises = pd.DataFrame(
        {
            "crisis": ["One", "Two"],
            "peak": [20.0, 50.0],
            "peak_day": [date(2000, 1, 9), date(2001, 12, 1)],
            "day_zero": [date(2000, 1, 1), date(2001, 1, 1)],
            "deaths": [46, 2],
        }
    )
    said = "Two rose highest, to 50 points on day 334, beyond the chart; One took most lives, 46 by the figures known"
    assert crises_finding(crises) == said
    for change, words in (
        (4.0, "4.0 points higher than before: more"),
        (-1.0, "1.0 points lower than before: no more"),
    ):
        row = pd.DataFrame({"change": change, "random_low": -2.0, "random_high": 2.0}, index=["tension"])
        study = Study(course=pd.DataFrame(), change=row, used=9, dropped=0)
        assert study_finding(study, "an act").startswith(f"After an act other acts put the index {words}")


def test_names_beside_lines_stand_apart_and_near_their_lines():
    placed = spread(pd.Series([1.0, 1.1, 9.9]), 10.0, 100)
    gaps = placed.sort_values().diff().dropna()
    assert (gaps >= gaps.min()).all() and gaps.min() == pytest.approx(placed.iloc[1] - placed.iloc[0])
    assert gaps.min() > 1 and placed.between(0, 10).all() and placed.iloc[2] == pytest.approx(9.9)
