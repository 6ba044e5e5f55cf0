"""The tour of a first visit: four steps on the front page, skipped for good with one click."""

from __future__ import annotations

import streamlit as st

from dashboard.language import N_, _
from dashboard.ui.address import link, way
from dashboard.ui.card import permalink

COOKIE, _STEP = "tour", "_tour_step"
_YEAR = 365 * 24 * 3600  # seconds for which a browser remembers that the tour was seen

STEPS = (
    N_(
        "**Two Koreas, both sides, one scale.** Each event is a dated act with a score: ▲ hostile above zero, ▼ cooperative below. The line below adds them up day by day."
    ),
    N_(
        "**Ask for what you need.** The bar at the left filters every page by time, actor and kind of act (on a phone, open it with » at the top). The address of the page holds your choice: copy it, and others see the same."
    ),
    N_(
        "**From a point to its sources.** Click a mark, a title or a row: the card says who did what to whom, what it answered, and which pages say so. It can be cited in five styles."
    ),
    N_(
        "**Take it with you.** Under each chart “Table and files” has the figures, the picture and the link; the Events page has all rows and a brief to print."
    ),
)


def tour() -> None:
    """Draw the present step, or nothing if this browser has seen the tour."""
    step = st.session_state.get(_STEP, 0)
    if step >= len(STEPS):
        if step == len(STEPS):  # once: the browser keeps the note, the app stores nothing
            st.session_state[_STEP] = step + 1
            note = f"<script>document.cookie = '{COOKIE}=seen; max-age={_YEAR}; path=/; samesite=lax'</script>"
            st.html(note, unsafe_allow_javascript=True)
        return
    if st.context.cookies.get(COOKIE) or st.context.is_embedded:
        return

    def go(to: int) -> None:
        st.session_state[_STEP] = to

    with st.container(border=True, key="tour"):
        st.caption(_("New here? {step} of {steps}").format(step=step + 1, steps=len(STEPS)))
        st.markdown(_(STEPS[step]))
        with st.container(horizontal=True, vertical_alignment="center"):
            last = step + 1 == len(STEPS)
            st.button(_("Done") if last else _("Next"), on_click=go, args=(step + 1,), key="tour_next")
            if step:
                st.button(_("Back"), on_click=go, args=(step - 1,), key="tour_back", type="tertiary")
            if not last:
                st.button(_("Skip the tour"), on_click=go, args=(len(STEPS),), key="tour_skip", type="tertiary")
            if step == 2:
                way(_("See a card"), permalink("2023-north-scraps-military-agreement"))
            if step == 0:
                way(_("See a chain"), link("responses"))
