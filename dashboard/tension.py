"""Tension as a number: decayed sums of coded acts, by day.

    tension(t) = Σ hostile score · ½^((t - tᵢ) / hostile half-life)
               - Σ cooperative score · ½^((t - tᵢ) / cooperative half-life),      never below zero

A description of reported acts. It is no forecast and no probability of war.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE, Events

PERCENTILE_WINDOW = 3653  # days, ten years: older decades are recorded more thinly, so a day is judged by its own time
PERCENTILE_LEAST = 1096  # days, three years: with a shorter past a percentile says nothing and is left empty
TREND_DAYS = 90  # days over which the plain-words trend is read
TREND_STEP = 10  # percentile points that count as rising or falling; less is called steady

# Words for a percentile of the trailing ten years: lowest percentile that carries the word. Quintiles, and the top
# twentieth apart; the words are ours.
LEVEL_WORDS = ((0, "very low"), (20, "low"), (40, "moderate"), (60, "elevated"), (80, "high"), (95, "very high"))


def _parameter(default: float, unit: str, reason: str) -> Any:
    return field(default=default, metadata={"unit": unit, "reason": reason})


@dataclass(frozen=True)
class TensionParams:
    """Parameters of the index; each field's metadata holds its ``unit`` and the ``reason`` for its default."""

    hostile_half_life: float = _parameter(
        30.0,
        "days",
        "After so many days a hostile act counts half. The upper end of the 15 to 30 days that a self-exciting (Hawkes) model of North Korean provocations finds for 2014 to 2026.",
    )
    cooperative_half_life: float = _parameter(
        30.0, "days", "The same for cooperative acts. Equal to the hostile one until the data say otherwise."
    )
    deaths_weight: float = _parameter(
        1.0,
        "per tenfold deaths",
        "A hostile score is raised to score · (1 + weight · log10(1 + deaths)): Goldstein's scale ends at -10 and cannot tell ten deaths from a hundred.",
    )

    def __post_init__(self) -> None:
        """Raises ValueError for half-lives that are not positive and weights below zero."""
        if not (self.hostile_half_life > 0 and self.cooperative_half_life > 0):
            raise ValueError("half-lives must be more than 0 days")
        if not self.deaths_weight >= 0:
            raise ValueError("deaths_weight must be 0 or more")


DEFAULT_PARAMS = TensionParams()


def parameters_table(params: TensionParams = DEFAULT_PARAMS) -> pd.DataFrame:
    """The parameters as a table for readers: ``parameter``, ``value``, ``unit``, ``reason``."""
    rows = [(f.name, getattr(params, f.name), f.metadata["unit"], f.metadata["reason"]) for f in fields(params)]
    return pd.DataFrame(rows, columns=["parameter", "value", "unit", "reason"])


def event_weights(frame: pd.DataFrame, params: TensionParams = DEFAULT_PARAMS) -> pd.Series:
    """Weight of each event in points, never negative: its score without sign, a hostile one raised by deaths."""
    deaths = frame["deaths"].fillna(0).astype(float).where(frame["sign"] == HOSTILE, 0.0)
    raised = 1 + params.deaths_weight * np.log10(1 + deaths.to_numpy())
    weights: pd.Series = frame["score"].abs() * raised
    return weights


def _decayed(impulses: pd.Series, half_life: float) -> pd.Series:
    """Running sum of daily impulses (index: every day) of which half is left after ``half_life`` days."""
    kept = 0.5 ** (1 / half_life)
    # An exponentially weighted mean is (1 - kept) times that sum, once a day of nothing stands before the first.
    padded = pd.concat([pd.Series([0.0]), impulses])
    sums: pd.Series = padded.ewm(alpha=1 - kept, adjust=False).mean() / (1 - kept)
    return sums.iloc[1:].set_axis(impulses.index)


def tension_index(
    events: Events, frame: pd.DataFrame | None = None, params: TensionParams = DEFAULT_PARAMS
) -> pd.DataFrame:
    """The daily index over the days that the record covers.

    frame: the events that count (default: all). Returns one row a day with columns ``date``, ``hostile`` and
    ``cooperative`` (points, both positive), ``tension`` (their difference, at least 0) and ``percentile`` (0 to 100:
    share of the trailing ten years' days, that day included, with no more tension; empty in the first three years).
    """
    chosen = events.frame if frame is None else frame
    days = pd.date_range(pd.Timestamp(events.start), pd.Timestamp(events.end), freq="D", name="date")
    weights = event_weights(chosen, params)
    out = pd.DataFrame(index=days)
    for sign, half_life in ((HOSTILE, params.hostile_half_life), (COOPERATIVE, params.cooperative_half_life)):
        mine = chosen["sign"] == sign
        impulses = weights[mine].groupby(chosen.loc[mine, "date_start"]).sum().reindex(days, fill_value=0.0)
        out[sign] = _decayed(impulses.astype(float), half_life)
    out["tension"] = (out[HOSTILE] - out[COOPERATIVE]).clip(lower=0)
    rank = out["tension"].rolling(PERCENTILE_WINDOW, min_periods=PERCENTILE_LEAST).rank(method="max", pct=True)
    out["percentile"] = 100 * rank
    return out.reset_index()


def monthly_scores(frame: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Scores summed by month: columns ``month`` (its first day), ``hostile`` (0 or more), ``cooperative`` (0 or less),
    ``hostile_events``, ``cooperative_events``; every month of the span has a row.
    """
    months = pd.date_range(
        pd.Timestamp(start).to_period("M").to_timestamp(), pd.Timestamp(end), freq="MS", name="month"
    )
    month = frame["date_start"].dt.to_period("M").dt.to_timestamp()
    out = pd.DataFrame(index=months)
    for sign in (HOSTILE, COOPERATIVE):
        mine = frame["sign"] == sign
        grouped = frame.loc[mine, "score"].groupby(month[mine])
        out[sign] = grouped.sum().reindex(months, fill_value=0.0)
        out[f"{sign}_events"] = grouped.size().reindex(months, fill_value=0)
    return out.reset_index()


def monthly_levels(frame: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Highest Correlates of War hostility level by month: columns ``month``, ``level`` (0: no event recorded), ``event_id``
    and ``title`` of the first event that reached it. An event counts in the month in which it began.
    """
    months = pd.date_range(
        pd.Timestamp(start).to_period("M").to_timestamp(), pd.Timestamp(end), freq="MS", name="month"
    )
    worst = frame.assign(month=frame["date_start"].dt.to_period("M").dt.to_timestamp())
    worst = (
        worst.sort_values("hostility_level", ascending=False, kind="stable").drop_duplicates("month").set_index("month")
    )
    out = worst[["hostility_level", "event_id", "title"]].rename(columns={"hostility_level": "level"}).reindex(months)
    out["level"] = out["level"].fillna(0).astype(int)
    return out.fillna({"event_id": "", "title": ""}).reset_index()


def level_word(percentile: float) -> str:
    """The word for a percentile of the trailing ten years (0 to 100)."""
    return [word for floor, word in LEVEL_WORDS if percentile >= floor][-1]


def trend_word(percentiles: pd.Series) -> str:
    """'rising', 'falling' or 'steady': the last percentile against that of ``TREND_DAYS`` days before."""
    known = percentiles.dropna()
    if len(known) <= TREND_DAYS:
        return "steady"
    change = known.iloc[-1] - known.iloc[-1 - TREND_DAYS]
    return "rising" if change >= TREND_STEP else "falling" if change <= -TREND_STEP else "steady"
