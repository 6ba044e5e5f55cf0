"""The downloads of the rows in view, made only when one is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.exports import FORMATS, sources_csv
from dashboard.ui.brief import brief_buttons
from dashboard.ui.cite import cite_view
from dashboard.ui.state import View


def downloads(view: View) -> None:
    """A button for each format of the rows in view, and one for their sources."""
    with st.container(horizontal=True, key="downloads"):
        for suffix, (label, make, mime) in FORMATS.items():
            st.download_button(
                label,
                data=partial(make, view.events, view.rows),
                file_name=view.wanted.filename("events", suffix),
                mime=mime,
                on_click="ignore",
                key=f"download_{suffix}",
                icon=":material/download:",
                disabled=view.rows.empty,
            )
        st.download_button(
            "Sources of these rows",
            data=partial(sources_csv, view.events, view.rows),
            file_name=view.wanted.filename("sources", "csv"),
            mime="text/csv",
            on_click="ignore",
            key="download_sources",
            icon=":material/download:",
            disabled=view.rows.empty,
        )
        brief_buttons(view)
        cite_view(view, "events")
