"""The main paths of a visit, as a person walks them."""

import io
import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard import EventFilter, Events, read_events_csv
from dashboard.__main__ import main
from tests.browser.conftest import serve
from tests.conftest import QUERIES
from tests.test_charts import contrast

PAGES = ["", "timeline", "escalation", "responses", "crises", "map", "actors", "events", "method"]


def expected(events: Events, query: str) -> int:
    return len(EventFilter.from_query(query, events)[0].apply(events))


def test_a_fresh_server_answers_a_deep_link_first(visit, events: Events):
    """Streamlit would open a page's file bare if it bore the page's address: no door, no bar, an exception."""
    with serve() as address:
        visitor = visit(address=address).open("/escalation?actor=PRK")
        page = visitor.page
        page.get_by_role("heading", name="Escalation", exact=True).wait_for()
        for name in ("Overview", "Timeline", "Escalation", "Responses", "Crises", "Map", "Actors", "Events", "Method"):
            assert page.get_by_role("link", name=name, exact=True).count() == 1
        assert visitor.count() == expected(events, "actor=PRK") and visitor.query() == "actor=PRK"
        page.locator(".js-plotly-plot .rangeslider-container").wait_for()


def test_filter_by_actor_and_date_and_walk_back(visit, events: Events):
    visitor = visit().open("/events")
    page = visitor.page
    assert visitor.count() == len(events.frame)
    page.get_by_role("combobox", name="Actors").click()
    page.get_by_role("option", name="South Korea").click()
    visitor.wait_for_count(expected(events, "actor=KOR"))
    assert visitor.query() == "actor=KOR"
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name=re.compile("Time")).click()
    page.get_by_role("option", name="Last 12 months of the record").click()
    last_year = "actor=KOR&from=2025-05-27&to=2026-05-26"
    visitor.wait_for_count(expected(events, last_year))
    assert set(visitor.query().split("&")) == set(last_year.split("&"))
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.get_by_role("heading", name="Timeline", exact=True).wait_for()
    visitor.wait_for_count(expected(events, last_year))
    page.go_back()
    page.get_by_role("heading", name="Events", exact=True).wait_for()
    visitor.wait_for_count(expected(events, last_year))
    page.go_back()  # a preset changes two parameters, and the browser counts each as a step
    visitor.wait_for_count(expected(events, "actor=KOR&from=2025-05-27"))
    page.go_back()
    visitor.wait_for_count(expected(events, "actor=KOR"))
    page.reload()
    visitor.wait_for_count(expected(events, "actor=KOR"))
    page.get_by_role("button", name="Actor: South Korea").click()
    visitor.wait_for_count(len(events.frame))
    assert visitor.query() == ""


def test_a_click_on_a_mark_opens_its_card(visit):
    visitor = visit().open("/timeline?event=2010-cheonan-corvette-sinking")
    page = visitor.page
    mark = page.locator(".stVegaLiteChart path[aria-roledescription=point], .stVegaLiteChart .mark-symbol path").first
    mark.wait_for(timeout=30_000)
    mark.click()
    card = page.locator(".st-key-card_2010-cheonan-corvette-sinking")
    card.get_by_role("heading", name="Sinking of the corvette Cheonan").wait_for(timeout=30_000)
    visitor.settled()
    card.get_by_role("link").nth(2).wait_for(timeout=30_000)
    assert "46" in card.inner_text() and "Answered by" in card.inner_text() and "Sources" in card.inner_text()


def test_the_founding_story_is_one_click_away(visit, events: Events):
    visitor = visit().open("/")
    page = visitor.page
    story = page.locator(".st-key-founding_story")
    story.get_by_role("link", name=re.compile("See the chain")).wait_for(timeout=30_000)
    for words in (
        "Malligyong-1",
        "suspends no-fly zone",
        "scraps the 2018 military agreement",
        "guard posts",
        "war preparations",
        "two hostile states",
        "commanders",
    ):
        assert story.get_by_role("link", name=re.compile(words)).count() == 1
    story.get_by_role("link", name=re.compile("See the chain")).click()
    page.get_by_role("heading", name="Timeline", exact=True).wait_for()
    visitor.wait_for_count(7)
    page.go_back()
    visitor.wait_for_count(len(events.frame))
    page.locator(".st-key-founding_story").get_by_role("link", name=re.compile("two hostile states")).click()
    card = page.locator(".st-key-card_2023-hostile-states-speech")
    card.get_by_role("heading", name=re.compile("hostile states")).wait_for(timeout=30_000)
    visitor.settled()
    assert "Sources" in card.inner_text() and visitor.query() == "event=2023-hostile-states-speech"


def test_a_chain_is_walked_from_card_to_card(visit):
    """Links between cards stay in the visit: address, count and card agree at each step, and back returns."""
    visitor = visit().open("/events?event=2023-north-scraps-military-agreement")
    page = visitor.page
    page.get_by_role("link", name=re.compile("suspends no-fly zone")).first.click()
    page.locator(".st-key-card_2023-south-suspends-no-fly-zone").wait_for(timeout=30_000)
    assert visitor.settled().count() == 1 and visitor.query() == "event=2023-south-suspends-no-fly-zone"
    page.get_by_role("link", name=re.compile("Malligyong-1")).first.click()
    page.locator(".st-key-card_2023-malligyong-1-satellite-launch").wait_for(timeout=30_000)
    assert visitor.settled().count() == 1 and visitor.query() == "event=2023-malligyong-1-satellite-launch"
    page.go_back()
    page.locator(".st-key-card_2023-south-suspends-no-fly-zone").wait_for(timeout=30_000)


def test_a_link_shows_what_it_promises_whatever_the_filter_and_back_returns_to_it(visit, events: Events):
    query = "actor=CHN&from=1950-01-01&to=1953-12-31"
    visitor = visit().open(f"/?{query}")
    page, rows = visitor.page, expected(events, query)
    for words, count in (
        ("two hostile states", 1),
        ("See the chain on the timeline", 7),
        ("What happened at Yeonpyeong", expected(events, "place=Yeonpyeong")),
    ):
        page.get_by_role("link", name=re.compile(words)).first.click()
        page.wait_for_url(re.compile(r"/(events|timeline)\?"))
        visitor.wait_for_count(count)
        page.go_back()
        visitor.wait_for_count(rows)
        assert visitor.settled().query() == query


def test_a_chain_is_followed_from_a_card_to_its_acts(visit):
    visitor = visit().open("/events?event=2023-north-scraps-military-agreement")
    page = visitor.page
    page.get_by_role("link", name="Follow this chain").click()
    page.locator(".st-key-links-chain").get_by_role("link", name=re.compile("suspends no-fly zone")).click()
    page.locator(".st-key-card_2023-south-suspends-no-fly-zone").wait_for(timeout=30_000)
    assert visitor.settled().count() == 1 and visitor.query() == "event=2023-south-suspends-no-fly-zone"


@pytest.mark.parametrize("query", QUERIES[:11:2])
def test_count_table_download_and_export_are_the_same_rows(visit, events: Events, query: str, tmp_path):
    visitor = visit().open(f"/events?{query}")
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name="CSV", exact=True).click()
    path = tmp_path / "download.csv"
    started.value.save_as(path)
    downloaded = read_events_csv(path)
    main(["export", "--query", query, "--out", str(tmp_path / "export.csv")])
    assert (tmp_path / "export.csv").read_bytes() == path.read_bytes()
    assert len(downloaded) == visitor.count() == expected(events, query)
    assert started.value.suggested_filename == EventFilter.from_query(query, events)[0].filename("events", "csv")
    if len(downloaded) > 1:
        table = visitor.page.locator(".stDataFrame [role=grid]").first
        assert int(table.get_attribute("aria-rowcount")) - 1 == len(downloaded)


def test_other_formats_and_sources_download(visit, events: Events, tmp_path):
    visitor = visit().open("/events?type=nuclear_test")
    for name, read in (("Excel", pd.read_excel), ("Parquet", pd.read_parquet), ("JSON", pd.read_json)):
        with visitor.page.expect_download() as started:
            visitor.page.get_by_role("button", name=name, exact=True).click()
        assert len(read(io.BytesIO(Path(started.value.path()).read_bytes()))) == 6
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name="Sources (CSV)").click()
    rows = EventFilter(type=("nuclear_test",)).apply(events)
    assert set(pd.read_csv(started.value.path())["source_id"]) == set(events.sources_of(rows).index)


def test_a_figures_table_is_downloaded_too(visit, events: Events):
    visitor = visit().open("/escalation?from=2018-01-01&to=2018-12-31")
    visitor.page.get_by_role("button", name="Table and files", exact=True).nth(2).click()
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name="CSV", exact=True).click()
    assert len(pd.read_csv(started.value.path())) == 12
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name="PNG", exact=True).click()
    assert Path(started.value.path()).read_bytes().startswith(b"\x89PNG")
    visitor.open("/events?from=2026-02-26")
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name="Brief to print (HTML)").click()
    brief = Path(started.value.path()).read_text(encoding="utf-8")
    assert "<svg" in brief and "from=2026-02-26" in brief and f"{visitor.count():,} acts" in brief


def test_a_nonsense_address_is_explained(visit, events: Events):
    visitor = visit().open("/timeline?actor=PRK&actor=ZZZ&from=2010-13-01&colour=red")
    said = visitor.page.get_by_role("alert").inner_text()
    assert "actor=ZZZ" in said and "from=2010-13-01" in said and "colour" in said
    assert visitor.count() == expected(events, "actor=PRK")


def test_the_table_opens_a_card_by_keyboard_and_charts_have_words(visit):
    visitor = visit().open("/events?type=nuclear_test")
    page = visitor.page
    page.locator(".stDataFrame canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.get_by_role("heading", name=re.compile("nuclear test", re.IGNORECASE)).first.wait_for(timeout=30_000)
    visitor.open("/escalation")
    described = page.locator("div[aria-label*='The figures are in the table below the chart.']")
    for number in range(3):
        described.nth(number).wait_for(timeout=30_000)


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_small_text_can_be_read(visit, colour_scheme: str):
    """Captions and chosen values keep a contrast of 4.5 to what they stand on."""
    visitor = visit(colour_scheme=colour_scheme).open("/escalation?actor=KOR")
    behind = {"light": "#FBFAF7", "dark": "#14181D"}[colour_scheme]

    def shown(selector: str, what: str) -> str:
        script = f"e => getComputedStyle(e).{what}.match(/\\d+/g).slice(0, 3).map(n => (+n).toString(16).padStart(2, '0')).join('')"
        return "#" + visitor.page.locator(selector).first.evaluate(script)

    assert contrast(shown("[data-testid=stCaptionContainer] p", "color"), behind) >= 4.5
    full = "() => { let e = document.querySelector('[data-testid=stCaptionContainer] p'), all = 1; for (; e; e = e.parentElement) all *= getComputedStyle(e).opacity; return all === 1; }"
    visitor.page.wait_for_function(full, timeout=15_000)  # a page that has just come may still be fading in
    tag = ".st-key-shown_actor [data-tag]"
    assert contrast(shown(f"{tag} span", "color"), shown(tag, "backgroundColor")) >= 4.5


def test_more_filters_open_on_demand(visit, events: Events):
    visitor = visit().open("/events")
    page = visitor.page
    assert page.get_by_role("textbox", name="Place").count() == 0
    page.get_by_text("More filters", exact=True).click()
    place = page.get_by_role("textbox", name="Place")
    place.fill("Yeonpyeong")
    place.press("Enter")
    visitor.wait_for_count(expected(events, "place=Yeonpyeong"))
    assert visitor.query() == "place=Yeonpyeong"


def test_a_chain_is_drawn_chosen_and_followed_from_a_card(visit):
    visitor = visit(height=1600).open("/responses")
    page = visitor.page
    page.locator(".js-plotly-plot .scatterlayer .point").first.wait_for(timeout=30_000)
    listed = page.locator(".st-key-links-chain")
    assert listed.get_by_role("link", name=re.compile("Malligyong-1")).count() == 1
    assert listed.get_by_role("link", name=re.compile("commanders")).count() == 1
    page.locator(".js-plotly-plot .scatterlayer .point").first.click(force=True)
    page.locator("[class*=st-key-card_2023-]").first.wait_for(timeout=30_000)
    visitor.open("/events?event=2015-quasi-state-of-war")
    page.get_by_role("link", name="Follow this chain").click()
    page.get_by_role("heading", name="Responses", exact=True).wait_for()
    page.locator(".st-key-links-chain").get_by_role("link", name=re.compile("Landmines maim")).wait_for(timeout=30_000)
    assert "chain=2015-quasi-state-of-war" in visitor.settled().query()


def test_a_span_of_the_escalation_page_is_laid_beside_crises(visit):
    visitor = visit().open("/escalation?made=2017-08-29..2017-09-30")
    page = visitor.page
    page.get_by_role("link", name="Lay beside other crises").click()
    page.get_by_role("heading", name="Crises", exact=True).wait_for()
    page.get_by_text("Own span, 29 Aug 2017 to 30 Sep 2017").first.wait_for(timeout=30_000)
    assert "own=2017-08-29..2017-09-30" in visitor.settled().query()
    page.get_by_text("Where are we now?").click()
    page.get_by_text("The record’s last").or_(page.get_by_text("The record's last 181 days")).first.wait_for(
        timeout=30_000
    )
    visitor.settled()
    page.reload()
    assert "now=true" in visitor.settled().query()


def test_a_day_of_the_index_is_asked_about_and_the_curve_changed(visit):
    visitor = visit(height=1400).open("/escalation?made=2015-08-20")
    page = visitor.page
    page.get_by_role("heading", name=re.compile("What made this\\? 20 Aug 2015")).wait_for(timeout=30_000)
    page.get_by_text("What if? The index with other parameters").click()
    half_life = page.get_by_role("spinbutton", name=re.compile("Half-life, hostile acts"))
    half_life.fill("30")
    half_life.press("Enter")
    page.get_by_text("grey: the default").wait_for(timeout=30_000)
    assert "whatif=hostile_half_life" in visitor.settled().query()
    with page.expect_download() as started:
        page.get_by_role("button", name="Parameters (JSON)").click()
    assert "30" in Path(started.value.path()).read_text()
