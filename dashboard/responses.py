"""What answered what: the links of ``data/responses.csv`` as a graph, its chains, and what all answers come to.

A link stands here only because a source reports one act as an answer to another. Acts that merely came later are not linked,
and a missing link proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy.stats import binomtest

from dashboard.crises import FOUNDING_STORY, holds_story
from dashboard.events import COOPERATIVE, HOSTILE, Events, split, when
from dashboard.filters import EventFilter
from dashboard.language import N_, _

EQUAL = 1.0  # points of score within which an answer counts as equal to its act: half a step between most types
LEAST = 3  # acts of which a path is called a chain
NEW = 0.5  # share of a listed chain's acts that no chain before it in the list has
BOOTSTRAPS = 1000
SEED = 1953
INTERVAL = (0.025, 0.975)
COMPARISONS = ("harsher", "equal", "milder")
GROUPS = {"dyad": N_("Who answers whom"), "act": N_("Type of act"), "answer": N_("Type of answer")}
# Fields of a filter that choose answers by who answers whom and when. All others choose them by what they are, and so decide how
# many are harsh or cooperative before any is counted.
WHO_AND_WHEN = ("start", "end", "actor", "initiator", "target", "dyad")
FOUNDING = "founding"  # the chain that is shown where nobody has chosen


def graph(events: Events, frame: pd.DataFrame | None = None) -> nx.DiGraph[str]:
    """The links as a directed graph from act to answer; nodes are event_ids, only of ``frame`` if it is given."""
    links = events.responses
    if frame is not None:
        known = set(frame["event_id"])
        links = links[links["event_id"].isin(known) & links["answers_event_id"].isin(known)]
    out: nx.DiGraph[str] = nx.DiGraph()
    out.add_edges_from(zip(links["answers_event_id"], links["event_id"], strict=True))
    return out


def chain_of(events: Events, text: str) -> list[str]:
    """The events of a chain that an address names, in order of time.

    text: 'first..last', the longest path of answers between two events; one event_id, all that led to it and all that followed
    from it; ``FOUNDING``, the story that the project began with and what was answered on its way. Raises ValueError, saying what
    is wrong, for anything else.
    """
    links = graph(events)
    if text == FOUNDING:
        if not holds_story(events):
            raise ValueError(_("this record does not hold the story of 2023"))
        first = FOUNDING_STORY[0]
        followed = nx.descendants(links, first) if first in links else set()
        last = events.event(FOUNDING_STORY[-1])["date_start"]
        return _in_time(events, {e for e in followed if events.event(e)["date_start"] <= last} | set(FOUNDING_STORY))
    first, dots, last = text.partition("..")
    for event_id in (first, last) if dots else (first,):
        if event_id not in events.by_id.index:
            raise ValueError(_("“{event_id}” is no event of the record").format(event_id=event_id[:60]))
    if not dots:
        around = nx.ancestors(links, first) | nx.descendants(links, first) if first in links else set()
        return _in_time(events, around | {first})
    if first not in links or last not in links or not nx.has_path(links, first, last):
        raise ValueError(
            _("no chain of answers leads from “{first}” to “{last}”").format(first=first[:60], last=last[:60])
        )
    between = (nx.descendants(links, first) | {first}) & (nx.ancestors(links, last) | {last})
    return list(nx.dag_longest_path(links.subgraph(between)))


def _in_time(events: Events, event_ids: set[str]) -> list[str]:
    return list(events.by_id.loc[list(event_ids)].sort_values(["date_start", "event_id"]).index)


def chains(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """The chains of answers among some events, longest first.

    A chain is a path of acts each of which answers the one before, from an act that answers none to one that none answers. Of
    chains that share more than half of their acts only the longest is listed. Columns ``chain`` (its text for ``chain_of``), ``event_ids``,
    ``acts`` (how many), ``start``, ``end`` (dates), ``days`` (from its first act to its last; empty unless both are known to the
    day), ``climb`` (points by which its gravest act outdoes its first;
    0 if none does), ``title`` (of its gravest act).
    """
    links = graph(events, frame)
    longest: dict[str, list[str]] = {}
    for node in nx.topological_sort(links):
        before = [longest[p] for p in sorted(links.predecessors(node))]
        longest[node] = [*max(before, key=len, default=[]), node]
    ends = [longest[node] for node in links if links.out_degree(node) == 0]
    acts = events.by_id.loc[list(links), ["date_start", "date_precision", "score", "title"]].to_dict("index")
    rows: list[dict[str, object]] = []
    seen: set[str] = set()
    for path in sorted(ends, key=lambda path: (-len(path), path)):
        if len(path) < LEAST:
            break
        if len(set(path) - seen) < NEW * len(path):
            continue
        seen |= set(path)
        worst = max((acts[event_id] for event_id in path), key=lambda act: act["score"])
        first, last = acts[path[0]], acts[path[-1]]  # no answer starts before its act
        start, end = first["date_start"], last["date_start"]
        known = first["date_precision"] == last["date_precision"] == "day"
        rows.append(
            {
                "chain": f"{path[0]}..{path[-1]}",
                "event_ids": tuple(path),
                "acts": len(path),
                "start": start,
                "end": end,
                "days": (end - start).days if known else None,
                "climb": max(float(worst["score"] - first["score"]), 0.0),
                "title": str(worst["title"]),
            }
        )
    columns = ["chain", "event_ids", "acts", "start", "end", "days", "climb", "title"]
    return pd.DataFrame(rows, columns=columns).astype({"days": "Int64"})


def chain_table(events: Events, event_ids: Sequence[str]) -> pd.DataFrame:
    """The acts of a chain, one row each, in order of time.

    Columns ``number`` (1, 2, …), ``event_id``, ``date_start``, ``date_precision``, ``when`` (the date in words, at its precision), ``title``, ``label``, ``sign``, ``score``, ``sum`` (of the scores so far),
    ``lane`` (whose act: one actor, 'Together' for a joint act; of several the first), ``gap`` (days since the act before,
    counted from the dates as they are written: what the axis is drawn by), ``days`` (the same; empty unless both are known to the day).
    """
    acts = events.by_id.loc[list(event_ids)].sort_values(["date_start", "event_id"]).reset_index(drop=True)
    gap, known = acts["date_start"].diff().dt.days.astype("Int64"), acts["date_precision"] == "day"
    return pd.DataFrame(
        {
            "number": np.arange(1, len(acts) + 1),
            "event_id": acts["event_id"],
            "date_start": acts["date_start"],
            "date_precision": acts["date_precision"],
            "when": [when(act) for __, act in acts.iterrows()],
            "title": acts["title"],
            "label": acts["label"],
            "sign": acts["sign"],
            "score": acts["score"],
            "sum": acts["score"].cumsum(),
            "lane": [_lane(events, i, t) for i, t in zip(acts["initiators"], acts["targets"], strict=True)],
            "gap": gap.fillna(0).astype(int),
            "days": gap.where(known & known.shift(fill_value=False)),
        }
    )


def _lane(events: Events, initiators: str, targets: str) -> str:
    doers = split(initiators)
    return _("Together") if len(doers) > 1 and not targets else events.actor_names(doers[0])


def chain_links(events: Events, event_ids: Sequence[str]) -> pd.DataFrame:
    """The links within a chain: columns ``answers_event_id``, ``event_id``, ``source_id`` (the page that says so)."""
    inside = events.responses["event_id"].isin(event_ids) & events.responses["answers_event_id"].isin(event_ids)
    return events.responses[inside].reset_index(drop=True)


# ---- what all answers come to ----------------------------------------------------------------------------------------


def answers(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """One row a link whose answer is among some events.

    Columns ``answers_event_id``, ``event_id``, ``days`` (from act to answer; empty unless both are known to the day), ``dyad`` (whose
    answer to whom: 'South Korea to North Korea'; lanes as in ``chain_table``), ``answerer``, ``act`` and ``answer`` (labels of
    the types), ``act_sign``, ``answer_sign``, ``difference`` (score of the answer less that of the act), ``compared`` (one of
    ``COMPARISONS``: within ``EQUAL`` points is equal).
    """
    links = events.responses[events.responses["event_id"].isin(frame["event_id"])].reset_index(drop=True)
    act = events.by_id.loc[links["answers_event_id"]].reset_index(drop=True)
    answer = events.by_id.loc[links["event_id"]].reset_index(drop=True)
    known = (act["date_precision"] == "day") & (answer["date_precision"] == "day")
    difference = (answer["score"] - act["score"]).round(6)
    first, second = (
        pd.Series([_lane(events, i, t) for i, t in zip(rows["initiators"], rows["targets"], strict=True)])
        for rows in (answer, act)
    )
    return links[["answers_event_id", "event_id"]].assign(
        days=(answer["date_start"] - act["date_start"]).dt.days.astype("Int64").where(known),
        dyad=[
            _("{answerer} to {other}").format(answerer=one, other=other)
            if one != other
            else _("{answerer}, following its own act").format(answerer=one)
            for one, other in zip(first, second, strict=True)
        ],
        answerer=first,
        act=act["label"],
        answer=answer["label"],
        act_sign=act["sign"],
        answer_sign=answer["sign"],
        difference=difference,
        compared=np.select([difference > EQUAL, difference < -EQUAL], ["harsher", "milder"], "equal"),
    )


def chosen_by_kind(wanted: EventFilter) -> bool:
    """Whether a filter chooses answers by what they are, so that shares of them say what was asked for and nothing of the record."""
    blank: dict[str, Any] = {field: getattr(EventFilter(), field) for field in WHO_AND_WHEN}
    return bool(replace(wanted, **blank))


def pace(links: pd.DataFrame, by: str, *, least: int = 5) -> pd.DataFrame:
    """Median days from act to answer by a column of ``answers``, fastest first; groups with fewer than ``least`` are left out.

    Columns ``group``, ``n``, ``median``, ``low``, ``high`` (95% of medians of resampled answers, seeded). A group 'All' stands first.
    """
    known = links.dropna(subset=["days"])
    rows = []
    for name, days in [(_("All"), known["days"]), *known.groupby(by)["days"]]:
        values = days.to_numpy(dtype=float)
        if len(values) < least:
            continue
        # Anew for each group: which comes first hangs on its name in the language spoken.
        draw = np.random.default_rng(SEED)
        again = np.median(draw.choice(values, (BOOTSTRAPS, len(values))), axis=1)
        low, high = np.quantile(again, INTERVAL)
        rows.append((name, len(values), float(np.median(values)), float(low), float(high)))
    out = pd.DataFrame(rows, columns=["group", "n", "median", "low", "high"])
    order = out["group"].ne(_("All"))
    return out.assign(order=order).sort_values(["order", "median", "group"], ignore_index=True).drop(columns="order")


def harshness(links: pd.DataFrame, by: str, *, least: int = 5) -> pd.DataFrame:
    """How often answers were harsher than, equal to or milder than their acts, by a column of ``answers``; most often first.

    Columns ``group``, ``compared``, ``n`` (of the group), ``count``, ``share`` (0 to 1), ``low``, ``high`` (95% Wilson interval).
    Groups with fewer than ``least`` answers are left out; a group 'All' stands first.
    """
    rows = []
    groups = sorted(links.groupby(by), key=lambda group: (-len(group[1]), str(group[0])))
    for name, mine in [(_("All"), links), *groups]:
        if len(mine) < least:
            continue
        for compared in COMPARISONS:
            count = int((mine["compared"] == compared).sum())
            rows.append((name, compared, len(mine), count, *_share(count, len(mine))))
    return pd.DataFrame(rows, columns=["group", "compared", "n", "count", "share", "low", "high"])


def breakers(links: pd.DataFrame, *, least: int = 5) -> pd.DataFrame:
    """Who turned a chain: answered hostile acts with cooperative ones, or cooperative acts with hostile ones.

    Columns ``answerer``, ``turn`` ('to cooperation' or 'to hostility'), ``n`` (answers to acts of the other sign), ``count``, ``share``,
    ``low``, ``high`` (95% Wilson interval); who answered fewer than ``least`` such acts is left out, and so are joint acts,
    which answer nobody alone. Turns to cooperation come first.
    """
    rows = []
    links = links[links["answerer"] != _("Together")]
    for turn, was, became in ((_("to cooperation"), HOSTILE, COOPERATIVE), (_("to hostility"), COOPERATIVE, HOSTILE)):
        for name, mine in links[links["act_sign"] == was].groupby("answerer"):
            if len(mine) >= least:
                count = int((mine["answer_sign"] == became).sum())
                rows.append((name, turn, len(mine), count, *_share(count, len(mine))))
    out = pd.DataFrame(rows, columns=["answerer", "turn", "n", "count", "share", "low", "high"])
    first = out["turn"] == _("to cooperation")
    return (
        out.assign(first=first)
        .sort_values(["first", "share", "n"], ascending=False, kind="stable", ignore_index=True)
        .drop(columns="first")
    )


def _share(count: int, n: int) -> tuple[float, float, float]:
    spread = binomtest(count, n).proportion_ci(method="wilson")
    return count / n, float(spread.low), float(spread.high)
