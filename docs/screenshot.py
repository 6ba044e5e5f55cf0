"""Take the README's picture: the front page in headless Chromium, light, 1440 pixels wide.

Run it with ``make screenshot``; it starts the app by itself and needs Debian's chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import CHROMIUM, FLAGS, Visitor, serve  # noqa: E402

if __name__ == "__main__":
    with serve() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        visitor = Visitor(browser.new_page(viewport={"width": 1440, "height": 1000}), address).open("/")
        visitor.page.locator(".stVegaLiteChart svg").first.wait_for()
        visitor.page.wait_for_timeout(1000)  # fonts and the chart's last layout
        visitor.page.screenshot(path=ROOT / "docs/overview.png")
        browser.close()
    print("wrote docs/overview.png")
