"""Responses: one chain of acts and answers as a ladder, and what all answers come to."""

import streamlit as st

from dashboard.language import _
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.responses import all_answers, chain
from dashboard.ui.state import current_view

view = current_view()
st.title(_("Responses"), anchor=False)
st.markdown(
    _(
        "What answered what, as sources report it. A chain shows the order in which acts followed each other, not that one had to lead to the next."
    )
)
chain(view)
if not empty_notice(view):
    all_answers(view)
