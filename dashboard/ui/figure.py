"""A chart as it always stands on a page: what is seen, what it measures, the chart, its table and its source line."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import altair as alt
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.palette import sign_words
from dashboard.language import N_, _, long_date
from dashboard.pictures import Caption, to_png, to_svg
from dashboard.ui.address import FIGURE, embed_address, present_address
from dashboard.ui.files import file_button
from dashboard.ui.state import View, colours
from dashboard.ui.style import alone
from dashboard.ui.text import markdown

_AXIS = 28  # pixels that a time axis takes under its plot
ALONE = "_figure_alone"  # set in a run that found the one chart that the address asks for

# What readers call the columns of the tables behind charts. Files keep the names, for those who compute with them.
_COLUMN_WORDS = {
    "date": N_("Date"),
    "date_start": N_("Date"),
    "date_end": N_("To"),
    "month": N_("Month"),
    "year": N_("Year"),
    "time": N_("From"),
    "title": N_("Event"),
    "label": N_("Type"),
    "type": N_("Type"),
    "sign": N_("Sign"),
    "score": N_("Score"),
    "tension": N_("Tension, points"),
    "percentile": N_("Percentile"),
    "hostile": N_("Hostile"),
    "cooperative": N_("Cooperative"),
    "hostile_events": N_("Hostile acts"),
    "cooperative_events": N_("Cooperative acts"),
    "net": N_("Net score"),
    "events": N_("Events"),
    "level": N_("Hostility level"),
    "deaths": N_("Deaths"),
    "acts": N_("Acts"),
    "initiator": N_("By"),
    "target": N_("Towards"),
    "name": N_("Name"),
    "country": N_("Country"),
    "years": N_("Years in view"),
    "acts_a_year": N_("Acts a year"),
    "hostile_a_year": N_("Hostile a year"),
    "cooperative_a_year": N_("Cooperative a year"),
    "share_hostile": N_("Share hostile"),
    "place": N_("Place"),
    "group": N_("Group"),
    "median": N_("Median"),
    "low": N_("Interval from"),
    "high": N_("to"),
    "share": N_("Share"),
    "count": N_("How many"),
    "compared": N_("Than the act"),
    "answerer": N_("Who answers"),
    "turn": N_("Turn"),
    "number": N_("No."),
    "sum": N_("Sum so far"),
    "lane": N_("Whose act"),
    "gap": N_("Days since the act before"),
    "day": N_("Day"),
    "support": N_("Found again in"),
    "before": N_("Mean before"),
    "after": N_("Mean after"),
    "who": N_("Who → whom"),
    "source": N_("First source"),
    "event_id": N_("Event id"),
    "domain": N_("Domain"),
    "score low / typical / high": N_("Score: low / typical / high"),
    "hostility level": N_("Hostility level"),
    "definition": N_("Definition"),
    "edge case": N_("Edge case"),
    "low when": N_("Low when"),
    "high when": N_("High when"),
    "code": N_("Code"),
    "column": N_("Column"),
    "meaning": N_("Meaning"),
    "rule": N_("Rule"),
    "example": N_("Example"),
    "side": N_("Side"),
    "description": N_("Description"),
    "act": N_("Act"),
    "initiator_code": N_("By, code"),
    "target_code": N_("Towards, code"),
    "crisis_id": N_("Crisis"),
    "panel": N_("Panel"),
    "from_day": N_("From day"),
    "to_day": N_("To day"),
    "value": N_("Value"),
    "tag": N_("In short"),
    "pair": N_("Pair"),
    "n": N_("n"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "precision": N_("Precision"),
    "points": N_("Points"),
    "course": N_("Course"),
    "mean": N_("Mean"),
    "random": N_("Random days"),
    "random_low": N_("Random days from"),
    "random_high": N_("Random days to"),
}
# What readers call the codes in columns that hold nothing else.
_CODES = {
    "panel": {
        "tension": N_("Tension, points"),
        "deaths": N_("Deaths from day 0 on"),
        "level": N_("Highest hostility level"),
        "acts": N_("Acts"),
    },
    "compared": {"harsher": N_("harsher"), "equal": N_("equal"), "milder": N_("milder")},
    "course": {
        "tension": N_("Points of all other acts"),
        "with_own": N_("Points, own acts included"),
        "hostile": N_("Other hostile acts in 7 days"),
        "cooperative": N_("Other cooperative acts in 7 days"),
    },
}


def column_words(table: pd.DataFrame) -> dict[str, str]:
    """What readers call the columns of a table, where they have another name than the file's."""
    return {column: _(_COLUMN_WORDS[column]) for column in table.columns if column in _COLUMN_WORDS}


def source_line(view: View) -> str:
    """The line under every chart."""
    return _("Source: this record, version {version} (ends {end}), CC BY 4.0.").format(
        version=view.events.version, end=long_date(view.events.end)
    )


def about_acts(view: View, n: int, *, dated: bool = True) -> str:
    """The filter, and how many of its acts a chart shows; not ``dated``: those of all its dates."""
    wanted = view.wanted if dated else view.wanted.without_dates()
    return f"{markdown(wanted.describe(view.events))} · n = {n:,}"


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
    alt: str = "",
    page_only: str = "",
    still: Any = None,
    **options: Any,
) -> Any:
    """Draw one chart with its words and its table; returns the chart's selection, if ``options`` ask for one.

    finding  what is seen, computed from the view      measure  what is drawn and its unit; filter and n are added
    table    the figures behind the chart, its text equivalent and its download
    help     how to read the chart and what it does not say
    page_only  added to the measure on the page alone: how to use the chart there, or what its picture lacks
    about    what stands in place of the filter and its n, where the chart shows something else (``about_acts``)
    alt      what the chart shows, for those who hear it, where the finding only names it
    still    for a Plotly chart, its twin in Altair that pictures are made from
    """
    with st.container(key=f"figure-{key}"):
        if st.query_params.get(FIGURE) == key:
            st.session_state[ALONE] = True
            alone(key)
        st.subheader(finding, anchor=False, help=help)
        about = about or about_acts(view, len(view.rows))
        st.caption(f"{measure}{page_only} · {about}")
        alt = alt or _("{finding}. {measure}. The figures are in the table below the chart.").format(
            finding=finding, measure=measure
        )
        if isinstance(chart, go.Figure):
            height = chart.layout.height
            picked = st.plotly_chart(
                chart, key=key, theme=None, alt=alt, height=height, config={"displaylogo": False}, **options
            )
        else:
            picked = st.altair_chart(chart, key=key, theme=None, alt=alt, height=_height(chart), **options)
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
                _behind(view, key, still if isinstance(chart, go.Figure) else chart, caption, table)
        return picked


def _behind(view: View, key: str, drawn: Any, caption: Caption, table: pd.DataFrame) -> None:
    """What stands behind a chart: its files, its figures, and the addresses that lead to it and put it elsewhere."""
    with st.container(horizontal=True):
        svg = partial(to_svg, drawn, caption, colours())
        for label, suffix, make in (
            ("CSV", "csv", lambda: table.to_csv(index=False).encode("utf-8-sig")),
            ("PNG", "png", lambda: to_png(svg())),
            ("SVG", "svg", lambda: svg().encode()),
        ):
            file_button(label, make, view.wanted.filename(key, suffix), f"{key}_{suffix}")
    st.dataframe(_to_read(table), hide_index=True, height=240, column_config=column_words(table), placeholder="")
    st.caption(_("Link to this view"))
    st.code(caption.address, language=None, wrap_lines=True)
    st.caption(_("To embed this chart in a page of yours"))
    st.code(
        f'<iframe src="{escape(embed_address(key))}" width="100%" height="720" title="{escape(caption.finding)}"></iframe>',
        language="html",
        wrap_lines=True,
    )


def _to_read(table: pd.DataFrame) -> pd.DataFrame:
    """A table as readers see it: times are days, as all of ours are, and codes are words; the files keep the codes."""
    columns: dict[str, Any] = {c: table[c].dt.date for c in table.select_dtypes("datetime").columns}
    if "sign" in table:
        columns["sign"] = sign_words(table["sign"])
    for name, codes in _CODES.items():
        if name in table:
            columns[name] = table[name].map({code: _(words) for code, words in codes.items()})
    return table.assign(**columns)


def _height(chart: Any) -> Any:
    """Pixels that a chart will take, so that the page keeps them free until it is drawn; "content" where its key decides."""
    if isinstance(chart, alt.VConcatChart):
        return sum(part.height + _AXIS for part in chart.vconcat)
    return chart.height if chart.autosize is alt.Undefined and isinstance(chart.height, int) else "content"


def index_table(index: pd.DataFrame) -> pd.DataFrame:
    """The daily index as the table under its chart: plain dates, two decimals."""
    figures = index.columns.drop("date")
    return index.assign(date=index["date"].dt.date, **{column: index[column].round(2) for column in figures})
