"""Inter-Korean tension: load the record, ask it for events, measure them.

    from dashboard import EventFilter, load_events, tension_index

Everything here is plain Python over pandas; only ``dashboard.app``, ``dashboard.ui`` and ``pages/`` know Streamlit.
"""

from dashboard.contract import DataError, Fault, check_package
from dashboard.events import Events, load_events, read_events_csv
from dashboard.filters import EventFilter
from dashboard.params import TensionParams
from dashboard.tension import tension_index

__all__ = [
    "DataError",
    "EventFilter",
    "Events",
    "Fault",
    "TensionParams",
    "check_package",
    "load_events",
    "read_events_csv",
    "tension_index",
]
