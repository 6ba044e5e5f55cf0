"""Timeline: every event a mark in its lane; brush the strip to zoom, click a mark to read its card."""

import streamlit as st

from dashboard.charts.timeline import LANES, PICK, timeline_chart
from dashboard.findings import timeline_finding
from dashboard.language import _
from dashboard.ui.address import choice
from dashboard.ui.card import event_card
from dashboard.ui.figure import figure
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.state import colours, current_view, fragment
from dashboard.ui.style import DESK, PHONE
from dashboard.ui.table import event_table, reading_table

view = current_view()
st.title(_("Timeline"), anchor=False)


@fragment
def timeline() -> None:
    """The chart and the card of the mark that was clicked: a click redraws only these."""
    lanes = choice("lanes", _("Lanes"), LANES)
    picked = figure(
        view,
        "timeline",
        timeline_chart(view.events, view.rows, lanes, colours(), view.span),
        finding=timeline_finding(view.rows, view.memory, *view.span),
        measure={
            "domain": _("Acts by domain; ▲ hostile, ▼ cooperative; larger is a stronger score"),
            "actor": _("Acts by actor; ▲ hostile, ▼ cooperative; larger is a stronger score"),
        }[lanes],
        page_only=_(". Drag on the strip below to zoom"),
        table=reading_table(view.events, view.rows),
        help=_(
            "Each mark is one act on its first day; the height within a lane only keeps marks apart. An act by several actors stands in the lane of each. Drag on the strip below to zoom; click a mark for its card. Few marks in an old year may mean a thin record, not a quiet year."
        ),
        on_select="rerun",
        selection_mode=PICK,
    )
    chosen = [
        row["event_id"] for row in picked["selection"].get(PICK, []) if row.get("event_id") in view.events.by_id.index
    ]
    for event_id in chosen[:3]:
        event_card(view.events, event_id)
    if not chosen:
        for shown_on, words in (
            (DESK, _("Click a mark to read its card, or choose a row here.")),
            (PHONE, _("Tap a mark to read its card, or tap an event here.")),
        ):
            st.container(key=f"{shown_on}-timeline-hint").caption(words)
        event_table(view, "timeline_table", height=260)


if not empty_notice(view):
    timeline()
