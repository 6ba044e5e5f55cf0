"""The brief of a filter."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from dashboard import EventFilter, Events, tension_index
from dashboard.brief import to_html, to_markdown, write_brief
from dashboard.language import KOREAN, long_date, speaking
from dashboard.tension import LEVEL_WORDS

ADDRESS = "https://example.org/events?from=2026-02-26"


@pytest.fixture(scope="module")
def index(events: Events):
    return tension_index(events, band=False)


@pytest.fixture(
    params=[
        "from=2010-01-01&to=2010-12-31",
        "type=naval_clash",
        "event=2023-hostile-states-speech",
        "sign=cooperative",
        "",
    ]
)
def wanted(request, events: Events) -> EventFilter:
    return EventFilter.from_query(request.param, events)[0]


def test_a_brief_names_only_rows_in_view_and_numbers_every_source(events: Events, index, wanted: EventFilter):
    rows = wanted.apply(events)
    brief = write_brief(events, wanted, rows, index)
    text = to_markdown(events, brief, ADDRESS)
    assert f"{len(rows):,} act" in text and ADDRESS in text and events.version in text
    numbers = {int(n) for group in re.findall(r"\[(\d+(?:, \d+)*)\]", text) for n in group.split(", ")}
    assert numbers == set(range(1, len(brief.cited) + 1))
    for url in events.sources.loc[brief.cited, "url"]:
        assert f"<{url}>" in text
    titles = set(rows["title"])
    for line in brief.gravest + brief.latest:
        assert any(title in line for title in titles)


def test_the_record_s_last_ninety_days_fit_a_page_or_two(events: Events, index):
    wanted = EventFilter(start=events.end - timedelta(days=89), end=events.end)
    brief = write_brief(events, wanted, wanted.apply(events), index)
    html = to_html(events, brief, ADDRESS, "<svg></svg>")

    class Text(HTMLParser):
        words = 0

        def handle_data(self, data: str) -> None:
            self.words += len(data.split())

    reader = Text()
    reader.feed(html)
    assert 150 < reader.words < 1600 and "<svg>" in html and "@page" in html


def test_markup_in_the_data_stays_text(events: Events, index):
    wanted = EventFilter(q="<script>")
    rows = events.frame.head(3).assign(title="<script>alert(1)</script>")
    brief = write_brief(events, wanted, rows, index)
    assert "<script>alert" not in to_html(events, brief, ADDRESS)


def test_the_level_of_a_few_acts_has_no_word_and_the_title_no_day_before_the_record(events: Events):
    wanted = EventFilter.from_query("from=1900-01-01&to=2024-12-31&q=풍선", events)[0]
    rows = wanted.apply(events)
    few = write_brief(events, wanted, rows, tension_index(events, wanted.without_dates().apply(events), band=False))
    assert few.title == f"Inter-Korean tension, {long_date(events.start)} to 31 Dec 2024"
    assert not any(f", {word}:" in few.level for __, word in LEVEL_WORDS) and "these acts alone" in few.level
    dates = EventFilter(start=date(2024, 1, 1), end=date(2024, 12, 31))
    every = write_brief(events, dates, dates.apply(events), tension_index(events, band=False))
    assert any(f", {word}:" in every.level for __, word in LEVEL_WORDS)


def test_counts_of_types_are_written_as_korean_writes_them(events: Events, index):
    dates = EventFilter(start=date(2024, 1, 1), end=date(2024, 12, 31))
    with speaking(KOREAN):
        korean = events.spoken(KOREAN)
        kinds = write_brief(korean, dates, dates.apply(korean), index).happened[1]
    assert re.search(r" \d+건, ", kinds) and not re.search(r"\(\d", kinds)


def test_nothing_to_brief_on_is_said(events: Events, index):
    wanted = EventFilter(end=date(1900, 1, 1))
    with pytest.raises(ValueError, match="no event"):
        write_brief(events, wanted, wanted.apply(events), index)
