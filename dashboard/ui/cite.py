"""Cite, link and correct: what a reader takes from a card or a view besides its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Literal
from urllib.parse import quote

import pandas as pd
import streamlit as st

from dashboard.citations import STYLES, Citation, bibtex, of_event, of_view, ris
from dashboard.events import Events
from dashboard.language import _
from dashboard.ui.address import full_address, link
from dashboard.ui.files import GRID, file_button
from dashboard.ui.state import View


def cite_event(events: Events, event: pd.Series, path: str) -> None:
    """A button that opens the link and the citations of one event."""
    address = full_address(path)
    _popover(of_event(events, event, address, datetime.now(UTC).date()), f"cite_{event['event_id']}")


def cite_view(view: View, page: str) -> None:
    """A button that opens the link and the citations of the rows in view."""
    address = full_address(link(page, view.wanted))
    described = view.wanted.describe(view.events)
    _popover(of_view(view.events, described, address, datetime.now(UTC).date()), f"cite_view_{page}", GRID)


def _popover(citation: Citation, key: str, width: int | Literal["content"] = "content") -> None:
    box = st.popover(_("Cite and link"), icon=":material/format_quote:", key=key, on_change="rerun", width=width)
    if not box.open:
        return
    with box:
        st.caption(_("Link"))
        st.code(citation.address, language=None, wrap_lines=True)
        for name, written in STYLES.items():
            st.caption(name)
            st.code(written(citation), language=None, wrap_lines=True)
        with st.container(horizontal=True):
            for suffix, make in (("bib", bibtex), ("ris", ris)):
                file_button(
                    f".{suffix}", partial(_bytes, make, citation), f"{citation.key}.{suffix}", f"{key}_{suffix}"
                )


def _bytes(make: Callable[[Citation], str], citation: Citation) -> bytes:
    return make(citation).encode()


def report_address(events: Events, event: pd.Series) -> str:
    """A mail that is begun for whoever finds a fault in a row: what the row says, and room for what is right."""
    shown = {
        name: event[name]
        for name in ("date_start", "title", "event_type", "gravity", "initiators", "targets", "attribution", "location")
    }
    shown["date_start"] = event["date_start"].date()
    rows = "\n".join(f"{name}: {value}" for name, value in shown.items())
    body = _(
        "Row {event_id}, record version {version}\n\n{rows}\n\nWhat is wrong, and what would be right:\n\nA page that says so:\n"
    ).format(event_id=event["event_id"], version=events.version, rows=rows)
    return f"mailto:?subject={quote('Correction: ' + str(event['event_id']))}&body={quote(body)}"
