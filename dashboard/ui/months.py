"""The months of the escalation page, one part drawn at a time: scores and ladder, calendar, peaks, turning points,
and the index around acts of one kind.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.charts.escalation import calendar_chart, domain_chart, ladder_chart, turning_chart, turning_table
from dashboard.findings import (
    calendar_finding,
    domains_finding,
    ladder_finding,
    peaks_finding,
    short_number,
    turns_finding,
)
from dashboard.language import N_, _, long_date, long_month, ngettext
from dashboard.months import (
    active_months,
    domain_scores,
    monthly_levels,
    monthly_scores,
    months_needed,
    peaks,
    turning_points,
)
from dashboard.tension import share_of_days
from dashboard.ui.address import choice
from dashboard.ui.card import event_links
from dashboard.ui.figure import figure
from dashboard.ui.state import View, colours, index_of
from dashboard.ui.study import around_acts


def month_parts(view: View) -> None:
    """Draw the choice of parts and the one that is chosen."""
    part = choice("part", _("More of the view"), {code: words for code, (words, _draw) in _PARTS.items()}, hidden=True)
    _PARTS[part][1](view)


def _months(view: View) -> None:
    """Scores by domain and the ladder."""
    start, end = view.span
    by = "year" if (end - start).days > 20 * 366 else "month"
    sums = domain_scores(view.events, view.rows, by=by)
    figure(
        view,
        "domains",
        domain_chart(sums, view.events, colours(), view.span),
        finding=domains_finding(monthly_scores(view.rows, start, end)),
        measure={
            "month": _("Sum of scores by month and domain; hostile above zero, cooperative below"),
            "year": _("Sum of scores by year and domain; hostile above zero, cooperative below"),
        }[by],
        table=sums.drop(columns=["until", "domain"]).rename(columns={"label": "domain"}),
        help=_(
            "Scores of the acts that began in it, added up without decay or deaths. A tall bar may be one grave act or many small ones: the table has the counts."
        ),
    )
    levels = monthly_levels(view.rows, start, end)
    figure(
        view,
        "ladder",
        ladder_chart(levels, colours()),
        finding=ladder_finding(levels),
        measure=_("Highest Correlates of War hostility level by month, 1 to 5; blank: nothing recorded"),
        table=levels,
        help=_(
            "A ladder has order but no distances: a step from 3 to 4 is not the same as one from 1 to 2. An act counts in the month in which it began, so a long war shows where its operations are recorded."
        ),
    )


def _calendar(view: View) -> None:
    """Years across, months down."""
    value = choice("cells", _("Cells show"), {"score": N_("Score"), "count": N_("Count")})
    table = monthly_scores(view.rows, *view.span)
    figure(
        view,
        "calendar",
        calendar_chart(table, "net" if value == "score" else "events", colours()),
        finding=calendar_finding(table),
        measure=_("Net score of each month: full red cells hostile, narrow blue ones cooperative")
        if value == "score"
        else _("Acts of each month, darker is more"),
        table=table,
        help=_(
            "An empty cell is a month without a recorded act: in older decades that may be a thin record and not a quiet month."
        ),
    )


def _peaks(view: View) -> None:
    """The peaks of the index, each with the acts that made it."""
    index = index_of(view.wanted)
    table = peaks(view.events, index, view.memory, span=view.span)
    highest = float(index.loc[index["date"].between(*view.span), "tension"].max())
    st.subheader(
        peaks_finding(table, highest), anchor=False, help=_("The highest days of the index, at least 60 days apart.")
    )
    st.caption(
        _(
            "Default parameters; under each peak the three acts that weighed most on that day, which may be older than it"
        )
    )
    for number, peak in enumerate(table.to_dict("records")):
        known = pd.notna(peak["percentile"])
        place = (
            _(", above {share_of_days} of the ten years before").format(share_of_days=share_of_days(peak["percentile"]))
            if known
            else ""
        )
        points = short_number(peak["tension"])
        st.markdown(
            ngettext(
                "**{n}. {date}: {points} point**{place}", "**{n}. {date}: {points} points**{place}", float(points)
            ).format(n=number + 1, date=long_date(peak["date"]), points=points, place=place)
        )
        event_links(view.events, peak["event_ids"], f"peak-{number}")


def _turning_points(view: View) -> None:
    """Months in which the level of monthly net scores turned."""
    scores = monthly_scores(view.rows, *view.span)
    needed = months_needed(len(scores))
    if active_months(scores).sum() < needed:
        st.info(
            _(
                "Fewer than {needed} of the {n} months in view saw an act: where most months are empty, any act would be a turning point."
            ).format(needed=needed, n=len(scores))
            if needed <= len(scores)
            else _("Fewer than {needed} months are in view: too few for a turning point.").format(needed=needed)
        )
        return
    try:
        table = turning_points(view.rows, *view.span)
    except ImportError:
        st.info(_("Turning points need the library ruptures, which does not support this version of Python yet."))
        return
    figure(
        view,
        "turns",
        turning_chart(scores, table, colours()),
        finding=turns_finding(table),
        measure=_(
            "Net score by month, mean of each era (line), turning points (diamonds) with 95% interval (bar at the foot)"
        ),
        table=turning_table(scores, table),
        help=_(
            "The best course of constant levels for the square root of monthly net scores, at the price of BIC for each break; not read off the smoothed index. Intervals and support come from 200 courses with residuals resampled in blocks of a year, in short eras of a third of the era. A turn is a change in what was recorded: in older decades it may be the record that changed."
        ),
    )
    for number, turn in enumerate(table.to_dict("records")):
        low, high = long_month(turn["low"]), long_month(turn["high"])
        when = (
            _("in {time}").format(time=low) if low == high else _("between {low} and {high}").format(low=low, high=high)
        )
        st.markdown(
            _(
                "**{month}**: from {before:+.1f} to {after:+.1f} points a month; found again in {support:.0%} of resampled courses, {when}"
            ).format(
                month=long_month(turn["month"]),
                before=turn["before"],
                after=turn["after"],
                support=turn["support"],
                when=when,
            )
        )
        event_links(view.events, turn["event_ids"], f"turn-{number}", otherwise=_("No act recorded within a month."))


# Code in the address -> what readers call the part, and what draws it.
_PARTS: dict[str, tuple[str, Callable[[View], None]]] = {
    "months": (N_("Months"), _months),
    "calendar": (N_("Calendar"), _calendar),
    "peaks": (N_("Peaks"), _peaks),
    "turns": (N_("Turning points"), _turning_points),
    "around": (N_("Around an act"), around_acts),
}
