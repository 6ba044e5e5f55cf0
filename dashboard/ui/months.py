"""The months of the escalation page, one part drawn at a time: scores and ladder, calendar, peaks, turning points,
and the index around acts of one kind.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.escalation import calendar_chart, domain_chart, ladder_chart, turning_chart
from dashboard.filters import long_date
from dashboard.findings import calendar_finding, domains_finding, ladder_finding, peaks_finding, turns_finding
from dashboard.months import domain_scores, monthly_levels, monthly_scores, peaks, turning_points
from dashboard.ui.card import event_links
from dashboard.ui.figure import figure
from dashboard.ui.state import View, colours, index_of
from dashboard.ui.study import around_acts


def month_parts(view: View) -> None:
    """Draw the choice of parts and the one that is chosen."""
    part = st.segmented_control(
        "More of the view",
        list(_PARTS),
        default=next(iter(_PARTS)),
        key="part",
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )
    _PARTS[part](view)


def _months(view: View) -> None:
    """Scores by domain and the ladder."""
    start, end = view.span
    by = "year" if (end - start).days > 20 * 366 else "month"
    sums = domain_scores(view.events, view.rows, by=by)
    figure(
        view,
        "domains",
        domain_chart(sums, view.events, colours()),
        finding=domains_finding(monthly_scores(view.rows, start, end)),
        measure=f"Sum of scores by {by} and domain; hostile above zero, cooperative below",
        table=sums.drop(columns=["until", "domain"]),
        help="Scores of the acts that began in it, added up without decay or deaths. A tall bar may be one grave act or many small ones: the table has the counts.",
    )
    levels = monthly_levels(view.rows, start, end)
    figure(
        view,
        "ladder",
        ladder_chart(levels, colours()),
        finding=ladder_finding(levels),
        measure="Highest Correlates of War hostility level by month, 1 to 5; blank: nothing recorded",
        table=levels,
        help="A ladder has order but no distances: a step from 3 to 4 is not the same as one from 1 to 2. An act counts in the month in which it began, so a long war shows where its operations are recorded.",
    )


def _calendar(view: View) -> None:
    """Years across, months down."""
    value = st.segmented_control(
        "Cells show", ["Score", "Count"], default="Score", key="cells", required=True, bind="query-params"
    )
    table = monthly_scores(view.rows, *view.span)
    figure(
        view,
        "calendar",
        calendar_chart(table, "net" if value == "Score" else "events", colours()),
        finding=calendar_finding(table),
        measure="Net score of each month: full red cells hostile, narrow blue ones cooperative"
        if value == "Score"
        else "Acts of each month, darker is more",
        table=table,
        help="An empty cell is a month without a recorded act: in older decades that may be a thin record and not a quiet month.",
    )


def _peaks(view: View) -> None:
    """The peaks of the index, each with the acts that made it."""
    shown = index_of(view.wanted)
    shown = shown[shown["date"].between(*view.span)]
    table = peaks(view.events, shown, view.memory)
    st.subheader(peaks_finding(table), anchor=False, help="The highest days of the index, at least 60 days apart.")
    st.caption(
        "Default parameters; under each peak the three acts that weighed most on that day, which may be older than it"
    )
    for number, peak in enumerate(table.to_dict("records")):
        known = pd.notna(peak["percentile"])
        place = f", above {peak['percentile']:.0f} % of the ten years before" if known else ""
        st.markdown(f"**{number + 1}. {long_date(peak['date'])}: {peak['tension']:.0f} points**{place}")
        event_links(view.events, peak["event_ids"], f"peak-{number}")


def _turning_points(view: View) -> None:
    """Months in which the level of monthly net scores turned."""
    try:
        table = turning_points(view.rows, *view.span)
    except ImportError:
        st.info("Turning points need the library ruptures, which does not support this version of Python yet.")
        return
    scores = monthly_scores(view.rows, *view.span)
    figure(
        view,
        "turns",
        turning_chart(scores, table, colours()),
        finding=turns_finding(table),
        measure="Net score by month, mean of each era (line), turning points (◆) with 95 % interval (bar at the foot)",
        table=table.drop(columns="event_ids"),
        help="The best course of constant levels for the square root of monthly net scores, at the price of BIC for each break; not read off the smoothed index. Intervals and support come from 200 courses with residuals resampled in blocks of a year. "
        "A turn is a change in what was recorded: in older decades it may be the record that changed.",
    )
    for number, turn in enumerate(table.to_dict("records")):
        st.markdown(
            f"**{turn['month']:%B %Y}**: from {turn['before']:+.1f} to {turn['after']:+.1f} points a month; found again in {turn['support']:.0%} of resampled courses, between {turn['low']:%B %Y} and {turn['high']:%B %Y}"
        )
        event_links(view.events, turn["event_ids"], f"turn-{number}", otherwise="No act recorded within a month.")


_PARTS = {
    "Months": _months,
    "Calendar": _calendar,
    "Peaks": _peaks,
    "Turning points": _turning_points,
    "Around an act": around_acts,
}
