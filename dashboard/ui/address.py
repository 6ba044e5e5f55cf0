"""The filter and the page's address, held together by Streamlit's bound widgets.

Streamlit writes into the address the words that a widget shows. Ours show names ("North Korea") in any language, while the
address must hold codes (``actor=PRK``) for ever. So each parameter is bound to a plain widget that holds the raw text of
the address and is not shown; what people see is set from it on every run and writes back to it. The way is always
the same: address -> EventFilter -> visible widgets -> (a change) -> address. Back, forward, reload and links work by
themselves, and text that cannot be read stays in the address until it is explained.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import streamlit as st

from dashboard.events import Events
from dashboard.filters import MANY, PARAMETERS, EventFilter

# Parameters of the address that are no filters: views of a single page, and Streamlit's own.
VIEW_PARAMETERS = ("lanes", "unit", "embed", "embed_options")
_HIDDEN = "address"


def read_address(events: Events) -> tuple[EventFilter, list[str]]:
    """The filter that the address asks for, and a sentence for each part that cannot be read."""
    raw: dict[str, list[str]] = {}
    st.html(f"<style>.st-key-{_HIDDEN} {{ display: none; }}</style>")
    with st.container(key=_HIDDEN):
        for field, (name, label) in PARAMETERS.items():
            if field in MANY:
                raw[name] = [
                    str(v) for v in st.multiselect(label, [], key=name, accept_new_options=True, bind="query-params")
                ]
            else:
                raw[name] = [st.text_input(label, key=name, bind="query-params")]
    unknown = {name: st.query_params.get_all(name) for name in st.query_params if name not in raw}
    return EventFilter.from_query(raw | unknown, events, others=VIEW_PARAMETERS)


def go_to(wanted: EventFilter) -> None:
    """Ask for another filter: call it from a widget's callback, before the address is read again."""
    params = wanted.to_params()
    for field, (name, _) in PARAMETERS.items():
        st.session_state[name] = params.get(name, []) if field in MANY else params.get(name, [""])[0]


def link(page: str, wanted: EventFilter, **view: Iterable[str]) -> str:
    """Address of a page with a filter, relative to the server: '/events?event=2010-…'."""
    query = urlencode({**wanted.to_params(), **view}, doseq=True)
    return f"/{page}{'?' + query if query else ''}"
