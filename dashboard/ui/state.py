"""What all sessions share, and what one session looks at: the record, the mode, the present filter."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from dashboard.charts.palette import Palette, palette
from dashboard.contract import DATA_FOLDER
from dashboard.events import Events, load_events
from dashboard.filters import EventFilter
from dashboard.language import N_, _, language, speak
from dashboard.params import DEFAULT_PARAMS, TensionParams, from_text, to_text
from dashboard.tension import tension_index

P = ParamSpec("P")
R = TypeVar("R")

NAME = N_("Inter-Korean tension")
LANGUAGE_KEY = "_language"  # where a session keeps the language that it speaks
DATA_VARIABLE = "INTERKOREAN_DATA"  # another data package to open, for those who keep their own


@st.cache_resource(show_spinner=False)
def _load(folder: Path) -> Events:
    return load_events(folder)


@st.cache_resource(show_spinner=False)
def _spoken(folder: Path, code: str) -> Events:
    return _load(folder).spoken(code)


def data_folder() -> Path:
    """The folder of the data package that this server shows."""
    return Path(os.environ.get(DATA_VARIABLE) or DATA_FOLDER)


def record() -> Events:
    """The record in the language that is spoken, read and checked once for all sessions.

    Raises DataError with every fault if it is wrong.
    """
    with st.spinner(_("Reading and checking the record …")):
        return _spoken(data_folder(), language())


@st.cache_resource(max_entries=64, show_spinner=False)
def _index(folder: Path, query: str, params: str, band: bool) -> pd.DataFrame:
    events = _load(folder)
    rows = EventFilter.from_query(query, events)[0].apply(events)
    return tension_index(events, rows, from_text(params, events)[0], band=band)


def index_of(wanted: EventFilter, params: TensionParams = DEFAULT_PARAMS, *, band: bool = False) -> pd.DataFrame:
    """The daily index of the events that a filter asks for over the whole time (its dates do not cut the memory)."""
    return _index(data_folder(), wanted.without_dates().to_query(), to_text(params), band)


def colours() -> Palette:
    """The palette of the mode that the visitor's browser shows."""
    return palette(str(st.context.theme.type or "light"))


@dataclass(frozen=True)
class View:
    """What a page is asked to show: the record, the filter and the rows that pass it."""

    events: Events
    wanted: EventFilter
    rows: pd.DataFrame

    @property
    def span(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First and last day that charts of this view show: the filter's dates, cut to those of the record."""
        start = max(self.wanted.start or self.events.start, self.events.start)
        end = min(self.wanted.end or self.events.end, self.events.end)
        return pd.Timestamp(start), pd.Timestamp(end)

    @property
    def memory(self) -> pd.DataFrame:
        """The rows that weigh in the index: those of the filter, whatever its dates."""
        return self.wanted.without_dates().apply(self.events)


def fragment(function: Callable[P, R], *, run_every: float | None = None) -> Callable[P, R]:
    """A Streamlit fragment that speaks the visitor's language also when it runs by itself, in a thread of its own."""
    code = language()

    @wraps(function)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> R:
        speak(str(st.session_state.get(LANGUAGE_KEY, code)))
        return function(*args, **kwargs)

    return st.fragment(spoken, run_every=run_every)


def current_view() -> View:
    """The view that the filter bar has set for this run."""
    view = st.session_state["_view"]
    assert isinstance(view, View)
    return view
