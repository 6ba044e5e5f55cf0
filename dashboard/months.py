"""The record by month and by year: sums of scores, highest levels, peaks of the index, and months in which its course turned."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import ceil

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE, Events
from dashboard.params import DEFAULT_PARAMS, TensionParams
from dashboard.tension import heaviest, rank_in_past

PEAK_DISTANCE = 60  # days on either side of a peak without a higher one, so that a crisis is not listed day by day
PEAKS = 12  # listed
FAINT = 0.01  # points below which the index is none: old acts fade for ever without reaching zero

PRESS_WINDOW, PRESS_LEAST = 120, 36  # months: as long as the window of the index's own percentile, and its least

# Turning points: the best piecewise-constant level of monthly scores, at the price of BIC for each break (two parameters,
# its month and its level). Found on net scores and not on the index, which is smooth by construction; on their signed
# square root, so that single grave months are not taken for eras.
TURN_MONTHS = 6  # months that an era lasts at least
# Months with acts below which no turning point is sought: so many, and so large a share of all months. The noise that breaks
# are weighed against is read from the differences of neighbouring months, and those of two empty months are none: where acts
# are few, each would make an era of its own. At these floors, acts strewn at random turn in about one course of ten.
TURN_LEAST, TURN_SHARE = 12, 0.1
TURN_DRAWS = 200  # resampled courses from which the uncertainty is read
TURN_BLOCK = 12  # months of a block of residuals kept together, since months resemble their neighbours
TURN_BLOCKS = 3  # of an era at least: one block as long as its era could only be drawn as it is
TURN_NEAR = 12  # months within which a break of a resampled course counts as the same
TURN_SEED = 1953


def first_of_month(days: pd.Series) -> pd.Series:
    """The first day of each day's month, in the same order and with the same index."""
    months: pd.Series = days.dt.to_period("M").dt.to_timestamp()
    return months


def _span(start: date, end: date) -> pd.DatetimeIndex:
    return pd.date_range(pd.Timestamp(start).replace(day=1), pd.Timestamp(end), freq="MS", name="month")


def monthly_scores(frame: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Scores summed by month: columns ``month`` (its first day), ``hostile`` (0 or more), ``cooperative`` (0 or less),
    ``hostile_events``, ``cooperative_events``, ``net`` (their sum: up is worse); every month of the span has a row.
    """
    out, month = pd.DataFrame(index=_span(start, end)), first_of_month(frame["date_start"])
    for sign in (HOSTILE, COOPERATIVE):
        mine = frame["sign"] == sign
        grouped = frame.loc[mine, "score"].groupby(month[mine])
        out[sign] = grouped.sum().reindex(out.index, fill_value=0.0)
        out[f"{sign}_events"] = grouped.size().reindex(out.index, fill_value=0)
    return out.assign(net=out[HOSTILE] + out[COOPERATIVE]).reset_index()


def domain_scores(events: Events, frame: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Scores summed by domain and ``by`` 'month' or 'year': columns ``time`` (first day), ``until`` (first day of the next),
    ``domain``, ``label``, ``sign``, ``score`` (hostile 0 or more, cooperative 0 or less), ``events``; only what occurs.
    """
    period = {"month": "M", "year": "Y"}[by]
    time = frame["date_start"].dt.to_period(period)
    grouped = (
        frame.groupby([time.rename("period"), "domain", "sign"])["score"].agg(score="sum", events="size").reset_index()
    )
    return pd.DataFrame(
        {
            "time": grouped["period"].dt.to_timestamp(),
            "until": (grouped["period"] + 1).dt.to_timestamp(),
            "domain": grouped["domain"],
            "label": grouped["domain"].map(events.domains["label"]),
            "sign": grouped["sign"],
            "score": grouped["score"],
            "events": grouped["events"],
        }
    )


def monthly_levels(frame: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Highest Correlates of War hostility level by month: columns ``month``, ``level`` (0: no event recorded), ``event_id``
    and ``title`` of the first event that reached it. An event counts in the month in which it began.
    """
    dated = frame.assign(month=first_of_month(frame["date_start"]))
    worst = dated.sort_values("hostility_level", ascending=False, kind="stable")
    worst = worst.drop_duplicates("month").set_index("month")
    out = worst[["hostility_level", "event_id", "title"]].rename(columns={"hostility_level": "level"})
    out = out.reindex(_span(start, end))
    out["level"] = out["level"].fillna(0).astype(int)
    return out.fillna({"event_id": "", "title": ""}).reset_index()


def press_percentiles(events: Events) -> pd.DataFrame:
    """The outside measure on a scale that the index can share: columns ``date`` (first of the month), ``percentile`` (0 to
    100: share of the other months of the trailing ten years in which the Geopolitical Risk index's Korean series was lower).
    """
    known = events.gpr.dropna(subset=["gprc_kor"])
    percentile = rank_in_past(known["gprc_kor"], PRESS_WINDOW, PRESS_LEAST)
    return pd.DataFrame({"date": pd.to_datetime(known["month"]), "percentile": percentile}).dropna(ignore_index=True)


def peaks(
    events: Events,
    index: pd.DataFrame,
    frame: pd.DataFrame | None = None,
    params: TensionParams = DEFAULT_PARAMS,
    *,
    span: tuple[pd.Timestamp, pd.Timestamp] | None = None,
    count: int = PEAKS,
) -> pd.DataFrame:
    """The highest peaks of the index, highest first: days without a higher one within ``PEAK_DISTANCE`` days.

    index: rows of ``tension_index`` for ``frame`` and ``params``, also before and after the ``span`` whose peaks are asked for,
    so that its first and last day are no peaks for want of neighbours. Where acts have faded below ``FAINT`` there is no peak. Columns ``date``, ``tension`` (points), ``percentile``, ``event_ids`` (the three acts that weigh most on that day).
    """
    tension = index["tension"]
    highest = tension.rolling(2 * PEAK_DISTANCE + 1, center=True, min_periods=1).max()
    top = index[(tension >= FAINT) & (tension >= highest)]
    if span:
        top = top[top["date"].between(*span)]
    top = top.sort_values("tension", ascending=False, kind="stable").head(count)
    out = top[["date", "tension", "percentile"]].reset_index(drop=True)
    return out.assign(event_ids=pd.Series(heaviest(events, out["date"], frame, params), dtype=object))


def active_months(months: pd.DataFrame) -> pd.Series:
    """Whether each month saw an act; ``months``: rows of ``monthly_scores``."""
    active: pd.Series = months["hostile_events"] + months["cooperative_events"] > 0
    return active


def months_needed(months: int) -> int:
    """How many of so many months must have seen an act before turning points are sought."""
    return max(TURN_LEAST, ceil(TURN_SHARE * months))


def turning_points(frame: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Months in which the level of monthly net scores turned, in order of time.

    Columns ``month`` (the first of the new level); ``support`` (0 to 1: share of courses with resampled residuals that break
    within ``TURN_NEAR`` months of it), ``low`` and ``high`` (months, 95% of those breaks); ``before`` and ``after`` (mean
    monthly net score of the eras on either side, in points); ``event_ids`` (the three gravest acts within a month of it, in
    order of time). None is found where fewer than ``months_needed`` saw an act. Seeded. Raises ImportError on a Python that
    ``ruptures`` refuses.
    """
    from ruptures import KernelCPD  # not to be had for every Python: only who asks for turning points needs it

    months = monthly_scores(frame, start, end)
    net = months["net"].to_numpy(dtype=float)
    course = np.sign(net) * np.sqrt(np.abs(net))
    n = len(course)
    penalty = (
        float(np.var(np.diff(course)) * np.log(n)) if n > 1 else 0.0
    )  # 2 · noise variance · log n; noise: half of that of differences

    def breaks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.integer]:
        return np.array(
            KernelCPD(kernel="linear", min_size=TURN_MONTHS).fit(values).predict(pen=penalty)[:-1], dtype=int
        )

    enough = active_months(months).sum() >= months_needed(n) and n >= 2 * TURN_MONTHS
    found = breaks(course) if penalty > 0 and enough else np.array([], dtype=int)
    eras = list(pairwise([0, *found, n]))
    draw = np.random.default_rng(TURN_SEED)
    near: dict[int, list[int]] = {place: [] for place in found}
    for _ in range(TURN_DRAWS if len(found) else 0):
        again = breaks(np.concatenate([_resampled(course[a:b], draw) for a, b in eras]))
        for place, kept in near.items():
            closest = min(again, key=lambda other: abs(other - place), default=-n)
            if abs(closest - place) <= TURN_NEAR:
                kept.append(int(closest))
    spread = (
        np.array([np.quantile(kept or [place], (0.025, 0.975)) for place, kept in near.items()])
        .reshape(-1, 2)
        .round()
        .astype(int)
    )
    means = [float(net[a:b].mean()) for a, b in eras]
    return pd.DataFrame(
        {
            "month": months["month"].iloc[found].to_numpy(),
            "support": [len(kept) / TURN_DRAWS for kept in near.values()],
            "low": months["month"].iloc[spread[:, 0]].to_numpy(),
            "high": months["month"].iloc[spread[:, 1]].to_numpy(),
            "before": means[:-1],
            "after": means[1:],
            "event_ids": pd.Series([_around(frame, month) for month in months["month"].iloc[found]], dtype=object),
        }
    )


def _around(frame: pd.DataFrame, month: pd.Timestamp) -> list[str]:
    near = frame[frame["date_start"].between(month - pd.DateOffset(months=1), month + pd.DateOffset(months=1))]
    gravest = near.sort_values("score", key=abs, ascending=False, kind="stable").head(3)
    return list(gravest.sort_values(["date_start", "event_id"])["event_id"])


def _resampled(era: npt.NDArray[np.float64], draw: np.random.Generator) -> npt.NDArray[np.float64]:
    """An era's months in blocks of neighbours, drawn with replacement: its level with other residuals."""
    block = max(min(TURN_BLOCK, len(era) // TURN_BLOCKS), 1)
    starts = draw.integers(0, len(era) - block + 1, size=-(-len(era) // block))
    return np.concatenate([era[s : s + block] for s in starts])[: len(era)]
