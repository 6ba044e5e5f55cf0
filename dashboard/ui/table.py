"""The events in view as a table for reading, and the card of the row that is chosen."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.palette import MARKS
from dashboard.events import Events, split
from dashboard.language import _
from dashboard.ui.card import event_card, event_links
from dashboard.ui.state import View
from dashboard.ui.style import DESK, PHONE

_LINES = 20  # events that a phone lists at a time


def _columns() -> dict[str, Any]:
    """How the columns of the table are shown."""
    return {
        "date": st.column_config.DateColumn(_("Date"), format="YYYY-MM-DD", width=92),
        "act": st.column_config.TextColumn("", width=28, help=_("▲ hostile, ▼ cooperative")),
        "title": st.column_config.TextColumn(_("Event"), width=330),
        "type": st.column_config.TextColumn(_("Type"), width=120),
        "who": st.column_config.TextColumn(
            _("Who → whom"), width=110, help=_("Actor codes: the method page has their names")
        ),
        "deaths": st.column_config.NumberColumn(_("Deaths"), width=58),
        "score": st.column_config.NumberColumn(_("Score"), format="%.1f", width=52, help=_("Up is worse")),
        "source": st.column_config.LinkColumn(
            _("First source"), width=120, display_text=r"https?://(?:www\.)?([^/]+)", help=_("The card has all of them")
        ),
    }


def reading_table(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """One row an event, newest first, in the columns that people read."""
    newest = frame.sort_values(["date_start", "event_id"], ascending=False, kind="stable")
    first = newest["source_ids"].map(lambda ids: split(ids)[0])
    return pd.DataFrame(
        {
            "date": newest["date_start"].dt.date,
            "act": newest["sign"].map(MARKS),
            "title": newest["title"],
            "type": newest["label"],
            "who": newest["initiators"].str.replace(";", "+")
            + (" → " + newest["targets"].str.replace(";", "+")).where(newest["targets"] != "", ""),
            "deaths": newest["deaths"],
            "score": newest["score"],
            "source": events.sources.loc[first, "url"].to_numpy(),
            "event_id": newest["event_id"],
        }
    ).reset_index(drop=True)


def event_table(view: View, key: str, *, height: int) -> None:
    """The table; choosing a row (by mouse or keyboard) opens the event's card below it."""
    table = reading_table(view.events, view.rows)
    with st.container(key=f"{PHONE}-{key}"):
        _lines(view, table, key)
    with st.container(key=f"{DESK}-{key}"):
        picked = st.dataframe(
            table,
            key=key,
            hide_index=True,
            height=height,
            column_config=_columns(),
            column_order=list(_columns()),
            on_select="rerun",
            selection_mode="single-row",
            placeholder="",
            alt=_("Events in view, newest first. Choose a row to open its card."),
        )
    for position in picked["selection"]["rows"]:
        if position < len(table):
            event_card(view.events, str(table.loc[position, "event_id"]))


def _lines(view: View, table: pd.DataFrame, key: str) -> None:
    """The newest events as lines that lead to their cards, and a button for more: what a phone shows in place of the table."""
    count = f"{key}_lines"
    shown = st.session_state.setdefault(count, _LINES)

    def more() -> None:
        st.session_state[count] += _LINES

    event_links(view.events, table["event_id"].head(shown), f"{PHONE}-{key}")
    if shown < len(table):
        st.button(_("Show {n} more").format(n=min(_LINES, len(table) - shown)), on_click=more, key=f"{key}_more")
