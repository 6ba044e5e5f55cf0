"""Crises side by side: reading the choice, day 0, the days around it, and the table."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard import Events, tension_index
from dashboard.crises import (
    AFTER,
    ALIGNMENTS,
    BEFORE,
    CELL_DAYS,
    DEFAULT_CRISES,
    MOST,
    NONE,
    NOW,
    aligned_acts,
    aligned_days,
    chosen_crises,
    crisis_table,
    domain_counts,
    ladder,
    panel_table,
    read_crises,
)


@pytest.fixture(scope="module")
def index(events: Events):
    return tension_index(events, band=False)


def test_nothing_asked_for_gives_the_default_ones(events: Events):
    named, spans, problems = read_crises([], [], events)
    assert set(named) == set(DEFAULT_CRISES) and not spans and not problems


def test_what_cannot_be_read_is_named_and_the_rest_kept(events: Events):
    named, spans, problems = read_crises(
        ["2015-august", "no-crisis"], ["2013-03-07..2013-04-05", "soon", "1900-01-01..1900-02-01", "2020-05-05"], events
    )
    assert named == ["2015-august"]
    assert spans == [(date(2013, 3, 7), date(2013, 4, 5)), (date(2020, 5, 5), date(2020, 5, 5))]
    assert [text in " ".join(problems) for text in ("no-crisis", "soon", "1900-01-01")] == [True] * 3


def test_more_than_can_be_told_apart_are_left_out_by_name(events: Events):
    named, spans, problems = read_crises(list(events.crises.index), ["2013-03-07..2013-04-05"], events)
    assert len(named) + len(spans) == MOST and len(spans) == 1 and "not drawn" in problems[0]


def test_a_span_alone_can_be_asked_for(events: Events):
    assert read_crises([NONE], ["2013-03-07"], events)[0] == []


@pytest.mark.parametrize("align", list(ALIGNMENTS))
def test_day_zero_is_what_it_says(align: str, events: Events):
    chosen = chosen_crises(events, list(events.crises.index)[:MOST], [], align=align)
    for crisis in chosen.to_dict("records"):
        if align == "start" or crisis["day_zero_is"].startswith("start"):
            assert crisis["day_zero"] == crisis["date_start"]
        else:
            on_day = events.frame[events.frame["date_start"] == crisis["day_zero"]]
            assert (on_day["title"] == crisis["day_zero_is"].split(": ", 1)[1]).any()
            if align == "force":
                before = events.frame[
                    events.frame["date_start"].between(crisis["date_start"], crisis["day_zero"])
                    & (events.frame["date_start"] < crisis["day_zero"])
                ]
                assert (before["hostility_level"] < 4).all()


def test_days_and_acts_around_day_zero(events: Events, index):
    chosen = chosen_crises(events, DEFAULT_CRISES, [(date(2015, 8, 4), date(2015, 8, 25))], align="start", now=True)
    acts = aligned_acts(events, events.frame, chosen)
    days = aligned_days(index, acts, chosen)
    for crisis in chosen.to_dict("records"):
        mine = days[days["crisis_id"] == crisis["crisis_id"]]
        assert mine["day"].between(-BEFORE, AFTER).all() and mine["day"].is_unique
        assert (mine["deaths"].diff().dropna() >= 0).all() and (mine.loc[mine["day"] < 0, "deaths"] == 0).all()
        first, last = crisis["day_zero"], mine["date"].max()
        known = events.frame[events.frame["date_start"].between(first, last)]["deaths"].sum()
        assert mine["deaths"].iloc[-1] == known
        at = index.set_index("date")["tension"]
        assert np.allclose(mine["tension"], at.loc[mine["date"]])
    now = days[days["crisis_id"] == NOW]
    assert now["day"].max() == AFTER and now["date"].max().date() == events.end
    counts = domain_counts(acts)
    assert counts["acts"].sum() == len(acts) and ((counts["last"] - counts["first"]) == CELL_DAYS).all()
    for rung in ladder(acts).to_dict("records"):
        inside = acts[(acts["crisis_id"] == rung["crisis_id"]) & acts["day"].between(rung["first"], rung["last"] - 1)]
        assert rung["level"] == inside["hostility_level"].max()


def test_the_table_says_what_each_came_to(events: Events, index):
    chosen = chosen_crises(events, ["2010-cheonan-yeonpyeong", "2018-summits"], [], align="start")
    table = crisis_table(events, events.frame, index, chosen).set_index("crisis")
    cheonan = table.filter(like="Cheonan", axis=0).iloc[0]
    rows = events.frame[events.frame["date_start"].between(str(cheonan["start"]), str(cheonan["end"]))]
    assert cheonan["deaths"] == rows["deaths"].sum() >= 50
    assert cheonan["days"] == (cheonan["end"] - cheonan["start"]).days + 1
    peak = events.event(events.crises.loc["2010-cheonan-yeonpyeong", "peak_event"])["date_start"]
    later = events.frame[(events.frame["sign"] == "cooperative") & (events.frame["date_start"] > peak)].iloc[0]
    assert cheonan["days_to_cooperation"] == (later["date_start"] - peak).days
    assert pd.isna(table.loc[table["kind"] == "thaw", "days_to_cooperation"]).all()


def test_the_table_of_a_panel_has_every_mark_of_it(events: Events, index):
    chosen = chosen_crises(events, ["2010-cheonan-yeonpyeong"], [], align="start")
    acts = aligned_acts(events, events.frame, chosen)
    days, rungs, cells = aligned_days(index, acts, chosen), ladder(acts), domain_counts(acts)
    table = panel_table(chosen.iloc[0], days, rungs, cells)
    panels = dict(iter(table.groupby("panel")))
    assert len(panels["tension"]) == len(panels["deaths"]) == len(days)
    assert panels["tension"]["value"].max() == round(days["tension"].max(), 2)
    assert panels["deaths"]["value"].max() == days["deaths"].max()
    assert len(panels["level"]) == len(rungs) and panels["level"]["value"].max() == rungs["level"].max()
    assert panels["acts"]["value"].sum() == len(acts) and panels["acts"]["sign"].notna().all()
    assert (table["date"] == chosen["day_zero"].iloc[0] + pd.to_timedelta(table["from_day"], unit="D")).all()
    for row in panels["acts"].to_dict("records"):
        inside = acts[acts["day"].between(row["from_day"], row["to_day"])]
        mine = inside[(inside["domain"] == row["domain"]) & (inside["sign"] == row["sign"])]
        assert row["value"] == len(mine)
