"""The record in memory: one immutable value that every session, chart and export reads.

``Events.frame`` holds one row an event: the columns of ``data/events.csv`` with typed values, and beside them what the
codebook says of the row's type (label, domain, sign, score, hostility level). Nothing downstream looks a code up again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pandas as pd

from dashboard.contract import (
    DATA_FOLDER,
    LIST_SEPARATOR,
    DataError,
    Tables,
    check_tables,
    read_checked,
    read_package,
    read_text_table,
)
from dashboard.language import ENGLISH, _, long_date, short_month

HOSTILE, COOPERATIVE = "hostile", "cooperative"
DEATHS = ("deaths_prk", "deaths_kor", "deaths_other")
_GRADES = {"low": "goldstein_low", "high": "goldstein_high"}


@dataclass(frozen=True)
class Events:
    """A loaded data package. Shared by all sessions: read it, never change it.

    frame      one row an event, ordered by date_start, then event_id; columns of the contract, then ``label``,
               ``domain``, ``sign`` (hostile or cooperative), ``goldstein`` (-10 … +10), ``score`` (its negative: up is
               worse), ``hostility_level`` (1 … 5), ``deaths`` (sum of the figures given; empty if none is)
    sources, responses, types, domains, actors, crises, leaders, gpr, hri   the other files, codes as index where unique
    package    the descriptor, datapackage.json
    files      the record as its files have it, if this one is ``spoken`` in another language
    """

    frame: pd.DataFrame
    sources: pd.DataFrame
    responses: pd.DataFrame
    types: pd.DataFrame
    domains: pd.DataFrame
    actors: pd.DataFrame
    crises: pd.DataFrame
    leaders: pd.DataFrame
    gpr: pd.DataFrame
    hri: pd.DataFrame
    package: dict[str, Any]
    files: Events | None = None

    @property
    def in_files(self) -> Events:
        """The record as its files have it, whatever language this one is read in: what downloads hold and searches look through."""
        return self.files or self

    def spoken(self, code: str) -> Events:
        """The record with titles, summaries, places, notes and all labels in a language of ``LANGUAGES``; rows and codes are the same."""
        files = self.in_files
        if code == ENGLISH:
            return files

        def put(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
            return table.assign(**{column: table[f"{column}_{code}"] for column in columns})

        types = put(files.types, "label", "definition", "edge_case", "low_when", "high_when")
        frame = put(files.frame, "title", "summary", "location", "notes")
        return replace(
            files,
            frame=frame.assign(label=frame["event_type"].map(types["label"])),
            types=types,
            domains=put(files.domains, "label", "description"),
            actors=put(files.actors, "name", "description"),
            crises=put(files.crises, "name", "description"),
            leaders=put(files.leaders, "name", "office"),
            files=files,
        )

    @cached_property
    def start(self) -> date:
        """First day that the record covers."""
        return date.fromisoformat(self.package["temporal"]["start"])

    @cached_property
    def end(self) -> date:
        """Last day that the record covers; after it, silence means nothing."""
        return date.fromisoformat(self.package["temporal"]["end"])

    @property
    def version(self) -> str:
        """Version of the data."""
        return str(self.package["version"])

    @cached_property
    def by_id(self) -> pd.DataFrame:
        """The frame with event_id as index, for looking single events up."""
        return self.frame.set_index("event_id", drop=False).rename_axis(None)

    def event(self, event_id: str) -> pd.Series:
        """One event as a row of the frame. Raises KeyError for an id that the record does not have."""
        return cast("pd.Series[Any]", self.by_id.loc[event_id])

    def sources_of(self, events: pd.DataFrame) -> pd.DataFrame:
        """The source rows that the given events use, in the order of the source file."""
        used = {s for ids in events["source_ids"] for s in split(ids)}
        return self.sources[self.sources.index.isin(used)]

    def answered_by(self, event_id: str) -> list[str]:
        """event_ids of what answered an event, earliest first."""
        return self._linked("answers_event_id", event_id, "event_id")

    def answers(self, event_id: str) -> list[str]:
        """event_ids of what an event answered, earliest first."""
        return self._linked("event_id", event_id, "answers_event_id")

    def neighbours(self, event_id: str) -> tuple[str, str]:
        """event_ids of the events before and after one in time ('' at the record's ends). Raises KeyError for no such event."""
        ids = list(self.by_id.index)
        if event_id not in self.by_id.index:
            raise KeyError(event_id)
        place = ids.index(event_id)
        return (str(ids[place - 1]) if place else "", str(ids[place + 1]) if place + 1 < len(ids) else "")

    def _linked(self, here: str, event_id: str, there: str) -> list[str]:
        linked = self.responses.loc[self.responses[here] == event_id, there]
        return list(self.by_id.loc[list(linked)].sort_values(["date_start", "event_id"]).index)

    def actor_names(self, codes: str) -> str:
        """Names of a list of actor codes, joined for reading: 'South Korea, United States'."""
        return ", ".join(str(self.actors["name"].get(c, c)) for c in split(codes))


def when(event: pd.Series) -> str:
    """The date of an event at its precision: '23 Nov 2010', 'Nov 2010', '20 Feb 2026 to 21 Feb 2026'."""
    start, end = event["date_start"], event["date_end"]
    if event["date_precision"] == "year":
        return str(start.year)
    written = short_month(start) if event["date_precision"] == "month" else long_date(start)
    return _("{start} to {end}").format(start=written, end=long_date(end)) if pd.notna(end) else written


def gravest(frame: pd.DataFrame) -> pd.DataFrame:
    """The hostile acts among rows of ``Events.frame``, gravest first: by score, then by deaths, then the latest."""
    return frame[frame["sign"] == HOSTILE].sort_values(
        ["score", "deaths", "date_start"], ascending=False, na_position="last"
    )


def split(cell: str) -> list[str]:
    """The codes of a cell that holds a list; an empty cell holds none."""
    return cell.split(LIST_SEPARATOR) if cell else []


def _typed(table: pd.DataFrame, fields: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Give the text cells of a table the types of its schema; text stays text, with empty strings for unknown."""
    columns = {}
    for field in fields:
        cells = table[field["name"]]
        if field["type"] == "date":
            columns[field["name"]] = pd.to_datetime(cells.where(cells != "", None), format="%Y-%m-%d").astype(
                "datetime64[us]"
            )
        elif field["type"] == "integer":
            columns[field["name"]] = pd.to_numeric(cells.where(cells != "", None)).astype("Int64")
        elif field["type"] == "number":
            columns[field["name"]] = pd.to_numeric(cells.where(cells != "", None)).astype("float64")
        else:
            columns[field["name"]] = cells.astype("str")
    return pd.DataFrame(columns).reset_index(drop=True)


def _fields(package: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return next(list(r["schema"]["fields"]) for r in package["resources"] if r["name"] == name)


def contract_columns(package: dict[str, Any]) -> list[str]:
    """Names of the columns of events.csv, in order."""
    return [f["name"] for f in _fields(package, "events")]


def _derive(frame: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """Put beside each event what the codebook says of it."""
    coded = types.loc[frame["event_type"]].reset_index(drop=True)
    goldstein = coded["goldstein"]
    for grade, column in _GRADES.items():
        goldstein = goldstein.where(frame["gravity"] != grade, coded[column])
    frame = frame.assign(
        label=coded["label"],
        domain=coded["domain"],
        sign=coded["goldstein"].lt(0).map({True: HOSTILE, False: COOPERATIVE}),
        goldstein=goldstein,
        score=-goldstein + 0.0,  # adding zero turns -0.0 into 0.0
        hostility_level=coded["hostility_level"],
        deaths=frame[list(DEATHS)].sum(axis=1, min_count=1).astype("Int64"),
    )
    return frame.sort_values(["date_start", "event_id"], kind="stable", ignore_index=True)


def load_events(folder: Path | str = DATA_FOLDER) -> Events:
    """Load the data package of a folder, after checking all of it.

    Raises DataError, with every fault by file, line, column, value and rule, if anything is wrong.
    """
    tables, package, faults = read_checked(Path(folder))
    if faults:
        raise DataError(faults)
    typed = {name: _typed(table, _fields(package, name)) for name, table in tables.items()}
    types = typed["event_types"].set_index("event_type", drop=False)
    return Events(
        frame=_derive(typed["events"], types),
        sources=typed["sources"].set_index("source_id", drop=False),
        responses=typed["responses"],
        types=types,
        domains=typed["domains"].set_index("domain", drop=False),
        actors=typed["actors"].set_index("code", drop=False),
        crises=typed["crises"].set_index("crisis_id", drop=False),
        leaders=typed["leaders"].set_index("leader_id", drop=False),
        gpr=typed["gpr_korea_monthly"],
        hri=typed["hri_peace_index_readings"],
        package=package,
    )


def read_events_csv(path: Path | str, folder: Path | str = DATA_FOLDER) -> pd.DataFrame:
    """Read one CSV of events, such as a download, as a frame like ``Events.frame``.

    The rows are checked against the codebook of ``folder``; columns beyond the contract (``score``) are passed over
    and computed afresh. Raises DataError with every fault.
    """
    path = Path(path)
    package = read_package(Path(folder))
    table, faults = read_text_table(path, path.name)
    tables: Tables = {"events": table}
    for resource in package["resources"]:
        if resource["name"] in ("event_types", "domains", "actors"):
            tables[resource["name"]], broken = read_text_table(Path(folder) / resource["path"], resource["path"])
            faults += broken
    own = {
        **package,
        "resources": [dict(r, path=path.name) if r["name"] == "events" else r for r in package["resources"]],
    }
    if not faults:
        faults = [f for f in check_tables(tables, own, extra_columns=True) if f.file == path.name]
    if faults:
        raise DataError(faults)
    types = _typed(tables["event_types"], _fields(package, "event_types")).set_index("event_type", drop=False)
    return _derive(_typed(table, _fields(package, "events")), types)
