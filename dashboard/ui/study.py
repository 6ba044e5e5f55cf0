"""Event study: the mean course of the index around acts of one kind, against random days of the same years."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.crises import study_chart
from dashboard.event_study import AFTER, BEFORE, DEFAULT_TYPE, LEAST, Study, courses, event_study, study_days
from dashboard.findings import study_finding
from dashboard.language import _
from dashboard.ui.address import parameter, set_parameter, unread
from dashboard.ui.figure import figure
from dashboard.ui.state import View, colours, data_folder
from dashboard.ui.text import markdown

IN_VIEW = "view"  # what the address says for the acts that pass the filter, such as events picked by hand


@st.cache_resource(max_entries=64, show_spinner=False)
def _study(folder: str, ids: tuple[str, ...], _view: View) -> Study:
    studied = _view.events.by_id.loc[list(ids)]
    return event_study(courses(_view.events, _view.events.frame, studied["event_id"]), study_days(studied))


def around_acts(view: View) -> None:
    """Draw the one control, the chart and the sentence on how to read it."""
    types = [code for code in view.events.types.index if (view.rows["event_type"] == code).any()]
    usual = DEFAULT_TYPE if DEFAULT_TYPE in types else IN_VIEW
    wanted = parameter("study") or usual
    if wanted not in (*view.events.types.index, IN_VIEW):
        unread(_("“study={code}” is no type of act and was ignored.").format(code=markdown(wanted[:60])))
        wanted = usual
    options = list(dict.fromkeys([IN_VIEW, *types, wanted]))
    st.session_state["shown_study"] = wanted
    st.selectbox(
        _("Around which acts"),
        options,
        format_func=lambda code: _("All acts in view") if code == IN_VIEW else _label(view, code),
        key="shown_study",
        on_change=lambda: set_parameter("study", st.session_state["shown_study"]),
        help=_(
            "Acts of one type among those in view, or all in view: pick events by hand with the filter. What happens around them is read from the whole record."
        ),
        width=360,
    )
    studied = view.rows if wanted == IN_VIEW else view.rows[view.rows["event_type"] == wanted]
    what = (
        _("the acts in view")
        if wanted == IN_VIEW
        else _("acts of the type “{label}”").format(label=_label(view, wanted))
    )
    study = _whole(view, studied)
    if study is None:
        st.info(
            _(
                "Fewer than {least} days with such an act have the whole window inside the record: a mean of so few says nothing."
            ).format(least=LEAST)
        )
        return
    figure(
        view,
        "around",
        study_chart(study.course, colours()),
        finding=study_finding(study, what),
        measure=_(
            "Means over {used:,} days with such an act, from {before} days before to {after} after; red: points of all other acts, with 95% of resampled means; thin: with the studied acts' own points; grey: as many random days of the same years, with 95% of such means; below: other acts in 7 days"
        ).format(used=study.used, before=BEFORE, after=AFTER)
        + (
            _("; {dropped} days too near the record's ends are left out").format(dropped=study.dropped)
            if study.dropped
            else ""
        ),
        table=study.course.round(3),
        help=_(
            "Read it as: where the red line leaves the grey band after day 0, other acts followed more (or less) tensely than around random days of the same years. Acts come in clusters and in tense times, so this shows what went together, not what caused what. The studied acts' own points are left out of the red line; else it would rise on day 0 by construction."
        ),
    )


def _whole(view: View, studied: pd.DataFrame) -> Study | None:
    """The study, or None if too few days have their whole window inside the record."""
    try:
        with st.spinner(_("Averaging …")):
            study = _study(str(data_folder()), tuple(studied["event_id"]), view)
    except ValueError:
        return None
    return study if study.used >= LEAST else None


def _label(view: View, code: str) -> str:
    return str(view.events.types.loc[code, "label"])
