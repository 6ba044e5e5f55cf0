"""The event card: everything that the record says of one event, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.charts.palette import MARKS
from dashboard.events import Events, split, when
from dashboard.filters import ATTRIBUTIONS, EventFilter
from dashboard.glossary import explained
from dashboard.language import N_, _, long_date, ngettext
from dashboard.ui.address import link, way
from dashboard.ui.cite import cite_event, report_address
from dashboard.ui.text import markdown

GRAVITIES = {"low": N_("low"), "high": N_("high")}


def who(events: Events, event: pd.Series) -> str:
    """Initiators and targets in words: 'North Korea → South Korea'."""
    doers, done_to = events.actor_names(event["initiators"]), events.actor_names(event["targets"])
    return f"{doers} → {done_to}" if done_to else doers


def deaths_words(event: pd.Series) -> str:
    """Deaths in words, with whose and the range; '' if no figure is known."""
    if pd.isna(event["deaths"]):
        return ""
    sides = [
        f"{name} {event[column]}"
        for column, name in (("deaths_prk", _("North")), ("deaths_kor", _("South")), ("deaths_other", _("others")))
        if pd.notna(event[column])
    ]
    low, high = event["deaths_low"], event["deaths_high"]
    spread = (
        _(", sources {low}–{high}").format(low=low, high=high)
        if pd.notna(low) and pd.notna(high) and low != high
        else ""
    )
    return _("deaths {deaths} ({sides}{spread})").format(deaths=event["deaths"], sides="; ".join(sides), spread=spread)


def permalink(event_id: str) -> str:
    """Address of one event's card."""
    return link("events", EventFilter(event=(event_id,)))


def event_links(
    events: Events, event_ids: Iterable[str], key: str, *, otherwise: str = "", numbered: bool = False
) -> None:
    """Events as lines (mark, date, title) that lead to their cards; ``otherwise`` is said where there is none."""
    listed = list(event_ids)
    with st.container(gap="small", key=f"links-{key}"):
        for number, event_id in enumerate(listed, start=1):
            event = events.event(event_id)
            words = f"{MARKS[event['sign']]} {when(event)} · {event['title']}"
            way(words, permalink(event_id), number=number if numbered else None)
    if not listed:
        st.markdown(otherwise)


def last_act(place: DeltaGenerator, heading: str, events: Events, sign: str) -> None:
    """A box with the latest act of a sign."""
    with place.container(border=True, height="stretch"):
        st.caption(heading)
        event_links(events, events.frame.loc[events.frame["sign"] == sign, "event_id"].tail(1), f"last-{sign}")


def event_card(events: Events, event_id: str) -> None:
    """Draw the card of an event: what, who, where, deaths, attribution, its links in the chain, its sources, its address."""
    event = events.event(event_id)
    with st.container(border=True, key=f"card_{event_id}"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(
                f"{MARKS[event['sign']]} **{events.domains.loc[event['domain'], 'label']}** · {event['label']}",
                width="content",
            )
            gravity = GRAVITIES.get(event["gravity"])
            grade = _(", gravity {gravity}").format(gravity=_(gravity)) if gravity else ""
            st.markdown(
                _("score **{score:+.1f}**{grade} · hostility level **{hostility_level}** of 5").format(
                    score=event["score"], grade=grade, hostility_level=event["hostility_level"]
                ),
                width="content",
            )
        st.subheader(markdown(event["title"]), anchor=False)
        place = f" · {markdown(event['location'])}" if event["location"] else ""
        st.markdown(f"{when(event)}{place}")
        attribution = ATTRIBUTIONS[event["attribution"]]
        facts = [who(events, event), _(attribution).lower(), deaths_words(event)]
        st.markdown(" · ".join(markdown(fact) for fact in facts if fact))
        st.markdown(explained(markdown(event["summary"])), unsafe_allow_html=True)
        if event["notes"]:
            st.caption(_("Note: {notes}").format(notes=markdown(event["notes"])))
        chain = ((_("In answer to"), events.answers(event_id)), (_("Answered by"), events.answered_by(event_id)))
        for number, (words, linked) in enumerate(chain):
            if linked:
                st.markdown(f"**{words}**")
                event_links(events, linked, f"{event_id}-{number}")
        if any(linked for __, linked in chain):
            way(
                _("Follow this chain"),
                link("responses", chain=event_id),
                help=_("All that led to this act and all that followed from it, as sources report it."),
            )
        sources = events.sources.loc[split(event["source_ids"])]
        st.markdown(
            "**" + _("Sources") + "**\n" + "\n".join(f"- {_source(source)}" for __, source in sources.iterrows())
        )
        before, after = events.neighbours(event_id)
        earlier, later = st.columns(2)
        for column, words, near in ((earlier, _("Before it in time"), before), (later, _("After it in time"), after)):
            if near:
                with column:
                    st.caption(words)
                    event_links(events, [near], f"{event_id}-{'before' if near == before else 'after'}")
        with st.container(horizontal=True, vertical_alignment="center"):
            cite_event(events, event, permalink(event_id))
            publishers = ngettext("{n} independent publisher", "{n} independent publishers", event["verified"])
            changed = _("last changed {day}").format(day=long_date(event["revised"]))
            st.caption(
                f"`{event_id}` · {publishers.format(n=event['verified'])} · {changed} · "
                "[" + _("link to this event") + f"]({permalink(event_id)}) · "
                "[" + _("report an error") + f"]({report_address(events, event)})"
            )


def _source(source: pd.Series) -> str:
    published = f", {long_date(source['published'])}" if pd.notna(source["published"]) else ""
    foreign = f" ({source['language']})" if source["language"] != "en" else ""
    return f"{markdown(source['publisher'])}, [{markdown(source['title'])}]({source['url']}){published}{foreign}"
