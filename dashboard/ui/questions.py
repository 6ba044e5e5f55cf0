"""Questions to start from, each a link into the view that answers it."""

from __future__ import annotations

import streamlit as st

from dashboard.filters import EventFilter
from dashboard.language import N_, _
from dashboard.ui.address import link, way

# Question -> the page that answers it, the filter it asks for and the page's own parameters.
QUESTIONS: tuple[tuple[str, str, EventFilter, dict[str, str]], ...] = (
    (N_("What led to November 2023 and the “hostile states” speech?"), "responses", EventFilter(), {}),
    (
        N_("Was the first half of 2024 worse than that of 2017?"),
        "crises",
        EventFilter(),
        {"crisis": "none", "own": "2017-01-01..2017-06-30;2024-01-01..2024-06-30"},
    ),
    (N_("Which kinds of act drew an answer within a week?"), "responses", EventFilter(), {"group": "act"}),
    (
        N_("When did the North test missiles and nuclear devices?"),
        "timeline",
        EventFilter(initiator=("PRK",), type=("missile_test", "nuclear_test")),
        {},
    ),
    (N_("What happened at Yeonpyeong?"), "events", EventFilter(place="Yeonpyeong"), {}),
    (N_("Where on the peninsula do people die?"), "map", EventFilter(deaths=1), {}),
    (N_("Under which government was it worst?"), "actors", EventFilter(), {}),
)


def questions() -> None:
    """Draw the questions as links."""
    st.subheader(_("Start from a question"), anchor=False)
    with st.container(gap="small", key="links-questions"):
        for question, page, wanted, own in QUESTIONS:
            way(_(question), link(page, wanted, **own))
