"""Sentences that say what is seen, computed from the rows and curves that are shown."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE, Events
from dashboard.filters import LEVELS, long_date
from dashboard.tension import level_word, trend_word


def level_sentence(index: pd.DataFrame, end: date) -> str:
    """The level at the record's end in words and against the ten years before; ``index``: rows of ``tension_index``."""
    percentile = index["percentile"].iloc[-1]
    trend = {
        "rising": "rising over the last 90 days",
        "falling": "falling over the last 90 days",
        "steady": "much as 90 days before",
    }[trend_word(index["percentile"])]
    return f"Tension at the record's end ({long_date(end)}) is {level_word(percentile)}: higher than on {percentile:.0f} % of days in the past ten years, {trend}."


def record_sentence(events: Events) -> str:
    """What the record holds and until when."""
    frame = events.frame
    hostile = int((frame["sign"] == HOSTILE).sum())
    return (
        f"The record holds {len(frame):,} dated acts of both Koreas and of others towards them, {hostile:,} hostile and {len(frame) - hostile:,} cooperative, "
        f"each with the pages that say so ({len(events.sources):,} sources). It begins in {frame['date_start'].min():%B %Y} and ends on {long_date(events.end)}: nothing after that day is covered."
    )


def recent_counts(events: Events, days: int = 90) -> str:
    """How many acts of either sign the record's last days hold, in one line."""
    recent = events.frame[events.frame["date_start"] > pd.Timestamp(events.end) - pd.Timedelta(days=days)]
    hostile = int((recent["sign"] == HOSTILE).sum())
    return f"{len(recent)} events: ▲ {hostile} hostile, ▼ {len(recent) - hostile} cooperative"


def index_peak(index: pd.DataFrame, unit: str = "tension") -> str:
    """The highest day of a curve; ``unit``: 'tension' (points) or 'percentile'."""
    known = index.dropna(subset=[unit])
    if known.empty or not known["tension"].max():
        return "No tension is recorded in this span"
    peak = known.iloc[int(np.argmax(known[unit]))]
    if unit == "percentile":
        above = "every other day of them" if peak[unit] > 99.97 else f"{peak[unit]:.0f} % of their days"
        return f"Tension stood highest against its past ten years on {long_date(peak['date'])}, above {above}"
    return f"Tension peaked on {long_date(peak['date'])}, at {peak[unit]:.0f} points"


def domains_finding(months: pd.DataFrame) -> str:
    """The month with the highest hostile sum, and which side prevailed in how many months."""
    worst = months.iloc[int(np.argmax(months[HOSTILE]))]
    if not worst[HOSTILE]:
        return "Only cooperative acts are in view"
    active = months[(months[HOSTILE] > 0) | (months[COOPERATIVE] < 0)]
    prevailed = int((active["net"] > 0).sum())
    return f"Hostile acts outweighed cooperative ones in {prevailed} of {len(active)} months with any; {worst['month']:%B %Y} weighed most"


def calendar_finding(months: pd.DataFrame) -> str:
    """The month with most acts, and the one in which cooperation prevailed most."""
    counts = months["hostile_events"] + months["cooperative_events"]
    busiest, mildest = months.iloc[int(np.argmax(counts))], months.iloc[int(np.argmin(months["net"]))]
    milder = f"; cooperation prevailed most in {mildest['month']:%B %Y}" if mildest["net"] < 0 else ""
    return f"{busiest['month']:%B %Y} saw the most acts, {counts.max()}{milder}"


def peaks_finding(peaks: pd.DataFrame) -> str:
    """When the highest peaks stood."""
    if peaks.empty:
        return "The index has no peak in this span"
    years = sorted(set(peaks["date"].dt.year.head(3)))
    return f"The highest peaks stood in {_listed([str(year) for year in years])}"


def turns_finding(turns: pd.DataFrame) -> str:
    """How often the level turned, and the surest turn."""
    if turns.empty:
        return "No turning point stands out in the monthly scores"
    surest = turns.sort_values("support", ascending=False, kind="stable").iloc[0]
    way = "up" if surest["after"] > surest["before"] else "down"
    return f"The level turned {len(turns)} time{'' if len(turns) == 1 else 's'}; most surely {way}, in {surest['month']:%B %Y}"


def made_finding(made: pd.DataFrame, events: Events, start: date, end: date) -> str:
    """What weighed most in a span of days; ``made``: rows of ``contributions``."""
    span = long_date(start) if start == end else f"{long_date(start)} to {long_date(end)}"
    if made.empty:
        return f"Nothing in view weighs on {span}"
    first = made.iloc[0]
    return (
        f"{span}: “{events.event(first['event_id'])['title']}” weighed most, {first['share']:.0%} of all that weighed"
    )


def named_acts(events: Events, event_ids: list[str]) -> str:
    """Acts as lines for a chart's hover, ▲ hostile, ▼ cooperative."""
    acts = (events.event(event_id) for event_id in event_ids)
    return "<br>".join(f"{'▲' if act['sign'] == HOSTILE else '▼'} {act['title']}" for act in acts)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def ladder_finding(months: pd.DataFrame) -> str:
    """How often the highest rung seen was reached."""
    top = int(months["level"].max())
    if not top:
        return "No act is recorded in this span"
    count = int((months["level"] == top).sum())
    return f"Level {LEVELS[top].replace(' · ', ', ')}, the highest seen, was reached in {count} month{'' if count == 1 else 's'}, last in {months.loc[months['level'] == top, 'month'].max():%B %Y}"


def timeline_finding(frame: pd.DataFrame) -> str:
    """How many acts of either sign, and the busiest year."""
    hostile = int((frame["sign"] == HOSTILE).sum())
    years = frame["date_start"].dt.year.value_counts()
    busiest = f"; {years.idxmax()} saw the most, {years.max()}" if len(years) > 1 else ""
    return f"{hostile:,} hostile and {len(frame) - hostile:,} cooperative acts{busiest}"
