"""The downloads of the rows in view, made only when one is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.exports import FORMATS, sources_csv
from dashboard.language import _
from dashboard.ui.brief import brief_buttons
from dashboard.ui.cite import cite_view
from dashboard.ui.files import GRID, file_button
from dashboard.ui.state import View


def downloads(view: View) -> None:
    """A button for each format of the rows in view, and one for their sources."""
    with st.container(horizontal=True, gap="xsmall", key="downloads"):
        for suffix, (label, make, mime) in FORMATS.items():
            rows = partial(make, view.events, view.rows)
            name = view.wanted.filename("events", suffix)
            file_button(label, rows, name, f"download_{suffix}", mime=mime, width=GRID, disabled=view.rows.empty)
        sources, name = partial(sources_csv, view.events, view.rows), view.wanted.filename("sources", "csv")
        file_button(_("Sources (CSV)"), sources, name, "download_sources", width=GRID, disabled=view.rows.empty)
        brief_buttons(view)
        cite_view(view, "events")
