"""The event study: what it averages, that it is seeded, and that it finds what is there and nothing else."""

import numpy as np
import pandas as pd
import pytest

from dashboard import Events
from dashboard.event_study import AFTER, BEFORE, COMPARED, courses, event_study, study_days


def step_course(days: pd.DatetimeIndex, height: float) -> pd.DataFrame:
    """Noise of 1 that rises by ``height`` for thirty days after each of some days."""
    dates = pd.date_range("2000-01-01", "2019-12-31")
    values = np.random.default_rng(7).normal(0, 1, len(dates))
    course = pd.Series(values, index=dates)
    for day in days:
        course.loc[day + pd.Timedelta(days=1) : day + pd.Timedelta(days=COMPARED)] += height
    return course.to_frame("tension")


DAYS = pd.DatetimeIndex(pd.date_range("2001-03-01", "2018-12-31", freq="400D"))


def test_it_finds_a_step_and_none_where_there_is_none():
    found = event_study(step_course(DAYS, 2.0), DAYS).change.loc["tension"]
    assert found["change"] == pytest.approx(2.0, abs=0.3) and found["change"] > found["random_high"]
    none = event_study(step_course(DAYS, 0.0), DAYS).change.loc["tension"]
    assert none["random_low"] <= none["change"] <= none["random_high"]


def test_means_are_plain_means_and_bands_hold_them():
    course = step_course(DAYS, 1.0)
    study = event_study(course, DAYS)
    at = course["tension"]
    for day in (-BEFORE, 0, AFTER):
        row = study.course[study.course["day"] == day].iloc[0]
        assert row["mean"] == pytest.approx(np.mean([at[d + pd.Timedelta(days=day)] for d in DAYS]))
        assert row["low"] <= row["mean"] <= row["high"] and row["random_low"] <= row["random"] <= row["random_high"]
    pd.testing.assert_frame_equal(study.course, event_study(course, DAYS).course)


def test_days_at_the_edge_are_dropped_and_counted():
    edge = pd.DatetimeIndex([pd.Timestamp("2000-01-10"), *DAYS, pd.Timestamp("2019-12-20")])
    study = event_study(step_course(DAYS, 0.0), edge)
    assert (study.used, study.dropped) == (len(DAYS), 2)
    with pytest.raises(ValueError, match="no day"):
        event_study(step_course(DAYS, 0.0), edge[:1])


def test_courses_leave_out_what_is_studied(events: Events):
    tests = events.frame[events.frame["event_type"] == "nuclear_test"]
    days = study_days(tests)
    assert len(days) == 6
    course = courses(events, events.frame, tests["event_id"])
    first = days[-1]
    assert course.loc[first, "with_own"] > course.loc[first, "tension"]
    week = events.frame[
        events.frame["date_start"].between(first - pd.Timedelta(days=6), first) & (events.frame["sign"] == "hostile")
    ]
    assert course.loc[first, "hostile"] == len(week) - 1
