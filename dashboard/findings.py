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
        return f"Tension stood highest against its past ten years on {long_date(peak['date'])}, above {peak[unit]:.0f} % of days"
    return f"Tension peaked on {long_date(peak['date'])}, at {peak[unit]:.0f} points"


def balance_finding(months: pd.DataFrame) -> str:
    """The month with the highest hostile sum, and which side prevailed in how many months."""
    worst = months.iloc[int(np.argmax(months[HOSTILE]))]
    if not worst[HOSTILE]:
        return "Only cooperative acts are in view"
    active = months[(months[HOSTILE] > 0) | (months[COOPERATIVE] < 0)]
    prevailed = int((active[HOSTILE] > -active[COOPERATIVE]).sum())
    return f"Hostile acts outweighed cooperative ones in {prevailed} of {len(active)} months; {worst['month']:%B %Y} weighed most"


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
