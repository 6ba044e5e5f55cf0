"""A chart as it always stands on a page: what is seen, what it measures, the chart, its table and its source line."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.language import _, long_date
from dashboard.pictures import Caption, to_png, to_svg
from dashboard.ui.address import present_address
from dashboard.ui.files import file_button
from dashboard.ui.state import View, colours
from dashboard.ui.text import markdown


def source_line(view: View) -> str:
    """The line under every chart."""
    return _("Source: this record, version {version} (ends {end}), CC BY 4.0.").format(
        version=view.events.version, end=long_date(view.events.end)
    )


def figure(
    view: View,
    key: str,
    chart: Any,
    *,
    finding: str,
    measure: str,
    table: pd.DataFrame,
    help: str,
    about: str = "",
    still: Any = None,
    **options: Any,
) -> Any:
    """Draw one chart with its words and its table; returns the chart's selection, if ``options`` ask for one.

    finding  what is seen, computed from the view      measure  what is drawn and its unit; filter and n are added
    table    the figures behind the chart, its text equivalent and its download
    help     how to read the chart and what it does not say
    about    what stands in place of the filter and its n, where the chart shows something else
    still    for a Plotly chart, its twin in Altair that pictures are made from
    """
    st.subheader(finding, anchor=False, help=help)
    about = about or f"{markdown(view.wanted.describe(view.events))} · n = {len(view.rows):,}"
    st.caption(f"{measure} · {about}")
    alt = _("{finding}. {measure}. The figures are in the table below the chart.").format(
        finding=finding, measure=measure
    )
    if isinstance(chart, go.Figure):
        picked = st.plotly_chart(chart, key=key, theme=None, alt=alt, config={"displaylogo": False}, **options)
    else:
        picked = st.altair_chart(chart, key=key, theme=None, alt=alt, **options)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(source_line(view), width="stretch")
        behind = st.popover(
            _("Table and files"),
            icon=":material/table:",
            help=_("The figures behind the chart, and the chart as a picture"),
            key=f"{key}_figures",
            on_change="rerun",
        )
    if behind.open:  # long tables are sent only when somebody asks for them
        caption = Caption(finding, f"{measure} · {about}".replace("\\", ""), source_line(view), present_address())
        with behind:
            with st.container(horizontal=True):
                drawn = still if isinstance(chart, go.Figure) else chart
                svg = partial(to_svg, drawn, caption, colours())
                for label, suffix, make in (
                    ("CSV", "csv", lambda: table.to_csv(index=False).encode("utf-8-sig")),
                    ("PNG", "png", lambda: to_png(svg())),
                    ("SVG", "svg", lambda: svg().encode()),
                ):
                    file_button(label, make, view.wanted.filename(key, suffix), f"{key}_{suffix}")
            st.dataframe(table, hide_index=True, height=240)
            st.caption(_("Link to this view"))
            st.code(caption.address, language=None, wrap_lines=True)
    return picked


def index_table(index: pd.DataFrame) -> pd.DataFrame:
    """The daily index as the table under its chart: plain dates, two decimals."""
    figures = index.columns.drop("date")
    return index.assign(date=index["date"].dt.date, **{column: index[column].round(2) for column in figures})
