"""Sentences that say what is seen, computed from the rows and curves that are shown."""

from __future__ import annotations

import operator
from datetime import date

import numpy as np
import pandas as pd

from dashboard.crises import AFTER, BEFORE
from dashboard.event_study import Study
from dashboard.events import COOPERATIVE, HOSTILE, Events
from dashboard.filters import LEVELS
from dashboard.language import _, long_date, long_month, ngettext
from dashboard.tension import highest_day, level_word, share_of_days, trend_word

_NAMED = 20  # answers that somebody gave, below which a share is not put into a headline while others gave more
_SHORTEST = pd.Timedelta(days=27)  # a span below which a count of acts is not compared with years before


def level_sentence(index: pd.DataFrame, end: date) -> str:
    """The level at the record's end in words and against the ten years before; ``index``: rows of ``tension_index``."""
    percentile = index["percentile"].iloc[-1]
    if pd.isna(percentile):
        return _(
            "Tension at the record's end ({end}) is {tension:.1f} points; the record is too short to say whether that is much."
        ).format(end=long_date(end), tension=index["tension"].iloc[-1])
    trend = {
        "rising": _("rising over the last 90 days"),
        "falling": _("falling over the last 90 days"),
        "steady": _("much as 90 days before"),
    }[trend_word(index["percentile"])]
    return _(
        "Tension at the record's end ({end}) is {level_word}: higher than on {share_of_days} in the past ten years, {trend}."
    ).format(
        end=long_date(end),
        level_word=level_word(percentile),
        share_of_days=share_of_days(percentile),
        trend=trend,
    )


def record_sentence(events: Events) -> str:
    """What the record holds and until when."""
    frame = events.frame
    hostile = int((frame["sign"] == HOSTILE).sum())
    return _(
        "The record holds {n:,} dated acts of both Koreas and of others towards them, {hostile:,} hostile and {cooperative:,} cooperative, each with the pages that say so ({sources:,} sources). It begins in {min} and ends on {end}: nothing after that day is covered."
    ).format(
        n=len(frame),
        hostile=hostile,
        cooperative=len(frame) - hostile,
        sources=len(events.sources),
        min=long_month(frame["date_start"].min()),
        end=long_date(events.end),
    )


def recent_counts(events: Events, days: int = 90) -> str:
    """How many acts of either sign the record's last days hold, in one line."""
    recent = events.frame[events.frame["date_start"] > pd.Timestamp(events.end) - pd.Timedelta(days=days)]
    hostile = int((recent["sign"] == HOSTILE).sum())
    return _("{n} events: ▲ {hostile} hostile, ▼ {cooperative} cooperative").format(
        n=len(recent), hostile=hostile, cooperative=len(recent) - hostile
    )


def index_peak(index: pd.DataFrame, unit: str = "tension") -> str:
    """The highest day of a curve; ``unit``: 'tension' (points) or 'percentile'."""
    known = index.dropna(subset=[unit])
    if known.empty or not known["tension"].max():
        return _("No tension is recorded in this span")
    peak = highest_day(index, unit)
    if unit == "percentile":
        return _("Tension stood highest against its past, ten years at most, on {date}, above {share_of_days}").format(
            date=long_date(peak["date"]), share_of_days=share_of_days(peak[unit])
        )
    return _("Tension peaked on {date}, at {level:.0f} points").format(date=long_date(peak["date"]), level=peak[unit])


def domains_finding(months: pd.DataFrame) -> str:
    """The month with the highest hostile sum, and which side prevailed in how many months."""
    worst = months.iloc[int(np.argmax(months[HOSTILE]))]
    if not worst[HOSTILE]:
        return _("Only cooperative acts are in view")
    active = months[(months[HOSTILE] > 0) | (months[COOPERATIVE] < 0)]
    prevailed = int((active["net"] > 0).sum())
    if len(active) == 1:
        return _("{month}: {hostile:+.1f} points hostile, {cooperative:+.1f} cooperative").format(
            month=long_month(worst["month"]), hostile=worst[HOSTILE], cooperative=worst[COOPERATIVE]
        )
    return _(
        "Hostile acts outweighed cooperative ones in {prevailed} of {n} months with any; {month} saw most hostile points"
    ).format(prevailed=prevailed, n=len(active), month=long_month(worst["month"]))


def calendar_finding(months: pd.DataFrame) -> str:
    """The month with most acts, and the one in which cooperation prevailed most."""
    counts = months["hostile_events"] + months["cooperative_events"]
    busiest, mildest = months.iloc[int(np.argmax(counts))], months.iloc[int(np.argmin(months["net"]))]
    milder = (
        _("; cooperation prevailed most in {month}").format(month=long_month(mildest["month"]))
        if mildest["net"] < 0
        else ""
    )
    return _("{month} saw the most acts, {max}{milder}").format(
        month=long_month(busiest["month"]), max=counts.max(), milder=milder
    )


def peaks_finding(peaks: pd.DataFrame) -> str:
    """When the highest peaks stood."""
    if peaks.empty:
        return _("The index has no peak in this span")
    years = sorted(set(peaks["date"].dt.year.head(3)))
    return _("The highest peaks stood in {listed}").format(listed=_listed([str(year) for year in years]))


def turns_finding(turns: pd.DataFrame) -> str:
    """How often the level turned, and the surest turn."""
    if turns.empty:
        return _("No turning point stands out in the monthly scores")
    surest = turns.sort_values("support", ascending=False, kind="stable").iloc[0]
    way = _("up") if surest["after"] > surest["before"] else _("down")
    return ngettext(
        "The level turned {n} time; most surely {way}, in {month}",
        "The level turned {n} times; most surely {way}, in {month}",
        len(turns),
    ).format(n=len(turns), way=way, month=long_month(surest["month"]))


def made_finding(made: pd.DataFrame, events: Events, start: date, end: date) -> str:
    """What weighed most in a span of days; ``made``: rows of ``contributions``."""
    span = (
        long_date(start) if start == end else _("{start} to {end}").format(start=long_date(start), end=long_date(end))
    )
    if made.empty:
        return _("Nothing in view weighs on {span}").format(span=span)
    first = made.iloc[0]
    return _("{span}: “{title}” weighed most, {share:.0%} of all that weighed").format(
        span=span, title=events.event(first["event_id"])["title"], share=first["share"]
    )


def named_acts(events: Events, event_ids: list[str]) -> str:
    """Acts as lines for a chart's hover, ▲ hostile, ▼ cooperative."""
    acts = (events.event(event_id) for event_id in event_ids)
    return "<br>".join(f"{'▲' if act['sign'] == HOSTILE else '▼'} {act['title']}" for act in acts)


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("{words} and {last}").format(words=", ".join(words[:-1]), last=words[-1])


def ladder_finding(months: pd.DataFrame) -> str:
    """How often the highest rung seen was reached."""
    top = int(months["level"].max())
    if not top:
        return _("No act is recorded in this span")
    count = int((months["level"] == top).sum())
    return ngettext(
        "Level {level}, the highest seen, was reached in {n} month, last in {month}",
        "Level {level}, the highest seen, was reached in {n} months, last in {month}",
        count,
    ).format(
        level=_(LEVELS[top]).replace(" · ", ", "),
        n=count,
        month=long_month(months.loc[months["level"] == top, "month"].max()),
    )


def timeline_finding(frame: pd.DataFrame, whole: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """How many acts of either sign; then the busiest year or, for a span of up to a year, how it compares with years before.

    frame  the rows shown, from ``start`` to ``end``      whole  the same filter's rows over the whole time
    """
    counts = _counts(frame)
    if end - start < pd.Timedelta(days=366):
        return _("{span}: {counts}{compared}").format(
            span=_span_words(start, end), counts=counts, compared=_against_years_before(whole, start, end)
        )
    years = frame["date_start"].dt.year.value_counts()
    busiest = (
        _("; {idxmax} saw the most, {max}").format(idxmax=years.idxmax(), max=years.max()) if len(years) > 1 else ""
    )
    return counts + busiest


def _counts(frame: pd.DataFrame) -> str:
    """How many acts: of one type by its name, else by sign."""
    n, hostile, labels = len(frame), int((frame["sign"] == HOSTILE).sum()), frame["label"].unique()
    if n and len(labels) == 1:
        return ngettext("{n:,} act of the type “{label}”", "{n:,} acts of the type “{label}”", n).format(
            n=n, label=labels[0]
        )
    if hostile == n:
        return ngettext("{n:,} hostile act", "{n:,} hostile acts", n).format(n=n)
    if not hostile:
        return ngettext("{n:,} cooperative act", "{n:,} cooperative acts", n).format(n=n)
    return _("{hostile:,} hostile and {cooperative:,} cooperative acts").format(
        hostile=hostile, cooperative=n - hostile
    )


def _span_words(start: pd.Timestamp, end: pd.Timestamp) -> str:
    if _is_year(start, end):
        return str(start.year)
    if start == end:
        return long_date(start)
    return _("{start} to {end}").format(start=long_date(start), end=long_date(end))


def _is_year(start: pd.Timestamp, end: pd.Timestamp) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _against_years_before(whole: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """How the number of acts in a span compares with the same days of earlier years: a clause, or nothing."""
    if end - start < _SHORTEST:
        return ""
    days, first = whole["date_start"], whole["date_start"].min()
    back = range(start.year - first.year + 1) if len(whole) else range(0)
    counts = {
        start.year - years: int(
            days.between(start - pd.DateOffset(years=years), end - pd.DateOffset(years=years)).sum()
        )
        for years in back
    }
    n = counts.pop(start.year, 0)
    if not n or not counts:
        return ""
    before = counts[start.year - 1]
    same_days = "" if _is_year(start, end) else _(" in these days")
    reached = operator.ge if n > before else operator.le
    since = next((year for year, count in counts.items() if reached(count, n)), None)
    if n == before:
        return _(", as many as the year before")
    if since is None:
        words = _(", more than in any year before{same_days}") if n > before else ""
    else:
        words = _(", the most{same_days} since {since}") if n > before else _(", the fewest{same_days} since {since}")
    return words.format(same_days=same_days, since=since)


def crises_finding(table: pd.DataFrame) -> str:
    """Which of the crises laid side by side rose highest and which took most lives; ``table``: rows of ``crisis_table``."""
    top = table.iloc[int(np.argmax(table["peak"]))]
    rose = _("{crisis} rose highest, to {peak:.0f} points").format(crisis=top["crisis"], peak=top["peak"])
    if (day := (top["peak_day"] - top["day_zero"]).days) > AFTER or day < -BEFORE:
        rose += _(" on day {day:,}, beyond the chart").format(day=day)
    known = table.dropna(subset=["deaths"])
    if len(table) == 1 or known.empty or not known["deaths"].max():
        return rose
    worst = known.iloc[int(np.argmax(known["deaths"].astype(int)))]
    return _("{rose}; {crisis} took most lives, {deaths:,} by the figures known").format(
        rose=rose, crisis=worst["crisis"], deaths=worst["deaths"]
    )


def study_finding(study: Study, what: str) -> str:
    """How the index differs after and before the studied acts, and whether random days differ as much."""
    change = study.change.loc["tension"]
    way = _("higher") if change["change"] > 0 else _("lower")
    outside = not change["random_low"] <= change["change"] <= change["random_high"]
    judged = _("more than by chance") if outside else _("no more than around random days")
    return _("After {what} other acts put the index {change:.1f} points {way} than before: {judged}").format(
        what=what, change=abs(change["change"]), way=way, judged=judged
    )


def chain_finding(acts: pd.DataFrame) -> str:
    """How many acts in how many days, and the gravest; ``acts``: rows of ``chain_table``."""
    days = int(acts["gap"].sum())
    gravest = acts.iloc[int(np.argmax(acts["score"]))]
    span = _("on one day") if not days else ngettext("in {n:,} day", "in {n:,} days", days).format(n=days)
    return ngettext(
        "{n} act {span}; the gravest: “{title}”, {score:+.1f}",
        "{n} acts {span}; the gravest: “{title}”, {score:+.1f}",
        len(acts),
    ).format(n=len(acts), span=span, title=gravest["title"], score=gravest["score"])


def pace_finding(table: pd.DataFrame) -> str:
    """How soon half of all answers came; ``table``: rows of ``pace``."""
    if table.empty:
        return _("Too few answers with known days are in view")
    every = table.iloc[0]
    return ngettext(
        "Half of all answers came within {n:g} day of the act",
        "Half of all answers came within {n:g} days of the act",
        every["median"],
    ).format(n=every["median"])


def harshness_finding(table: pd.DataFrame) -> str:
    """How often answers were harsher or milder than their acts; ``table``: rows of ``harshness``."""
    if table.empty:
        return _("Too few answers are in view")
    share = table[table["group"] == _("All")].set_index("compared")["share"]
    return _("{harsher:.0%} of answers were harsher than the act, {milder:.0%} milder").format(
        harsher=share["harsher"], milder=share["milder"]
    )


def breakers_finding(table: pd.DataFrame) -> str:
    """Who most often answered hostile acts with cooperative ones; ``table``: rows of ``breakers``."""
    turned = table[table["turn"] == _("to cooperation")]
    turned = turned[turned["n"] >= _NAMED] if (turned["n"] >= _NAMED).any() else turned
    if turned.empty:
        return _("Too few answers to hostile acts are in view")
    said = [
        _("{answerer} answered {share:.0%} of {n:,}").format(answerer=row["answerer"], share=row["share"], n=row["n"])
        for row in turned.head(3).to_dict("records")
    ]
    return _("Of hostile acts, {listed} with a cooperative one").format(listed=_listed(said))


def matrix_finding(table: pd.DataFrame) -> str:
    """The busiest cell, and how hostile it is; ``table``: rows of ``matrix``."""
    top = table.iloc[int(np.argmax(table["acts"]))]
    share = top["hostile"] / top["acts"]
    return _("{initiator} towards {target}: {acts:,} acts, the most of any pair, {share:.0%} of them hostile").format(
        initiator=top["initiator"], target=top["target"], acts=top["acts"], share=share
    )


def pairs_finding(table: pd.DataFrame) -> str:
    """The most hostile year of the busiest pair; ``table``: rows of ``pairs_by_year``."""
    if table.empty:
        return _("No pair of actors is in view")
    name = table["name"].iloc[0]
    net = table[table["name"] == name].groupby("year")["score"].sum()
    return _("{name}: the balance was worst in {year} and best in {year2}").format(
        name=name, year=net.idxmax().year, year2=net.idxmin().year
    )


def governments_finding(table: pd.DataFrame, country: str) -> str:
    """Under whom most hostile acts a year are recorded; ``table``: rows of ``governments`` of one country."""
    top = table.iloc[int(np.argmax(table["hostile_a_year"]))]
    return _("{country}: most hostile acts a year are recorded under {name}, {hostile_a_year:.0f}").format(
        country=country, name=top["name"], hostile_a_year=top["hostile_a_year"]
    )


def map_finding(rows: pd.DataFrame, year: str) -> str:
    """The busiest place; ``rows``: ``placed`` events; ``year``: the one shown, '' for all in view."""
    if rows.empty:
        return _("{year}: no act in view has a place").format(year=year) if year else _("No act in view has a place")
    counts = rows.groupby("place_id")["event_id"].size()
    name = rows.loc[rows["place_id"] == counts.idxmax(), "place"].iloc[0]
    return _("{year}{places:,} places; most acts at {name}, {most:,}").format(
        year=f"{year}: " if year else "", places=rows["place_id"].nunique(), name=name, most=counts.max()
    )
