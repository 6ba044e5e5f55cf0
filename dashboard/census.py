"""The record's state in figures, and rows worth a look: what ``stats`` and ``check`` print, what pages and the README quote."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE, Events, split
from dashboard.language import _, long_month

ALIKE = 0.72  # likeness of two titles (0 to 1) from which two acts of one type and near days are worth a look
NEAR = 1  # days, also between the calendars of Seoul and of a publisher abroad


@dataclass(frozen=True)
class Census:
    """Figures of a record.

    by_decade, by_type   events by decade ('2010s') and by label of the type
    sources_per_row      mean number of source pages
    verified_twice       share of rows with two or more independent publishers (0 to 1)
    grave_once           rows of gravity high, with deaths or disputed that have one publisher only
    """

    version: str
    events: int
    hostile: int
    cooperative: int
    sources: int
    publishers: int
    links: int
    crises: int
    sources_per_row: float
    verified_twice: float
    grave_once: int
    placed: int
    first: pd.Timestamp
    last: pd.Timestamp
    by_decade: pd.Series
    by_type: pd.Series


def census(events: Events) -> Census:
    """Count a record."""
    frame = events.frame
    grave = (frame["gravity"] == "high") | (frame["attribution"] == "disputed") | frame["deaths"].gt(0).fillna(False)
    decade = (frame["date_start"].dt.year // 10 * 10).astype(str) + "s"
    return Census(
        version=events.version,
        events=len(frame),
        hostile=int((frame["sign"] == HOSTILE).sum()),
        cooperative=int((frame["sign"] == COOPERATIVE).sum()),
        sources=len(events.sources),
        publishers=events.sources["publisher"].nunique(),
        links=len(events.responses),
        crises=len(events.crises),
        sources_per_row=float(frame["source_ids"].map(lambda ids: len(split(ids))).mean()),
        verified_twice=float((frame["verified"] >= 2).mean()),
        grave_once=int((grave & (frame["verified"] < 2)).sum()),
        placed=int(frame["latitude"].notna().sum()),
        first=frame["date_start"].min(),
        last=pd.Timestamp(events.end),
        by_decade=decade.value_counts().sort_index(),
        by_type=frame["label"].value_counts(),
    )


def words(state: Census) -> str:
    """The state in one sentence, as the README and the method page say it."""
    return _(
        "{events:,} events from {first} to {day} {last}, {hostile:,} hostile and {cooperative:,} cooperative; {sources:,} source pages of {publishers:,} publishers, {verified_twice:.0%} of rows with two independent ones or more; {links:,} links from an act to its answer, each with the page that says so"
    ).format(
        events=state.events,
        first=long_month(state.first),
        day=state.last.day,
        last=long_month(state.last),
        hostile=state.hostile,
        cooperative=state.cooperative,
        sources=state.sources,
        publishers=state.publishers,
        verified_twice=state.verified_twice,
        links=state.links,
    )


def look_alikes(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs of event_ids that may tell one act twice: one type, a common initiator, days at most ``NEAR`` apart, titles much alike.

    frame: rows of ``Events.frame``. A pair is a place to look, not a fault: two launches in two days read alike.
    """
    pairs = []
    for __, rows in frame[frame["date_precision"] == "day"].groupby("event_type"):
        acts = rows[["event_id", "date_start", "title", "initiators"]].to_dict("records")
        for n, one in enumerate(acts):
            for other in acts[n + 1 :]:
                if (other["date_start"] - one["date_start"]).days > NEAR:
                    break
                likeness = SequenceMatcher(None, one["title"].lower(), other["title"].lower()).ratio()
                if likeness >= ALIKE and set(split(one["initiators"])) & set(split(other["initiators"])):
                    pairs.append((one["event_id"], other["event_id"]))
    return pairs


def ends_unseen(events: Events) -> list[str]:
    """The event_ids of rows that end after all their pages were printed, without a note that could say so.

    A page more than ``NEAR`` days older than a row's last day can only have announced that day. Rows with a page of
    unknown date are left out, and so are those with notes.
    """
    frame = events.frame
    printed = frame["source_ids"].map(split).explode().map(events.sources["published"])
    dated, latest = printed.notna().groupby(level=0).all(), printed.groupby(level=0).max()
    early = latest < frame["date_end"].fillna(frame["date_start"]) - pd.Timedelta(days=NEAR)
    return frame.loc[dated & early & (frame["notes"] == "") & (frame["date_precision"] == "day"), "event_id"].tolist()
