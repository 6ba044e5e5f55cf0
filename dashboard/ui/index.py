"""The index as it stands on the escalation page: its curve, the drawer that changes it, and what made a day of it."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.index import UNITS, index_figure, index_still, thin
from dashboard.findings import index_peak, named_acts
from dashboard.language import N_, _
from dashboard.months import press_percentiles
from dashboard.params import DEFAULT_PARAMS
from dashboard.tension import heaviest, highest_day, trailing_percentile
from dashboard.ui.address import choice
from dashboard.ui.figure import figure, index_table
from dashboard.ui.made import asked_span, picked_on_chart, what_made_this
from dashboard.ui.state import View, colours, fragment, index_of
from dashboard.ui.what_if import what_if

# How the measure under the chart names each unit.
MEASURES = {"tension": N_("points"), "percentile": N_("percentile of the past ten years")}


@fragment
def index(view: View) -> None:
    """The curve, the question what made a day of it, and the drawer that changes it: a change redraws only these."""
    start, end = view.span
    params = what_if(view.events)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit = choice("unit", _("Unit"), UNITS)
        band = st.toggle(
            _("Band"),
            key="band",
            bind="query-params",
            help=_("How far the curve moves when weights and half-lives are shaken."),
        )
        press = st.toggle(
            _("Press measure"),
            key="press",
            bind="query-params",
            disabled=unit != "percentile",
            help=_(
                "The Geopolitical Risk index, Korean series, by month. Only in percentiles: there both lines have one scale."
            ),
        )
    whole = index_of(view.wanted, params, band=band)
    shown = whole[whole["date"].between(start, end)]
    if unit == "percentile" and shown["percentile"].isna().all():
        st.info(_("The record's first three years have no percentile; the chart shows points."))
        unit = "tension"
    curve = thin(shown, unit)
    if band and unit == "percentile":
        curve = curve.assign(**{edge: trailing_percentile(whole, curve[edge]) for edge in ("low", "high")})
    default = index_of(view.wanted).loc[curve.index] if params != DEFAULT_PARAMS else None
    outside = press_percentiles(view.events) if press and unit == "percentile" else None
    second = None if outside is None else outside[outside["date"].between(start, end)]
    titles = [named_acts(view.events, ids) for ids in heaviest(view.events, curve["date"], view.memory, params)]
    figure(
        view,
        "index",
        index_figure(
            curve,
            unit,
            named=titles,
            span=(start.date(), end.date()),
            crises=view.events.crises,
            leaders=view.events.leaders,
            colours=colours(),
            default=default,
            press=second,
        ),
        still=index_still(curve, unit, crises=view.events.crises, colours=colours(), default=default, press=second),
        finding=index_peak(shown, unit),
        measure=_("Tension by day, {unit}; shaded: named crises").format(unit=_(MEASURES[unit]))
        + (_("; grey: the default") if default is not None else "")
        + (_("; dotted: the press measure") if outside is not None else "")
        + (_("; band: 5th to 95th percentile of 200 shaken curves") if band else ""),
        page_only=_("; strips: who governed; ▾ names a crisis"),
        table=index_table(shown if band else shown.drop(columns=["low", "high"])),
        help=_(
            "Drag on the chart or the slider to zoom; double-click to see all; click a day to see what made it. Each act counts with its score, hostile ones more with deaths, and fades; cooperative acts count against it; landmark acts fade slowly, and the words of one month count together for no more than one grave threat. Acts before the span shown still count. A percentile compares a day with the ten years before it. The record is thin before the mid-1960s: a low curve there is no proof of calm."
        ),
        on_select=lambda: picked_on_chart("index"),
        selection_mode=("points", "box"),
    )
    # Where there is no tension at all, the last day says as much as any.
    top = (highest_day(shown, unit)["date"] if shown[unit].any() else end).date()
    what_made_this(view, asked_span(top, view.events.start, view.events.end), params)
