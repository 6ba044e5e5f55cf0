"""A server and a Chromium for the tests in this folder.

Without playwright or a chromium they are skipped with one line; with REQUIRE_BROWSER=1, as under CI, that ends the run.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Without these a headless Chromium asks hosts of its own at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _missing() -> str:
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return "" if CHROMIUM else "no chromium on this machine (Debian: apt-get install chromium)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, and skip it where there is no browser."""
    why = _missing()
    if why and os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(f"REQUIRE_BROWSER=1, but {why}")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if why:
                item.add_marker(pytest.mark.skip(reason=f"browser tests: {why}"))


@contextmanager
def serve(script: str = "dashboard/app.py") -> Iterator[str]:
    """Run a Streamlit script (default: the app) on a free port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script,
        "--server.headless=true",
        f"--server.port={port}",
        "--server.address=127.0.0.1",
        "--server.fileWatcherType=none",
    ]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                if server.poll() is not None:
                    raise RuntimeError("the server ended by itself") from None
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with serve() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


# True once the script has ended and the page's text has not changed for 300 ms: Streamlit's pieces arrive after the run.
AT_REST = """() => {
    const running = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'notRunning';
    const [length, now] = [document.body.innerText.length, performance.now()];
    if (running || window.atRest?.length !== length) window.atRest = {length, since: now};
    return now - window.atRest.since > 300;
}"""


class Visitor:
    """A person at a browser: opens addresses of the app and waits until the page stands still."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str = "/") -> "Visitor":
        """Go to an address of the app."""
        self.page.goto(self.address + path)
        return self.settled()

    def settled(self) -> "Visitor":
        """Wait until the page stands still, and fail on an exception or a dialog that nobody asked for."""
        self.page.locator(".st-key-chips strong").first.wait_for(timeout=30_000)
        self.page.locator(".st-key-address").wait_for(state="hidden", timeout=30_000)  # the style has come
        self.page.wait_for_function(AT_REST, timeout=30_000)
        assert self.page.get_by_role("dialog").count() == 0, self.page.get_by_role("dialog").all_inner_texts()
        assert self.page.get_by_test_id("stException").count() == 0
        assert self.page.get_by_text("This app has encountered an error").count() == 0
        return self

    def count(self) -> int:
        """The number of events that the page says pass the filter."""
        return int(self.page.locator(".st-key-chips strong").first.inner_text().split()[0].replace(",", ""))

    def wait_for_count(self, number: int) -> None:
        """Wait until the page says that so many events pass the filter."""
        self.page.locator(".st-key-chips strong", has_text=f"{number:,} of ").wait_for(timeout=30_000)
        self.settled()

    def query(self) -> str:
        """The query string of the address."""
        return self.page.url.partition("?")[2]


@pytest.fixture
def visit(chromium: Any, server: str) -> Iterator[Callable[..., Visitor]]:
    """Give a function that opens a fresh browser window, such as ``visit(width=390, colour_scheme='dark')``."""
    contexts = []

    def new(width: int = 1440, height: int = 900, colour_scheme: str = "light", address: str = server) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=colour_scheme, accept_downloads=True
        )
        contexts.append(context)
        return Visitor(context.new_page(), address)

    yield new
    for context in contexts:
        context.close()
