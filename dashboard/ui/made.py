"""What made this: the acts behind a day or a span of the index, ranked by their share, each with its card."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.palette import MARKS
from dashboard.filters import read_span, write_span
from dashboard.findings import made_finding
from dashboard.language import _, ngettext
from dashboard.params import TensionParams
from dashboard.tension import contributions
from dashboard.ui.address import link, parameter, set_parameter, unread, way
from dashboard.ui.card import event_card
from dashboard.ui.crises import own_spans
from dashboard.ui.state import View
from dashboard.ui.text import markdown

_PARAMETER = "made"
_SHOWN = "_made_shown"  # the span that the last run showed
_ROWS = 8  # acts seen without scrolling


def _columns() -> dict[str, Any]:
    """How the columns of the table are shown."""
    return {
        "share": st.column_config.ProgressColumn(_("Share"), format="percent", min_value=0, max_value=1, width=110),
        "points": st.column_config.NumberColumn(
            _("Points"), format="%+.1f", width=60, help=_("Mean over the span; minus: cooperative")
        ),
        "act": st.column_config.TextColumn("", width=28, help=_("▲ hostile, ▼ cooperative")),
        "date": st.column_config.DateColumn(_("Date"), format="YYYY-MM-DD", width=92),
        "title": st.column_config.TextColumn(_("Event"), width=380),
        "type": st.column_config.TextColumn(_("Type"), width=130),
    }


def asked_span(otherwise: date, first: date, last: date) -> tuple[date, date]:
    """The span that the address asks about, cut to the days that the record covers; else one day."""
    text = parameter(_PARAMETER)
    if not text:
        return otherwise, otherwise
    try:
        start, end = read_span(text)
    except ValueError as error:
        unread(_("The address asks what made a day that cannot be read: {error}.").format(error=markdown(str(error))))
        return otherwise, otherwise
    if end < first or start > last:
        unread(
            _("{text} lies outside the record, which covers {first} to {last}.").format(
                text=markdown(text), first=first, last=last
            )
        )
        return otherwise, otherwise
    return max(start, first), min(end, last)


def picked_on_chart(key: str) -> None:
    """Callback of the chart: ask about the day that was clicked, or the span that was drawn."""
    picked = st.session_state[key]["selection"]
    days = sorted(str(point["x"])[:10] for point in picked["points"])
    if box := next(iter(picked["box"]), None):
        days = sorted(str(edge)[:10] for edge in box["x"])
    if days:
        set_parameter(_PARAMETER, write_span(date.fromisoformat(days[0]), date.fromisoformat(days[-1])))


def what_made_this(view: View, span: tuple[date, date], params: TensionParams) -> None:
    """Draw the question's two dates, the ranked acts and the card of the one that is chosen."""
    start, end = span
    events = view.events
    made = contributions(events, start, end, view.memory, params)
    st.subheader(
        _("What made this? {made_finding}").format(made_finding=made_finding(made, events, start, end)), anchor=False
    )
    before = st.session_state.get(_SHOWN)
    st.session_state[_SHOWN] = st.session_state["shown_made"] = (start, end)

    def ask() -> None:
        chosen = tuple(st.session_state["shown_made"])
        # The first of two clicks leaves the span open; a page that is a run behind sends back what it showed, chosen by nobody.
        if len(chosen) == 2 and chosen != before:
            set_parameter(_PARAMETER, write_span(*chosen))

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            _("Day or span"),
            key="shown_made",
            min_value=events.start,
            max_value=events.end,
            format="YYYY-MM-DD",
            on_change=ask,
            width=260,
            help=_("Or click a day on the chart; with “Box select” over the chart, draw a span."),
        )
        total = made["points"].sum()
        st.caption(
            ngettext(
                "{n:,} act stands behind it: {total:+.1f} points before the floor at zero. Acts before them still count, as far as they have not faded.",
                "{n:,} acts stand behind it; together {total:+.1f} points before the floor at zero. Acts before them still count, as far as they have not faded.",
                len(made),
            ).format(n=len(made), total=total)
        )
        way(
            _("Lay beside other crises"),
            link("crises", view.wanted, own=own_spans(span)),
            help=_("Takes this span to the crises page, where it stands on the same day 0 as named crises."),
        )
    if made.empty:
        return
    rows = events.by_id.loc[made["event_id"]]
    table = pd.DataFrame(
        {
            "share": made["share"].to_numpy(),
            "points": made["points"].to_numpy(),
            "act": rows["sign"].map(MARKS).to_numpy(),
            "date": rows["date_start"].dt.date.to_numpy(),
            "title": rows["title"].to_numpy(),
            "type": rows["label"].to_numpy(),
            "event_id": made["event_id"].to_numpy(),
        }
    )
    picked = st.dataframe(
        table,
        key="made_table",
        hide_index=True,
        height=38 + 35 * min(len(table), _ROWS),
        column_config=_columns(),
        column_order=list(_columns()),
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        alt=_("Acts that made the index, heaviest first. Choose a row to open its card."),
    )
    for position in picked["selection"]["rows"]:
        if position < len(table):
            event_card(events, str(table.loc[position, "event_id"]))
