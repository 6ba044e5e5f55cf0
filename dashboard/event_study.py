"""Event study: the mean course of the index and of counts around acts of one kind, against random days of the same years.

Acts of a kind come in clusters and in tense times, so their windows overlap and their surroundings are no proof that one
thing led to another. What is studied is left out of the courses by default: else the index would rise on day 0 by the very
points that the act itself was given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE, Events
from dashboard.tension import tension_index

BEFORE = AFTER = 60  # days of the window
LEAST = 5  # days with such an act below which a mean says nothing and none is drawn
DRAWS = 500
SEED = 1953
QUANTILES = (0.025, 0.975)  # of both bands
COMPARED = 30  # days before and after day 0 whose means are compared in the sentence
COUNT_DAYS = 7  # counts are sums of so many days up to and including the day
DEFAULT_TYPE = "military_exercise"  # studied where nobody has chosen: frequent, and argued about

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.integer]


@dataclass(frozen=True)
class Study:
    """An event study.

    course   one row a course and day: ``course``, ``day`` (0: the act), ``mean``, ``low``, ``high`` (95% of means over
             resampled events), ``random``, ``random_low``, ``random_high`` (the mean of random days, and 95% of such means)
    used     days with an act that entered; each counts once, however many acts it saw
    dropped  days left out because their window leaves the record
    change   for each course the mean of the ``COMPARED`` days after day 0 less that of those before it: columns ``change``,
             ``random_low``, ``random_high``, course as index
    """

    course: pd.DataFrame
    used: int
    dropped: int
    change: pd.DataFrame


def courses(events: Events, frame: pd.DataFrame, studied: pd.Series) -> pd.DataFrame:
    """The daily courses to be averaged, date as index: ``tension`` (points) of what is not studied, ``with_own`` (of all),
    ``hostile`` and ``cooperative`` (acts not studied in the ``COUNT_DAYS`` days up to each day).

    frame: the events that count; studied: the event_ids of those whose surroundings are looked at.
    """
    others = frame[~frame["event_id"].isin(studied)]
    index = tension_index(events, others, band=False)
    out = pd.DataFrame(
        {"tension": index["tension"], "with_own": tension_index(events, frame, band=False)["tension"]}
    ).set_axis(pd.DatetimeIndex(index["date"]))
    for sign in (HOSTILE, COOPERATIVE):
        daily = others.loc[others["sign"] == sign, "date_start"].value_counts().reindex(out.index, fill_value=0)
        out[sign] = daily.rolling(COUNT_DAYS, min_periods=1).sum()
    return out


def study_days(studied: pd.DataFrame) -> pd.DatetimeIndex:
    """The days on which the studied acts began, each once; acts whose day is not known have none."""
    return pd.DatetimeIndex(studied.loc[studied["date_precision"] == "day", "date_start"].unique()).sort_values()


def event_study(
    courses: pd.DataFrame,
    days: pd.DatetimeIndex,
    *,
    before: int = BEFORE,
    after: int = AFTER,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Study:
    """Average daily courses around some days and around random days of the same years, as many in each year.

    courses: one column a course, consecutive days as index; days: within them or not. Seeded: the same call gives the same
    bands. Raises ValueError if no day has its whole window inside the courses.
    """
    values = courses.to_numpy(dtype=float)
    place = (days - courses.index[0]).days.to_numpy()
    whole = (place >= before) & (place + after < len(values))
    place = place[whole]
    if not len(place):
        raise ValueError("no day has its whole window inside the record")
    draw = np.random.default_rng(seed)
    offsets = np.arange(-before, after + 1)

    def means(at: Ints) -> Floats:
        """Mean course around some places: days x courses."""
        around: Floats = values[at[:, None] + offsets].mean(axis=0)
        return around

    again = np.array([means(draw.choice(place, len(place))) for _ in range(draws)])
    random = np.array([means(at) for at in _random_places(courses.index, place, before, after, draws, draw)])
    bands = np.quantile(again, QUANTILES, axis=0), np.quantile(random, QUANTILES, axis=0)
    own = means(place)
    parts = [
        pd.DataFrame(
            {
                "course": name,
                "day": offsets,
                "mean": own[:, column],
                "low": bands[0][0][:, column],
                "high": bands[0][1][:, column],
                "random": random[:, :, column].mean(axis=0),
                "random_low": bands[1][0][:, column],
                "random_high": bands[1][1][:, column],
            }
        )
        for column, name in enumerate(courses.columns)
    ]
    low, high = np.quantile(_change(random, offsets), QUANTILES, axis=0)
    change = pd.DataFrame(
        {"change": _change(own[None], offsets)[0], "random_low": low, "random_high": high}, index=courses.columns
    )
    return Study(pd.concat(parts, ignore_index=True), len(place), int((~whole).sum()), change)


def _change(windows: Floats, offsets: Ints) -> Floats:
    """Mean of the days after day 0 less that of the days before it, for windows of draws x days x courses."""
    later = windows[:, (offsets > 0) & (offsets <= COMPARED)].mean(axis=1)
    earlier = windows[:, (offsets < 0) & (offsets >= -COMPARED)].mean(axis=1)
    change: Floats = later - earlier
    return change


def _random_places(
    index: pd.Index, place: Ints, before: int, after: int, draws: int, draw: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Random places whose window is whole, as many in each year as ``place`` has: draws x places."""
    years = pd.DatetimeIndex(index).year.to_numpy()
    inside = np.arange(before, len(index) - after)
    parts = []
    for year, count in zip(*np.unique(years[place], return_counts=True), strict=True):
        of_year = inside[years[inside] == year]
        parts.append(draw.choice(of_year, (draws, count)))
    return np.concatenate(parts, axis=1)
