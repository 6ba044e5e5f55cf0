"""The record in memory, and what must always be in it."""

import pandas as pd
import pytest

from dashboard import DataError, Events, load_events, read_events_csv
from dashboard.crises import FOUNDING_STORY
from dashboard.events import COOPERATIVE, HOSTILE, split


def test_founding_story_stands_and_is_linked(events: Events):
    story = events.by_id.loc[list(FOUNDING_STORY)]
    days = [str(day.date()) for day in story["date_start"]]
    assert days == sorted(days)
    assert days[0] == "2023-11-21" and days[2] == "2023-11-23" and days[-1] == "2023-12-31"
    assert story["event_type"].tolist()[:4] == ["satellite_launch", "suspension", "suspension", "deployment"]
    assert story["initiators"].tolist() == ["PRK", "KOR", "PRK", "PRK", "PRK", "PRK", "PRK"]
    assert events.answers("2023-south-suspends-no-fly-zone") == ["2023-malligyong-1-satellite-launch"]
    assert events.answers("2023-north-scraps-military-agreement") == ["2023-south-suspends-no-fly-zone"]
    assert "2023-north-scraps-military-agreement" in events.answers("2023-north-rebuilds-guard-posts")
    assert "2023-north-rebuilds-guard-posts" in events.answered_by("2023-north-scraps-military-agreement")
    assert "published" in story.loc["2023-war-preparations-order", ["summary", "notes"]].str.cat(sep=" ").lower()


def test_scores_follow_type_and_gravity(events: Events):
    cheonan = events.event("2010-cheonan-corvette-sinking")
    assert cheonan["sign"] == HOSTILE and cheonan["gravity"] == "high"
    assert cheonan["goldstein"] == events.types.loc[cheonan["event_type"], "goldstein_high"] == -cheonan["score"]
    assert cheonan["deaths"] == 46 and cheonan["hostility_level"] == 4
    typical = events.frame[(events.frame["event_type"] == "talks") & (events.frame["gravity"] == "")]
    assert set(typical["goldstein"]) == {3.0} and set(typical["sign"]) == {COOPERATIVE}


def test_every_type_has_one_sign_and_is_used(events: Events):
    assert "policy_change" not in events.types.index
    assert set(events.frame.groupby("event_type")["sign"].nunique()) == {1}
    assert set(events.frame["event_type"]) == set(events.types.index)


def test_missile_tests_are_graded_by_the_written_rule(events: Events):
    tests = events.frame[events.frame["event_type"] == "missile_test"]
    long_range = tests[tests["title"].str.contains("ICBM|intercontinental", case=False)]
    assert len(long_range) >= 10
    assert (long_range["gravity"] == "high").all(), long_range.loc[long_range["gravity"] != "high", "event_id"].tolist()


def test_leaflets_of_private_groups_are_low(events: Events):
    private = events.frame[(events.frame["event_type"] == "propaganda") & (events.frame["initiators"] == "NGO")]
    assert len(private) >= 5 and set(private["gravity"]) == {"low"}


def test_frame_is_ordered_and_typed(events: Events):
    frame = events.frame
    assert frame["date_start"].is_monotonic_increasing and frame["event_id"].is_unique
    assert str(frame["deaths_prk"].dtype) == "Int64" and frame["latitude"].dtype == "float64"
    assert frame["date_end"].dropna().gt(frame.loc[frame["date_end"].notna(), "date_start"]).all()


def test_sources_of_rows_are_exactly_theirs(events: Events):
    rows = events.frame.iloc[[3, 500, 1000]]
    assert set(events.sources_of(rows).index) == {s for ids in rows["source_ids"] for s in split(ids)}


def test_datasets_and_copies_stand_after_better_pages(events: Events):
    """Rule 14: the first page of a row is the one to open first."""
    pages = events.sources
    copies = r"https?://([^/]+\.)?(github\.com|github\.io|githubusercontent\.com|wikipedia\.org)/"
    last = (pages["kind"] == "dataset") | pages["url"].str.match(copies)
    ranks = events.frame.set_index("event_id")["source_ids"].map(lambda ids: [bool(last[s]) for s in split(ids)])
    assert ranks[ranks.map(lambda row: row != sorted(row))].index.tolist() == []


def test_reading_a_csv_names_its_faults(events: Events, tmp_path):
    path = tmp_path / "mine.csv"
    columns = ",".join(c for c in events.frame.columns[:22])
    path.write_text(columns + "\n" + "2020-x,2020-02-30" + "," * 20 + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"mine.csv:2: date_start: '2020-02-30': must be a date that exists"):
        read_events_csv(path)
    with pytest.raises(DataError, match="no such file"):
        read_events_csv(tmp_path / "absent.csv")


def test_loading_twice_gives_the_same(events: Events):
    pd.testing.assert_frame_equal(load_events().frame, events.frame)
