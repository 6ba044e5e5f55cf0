"""The index and the monthly sums: what adds up, what fades, and what may never happen."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import Events, TensionParams, load_events, tension_index
from dashboard.events import COOPERATIVE, HOSTILE
from dashboard.params import DEFAULT_PARAMS
from dashboard.tension import (
    LEVEL_WORDS,
    contributions,
    event_points,
    heaviest,
    level_word,
    trailing_percentile,
    trend_word,
)

EVENTS = load_events()
NO_CAP = 10_000.0
some_rows = st.sets(st.integers(0, len(EVENTS.frame) - 1), min_size=1, max_size=12).map(
    lambda rows: EVENTS.frame.iloc[sorted(rows)]
)
# Words of one month, where the cap bites: an act may only be crowded out by later words, never the sum lowered.
WORDS = EVENTS.frame[EVENTS.frame["event_type"].isin(TensionParams().verbal_types)]
BUSIEST = WORDS[WORDS["date_start"].dt.to_period("M") == WORDS["date_start"].dt.to_period("M").mode().iloc[0]]
some_words = st.sets(st.integers(0, len(BUSIEST) - 1), min_size=1).map(lambda rows: BUSIEST.iloc[sorted(rows)])
any_params = st.builds(
    TensionParams,
    hostile_half_life=st.floats(1, 400),
    cooperative_half_life=st.floats(1, 400),
    landmark_half_life=st.floats(1, 400),
    deaths_weight=st.floats(0, 3),
    verbal_cap=st.floats(0, 40),
)


def index_of(rows: pd.DataFrame, params: TensionParams = DEFAULT_PARAMS) -> pd.DataFrame:
    return tension_index(EVENTS, rows, params, band=False)


def by_hand(rows: pd.DataFrame, sign: str, day: pd.Timestamp, params: TensionParams) -> float:
    """The formula, event by event; the words of a month from the latest back, until the cap is used up."""
    total, spoken = 0.0, dict[str, float]()
    past = rows[(rows["sign"] == sign) & (rows["date_start"] <= day)]
    for _, event in past.sort_values(["date_start", "event_id"], ascending=False).iterrows():
        deaths = 0 if pd.isna(event["deaths"]) else event["deaths"]
        points = abs(event["score"]) * (1 + params.deaths_weight * np.log10(1 + deaths) * (sign == HOSTILE))
        half_life = params.hostile_half_life if sign == HOSTILE else params.cooperative_half_life
        if event["gravity"] == "high" and event["event_type"] in params.landmark_types:
            half_life = params.landmark_half_life
        if sign == HOSTILE and event["event_type"] in params.verbal_types:
            month = f"{event['date_start']:%Y-%m}"
            points = min(points, params.verbal_cap - spoken.get(month, 0.0))
            spoken[month] = spoken.get(month, 0.0) + points
        total += points * 0.5 ** ((day - event["date_start"]).days / half_life)
    return total


@given(st.one_of(some_rows, some_words), any_params, st.dates(date(1950, 1, 1), date(2026, 5, 26)))
@settings(max_examples=40, deadline=None)
def test_index_is_the_formula(rows: pd.DataFrame, params: TensionParams, day: date):
    index = index_of(rows, params).set_index("date")
    for at in {pd.Timestamp(day), rows["date_start"].max()}:
        hostile, cooperative = (by_hand(rows, sign, at, params) for sign in (HOSTILE, COOPERATIVE))
        assert index.loc[at, "hostile"] == pytest.approx(hostile, abs=1e-6)
        assert index.loc[at, "cooperative"] == pytest.approx(cooperative, abs=1e-6)
        assert index.loc[at, "tension"] == pytest.approx(max(hostile - cooperative, 0), abs=1e-6)


@given(st.one_of(some_rows, some_words), st.integers(0, len(EVENTS.frame) - 1), any_params, st.booleans())
@settings(max_examples=40, deadline=None)
def test_one_more_event_moves_the_curve_one_way_and_only_forward(
    rows: pd.DataFrame, extra: int, params: TensionParams, word: bool
):
    extra = BUSIEST.index[extra % len(BUSIEST)] if word else extra
    more, event = EVENTS.frame.loc[sorted({*rows.index, extra})], EVENTS.frame.loc[extra]
    after, before = index_of(more, params), index_of(rows, params)
    change = after["tension"] - before["tension"]
    assert (change >= -1e-9).all() if event["sign"] == HOSTILE else (change <= 1e-9).all()
    assert not change[after["date"] < event["date_start"]].abs().gt(1e-9).any()


@given(some_rows, any_params, st.dates(date(1950, 1, 1), date(2026, 5, 26)))
@settings(max_examples=25, deadline=None)
def test_the_curve_depends_on_no_later_event(rows: pd.DataFrame, params: TensionParams, day: date):
    known = rows[rows["date_start"] <= pd.Timestamp(day)]
    past = index_of(rows, params)["date"] <= pd.Timestamp(day)
    pd.testing.assert_frame_equal(index_of(rows, params)[past], index_of(known, params)[past])


@given(st.one_of(some_rows, some_words), any_params, st.randoms())
@settings(max_examples=20, deadline=None)
def test_order_of_rows_does_not_matter(rows: pd.DataFrame, params: TensionParams, random):
    order = list(rows.index)
    random.shuffle(order)
    pd.testing.assert_frame_equal(index_of(rows, params), index_of(rows.loc[order], params))


@given(st.one_of(some_rows, some_words), any_params)
@settings(max_examples=25, deadline=None)
def test_without_further_events_each_side_fades_with_its_half_life(rows: pd.DataFrame, params: TensionParams):
    params = replace(params, landmark_types=())
    index = index_of(rows, params).set_index("date").loc[rows["date_start"].max() :]
    for sign, half_life in ((HOSTILE, params.hostile_half_life), (COOPERATIVE, params.cooperative_half_life)):
        fading = index[sign].iloc[0] * 0.5 ** (np.arange(len(index)) / half_life)
        assert index[sign].to_numpy() == pytest.approx(fading, abs=1e-6)


@given(st.one_of(some_rows, some_words), any_params, st.dates(date(1950, 1, 1), date(2026, 5, 26)), st.integers(0, 400))
@settings(max_examples=40, deadline=None)
def test_contributions_add_up_to_the_curve(rows: pd.DataFrame, params: TensionParams, day: date, length: int):
    start, end = day, min(day + timedelta(days=length), EVENTS.end)
    made = contributions(EVENTS, start, end, rows, params)
    span = index_of(rows, params).set_index("date").loc[pd.Timestamp(start) : pd.Timestamp(end)]
    assert made["points"].sum() == pytest.approx((span["hostile"] - span["cooperative"]).mean(), abs=1e-4)
    assert made.empty or made["share"].sum() == pytest.approx(1)
    assert set(made["event_id"]) <= set(rows["event_id"]) and made["share"].is_monotonic_decreasing


def test_contributions_refuse_a_span_that_ends_before_it_starts(events: Events):
    with pytest.raises(ValueError, match="before it starts"):
        contributions(events, date(2010, 2, 1), date(2010, 1, 1))


def test_the_heaviest_acts_of_a_day_are_those_that_contribute_most(events: Events):
    days = pd.Series(pd.to_datetime(["2010-11-25", "2013-04-05", "2018-05-01"]))
    for day, named in zip(days, heaviest(events, days), strict=True):
        assert named == contributions(events, day.date(), day.date())["event_id"].head(3).tolist()
    assert heaviest(events, days)[0][0] == "2010-yeonpyeong-island-shelling"


def test_words_of_a_month_never_outweigh_the_cap(events: Events):
    only_words = index_of(BUSIEST)
    assert event_points(BUSIEST).sum() > 2 * DEFAULT_PARAMS.verbal_cap
    assert only_words["hostile"].max() <= DEFAULT_PARAMS.verbal_cap + 1e-9  # sums of floats round
    assert index_of(BUSIEST, TensionParams(verbal_cap=NO_CAP))["hostile"].max() > only_words["hostile"].max()


def test_landmarks_fade_slowly_and_deaths_raise_only_hostile_acts(events: Events):
    row = events.frame[events.frame["event_id"] == "2023-north-scraps-military-agreement"]
    curve = index_of(row).set_index("date")["tension"].loc["2023-11-23":]
    assert row["gravity"].iloc[0] == "high"
    half_life = int(DEFAULT_PARAMS.landmark_half_life)
    assert curve.iloc[half_life] == pytest.approx(curve.iloc[0] / 2)
    cheonan = events.frame[events.frame["event_id"] == "2010-cheonan-corvette-sinking"]
    assert event_points(cheonan).iloc[0] == pytest.approx(cheonan["score"].iloc[0] * (1 + np.log10(47)))
    assert event_points(cheonan.assign(sign=COOPERATIVE)).iloc[0] == cheonan["score"].iloc[0]


def test_what_is_weighed_by_nothing_is_left_out(events: Events):
    missiles = events.frame[events.frame["event_type"] == "missile_test"]
    without = index_of(events.frame.drop(missiles.index))
    for params in (
        TensionParams(type_weights=(("missile_test", 0.0),)),
        TensionParams(domain_weights=(("weapons", 0.0),)),
    ):
        kept = events.frame if params.type_weights else events.frame[events.frame["domain"] != "weapons"]
        expected = without if params.type_weights else index_of(kept)
        pd.testing.assert_frame_equal(index_of(events.frame, params), expected)
    american = events.frame["initiators"].str.contains("USA")
    pd.testing.assert_frame_equal(
        index_of(events.frame, TensionParams(without_actors=("USA",))), index_of(events.frame[~american])
    )


def test_the_band_is_seeded_and_holds_the_curve_most_of_the_time(events: Events):
    index = tension_index(events)
    pd.testing.assert_frame_equal(index, tension_index(events))
    assert (index["low"] <= index["high"]).all()
    assert (index["tension"].between(index["low"], index["high"])).mean() > 0.95
    assert index_of(events.frame)[["low", "high"]].isna().all(axis=None)


def test_index_covers_every_day_and_the_percentile_is_a_rank(events: Events):
    index = tension_index(events)
    assert index["date"].iloc[0].date() == events.start and index["date"].iloc[-1].date() == events.end
    assert index["date"].diff().dropna().eq(pd.Timedelta(days=1)).all()
    *past, last = index["tension"].iloc[-3653:]
    assert index["percentile"].iloc[-1] == pytest.approx(100 * np.mean(np.array(past) < last))
    assert index["percentile"].iloc[:1000].isna().all()
    assert index["percentile"].dropna().between(0, 100).all()


def test_an_empty_choice_is_a_flat_curve(events: Events):
    index = tension_index(events, events.frame.iloc[:0])
    assert (index["tension"] == 0).all()
    assert index["percentile"].dropna().eq(0).all()  # a day without tension is never a high one


def test_a_day_without_tension_among_many_is_at_the_foot(events: Events):
    clashes = events.frame[events.frame["event_type"] == "war_operation"]
    index = tension_index(events, clashes, band=False)
    assert index["tension"].iloc[-1] < 1e-6 and level_word(index["percentile"].iloc[-1]) == "very low"


def test_a_band_can_be_read_in_percentiles(events: Events):
    index = tension_index(events, band=False)
    rows = [0, 5000, len(index) - 1]
    shares = trailing_percentile(index, index["tension"].iloc[rows])
    assert np.isnan(shares.iloc[0])
    assert shares.iloc[1:].to_numpy() == pytest.approx(index["percentile"].iloc[rows[1:]].to_numpy())


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
