"""Escalation: the index day by day, scores by month around zero, and the ladder of hostility."""

import streamlit as st

from dashboard.charts.escalation import AXES, UNITS, balance_chart, index_figure, ladder_chart
from dashboard.findings import balance_finding, index_peak, ladder_finding
from dashboard.tension import monthly_levels, monthly_scores
from dashboard.ui.figure import figure, index_table
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.state import colours, current_view, index_of

view = current_view()
events, rows = view.events, view.rows
st.title("Escalation", anchor=False)
st.markdown(
    "A coded measure of reported acts: what was done and said, weighed by a published scale. It is no forecast and no probability of war."
)

if not empty_notice(view):
    start, end = view.span
    unit = st.segmented_control(
        "Unit", list(UNITS), format_func=UNITS.get, default="tension", key="unit", required=True, bind="query-params"
    )
    index = index_of(view.wanted)
    shown = index[index["date"].between(start, end)].reset_index(drop=True)
    figure(
        view,
        "index",
        index_figure(shown, unit, events.crises, colours()),
        finding=index_peak(shown, unit),
        measure=f"Tension by day, {AXES[unit].removeprefix('Tension, ').lower()}; shaded under ▾: named crises",
        table=index_table(shown),
        help="Drag on the chart or the slider to zoom; double-click to see all. Each act counts with its score, hostile ones more with deaths, and fades by half every 30 days; cooperative acts count against it. Acts before the span shown still count. A percentile compares a day with the ten years before it.",
    )

    months = monthly_scores(rows, start, end)
    figure(
        view,
        "balance",
        balance_chart(months, colours()),
        finding=balance_finding(months),
        measure="Sum of scores by month; hostile above zero, cooperative below",
        table=months,
        help="Scores of the acts that began in the month, added up without decay or deaths. A tall month may be one grave act or many small ones: the table has the counts.",
    )

    levels = monthly_levels(rows, start, end)
    figure(
        view,
        "ladder",
        ladder_chart(levels, colours()),
        finding=ladder_finding(levels),
        measure="Highest Correlates of War hostility level by month, 1 to 5; blank: nothing recorded",
        table=levels,
        help="A ladder has order but no distances: a step from 3 to 4 is not the same as one from 1 to 2. An act counts in the month in which it began, so a long war shows where its operations are recorded.",
    )
