"""Citations of an event and of a view."""

from datetime import date

import pytest

from dashboard import Events
from dashboard.citations import STYLES, bibtex, of_event, of_view, ris

ADDRESS = "https://example.org/events?event=2010-yeonpyeong-island-shelling"


@pytest.mark.parametrize("style", list(STYLES))
def test_a_citation_names_event_version_address_and_day(style: str, events: Events):
    event = events.event("2010-yeonpyeong-island-shelling")
    text = STYLES[style](of_event(events, event, ADDRESS, date(2026, 11, 25)))
    assert event["title"] in text and "23 Nov 2010" in text and ADDRESS in text and events.version in text
    assert any(day in text for day in ("November 25, 2026", "25 Nov 2026", "2026-11-25", "2026/11/25"))


def test_a_month_is_cited_as_a_month(events: Events):
    event = events.frame[events.frame["date_precision"] == "month"].iloc[0]
    assert f"({event['date_start']:%b %Y})" in of_event(events, event, ADDRESS, date(2026, 11, 25)).title


def test_bibtex_and_ris_have_their_form(events: Events):
    citation = of_view(events, "Actor: North Korea & }all{ \\\\_", ADDRESS, date(2026, 11, 25))
    entry = bibtex(citation)
    assert entry.startswith(f"@misc{{{citation.key},") and entry.count("{") == entry.count("}")
    assert r"North Korea \& all \_" in entry
    search = bibtex(of_view(events, "Search: ^a~b", ADDRESS, date(2026, 11, 25)))
    assert r"Search: \textasciicircum{}a\textasciitilde{}b" in search
    record = ris(citation).split("\r\n")
    assert record[0] == "TY  - DATA" and record[-2] == "ER  - " and all(line[2:6] == "  - " for line in record[:-1])


def test_each_view_has_a_key_of_its_own_and_the_same_view_the_same(events: Events):
    asked = ("", "?actor=KOR", "?actor=PRK", "?actor=PRK")
    keys = [of_view(events, "", f"https://example.org/events{q}", date(2026, 11, 25)).key for q in asked]
    assert len(set(keys)) == 3 and keys[2] == keys[3] and all(key.isascii() and "," not in key for key in keys)
