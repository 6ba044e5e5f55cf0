"""Pictures of charts: every chart of the house can be drawn without a browser, with its words inside."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from dashboard import Events, tension_index
from dashboard.actors import governments, matrix, pairs_by_year
from dashboard.charts.actors import governments_chart, matrix_chart, pairs_chart
from dashboard.charts.crises import curves_chart, hues, panels_chart, study_chart
from dashboard.charts.escalation import calendar_chart, domain_chart, ladder_chart, overview_chart, turning_chart
from dashboard.charts.index import index_still, thin
from dashboard.charts.map import map_chart, strip_chart
from dashboard.charts.palette import DARK, LIGHT, letters
from dashboard.charts.responses import chain_still, harshness_chart, ranges_chart
from dashboard.charts.timeline import timeline_chart
from dashboard.crises import DEFAULT_CRISES, aligned_acts, aligned_days, chosen_crises, domain_counts, ladder
from dashboard.event_study import courses, event_study, study_days
from dashboard.language import KOREAN, speaking
from dashboard.months import domain_scores, monthly_levels, monthly_scores, turning_points
from dashboard.pictures import SCALE, WIDTH, Caption, to_png, to_svg
from dashboard.places import placed, read_geometry
from dashboard.responses import FOUNDING, answers, chain_links, chain_of, chain_table, harshness, pace

CAPTION = Caption(
    "2017 saw <more> launches & tests than 2016",
    "Launches a year · Actor: North Korea · n = 24",
    "Source: this record, version 1.8.0 (ends 26 May 2026), CC BY 4.0.",
    "https://example.org/escalation?actor=PRK&from=2017-01-01",
)


def charts(events: Events, colours):
    rows = events.frame[events.frame["date_start"].dt.year == 2017]
    start, end = rows["date_start"].min(), rows["date_start"].max()
    index = tension_index(events, band=False)
    shown = index[index["date"].between(start, end)].reset_index(drop=True)
    months = monthly_scores(rows, start, end)
    yield "overview", overview_chart(shown, events.crises, colours)
    yield "index", index_still(thin(shown, "tension"), "tension", crises=events.crises, colours=colours, default=shown)
    yield "timeline", timeline_chart(events, rows, "domain", colours, (start, end))
    yield "domains", domain_chart(domain_scores(events, rows, by="month"), events, colours, (start, end))
    yield "ladder", ladder_chart(monthly_levels(rows, start, end), colours)
    yield "calendar", calendar_chart(months, "net", colours)
    yield "turns", turning_chart(months, turning_points(rows, start, end), colours)
    chosen = chosen_crises(events, DEFAULT_CRISES, [], align="start", now=True)
    acts = aligned_acts(events, events.frame, chosen)
    days = aligned_days(index, acts, chosen)
    hue = hues(events, chosen, colours)
    yield "crises", curves_chart(days, chosen, hue, colours)
    one = chosen["crisis_id"].iloc[0]
    mine = [part[part["crisis_id"] == one] for part in (days, ladder(acts), domain_counts(acts))]
    yield "panels", panels_chart(*mine, events, hue[one], colours, most={"tension": 50.0, "deaths": 50.0, "acts": 9.0})
    tests = events.frame[events.frame["event_type"] == "nuclear_test"]
    study = event_study(courses(events, events.frame, tests["event_id"]), study_days(tests), draws=20)
    yield "study", study_chart(study.course, colours)
    chain = chain_of(events, FOUNDING)
    yield "chain", chain_still(chain_table(events, chain), chain_links(events, chain), colours)
    links = answers(events, events.frame)
    yield "pace", ranges_chart(pace(links, "dyad"), "median", "Days", colours, share=False)
    yield "harshness", harshness_chart(harshness(links, "dyad"), colours)
    yield "matrix", matrix_chart(matrix(events, rows), list(events.actors["name"]), colours)
    yield "map", map_chart(placed(events, rows), read_geometry(), colours)
    yield "strip", strip_chart(placed(events, rows), colours)
    yield "pairs", pairs_chart(pairs_by_year(events, rows), colours)
    yield "governments", governments_chart(governments(events, events.frame, start, end), colours)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_chart_can_be_printed(events: Events, colours):
    pytest.importorskip("ruptures")  # it refuses the newest Pythons
    for name, chart in charts(events, colours):
        svg = to_svg(chart, CAPTION, colours)
        root = ElementTree.fromstring(svg)
        words = " ".join(" ".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text"))
        assert all(said in words for said in (CAPTION.finding, CAPTION.measure, CAPTION.source, CAPTION.address)), name
        assert float(root.get("height")) > 150 and float(root.get("width")) >= WIDTH, name
        assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 2, f"{name} is empty"
        fonts = set(re.findall(r'<text[^>]*font-family="([^"]*)"', svg))
        assert all("Liberation" in font.split(",")[1] for font in fonts), (
            f"{name} has letters of a font without ▲: {fonts}"
        )


def test_every_answer_of_a_printed_chain_has_an_arrow_that_points_at_it(events: Events):
    chain = chain_of(events, FOUNDING)
    acts, links = chain_table(events, chain), chain_links(events, chain)
    svg = to_svg(chain_still(acts, links, LIGHT), CAPTION, LIGHT)
    turns = [float(turn) for turn in re.findall(r"rotate\(([-\d.]+)\)\" d=\"M0,-", svg)]
    assert len(turns) == len(links) > 5
    lane = acts.set_index("event_id")["lane"]
    for turn, act, answer in zip(turns, links["answers_event_id"], links["event_id"], strict=True):
        lower = (lane[act], lane[answer]) == ("North Korea", "South Korea")  # the South's lane stands below
        higher = (lane[act], lane[answer]) == ("South Korea", "North Korea")
        assert (90 < turn < 180) if lower else (0 < turn < 90) if higher else 0 < turn < 180


def test_a_caption_in_hangul_stays_inside_the_picture_in_the_font_that_ships(events: Events):
    caption = replace(
        CAPTION, measure="날마다의 긴장, 점수; 띠는 이름 붙은 위기 · 행위자 북한 또는 한국 " * 6 + "· n = 123"
    )
    svg = to_svg(overview_chart(tension_index(events, band=False), events.crises, LIGHT), caption, LIGHT)
    lines = ["".join(t.itertext()) for t in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    mine = [line for line in lines if re.search("[가-힣]", line)]
    assert mine[-1].endswith("n = 123") and all(letters(line) * 13 * 0.5 < WIDTH for line in mine)
    assert re.search(r'<tspan font-family="Pretendard, sans-serif">[가-힣]+</tspan>', svg)


def test_a_png_has_twice_the_size(events: Events):
    svg = to_svg(overview_chart(tension_index(events, band=False), events.crises, LIGHT), CAPTION, LIGHT)
    png = to_png(svg)
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[n : n + 4], "big") for n in (16, 20))
    root = ElementTree.fromstring(svg)
    assert (width, height) == (round(SCALE * float(root.get("width"))), round(SCALE * float(root.get("height"))))


def test_the_key_of_korean_crises_is_whole_inside_its_picture(events: Events):
    with speaking(KOREAN):
        spoken = events.spoken(KOREAN)
        chosen = chosen_crises(spoken, DEFAULT_CRISES, [], align="start", now=True)
        days = aligned_days(tension_index(events, band=False), aligned_acts(spoken, events.frame, chosen), chosen)
        svg = to_svg(curves_chart(days, chosen, hues(spoken, chosen, LIGHT), LIGHT), CAPTION, LIGHT)
    root = ElementTree.fromstring(svg)
    words = {"".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {f"{tag}:  {name}" for tag, name in zip(chosen["tag"], chosen["name"], strict=True)} <= words
    assert float(root.get("width")) == WIDTH  # a key that is too wide makes the picture wider
