"""Chains of answers and what all answers come to."""

import itertools

import numpy as np
import pandas as pd
import pytest

from dashboard import EventFilter, Events
from dashboard.crises import FOUNDING_STORY
from dashboard.language import KOREAN, speaking
from dashboard.responses import (
    COMPARISONS,
    FOUNDING,
    GROUPS,
    answers,
    breakers,
    chain_links,
    chain_of,
    chain_table,
    chains,
    chosen_by_kind,
    graph,
    harshness,
    pace,
)
from tests.test_pages import opened


def test_the_founding_story_is_drawn_with_all_its_events(events: Events):
    chain = chain_of(events, FOUNDING)
    assert set(FOUNDING_STORY) <= set(chain)
    links = chain_links(events, chain)
    for act, answer in (
        ("2023-malligyong-1-satellite-launch", "2023-south-suspends-no-fly-zone"),
        ("2023-south-suspends-no-fly-zone", "2023-north-scraps-military-agreement"),
        ("2023-north-scraps-military-agreement", "2023-north-rebuilds-guard-posts"),
    ):
        assert ((links["answers_event_id"] == act) & (links["event_id"] == answer)).any()
    table = chain_table(events, chain)
    assert list(table["number"]) == list(range(1, len(chain) + 1)) and table["date_start"].is_monotonic_increasing
    assert table["sum"].iloc[-1] == pytest.approx(table["score"].sum())


def test_links_run_forward_and_form_no_circle(events: Events):
    import networkx as nx

    links = graph(events)
    assert nx.is_directed_acyclic_graph(links) and links.number_of_edges() == len(events.responses)
    for act, answer in links.edges:
        assert events.event(act)["date_start"] <= events.event(answer)["date_start"]


def test_chains_are_paths_of_answers_longest_first(events: Events):
    table = chains(events, events.frame)
    links = graph(events)
    assert (table["acts"].diff().dropna() <= 0).all() and table["chain"].is_unique
    for row in table.to_dict("records"):
        path = list(row["event_ids"])
        assert all(links.has_edge(a, b) for a, b in itertools.pairwise(path))
        assert links.out_degree(path[-1]) == 0 and links.in_degree(path[0]) == 0
        assert chain_of(events, row["chain"]) and len(chain_of(events, row["chain"])) >= row["acts"]
        scores = events.by_id.loc[path, "score"]
        assert row["climb"] == pytest.approx(max(scores.max() - scores.iloc[0], 0))
        if (events.by_id.loc[[path[0], path[-1]], "date_precision"] == "day").all():
            assert row["days"] == (row["end"] - row["start"]).days >= 0
        else:
            assert pd.isna(row["days"])


def test_the_longest_chain_is_as_long_as_any_path(events: Events):
    import networkx as nx

    assert chains(events, events.frame)["acts"].iloc[0] == len(nx.dag_longest_path(graph(events)))


def test_a_chain_of_an_event_holds_all_that_led_to_it_and_followed(events: Events):
    chain = chain_of(events, "2015-quasi-state-of-war")
    assert chain[0] == "2015-dmz-landmines-maim-soldiers" and "2015-accord-of-25-august" in chain
    lonely = next(e for e in events.frame["event_id"] if e not in graph(events))
    assert chain_of(events, lonely) == [lonely]


@pytest.mark.parametrize(
    "text",
    ["", "no-such-event", "2010-cheonan-corvette-sinking..x", "2015-accord-of-25-august..2015-quasi-state-of-war"],
)
def test_a_chain_that_cannot_be_is_named(text: str, events: Events):
    with pytest.raises(ValueError, match="“"):
        chain_of(events, text)


def test_answers_compare_each_act_with_its_answer(events: Events):
    links = answers(events, events.frame)
    assert len(links) == len(events.responses)
    row = links.set_index(["answers_event_id", "event_id"]).loc[
        ("2023-malligyong-1-satellite-launch", "2023-south-suspends-no-fly-zone")
    ]
    assert row["days"] == 1 and row["dyad"] == "South Korea to North Korea"
    for link in links.itertuples():
        difference = events.event(link.event_id)["score"] - events.event(link.answers_event_id)["score"]
        assert link.compared == ("harsher" if difference > 1 else "milder" if difference < -1 else "equal")
    coarse = events.by_id.loc[links["event_id"], "date_precision"].to_numpy() != "day"
    assert coarse.any() and links.loc[coarse, "days"].isna().all()


@pytest.mark.parametrize("by", list(GROUPS))
def test_groups_add_up_and_intervals_hold_their_values(by: str, events: Events):
    links = answers(events, events.frame)
    speed, harsh = pace(links, by), harshness(links, by)
    assert speed["group"].iloc[0] == "All" and speed["n"].iloc[0] == links["days"].notna().sum()
    assert speed["median"].iloc[0] == links["days"].median()
    assert ((speed["low"] <= speed["median"]) & (speed["median"] <= speed["high"])).all()
    sums = harsh.groupby("group")[["count", "share"]].sum()
    assert np.allclose(sums["share"], 1) and sums.loc["All", "count"] == len(links)
    assert set(harsh["compared"]) == set(COMPARISONS)
    assert ((harsh["low"] <= harsh["share"] + 1e-9) & (harsh["share"] <= harsh["high"] + 1e-9)).all()
    pd.testing.assert_frame_equal(speed, pace(links, by))  # seeded


def test_who_turns_a_chain_is_counted_among_answers_to_the_other_sign(events: Events):
    links = answers(events, events.frame)
    turned = breakers(links).set_index(["turn", "answerer"])
    mine = links[(links["answerer"] == "South Korea") & (links["act_sign"] == "hostile")]
    row = turned.loc[("to cooperation", "South Korea")]
    assert row["n"] == len(mine) and row["count"] == (mine["answer_sign"] == "cooperative").sum()


def test_days_between_acts_known_only_to_the_month_are_not_counted(events: Events):
    path = chain_of(events, "1993-team-spirit-exercise..1993-semi-war-alert-lifted")
    table = chain_table(events, path)
    known = table["date_precision"] == "day"
    assert not known.all() and known.sum() > 1
    both = known & known.shift(fill_value=False)
    assert table.loc[~both, "days"].isna().all() and (table.loc[both, "days"] == table.loc[both, "gap"]).all()
    listed = chains(events, events.frame)
    assert listed["days"].isna().any() and listed["days"].notna().any()


def test_a_filter_by_what_an_act_is_decides_the_shares_itself(events: Events):
    for query, decides in (
        ("", False),
        ("from=2010-01-01&to=2012-12-31&dyad=PRK-KOR&initiator=PRK", False),
        ("sign=cooperative", True),
        ("actor=PRK&domain=diplomacy", True),
        ("type=missile_test", True),
        ("level=4", True),
        ("deaths=1", True),
        ("q=balloon", True),
    ):
        assert chosen_by_kind(EventFilter.from_query(query, events)[0]) is decides, query
    # Why: every answer that such a filter lets through is of the kind asked for.
    turned = breakers(answers(events, EventFilter(sign=("cooperative",)).apply(events)))
    assert (turned.loc[turned["turn"] == "to cooperation", "share"] == 1).all()


def test_the_page_draws_no_shares_that_its_filter_decides():
    shares = ("cooperative: ", "% milder")
    for query, drawn in (("actor=KOR", 2), ("actor=KOR&sign=cooperative", 0)):
        page = opened("responses", query)
        said = [heading.value for heading in page.subheader]
        assert sum(any(share in words for share in shares) for words in said) == drawn, said
        assert any("would decide these shares" in box.value for box in page.info) is not bool(drawn)


def test_nothing_in_view_gives_empty_tables(events: Events):
    none = events.frame.iloc[:0]
    links = answers(events, none)
    assert links.empty and chains(events, none).empty
    assert pace(links, "dyad").empty and harshness(links, "dyad").empty and breakers(links).empty


def test_intervals_and_order_are_the_same_in_both_languages(events: Events):
    with speaking(KOREAN):
        korean = events.spoken(KOREAN)
        links = answers(korean, korean.frame)
        other_pace, other_turns = pace(links, "dyad"), breakers(links)
    links = answers(events, events.frame)
    figures = ["n", "median", "low", "high"]
    assert sorted(pace(links, "dyad")[figures].to_numpy().tolist()) == sorted(other_pace[figures].to_numpy().tolist())
    turns = breakers(links)
    assert "Together" not in set(turns["answerer"]) and turns["turn"].iloc[0] == "to cooperation"
    assert turns["share"].tolist() == other_turns["share"].tolist()
