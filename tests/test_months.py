"""The record by month: sums that add up, peaks that are peaks, turning points that are found and repeated."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard import EventFilter, Events, tension_index
from dashboard.months import (
    PEAK_DISTANCE,
    TURN_LEAST,
    TURN_MONTHS,
    TURN_SHARE,
    _resampled,
    active_months,
    domain_scores,
    monthly_levels,
    monthly_scores,
    months_needed,
    peaks,
    press_percentiles,
    turning_points,
)
from tests.test_pages import opened


def test_monthly_sums_are_those_of_the_rows(events: Events):
    rows = events.frame[events.frame["date_start"].dt.year == 2018]
    months = monthly_scores(rows, date(2018, 1, 1), date(2018, 12, 31))
    assert len(months) == 12
    assert months["net"].sum() == pytest.approx(rows["score"].sum())
    assert months["hostile_events"].sum() + months["cooperative_events"].sum() == len(rows)
    assert (months["hostile"] >= 0).all() and (months["cooperative"] <= 0).all()


@pytest.mark.parametrize("by", ["month", "year"])
def test_sums_by_domain_are_those_of_the_rows(events: Events, by: str):
    sums = domain_scores(events, events.frame, by=by)
    assert sums["score"].sum() == pytest.approx(events.frame["score"].sum())
    assert sums["events"].sum() == len(events.frame) and set(sums["domain"]) == set(events.domains.index)
    assert (sums["until"] > sums["time"]).all() and not sums.duplicated(["time", "domain", "sign"]).any()


def test_ladder_takes_the_highest_rung(events: Events):
    rows = events.frame[events.frame["date_start"].dt.year == 2010]
    levels = monthly_levels(rows, date(2010, 1, 1), date(2010, 12, 31)).set_index("month")
    november = rows[rows["date_start"].dt.month == 11]
    assert levels.loc["2010-11-01", "level"] == november["hostility_level"].max() == 4
    assert monthly_levels(rows.iloc[:0], date(2010, 1, 1), date(2010, 3, 31))["level"].tolist() == [0, 0, 0]


def test_peaks_are_the_highest_days_of_their_neighbourhood(events: Events):
    index = tension_index(events, band=False)
    found = peaks(events, index)
    assert found["tension"].is_monotonic_decreasing and found["tension"].iloc[0] == index["tension"].max()
    days = found["date"].sort_values()
    assert days.diff().dropna().dt.days.min() >= PEAK_DISTANCE
    daily = index.set_index("date")["tension"]
    for peak in found.itertuples():
        near = daily[peak.date - pd.Timedelta(days=PEAK_DISTANCE) : peak.date + pd.Timedelta(days=PEAK_DISTANCE)]
        assert near.max() == peak.tension and 1 <= len(peak.event_ids) <= 3
    in_2010 = peaks(events, index, span=(pd.Timestamp("2010-01-01"), pd.Timestamp("2010-12-31")))
    every = peaks(events, index, count=1000)
    assert in_2010["date"].tolist() == every.loc[every["date"].dt.year == 2010, "date"].head(len(in_2010)).tolist()
    last_days = index.tail(3).assign(tension=[1.0, 2.0, 3.0])
    assert peaks(events, last_days)["tension"].tolist() == [3.0]
    assert peaks(events, index.assign(tension=0.0)).empty


def test_a_faded_act_leaves_no_peaks(events: Events):
    rows = events.frame[events.frame["deaths"].fillna(0) >= 100]
    found = peaks(events, tension_index(events, rows, band=False), rows)
    assert 0 < len(found) <= len(rows) and set(found["date"]) <= set(rows["date_start"])


def test_the_press_measure_is_a_percentile_of_its_own_past(events: Events):
    press = press_percentiles(events)
    raw = events.gpr.dropna(subset=["gprc_kor"])["gprc_kor"].to_numpy()
    assert press["percentile"].between(0, 100).all()
    assert press["percentile"].iloc[-1] == pytest.approx(100 * (raw[-120:-1] < raw[-1]).mean())


def test_turning_points_find_a_step_and_say_how_sure(events: Events):
    pytest.importorskip("ruptures")  # it refuses the newest Pythons
    days = pd.date_range("2000-01-01", "2019-12-01", freq="MS")
    score = np.where(days < "2010-01-01", 1.0, 16.0) + np.tile([0.0, 0.5], len(days) // 2)
    rows = pd.DataFrame({"event_id": days.strftime("%Y-%m"), "date_start": days, "score": score, "sign": "hostile"})
    turns = turning_points(rows, date(2000, 1, 1), date(2019, 12, 31))
    assert turns["month"].tolist() == [pd.Timestamp("2010-01-01")]
    one = turns.iloc[0]
    assert one["support"] > 0.95 and one["low"] <= one["month"] <= one["high"]
    assert one["event_ids"] == ["2009-12", "2010-01", "2010-02"]
    assert one["before"] == pytest.approx(score[:120].mean()) and one["after"] == pytest.approx(score[120:].mean())


def test_eras_of_any_length_are_resampled():
    for months in (TURN_MONTHS, 9, 12, 13, 60):
        draw = np.random.default_rng(1)
        courses = {tuple(_resampled(np.arange(float(months)), draw)) for _ in range(200)}
        assert len(courses) > 50 and all(len(course) == months for course in courses)


def test_few_acts_make_no_turning_point(events: Events):
    pytest.importorskip("ruptures")  # it refuses the newest Pythons
    assert months_needed(24) == TURN_LEAST and months_needed(1000) == TURN_SHARE * 1000
    for query in ("event=2010-yeonpyeong-island-shelling", "deaths=100", "type=nuclear_test", "type=talks&actor=NGO"):
        rows = EventFilter.from_query(query, events)[0].apply(events)
        assert 0 < active_months(monthly_scores(rows, events.start, events.end)).sum() < 100
        assert turning_points(rows, events.start, events.end).empty, query


def test_the_page_says_why_it_seeks_no_turning_point_and_where_a_peak_would_be():
    page = opened("escalation", "part=turns&event=2010-yeonpyeong-island-shelling")
    assert any("months in view saw an act" in box.value for box in page.info)
    assert not any("turned" in heading.value for heading in page.subheader)
    page = opened("escalation", "part=peaks&from=2018-01-01&to=2018-12-31")
    assert any("stood higher just outside" in heading.value for heading in page.subheader)


def test_turning_points_of_the_record_are_seeded_and_known(events: Events):
    pytest.importorskip("ruptures")  # it refuses the newest Pythons
    turns = turning_points(events.frame, events.start, events.end)
    pd.testing.assert_frame_equal(turns, turning_points(events.frame, events.start, events.end))
    assert turns["month"].is_monotonic_increasing and turns["support"].between(0, 1).all()
    # The thaw of 2018 began with the New Year address of 1 January.
    assert pd.Timestamp("2018-01-01") in set(turns["month"])
    # An era of a few months is resampled as well: the rise of 2025 is not as sure as one block, drawn as it is, would have it.
    short = turns[turns["month"] > "2025-01-01"]
    assert (short["support"] < 0.9).all()
    for end in (date(2018, 1, 1), date(2018, 8, 1)):
        assert turning_points(events.frame, date(2018, 1, 1), end).empty
    assert turning_points(events.frame.iloc[:0], events.start, events.end).empty
