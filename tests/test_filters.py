"""The filter: what it lets through, its query string, and what it says of a string that it cannot read."""

import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import EventFilter, Events, load_events
from dashboard.filters import MANY, PARAMETERS, _has_words, _terms, dyads, vocabulary
from tests.conftest import QUERIES

EVENTS = load_events()


def codes(field: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Some values of a field, in the order of its vocabulary."""
    known = vocabulary(field, EVENTS)
    chosen = st.sets(st.sampled_from(known), max_size=3)
    return chosen.map(lambda some: tuple(v for v in known if v in some))


words = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
    .map(lambda t: " ".join(t.split()))
    .filter(lambda t: not t or _terms(t))  # without a letter or digit it is no search
)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
filters = st.builds(
    EventFilter,
    start=days,
    deaths=st.none() | st.integers(1, 999_999_999),
    place=words,
    q=words,
    level=codes("level").map(lambda v: tuple(map(int, v))),
    **{field: codes(field) for field in MANY if field != "level"},
)


@given(filters)
@settings(max_examples=100, deadline=None)
def test_query_round_trip(wanted: EventFilter):
    assert EventFilter.from_query(wanted.to_query(), EVENTS) == (wanted, [])
    assert EventFilter.from_query("?" + wanted.to_query(), EVENTS)[0] == wanted
    assert EventFilter.from_query(wanted.to_params(), EVENTS)[0] == wanted


@given(filters, days)
@settings(max_examples=30, deadline=None)
def test_every_filter_can_be_applied_described_and_named(wanted: EventFilter, end: date | None):
    rows = wanted.apply(EVENTS)
    assert set(rows["event_id"]) <= set(EVENTS.frame["event_id"])
    assert wanted.describe(EVENTS)
    name = wanted.filename("events", "csv")
    assert re.fullmatch(r"[\w.-]+", name) and len(name.encode()) < 140
    for field, value, _ in wanted.parts(EVENTS):
        assert set(rows["event_id"]) <= set(wanted.drop(field, value).apply(EVENTS)["event_id"]) or field in MANY
        assert (field, value) not in {(f, v) for f, v, _ in wanted.drop(field, value).parts(EVENTS)}


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_query_string_raises(query: str):
    wanted, problems = EventFilter.from_query(query, EVENTS)
    assert isinstance(wanted, EventFilter) and all(isinstance(p, str) for p in problems)


@given(
    st.dictionaries(
        st.sampled_from([name for name, _ in PARAMETERS.values()]), st.lists(st.text(max_size=20), max_size=3)
    )
)
@settings(max_examples=150, deadline=None)
def test_no_values_of_known_parameters_raise(params: dict[str, list[str]]):
    wanted, _ = EventFilter.from_query(params, EVENTS)
    assert EventFilter.from_query(wanted.to_query(), EVENTS) == (wanted, [])


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("Kim Jong-un", "Kim Jong Un speaks", True),
        ("Kim Jong Un", "Kim Jong Il sends a unit", False),
        ("gun", "gunboats, no guns", True),
        ("gun", "gunboats", False),
        ("submarine yeonpyeong", "Yeonpyeong: SUBMARINES", True),
        ('"hotline restored"', "the hotline was restored", False),
        ("“Hotline restored”", "The hotline, restored", True),
        ("이사", "개성공단 이사장", True),
        ("이사", "잇따른 회담 일정 잇달아 미뤄", False),
        ("사드", "사든 곳", False),
        ("팀스피릿", "한미 팀스피릿84 훈련", True),
        ('"', "anything", True),
        ("US", "the U.S. fleet", True),
        ("U.S.", "US bombers", True),
        ("U.S.", "the unit is South Korea’s", False),
        ("‘hostile states’", "two hostile states", True),
        ("‘hostile states’", "hostile to all states", False),
        ("‘Kim’s order’ north", "in the North: Kim’s order", True),
        ("‘Kim’s order’", "Kim gives an order", False),
        ("한미연합", "한미 연합훈련", True),
        ("한미연합훈련", "한미 연합 훈련", True),
        ("“한미연합”", "한미 연합훈련", False),
        ("한미 연합", "한미연합훈련", True),
        ("사고", "회사 고위급", False),
        ("이사장", "회의 사장", False),
    ],
)
def test_words_are_found_as_readers_mean_them(asked: str, text: str, found: bool):
    assert _has_words(pd.Series([text]), asked).tolist() == [found]


def test_default_filter_lets_all_through(events: Events):
    assert not EventFilter() and EventFilter().to_query() == ""
    assert len(EventFilter().apply(events)) == len(events.frame)
    assert EventFilter().describe(events) == "all events"


def test_nonsense_is_explained_part_by_part(events: Events):
    query = (
        "from=2010-13-01&to=2011-01-01&actor=PRK&actor=ZZZ&type=naval_clash&level=9&deaths=-1&colour=red&event=nothing"
    )
    wanted, problems = EventFilter.from_query(query, events)
    assert wanted == EventFilter(end=date(2011, 1, 1), actor=("PRK",), type=("naval_clash",))
    said = "\n".join(problems)
    for part in ("from=2010-13-01", "actor=ZZZ", "level=9", "deaths=-1", "“colour” is no filter", "no such event"):
        assert part in said
    assert len(problems) == 6


def test_reversed_dates_and_repeated_values_are_explained(events: Events):
    wanted, problems = EventFilter.from_query("from=2012-01-01&to=2011-01-01&q=one&q=two&from=2013-01-01", events)
    assert wanted == EventFilter(start=date(2012, 1, 1), q="one")
    assert len(problems) == 3
    assert EventFilter.from_query("q=" + "x" * 201, events)[1]
    assert EventFilter.from_query("deaths=1.5", events)[0].deaths is None


@pytest.mark.parametrize("query", ["q=!!!", 'q=""', "q=🚀", "place=[("])
def test_a_search_without_letters_is_ignored_and_explained(events: Events, query: str):
    wanted, problems = EventFilter.from_query(query, events)
    assert wanted == EventFilter() and len(problems) == 1 and "no letter and no digit" in problems[0]


def test_a_download_of_a_korean_search_has_a_name_that_can_be_read():
    assert EventFilter(q="풍선 살포").filename("brief", "html") == "brief_q-풍선-살포.html"
    assert len(EventFilter(q="가" * 200).filename("brief", "html").encode()) < 140


def test_a_dyad_may_be_written_either_way(events: Events):
    assert EventFilter.from_query("dyad=KOR-PRK", events)[0] == EventFilter.from_query("dyad=PRK-KOR", events)[0]


def test_fields_narrow_and_values_widen(events: Events):
    north, south = (EventFilter(initiator=(code,)).apply(events) for code in ("PRK", "KOR"))
    both = EventFilter(initiator=("PRK", "KOR")).apply(events)
    assert set(both["event_id"]) == set(north["event_id"]) | set(south["event_id"])
    clashes = EventFilter(initiator=("PRK",), type=("naval_clash",)).apply(events)
    assert set(clashes["event_type"]) == {"naval_clash"} and clashes["initiators"].str.contains("PRK").all()


def test_dates_include_both_ends(events: Events):
    rows = EventFilter(start=date(2010, 11, 23), end=date(2010, 11, 23)).apply(events)
    assert "2010-11-23" in set(rows["date_start"].dt.strftime("%Y-%m-%d")) and rows["date_start"].nunique() == 1


def test_dyads():
    assert dyads("KOR;USA", "PRK") == {frozenset(("KOR", "PRK")), frozenset(("USA", "PRK"))}
    assert dyads("PRK;KOR", "") == {frozenset(("KOR", "PRK"))}
    assert dyads("PRK", "") == set()


def test_deaths_count_only_known_figures(events: Events):
    rows = EventFilter(deaths=1).apply(events)
    assert len(rows) and rows["deaths"].notna().all() and (rows["deaths"] >= 1).all()


def test_text_search_ignores_case_accents_and_order(events: Events):
    plain = EventFilter(q="yeonpyeong shelling").apply(events)
    assert len(plain) and len(EventFilter(q="SHÉLLING Yeonpyeong").apply(events)) == len(plain)
    assert EventFilter(q="zzzz qqqq").apply(events).empty
    assert "2010-yeonpyeong-island-shelling" in set(EventFilter(q="연평도 포격").apply(events)["event_id"])
    assert set(EventFilter(q="(yeonpyeong) [shelling*").apply(events)["event_id"]) == set(plain["event_id"])


def test_an_empty_result_says_what_to_loosen(events: Events):
    wanted = EventFilter(start=date(2010, 1, 1), end=date(2010, 12, 31), type=("war_operation",))
    assert wanted.apply(events).empty
    fields = {field: n for field, _, n in wanted.loosen(events)}
    assert fields["type"] == len(EventFilter(start=date(2010, 1, 1), end=date(2010, 12, 31)).apply(events))
    assert "start" in fields and fields["start"] > 0


def test_applying_leaves_the_record_alone(events: Events):
    before = pd.util.hash_pandas_object(events.frame).sum()
    for query in QUERIES:
        EventFilter.from_query(query, events)[0].apply(events)
    assert pd.util.hash_pandas_object(events.frame).sum() == before


@pytest.mark.parametrize("query", QUERIES)
def test_sample_queries_read_without_complaint(events: Events, query: str):
    wanted, problems = EventFilter.from_query(query, events)
    assert problems == [] and EventFilter.from_query(wanted.to_query(), events)[0] == wanted
