"""Ten tasks as a new visitor does them, from the front page in at most four clicks each.

With TASKS_FOLDER set, each leaves a screenshot there and a line in ``clicks.txt``.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import AT_REST

MOST_CLICKS = 4


class Hand:
    """A visitor's hand: every press of the mouse is counted."""

    def __init__(self, visitor: Any, name: str) -> None:
        self.visitor, self.page, self.name, self.clicks = visitor, visitor.page, name, 0

    def click(self, target: Any) -> None:
        """Press on something once it is there."""
        target.wait_for(timeout=30_000)
        target.click()
        self.clicks += 1

    def type_into(self, target: Any, text: str) -> None:
        """One click into a field, then keys."""
        self.click(target)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        self.visitor.settled()

    def done(self) -> None:
        """The task is done: it took few clicks, and the page stands still."""
        self.page.wait_for_function(AT_REST, timeout=30_000)
        assert self.clicks <= MOST_CLICKS
        if folder := os.environ.get("TASKS_FOLDER"):
            self.page.wait_for_timeout(1500)
            self.page.screenshot(path=str(Path(folder) / f"{self.name}.png"))
            with (Path(folder) / "clicks.txt").open("a") as file:
                file.write(f"{self.name}: {self.clicks}\n")


@pytest.fixture
def hand(visit, request):
    def begin(**options: Any) -> Hand:
        path = options.pop("path", "/")
        return Hand(visit(height=1100, **options).open(path), request.node.name.removeprefix("test_"))

    return begin


def test_01_gravest_event_of_2010_and_its_sources(hand):
    h = hand()
    start, end = (h.page.get_by_test_id("stDateInput").nth(n).get_by_role("spinbutton").first for n in (0, 1))
    h.type_into(start, "20100101")
    h.type_into(end, "20101231")
    h.click(h.page.locator(".st-key-links-gravest").get_by_role("link").first)
    card = h.page.locator(".st-key-card_2010-cheonan-corvette-sinking")
    card.get_by_text("Sources", exact=True).wait_for(timeout=30_000)
    h.done()
    assert card.get_by_role("link", name=re.compile(".")).count() >= 3


def test_02_link_to_naval_clashes_under_one_president(hand):
    h = hand()
    h.click(h.page.get_by_role("combobox", name=re.compile("Time")).first)
    h.page.keyboard.type("Kim Dae-jung")
    h.click(h.page.get_by_role("option", name=re.compile("Seoul: Kim Dae-jung")))
    h.visitor.settled()
    h.click(h.page.get_by_role("combobox", name="Type of act"))
    h.click(h.page.get_by_role("option", name="Naval clash"))
    h.done()
    assert "type=naval_clash" in h.visitor.query() and "from=1998-02-25" in h.visitor.query()
    assert h.visitor.count() >= 2


def test_03_compare_two_crises(hand):
    h = hand()
    h.click(h.page.get_by_role("link", name="Was the first half of 2024 worse than that of 2017?"))
    h.page.get_by_role("heading", name=re.compile("rose highest")).wait_for(timeout=30_000)
    h.done()
    assert h.page.get_by_text("Own span, 1 Jan 2017").count() >= 1


def test_04_picture_of_the_index_with_its_source(hand):
    h = hand()
    h.click(h.page.get_by_role("button", name="Table and files").first)
    with h.page.expect_download() as started:
        h.click(h.page.get_by_role("button", name="PNG", exact=True))
    h.done()
    assert Path(started.value.path()).read_bytes().startswith(b"\x89PNG")


def test_05_cite_an_event(hand):
    h = hand()
    h.click(h.page.locator(".st-key-founding_story").get_by_role("link", name=re.compile("scraps the 2018")))
    h.page.locator(".st-key-card_2023-north-scraps-military-agreement").wait_for(timeout=30_000)
    h.visitor.settled()
    h.click(h.page.locator("[class*=st-key-card_]").get_by_role("button", name="Cite and link"))
    h.page.get_by_text("North Korea scraps the 2018 military agreement (23 Nov 2023).").first.wait_for(timeout=30_000)
    h.done()


def test_06_brief_of_the_last_90_days(hand):
    h = hand()
    h.click(h.page.get_by_role("combobox", name=re.compile("Time")).first)
    h.click(h.page.get_by_role("option", name="Last 90 days of the record"))
    h.visitor.settled()
    h.click(h.page.get_by_role("link", name="Events", exact=True))
    h.page.get_by_role("heading", name="Events", exact=True).wait_for()
    h.visitor.settled()
    with h.page.expect_download() as started:
        h.click(h.page.get_by_role("button", name="Brief to print (HTML)"))
    h.done()
    assert "What happened" in Path(started.value.path()).read_text(encoding="utf-8")


def test_07_an_event_in_korean(hand):
    h = hand()
    h.click(h.page.get_by_role("button", name="한국어"))
    h.page.get_by_role("heading", name="남북 긴장").wait_for(timeout=30_000)
    h.visitor.settled()
    h.click(h.page.locator(".st-key-founding_story").get_by_role("link", name=re.compile("9·19")).last)
    card = h.page.locator("[class*=st-key-card_2023-]")
    card.get_by_text("출처", exact=True).wait_for(timeout=30_000)
    h.done()
    assert "lang=ko" in h.visitor.query() and "2023년 11월" in card.inner_text()


def test_08_on_a_phone(hand):
    h = hand(width=390)
    h.click(h.page.locator(".st-key-links-latest").get_by_role("link").first)
    h.page.locator("[class*=st-key-card_2026-]").wait_for(timeout=30_000)
    h.done()
    assert h.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_09_by_keyboard_alone(hand):
    """Tab to a line of the founding story, Enter, and on to its first source: the focus can be seen all the way."""
    h = hand()
    h.page.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas").first.wait_for(timeout=30_000)
    h.page.wait_for_function(AT_REST, timeout=30_000)
    focus = "() => { const e = document.activeElement; const s = getComputedStyle(e); return [e.innerText || e.ariaLabel || '', s.outlineStyle, e.href || '', s.boxShadow, e.tagName]; }"
    unseen = []
    for _press in range(90):
        h.page.keyboard.press("Tab")
        words, outline, _href, shadow, tag = h.page.evaluate(focus)
        if outline == "none" and shadow == "none" and tag in ("A", "BUTTON"):
            unseen.append(words)
        if tag == "A" and "scraps the 2018 military agreement" in words:
            break
    assert "scraps the 2018 military agreement" in words and unseen == []
    h.page.keyboard.press("Enter")
    h.page.locator(".st-key-card_2023-north-scraps-military-agreement").wait_for(timeout=30_000)
    h.visitor.settled()
    for _press in range(90):
        h.page.keyboard.press("Tab")
        href = h.page.evaluate(focus)[2]
        if href.startswith("http") and h.visitor.address not in href:
            break
    h.done()
    assert h.clicks == 0 and href.startswith("http")


def test_10_what_happened_at_a_place(hand):
    h = hand()
    h.click(h.page.get_by_role("link", name="What happened at Yeonpyeong?"))
    h.page.get_by_role("heading", name="Events", exact=True).wait_for()
    h.visitor.settled()
    h.click(h.page.get_by_role("link", name="Map", exact=True))
    h.page.get_by_role("heading", name="Map", exact=True).wait_for()
    h.page.locator(".stVegaLiteChart svg").first.wait_for(timeout=30_000)
    h.done()
    assert "place=Yeonpyeong" in h.visitor.query()
