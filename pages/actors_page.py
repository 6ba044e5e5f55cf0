"""Actors: who does what to whom, how the balance of pairs moved, and acts under each government."""

import streamlit as st

from dashboard.actors import COUNTRIES, acts_between, directed, governments, matrix, pairs_by_year
from dashboard.charts.actors import governments_chart, matrix_chart, pairs_chart
from dashboard.findings import governments_finding, matrix_finding, pairs_finding
from dashboard.language import _
from dashboard.ui.figure import about_acts, figure
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.state import colours, current_view

view = current_view()
events = view.events
st.title(_("Actors"), anchor=False)

if not empty_notice(view):
    table = matrix(events, view.rows)
    if len(table):
        figure(
            view,
            "matrix",
            matrix_chart(table, list(events.actors["name"]), colours()),
            finding=matrix_finding(table),
            measure=_(
                "Acts by who did them (down) and towards whom (across); ▲ mean score hostile, ▼ cooperative, deeper is stronger; joint acts have no target and are not here"
            ),
            about=about_acts(view, directed(events, view.rows)["event_id"].nunique()),
            table=table,
            help=_(
                "An act by two on one counts in two cells. The mean hides the mix: hover for how many were hostile."
            ),
        )
    pairs = pairs_by_year(events, view.rows)
    figure(
        view,
        "pairs",
        pairs_chart(pairs, colours()),
        finding=pairs_finding(pairs),
        measure=_(
            "Sum of scores by year between the busiest pairs, joint acts included; hostile above the line, cooperative below; one scale for all"
        ),
        about=about_acts(view, acts_between(events, view.rows, pairs["pair"])),
        table=pairs.drop(columns="until").assign(year=pairs["year"].dt.year),
        help=_(
            "A pair's act is one that either does to the other, or both do together. A tall bar may be one grave act or many small ones: the table has the counts."
        ),
    )
    terms = governments(events, view.rows, *view.span)
    st.header(_("Under each government"), anchor=False)
    st.markdown(
        _(
            "Acts in view by who governed on their first day, **whoever did them**. Compare eras with care: older decades are recorded more thinly, a term may inherit a crisis, and an act of one side is no verdict on the government of the other. Terms of fewer than 90 days in view are left out."
        )
    )
    for country, name in COUNTRIES.items():
        mine = terms[terms["country"] == _(name)]
        if len(mine):
            figure(
                view,
                f"governments_{country.lower()}",
                governments_chart(mine, colours()),
                finding=governments_finding(mine, _(name)),
                measure=_("Acts in view a year in office: {name}").format(name=_(name)),
                about=about_acts(view, int(mine["acts"].sum())),
                table=mine.drop(columns=["leader_id"]),
                help=_(
                    "Hover for the share of hostile acts and known deaths. Rates are of acts in the record, not of all that happened."
                ),
            )
