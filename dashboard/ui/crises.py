"""The crises page's pieces: which crises are chosen, their curves over one another, their table, and the panels of each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.crises import curves_chart, hues, panels_chart
from dashboard.crises import (
    AFTER,
    ALIGNMENTS,
    BEFORE,
    DEFAULT_CRISES,
    MOST,
    NONE,
    aligned_acts,
    aligned_days,
    chosen_crises,
    crisis_name,
    crisis_table,
    domain_counts,
    ladder,
    panel_table,
    read_crises,
)
from dashboard.events import Events
from dashboard.filters import write_span
from dashboard.findings import crises_finding
from dashboard.language import _, long_date
from dashboard.ui.address import choice, parameter, set_parameter, unread
from dashboard.ui.figure import about_acts, figure
from dashboard.ui.state import View, colours, index_of
from dashboard.ui.style import STEADY
from dashboard.ui.text import markdown

_ACROSS = 3  # panels side by side on a desk
_KEPT = "_own_spans"  # spans that this visit added, so that the escalation page can add to them


def _columns() -> dict[str, Any]:
    """How the columns of the table are shown."""
    return {
        "crisis": st.column_config.TextColumn(_("Crisis"), width=230, pinned=True),
        "day_zero": st.column_config.DateColumn(_("Day 0"), format="YYYY-MM-DD", width=92),
        "day_zero_is": st.column_config.TextColumn(_("Day 0 is"), width=200),
        "days": st.column_config.NumberColumn(_("Days"), width=60, help=_("First and last day included")),
        "peak": st.column_config.NumberColumn(
            _("Highest"), format="%.1f", width=60, help=_("Highest tension between them, points")
        ),
        "peak_day": st.column_config.DateColumn(_("Highest on"), format="YYYY-MM-DD", width=92),
        "deaths": st.column_config.NumberColumn(_("Deaths"), width=66, help=_("Sum of the figures known")),
        "deaths_known": st.column_config.TextColumn(_("Figures for"), width=110),
        "days_to_cooperation": st.column_config.NumberColumn(
            _("Days to cooperation"),
            width=120,
            help=_("From the gravest act to the first cooperative act after its day"),
        ),
        "first_cooperation": st.column_config.TextColumn(_("First cooperative act"), width=230),
        "ended": st.column_config.TextColumn(_("How it ended"), width=260),
        "kind": st.column_config.TextColumn(_("Kind"), width=80),
        "start": st.column_config.DateColumn(_("From"), format="YYYY-MM-DD", width=92),
        "end": st.column_config.DateColumn(_("To"), format="YYYY-MM-DD", width=92),
    }


def own_spans(added: tuple[date, date]) -> str:
    """The spans of one's own that this visit has chosen, with one more, as the address holds them."""
    known = [text for text in st.session_state.get(_KEPT, "").split(";") if text]
    return ";".join(dict.fromkeys([*known, write_span(*added)]))


def choose_crises(view: View) -> pd.DataFrame:
    """Draw the choice and say what of the address cannot be read; returns the rows of ``chosen_crises``."""
    events = view.events
    left, right = st.columns(2)
    names_of_crises = left.container(key=f"{STEADY}-names", gap=None)
    controls = right.container(key=f"{STEADY}-controls")
    with names_of_crises:
        crisis_ids, own = ([t for t in parameter(name).split(";") if t] for name in ("crisis", "own"))
    st.session_state[_KEPT] = ";".join(own)
    named, spans, problems = read_crises(crisis_ids, own, events)
    if problems:
        unread("", problems)
    shown = [*named, *(write_span(*span) for span in spans)]
    options = list(dict.fromkeys([*events.crises.sort_values("date_start", ascending=False).index, *shown]))
    st.session_state["shown_crises"] = shown

    def ask() -> None:
        chosen = st.session_state["shown_crises"]
        names = [c for c in chosen if c in events.crises.index]
        mine = [c for c in chosen if c not in events.crises.index]
        plain = set(names) == set(DEFAULT_CRISES) or not chosen
        set_parameter("crisis", "" if plain else ";".join(names) or NONE)
        set_parameter("own", ";".join(mine))

    names_of_crises.multiselect(
        _("Crises and thaws"),
        options,
        format_func=lambda c: crisis_name(events, c),
        key="shown_crises",
        on_change=ask,
        max_selections=MOST,
        help=_(
            "At most {most}. A span of your own is added on the escalation page, under “What made this?”, or by its dates here."
        ).format(most=MOST),
    )
    with controls:
        align = choice("align", _("Day 0 is the"), ALIGNMENTS)
        now = st.toggle(
            _("Where are we now?"),
            key="now",
            bind="query-params",
            help=_("Lays the record's last {after} days over them, its last day on day {after}.").format(after=AFTER),
        )
        _own_dates(events, own)
    return chosen_crises(events, named, spans, align=align, now=now)


def _own_dates(events: Events, own: list[str]) -> None:
    def add() -> None:
        dates = st.session_state["own_dates"]
        if len(dates) == 2:  # the first of two clicks leaves the span open
            set_parameter("own", ";".join(dict.fromkeys([*own, write_span(*dates)])))
            st.session_state["own_dates"] = []

    st.date_input(
        _("Add a span of your own"),
        value=[],
        min_value=events.start,
        max_value=events.end,
        format="YYYY-MM-DD",
        key="own_dates",
        on_change=add,
        width=260,
    )


def side_by_side(view: View, chosen: pd.DataFrame) -> None:
    """The curves over one another and the table of what each came to."""
    index = index_of(view.wanted)
    table = crisis_table(view.events, view.memory, index, chosen)
    acts = aligned_acts(view.events, view.memory, chosen)
    days = aligned_days(index, acts, chosen)
    figure(
        view,
        "crises",
        curves_chart(days, chosen, hues(view.events, chosen, colours()), colours()),
        finding=crises_finding(table),
        measure=_(
            "Tension in points from {before} days before to {after} days after day 0, all on one scale; dates of the filter do not cut it"
        ).format(before=BEFORE, after=AFTER),
        about=about_acts(view, acts["event_id"].nunique(), dated=False),
        table=days,
        help=_(
            "Each line is the index around one crisis, laid on its day 0: hover for the date. Lines differ by dash and by name at their end as well as by colour. Earlier decades are recorded more thinly: a lower line of long ago is not a milder crisis."
        ),
    )
    st.dataframe(
        table,
        hide_index=True,
        column_config=_columns(),
        column_order=list(_columns()),
        placeholder="",
        alt=_(
            "What each crisis came to: duration, peak, deaths, days from its gravest act to the first cooperative one, and how it ended."
        ),
    )


def panels(view: View, chosen: pd.DataFrame) -> None:
    """Each crisis in its four panels, scales shared: index, deaths, ladder, acts by domain."""
    events, index = view.events, index_of(view.wanted)
    acts = aligned_acts(events, view.memory, chosen)
    days, rungs, cells = aligned_days(index, acts, chosen), ladder(acts), domain_counts(acts)
    most = {
        "tension": max(float(days["tension"].max()), 1.0),
        "deaths": float(days["deaths"].max()),
        "acts": float(cells["acts"].max() if len(cells) else 1),
    }
    hue = hues(events, chosen, colours())
    st.header(_("Each by itself, on shared scales"), anchor=False)
    st.caption(
        _(
            "Day 0 is the dotted line. Deaths stand on a scale of tens, on which none is none. In the lowest panel each row is a domain, each cell 30 days: ▲ hostile, ▼ cooperative, and how many acts"
        )
    )
    for first in range(0, len(chosen), _ACROSS):
        for place, (__, crisis) in zip(
            st.columns(_ACROSS), chosen.iloc[first : first + _ACROSS].iterrows(), strict=False
        ):
            crisis_id = crisis["crisis_id"]
            one_days, one_rungs, one_cells = (part.loc[part["crisis_id"] == crisis_id] for part in (days, rungs, cells))
            with place:
                figure(
                    view,
                    f"panels_{crisis_id.replace('.', '-')}",
                    panels_chart(one_days, one_rungs, one_cells, events, hue[crisis_id], colours(), most=most),
                    finding=crisis["name"],
                    measure=markdown(
                        _("Day 0: {is_what}, {day}").format(
                            is_what=crisis["day_zero_is"], day=long_date(crisis["day_zero"])
                        )
                    ),
                    about=about_acts(view, int((acts["crisis_id"] == crisis_id).sum()), dated=False),
                    alt=_panel_words(crisis, one_days, one_rungs, one_cells),
                    table=panel_table(crisis, one_days, one_rungs, one_cells),
                    help=_(
                        "All panels of this kind on the page have the same scales. The table has a row for each mark: days of the curve, steps of the ladder, cells of acts."
                    ),
                )


def _panel_words(crisis: pd.Series, days: pd.DataFrame, rungs: pd.DataFrame, cells: pd.DataFrame) -> str:
    """What the panels of one crisis show, for those who hear it."""
    peak = _("no index")
    if len(days):
        top = days.iloc[int(days["tension"].argmax())]
        peak = _("the index peaks at {tension:.0f} points on day {day:+d}").format(
            tension=top["tension"], day=top["day"]
        )
    level = int(rungs["level"].max()) if len(rungs) else 0
    return _(
        "{name}: {peak}; {deaths} deaths from day 0 on; highest hostility level {level} of 5; {acts} acts in the window."
    ).format(
        name=crisis["name"],
        peak=peak,
        deaths=int(days["deaths"].max() if len(days) else 0),
        level=level,
        acts=int(cells["acts"].sum()),
    )
