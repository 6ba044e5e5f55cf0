"""Crises side by side: their curves over one another, each one's panels on shared scales, and the mean course of an event study."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from dashboard.charts.palette import (
    MARKS,
    PLOT_HEIGHT,
    SIGN_WORDS,
    Palette,
    day_format,
    legible,
    letters,
    sign_colour,
    styled,
)
from dashboard.crises import AFTER, BEFORE, CELL_DAYS, NOW, RUNG_DAYS
from dashboard.events import COOPERATIVE, HOSTILE, Events
from dashboard.language import N_, _

CURVES_HEIGHT, STUDY_HEIGHT, COUNTS_HEIGHT = 380, 280, 150  # pixels of a plot
_KEY_COLUMNS = 3  # of the key, at most
_SYMBOL, _LETTER = 50, 7  # pixels of a line of the key with its gap, and of a letter of its names
_PHONE = 320  # pixels that a name in the key may take at least: a phone's width
_LINE = 15  # pixels from one name at a line's end to the next, so that they do not overlap
_DASHES = ([1, 0], [7, 3], [2, 2], [10, 3, 2, 3], [14, 4], [4, 2, 1, 2])
_RUNGS = {5: N_("5 war"), 4: N_("4 force"), 3: N_("3 display"), 2: N_("2 threat"), 1: N_("1 none")}
_TITLE, _GAP, _ROW = 22, 14, 34  # pixels over a panel for its title, between panels, and of a domain's row


def _day() -> alt.Tooltip:
    return alt.Tooltip("day:Q", title=_("Day"), format="+d")


def hues(events: Events, chosen: pd.DataFrame, colours: Palette) -> dict[str, str]:
    """A colour for each crisis: the six of the domains, which tests hold apart for every reader; ink for the present."""
    tested = list(events.domains["colour_dark" if colours.mode == "dark" else "colour"])
    named = [crisis_id for crisis_id in chosen["crisis_id"] if crisis_id != NOW]
    return dict(zip(named, tested, strict=False)) | {NOW: colours.ink}


def spread(values: pd.Series, top: float, height: int) -> pd.Series:
    """Heights at which names can stand beside the ends of lines without overlapping, each as near as can be to its line.

    values: where the lines end, on an axis from 0 to ``top`` that is ``height`` pixels high; the result is on that axis.
    """
    gap = _LINE * top / height
    order = values.sort_values(kind="stable").index
    placed = values.loc[order].to_numpy(dtype=float, copy=True)
    for n in range(1, len(placed)):
        placed[n] = max(placed[n], placed[n - 1] + gap)
    placed = placed - max(placed[-1] - top, 0) if len(placed) else placed
    for n in range(len(placed) - 2, -1, -1):  # pushed up from below, then down from the top
        placed[n] = min(placed[n], placed[n + 1] - gap)
    return pd.Series(placed, index=order).reindex(values.index)


def _days(field: str = "day", *, low: int = -BEFORE, high: int = AFTER, room: Any = 0, step: int = 60) -> alt.X:
    """The axis of days; ``room`` leaves so many days free at the right for names."""
    axis = alt.Axis(values=list(range(low, high + 1, step)), format="+d", grid=False)
    scale = alt.Scale(domainMin=low, domainMax=room or high, nice=False, zero=False)
    return alt.X(f"{field}:Q", title=_("Days from day 0"), axis=axis, scale=scale)


def _zero(colours: Palette, x: alt.X) -> alt.Chart:
    rule: alt.Chart = (
        alt.Chart(pd.DataFrame({"day": [0]})).mark_rule(color=colours.muted, strokeDash=[2, 2]).encode(x=x)
    )
    return rule


def curves_chart(
    curves: pd.DataFrame, chosen: pd.DataFrame, hue: Mapping[str, str], colours: Palette
) -> alt.TopLevelMixin:
    """The index of every crisis over the others', aligned on day 0, named at its end and in the key.

    curves: rows of ``aligned_days``; chosen: rows of ``chosen_crises``; hue: colour of each crisis_id.
    """
    key = dict(zip(chosen["crisis_id"], chosen["tag"] + ":  " + chosen["name"], strict=True))
    lines = curves[["crisis_id", "tag", "day", "date", "tension"]].assign(
        key=curves["crisis_id"].map(key), tension=curves["tension"].round(2)
    )
    top = max(float(lines["tension"].max()), 1.0)
    widest = _SYMBOL + _LETTER * max(letters(words) for words in key.values())
    dash = [[1, 0] if crisis == NOW else _DASHES[n % len(_DASHES)] for n, crisis in enumerate(key)]
    legend = alt.Legend(
        orient="top",
        columns=alt.ExprRef(f"clamp(floor(width / {widest}), 1, {_KEY_COLUMNS})"),
        labelLimit=max(widest, _PHONE),
        symbolType="stroke",
        symbolSize=500,
        symbolStrokeWidth=2.5,
    )
    x = _days(room=alt.ExprRef(f"width > 600 ? {AFTER + 20} : {AFTER + 80}"))
    y = alt.Y("tension:Q", title=_("Tension, points")).scale(domain=[0, top], nice=False).axis(tickCount=5)
    base = alt.Chart(lines).encode(x=x, y=y)
    line = base.mark_line().encode(
        color=alt.Color("key:N", title=None, legend=legend).scale(
            domain=list(key.values()), range=[hue[c] for c in key]
        ),
        strokeDash=alt.StrokeDash("key:N", title=None, legend=legend).scale(domain=list(key.values()), range=dash),
        strokeWidth=alt.condition(f"datum.crisis_id === '{NOW}'", alt.value(3), alt.value(1.9)),
    )
    last = lines.loc[lines.groupby("crisis_id")["day"].idxmax()]
    ends = last.assign(words=last["tag"], value=last["tension"], ink=last["crisis_id"].map(hue))
    names = _ends(ends[["day", "words", "value", "ink"]], top, CURVES_HEIGHT, x, colours)
    near = alt.selection_point(nearest=True, on="pointerover", fields=["day", "crisis_id"], empty=False)
    dots = (
        base.mark_point(filled=True, size=60, color=colours.ink)
        .encode(
            opacity=alt.condition(near, alt.value(1), alt.value(0)),
            tooltip=[
                alt.Tooltip("key:N", title=_("Crisis")),
                _day(),
                alt.Tooltip("date:T", title=_("Date"), format=day_format()),
                alt.Tooltip("tension:Q", title=_("Tension, points"), format=".1f"),
            ],
        )
        .add_params(near)
    )
    chart = alt.layer(_zero(colours, x), line, dots, *names)
    # The key over the plot takes six lines on a phone.
    return styled(chart.properties(height=CURVES_HEIGHT, width="container", autosize=PLOT_HEIGHT), colours)


# ---- panels over the same days ---------------------------------------------------------------------------------------
# One chart holds all panels, each a strip of its height: charts put under one another would not keep to the page's width.


@dataclass(frozen=True)
class _Panel:
    """A strip of a chart: its title, the pixel at which its plot begins, and the plot's height."""

    title: str
    top: int
    height: int
    ticks: tuple[tuple[float, str], ...]  # share of the height, and what stands beside it

    def at(self, share: Any) -> Any:
        """Pixel from the chart's top for a share of the panel's height, 0 at its foot."""
        return self.top + self.height * (1 - share)


def _stack(parts: list[tuple[str, int, list[tuple[float, str]]]]) -> tuple[list[_Panel], int]:
    """Panels one under another, each with its title over it, and the height of all."""
    panels, top = [], 0
    for title, height, ticks in parts:
        panels.append(_Panel(title, top + _TITLE, height, tuple(ticks)))
        top += _TITLE + height + _GAP
    return panels, top - _GAP


def _height(field: str, panels: list[_Panel], total: int) -> alt.Y:
    """The one axis of all panels: pixels from the top, labelled with each panel's own ticks."""
    labels = {f"{panel.at(share):.1f}": words for panel in panels for share, words in panel.ticks}
    axis = alt.Axis(
        values=[float(place) for place in labels],
        labelExpr=f"{json.dumps(labels)}[format(datum.value, '.1f')]",
        labelOverlap=False,
        grid=True,
        ticks=False,
        domain=False,
    )
    scale = alt.Scale(domain=[total, 0], nice=False, zero=False)
    return alt.Y(f"{field}:Q", title=None, axis=axis, scale=scale)


def _titles(panels: list[_Panel], low: int, x: alt.X, colours: Palette) -> alt.Chart:
    rows = pd.DataFrame({"day": low, "at": [p.top - 6 for p in panels], "words": [p.title for p in panels]})
    titles: alt.Chart = (
        alt.Chart(rows)
        .mark_text(align="left", baseline="bottom", color=colours.muted)
        .encode(x=x, y=alt.Y("at:Q"), text="words:N")
    )
    return titles


def panels_chart(
    days: pd.DataFrame,
    rungs: pd.DataFrame,
    cells: pd.DataFrame,
    events: Events,
    hue: str,
    colours: Palette,
    *,
    most: Mapping[str, float],
) -> alt.TopLevelMixin:
    """One crisis in four panels over the same days: index, deaths, ladder, counts by domain.

    days, rungs, cells: its rows of ``aligned_days``, ``ladder`` and ``domain_counts``; most: the highest ``tension``,
    ``deaths`` and ``acts`` (of a cell) of all crises shown, so that their panels have the same scales.
    """
    domains = list(events.domains["label"])
    tens = [n for n in (0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000) if n <= max(most["deaths"], 1)]
    index_ticks = [0, round(most["tension"] / 2), round(most["tension"])]
    panels, total = _stack(
        [
            (_("Tension, points"), 110, [(n / most["tension"], str(n)) for n in index_ticks]),
            (_("Deaths from day 0 on, known figures"), 80, [(_tens(n, most["deaths"]), f"{n:,}") for n in tens]),
            (
                _("Highest hostility level in {rung_days} days").format(rung_days=RUNG_DAYS),
                100,
                [((level - 0.5) / 5, _(words)) for level, words in _RUNGS.items()],
            ),
            (_("Acts in {cell_days} days, by domain").format(cell_days=CELL_DAYS), _ROW * len(domains), []),
        ]
    )
    index, deaths, levels, counts = panels
    curve = days[["day", "date"]].assign(
        tension=days["tension"].round(1),
        deaths=days["deaths"],
        at=index.at(days["tension"] / most["tension"]).round(1),
        dead=deaths.at(_tens(days["deaths"], most["deaths"])).round(1),
        foot=float(index.at(0)),
        none=float(deaths.at(0)),
    )
    x = _days()
    by_day = alt.Chart(curve).encode(
        x=x,
        tooltip=[
            _day(),
            alt.Tooltip("date:T", title=_("Date"), format=day_format()),
            alt.Tooltip("tension:Q", title=_("Tension, points"), format=".1f"),
            alt.Tooltip("deaths:Q", title=_("Deaths from day 0 on")),
        ],
    )
    layers = [
        by_day.mark_area(color=hue, opacity=0.2, line={"color": hue, "strokeWidth": 1.8}).encode(
            y=_height("at", panels, total), y2="foot:Q"
        ),
        by_day.mark_area(
            interpolate="step-after",
            color=colours.muted,
            opacity=0.3,
            line={"color": colours.muted, "strokeWidth": 1.5},
        ).encode(y="dead:Q", y2="none:Q"),
        _ladder(rungs, levels, colours),
        *_cells(cells, counts, domains, colours, most["acts"]),
        _titles(panels, -BEFORE, x, colours),
        _zero(colours, x),
    ]
    drawn = alt.layer(*layers).properties(height=total, width="container", autosize=PLOT_HEIGHT)
    return styled(drawn, colours)


def _tens(deaths: Any, most: float) -> Any:
    """Share of a scale on which one death and hundreds can both be seen, and none is none."""
    return np.log10(1 + deaths) / np.log10(1 + max(most, 1))


def _ladder(rungs: pd.DataFrame, panel: _Panel, colours: Palette) -> alt.Chart:
    marks = rungs[["first", "last", "title", "date_start"]].assign(
        rung=rungs["level"].map({level: _(words) for level, words in _RUNGS.items()}),
        head=panel.at((rungs["level"] - 0.2) / 5).astype(float),
        foot=panel.at((rungs["level"] - 0.8) / 5).astype(float),
    )
    drawn: alt.Chart = (
        alt.Chart(marks)
        .mark_rect(color=colours.hostile, clip=True)
        .encode(
            x=_days("first"),
            x2="last:Q",
            y="head:Q",
            y2="foot:Q",
            tooltip=[
                alt.Tooltip("rung:N", title=_("Highest level")),
                alt.Tooltip("title:N", title=_("First act that reached it")),
                alt.Tooltip("date_start:T", title=_("Date"), format=day_format()),
            ],
        )
    )
    return drawn


def _cells(cells: pd.DataFrame, panel: _Panel, domains: list[str], colours: Palette, most: float) -> list[alt.Chart]:
    """A row of cells for each domain under its name; the deeper a cell, the more acts, and sign and number stand in it."""
    row = cells["domain"].map(domains.index).astype(float) if len(cells) else pd.Series(dtype=float)
    drawn = cells.assign(
        middle=(cells["first"] + cells["last"]) / 2,
        words=cells["sign"].map(MARKS) + cells["acts"].astype(str),
        depth=0.12 + 0.43 * cells["acts"] / max(most, 1),  # never so deep that the number could not be read
        head=panel.top + _ROW * row + 14,
        foot=panel.top + _ROW * (row + 1) - 2,
        centre=panel.top + _ROW * row + 6 + _ROW / 2,
    )
    names = pd.DataFrame(
        {"day": -BEFORE, "at": [panel.top + _ROW * n + 11 for n in range(len(domains))], "words": domains}
    )
    boxes = (
        alt.Chart(drawn)
        .mark_rect(stroke=colours.paper)
        .encode(
            x=_days("first"),
            x2="last:Q",
            y="head:Q",
            y2="foot:Q",
            color=sign_colour(colours),
            opacity=alt.Opacity("depth:Q", scale=None),
            tooltip=[
                alt.Tooltip("domain:N", title=_("Domain")),
                alt.Tooltip("first:Q", title=_("From day"), format="+d"),
                alt.Tooltip("acts:Q", title=_("Acts")),
            ],
        )
    )
    counts = (
        alt.Chart(drawn)
        .mark_text(color=colours.ink, fontSize=11)
        .encode(x=_days("middle"), y="centre:Q", text="words:N")
    )
    words = (
        alt.Chart(names)
        .mark_text(align="left", baseline="bottom", fontSize=11, color=colours.muted)
        .encode(x=_days(), y="at:Q", text="words:N")
    )
    return [boxes, counts, words]


# ---- event study -----------------------------------------------------------------------------------------------------


def study_chart(course: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """The mean index around the studied days with its band, over that of random days; below, counts of other acts.

    course: the ``course`` of a ``Study`` with the courses 'tension', 'with_own', 'hostile' and 'cooperative'.
    """
    named = {name: rows.round(3) for name, rows in course.groupby("course")}
    index, own = named["tension"], named["with_own"]
    low, high = int(index["day"].min()), int(index["day"].max())
    top = _round_up(max(float(index[["high", "random_high"]].max().max()), float(own["mean"].max()), 0.1))
    most = _round_up(max(float(named[sign][["mean", "random"]].max().max()) for sign in (HOSTILE, COOPERATIVE)) or 0.1)
    panels, total = _stack(
        [
            (_("Tension, points"), STUDY_HEIGHT, [(n / top, f"{n:g}") for n in (0, top / 2, top)]),
            (_("Other acts in 7 days"), COUNTS_HEIGHT, [(n / most, f"{n:g}") for n in (0, most / 2, most)]),
        ]
    )
    above, below = panels
    x = _days(low=low, high=high, room=alt.ExprRef(f"width > 600 ? {high + 16} : {high + 42}"), step=30)
    figures = ("mean", "low", "high", "random", "random_low", "random_high")
    drawn = alt.Chart(index.assign(**{f"{name}_at": above.at(index[name] / top).round(1) for name in figures})).encode(
        x=x
    )
    words = (_("Mean of others' points"), _("95% from"), _("to"), _("Random days"), _("95% from"), _("to"))
    tips = [
        _day(),
        *(alt.Tooltip(f"{f}:Q", title=w, format=".1f") for f, w in zip(figures, words, strict=True)),
    ]
    near = alt.selection_point(nearest=True, on="pointerover", encodings=["x"], empty=False)
    layers = [
        drawn.mark_area(color=colours.muted, opacity=0.25).encode(
            y=_height("random_low_at", panels, total), y2="random_high_at:Q"
        ),
        drawn.mark_line(color=colours.muted, strokeDash=[5, 3], strokeWidth=1.5).encode(y="random_at:Q"),
        drawn.mark_area(color=colours.hostile, opacity=0.2).encode(y="low_at:Q", y2="high_at:Q"),
        alt.Chart(own.assign(at=above.at(own["mean"] / top).round(1)))
        .mark_line(color=colours.ink, strokeWidth=1)
        .encode(x=x, y="at:Q"),
        drawn.mark_line(color=colours.hostile, strokeWidth=2.5).encode(y="mean_at:Q"),
        drawn.mark_rule(color=colours.muted)
        .encode(opacity=alt.condition(near, alt.value(0.7), alt.value(0)), tooltip=tips)
        .add_params(near),
        _zero(colours, x),
        _titles(panels, low, x, colours),
    ]
    ends = [
        (_("other acts"), above.at(index["mean"].iloc[-1] / top), colours.hostile),
        (_("all acts"), above.at(own["mean"].iloc[-1] / top), colours.ink),
        (_("random"), above.at(index["random"].iloc[-1] / top), colours.muted),
    ]
    for sign in (HOSTILE, COOPERATIVE):
        rows = named[sign]
        counts = alt.Chart(rows.assign(**{f"{n}_at": below.at(rows[n] / most).round(1) for n in ("mean", "random")}))
        counts = counts.encode(x=x)
        layers += [
            counts.mark_line(color=colours.signs[sign], strokeDash=[5, 3], strokeWidth=1.2).encode(y="random_at:Q"),
            counts.mark_line(color=colours.signs[sign], strokeWidth=2).encode(
                y="mean_at:Q",
                tooltip=[
                    _day(),
                    alt.Tooltip("mean:Q", title=_(SIGN_WORDS[sign]) + ": " + _("acts in 7 days, mean"), format=".2f"),
                    alt.Tooltip("random:Q", title=_("Random days"), format=".2f"),
                ],
            ),
        ]
        ends.append((_(SIGN_WORDS[sign]), below.at(rows["mean"].iloc[-1] / most), colours.signs[sign]))
    names = pd.DataFrame(ends, columns=["words", "value", "ink"]).assign(day=high)
    layers += _ends(names, total, total, x, colours)
    return styled(alt.layer(*layers).properties(height=total, width="container"), colours)


def _round_up(value: float) -> float:
    """The next round step of a power of ten: a top at which an axis can end and be halved."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= value - 1e-9))


def _ends(ends: pd.DataFrame, top: float, height: int, x: alt.X, colours: Palette) -> list[alt.Chart]:
    """Names beside the ends of lines, one layer each, in the lines' own hues: rows of ``day``, ``words``, ``value``, ``ink``."""
    placed = ends.assign(at=spread(ends["value"], top, height))
    return [
        alt.Chart(pd.DataFrame([name]))
        .mark_text(align="left", dx=6, fontWeight=600, color=legible(name["ink"], colours))
        .encode(x=x, y="at:Q", text="words:N")
        for name in placed.to_dict("records")
    ]
