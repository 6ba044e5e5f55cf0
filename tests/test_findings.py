"""Headlines: nothing is said to be the most where it is none, one among equals or alone; one is said as one."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard import EventFilter, Events, tension_index
from dashboard.actors import COUNTRIES, governments, matrix, pairs_by_year
from dashboard.crises import DEFAULT_CRISES, chosen_crises, crisis_table
from dashboard.event_study import Study
from dashboard.findings import (
    breakers_finding,
    calendar_finding,
    chain_finding,
    crises_finding,
    domains_finding,
    governments_finding,
    index_peak,
    inside_quotes,
    ladder_finding,
    leads,
    made_finding,
    map_finding,
    matrix_finding,
    pace_finding,
    pairs_finding,
    peaks_finding,
    recent_counts,
    short_number,
    study_finding,
    timeline_finding,
    turns_finding,
)
from dashboard.language import KOREAN, speaking
from dashboard.months import monthly_levels, monthly_scores, peaks
from dashboard.places import placed
from dashboard.responses import answers, breakers, chain_of, chain_table
from dashboard.tension import contributions


class Seen:
    """What a filter shows: its rows, its span cut to the record's, and its rows over the whole time."""

    def __init__(self, query: str, events: Events) -> None:
        wanted, problems = EventFilter.from_query(query, events)
        assert not problems
        self.rows, self.memory = wanted.apply(events), wanted.without_dates().apply(events)
        self.span = (
            pd.Timestamp(max(wanted.start or events.start, events.start)),
            pd.Timestamp(min(wanted.end or events.end, events.end)),
        )


def test_only_one_value_above_all_others_leads():
    assert leads(pd.Series([1, 3, 2])) and leads(pd.Series([0, 0, 1]))
    for values in ([3], [3, 3], [0, 0], [-1, -2], [0.1 + 0.2, 0.3]):
        assert not leads(pd.Series(values))
    assert [short_number(value) for value in (50.4, 1.0, 0.53, 0.0217)] == ["50", "1", "0.5", "0.02"]


ONE_DAY = "from=2010-11-23&to=2010-11-23"
SHELLING = "event=2010-yeonpyeong-island-shelling"


def test_actors_without_superlatives_that_are_none(events: Events):
    def cells(query: str) -> str:
        return matrix_finding(matrix(events, Seen(query, events).rows))

    assert cells(ONE_DAY) == "2 pairs, 1 act each"
    assert cells("from=1946-01-01&to=1946-12-31").endswith("have the most acts, 3 each")
    assert cells(SHELLING) == "North Korea towards South Korea: one hostile act"
    assert "the most of any pair" in cells("")

    def pairs(query: str) -> str:
        return pairs_finding(pairs_by_year(events, Seen(query, events).rows))

    assert "worst" in pairs("") and "best" in pairs("")
    assert pairs("from=2013-01-01&to=2013-12-31").endswith(" points in 2013")
    # A year without an act stands at zero: where all acts are cooperative, no year is the worst.
    assert "worst" not in pairs("sign=cooperative") and "best in" in pairs("sign=cooperative")
    assert "best" not in pairs("sign=hostile") and "worst in" in pairs("sign=hostile")
    year = pd.to_datetime(["2000-01-01", "2001-01-01"])
    equal = pd.DataFrame({"name": "A – B", "year": year, "score": [5.0, 5.0]})
    assert pairs_finding(equal) == "A – B: the balance of a year with acts lay between +5.0 and +5.0 points"

    def terms(query: str) -> list[str]:
        seen = Seen(query, events)
        table = governments(events, seen.rows, *seen.span)
        return [governments_finding(table[table["country"] == name], name) for name in COUNTRIES.values()]

    assert all("no hostile act" in said for said in terms("sign=cooperative"))
    assert terms(SHELLING)[0].startswith("South Korea: hostile acts are recorded under Lee Myung-bak alone, 0.")
    assert terms("from=2018-01-01&to=2018-12-31")[1].startswith("North Korea: under Kim Jong Un hostile acts come to ")


def test_counts_by_time_and_place(events: Events):
    def line(query: str) -> str:
        seen = Seen(query, events)
        return timeline_finding(seen.rows, seen.memory, *seen.span)

    assert line("deaths=100") == "2 hostile acts"  # 1968 and 1987, one each
    assert "saw the most" in line("")
    assert line("from=2018-02-09&to=2018-02-11").count("1 cooperative acts") == 0

    def months(query: str) -> str:
        seen = Seen(query, events)
        return calendar_finding(monthly_scores(seen.rows, *seen.span))

    tied = months("from=1946-01-01&to=1946-12-31")
    assert "months saw the most acts, 2 each" in tied
    assert months(SHELLING) == "1 act in view, in November 2010"
    assert " saw the most acts, " in months("")

    def places(query: str) -> str:
        return map_finding(placed(events, Seen(query, events).rows), "")

    assert places(SHELLING) == "1 act with a place, at Yeonpyeong Island"
    assert places("from=2026-05-26&to=2026-05-26") == "2 places, 1 act each"
    assert "most acts at" in places("")

    quiet = monthly_scores(Seen("deaths=100", events).rows, *Seen("", events).span)
    assert "hostile points" in domains_finding(monthly_scores(events.frame, *Seen("", events).span))
    assert "saw most" not in domains_finding(quiet.assign(hostile=quiet["hostile"].clip(upper=1)))
    levels = monthly_levels(Seen(SHELLING, events).rows, *Seen("", events).span)
    assert ladder_finding(levels).endswith("was reached in one month, November 2010")


@pytest.mark.parametrize(
    "query",
    [
        "from=1946-01-01&to=1946-12-31",
        "from=1946-01-01&to=1946-03-31",
        "from=1946-01-01&to=1946-12-31&sign=cooperative",
    ],
)
def test_days_that_the_record_may_not_cover_are_no_measure(query: str, events: Events):
    seen = Seen(query, events)
    assert "before" not in timeline_finding(seen.rows, seen.memory, *seen.span)


def test_days_before_the_record_may_still_show_that_there_were_as_many():
    days = [*["1990-12-01"] * 9, *["1991-05-01"] * 2, *["1992-05-01"] * 5]
    whole = pd.DataFrame({"date_start": pd.to_datetime(days), "sign": "hostile", "label": "X"})
    shown = whole[whole["date_start"].dt.year == 1992]
    said = timeline_finding(shown, whole, pd.Timestamp("1992-01-01"), pd.Timestamp("1992-12-31"))
    assert said.endswith(", the most since 1990")  # not "more than in any year before"


def test_crises_that_rose_not_at_all_or_won_twice(events: Events):
    chosen = chosen_crises(events, list(DEFAULT_CRISES), [], align="start")

    def said(query: str) -> str:
        rows = Seen(query, events).rows
        return crises_finding(crisis_table(events, rows, tension_index(events, rows, band=False), chosen))

    assert said("sign=cooperative") == "No tension is recorded in these crises"
    table = pd.DataFrame(
        {
            "crisis": ["One", "Two"],
            "peak": [20.0, 0.53],
            "peak_day": [date(2000, 1, 9), date(2001, 1, 9)],
            "day_zero": [date(2000, 1, 1), date(2001, 1, 1)],
            "deaths": pd.array([46, None], dtype="Int64"),
        }
    )
    assert crises_finding(table) == "One rose highest, to 20 points, and took most lives, 46 by the figures known"
    assert crises_finding(table.iloc[1:]) == "Two rose to 0.5 points"


def test_peaks_and_turns(events: Events):
    index = tension_index(events, band=False)
    span = pd.Timestamp("2018-01-01"), pd.Timestamp("2018-12-31")
    shown = index[index["date"].between(*span)]
    found = peaks(events, index, span=span)
    assert found.empty  # January 2018 stands in the shadow of December 2017
    assert "stood higher just outside" in peaks_finding(found, shown["tension"].max())
    assert peaks_finding(found) == "The index has no peak in this span"
    assert peaks_finding(peaks(events, index, count=1)).startswith("The index has one peak in this span, on ")

    months = pd.to_datetime(["2000-01-01", "2001-01-01"])
    turns = pd.DataFrame({"month": months, "support": [0.9, 1.0], "before": [0, 5.0], "after": [5.0, 0]})
    assert turns_finding(turns) == "The level turned 2 times; most surely down, in January 2001"
    assert turns_finding(turns.iloc[:1]) == "The level turned once: up, in January 2000"
    assert (
        turns_finding(turns.assign(support=1.0))
        == "The level turned 2 times, first in January 2000 and last in January 2001"
    )

    assert index_peak(index, "percentile").startswith(f"On {(index['percentile'] == 100).sum()} days tension stood")
    day = index[index["date"] == "2010-11-23"]
    assert index_peak(day).startswith("Tension stood at ") and index_peak(day, "percentile").startswith(
        "On 23 Nov 2010"
    )
    low = index.tail(9).assign(tension=np.arange(9) / 100, percentile=0.0)
    assert index_peak(low) == f"Tension peaked on {events.end.day} May 2026, at 0.08 points"
    assert index_peak(low, "percentile") == "Tension stood above no day of its past, ten years at most"
    assert index_peak(low.assign(tension=1e-9)) == "No tension is recorded in this span"


def test_answers_and_chains(events: Events):
    turned = breakers(answers(events, events.frame))
    row = turned[turned["turn"] == "to cooperation"].set_index("answerer").loc["South Korea"]
    assert f"South Korea {row['share']:.0%} (of {row['n']})" in breakers_finding(turned)
    assert breakers_finding(turned).startswith("Share of answers to hostile acts")
    assert pace_finding(pd.DataFrame({"median": [0.0]})) == "Half of the answers came on the day of the act"

    coarse = chain_table(events, chain_of(events, "1993-team-spirit-exercise..1993-semi-war-alert-lifted"))
    assert chain_finding(coarse).startswith(f"{len(coarse)} acts in March 1993")
    fine = chain_table(events, chain_of(events, "2015-quasi-state-of-war"))
    assert " days; the gravest: “" in chain_finding(fine)
    assert chain_finding(fine.head(1)).startswith("One act: “")
    assert chain_finding(fine.assign(score=1.0)).endswith(f"{len(fine)} of them share the highest score, +1.0")
    assert chain_finding(fine.assign(score=-1.0)).endswith("days")


def test_what_made_a_day_names_titles_within_quotes(events: Events):
    assert inside_quotes('"Sea of fire" threat') == "‘Sea of fire’ threat"
    assert inside_quotes("“핵타격 작전 최종 비준” 통고") == "‘핵타격 작전 최종 비준’ 통고"
    day = date(2010, 11, 23)
    one = Seen(SHELLING, events).rows
    said = made_finding(contributions(events, day, day, one), events, day, day)
    assert said == "23 Nov 2010: only “North Korea shells Yeonpyeong Island” weighed"
    twice = pd.DataFrame({"event_id": list(one["event_id"]) * 2, "share": 0.5})
    assert "no act weighed more than" in made_finding(twice, events, day, day)


def test_a_study_without_other_acts_compares_nothing():
    def said(change: float, low: float, high: float) -> str:
        row = pd.DataFrame({"change": change, "random_low": low, "random_high": high}, index=["tension"])
        return study_finding(Study(course=pd.DataFrame(), change=row, used=9, dropped=0), "an act")

    assert said(0.0, 0.0, 0.0) == "Around an act no other act raised the index"
    assert said(0.01, -1.0, 1.0).endswith("where it stood before, as around random days")
    assert said(-0.01, 1.0, 2.0).endswith("unlike around random days")


def test_one_is_counted_as_one(events: Events):
    one = replace(events, frame=events.frame.tail(1))
    assert recent_counts(one).startswith("1 event:")


def test_korean_headlines_are_built_as_korean_sentences(events: Events):
    korean = events.spoken(KOREAN)
    with speaking(KOREAN):
        wanted = EventFilter(start=date(2013, 1, 1), end=date(2013, 12, 31))
        span = pd.Timestamp("2013-01-01"), pd.Timestamp("2013-12-31")
        assert timeline_finding(wanted.apply(korean), korean.frame, *span).startswith("2013년:")
        assert map_finding(placed(korean, wanted.apply(korean)), "2013").startswith("2013년:")
        three = pd.DataFrame({"date": pd.to_datetime(["2013-01-01", "2016-01-01", "2022-01-01"])})
        assert "2013년, 2016년, 2022년" in peaks_finding(three)
        assert re.search(r"한국 \d+%\(\d+건 중\), ", breakers_finding(breakers(answers(korean, korean.frame))))
        row = pd.DataFrame({"change": 2.0, "random_low": -1.0, "random_high": 1.0}, index=["tension"])
        study = Study(course=pd.DataFrame(), change=row, used=9, dropped=0)
        assert "2.0점 높았다" in study_finding(study, "행위")
