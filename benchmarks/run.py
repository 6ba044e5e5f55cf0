"""Measure the app against its floor and a peer, in one run; see README.md here."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import CHROMIUM, FLAGS, serve  # noqa: E402

ROUNDS = 5
STILL = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"


def timed(page: Any, act: Callable[[], Any], sign: str, drawn: str) -> float:
    """Milliseconds from an act until a text and a drawing (a CSS selector) stand on a page that has come to rest."""
    start = time.perf_counter()
    act()
    page.get_by_text(sign).first.wait_for(timeout=60_000)
    page.locator(drawn).last.wait_for(timeout=60_000)
    page.wait_for_function(STILL, timeout=60_000)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return (time.perf_counter() - start) * 1000


def floor(page: Any, address: str) -> dict[str, float]:
    """One round of the floor."""
    cold = timed(page, lambda: page.goto(address), "run 0 done", ".stText")
    again = timed(page, lambda: page.get_by_role("button", name="again").click(), "run 1 done", ".stText")
    return {"cold": cold, "filter": again, "page": again}


def naive(page: Any, address: str) -> dict[str, float]:
    """One round of the peer."""

    def choose() -> None:
        page.get_by_role("combobox", name="Actor").click()
        page.get_by_role("option", name="KOR").click()

    cold = timed(page, lambda: page.goto(address), "events shown", ".stDataFrame canvas")
    page.locator(".js-plotly-plot .main-svg").last.wait_for()
    before = page.get_by_text("events shown").inner_text()
    start = time.perf_counter()
    choose()
    page.wait_for_function(
        "text => [...document.querySelectorAll('.stText')].some(e => /shown/.test(e.innerText) && e.innerText !== text)",
        arg=before,
    )
    page.wait_for_function(STILL)
    chosen = (time.perf_counter() - start) * 1000
    other = timed(page, lambda: page.get_by_role("link", name="Table").click(), "events listed", ".stDataFrame canvas")
    return {"cold": cold, "filter": chosen, "page": other}


def ours(page: Any, address: str) -> dict[str, float]:
    """One round of the app."""

    def choose() -> None:
        page.get_by_role("combobox", name="Actors").click()
        page.get_by_role("option", name="South Korea").click()

    cold = timed(
        page, lambda: page.goto(f"{address}/timeline"), "Source: this record", ".stVegaLiteChart :is(svg, canvas)"
    )
    chosen = timed(page, choose, "✕ Actor: South Korea", ".stVegaLiteChart :is(svg, canvas)")
    page.keyboard.press("Escape")
    other = timed(
        page,
        lambda: page.get_by_role("link", name="Events", exact=True).click(),
        "Sources (CSV)",
        ".stDataFrame canvas",
    )
    return {"cold": cold, "filter": chosen, "page": other}


def main() -> None:
    """Print the table."""
    medians: dict[str, dict[str, float]] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, script, visit in (
            ("floor", "benchmarks/floor.py", floor),
            ("peer", "benchmarks/naive.py", naive),
            ("ours", "dashboard/app.py", ours),
        ):
            with serve(script) as address:
                rounds = []
                for _ in range(ROUNDS + 1):  # the first warms the server and is not counted
                    context = browser.new_context(viewport={"width": 1440, "height": 900})
                    rounds.append(visit(context.new_page(), address))
                    context.close()
            medians[name] = {
                what: statistics.median(r[what] for r in rounds[1:]) for what in ("cold", "filter", "page")
            }
        browser.close()
    print(f"{'':8}{'cold ms':>16}{'filter ms':>16}{'page ms':>16}    (ratio to the floor; medians of {ROUNDS})")
    for name, row in medians.items():
        cells = "".join(f"{row[what]:>9,.0f} ({row[what] / medians['floor'][what]:.1f})" for what in row)
        print(f"{name:8}{cells}")


if __name__ == "__main__":
    main()
