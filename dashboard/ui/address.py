"""The filter and the page's address, held together by Streamlit's bound widgets.

Streamlit writes into the address the words that a widget shows. Ours show names ("North Korea") in any language, while the
address must hold codes (``actor=PRK``) for ever. So each parameter is bound to a plain widget that holds the raw text of
the address and is not shown; what people see is set from it on every run and writes back to it. The way is always
the same: address -> EventFilter -> visible widgets -> (a change) -> address. Back, forward, reload and links work by
themselves, and text that cannot be read stays in the address until it is explained.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dashboard.events import Events
from dashboard.filters import MANY, PARAMETERS, EventFilter
from dashboard.ui.style import ADDRESS

_PAGES = Path(__file__).resolve().parent.parent.parent / "pages"
EVENTS_PAGE, TIMELINE_PAGE = _PAGES / "events_page.py", _PAGES / "timeline_page.py"

# Parameters of the address that are no filters: views of a single page, and Streamlit's own.
VIEW_PARAMETERS = ("lanes", "unit", "embed", "embed_options")
_LAST = "_address_last_run"


def read_address(events: Events) -> tuple[EventFilter, list[str]]:
    """The filter that the address asks for, and a sentence for each part that cannot be read."""
    _follow_link()
    raw: dict[str, list[str]] = {}
    with st.container(key=ADDRESS):
        for field, (name, label) in PARAMETERS.items():
            # Each is drawn on every run, empty or not: a bound widget writes its value only if it stood there before.
            if field in MANY:
                chosen = st.multiselect(label, [], key=name, accept_new_options=True, bind="query-params")
                raw[name] = [str(value) for value in chosen]
            else:
                raw[name] = [st.text_input(label, key=name, bind="query-params")]
    st.session_state[_LAST] = _in_address()
    unknown = {name: st.query_params.get_all(name) for name in st.query_params if name not in raw}
    return EventFilter.from_query(raw | unknown, events, others=VIEW_PARAMETERS)


def _in_address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name, _ in PARAMETERS.values() if name in st.query_params}


def _follow_link() -> None:
    """Let the bound widgets follow a link inside the app.

    Streamlit keeps the values of bound widgets when the page switches, even where the link that was followed asks for
    others: the address would say one thing and the page show another. An address that has changed since the last run
    without a widget's doing comes from such a link (or from back and forward), and it wins.
    """
    asked = _in_address()
    if asked != st.session_state.get(_LAST, asked):
        _set(asked)


def _set(params: Mapping[str, list[str]]) -> None:
    for field, (name, _) in PARAMETERS.items():
        st.session_state[name] = params.get(name, []) if field in MANY else params.get(name, [""])[0]


def go_to(wanted: EventFilter) -> None:
    """Ask for another filter: call it from a widget's callback, before the address is read again."""
    _set(wanted.to_params())


def link(page: str, wanted: EventFilter) -> str:
    """Address of a page with a filter, relative to the server: '/events?event=2010-…'."""
    return f"/{page}{'?' + wanted.to_query() if wanted else ''}"
