"""The door: page settings, navigation, the shared filter bar, then the page."""

import streamlit as st

from dashboard.contract import DataError
from dashboard.ui.filter_bar import filter_bar
from dashboard.ui.state import NAME, data_folder

# A page's file never bears the page's address (timeline_page.py is served at /timeline). Streamlit scans a folder called
# pages/ by itself, and on a fresh server a link to an address that names a file there would open it bare, without this door.
PAGES = [
    st.Page(
        "pages/overview_page.py",
        title="Overview",
        url_path="overview",
        default=True,
        help="The level of tension, eighty years in one line, and where to start.",
    ),
    st.Page(
        "pages/timeline_page.py",
        title="Timeline",
        url_path="timeline",
        help="Every event as a mark in its lane; brush the strip to zoom, click a mark to read.",
    ),
    st.Page(
        "pages/escalation_page.py",
        title="Escalation",
        url_path="escalation",
        help="The index day by day, hostile and cooperative scores by month, and the ladder of hostility.",
    ),
    st.Page(
        "pages/events_page.py",
        title="Events",
        url_path="events",
        help="The table, the card of each event with its sources, and the downloads.",
    ),
    st.Page(
        "pages/method_page.py",
        title="Method",
        url_path="method",
        help="The codebook, scope, limits, licence and how to cite.",
    ),
]

st.set_page_config(page_title=NAME, page_icon="static/icon.svg", layout="wide", initial_sidebar_state=330)
st.logo("static/wordmark.svg", size="large", icon_image="static/icon.svg")
page = st.navigation(PAGES, position="top")
try:
    filter_bar()
except DataError as error:
    st.error(
        f"The record in {data_folder()} cannot be shown. It has {len(error.faults)} faults:\n\n"
        + "\n".join(f"- `{fault}`" for fault in error.faults[:50])
    )
    st.stop()
page.run()
