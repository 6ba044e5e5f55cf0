"""Overview: how tense things are at the record's end, eighty years in one line, and where to start."""

from datetime import timedelta

import streamlit as st

from dashboard.charts.escalation import overview_chart
from dashboard.crises import FOUNDING_STORY, holds_story
from dashboard.events import gravest
from dashboard.filters import EventFilter
from dashboard.findings import index_peak, level_sentence, recent_counts, record_sentence
from dashboard.language import _
from dashboard.params import DEFAULT_PARAMS
from dashboard.ui.address import link, way
from dashboard.ui.card import event_links, last_act
from dashboard.ui.figure import figure, index_table
from dashboard.ui.filter_bar import empty_notice
from dashboard.ui.questions import questions
from dashboard.ui.state import colours, current_view, index_of
from dashboard.ui.tour import tour

view = current_view()
events, rows = view.events, view.rows

# What stands at the top speaks of the whole record, whatever the filter.
st.title(_("Inter-Korean tension"), anchor=False)
st.markdown(f"**{level_sentence(index_of(EventFilter()), events.end)}**")
st.markdown(record_sentence(events))
tour()
hostile, cooperative, recent = st.columns(3)
last_act(hostile, _("Last hostile act"), events, "hostile")
last_act(cooperative, _("Last cooperative act"), events, "cooperative")
with recent.container(border=True, height="stretch"):
    st.caption(_("Last 90 days of the record"))
    st.markdown(recent_counts(events))

if not empty_notice(view):
    start, end = view.span
    index = index_of(view.wanted)
    shown = index[index["date"].between(start, end)].reset_index(drop=True)
    figure(
        view,
        "overview",
        overview_chart(shown, events.crises, colours()),
        finding=index_peak(shown),
        measure=_(
            "Tension by day, points; bands are named crises. The record is thin before the mid-1960s, the war included"
        ),
        table=index_table(shown.drop(columns=["low", "high"])),
        help=_(
            "Each act counts with its coded score and fades by half every {hostile_half_life:g} days, landmark acts every {landmark_half_life:g}; acts before the span shown still count. Up is worse. It measures what was reported: older decades are recorded more thinly. It is no forecast."
        ).format(
            hostile_half_life=DEFAULT_PARAMS.hostile_half_life, landmark_half_life=DEFAULT_PARAMS.landmark_half_life
        ),
    )

*story, worst, latest = st.columns(3 if holds_story(events) else 2)
for place in story:
    with place.container(border=True, key="founding_story"):
        st.subheader(_("From a satellite to “two hostile states”"), anchor=False)
        event_links(events, FOUNDING_STORY, "story")
        days, week = events.by_id.loc[list(FOUNDING_STORY), "date_start"].dt.date, timedelta(days=7)
        around = EventFilter(event=FOUNDING_STORY, start=days.min() - week, end=days.max() + week)
        way(_("See the chain on the timeline"), link("timeline", around))
        way(_("See what answered what"), link("responses"))
with worst:
    st.subheader(_("Gravest in view"), anchor=False, help=_("Hostile acts by score, then by deaths."))
    event_links(events, gravest(rows)["event_id"].head(8), "gravest", otherwise=_("No hostile act in view."))
with latest:
    st.subheader(_("Latest in view"), anchor=False)
    event_links(events, rows["event_id"].tail(8)[::-1], "latest", otherwise=_("No act in view."))

questions()
