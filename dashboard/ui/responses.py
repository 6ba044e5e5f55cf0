"""The responses page's pieces: the choice of a chain, its ladder, and what all answers come to."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.responses import chain_figure, chain_still, harshness_chart, ranges_chart
from dashboard.crises import holds_story
from dashboard.events import COOPERATIVE, HOSTILE, Events, when
from dashboard.findings import breakers_finding, chain_finding, harshness_finding, inside_quotes, pace_finding
from dashboard.language import N_, _, ngettext, short_month
from dashboard.responses import (
    EQUAL,
    FOUNDING,
    GROUPS,
    answers,
    breakers,
    chain_links,
    chain_of,
    chain_table,
    chains,
    chosen_by_kind,
    harshness,
    pace,
)
from dashboard.ui.address import choice, parameter, set_parameter, unread
from dashboard.ui.card import event_card, event_links
from dashboard.ui.figure import figure
from dashboard.ui.state import View, colours
from dashboard.ui.text import markdown

_ORDERS = {"longest": (N_("Longest"), ["acts", "climb"]), "steepest": (N_("Steepest"), ["climb", "acts"])}
_FOUNDING_NAME = N_("How the 2018 pact ended and two states were called hostile, November and December 2023")
_LISTED = 40  # chains to choose from
_LEGIBLE = 25  # acts of a chain that can be told apart on a screen


def chain(view: View) -> None:
    """Draw the choice, the chain as a ladder, and its acts by number, each one click from its card."""
    events = view.events
    event_ids = _chosen(view)
    if not event_ids:
        st.info(_("No chain of answers is in view."))
        return
    acts, links = chain_table(events, event_ids), chain_links(events, event_ids)
    shown = acts.head(_LEGIBLE)
    drawn = chain_links(events, list(shown["event_id"]))
    picked = figure(
        view,
        "chain_ladder",
        chain_figure(shown, drawn, colours()),
        finding=chain_finding(acts),
        measure=_(
            "Time across, long gaps shortened; ▲ hostile above its actor's line, ▼ cooperative below; arrows lead from act to answer ({n}, each with a page that says so)"
        ).format(n=len(links))
        + (
            _(". The first {legible} of {n} acts are drawn, the list has all").format(legible=_LEGIBLE, n=len(acts))
            if len(acts) > _LEGIBLE
            else ""
        ),
        page_only=_("; below, the sum of scores so far"),
        table=acts.assign(gap=acts["days"]).drop(columns=["when", "date_precision", "days"]),
        help=_(
            "An arrow stands where a source reports one act as an answer to another; acts without an arrow belong to the story but nobody whom we read called them an answer. An act by several stands in the lane of the first named, a joint act in “Together”. The height within a lane is the score."
        ),
        still=chain_still(shown, drawn, colours()),
        about=ngettext("n = {n} act, whatever the filter", "n = {n} acts, whatever the filter", len(acts)).format(
            n=len(acts)
        ),
        on_select="rerun",
        selection_mode="points",
    )
    chosen = [str(point["customdata"][0]) for point in picked["selection"]["points"] if point.get("customdata")]
    for event_id in chosen[:1]:
        event_card(events, event_id)
    event_links(events, acts["event_id"], "chain", numbered=True)


def _chosen(view: View) -> list[str]:
    """Draw the choice of a chain; returns its event_ids, the usual chain's if the address names none that can be read.

    The usual one is the founding story, in a record without it the first that is listed; none is returned if there is none.
    """
    events = view.events
    asked = parameter("chain")
    order = choice(
        "order",
        _("List by"),
        {code: words for code, (words, _columns) in _ORDERS.items()},
        help=_("Longest: most acts one answering another. Steepest: the gravest act outdoes the first by most points."),
    )
    listed = chains(events, view.rows).sort_values(_ORDERS[order][1], ascending=False, kind="stable").head(_LISTED)
    names = {row["chain"]: _name(row) for __, row in listed.iterrows()}
    if holds_story(events):
        names = {FOUNDING: _(_FOUNDING_NAME)} | names
    usual = next(iter(names), "")
    text = asked or usual
    try:
        event_ids = chain_of(events, text) if text else []
    except ValueError as error:
        unread(_("The chain of the address cannot be shown: {error}.").format(error=markdown(str(error))))
        text, event_ids = usual, chain_of(events, usual) if usual else []
    if not event_ids:
        return []
    if text not in names:
        names[text] = _other_name(events, text, event_ids)
    st.session_state["shown_chain"] = text
    st.selectbox(
        _("Chain"),
        list(names),
        format_func=lambda chain: names[chain],
        key="shown_chain",
        on_change=lambda: set_parameter(
            "chain", "" if st.session_state["shown_chain"] == usual else st.session_state["shown_chain"]
        ),
        help=_("The longest chains among the events in view. Any event's card leads to its own: “Follow this chain”."),
    )
    return event_ids


def _name(row: pd.Series) -> str:
    climb = _(", up by {climb:.1f} points").format(climb=row["climb"]) if row["climb"] else ""
    days = ""
    if pd.notna(row["days"]):
        days = ngettext(", {n:,} day", ", {n:,} days", row["days"]).format(n=row["days"])
    return _("{start}: {title} ({acts} acts{days}{climb})").format(
        start=short_month(row["start"]), title=row["title"], acts=row["acts"], days=days, climb=climb
    )


def _other_name(events: Events, text: str, event_ids: list[str]) -> str:
    event = events.event(text.partition("..")[0])
    return ngettext(
        "{when}: the chain of “{title}” ({n} act)", "{when}: the chain of “{title}” ({n} acts)", len(event_ids)
    ).format(when=when(event), title=inside_quotes(event["title"]), n=len(event_ids))


def all_answers(view: View) -> None:
    """What the links of the rows in view say together: pace, harshness, and who turns a chain."""
    links = answers(view.events, view.rows)
    st.header(_("What all answers say"), anchor=False)
    st.markdown(
        ngettext(
            "{n:,} link whose answer is in view. **Links are those that sources report**: what nobody called an answer is not here, and famous exchanges are traced more fully than small ones.",
            "{n:,} links whose answer is in view. **Links are those that sources report**: what nobody called an answer is not here, and famous exchanges are traced more fully than small ones.",
            len(links),
        ).format(n=len(links))
    )
    if links.empty:
        return
    by = choice("group", _("Group by"), GROUPS)
    about = ngettext("{filter} · n = {n:,} link", "{filter} · n = {n:,} links", len(links)).format(
        filter=markdown(view.wanted.describe(view.events)), n=len(links)
    )
    speed, harsh, turned = pace(links, by), harshness(links, by), breakers(links)
    if speed.empty or harsh.empty:
        st.info(_("Fewer than five of them: shares and medians of so few say nothing. Loosen the filter."))
        return
    figure(
        view,
        "pace",
        ranges_chart(speed, "median", _("Days from act to answer, median"), colours(), share=False),
        finding=pace_finding(speed),
        measure=_(
            "Median days from act to answer, with 95% interval; only links known to the day, groups of five or more"
        ),
        table=speed,
        about=about,
        help=_(
            "Lines are 95% intervals from resampled answers. A fast answer is easier to recognise as one than a late one, so true waits may be longer."
        ),
    )
    if chosen_by_kind(view.wanted):
        st.info(
            _(
                "How many answers were harsher, milder or cooperative is not drawn: the filter chooses acts by what they are, not only by actors and dates, and would decide these shares itself."
            )
        )
        return
    figure(
        view,
        "harshness",
        harshness_chart(harsh, colours()),
        finding=harshness_finding(harsh),
        measure=_(
            "Share of answers whose score is more than {equal:g} point above (harsher), within {equal:g}, or more than {equal:g} below (milder) that of the act"
        ).format(equal=EQUAL),
        table=harsh,
        about=about,
        help=_(
            "Scores are those of the codebook: up is worse. A protest against a missile test is milder than the test; that does not make it a concession. Hover for intervals."
        ),
    )
    if turned.empty:
        return
    figure(
        view,
        "breakers",
        ranges_chart(
            turned.assign(
                group=turned["answerer"] + ", " + turned["turn"],
                sign=turned["turn"].map({_("to cooperation"): COOPERATIVE, _("to hostility"): HOSTILE}),
            ),
            "share",
            _("Share of its answers that turned"),
            colours(),
            share=True,
        ),
        finding=breakers_finding(turned),
        measure=_(
            "▼ hostile acts answered by a cooperative one; ▲ cooperative acts answered by a hostile one; with 95% interval"
        ),
        table=turned,
        about=about,
        help=_(
            "Who tends to break chains. n is the number of answers to acts of the other sign. An act that nobody answered is not counted: silence leaves no link."
        ),
    )
