"""The filter and the page's address, held together by Streamlit's bound widgets.

Streamlit writes into the address the words that a widget shows. Ours show names ("North Korea") in any language, while the
address must hold codes (``actor=PRK``) for ever. So each parameter is bound to a plain widget that holds the raw text of
the address and is not shown; what people see is set from it on every run and writes back to it. The way is always
the same: address -> EventFilter -> visible widgets -> (a change) -> address. Back, forward, reload and links work by
themselves, and text that cannot be read stays in the address until it is explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.events import Events
from dashboard.filters import MANY, PAGE_PARAMETERS, PARAMETERS, EventFilter
from dashboard.language import ENGLISH, LANGUAGES, _, language
from dashboard.ui.state import LANGUAGE_KEY
from dashboard.ui.style import ADDRESS, WAY
from dashboard.ui.text import markdown

# Parameters of the address that are no filters. Those of one page that hold codes, dates or numbers are read with
# ``parameter`` or ``choice``; the others are bound to a visible switch, or are Streamlit's own.
LANGUAGE = "lang"
_CHOICES = ("lanes", "unit", "part", "cells", "align", "order", "group")
OWN_PARAMETERS = ("made", "whatif", "study", "chain", "crisis", "own", "year", *_CHOICES, LANGUAGE)
WIDGETS, _SWITCH = ("band", "press", "now"), ("true", "false")
FIGURE = "figure"  # asks for one chart by itself, for pages of others
_LAST = "_address_last_run"
_MANY_NAMES = {name for field, (name, _) in PARAMETERS.items() if field in MANY}


def read_address(events: Events, hidden: DeltaGenerator) -> tuple[EventFilter, list[str]]:
    """The filter that the address asks for, and a sentence for each part that cannot be read.

    hidden: the container for the widgets that hold the address
    """
    # Of two values for what takes one the first counts, as everywhere; the widget by itself would take the last.
    repeated = {
        name: values
        for name, _label in PARAMETERS.values()
        if name not in _MANY_NAMES and len(values := st.query_params.get_all(name)) > 1
    }
    _set(repeated)
    switches = {name: st.query_params.get(name, "") for name in WIDGETS}
    with hidden:
        for field, (name, label) in PARAMETERS.items():
            # Each is drawn on every run, empty or not: a bound widget writes its value only if it stood there before.
            if field in MANY:
                st.multiselect(label, [], key=name, accept_new_options=True, bind="query-params")
            else:
                st.text_input(label, key=name, bind="query-params")
    raw = _held() | repeated
    st.session_state[_LAST] = _in_address()
    unknown = {name: st.query_params.get_all(name) for name in st.query_params if name not in raw}
    wanted, problems = EventFilter.from_query(raw | unknown, events, others=PAGE_PARAMETERS)
    if (text := st.query_params.get(LANGUAGE, "")) and text not in LANGUAGES:
        problems.append(_none_of(LANGUAGE, text, LANGUAGES))
    problems += [
        _none_of(name, text, _SWITCH) for name, text in switches.items() if text and text.lower() not in _SWITCH
    ]
    return wanted, problems


def read_language(hidden: DeltaGenerator) -> str:
    """The language that the address asks for, English if it asks for none that there is; to be called first in a run."""
    _follow_link()
    code = hidden.text_input(LANGUAGE, key=LANGUAGE, bind="query-params")
    code = code if code in LANGUAGES else ENGLISH
    st.session_state[LANGUAGE_KEY] = code
    return code


def language_switch() -> None:
    """A button for each language that is not spoken, for the line at the head of every page."""
    for code, name in LANGUAGES.items():
        if code != language():
            st.button(
                name,
                key=f"speak_{code}",
                icon=":material/translate:",
                type="tertiary",
                on_click=set_parameter,
                args=(LANGUAGE, "" if code == ENGLISH else code),
            )


def unread(words: str, problems: Iterable[str] = ()) -> None:
    """Say in plain words what of the address cannot be read and is ignored.

    words: Markdown; problems: plain text, told one a line below the words.
    """
    told = "\n".join(f"- {markdown(problem)}" for problem in problems)
    st.warning("\n\n".join(filter(None, [words, told])), icon=":material/link_off:")


def _none_of(name: str, text: str, options: Iterable[str]) -> str:
    return _("“{name}={text}” was ignored: it is none of {codes}.").format(
        name=name, text=text[:60], codes=", ".join(options)
    )


def choice(name: str, label: str, options: Mapping[str, str], *, help: str | None = None, hidden: bool = False) -> str:
    """One of a few ways to look, by buttons; the address holds its code unless it is the first.

    options: code -> what readers call it; hidden: the label is only heard. What the address asks for and is none of them is explained.
    """
    first = next(iter(options))
    # One piece, without a gap: what holds the address takes no room of its own in a row or column of controls.
    piece = st.container(gap=None, width="content")
    with piece:
        text = parameter(name)
    if text and text not in options:
        unread(markdown(_none_of(name, text, options)))
    code = text if text in options else first
    key = f"shown_{name}"
    st.session_state[key] = code

    def ask() -> None:
        chosen = st.session_state[key]
        set_parameter(name, "" if chosen == first else chosen)

    piece.segmented_control(
        label,
        list(options),
        format_func=lambda option: _(options[option]),
        key=key,
        on_change=ask,
        required=True,
        help=help,
        label_visibility="collapsed" if hidden else "visible",
    )
    return code


def parameter(name: str) -> str:
    """The raw text of a page's own parameter (one of ``OWN_PARAMETERS``); several values are joined with ';' by the page."""
    with st.container(key=f"{ADDRESS}_{name}", height=1, border=False):
        text = st.text_input(name, key=name, bind="query-params")
    st.session_state[_LAST][name] = st.query_params.get_all(name)
    return text


def set_parameter(name: str, text: str) -> None:
    """Ask for another value of a page's own parameter: call it from a widget's callback."""
    st.session_state[name] = text


def _in_address() -> dict[str, list[str]]:
    names = (*(name for name, _ in PARAMETERS.values()), *OWN_PARAMETERS)
    return {name: st.query_params.get_all(name) for name in names}


def _follow_link() -> None:
    """Let the bound widgets follow the browser's back and forward.

    Streamlit keeps the values of bound widgets when the page switches, even where the address asks for others: it would say
    one thing and the page show another. A part of the address that has changed since the last run without a widget's doing
    comes from such a step, and it wins.
    """
    asked = _in_address()
    last = st.session_state.get(_LAST, asked)
    # A step that says nothing of the language wants no other.
    _set({name: values for name, values in asked.items() if values != last[name] and (values or name != LANGUAGE)})


def _set(params: Mapping[str, list[str]]) -> None:
    for name, values in params.items():
        st.session_state[name] = values if name in _MANY_NAMES else (values or [""])[0]


def asked_now(events: Events) -> EventFilter:
    """The filter that the address asks for at this moment: what a callback starts from.

    The page on which somebody presses may be a change behind, if two follow quickly; what it was drawn with would undo the first.
    """
    return EventFilter.from_query(_held(), events)[0]


def _held() -> dict[str, list[str]]:
    """The raw texts of the filter that the bound widgets hold."""
    return {
        name: list(st.session_state[name]) if name in _MANY_NAMES else [st.session_state[name]]
        for name, _label in PARAMETERS.values()
    }


def go_to(wanted: EventFilter) -> None:
    """Ask for another filter: call it from a widget's callback, before the address is read again."""
    asked = wanted.to_params()
    _set({name: asked.get(name, []) for name, _ in PARAMETERS.values()})


def link(page: str, wanted: EventFilter | None = None, **own: str) -> str:
    """Address of a page with a filter, its own parameters and the language, relative to the server: '/events?event=2010-…'."""
    params = ({} if wanted is None else wanted.to_params()) | {name: [value] for name, value in own.items()}
    query = urlencode(params | ({} if language() == ENGLISH else {LANGUAGE: [language()]}), doseq=True)
    return f"/{page}{'?' + query if query else ''}"


def way(words: str, address: str, *, number: int | None = None, help: str = "") -> None:
    """A line that leads to another view of the app: it shows what its address asks for and nothing else.

    ``st.page_link`` would not do: it takes the filter in view along, so that a card reached from "1946" would be none of the
    events of 1946, and it leaves a step in the browser's history that shows neither view. This is a plain link: the
    browser opens it as it opens one from anywhere else, and back returns to the view as it was.

    words: plain text; address: of ``link``
    """
    # Relative, so that it holds where a host serves the app below its root; out of a frame of somebody's page it opens by itself.
    frame = ' target="_blank"' if st.context.is_embedded else ""
    title = f' title="{escape(help)}"' if help else ""
    first = f"<b>{number}</b> " if number is not None else ""
    st.html(f'<a class="{WAY}" href=".{escape(address)}"{title}{frame}>{first}{escape(words)}</a>')


def embed_address(key: str) -> str:
    """The whole address that shows one chart of the present page by itself, as it stands."""
    query = {name: st.query_params.get_all(name) for name in st.query_params if name != FIGURE}
    path = urlsplit(str(st.context.url or "")).path or "/"
    return full_address(f"{path}?{urlencode(query | {FIGURE: [key], 'embed': ['true']}, doseq=True)}")


def full_address(path: str) -> str:
    """The whole address of a page of this server, for somebody else to open."""
    here = urlsplit(str(st.context.url or ""))
    return f"{here.scheme}://{here.netloc}{path}" if here.netloc else path


def present_address() -> str:
    """The whole address of the page as it stands, filter and all."""
    path = urlsplit(str(st.context.url or "")).path or "/"
    query = urlencode({name: st.query_params.get_all(name) for name in st.query_params}, doseq=True)
    return full_address(f"{path}{'?' + query if query else ''}")
