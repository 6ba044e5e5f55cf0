"""Charts of the level of tension over time: the whole curve, scores by domain, the calendar, turning points, the ladder."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard.charts.index import named_spans, thin
from dashboard.charts.palette import Palette, day_format, letters, month_format, styled, time_domain, time_labels
from dashboard.events import COOPERATIVE, HOSTILE, Events
from dashboard.filters import LEVELS
from dashboard.language import _, month_name, short_month

WIDE, NARROW = 1000, 300  # pixels of a plot on a desk and on a phone, for which names are placed
_NAME_ROWS = 6  # rows over the curve in which names of crises stand, so that neighbours do not overlap
_NAME_PIXELS = 6  # width of a character of a name


def _name_rows(spans: pd.DataFrame, days: int, pixels: int) -> pd.Series:
    """The row for each name such that no two overlap on a plot so wide, newest first: there the crowd is greatest and asked
    for most. A name that finds no room gets -1; the band's tooltip has it.
    """
    edges = [pd.Timestamp.max] * _NAME_ROWS  # where the name last placed in each row begins
    rows = pd.Series(-1, index=spans.index, dtype=int)
    for number in reversed(spans.index):
        half = pd.Timedelta(days=days * (letters(spans.loc[number, "name"]) + 2) * _NAME_PIXELS / 2 / pixels)
        middle = spans.loc[number, "middle"]
        free = [row for row in range(_NAME_ROWS) if middle + half <= edges[row]]
        if free:
            rows[number] = free[0]
            edges[free[0]] = middle - half
    return rows


def overview_chart(index: pd.DataFrame, crises: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """The index in points over its whole span, with named crises as bands.

    ``index``: rows of ``tension_index``; ``crises``: the crisis table. Names stand over the plot where there is room.
    """
    start, end = index["date"].iloc[0].date(), index["date"].iloc[-1].date()
    spans = named_spans(crises, start, end)
    curve = thin(index[["date", "tension"]], "tension")
    top = float(curve["tension"].max() or 1)
    line = alt.Chart(curve).encode(
        x=alt.X("date:T", title=None).axis(tickCount=8, labelExpr=time_labels()),
        y=alt.Y("tension:Q", title=_("Tension, points")).scale(domain=[0, top * 1.05]).axis(tickCount=4),
    )
    about = [
        alt.Tooltip("name:N", title=_("Crisis")),
        *(
            alt.Tooltip(f"date_{edge}:T", title=words, format=day_format())
            for edge, words in (("start", _("From")), ("end", _("To")))
        ),
    ]
    bands = (
        alt.Chart(spans[["name", "date_start", "date_end"]])
        .mark_rect(color=colours.band)
        .encode(x="date_start:T", x2="date_end:T", tooltip=about)
    )
    hover = alt.selection_point(nearest=True, on="pointerover", encodings=["x"], empty=False)
    rule = (
        line.mark_rule(color=colours.muted)
        .encode(
            opacity=alt.condition(hover, alt.value(0.7), alt.value(0)),
            tooltip=[
                alt.Tooltip("date:T", title=_("Date"), format=day_format()),
                alt.Tooltip("tension:Q", title=_("Tension, points"), format=".1f"),
            ],
        )
        .add_params(hover)
    )
    area = line.mark_area(color=colours.hostile, opacity=0.16, line={"color": colours.hostile, "strokeWidth": 1.3})
    names = []
    for pixels, when in ((WIDE, "width > 600"), (NARROW, "width <= 600")):
        placed = spans[["name", "middle"]].assign(row=_name_rows(spans, max((end - start).days, 1), pixels))
        for row in range(_NAME_ROWS):
            mark = alt.Chart(placed[placed["row"] == row]).mark_text(
                color=colours.muted, fontSize=11, opacity=alt.ExprRef(f"{when} ? 1 : 0")
            )
            names.append(mark.encode(x="middle:T", y=alt.value(-8 - 15 * row), text="name:N"))
    return styled(alt.layer(bands, area, rule, *names).properties(height=300, width="container"), colours)


def domain_chart(
    sums: pd.DataFrame, events: Events, colours: Palette, span: tuple[pd.Timestamp, pd.Timestamp]
) -> alt.TopLevelMixin:
    """Scores by domain, hostile stacked upwards, cooperative downwards.

    ``sums``: rows of ``domain_scores``; ``span``: first and last day of the axis, which bars of their months may overlap.
    """
    first, last = min(span[0], sums["time"].min()), max(span[1], sums["until"].max())
    shown = [domain for domain in events.domains.index if domain in set(sums["domain"])]
    sums = sums.sort_values("domain", key=lambda codes: codes.map(events.domains.index.get_loc), kind="stable")
    # Stacked here: the drawing library does not stack bars that have both their ends in time given.
    top = sums.groupby(["time", "sign"])["score"].cumsum()
    sums = sums.assign(top=top, foot=top - sums["score"])
    column = "colour_dark" if colours.mode == "dark" else "colour"
    bars = (
        alt.Chart(sums)
        .mark_rect()
        .encode(
            x=alt.X("time:T", title=None)
            .axis(tickCount=8, labelExpr=time_labels())
            .scale(domain=time_domain(first, last)),
            x2="until:T",
            y=alt.Y("top:Q", title=_("Sum of scores  (up: hostile)")).axis(tickCount=5, format=".0f"),
            y2="foot:Q",
            color=alt.Color("label:N", title=None, sort=list(events.domains.loc[shown, "label"]))
            .scale(domain=list(events.domains.loc[shown, "label"]), range=list(events.domains.loc[shown, column]))
            .legend(orient="top", columns=alt.ExprRef("width > 600 ? 6 : 2"), labelLimit=220, symbolType="square"),
            tooltip=[
                alt.Tooltip("time:T", title=_("From"), format=month_format()),
                alt.Tooltip("label:N", title=_("Domain")),
                alt.Tooltip("score:Q", title=_("Sum of scores"), format="+.1f"),
                alt.Tooltip("events:Q", title=_("Events")),
            ],
        )
    )
    zero = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=colours.muted).encode(y="y:Q")
    return styled(alt.layer(bars, zero).properties(height=300, width="container"), colours)


def calendar_chart(months: pd.DataFrame, value: str, colours: Palette) -> alt.TopLevelMixin:
    """Years across, months down: a full cell where hostile acts prevail, a narrow one where cooperative ones do.

    months: rows of ``monthly_scores``; value: 'net' (sum of scores, up is worse) or 'events' (count of acts). A month
    without an act stays empty.
    """
    counted = months.assign(events=months["hostile_events"] + months["cooperative_events"])
    cells = counted[counted["events"] > 0].assign(
        year=lambda m: m["month"].dt.year,
        name=lambda m: m["month"].map(month_name),
    )
    most = max(float(cells[value].abs().max()), 1.0) if len(cells) else 1.0
    if value == "net":
        scale = alt.Scale(
            type="symlog",
            domain=[-most, 0, most],
            range=[colours.cooperative, colours.band, colours.hostile],
            interpolate="rgb",  # else the way from one hue to another leads through others
        )
    else:
        scale = alt.Scale(type="sqrt", domain=[0, most], range=[colours.band, colours.ink], interpolate="rgb")
    names = [month_name(month) for month in pd.date_range("2000-01-01", periods=12, freq="MS")]
    size = alt.Step(18)
    chart = (
        alt.Chart(cells)
        .mark_rect(height=alt.ExprRef("datum.net > 0 || " + str(value != "net").lower() + " ? 16 : 6"))
        .encode(
            x=alt.X("year:O", title=None)
            .axis(
                labelExpr="datum.value % 10 == 0 || domain('x').length < 15 ? datum.label : ''",
                labelAngle=0,
                ticks=False,
            )
            .scale(
                domain=list(range(int(months["month"].dt.year.min()), int(months["month"].dt.year.max()) + 1)),
                padding=0.08,
            ),
            y=alt.Y("name:O", title=None, sort=names).scale(domain=names).axis(ticks=False, domain=False),
            color=alt.Color(f"{value}:Q", scale=scale, legend=None),
            tooltip=[
                alt.Tooltip("month:T", title=_("Month"), format=month_format()),
                alt.Tooltip("net:Q", title=_("Sum of scores (up is worse)"), format="+.1f"),
                alt.Tooltip("hostile_events:Q", title=_("Hostile acts")),
                alt.Tooltip("cooperative_events:Q", title=_("Cooperative acts")),
            ],
        )
        .properties(height=size, width="container")
    )
    return styled(chart, colours)


def _eras(months: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """The stretches between turning points: columns ``from``, ``to`` (the next one's first month) and ``mean`` net score of a month."""
    return pd.DataFrame(
        {
            "from": [months["month"].iloc[0], *turns["month"]],
            "to": [*turns["month"], months["month"].iloc[-1] + pd.offsets.MonthBegin(1)],
            "mean": [turns["before"].iloc[0], *turns["after"]] if len(turns) else [months["net"].mean()],
        }
    )


def turning_table(months: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """The figures that ``turning_chart`` shows: a row for each month with its ``net`` score and the ``mean`` of its era, and where the
    level turned, ``support``, ``low`` and ``high`` of the turning point (empty elsewhere).

    months: rows of ``monthly_scores``; turns: rows of ``turning_points``.
    """
    eras = _eras(months, turns)[["from", "mean"]].astype({"from": months["month"].dtype})
    table = pd.merge_asof(months[["month", "net"]], eras, left_on="month", right_on="from").drop(columns="from")
    return table.merge(turns[["month", "support", "low", "high"]], on="month", how="left")


def turning_chart(months: pd.DataFrame, turns: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """Monthly net scores, the mean of each era, and each turning point with its interval.

    months: rows of ``monthly_scores``; turns: rows of ``turning_points``.
    """
    x = alt.X("month:T", title=None).axis(tickCount=8, labelExpr=time_labels())
    bars = (
        alt.Chart(
            months[months["net"] != 0].assign(prevail=lambda m: m["net"].gt(0).map({True: HOSTILE, False: COOPERATIVE}))
        )
        .mark_rule(opacity=0.45)
        .encode(
            x=x,
            y=alt.Y("net:Q", title=_("Net score of the month  (up: hostile)")).axis(tickCount=5, format=".0f"),
            y2=alt.datum(0),
            color=alt.Color("prevail:N", legend=None).scale(
                domain=list(colours.signs), range=list(colours.signs.values())
            ),
            tooltip=[
                alt.Tooltip("month:T", title=_("Month"), format=month_format()),
                alt.Tooltip("net:Q", title=_("Net score"), format="+.1f"),
            ],
        )
    )
    eras = (
        alt.Chart(_eras(months, turns))
        .mark_rule(strokeWidth=2.5, color=colours.ink)
        .encode(
            x="from:T",
            x2="to:T",
            y="mean:Q",
            tooltip=[alt.Tooltip("mean:Q", title=_("Mean of the era"), format="+.1f")],
        )
    )
    low = float(months["net"].min())
    marked = turns.assign(words=turns["month"].map(short_month), floor=low)
    spread = (
        alt.Chart(marked)
        .mark_rule(strokeWidth=6, color=colours.muted, opacity=0.55)
        .encode(
            x="low:T",
            x2="high:T",
            y=alt.Y("floor:Q"),
            tooltip=[
                alt.Tooltip("words:N", title=_("Turn")),
                alt.Tooltip("low:T", title=_("Interval from"), format=month_format()),
                alt.Tooltip("high:T", title=_("to"), format=month_format()),
                alt.Tooltip("support:Q", title=_("Found again in"), format=".0%"),
            ],
        )
    )
    point = (
        alt.Chart(marked)
        .mark_point(shape="diamond", filled=True, size=70, color=colours.ink)
        .encode(x="month:T", y="floor:Q")
    )
    return styled(alt.layer(bars, eras, spread, point).properties(height=300, width="container"), colours)


def ladder_chart(months: pd.DataFrame, colours: Palette) -> alt.TopLevelMixin:
    """The highest hostility level of each month as a mark on its rung, 1 to 5; a month without an event has none.

    ``months``: rows of ``monthly_levels``.
    """
    names = {level: _(words) for level, words in LEVELS.items()}
    reached = months[months["level"] > 0]
    marks = reached.assign(rung=reached["level"].map(names), until=reached["month"] + pd.offsets.MonthBegin(1))
    chart = (
        alt.Chart(marks)
        .mark_rect(color=colours.hostile, height=alt.RelativeBandSize(0.7))
        .encode(
            x=alt.X("month:T", title=None).axis(tickCount=8, labelExpr=time_labels()),
            x2="until:T",
            y=alt.Y("rung:N", title=None)
            .scale(domain=[names[level] for level in sorted(names, reverse=True)])
            .axis(grid=True, ticks=False, domain=False, labelLimit=150),
            tooltip=[
                alt.Tooltip("month:T", title=_("Month"), format=month_format()),
                alt.Tooltip("rung:N", title=_("Highest level")),
                alt.Tooltip("title:N", title=_("First act that reached it")),
            ],
        )
        .properties(height=230, width="container")
    )
    return styled(chart, colours)
