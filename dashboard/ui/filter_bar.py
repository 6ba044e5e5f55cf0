"""The filter bar: the same widgets in the sidebar of every page, and the active filters as chips over its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.charts.palette import SIGN_WORDS
from dashboard.events import Events
from dashboard.filters import ATTRIBUTIONS, LEVELS, PARAMETERS, SIGNS, TEXT_LIMIT, EventFilter, value_label, vocabulary
from dashboard.language import N_, _, ngettext
from dashboard.ui.address import asked_now, go_to, language_switch, read_address, unread
from dashboard.ui.state import View, record
from dashboard.ui.text import markdown

ALL_TIME, OWN_DATES = N_("All years"), N_("Own dates")
# Whose terms of office can be chosen as a span, and the days below which one is no era of its own.
_CAPITALS = {"KOR": N_("Seoul"), "PRK": N_("Pyongyang")}
_SHORTEST_TERM = 300
_SHOWN_CHIPS = 12  # chips drawn; a filter of more parts says how many more there are


def presets(events: Events) -> dict[str, tuple[date | None, date | None]]:
    """Named spans of time: the record's last 90 days and 12 months, rule in the North and presidents of the South, each crisis (newest first)."""
    year_before = (pd.Timestamp(events.end) - pd.DateOffset(years=1) + pd.Timedelta(days=1)).date()
    ninety_before = events.end - timedelta(days=89)
    spans: dict[str, tuple[date | None, date | None]] = {
        _(ALL_TIME): (None, None),
        _("Last 12 months of the record"): (year_before, events.end),
        _("Last 90 days of the record"): (ninety_before, events.end),
    }
    for term in events.leaders.sort_values("date_start", ascending=False).to_dict("records"):
        start, end = term["date_start"], term["date_end"] if pd.notna(term["date_end"]) else pd.Timestamp(events.end)
        if term["country"] in _CAPITALS and (end - start).days >= _SHORTEST_TERM:
            name = (
                f"{_(_CAPITALS[term['country']])}: {str(term['name']).split(' (')[0]}, {start.year}–{end.year % 100:02}"
            )
            spans[name] = (max(start.date(), events.start), min(end.date(), events.end))
    for crisis in events.crises.sort_values("date_start", ascending=False).to_dict("records"):
        start, end = crisis["date_start"].date(), crisis["date_end"].date()
        years = str(start.year) if start.year == end.year else f"{start.year}–{end.year % 100:02}"
        spans[f"{crisis['name']}, {years}"] = (start, end)
    return spans


def filter_bar(bar: DeltaGenerator, address: DeltaGenerator) -> View:
    """Draw the bar and the chips; returns the view and keeps it for the page of this run.

    bar, address: the containers for what is seen of it and for the widgets that hold the address
    """
    events = record()
    wanted, problems = read_address(events, address)
    with bar:
        _bar(events, wanted)
    view = View(events, wanted, wanted.apply(events))
    st.session_state["_view"] = view
    if problems:
        unread(_("Part of the address could not be read."), problems)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        _chips(view)
        if not st.context.is_embedded:
            language_switch()
    return view


# ---- the bar ---------------------------------------------------------------------------------------------------------


def _bar(events: Events, wanted: EventFilter) -> None:
    def shown(field: str, value: Any) -> str:
        """Set a visible widget from the filter; returns its key."""
        st.session_state[f"shown_{field}"] = value
        return f"shown_{field}"

    def changed(field: str, read: Callable[[Any], Any] = lambda v: v) -> None:
        go_to(replace(asked_now(events), **{field: read(st.session_state[f"shown_{field}"])}))

    def choose(field: str, label: str, help: str | None = None) -> None:
        st.multiselect(
            label,
            vocabulary(field, events),
            format_func=lambda v: value_label(field, v, events),
            key=shown(field, [str(v) for v in getattr(wanted, field)]),
            on_change=changed,
            args=(field, lambda v: tuple(int(x) for x in v) if field == "level" else tuple(v)),
            placeholder=_("Any"),
            help=help,
        )

    def search(field: str, label: str, placeholder: str) -> None:
        key = shown(field, getattr(wanted, field))
        st.text_input(
            label,
            key=key,
            on_change=changed,
            args=(field, str.strip),
            placeholder=placeholder,
            max_chars=TEXT_LIMIT,
            help=_("All of the words, in any order; quotation marks ask for a phrase."),
        )

    spans = presets(events)
    present = next((name for name, span in spans.items() if span == (wanted.start, wanted.end)), _(OWN_DATES))

    def to_span() -> None:
        present = asked_now(events)
        start, end = spans.get(st.session_state["shown_span"], (present.start, present.end))
        go_to(replace(present, start=start, end=end))

    st.selectbox(_("Time"), [*spans, _(OWN_DATES)], key=shown("span", present), on_change=to_span)
    limits: dict[str, Any] = {
        "min_value": min(events.start, wanted.start or events.start, wanted.end or events.start),
        "max_value": max(events.end, wanted.start or events.end, wanted.end or events.end),
        "format": "YYYY-MM-DD",
    }
    st.date_input(_("From"), key=shown("start", wanted.start), on_change=changed, args=("start",), **limits, value=None)
    st.date_input(_("To"), key=shown("end", wanted.end), on_change=changed, args=("end",), **limits, value=None)
    choose("actor", _("Actors"), _("As initiator or as target; any of those chosen."))
    st.segmented_control(
        _("What kind"),
        list(SIGNS),
        format_func=lambda sign: _(SIGN_WORDS[sign]),
        selection_mode="multi",
        key=shown("sign", list(wanted.sign)),
        on_change=changed,
        args=("sign", tuple),
        width="stretch",
    )
    choose("domain", _("Domain"))
    choose("type", _("Type of act"))
    search("q", _("Search"), _("Words in title, summary, place"))
    more = ("initiator", "target", "dyad", "level", "deaths", "place", "attribution")
    drawer = st.expander(
        _("More filters"), expanded=any(getattr(wanted, f) for f in more), key="more", on_change="rerun"
    )
    if drawer.open:  # seven widgets that few visits need: they cost time only when they are asked for
        with drawer:
            choose("initiator", _("Who acted"))
            choose("target", _("Towards whom"))
            choose("dyad", _("Between two"), _("One acts on the other, or both take part in a joint act."))
            choose(
                "level",
                _("Hostility level"),
                _("Levels of the Correlates of War: {levels}").format(levels="; ".join(map(_, LEVELS.values()))),
            )
            st.number_input(
                _("Deaths, at least"),
                min_value=0,
                step=1,
                key=shown("deaths", wanted.deaths or 0),
                on_change=changed,
                args=("deaths", lambda n: int(n) or None),
                help=_("1 finds every event with a known death; 0 asks for nothing."),
            )
            search("place", _("Place"), _("Yeonpyeong"))
            choose("attribution", _("Attribution"), "; ".join(map(_, ATTRIBUTIONS.values())))
    st.button(_("Reset all filters"), on_click=go_to, args=(EventFilter(),), disabled=not wanted, width="stretch")


# ---- the chips -------------------------------------------------------------------------------------------------------


def _chips(view: View) -> None:
    parts = list(view.wanted.parts(view.events))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chips", width="stretch"):
        st.markdown(
            _("**{n:,} of {all:,} events**").format(n=len(view.rows), all=len(view.events.frame)), width="content"
        )
        for number, (field, value, words) in enumerate(parts[:_SHOWN_CHIPS]):
            short = words if len(words) <= 42 else words[:40] + "…"
            st.button(
                f"✕ {markdown(short)}",
                key=f"chip_{number}",
                on_click=lambda field, value: go_to(asked_now(view.events).drop(field, value)),
                args=(field, value),
                help=_("Remove this filter: {words}").format(words=markdown(words)),
                type="secondary",
            )
        if len(parts) > _SHOWN_CHIPS:
            st.markdown(_("and {n} more").format(n=len(parts) - _SHOWN_CHIPS), width="content")
        if parts:
            st.button(_("Reset"), key="chip_reset", on_click=go_to, args=(EventFilter(),), type="tertiary")


def empty_notice(view: View) -> bool:
    """Where nothing passes the filter, say which part to loosen; returns whether that was so."""
    if len(view.rows):
        return False
    looser = view.wanted.loosen(view.events)
    if looser:
        ways = "\n".join(
            ngettext("- without **{label}**: {n:,} event", "- without **{label}**: {n:,} events", n).format(
                label=label, n=n
            )
            for __, label, n in looser
        )
        st.info(
            _("No event passes all these filters together. Loosen one of them:\n\n{ways}").format(ways=ways),
            icon=":material/filter_alt_off:",
        )
        with st.container(horizontal=True):
            for field, *__ in looser[:4]:
                blank = getattr(EventFilter(), field)
                st.button(
                    _("Remove {filter}").format(filter=_(PARAMETERS[field][1])),
                    key=f"loosen_{field}",
                    on_click=go_to,
                    args=(replace(view.wanted, **{field: blank}),),
                )
    else:
        st.info(
            _(
                "No event passes these filters, and no single one of them can be loosened to find any. Reset them and start anew."
            ),
            icon=":material/filter_alt_off:",
        )
    return True
