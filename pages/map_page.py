"""Map: where things happened, by place and time."""

import streamlit as st

from dashboard.language import _
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.map import event_map
from dashboard.ui.state import current_view

view = current_view()
st.title(_("Map"), anchor=False)
if not empty_notice(view):
    event_map(view)
