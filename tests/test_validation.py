"""The validation: its statistics by hand, its honesty, and that the report is what the data give."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest

from dashboard import Events, validation
from dashboard.contract import DATA_FOLDER
from dashboard.params import DEFAULT_PARAMS

REPORT = DATA_FOLDER.parent / "docs" / "validation.md"


def test_rank_statistics_are_those_of_the_books():
    a, b = np.array([1.0, 2, 3, 4, 5]), np.array([1.0, 3, 2, 5, 4])
    assert validation.spearman(a, b) == pytest.approx(0.8)
    assert validation.spearman(a, -(a**3)) == pytest.approx(-1)
    assert np.isnan(validation.spearman(a, np.ones(5)))
    assert validation.auc(np.array([2.0, 3]), np.array([0.0, 1])) == 1
    assert validation.auc(np.array([1.0]), np.array([1.0, 1])) == 0.5
    noise = np.random.default_rng(1).random(300)
    low, high = validation.interval(noise, noise + 0.5 * np.random.default_rng(2).random(300))
    assert 0.7 < low < high < 1


def test_blocks_are_runs_of_neighbours():
    chosen = validation.blocks(100, 24, 50)
    assert chosen.shape == (50, 100) and chosen.min() >= 0 and chosen.max() < 100
    steps = np.diff(chosen, axis=1)
    assert (steps == 1).mean() > 0.94


def test_shuffling_keeps_each_act_in_its_five_years(events: Events):
    for frame in validation.shuffled(events, 3):
        assert (frame["date_start"].dt.year // 5 == events.frame["date_start"].dt.year // 5).all()
        assert frame["date_start"].between(pd.Timestamp(events.start), pd.Timestamp(events.end)).all()
        assert (frame["date_start"] != events.frame["date_start"]).mean() > 0.95


def test_detrending_takes_the_level_off():
    months = pd.Series(np.r_[np.zeros(60), np.full(60, 9.0)], index=pd.date_range("2000-01-01", periods=120, freq="MS"))
    assert validation.detrended(months).abs().max() == 0
    months.iloc[30] = 5
    assert validation.detrended(months).iloc[30] == 5


def test_half_lives_are_those_that_the_years_before_the_test_choose(events: Events):
    tried = validation.choose_half_lives(events)
    best = tried.iloc[0]
    as_good = tried[tried["mean"] > best["mean"] - validation.TIE]
    defaults = (DEFAULT_PARAMS.hostile_half_life, DEFAULT_PARAMS.landmark_half_life)
    assert defaults in set(zip(as_good["hostile"], as_good["landmark"], strict=True))
    assert DEFAULT_PARAMS.cooperative_half_life == DEFAULT_PARAMS.hostile_half_life
    later = events.frame["date_start"] > validation.TRAIN_END
    moved = events.frame.assign(score=events.frame["score"].where(~later, 1.0))
    chosen = validation.choose_half_lives(replace(events, frame=moved))
    assert chosen.iloc[0].equals(best), "the choice looks at the test years"


def test_crises_and_quiet_months_part_the_record(events: Events):
    months = validation.by_month(validation.tension_index(events, band=False), "tension")
    peaks, inside, quiet = validation.crisis_months(events, months)
    assert len(inside) + len(quiet) == len(months) and not set(inside.index) & set(quiet.index)
    assert len(peaks) == (events.crises["kind"] == "crisis").sum()
    value, low, high, n, m = validation.separation(events, months)["peak months"]
    assert low <= value <= high and (n, m) == (len(peaks), len(quiet))


def shortened(events: Events, start: str, end: str, **tables: pd.DataFrame) -> Events:
    """The record cut to a span of days, with no crises or with other tables."""
    frame = events.frame[events.frame["date_start"].between(start, end)].reset_index(drop=True)
    frame = frame[frame["date_end"].isna() | (frame["date_end"] <= end)].reset_index(drop=True)
    package = {**events.package, "temporal": {"start": start, "end": end}}
    parts: dict[str, pd.DataFrame] = {"crises": events.crises.iloc[:0], **tables}
    return replace(events, frame=frame, package=package, **parts)


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_record_of_ones_own_gets_a_report_that_says_what_it_leaves_out(
    events: Events, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(validation, "BOOTSTRAPS", 20)
    monkeypatch.setattr(validation, "shuffled", partial(validation.shuffled, draws=2))
    monkeypatch.setattr(validation, "HALF_LIVES", (7.0,))
    monkeypatch.setattr(validation, "LANDMARK_HALF_LIVES", (90.0,))
    late = validation.report(shortened(events, "2005-01-01", str(events.end)))
    assert "Left out: crises that the record names: 0, months outside" in late and late.count("Left out") == 1
    old = validation.report(shortened(events, "1990-01-01", "2011-12-31"))
    assert (
        "months from January 2014 that the record and the press measure share: 0" in old
        and "to 2013 (chosen on)" in old
    )
    few = shortened(events, "2010-01-01", "2010-12-31", gpr=events.gpr.iloc[:0], hri=events.hri.iloc[:0])
    said = validation.report(few)
    assert said.count("the press measure share: 0; a correlation asks for 48") == 4 and "fall in the record: 0" in said
    silent = shortened(events, "2000-01-01", "2020-12-31")
    silent = replace(silent, frame=silent.frame[silent.frame["date_start"] < "2014"].reset_index(drop=True))
    calm = replace(silent, frame=silent.frame[silent.frame["sign"] == "cooperative"].reset_index(drop=True))
    for record in (silent, calm):
        assert "nan" not in validation.report(record)


def test_the_report_is_what_the_data_give(events: Events):
    assert REPORT.read_text(encoding="utf-8") == validation.report(events), "run `make validate`"
