"""The door: page settings, navigation, the shared filter bar, then the page.

It stands here, not beside ``pages/``. Streamlit scans a folder of that name next to the script that it runs, and until
somebody has opened the front page of a fresh server it answers a link to ``/events`` by that scan: with "Page not found",
or, for a page whose file bears the page's address, with the bare file and no door. So ``make run`` runs this file, and no
page's file bears the page's address (timeline_page.py is served at /timeline).
"""

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # Streamlit puts this file's folder on the path, not the one above it
    sys.path.insert(0, str(ROOT))

from dashboard.contract import DataError  # noqa: E402
from dashboard.ui.filter_bar import filter_bar  # noqa: E402
from dashboard.ui.state import NAME, colours, data_folder  # noqa: E402
from dashboard.ui.style import style  # noqa: E402

# File (without "_page.py") and address, title, and what the navigation says of it. The first is the front page.
PAGES = {
    "overview": ("Overview", "The level of tension, eighty years in one line, and where to start."),
    "timeline": ("Timeline", "Every event as a mark in its lane; brush the strip to zoom, click a mark to read."),
    "escalation": ("Escalation", "The index by day, scores by month, and the ladder of hostility."),
    "responses": ("Responses", "What answered what: chains of acts, and how answers compare with what they answer."),
    "crises": ("Crises", "Crises side by side from their first day on, and the record's last days over them."),
    "map": ("Map", "Where things happened, by place and time."),
    "actors": ("Actors", "Who does what to whom, the balance of each pair, and acts under each government."),
    "events": ("Events", "The table, the card of each event with its sources, and the downloads."),
    "method": ("Method", "The codebook, scope, limits, licence and how to cite."),
}


def main() -> None:
    """Run the app once, as Streamlit does for every visit and every change."""
    icon = str(ROOT / "static/icon.svg")
    st.set_page_config(page_title=NAME, page_icon=icon, layout="wide", initial_sidebar_state=330)
    st.logo(icon, size="large")
    style(colours())
    pages = [
        st.Page(ROOT / f"pages/{name}_page.py", title=title, url_path=name, default=name == "overview", help=help)
        for name, (title, help) in PAGES.items()
    ]
    page = st.navigation(pages, position="top")
    try:
        filter_bar()
    except DataError as error:
        faults = "\n".join(f"- `{fault}`" for fault in error.faults[:50])
        st.error(f"The record in {data_folder()} cannot be shown. It has {len(error.faults)} faults:\n\n{faults}")
        st.stop()
    page.run()


if __name__ == "__main__":
    main()
