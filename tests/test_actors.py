"""Who does what to whom, pairs by year, and governments."""

import pandas as pd
import pytest

from dashboard import EventFilter, Events
from dashboard.actors import SHORT, acts_between, directed, governments, matrix, pairs_by_year
from dashboard.events import split


def test_the_matrix_counts_each_initiator_and_target_of_one_sided_acts(events: Events):
    table = matrix(events, events.frame)
    one_sided = events.frame[events.frame["targets"] != ""]
    pairs = sum(
        len(split(i)) * len(split(t)) for i, t in zip(one_sided["initiators"], one_sided["targets"], strict=True)
    )
    assert table["acts"].sum() == pairs == len(directed(events, events.frame))
    cell = table.set_index(["initiator_code", "target_code"]).loc[("PRK", "KOR")]
    rows = EventFilter(initiator=("PRK",), target=("KOR",)).apply(events)
    assert cell["acts"] == len(rows) and cell["hostile"] == (rows["sign"] == "hostile").sum()
    assert cell["score"] == pytest.approx(rows["score"].mean())


def test_pairs_are_those_of_the_dyad_filter(events: Events):
    table = pairs_by_year(events, events.frame)
    for pair in table["pair"].unique():
        rows = EventFilter(dyad=(pair,)).apply(events)
        mine = table[table["pair"] == pair]
        assert mine["acts"].sum() == len(rows)
        assert mine["score"].sum() == pytest.approx(rows["score"].sum())


def test_governments_cover_the_span_once(events: Events):
    start, end = pd.Timestamp("2000-01-01"), pd.Timestamp("2024-12-31")
    rows = events.frame[events.frame["date_start"].between(start, end)]
    table = governments(events, rows, start, end)
    for _, terms in table.groupby("country"):
        gaps = terms["date_start"].shift(-1) - terms["date_end"]
        assert (gaps.dropna() > pd.Timedelta(0)).all()
        assert (terms["date_end"] - terms["date_start"]).dt.days.add(1).ge(SHORT).all()
    kim = table[(table["country"] == "North Korea") & (table["name"] == "Kim Jong Un")].iloc[0]
    mine = rows[rows["date_start"] >= kim["date_start"]]
    assert kim["acts"] == len(mine) and kim["deaths"] == mine["deaths"].sum()
    assert kim["share_hostile"] == pytest.approx((mine["sign"] == "hostile").mean())
    assert kim["acts_a_year"] == pytest.approx(kim["hostile_a_year"] + kim["cooperative_a_year"])


def test_no_rows_give_empty_tables(events: Events):
    none = events.frame.iloc[:0]
    assert matrix(events, none).empty and pairs_by_year(events, none).empty


def test_acts_between_pairs_count_each_act_once(events: Events):
    rows = events.frame[events.frame["date_start"].dt.year == 2017]
    between = {"PRK-KOR", "PRK-USA"}
    found = set()
    for act in rows.to_dict("records"):
        doers, targets = (set(filter(None, act[side].split(";"))) for side in ("initiators", "targets"))
        for other in ("KOR", "USA"):
            one_sided = ("PRK" in doers and other in targets) or (other in doers and "PRK" in targets)
            if one_sided or (not targets and {"PRK", other} <= doers):
                found.add(act["event_id"])
    assert acts_between(events, rows, ["PRK-KOR", "PRK-USA", "PRK-KOR"]) == len(found)
    pairs = pairs_by_year(events, rows)
    assert (
        len(found) < pairs.loc[pairs["pair"].isin(between), "acts"].sum()
    )  # an act of several pairs counts for each there
