"""How well the index agrees with measures that nobody here made, and where it does not: the report of ``docs/validation.md``.

Everything is computed from the shipped data with seeded draws, so that running it again prints the same report. Half-lives are
chosen on months to ``TRAIN_END`` and tested on those after it; nothing is chosen on the test months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata

from dashboard.events import Events
from dashboard.months import first_of_month
from dashboard.params import DEFAULT_PARAMS, TensionParams
from dashboard.tension import event_points, tension_index

TRAIN_END = pd.Timestamp("2013-12-31")
MEDIAN_MONTHS = (
    25  # months of the centred median that is taken off, so that timing is left and the level of an era is not
)
SHUFFLE_YEARS = 5  # years of a block within which dates are shuffled
SHUFFLES = 200
BOOTSTRAPS = 1000
BLOCK = 24  # months of a block of the moving-block bootstrap
SEED = 1953
HALF_LIVES = (3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0)  # days, tried for hostile acts
LANDMARK_HALF_LIVES = (30.0, 60.0, 90.0, 180.0, 365.0)  # days, tried for landmark acts
TIE = 0.01  # pairs of half-lives whose scores lie closer than this are as good as one another
RIVAL_HALF_LIFE = 30.0  # days, of the naive sums
STRATEGIC = ("missile_test", "nuclear_test", "satellite_launch")
AIMS = {"timing": 0.30, "change": 0.34, "level": 0.45, "auc": 0.90}  # set before anything was computed
LEAST_MONTHS = 2 * BLOCK  # with fewer a bootstrap of blocks has little to draw from, and the running median no middle
LEAST_READINGS = 5  # of the Korean index; with fewer a rank correlation says nothing

Floats = npt.NDArray[np.float64]
Months = pd.Series  # values by month, index: its first day


class TooLittleError(ValueError):
    """A record that cannot say what is asked of it; the message says what it lacks."""


# ---- statistics ------------------------------------------------------------------------------------------------------


def detrended(months: Months) -> Months:
    """A monthly series minus its centred running median: what is left is timing."""
    return months - months.rolling(MEDIAN_MONTHS, center=True, min_periods=MEDIAN_MONTHS // 2 + 1).median()


STATISTICS: dict[str, tuple[str, Callable[[Months], Months]]] = {
    "level": ("level", lambda months: months),
    "timing": (f"minus {MEDIAN_MONTHS}-month median", detrended),
    "change": ("first differences", lambda months: months.diff()),
}


def spearman(one: Floats, other: Floats) -> float:
    """Spearman's rank correlation of two series of equal length; nan if one is constant.

    SciPy's ``spearmanr`` and ``mannwhitneyu`` give the same figures as this and ``auc``; they work out a p-value with each, which
    makes the thousands of draws below take two to seven times as long.
    """
    a, b = rankdata(one), rankdata(other)
    a, b = a - a.mean(), b - b.mean()
    size = np.sqrt((a**2).sum() * (b**2).sum())
    return float((a * b).sum() / size) if size else float("nan")


def blocks(n: int, block: int, draws: int) -> npt.NDArray[np.integer]:
    """Positions for a moving-block bootstrap: (draws, n), blocks of ``block`` neighbours put one after another; seeded."""
    starts = np.random.default_rng(SEED).integers(0, max(n - block, 0) + 1, size=(draws, -(-n // block)))
    return (starts[:, :, None] + np.arange(min(block, n))).reshape(draws, -1)[:, :n]


def interval(one: Floats, other: Floats) -> tuple[float, float]:
    """95% moving-block bootstrap interval of Spearman's correlation, over the draws in which both series vary."""
    chosen = blocks(len(one), BLOCK, BOOTSTRAPS)
    a, b = rankdata(one[chosen], axis=1), rankdata(other[chosen], axis=1)
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    size = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    if not (varied := size > 0).any():
        return float("nan"), float("nan")
    low, high = np.quantile((a * b).sum(axis=1)[varied] / size[varied], (0.025, 0.975))
    return float(low), float(high)


def auc(high: Floats, low: Floats) -> float:
    """Chance that one of ``high`` lies above one of ``low``, ties counting half (area under the ROC curve)."""
    ranks = rankdata(np.concatenate([high, low]))[: len(high)]
    return float((ranks.sum() - len(high) * (len(high) + 1) / 2) / (len(high) * len(low)))


# ---- series ----------------------------------------------------------------------------------------------------------


def by_month(daily: pd.DataFrame, column: str) -> Months:
    """Mean of a column of ``tension_index`` by month."""
    return daily[column].groupby(first_of_month(daily["date"])).mean()


def press(events: Events) -> Months:
    """The target: percent of articles, Geopolitical Risk index, Korean country series."""
    months = events.gpr.set_index(pd.to_datetime(events.gpr["month"]))["gprc_kor"]
    return months.dropna().rename_axis(None)


Series = Callable[[Events, pd.DataFrame], Months]


def ours(column: str, params: TensionParams = DEFAULT_PARAMS) -> Series:
    """Our index with some parameters; ``column``: 'hostile' or 'tension'."""
    return lambda events, frame: by_month(tension_index(events, frame, params, band=False), column)


def _count(events: Events, frame: pd.DataFrame) -> Months:
    return _monthly_sum(events, frame, pd.Series(1.0, index=frame.index))


def _no_memory(events: Events, frame: pd.DataFrame) -> Months:
    return _monthly_sum(events, frame, event_points(frame))


def _monthly_sum(events: Events, frame: pd.DataFrame, values: pd.Series) -> Months:
    hostile = frame["sign"] == "hostile"
    months = pd.date_range(pd.Timestamp(events.start).replace(day=1), pd.Timestamp(events.end), freq="MS")
    month = first_of_month(frame["date_start"])
    return values[hostile].groupby(month[hostile]).sum().reindex(months, fill_value=0.0)


def _equal_weights(events: Events, frame: pd.DataFrame) -> Months:
    return ours("hostile", _plain(RIVAL_HALF_LIFE))(events, frame.assign(score=1.0))


def _strategic(events: Events, frame: pd.DataFrame) -> Months:
    return _equal_weights(events, frame[frame["event_type"].isin(STRATEGIC)])


def _plain(half_life: float) -> TensionParams:
    """One half-life, no deaths, no cap, no landmarks."""
    return TensionParams(
        hostile_half_life=half_life,
        cooperative_half_life=half_life,
        landmark_half_life=half_life,
        deaths_weight=0.0,
        verbal_cap=10_000.0,
    )


def _scored(column: str) -> Series:
    """Every act with the published score of its type and nothing else of ours but the half-lives."""

    def series(events: Events, frame: pd.DataFrame) -> Months:
        scores = frame["event_type"].map(events.types[column]).fillna(0.0)
        return ours("hostile", replace(DEFAULT_PARAMS, deaths_weight=0.0, verbal_cap=10_000.0))(
            events, frame.assign(score=-scores)
        )

    return series


INDEX: dict[str, Series] = {"our hostile side": ours("hostile"), "our index, net of cooperation": ours("tension")}
RIVALS: dict[str, Series] = {
    "count of hostile acts": _count,
    f"equal weights, half-life {RIVAL_HALF_LIFE:g} days": _equal_weights,
    "launches and nuclear tests only": _strategic,
}
ABLATIONS: dict[str, Series] = {
    "no cooperation (the hostile side)": ours("hostile"),
    "no deaths term": ours("hostile", replace(DEFAULT_PARAMS, deaths_weight=0.0)),
    "no cap on words": ours("hostile", replace(DEFAULT_PARAMS, verbal_cap=10_000.0)),
    "no slow half-life for landmarks": ours(
        "hostile", replace(DEFAULT_PARAMS, landmark_half_life=DEFAULT_PARAMS.hostile_half_life)
    ),
    "no decay (sums of the month)": _no_memory,
    "pure Goldstein scores": _scored("cameo_goldstein"),
    "pure PLOVER scores": _scored("plover_score"),
}


# ---- agreement with the press measure --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Agreement:
    """Spearman's correlation of a monthly series with the press measure, in one of the three ways."""

    rho: float
    low: float
    high: float
    n: int
    start: pd.Timestamp
    end: pd.Timestamp


def pairs(
    months: Months, target: Months, way: str, start: pd.Timestamp | None, end: pd.Timestamp | None
) -> pd.DataFrame:
    """The months that both series have, each treated in one of the three ways, cut to a span: columns ours, target."""
    both = pd.concat({"ours": months, "target": target}, axis=1, sort=True).dropna()
    treated = both.apply(STATISTICS[way][1]).dropna()
    return treated.loc[start:end]


def agreement(
    months: Months, target: Months, way: str, start: pd.Timestamp | None = None, end: pd.Timestamp | None = None
) -> Agreement:
    """Agreement in a span of months (default: all that both have), with its block-bootstrap interval.

    Raises TooLittleError where there are fewer than ``LEAST_MONTHS`` of them.
    """
    both = pairs(months, target, way, start, end)
    if len(both) < LEAST_MONTHS:
        span = "".join(f" {word} {edge:%B %Y}" for word, edge in (("from", start), ("to", end)) if edge is not None)
        raise TooLittleError(
            f"months{span} that the record and the press measure share: {len(both)}; a correlation asks for {LEAST_MONTHS}"
        )
    one, other = both["ours"].to_numpy(), both["target"].to_numpy()
    return Agreement(spearman(one, other), *interval(one, other), len(both), both.index[0], both.index[-1])


def shuffled(events: Events, draws: int = SHUFFLES) -> Iterator[pd.DataFrame]:
    """The record with each act on a random day of its own five-year block (cut to the record's days); seeded."""
    draw = np.random.default_rng(SEED)
    frame = events.frame
    first = frame["date_start"].dt.year // SHUFFLE_YEARS * SHUFFLE_YEARS
    opens, closes = pd.Timestamp(events.start), pd.Timestamp(events.end)
    start = pd.to_datetime({"year": first, "month": 1, "day": 1})
    start = start.where(start > opens, opens)
    end = pd.to_datetime({"year": first + SHUFFLE_YEARS - 1, "month": 12, "day": 31})
    end = end.where(end < closes, closes)
    length = (end - start).dt.days.to_numpy() + 1
    for _ in range(draws):
        days = pd.to_timedelta((draw.random(len(frame)) * length).astype(int), unit="D")
        yield frame.assign(date_start=start + days)


def null(events: Events, series: Sequence[Series], target: Months) -> dict[int, dict[str, Floats]]:
    """What each series would score on shuffled dates: by position in ``series``, then way, the correlations of all draws."""
    scores: dict[int, dict[str, list[float]]] = {n: {way: [] for way in STATISTICS} for n in range(len(series))}
    for frame in shuffled(events):
        for number, make in enumerate(series):
            months = make(events, frame)
            for way in STATISTICS:
                both = pairs(months, target, way, None, None)
                scores[number][way].append(spearman(both["ours"].to_numpy(), both["target"].to_numpy()))
    return {n: {way: np.array(values) for way, values in ways.items()} for n, ways in scores.items()}


def choose_half_lives(events: Events) -> pd.DataFrame:
    """Every pair of half-lives that was tried, on months to ``TRAIN_END`` only, best first.

    Columns ``hostile``, ``landmark`` (days), ``timing``, ``change``, ``mean`` of the two: the correlation of the hostile
    side with the press measure. The defaults stay what they are while they lie within ``TIE`` of the best: the scale of a
    published index should not move with every version of its data for less than can be told from chance. The cooperative
    half-life is not tried: a press measure of talk about peril cannot tell.

    Raises TooLittleError where the record has fewer than ``LEAST_MONTHS`` months to choose on, or no hostile act in them.
    """
    target = press(events)
    usual = agreement(ours("hostile")(events, events.frame), target, "timing", end=TRAIN_END)
    if np.isnan(usual.rho):
        raise TooLittleError(f"the hostile side does not vary in the months to {TRAIN_END:%B %Y}")
    rows = []
    for hostile in HALF_LIVES:
        for landmark in sorted({hostile, *(days for days in LANDMARK_HALF_LIVES if days > hostile)}):
            params = replace(
                DEFAULT_PARAMS,
                hostile_half_life=hostile,
                cooperative_half_life=hostile,
                landmark_half_life=landmark,
            )
            months = ours("hostile", params)(events, events.frame)
            scores = []
            for way in ("timing", "change"):
                both = pairs(months[:TRAIN_END], target[:TRAIN_END], way, None, None)
                scores.append(spearman(both["ours"].to_numpy(), both["target"].to_numpy()))
            rows.append((hostile, landmark, *scores, float(np.mean(scores))))
    table = pd.DataFrame(rows, columns=["hostile", "landmark", "timing", "change", "mean"])
    return table.sort_values("mean", ascending=False, kind="stable", ignore_index=True)


# ---- signs, the Korean index, the crises -----------------------------------------------------------------------------

LOWER = (  # the first span's mean must lie below the second's
    (("2018-03", "2018-10"), ("2017-07", "2017-12")),
    (("2018-03", "2018-10"), ("2020-06", "2020-06")),
)
TOP_TENTH = (("2010-03", "2010-12"), ("2013-03", "2013-05"), ("2015-08", "2015-08"), ("2017-07", "2017-12"))


def signs(months: Months) -> pd.DataFrame:
    """The tests of sign on a monthly index: columns ``claim``, ``value``, ``against``, ``holds``.

    A span is in the top tenth of its decade if its mean is no lower than that of nine tenths of the decade's spans of the
    same number of months. Tests of spans that the index does not cover are left out; raises TooLittleError if none is left.
    """

    def covered(*spans: tuple[str, str]) -> bool:
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        return bool(months.index[0] <= pd.Timestamp(first) and pd.Timestamp(last) <= months.index[-1])

    lower = [pair for pair in LOWER if covered(*pair)]
    top_tenth = [span for span in TOP_TENTH if covered(span)]
    if not lower and not top_tenth:
        raise TooLittleError("the record covers none of the spans that the tests name")
    rows = []
    for low, high in lower:
        a, b = months[slice(*low)].mean(), months[slice(*high)].mean()
        rows.append((f"{_span(low)} lower than {_span(high)}", f"{a:.1f}", f"{b:.1f}", a < b))
    for span in top_tenth:
        mine = months[slice(*span)]
        decade = months[f"{span[0][:3]}0" : f"{span[0][:3]}9"].rolling(len(mine)).mean().dropna()
        rank = (decade <= mine.mean() + 1e-9).mean()
        rows.append(
            (
                f"{_span(span)} in the top tenth of the {span[0][:3]}0s",
                f"{mine.mean():.1f}",
                f"no lower than {rank:.0%} of spans of {len(mine)} months",
                rank >= 0.9,
            )
        )
    return pd.DataFrame(rows, columns=["claim", "value", "against", "holds"])


def _span(span: tuple[str, str]) -> str:
    return span[0] if span[0] == span[1] else f"{span[0]} to {span[1]}"


def korean_readings(events: Events, months: Months) -> pd.DataFrame:
    """The overall readings of the Hyundai institute's peace index beside our quarterly means: ``quarter``, ``reading``, ``ours``.

    Raises TooLittleError where fewer than ``LEAST_READINGS`` fall in the record.
    """
    readings = events.hri[events.hri["component"] == "overall"].sort_values("quarter")
    mine = months.resample("QS").mean()
    readings = readings[pd.PeriodIndex(readings["quarter"], freq="Q").to_timestamp().isin(mine.index)]
    if len(readings) < LEAST_READINGS:
        raise TooLittleError(
            f"readings that fall in the record: {len(readings)}; a correlation asks for {LEAST_READINGS}"
        )
    mine = mine.loc[pd.PeriodIndex(readings["quarter"], freq="Q").to_timestamp()]
    return pd.DataFrame(
        {"quarter": readings["quarter"].to_numpy(), "reading": readings["value"].to_numpy(), "ours": mine.to_numpy()}
    )


def crisis_months(events: Events, months: Months) -> tuple[pd.Series, pd.Series, pd.Series]:
    """What the separation is measured on: the month of each crisis's peak event (by crisis_id), all months that a crisis
    touches, and the quiet months, which none does. Peaks were coded from the history, not read off the index.
    """
    crises = events.crises[events.crises["kind"] == "crisis"]
    inside = np.zeros(len(months), dtype=bool)
    for first, last in zip(first_of_month(crises["date_start"]), crises["date_end"], strict=True):
        inside |= np.asarray((months.index >= first) & (months.index <= last))
    peak = first_of_month(events.by_id.loc[crises["peak_event"], "date_start"])
    return pd.Series(months.loc[peak].to_numpy(), index=crises.index), months[inside], months[~inside]


def separation(events: Events, months: Months) -> dict[str, tuple[float, float, float, int, int]]:
    """AUC of crises against quiet months: by peak month and by all months, each with the range when one crisis is left out
    (peaks) or a 95% block-bootstrap interval (all months), and both numbers of months.

    Raises TooLittleError where there are not two crises and a quiet month to tell apart.
    """
    peaks, inside, quiet = crisis_months(events, months)
    if len(peaks) < 2 or quiet.empty:
        raise TooLittleError(
            f"crises that the record names: {len(peaks)}, months outside them: {len(quiet)}; the test asks for two crises and a quiet month"
        )
    out = [auc(np.delete(peaks.to_numpy(), n), quiet.to_numpy()) for n in range(len(peaks))]
    draws = zip(blocks(len(inside), BLOCK, 300), blocks(len(quiet), BLOCK, 300), strict=True)
    spread = [auc(inside.to_numpy()[a], quiet.to_numpy()[b]) for a, b in draws]
    low, high = np.quantile(spread, (0.025, 0.975))
    return {
        "peak months": (auc(peaks.to_numpy(), quiet.to_numpy()), min(out), max(out), len(peaks), len(quiet)),
        "all their months": (
            auc(inside.to_numpy(), quiet.to_numpy()),
            float(low),
            float(high),
            len(inside),
            len(quiet),
        ),
    }


# ---- the report ------------------------------------------------------------------------------------------------------


def report(events: Events) -> str:
    """The whole report as Markdown; takes about a minute. A part that the record has too little for says so instead."""
    target = press(events)
    series = {**INDEX, **RIVALS}
    months = {name: make(events, events.frame) for name, make in {**series, **ABLATIONS}.items()}
    net = months["our index, net of cooperation"]
    sections: tuple[tuple[str, str, Callable[[], str]], ...] = (
        (
            "Agreement with the press",
            f"Spearman's correlation of monthly means with the Korean series of the Geopolitical Risk index (Caldara and Iacoviello), {_dates(target)}. "
            f"In brackets: 95% interval, moving-block bootstrap ({BLOCK} months, {BOOTSTRAPS:,} draws). *By chance*: mean, and in brackets the 97.5th percentile, of {SHUFFLES} records in "
            f"which every act got a random day of its own five-year block: what the level of an era alone would give. The press series measures talk of peril in ten English-language papers. It rises with nuclear "
            "crises and with summits between the United States and North Korea (spring 2018), and hardly with incidents at the border; an index that is net of cooperation must disagree with it there. So the hostile side is the fair comparison.",
            lambda: _agreements(events, series, months, target),
        ),
        ("Chosen before, tested after", "", lambda: _choice(events, months, target)),
        (
            "What each part does",
            "The hostile side with one part taken away, all months. Differences of a few hundredths are within the intervals above.",
            lambda: _ablations(months, target),
        ),
        (
            "Which acts the press follows",
            "The hostile side with the acts of one domain only. Where a domain agrees little, coding it more fully moves the index away from the press measure, not towards it: that is a property of the measure, and the reason why a fuller record of incidents need not agree better.",
            lambda: _domains(events, target),
        ),
        (
            "Tests of sign",
            "Monthly means of the index, net of cooperation, in points.",
            lambda: _table(
                signs(net).assign(holds=lambda t: t["holds"].map({True: "yes", False: "**no**"})),
                ["claim", "value", "against", "holds"],
            ),
        ),
        ("Against the Korean peace index", "", lambda: _korean(events, net)),
        ("Crises against quiet months", "", lambda: _separation(events, months)),
    )
    parts = [
        "# How well the index agrees with what others measured",
        f"Made by `python -m dashboard validate` from version {events.version} of the record ({len(events.frame):,} events, to {events.end}). "
        f"Every draw is seeded; running it again prints the same. {_aims(events, months, target)}",
    ]
    for heading, words, make in sections:
        parts += [f"## {heading}", *filter(None, [words]), _or_why_not(make)]
    parts += [
        "## What this does not show",
        "Agreement with a press measure is not truth: both may miss what was not reported in English. The record is thin before the mid-1960s and in the war, and no figure here speaks of those years, since the press series begins in 1985. "
        "Intervals are wide: gains of a few hundredths between variants are no evidence. Nothing here is a forecast.",
    ]
    return "\n\n".join(parts) + "\n"


def _or_why_not(make: Callable[[], str]) -> str:
    try:
        return make()
    except TooLittleError as reason:
        return f"Left out: {reason}."


def _choice(events: Events, months: dict[str, Months], target: Months) -> str:
    tried = choose_half_lives(events)
    return "\n\n".join(
        [
            f"Half-lives were chosen on months to {TRAIN_END:%B %Y} only, by the mean of timing and changes of the hostile side: {len(tried)} pairs were tried, and the best is "
            f"{tried['hostile'][0]:g} days for hostile acts and {tried['landmark'][0]:g} for landmarks, at {tried['mean'][0]:.3f}. {_kept(tried)} No weight, cap or deaths term was fitted.",
            _table(tried.head(5).round(3), ["hostile, days", "landmark, days", "timing", "changes", "mean"]),
            _halves(months, target),
        ]
    )


def _table(frame: pd.DataFrame, heads: Sequence[str]) -> str:
    rows = ["| " + " | ".join(heads) + " |", "| " + " | ".join("---" for _ in heads) + " |"]
    for row in frame.itertuples(index=False):
        cells = (
            f"{cell:.3f}"
            if isinstance(cell, float) and abs(cell) < 1
            else f"{cell:g}"
            if isinstance(cell, float)
            else str(cell)
            for cell in row
        )
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _dates(months: Months) -> str:
    return f"{months.index[0]:%B %Y} to {months.index[-1]:%B %Y}, n = {len(months)}" if len(months) else "n = 0"


def _with_interval(found: Agreement) -> str:
    return "none" if np.isnan(found.rho) else f"{found.rho:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _rho(found: Agreement) -> str:
    return "none" if np.isnan(found.rho) else f"{found.rho:.2f}"


def _agreements(events: Events, series: dict[str, Series], months: dict[str, Months], target: Months) -> str:
    found = {name: [agreement(months[name], target, way) for way in STATISTICS] for name in series}
    by_chance = null(events, list(series.values()), target)
    rows = []
    for number, (name, agreements) in enumerate(found.items()):
        cells = [name]
        for way, one in zip(STATISTICS, agreements, strict=True):
            chance = by_chance[number][way]
            drawn = not np.isnan(chance).all()
            cells.append(_with_interval(one))
            cells.append(f"{np.nanmean(chance):.2f} ({np.nanquantile(chance, 0.975):.2f})" if drawn else "none")
        rows.append(cells)
    heads = ["series", *(head for words, _ in STATISTICS.values() for head in (words, "by chance"))]
    return _table(pd.DataFrame(rows), heads)


def _halves(months: dict[str, Months], target: Months) -> str:
    rows = []
    reasons: dict[str, None] = {}  # why a half is left out, each reason once
    for name in INDEX:
        for words, start, end in (
            (f"to {TRAIN_END:%Y} (chosen on)", None, TRAIN_END),
            (f"from {TRAIN_END.year + 1} (test)", TRAIN_END + pd.Timedelta(days=1), None),
        ):
            try:
                found = {way: agreement(months[name], target, way, start, end) for way in STATISTICS}
            except TooLittleError as reason:
                reasons[f"Left out: {reason}."] = None
                continue
            rows.append((name, words, found["level"].n, *(_with_interval(one) for one in found.values())))
    table = _table(pd.DataFrame(rows), ["series", "months", "n", *(words for words, _ in STATISTICS.values())])
    return "\n\n".join([table, *reasons])


def _ablations(months: dict[str, Months], target: Months) -> str:
    rows = []
    for name in ("our index, net of cooperation", *ABLATIONS):
        rows.append((name, *(_rho(agreement(months[name], target, way)) for way in STATISTICS)))
    return _table(pd.DataFrame(rows), ["variant", *(words for words, _ in STATISTICS.values())])


def _domains(events: Events, target: Months) -> str:
    rows = []
    for domain, label in events.domains["label"].items():
        frame = events.frame[(events.frame["domain"] == domain) & (events.frame["sign"] == "hostile")]
        if frame.empty:
            continue
        months = ours("hostile")(events, frame)
        rows.append((label, len(frame), *(_rho(agreement(months, target, way)) for way in STATISTICS)))
    return _table(pd.DataFrame(rows), ["domain", "acts", *(words for words, _ in STATISTICS.values())])


def _korean(events: Events, net: Months) -> str:
    readings = korean_readings(events, net)
    one, other = readings["reading"].to_numpy(), readings["ours"].to_numpy()
    rho = spearman(one, other)
    if np.isnan(rho):
        raise TooLittleError("the index does not vary over the quarters of the readings")
    draw = np.random.default_rng(SEED)
    chance = np.mean([spearman(draw.permutation(one), other) <= rho for _ in range(BOOTSTRAPS)])
    return (
        f"The Hyundai Research Institute judges peace by quarter (0 war, 100 peace); {len(readings)} overall readings were found in press reports, {readings['quarter'].iloc[0]} to {readings['quarter'].iloc[-1]}. "
        f"Peace should be low where tension is high: Spearman {rho:.2f} (expected negative; a shuffle of the readings does as well in {chance:.0%} of {BOOTSTRAPS:,} draws). Few points: a direction, not a test.\n\n"
        + _table(readings.round(1), ["quarter", "peace index", "our index, points"])
    )


def _separation(events: Events, months: dict[str, Months]) -> str:
    rows = []
    for name in INDEX:
        for words, (value, low, high, n, quiet) in separation(events, months[name]).items():
            spread = (
                f"{low:.2f} to {high:.2f} leaving one crisis out"
                if words == "peak months"
                else f"[{low:.2f}, {high:.2f}]"
            )
            rows.append((name, words, n, quiet, f"{value:.2f}", spread))
    return (
        "Chance that a month of a crisis lies above a quiet month (one that no named crisis touches). *Peak months*: the month of each crisis's gravest act, which was named from the history, not read off the index. "
        "*All their months* holds the lulls too: some crises last for years.\n\n"
        + _table(pd.DataFrame(rows), ["series", "months", "n", "quiet months", "AUC", "range"])
    )


def _kept(tried: pd.DataFrame) -> str:
    mine = (tried["hostile"] == DEFAULT_PARAMS.hostile_half_life) & (
        tried["landmark"] == DEFAULT_PARAMS.landmark_half_life
    )
    return (
        f"The defaults, {DEFAULT_PARAMS.hostile_half_life:g} and {DEFAULT_PARAMS.landmark_half_life:g}, stand at {tried['mean'][mine].iloc[0]:.3f}; they stay while they lie within "
        f"{TIE:g} of the best, so that the scale does not move with every version of the record for less than can be told from chance."
    )


def _aims(events: Events, months: dict[str, Months], target: Months) -> str:
    """The aims set beforehand, and what came out; an aim that the record has too little for is not named."""
    hostile, net = months["our hostile side"], months["our index, net of cooperation"]
    reached: dict[str, float] = {}
    with suppress(TooLittleError):
        reached = {way: agreement(hostile, target, way).rho for way in STATISTICS}
    with suppress(TooLittleError):
        reached["auc"] = separation(events, net)["peak months"][0]
    names = {"timing": "timing", "change": "changes", "level": "level", "auc": "AUC of crises' peak months"}
    said = []
    for aim, least in AIMS.items():
        if np.isnan(reached.get(aim, np.nan)):
            continue
        short = least - reached[aim]
        said.append(
            f"{names[aim]} {reached[aim]:.2f} (aim {least:.2f}, {'reached' if round(short, 2) <= 0 else f'short by {short:.2f}'})"
        )
    with suppress(TooLittleError):
        holds = signs(net)["holds"]
        said.append(f"{int(holds.sum())} of {len(holds)} tests of sign hold")
    return f"Aims set beforehand, and what came out: {'; '.join(said)}." if said else ""
