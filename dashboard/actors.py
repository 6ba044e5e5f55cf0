"""Who does what to whom: acts by initiator and target, how each pair's balance moved, and acts under each government."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from dashboard.events import HOSTILE, Events, split
from dashboard.language import N_, _

COUNTRIES = {"KOR": N_("South Korea"), "PRK": N_("North Korea"), "USA": N_("United States")}
YEAR = 365.25  # days
SHORT = 90  # days in office below which a rate a year says nothing: such terms are left out
MAIN_PAIRS = 6  # pairs of actors whose balance is drawn


def directed(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each initiator and target of each one-sided act: columns ``event_id``, ``initiator``, ``target`` (codes), ``sign``, ``score``.

    An act by two on one stands twice. Joint acts have no target and no row.
    """
    rows = frame.loc[frame["targets"] != "", ["event_id", "initiators", "targets", "sign", "score"]]
    rows = rows.assign(initiator=rows["initiators"].map(split), target=rows["targets"].map(split))
    exploded = rows.explode("initiator").explode("target")
    return exploded[["event_id", "initiator", "target", "sign", "score"]].reset_index(drop=True)


def matrix(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """Acts by initiator and target: columns ``initiator``, ``target`` (names), ``initiator_code``, ``target_code``, ``acts``, ``hostile`` (how many),
    ``score`` (mean; up is worse); only what occurs, in the order of the actors' file.
    """
    pairs = directed(events, frame)
    pairs["is_hostile"] = (pairs["sign"] == HOSTILE).astype(int)
    grouped = pairs.groupby(["initiator", "target"], as_index=False).agg(
        acts=("event_id", "size"), hostile=("is_hostile", "sum"), score=("score", "mean")
    )
    order = {code: n for n, code in enumerate(events.actors.index)}
    grouped = grouped.sort_values(
        ["initiator", "target"], key=lambda codes: codes.map(order), ignore_index=True
    ).rename(columns={"initiator": "initiator_code", "target": "target_code"})
    names = events.actors["name"]
    return grouped.assign(initiator=grouped["initiator_code"].map(names), target=grouped["target_code"].map(names))


def _by_pair(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each act and pair of actors that it stands between: columns ``event_id``, ``pair`` (codes), ``year``, ``sign``, ``score``."""
    order = {code: n for n, code in enumerate(events.actors.index)}
    rows = []
    columns = ["event_id", "date_start", "initiators", "targets", "sign", "score"]
    for event_id, start, doers, done_to, sign, score in zip(*(frame[c] for c in columns), strict=True):
        one, other = split(doers), split(done_to)
        found = {(a, b) for a in one for b in other} if other else set(combinations(one, 2))
        for pair in {tuple(sorted(p, key=order.__getitem__)) for p in found}:
            rows.append((event_id, "-".join(pair), start.year, sign, score))
    return pd.DataFrame(rows, columns=["event_id", "pair", "year", "sign", "score"])


def acts_between(events: Events, frame: pd.DataFrame, pairs: Iterable[str]) -> int:
    """How many acts stand between the pairs of actors that are named by their codes ('PRK-KOR'), each counted once."""
    table = _by_pair(events, frame)
    return int(table.loc[table["pair"].isin(set(pairs)), "event_id"].nunique())


def pairs_by_year(events: Events, frame: pd.DataFrame, *, most: int = MAIN_PAIRS) -> pd.DataFrame:
    """How the balance of the busiest pairs of actors moved: columns ``pair`` (codes, 'PRK-KOR'), ``name``, ``year`` (its first day), ``until``, ``sign``,
    ``score`` (sum; hostile 0 or more, cooperative 0 or less), ``acts``.

    A pair has an act if one does it to the other or both take part in a joint act; an act of several pairs counts for each.
    """
    table = _by_pair(events, frame)
    busiest = list(table["pair"].value_counts(sort=True).head(most).index)
    table = table[table["pair"].isin(busiest)]
    grouped = table.groupby(["pair", "year", "sign"], as_index=False).agg(
        score=("score", "sum"), acts=("score", "size")
    )
    start = pd.to_datetime(grouped["year"].astype(str) + "-01-01")
    names = {p: " – ".join(str(events.actors["name"].get(c, c)) for c in p.split("-")) for p in busiest}
    out = grouped.assign(name=grouped["pair"].map(names), year=start, until=start + pd.DateOffset(years=1))
    return out.sort_values(
        ["pair", "year"], key=lambda c: c.map(busiest.index) if c.name == "pair" else c, ignore_index=True
    )


def governments(events: Events, frame: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Acts in view under each government of the two Koreas and the United States, in order of country and time.

    start, end: the days in view; terms are cut to them, and terms of fewer than ``SHORT`` days in view are left out. Columns ``country``, ``name``,
    ``date_start``, ``date_end``, ``years`` (in view), ``acts``, ``acts_a_year``, ``hostile_a_year``, ``cooperative_a_year``, ``share_hostile`` (0 to 1; empty without acts), ``deaths`` (sum of known
    figures), ``leader_id``. An act counts for the government in office on its first day, whoever did it.
    """
    rows = []
    for term in events.leaders.to_dict("records"):
        first = max(term["date_start"], start)
        last = min(term["date_end"] if pd.notna(term["date_end"]) else end, end)
        days = (last - first).days + 1
        if days < SHORT:
            continue
        acts = frame[frame["date_start"].between(first, last)]
        hostile = int((acts["sign"] == HOSTILE).sum())
        years = days / YEAR
        country = COUNTRIES[term["country"]]
        rows.append(
            {
                "country": _(country),
                "name": str(term["name"]).split(" (")[0],
                "date_start": first,
                "date_end": last,
                "years": years,
                "acts": len(acts),
                "acts_a_year": len(acts) / years,
                "hostile_a_year": hostile / years,
                "cooperative_a_year": (len(acts) - hostile) / years,
                "share_hostile": hostile / len(acts) if len(acts) else None,
                "deaths": int(acts["deaths"].fillna(0).sum()),
                "leader_id": term["leader_id"],
            }
        )
    columns = [
        "country",
        "name",
        "date_start",
        "date_end",
        "years",
        "acts",
        "acts_a_year",
        "hostile_a_year",
        "cooperative_a_year",
        "share_hostile",
        "deaths",
        "leader_id",
    ]
    return pd.DataFrame(rows, columns=columns)
