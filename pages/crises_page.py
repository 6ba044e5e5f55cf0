"""Crises: chosen crises from their day 0 on, over one another, in a table, and each by itself on shared scales."""

import streamlit as st

from dashboard.language import _
from dashboard.ui.crises import choose_crises, panels, side_by_side
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.state import current_view

view = current_view()
st.title(_("Crises"), anchor=False)
st.markdown(
    _(
        "Named crises laid on the same day 0. It shows how fast each rose, how far, and how long until somebody took a step back; not how the next one will go."
    )
)
if not empty_notice(view):
    chosen = choose_crises(view)
    if chosen.empty:
        st.info(_("The record names no crisis: add a span of your own."))
    else:
        side_by_side(view, chosen)
        panels(view, chosen)
