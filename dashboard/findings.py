"""Sentences that say what is seen, computed from the rows and curves that are shown."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from dashboard.event_study import Study
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


def crises_finding(table: pd.DataFrame) -> str:
    """Which of the crises laid side by side rose highest and which took most lives; ``table``: rows of ``crisis_table``."""
    top = table.iloc[int(np.argmax(table["peak"]))]
    rose = f"{top['crisis']} rose highest, to {top['peak']:.0f} points"
    known = table.dropna(subset=["deaths"])
    if len(table) == 1 or known.empty or not known["deaths"].max():
        return rose
    worst = known.iloc[int(np.argmax(known["deaths"].astype(int)))]
    return f"{rose}; {worst['crisis']} took most lives, {worst['deaths']:,} by the figures known"


def study_finding(study: Study, what: str) -> str:
    """How the index differs after and before the studied acts, and whether random days differ as much."""
    change = study.change.loc["tension"]
    way = "higher" if change["change"] > 0 else "lower"
    outside = not change["random_low"] <= change["change"] <= change["random_high"]
    judged = "more than by chance" if outside else "no more than around random days"
    return f"After {what} other acts put the index {abs(change['change']):.1f} points {way} than before: {judged}"


def chain_finding(acts: pd.DataFrame) -> str:
    """How many acts in how many days, and the gravest; ``acts``: rows of ``chain_table``."""
    days = int(acts["gap"].sum())
    gravest = acts.iloc[int(np.argmax(acts["score"]))]
    span = "on one day" if not days else f"in {days:,} day{'' if days == 1 else 's'}"
    return f"{len(acts)} act{'' if len(acts) == 1 else 's'} {span}; the gravest: “{gravest['title']}”, {gravest['score']:+.1f}"


def pace_finding(table: pd.DataFrame) -> str:
    """How soon half of all answers came; ``table``: rows of ``pace``."""
    if table.empty:
        return "Too few answers with known days are in view"
    every = table.iloc[0]
    return f"Half of all answers came within {every['median']:g} day{'' if every['median'] == 1 else 's'} of the act"


def harshness_finding(table: pd.DataFrame) -> str:
    """How often answers were harsher or milder than their acts; ``table``: rows of ``harshness``."""
    if table.empty:
        return "Too few answers are in view"
    share = table[table["group"] == "All"].set_index("compared")["share"]
    return f"{share['harsher']:.0%} of answers were harsher than the act, {share['milder']:.0%} milder"


def breakers_finding(table: pd.DataFrame) -> str:
    """Who most often answered hostile acts with cooperative ones; ``table``: rows of ``breakers``."""
    turned = table[table["turn"] == "to cooperation"]
    if turned.empty:
        return "Too few answers to hostile acts are in view"
    said = [f"{row['answerer']} answered {row['share']:.0%}" for row in turned.head(3).to_dict("records")]
    return f"Of hostile acts, {_listed(said)} with a cooperative one"


def matrix_finding(table: pd.DataFrame) -> str:
    """The busiest cell, and how hostile it is; ``table``: rows of ``matrix``."""
    top = table.iloc[int(np.argmax(table["acts"]))]
    share = top["hostile"] / top["acts"]
    return f"{top['initiator']} towards {top['target']}: {top['acts']:,} acts, the most of any pair, {share:.0%} of them hostile"


def pairs_finding(table: pd.DataFrame) -> str:
    """The most hostile year of the busiest pair; ``table``: rows of ``pairs_by_year``."""
    if table.empty:
        return "No pair of actors is in view"
    name = table["name"].iloc[0]
    net = table[table["name"] == name].groupby("year")["score"].sum()
    return f"{name}: the balance was worst in {net.idxmax().year} and best in {net.idxmin().year}"


def governments_finding(table: pd.DataFrame, country: str) -> str:
    """Under whom most hostile acts a year are recorded; ``table``: rows of ``governments`` of one country."""
    top = table.iloc[int(np.argmax(table["hostile_a_year"]))]
    return f"{country}: most hostile acts a year are recorded under {top['name']}, {top['hostile_a_year']:.0f}"


def map_finding(rows: pd.DataFrame, year: str) -> str:
    """The busiest place; ``rows``: ``placed`` events; ``year``: the one shown, '' for all in view."""
    if rows.empty:
        return f"{year}: no act in view has a place" if year else "No act in view has a place"
    counts = rows.groupby("place_id")["event_id"].size()
    name = rows.loc[rows["place_id"] == counts.idxmax(), "place"].iloc[0]
    return f"{year + ': ' if year else ''}{rows['place_id'].nunique():,} places; most acts at {name}, {counts.max():,}"
