"""Tension as a number: decayed sums of coded acts, by day.

    tension(t) = Σ hostile points · ½^((t - tᵢ) / half-life) - Σ cooperative points · ½^((t - tᵢ) / half-life),   never below zero

Points of an act are its score; deaths raise a hostile one, words of one month are capped together, landmark acts fade slowly
(``dashboard/params.py`` has every parameter, its reason and its source). A description of reported acts. It is no forecast
and no probability of war.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.signal import lfilter

from dashboard.events import COOPERATIVE, HOSTILE, Events, split
from dashboard.language import N_, _
from dashboard.params import DEFAULT_PARAMS, MOST, NUMBERS, TensionParams

PERCENTILE_WINDOW = 3653  # days, ten years: older decades are recorded more thinly, so a day is judged by its own time
PERCENTILE_LEAST = 1096  # days, three years: with a shorter past a percentile says nothing and is left empty
TREND_DAYS = 90  # days over which the plain-words trend is read
TREND_STEP = 10  # percentile points that count as rising or falling; less is called steady

# The band: how far the curve moves when what a coder might have chosen otherwise is shaken. Each draw multiplies the score of
# each type, each half-life, the deaths term and the cap by 2^z, z normal with these standard deviations; they are ours, not estimated.
BAND_DRAWS = 200
BAND_SEED = 1953
BAND_QUANTILES = (0.05, 0.95)
SHAKE = {"score": 0.25, "half_life": 0.5, "deaths_weight": 0.5, "verbal_cap": 0.5}  # 2^0.25 = 1.19; 2^0.5 = 1.41
_SHAKEN = tuple(
    (f.name, SHAKE["half_life" if f.name.endswith("half_life") else f.name], f.metadata["least"]) for f in NUMBERS
)

LEAST_POINTS = 1e-6  # below it, an act is said to add nothing
MEMORY = 20  # half-lives after which an act is too faint (a millionth) to be named for a day

# Words for a percentile of the trailing ten years: lowest percentile that carries the word. Quintiles, and the top
# twentieth apart; the words are ours.
LEVEL_WORDS = (
    (0, N_("very low")),
    (20, N_("low")),
    (40, N_("moderate")),
    (60, N_("elevated")),
    (80, N_("high")),
    (95, N_("very high")),
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.integer]


@dataclass(frozen=True)
class _Acts:
    """Events as arrays, in order of day and id, so that a curve is a matter of a few sums."""

    order: Ints  # row of the frame each stands in
    day: Ints  # days since the record's first
    points: Floats  # score without sign
    raised: Floats  # log10(1 + deaths), 0 for cooperative acts
    kind: Ints  # row of the type in Events.types
    hostile: npt.NDArray[np.bool_]
    landmark: npt.NDArray[np.bool_]
    earlier: Ints  # pairs of verbal acts of one month, positions in the arrays: each act with itself and each later one
    later: Ints
    days: int


def event_points(frame: pd.DataFrame, params: TensionParams = DEFAULT_PARAMS) -> pd.Series:
    """Points of each act before weights and cap, never negative: its score without sign, a hostile one raised by deaths."""
    points: pd.Series = frame["score"].abs() * (1 + params.deaths_weight * _raised(frame))
    return points


def _raised(frame: pd.DataFrame) -> pd.Series:
    deaths = frame["deaths"].fillna(0).astype(float).where(frame["sign"] == HOSTILE, 0.0)
    return pd.Series(np.log10(1 + deaths.to_numpy()), index=frame.index)


def _factor(codes: pd.Series, weights: tuple[tuple[str, float], ...]) -> pd.Series:
    factors: pd.Series = codes.map(dict(weights)).fillna(1.0).astype(float)
    return factors


def _acts(events: Events, frame: pd.DataFrame, params: TensionParams) -> _Acts:
    order = np.lexsort((frame["event_id"].to_numpy(dtype=str), frame["date_start"].to_numpy()))
    rows = frame.iloc[order]
    hostile = (rows["sign"] == HOSTILE).to_numpy()
    factors = _factor(rows["event_type"], params.type_weights) * _factor(rows["domain"], params.domain_weights)
    if params.without_actors:
        left_out = set(params.without_actors)
        factors = factors.mask(rows["initiators"].map(lambda codes: bool(left_out & set(split(codes)))), 0.0)
    verbal = np.flatnonzero(hostile & rows["event_type"].isin(params.verbal_types).to_numpy())
    month = rows["date_start"].dt.year.to_numpy()[verbal] * 12 + rows["date_start"].dt.month.to_numpy()[verbal]
    earlier, later = np.nonzero(np.triu(month[:, None] == month))
    return _Acts(
        order=order,
        day=(rows["date_start"] - pd.Timestamp(events.start)).dt.days.to_numpy(dtype=np.int64),
        points=(rows["score"].abs() * factors).to_numpy(dtype=float),
        raised=_raised(rows).to_numpy(),
        kind=events.types.index.get_indexer(pd.Index(rows["event_type"])),
        hostile=hostile,
        landmark=((rows["gravity"] == "high") & rows["event_type"].isin(params.landmark_types)).to_numpy(),
        earlier=verbal[earlier],
        later=verbal[later],
        days=(events.end - events.start).days + 1,
    )


@dataclass(frozen=True)
class _Impulses:
    """What each act adds to its sum and on which day; all of it fades by ½ in ``half_life`` days.

    A verbal act adds its points up to the cap, and gives way as later words of the month take the cap up: that is a
    second, negative impulse on their day. So the sum over all impulses is the curve, and over those of one act its share.
    """

    act: Ints  # position in _Acts
    day: Ints
    points: Floats
    half_life: Floats
    hostile: npt.NDArray[np.bool_]


def _impulses(acts: _Acts, params: TensionParams) -> _Impulses:
    points = acts.points * (1 + params.deaths_weight * acts.raised)
    half_life = np.where(acts.hostile, params.hostile_half_life, params.cooperative_half_life)
    half_life = np.where(acts.landmark, params.landmark_half_life, half_life)
    spoken = np.zeros(len(points), dtype=bool)
    spoken[acts.earlier] = True
    # How much of the cap is left to the earlier act of a pair once the later one, and all between, have spoken.
    words = np.where(spoken, points, 0.0).cumsum()
    i, s = acts.earlier, acts.later
    left = np.clip(params.verbal_cap - (words[s] - words[i]), 0.0, points[i])
    before = np.clip(params.verbal_cap - (words[s] - points[s] - words[i]), 0.0, points[i])
    change = np.where(i == s, left, (left - before) * 0.5 ** ((acts.day[s] - acts.day[i]) / half_life[i]))
    plain = np.flatnonzero(~spoken)
    act = np.concatenate([plain, i])
    return _Impulses(
        act=act,
        day=np.concatenate([acts.day[plain], acts.day[s]]),
        points=np.concatenate([points[plain], change]),
        half_life=half_life[act],
        hostile=acts.hostile[act],
    )


def _sums(impulses: _Impulses, days: int) -> tuple[Floats, Floats]:
    """Hostile and cooperative sum of every day."""
    sums = []
    for sign in (True, False):
        total = np.zeros(days)
        for half_life in np.unique(impulses.half_life[impulses.hostile == sign]):
            mine = (impulses.hostile == sign) & (impulses.half_life == half_life)
            daily = np.bincount(impulses.day[mine], weights=impulses.points[mine], minlength=days)
            total += lfilter([1.0], [1.0, -(0.5 ** (1 / half_life))], daily)
        sums.append(np.maximum(total, 0.0))  # rounding may leave a sum of impulses a hair below zero
    return sums[0], sums[1]


def tension_index(
    events: Events, frame: pd.DataFrame | None = None, params: TensionParams = DEFAULT_PARAMS, *, band: bool = True
) -> pd.DataFrame:
    """The daily index over the days that the record covers.

    frame: the events that count (default: all); rows of ``Events.frame``, in any order. Returns one row a day with columns

    ``date``; ``hostile`` and ``cooperative`` (points, both positive); ``tension`` (their difference, at least 0);
    ``percentile`` (0 to 100: share of the days of the ten years before with less tension, so that a day without any is at 0
    however quiet its past was; empty in the first three years); ``low`` and ``high`` (points: ``BAND_QUANTILES`` of the tension over ``BAND_DRAWS`` seeded draws with
    weights and half-lives shaken as ``SHAKE`` says; both empty without ``band``).
    """
    acts = _acts(events, events.frame if frame is None else frame, params)
    hostile, cooperative = _sums(_impulses(acts, params), acts.days)
    out = pd.DataFrame(
        {
            "date": pd.date_range(pd.Timestamp(events.start), periods=acts.days, freq="D"),
            HOSTILE: hostile,
            COOPERATIVE: cooperative,
        }
    )
    out["tension"] = (out[HOSTILE] - out[COOPERATIVE]).clip(lower=0)
    out["percentile"] = rank_in_past(out["tension"], PERCENTILE_WINDOW, PERCENTILE_LEAST)
    low, high = _band(acts, params, len(events.types)) if band else (np.nan, np.nan)
    return out.assign(low=low, high=high)


def rank_in_past(values: pd.Series, window: int, least: int) -> pd.Series:
    """Share (0 to 100) of the other values of each trailing ``window`` that are lower; empty where it holds fewer than ``least``."""
    past = values.rolling(window, min_periods=least)
    share: pd.Series = 100 * (past.rank(method="min") - 1) / (past.count() - 1)
    return share


def highest_day(index: pd.DataFrame, unit: str = "tension") -> pd.Series:
    """The row of ``tension_index`` on which ``unit`` ('tension' or 'percentile') stood highest; of several days at one percentile
    the one with most tension, else the first. Raises ValueError if no day has the unit.
    """
    known = index.dropna(subset=[unit])
    top = known[known[unit] == known[unit].max()]
    row: pd.Series = top.iloc[int(np.argmax(top["tension"]))]
    return row


def trailing_percentile(index: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Share (0 to 100) of the days of the ten years before with less tension than each of ``values``: a band in percentiles.

    index: rows of ``tension_index``, the whole record; values: points on some of its days, with that frame's row numbers as
    index. Empty where the past is shorter than three years.
    """
    tension = index["tension"].to_numpy()
    shares = np.full(len(values), np.nan)
    for place, (row, value) in enumerate(zip(values.index.to_numpy(dtype=int), values.to_numpy(), strict=True)):
        past = tension[max(0, row + 1 - PERCENTILE_WINDOW) : row]
        if len(past) + 1 >= PERCENTILE_LEAST:
            shares[place] = 100 * (past < value).mean()
    return pd.Series(shares, index=values.index)


def _band(acts: _Acts, params: TensionParams, types: int) -> tuple[Floats, Floats]:
    draw = np.random.default_rng(BAND_SEED)
    curves = np.empty((BAND_DRAWS, acts.days), dtype=np.float32)
    for number in range(BAND_DRAWS):
        scores = 2 ** (SHAKE["score"] * draw.standard_normal(types))
        shaken: dict[str, Any] = {
            name: float(np.clip(getattr(params, name) * 2 ** (size * draw.standard_normal()), least, MOST))
            for name, size, least in _SHAKEN
        }
        one = replace(acts, points=acts.points * scores[acts.kind])
        hostile, cooperative = _sums(_impulses(one, replace(params, **shaken)), acts.days)
        curves[number] = np.maximum(hostile - cooperative, 0)
    curves.sort(axis=0)
    low, high = (curves[round(q * (BAND_DRAWS - 1))].astype(float) for q in BAND_QUANTILES)
    return low, high


def contributions(
    events: Events,
    start: date,
    end: date,
    frame: pd.DataFrame | None = None,
    params: TensionParams = DEFAULT_PARAMS,
) -> pd.DataFrame:
    """What made the index of a span of days: one row an act, heaviest first, acts that add nothing left out.

    Columns: ``event_id``; ``points``, the act's mean over the span's days in what stands before the floor at zero (hostile
    positive, cooperative negative: they add up to mean hostile less mean cooperative); ``share``, its part of all that
    weighs in the span, either way (0 to 1). Raises ValueError if the span ends before it starts.
    """
    if end < start:
        raise ValueError(f"the span ends on {end}, before it starts on {start}")
    rows = events.frame if frame is None else frame
    acts = _acts(events, rows, params)
    impulses = _impulses(acts, params)
    first, last = ((day - events.start).days for day in (start, end))
    kept = 0.5 ** (1 / impulses.half_life)
    begins = np.maximum(impulses.day, first)
    length = np.maximum(last - begins + 1, 0)  # days of the span on which the impulse stands
    # The sum of a fading impulse over those days is a geometric series.
    total = impulses.points * kept ** (begins - impulses.day) * (1 - kept**length) / (1 - kept)
    signed = np.where(impulses.hostile, total, -total) / (last - first + 1)
    points = np.bincount(impulses.act, weights=signed, minlength=len(acts.order))
    out = pd.DataFrame({"event_id": rows["event_id"].to_numpy()[acts.order], "points": points})
    out = out[out["points"].abs() > LEAST_POINTS]
    out["share"] = out["points"].abs() / out["points"].abs().sum()
    return out.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def heaviest(
    events: Events,
    days: pd.Series,
    frame: pd.DataFrame | None = None,
    params: TensionParams = DEFAULT_PARAMS,
    *,
    count: int = 3,
) -> list[list[str]]:
    """For each of the given days the event_ids of the ``count`` acts that weigh most, either way, heaviest first."""
    rows = events.frame if frame is None else frame
    acts = _acts(events, rows, params)
    impulses = _impulses(acts, params)
    ids = rows["event_id"].to_numpy()[acts.order]
    named = []
    for day in (days - pd.Timestamp(events.start)).dt.days:
        age = day - impulses.day
        stands = (age >= 0) & (age < MEMORY * impulses.half_life)
        weight = np.bincount(
            impulses.act[stands],
            weights=impulses.points[stands] * 0.5 ** (age[stands] / impulses.half_life[stands]),
            minlength=len(ids),
        )
        top = np.argsort(-weight, kind="stable")[:count]
        named.append([str(ids[place]) for place in top if weight[place] > LEAST_POINTS])
    return named


def level_word(percentile: float) -> str:
    """The word for a percentile of the trailing ten years (0 to 100)."""
    return _([word for floor, word in LEVEL_WORDS if percentile >= floor][-1])


def share_of_days(percentile: float) -> str:
    """How a percentile of the index is said: 'every day' of the highest alone, else '66% of days'."""
    return _("every day") if percentile == 100 else _("{level:.0f}% of days").format(level=min(percentile, 99))


def trend_word(percentiles: pd.Series) -> str:
    """'rising', 'falling' or 'steady': the last percentile against that of ``TREND_DAYS`` days before."""
    known = percentiles.dropna()
    if len(known) <= TREND_DAYS:
        return "steady"
    change = known.iloc[-1] - known.iloc[-1 - TREND_DAYS]
    return "rising" if change >= TREND_STEP else "falling" if change <= -TREND_STEP else "steady"
