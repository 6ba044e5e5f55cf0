"""The map page's pieces: one year after another, the chart, and the history of the place that is picked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.map import BRUSH, PICK, brushed_years, map_chart, strip_chart
from dashboard.findings import map_finding
from dashboard.language import _, ngettext
from dashboard.places import CREDIT, Geometry, acts_by_year, left_out, placed, read_geometry
from dashboard.ui.address import parameter, set_parameter, unread
from dashboard.ui.card import event_links
from dashboard.ui.figure import about_acts, figure
from dashboard.ui.state import View, colours, fragment
from dashboard.ui.text import markdown

_ALL = "all"
_TICK = 1.5  # seconds that a year stands while the map plays
_LISTED = 30  # events of a place that are listed at once


@st.cache_resource(show_spinner=False)
def _geometry() -> Geometry:
    return read_geometry()


def event_map(view: View) -> None:
    """Draw the year's slider, the map and what happened at the place that is picked."""
    rows = placed(view.events, view.rows)
    if rows.empty:
        st.info(_("None of the events in view has a point on the peninsula or its seas."))
        return
    years = [_ALL, *map(str, range(rows["date_start"].dt.year.min(), rows["date_start"].dt.year.max() + 1))]
    playing = st.session_state.get("map_play", False)
    fragment(_map, run_every=_TICK if playing else None)(view, rows, years)


def _map(view: View, rows: pd.DataFrame, years: list[str]) -> None:
    if st.session_state.get("map_play"):
        present = st.session_state.get("year", "")
        place = years.index(present) if present in years else 0
        set_parameter("year", years[place + 1 if place + 1 < len(years) else 1])
    asked = parameter("year")
    if asked and asked not in years:
        unread(
            _("“year={year}” was ignored: no event in view has a point in such a year.").format(
                year=markdown(asked[:60])
            )
        )
    st.session_state["shown_year"] = asked if asked in years else _ALL

    def ask() -> None:
        chosen = st.session_state["shown_year"]
        set_parameter("year", "" if chosen == _ALL else chosen)

    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = st.select_slider(
            _("Year"),
            years,
            format_func=lambda y: _("All years") if y == _ALL else y,
            key="shown_year",
            on_change=ask,
            help=_("One year by itself; “All years” leaves the time to the strip under the map."),
        )
        st.toggle(_("Play"), key="map_play", on_change=st.rerun, help=_("One year after another, until you stop it."))
    first, last = _brushed(rows) if year == _ALL else (int(year), int(year))
    shown = rows[rows["date_start"].dt.year.between(first, last)]
    time = "" if year == _ALL and len(shown) == len(rows) else str(first) if first == last else f"{first}–{last}"
    acts = view.rows[view.rows["date_start"].dt.year.between(first, last)] if time else view.rows
    abroad, nowhere = left_out(acts)
    geometry = _geometry()
    picked = figure(
        view,
        "map",
        map_chart(shown, geometry, colours()),
        finding=map_finding(shown, time),
        measure=_(
            "Acts by place, size: sum of scores; ▲ hostile, ▼ cooperative. {abroad:,} acts abroad and {nowhere:,} without a place are not drawn. {credit}"
        ).format(abroad=abroad, nowhere=nowhere, credit=_(CREDIT)),
        page_only=" " + _("Click a mark for its place, drag on the strip of years below for a time."),
        about=" · ".join(filter(None, [markdown(view.wanted.describe(view.events)), time, f"n = {len(acts):,}"])),
        table=shown.drop(columns=["place_id"]).assign(date_start=shown["date_start"].dt.date),
        help=_(
            "A mark stands at the place to its precision: for a sea area or a front it is the middle, not the spot. Near points are one place. The Northern Limit Line is named, not drawn: no list of its coordinates with a source was found."
        ),
        on_select="rerun",
        selection_mode=PICK,
    )
    figure(
        view,
        "map_strip",
        strip_chart(rows, colours()),
        finding=_("Acts with a place by year"),
        measure=_("Number of acts; hostile above the line, cooperative below"),
        page_only=_(". Drag to choose years for the map"),
        about=about_acts(view, len(rows)),
        alt=_("Acts with a place by year. Drag to choose a span; the slider above chooses single years by keyboard."),
        table=acts_by_year(rows),
        help=_("Years are chosen whole. Few acts in an old year may mean a thin record, not a quiet year."),
        on_select="rerun",
        selection_mode=BRUSH,
    )
    chosen = [str(p["place_id"]) for p in picked["selection"].get(PICK, []) if p.get("place_id")]
    for place_id in chosen[:1]:
        here = rows[rows["place_id"] == place_id].sort_values("date_start", ascending=False)
        if len(here):
            st.subheader(
                ngettext("{place}: {n} act in view", "{place}: {n} acts in view", len(here)).format(
                    place=here["place"].iloc[0], n=len(here)
                ),
                anchor=False,
            )
            event_links(
                view.events, here["event_id"].head(_LISTED), f"place-{place_id.replace('.', '-').replace(',', '-')}"
            )
            if len(here) > _LISTED:
                st.caption(
                    _(
                        "The latest {listed} of {n}; the search field of the filter finds all by the place's name."
                    ).format(listed=_LISTED, n=len(here))
                )
    if not chosen:
        busiest = shown.groupby(["place_id", "place"]).agg(
            acts=("event_id", "size"),
            hostile=("sign", lambda s: int((s == "hostile").sum())),
            last=("date_start", "max"),
        )
        table = busiest.sort_values("acts", ascending=False).head(15).reset_index().drop(columns="place_id")
        st.markdown(_("**Busiest places in view.** Click a mark on the map for its history."))
        st.dataframe(
            table.assign(last=table["last"].dt.date),
            hide_index=True,
            column_config={"place": _("Place"), "acts": _("Acts"), "hostile": _("Hostile"), "last": _("Latest")},
        )


def _brushed(rows: pd.DataFrame) -> tuple[int, int]:
    """The first and last year that are chosen on the strip, else those of all rows."""
    selection = st.session_state.get("map_strip", {}).get("selection", {}).get(BRUSH) or {}
    edges = selection.get("year") if isinstance(selection, dict) else None
    years = rows["date_start"].dt.year
    return brushed_years(edges) if edges else (int(years.min()), int(years.max()))
