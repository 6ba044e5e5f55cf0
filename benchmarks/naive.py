"""The peer: the same record as most first dashboards show it."""

from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

DATA = Path(__file__).resolve().parent.parent / "data"


def rows() -> pd.DataFrame:
    """Read everything, on every run."""
    events = pd.read_csv(DATA / "events.csv", parse_dates=["date_start"])
    return events.merge(pd.read_csv(DATA / "event_types.csv"), on="event_type")


def charts() -> None:
    """A filter, a scatter, bars by month, the table."""
    events = rows()
    actor = st.selectbox("Actor", ["all", "PRK", "KOR", "USA"])
    if actor != "all":
        events = events[events["initiators"].str.contains(actor)]
    st.text(f"{len(events)} events shown")
    st.plotly_chart(px.scatter(events, x="date_start", y="goldstein", color="domain", hover_name="title"))
    months = events.assign(month=events["date_start"].dt.to_period("M").dt.to_timestamp())
    st.plotly_chart(
        px.bar(months.groupby(["month", "domain"], as_index=False).size(), x="month", y="size", color="domain")
    )
    st.dataframe(events)


def table() -> None:
    """The second page."""
    events = rows()
    st.text(f"{len(events)} events listed")
    st.dataframe(events)


st.set_page_config(layout="wide")
st.navigation([st.Page(charts, title="Charts", default=True), st.Page(table, title="Table")]).run()
