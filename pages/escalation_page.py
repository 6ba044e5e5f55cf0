"""Escalation: the index day by day and what made it, then its months: scores, ladder, calendar, peaks, turning points."""

import streamlit as st

from dashboard.language import _
from dashboard.ui.address import link
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.index import index
from dashboard.ui.months import month_parts
from dashboard.ui.state import current_view

view = current_view()
st.title(_("Escalation"), anchor=False)
st.markdown(
    _(
        "A coded measure of reported acts: what was done and said, weighed by a published scale. It is no forecast and no probability of war. How well it agrees with measures of others stands on the [method page]({address})."
    ).format(address=link("method") + "#index")
)
if not empty_notice(view):
    index(view)
    month_parts(view)
