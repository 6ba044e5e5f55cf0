"""The index and the monthly sums: what adds up, what fades, and what may never happen."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import Events, TensionParams, load_events, tension_index
from dashboard.events import COOPERATIVE, HOSTILE
from dashboard.tension import (
    LEVEL_WORDS,
    event_weights,
    level_word,
    monthly_levels,
    monthly_scores,
    parameters_table,
    trend_word,
)

EVENTS = load_events()
some_rows = st.sets(st.integers(0, len(EVENTS.frame) - 1), min_size=1, max_size=12).map(
    lambda rows: EVENTS.frame.iloc[sorted(rows)]
)
any_params = st.builds(
    TensionParams,
    hostile_half_life=st.floats(1, 400),
    cooperative_half_life=st.floats(1, 400),
    deaths_weight=st.floats(0, 3),
)


def by_hand(rows: pd.DataFrame, sign: str, day: pd.Timestamp, half_life: float, params: TensionParams) -> float:
    """The formula, event by event."""
    total = 0.0
    for _, event in rows[(rows["sign"] == sign) & (rows["date_start"] <= day)].iterrows():
        deaths = 0 if pd.isna(event["deaths"]) else event["deaths"]
        raised = 1 + params.deaths_weight * np.log10(1 + deaths) if sign == HOSTILE else 1
        total += abs(event["score"]) * raised * 0.5 ** ((day - event["date_start"]).days / half_life)
    return total


@given(some_rows, any_params, st.dates(date(1950, 1, 1), date(2026, 5, 26)))
@settings(max_examples=25, deadline=None)
def test_index_is_the_formula(rows: pd.DataFrame, params: TensionParams, day: date):
    index = tension_index(EVENTS, rows, params).set_index("date").loc[pd.Timestamp(day)]
    hostile = by_hand(rows, HOSTILE, pd.Timestamp(day), params.hostile_half_life, params)
    cooperative = by_hand(rows, COOPERATIVE, pd.Timestamp(day), params.cooperative_half_life, params)
    assert index["hostile"] == pytest.approx(hostile, abs=1e-6)
    assert index["cooperative"] == pytest.approx(cooperative, abs=1e-6)
    assert index["tension"] == pytest.approx(max(hostile - cooperative, 0), abs=1e-6)


@given(some_rows, st.integers(0, len(EVENTS.frame) - 1))
@settings(max_examples=15, deadline=None)
def test_one_more_event_moves_the_curve_one_way_and_only_forward(rows: pd.DataFrame, extra: int):
    more = EVENTS.frame.loc[sorted({*rows.index, extra})]
    event = EVENTS.frame.loc[extra]
    change = tension_index(EVENTS, more)["tension"] - tension_index(EVENTS, rows)["tension"]
    assert (change >= -1e-9).all() if event["sign"] == HOSTILE else (change <= 1e-9).all()
    before = tension_index(EVENTS, more)["date"] < event["date_start"]
    assert change[before].abs().max() < 1e-9 or not before.any()


@given(some_rows, st.randoms())
@settings(max_examples=10, deadline=None)
def test_order_of_rows_does_not_matter(rows: pd.DataFrame, random):
    order = list(rows.index)
    random.shuffle(order)
    pd.testing.assert_frame_equal(tension_index(EVENTS, rows), tension_index(EVENTS, rows.loc[order]))


def test_a_single_act_fades_by_half_in_a_half_life(events: Events):
    row = events.frame[events.frame["event_id"] == "2010-cheonan-corvette-sinking"]
    curve = tension_index(events, row, TensionParams(hostile_half_life=10)).set_index("date")["tension"]
    first = curve[pd.Timestamp("2010-03-26")]
    assert first == pytest.approx(event_weights(row).iloc[0])
    assert curve[pd.Timestamp("2010-04-05")] == pytest.approx(first / 2)
    assert curve[pd.Timestamp("2010-03-25")] == 0


def test_index_covers_every_day_and_the_percentile_is_a_rank(events: Events):
    index = tension_index(events)
    assert index["date"].iloc[0].date() == events.start and index["date"].iloc[-1].date() == events.end
    assert index["date"].diff().dropna().eq(pd.Timedelta(days=1)).all()
    last = index["tension"].iloc[-3653:]
    assert index["percentile"].iloc[-1] == pytest.approx(100 * (last <= last.iloc[-1]).mean())
    assert index["percentile"].iloc[:1000].isna().all()
    assert index["percentile"].dropna().between(0, 100).all()


def test_an_empty_choice_is_a_flat_curve(events: Events):
    index = tension_index(events, events.frame.iloc[:0])
    assert (index["tension"] == 0).all()


def test_parameters_refuse_nonsense_and_explain_themselves():
    with pytest.raises(ValueError, match="half-lives"):
        TensionParams(hostile_half_life=0)
    with pytest.raises(ValueError, match="deaths_weight"):
        TensionParams(deaths_weight=-1)
    table = parameters_table()
    assert table["unit"].str.len().gt(0).all() and table["reason"].str.len().gt(20).all()


def test_monthly_sums_are_those_of_the_rows(events: Events):
    rows = events.frame[events.frame["date_start"].dt.year == 2018]
    months = monthly_scores(rows, date(2018, 1, 1), date(2018, 12, 31))
    assert len(months) == 12
    assert months["hostile"].sum() + months["cooperative"].sum() == pytest.approx(rows["score"].sum())
    assert months["hostile_events"].sum() + months["cooperative_events"].sum() == len(rows)
    assert (months["hostile"] >= 0).all() and (months["cooperative"] <= 0).all()


def test_ladder_takes_the_highest_rung(events: Events):
    rows = events.frame[events.frame["date_start"].dt.year == 2010]
    levels = monthly_levels(rows, date(2010, 1, 1), date(2010, 12, 31)).set_index("month")
    november = rows[rows["date_start"].dt.month == 11]
    assert levels.loc["2010-11-01", "level"] == november["hostility_level"].max() == 4
    assert monthly_levels(rows.iloc[:0], date(2010, 1, 1), date(2010, 3, 31))["level"].tolist() == [0, 0, 0]


def test_words_for_levels_and_trends():
    assert [level_word(p) for p in (0, 19.9, 20, 59, 80, 95, 100)] == [
        "very low",
        "very low",
        "low",
        "moderate",
        "high",
        "very high",
        "very high",
    ]
    assert [floor for floor, _ in LEVEL_WORDS] == sorted(floor for floor, _ in LEVEL_WORDS)
    assert trend_word(pd.Series(np.linspace(10, 90, 200))) == "rising"
    assert trend_word(pd.Series(np.linspace(90, 10, 200))) == "falling"
    assert trend_word(pd.Series([50.0] * 200)) == "steady" == trend_word(pd.Series([1.0, 99.0]))
