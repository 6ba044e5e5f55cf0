"""The record's state, and rows that look alike."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard import Events, codebook
from dashboard.__main__ import main
from dashboard.census import census, ends_unseen, look_alikes, words
from dashboard.events import split

ROOT = Path(__file__).parent.parent


def test_figures_are_counts_of_the_rows(events: Events, capsys):
    state = census(events)
    frame = events.frame
    assert (
        state.events == len(frame) == state.hostile + state.cooperative == state.by_type.sum() == state.by_decade.sum()
    )
    assert state.verified_twice == (frame["verified"] >= 2).mean()
    assert state.links == len(events.responses) == (events.responses["source_id"] != "").sum()
    assert main(["stats"]) == 0
    printed = capsys.readouterr().out
    assert words(state) in printed and f"{state.by_decade['2010s']:,}" in printed


@pytest.mark.parametrize("name", codebook.QUOTING)
def test_the_projects_pages_quote_the_state(name: str, events: Events):
    page = (ROOT / name).read_text(encoding="utf-8")
    assert codebook.render_figures(page, events) == page, "run make codebook"


def test_a_figures_marks_are_asked_for(events: Events):
    assert codebook.render_figures("has <!-- begin links -->?<!-- end links --> links", events) == (
        f"has <!-- begin links -->{len(events.responses):,}<!-- end links --> links"
    )
    with pytest.raises(ValueError, match="'guesses'"):
        codebook.render_figures("<!-- begin guesses -->9<!-- end guesses -->", events)
    with pytest.raises(ValueError, match="no figure between marks"):
        codebook.render_figures("nothing", events)


def test_rows_that_look_alike_are_reported(events: Events):
    row = events.frame[events.frame["event_id"] == "2010-yeonpyeong-island-shelling"]
    twin = row.assign(event_id="2010-twin", date_start=row["date_start"] + pd.Timedelta(days=1))
    far = row.assign(event_id="2010-far", date_start=row["date_start"] + pd.Timedelta(days=9))
    other = row.assign(event_id="2010-other", initiators="KOR", date_start=row["date_start"])
    assert look_alikes(pd.concat([row, other, twin, far])) == [("2010-yeonpyeong-island-shelling", "2010-twin")]


def test_a_last_day_that_no_page_can_have_seen_is_reported(events: Events):
    row = events.frame[events.frame["event_id"] == "2018-family-reunions-kumgang"]  # 20 to 26 August
    pages = split(row["source_ids"].item())

    def told(day: str, **other: object) -> list[str]:
        sources = events.sources.assign(
            published=events.sources["published"].mask(events.sources.index.isin(pages), pd.Timestamp(day))
        )
        return ends_unseen(replace(events, frame=row.assign(**other), sources=sources))

    assert told("2018-08-24") == ["2018-family-reunions-kumgang"]
    assert told("2018-08-25") == []  # the 26th in Korea
    assert told("2018-08-24", notes="As announced.") == []
    undated = events.sources.assign(published=pd.NaT)
    assert ends_unseen(replace(events, frame=row, sources=undated)) == []
    assert ends_unseen(events) == []
