"""Events: the table of the rows in view, the card of one, and the downloads."""

import streamlit as st

from dashboard.language import _
from dashboard.ui.card import event_card
from dashboard.ui.downloads import downloads
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.state import current_view, fragment
from dashboard.ui.table import event_table

view = current_view()
st.title(_("Events"), anchor=False)


@fragment
def table() -> None:
    """The table and the card of the chosen row: choosing one redraws only these."""
    event_table(view, "events_table", height=520)


if not empty_notice(view):
    downloads(view)
    st.caption(
        _(
            "Downloads hold the events in view, in the columns of the codebook, and the score. The CSV opens in a spreadsheet and loads back with `read_events_csv`."
        )
    )
    if len(view.rows) == 1:  # a link to one event: its card is what was asked for
        event_card(view.events, view.rows["event_id"].iloc[0])
    else:
        table()
