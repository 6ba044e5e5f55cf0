"""Every page, driven without a browser: default, empty and odd filters, and the filter bar itself."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import EventFilter, Events, check_package
from dashboard.crises import FOUNDING_STORY
from dashboard.params import MOST
from dashboard.ui.filter_bar import ALL_TIME, presets
from dashboard.ui.questions import QUESTIONS
from dashboard.ui.state import View
from tests.conftest import QUERIES

DOOR = str(Path(__file__).parent.parent / "dashboard" / "app.py")
PAGES = ["overview", "timeline", "escalation", "responses", "crises", "map", "actors", "events", "method"]
ODD = [
    "actor=ZZZ&from=2020-02-30&colour=red&level=9&q=%5B%29*",
    "from=2030-01-01",
    "to=1900-01-01",
    "event=no-such-event",
    "deaths=999999",
    "from=2018-06-12&to=2018-06-12",
    "type=nuclear_test&sign=cooperative",
    "q=%3Cscript%3E&place=%24%24",
]


def opened(page: str, query: str = "") -> AppTest:
    """The app on a page with a query string, run once; fails on any exception."""
    app = AppTest.from_file(DOOR, default_timeout=60)
    for name, values in parse_qs(query).items():
        app.query_params[name] = values
    app.run()  # the door first: before its first run the test harness does not know the pages
    assert not app.exception, app.exception
    return app if page == "overview" else turned(app, page)


def turned(app: AppTest, page: str) -> AppTest:
    """The same visit on another page; fails on any exception."""
    app.switch_page(f"../pages/{page}_page.py").run()
    assert not app.exception, (page, app.exception)
    return app


def drawer_opened(app: AppTest) -> AppTest:
    """The app with the drawer "More filters" open."""
    app.session_state["more"] = True
    return app.run()


def count(app: AppTest) -> int:
    """The number of events that the page says pass the filter."""
    said = next(m.value for m in app.markdown if re.fullmatch(r"\*\*[\d,]+ of [\d,]+ events\*\*", m.value))
    return int(said.strip("*").split()[0].replace(",", ""))


@pytest.mark.parametrize("query", ["", *ODD])
def test_every_page_opens_with_any_filter(query: str, events: Events):
    wanted, problems = EventFilter.from_query(query, events)
    n = len(wanted.apply(events))
    app = opened("overview", query)
    for page in PAGES:
        turned(app, page)
        assert count(app) == n and bool(app.warning) == bool(problems), page
        if not n and page != "method":
            assert "No event passes" in app.info[0].value, page


# Every way to look that a page offers, as the address holds it.
WAYS = {
    "timeline": ["lanes=actor"],
    "escalation": [
        *(f"part={part}" for part in ("calendar", "peaks", "turns", "around")),
        "part=calendar&cells=count",
        "unit=percentile&press=true&band=true",
        "part=around&study=view",
        "made=2010-11-23&whatif=hostile_half_life:30",
    ],
    "responses": ["order=steepest", "group=answer", "chain=2023-north-scraps-military-agreement"],
    "map": ["year=1947"],
    "crises": ["align=peak", "now=true", "own=2020-01-01..2020-03-01", "crisis=1950-korean-war"],
}


@pytest.mark.parametrize("span", ["to=2017-12-31", "to=1947-12-31"])  # the record's first years have no percentile
@pytest.mark.parametrize(("page", "way"), [(page, way) for page, ways in WAYS.items() for way in ways])
def test_every_way_to_look_at_a_page_opens(page: str, way: str, span: str):
    assert not opened(page, f"{way}&{span}").warning


def test_a_year_of_the_map_is_in_the_address(events: Events):
    app = opened("map", "year=2017")
    assert app.select_slider(key="shown_year").value == "2017"
    app.select_slider(key="shown_year").set_value("2010").run()
    assert app.query_params["year"] == "2010" and not app.exception
    app.select_slider(key="shown_year").set_value("all").run()
    assert "year" not in app.query_params
    assert "year=1800" in opened("map", "year=1800").warning[0].value.replace("\\", "")


def test_a_span_that_begins_before_the_record_is_cut_to_it(events: Events):
    wanted = EventFilter.from_query("from=0001-01-01&to=2030-01-01", events)[0]
    span = View(events, wanted, wanted.apply(events)).span
    assert span == (pd.Timestamp(events.start), pd.Timestamp(events.end))


@pytest.mark.parametrize("query", QUERIES)
def test_page_count_table_and_filter_agree(query: str, events: Events):
    app = opened("events", query)
    rows = EventFilter.from_query(query, events)[0].apply(events)
    assert count(app) == len(rows)
    if len(rows) > 1:
        assert set(app.dataframe[0].value["event_id"]) == set(rows["event_id"]) and len(app.dataframe[0].value) == len(
            rows
        )
    elif len(rows) == 1:
        assert rows["title"].iloc[0] in app.subheader[0].value


def test_the_questions_of_the_front_page_ask_for_what_they_say(events: Events):
    asked = {question: wanted.apply(events) for question, _, wanted, _ in QUESTIONS}
    assert all(len(rows) for rows in asked.values())
    tests = asked["When did the North test missiles and nuclear devices?"]
    assert set(tests["event_type"]) == {"missile_test", "nuclear_test"}
    assert tests["initiators"].str.contains("PRK").all()


def test_nonsense_is_explained_and_the_rest_kept(events: Events):
    app = opened("escalation", "actor=PRK&actor=ZZZ&from=2010-13-01&colour=red")
    said = app.warning[0].value.replace("\\", "")
    assert "actor=ZZZ" in said and "from=2010-13-01" in said and "colour" in said
    assert count(app) == len(EventFilter(actor=("PRK",)).apply(events))


def test_of_two_values_for_one_the_first_counts_and_the_app_says_so(events: Events):
    query = "from=2020-01-01&from=2021-01-01&band=zz"
    app = opened("escalation", query)
    said = app.warning[0].value.replace("\\", "")
    assert "2021-01-01" in said and "band=zz" in said
    assert count(app) == len(EventFilter.from_query(query, events, others=["band"])[0].apply(events))
    app.multiselect(key="shown_actor").set_value(["UNC"]).run()
    assert count(app) == len(EventFilter(start=date(2020, 1, 1), actor=("UNC",)).apply(events))


def test_choosing_in_the_bar_changes_the_address_and_back(events: Events):
    app = opened("events")
    app.multiselect(key="shown_actor").set_value(["UNC"]).run()
    assert app.query_params["actor"] == "UNC"
    assert count(app) == len(EventFilter(actor=("UNC",)).apply(events))
    app.multiselect(key="shown_type").set_value(["talks", "agreement"]).run()
    chips = [b.label for b in app.button if b.key and b.key.startswith("chip_") and b.key != "chip_reset"]
    assert [c.replace("\\", "") for c in chips] == ["✕ Actor: UN Command", "✕ Type: Agreement", "✕ Type: Talks"]
    app.button(key="chip_0").click().run()
    assert count(app) == len(EventFilter(type=("talks", "agreement")).apply(events)) and "actor" not in app.query_params
    app.button(key="chip_reset").click().run()
    assert count(app) == len(events.frame) and not app.query_params and not app.exception


def test_two_changes_in_one_breath_both_hold(events: Events):
    app = opened("escalation")
    app.multiselect(key="shown_actor").set_value(["UNC"])
    app.text_input(key="shown_q").input("guards")
    app.run()
    assert count(app) == len(EventFilter(actor=("UNC",), q="guards").apply(events)) > 0
    app.button(key="chip_0").click()
    app.multiselect(key="shown_type").set_value(["talks"])
    app.run()
    assert count(app) == len(EventFilter(type=("talks",), q="guards").apply(events)) and "actor" not in app.query_params
    app.session_state["what_if"] = True
    app.run()
    app.number_input(key="if_verbal_cap").set_value(3.0)
    app.number_input(key="if_domain_weights_posture").set_value(2.0)
    app.run()
    assert app.query_params["whatif"] == "verbal_cap:3;domain.posture:2" and not app.exception


def test_the_fields_of_what_if_show_the_values_that_the_curve_is_made_with():
    app = opened("escalation", "whatif=hostile_half_life:5000")
    field = app.number_input(key="if_hostile_half_life")
    assert field.value == 5000 and field.max == MOST
    field.set_value(4999.0).run()
    assert app.query_params["whatif"] == "hostile_half_life:4999" and not app.exception


def test_the_filter_stays_when_the_page_changes(events: Events):
    app = opened("timeline", "actor=JPN")
    for page in ("escalation", "events", "overview", "method"):
        app.switch_page(f"../pages/{page}_page.py").run()
        assert not app.exception
        assert count(app) == len(EventFilter(actor=("JPN",)).apply(events)) and app.query_params["actor"] == "JPN"


def test_presets_set_the_dates(events: Events):
    spans = presets(events)
    assert list(spans)[:3] == [ALL_TIME, "Last 12 months of the record", "Last 90 days of the record"]
    assert (
        spans["Last 12 months of the record"][1] == events.end
        and str(spans["Pyongyang: Kim Jong Un, 2011–26"][0]) == "2011-12-17"
    )
    app = opened("events")
    app.selectbox(key="shown_span").set_value("Last 12 months of the record").run()
    start, end = spans["Last 12 months of the record"]
    assert app.query_params["from"] == str(start) and app.query_params["to"] == str(end)
    assert count(app) == len(EventFilter(start=start, end=end).apply(events))
    app.selectbox(key="shown_span").set_value(ALL_TIME).run()
    assert count(app) == len(events.frame)


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("shown_initiator", ["KOR"], EventFilter(initiator=("KOR",))),
        ("shown_target", ["USA"], EventFilter(target=("USA",))),
        ("shown_dyad", ["PRK-KOR"], EventFilter(dyad=("PRK-KOR",))),
        ("shown_level", ["4", "5"], EventFilter(level=(4, 5))),
        ("shown_attribution", ["disputed"], EventFilter(attribution=("disputed",))),
        ("shown_domain", ["posture"], EventFilter(domain=("posture",))),
    ],
)
def test_every_choice_of_the_bar_filters(key: str, value: list[str], wanted: EventFilter, events: Events):
    app = drawer_opened(opened("events"))
    app.multiselect(key=key).set_value(value).run()
    assert not app.exception and count(app) == len(wanted.apply(events)) > 0


def test_words_and_deaths_filter(events: Events):
    app = opened("events")
    app.text_input(key="shown_q").input("  hotline restored ").run()
    assert count(app) == len(EventFilter(q="hotline restored").apply(events))
    app.text_input(key="shown_q").input("").run()
    app = drawer_opened(app)
    app.number_input(key="shown_deaths").set_value(10).run()
    assert count(app) == len(EventFilter(deaths=10).apply(events)) > 0


def test_an_empty_result_offers_a_way_out(events: Events):
    app = opened("timeline", "type=war_operation&from=2010-01-01")
    assert count(app) == 0 and "without **Type**" in app.info[0].value
    app.button(key="loosen_type").click().run()
    assert count(app) == len(
        EventFilter(start=EventFilter.from_query("from=2010-01-01", events)[0].start).apply(events)
    )


def test_the_founding_story_is_on_the_front_page_whatever_the_filter():
    for query in ("", "actor=SUN"):
        app = opened("overview", query)
        assert all(any(event_id in line.proto.body for line in app.get("html")) for event_id in FOUNDING_STORY)


def test_an_event_link_opens_its_card(events: Events):
    app = opened("events", "event=2023-north-scraps-military-agreement")
    text = "\n".join(m.value for m in app.markdown)
    assert app.subheader[0].value == "North Korea scraps the 2018 military agreement"
    assert "**In answer to**" in text and "**Answered by**" in text and "**Sources**" in text and "https://" in text


def test_a_broken_record_is_answered_in_words(package_copy, monkeypatch: pytest.MonkeyPatch):
    path = package_copy / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",PRK,KOR,", ",PRK,XXX,", 1), encoding="utf-8")
    monkeypatch.setenv("INTERKOREAN_DATA", str(package_copy))
    app = AppTest.from_file(DOOR, default_timeout=60).run()
    assert not app.exception and "no such code in actors.csv" in app.error[0].value


@pytest.fixture
def own_record(package_copy: Path) -> Path:
    """A record of somebody's own, right and small: the last year of ours, without named crises, links or a codebook."""

    def kept(name: str, keep: Callable[[dict[str, str]], bool]) -> list[dict[str, str]]:
        path = package_copy / name
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [row for row in reader if keep(row)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(reader.fieldnames or []))
            writer.writeheader()
            writer.writerows(rows)
        return rows

    rows = kept("events.csv", lambda row: row["date_start"] >= "2025-06-01")
    used = {source for row in rows for source in row["source_ids"].split(";")}
    kept("sources.csv", lambda row: row["source_id"] in used)
    kept("responses.csv", lambda row: False)
    kept("crises.csv", lambda row: False)
    for readme in package_copy.glob("README*"):
        readme.unlink()
    path = package_copy / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"1945-08-11"', '"2025-06-01"'), encoding="utf-8")
    assert check_package(package_copy) == []
    return package_copy


def test_every_page_opens_on_a_small_record_of_ones_own(own_record: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INTERKOREAN_DATA", str(own_record))
    app = opened("overview")
    assert any("too short to say" in m.value for m in app.markdown)
    for page in PAGES:
        turned(app, page)
    said = {page: "\n".join(m.value for m in turned(app, page).info) for page in ("responses", "crises")}
    assert "No chain of answers" in said["responses"] and "names no crisis" in said["crises"]


@pytest.mark.parametrize("query", ["lang=ko", "lang=ko&actor=ZZZ&unit=none", "lang=ko&from=2030-01-01"])
def test_every_page_opens_in_korean(query: str):
    app = opened("overview", query)
    for page in PAGES:
        turned(app, page)
        said = "\n".join(
            element.value for kind in ("title", "subheader", "caption", "info") for element in getattr(app, kind)
        )
        assert re.search("[가-힣]", said), page
        assert not re.findall(r"\b(?:the|of|with|in view|and)\b", said), page


def test_a_language_that_is_not_there_is_explained():
    app = opened("events", "lang=xx")
    assert "lang=xx" in app.warning[0].value and app.title[0].value == "Events"


def said_of(app: AppTest, measure: str) -> int:
    """The n of the caption whose measure begins so."""
    caption = next(c.value for c in app.caption if c.value.startswith(measure))
    return int(caption.rpartition("n = ")[2].replace(",", ""))


def test_captions_count_the_acts_that_their_chart_shows(events: Events):
    app = opened("actors")
    joint = events.frame["targets"] == ""
    assert joint.any() and said_of(app, "Acts by who did them") == (~joint).sum()
    assert said_of(app, "Sum of scores by year between") < len(events.frame)
    assert said_of(app, "Acts in view a year in office: South Korea") < len(events.frame)


def test_the_timeline_tells_a_phone_what_a_phone_has():
    said = {c.value for c in opened("timeline").caption}
    assert {
        "Click a mark to read its card, or choose a row here.",
        "Tap a mark to read its card, or tap an event here.",
    } <= said
