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
from dashboard.language import N_, _, speak  # noqa: E402
from dashboard.ui.address import FIGURE, read_language, unread  # noqa: E402
from dashboard.ui.figure import ALONE  # noqa: E402
from dashboard.ui.filter_bar import filter_bar  # noqa: E402
from dashboard.ui.state import NAME, colours, data_folder  # noqa: E402
from dashboard.ui.style import ADDRESS, name_language, style  # noqa: E402
from dashboard.ui.text import markdown  # noqa: E402

# File (without "_page.py") and address, title, and what the navigation says of it. The first is the front page.
PAGES = {
    "overview": (N_("Overview"), N_("The level of tension, eighty years in one line, and where to start.")),
    "timeline": (
        N_("Timeline"),
        N_("Every event as a mark in its lane; brush the strip to zoom, click a mark to read."),
    ),
    "escalation": (N_("Escalation"), N_("The index by day, scores by month, and the ladder of hostility.")),
    "responses": (
        N_("Responses"),
        N_("What answered what: chains of acts, and how answers compare with what they answer."),
    ),
    "crises": (N_("Crises"), N_("Crises side by side from their first day on, and the record's last days over them.")),
    "map": (N_("Map"), N_("Where things happened, by place and time.")),
    "actors": (N_("Actors"), N_("Who does what to whom, the balance of each pair, and acts under each government.")),
    "events": (N_("Events"), N_("The table, the card of each event with its sources, and the downloads.")),
    "method": (N_("Method"), N_("The codebook, scope, limits, licence and how to cite.")),
}


def main() -> None:
    """Run the app once, as Streamlit does for every visit and every change."""
    icon = str(ROOT / "dashboard/static/icon.svg")
    st.set_page_config(layout="wide", initial_sidebar_state=330)  # first, or the sidebar may come at another width
    # The sidebar comes with the first of all pieces, so that less of the page has to make room for it later. What holds the
    # address stands under the bar, one pixel high: until the style that hides it has come, it moves and shows nothing.
    bar, address = st.sidebar.container(), st.sidebar.container(key=ADDRESS, height=1, border=False)
    speak(read_language(address))
    st.set_page_config(page_title=_(NAME), page_icon=icon)
    st.logo(icon, size="large")
    with address:
        style(colours())
        name_language()
    pages = [
        st.Page(ROOT / f"pages/{name}_page.py", title=_(title), url_path=name, default=name == "overview", help=_(help))
        for name, (title, help) in PAGES.items()
    ]
    page = st.navigation(pages, position="top")
    try:
        filter_bar(bar, address)
    except DataError as error:
        faults = "\n".join(f"- `{fault}`" for fault in error.faults[:50])
        st.error(
            _("The record in {folder} cannot be shown. It has {n} faults:\n\n{faults}").format(
                folder=data_folder(), n=len(error.faults), faults=faults
            )
        )
        st.stop()
    page.run()
    if (asked := st.query_params.get(FIGURE)) and not st.session_state.pop(ALONE, False):
        unread(_("The page has no chart “{name}” with this filter.").format(name=markdown(asked[:60])))


if __name__ == "__main__":
    main()
