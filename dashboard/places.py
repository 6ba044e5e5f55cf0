"""Where things happened: events with a point, gathered by place, and the outlines that a map of them is drawn on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.contract import DATA_FOLDER
from dashboard.events import Events
from dashboard.language import N_

CREDIT = N_(
    "Outlines: Natural Earth, public domain. Demarcation line and zone: U.S. Department of State, Large Scale International Boundaries."
)
SAME_PLACE = 2  # decimals of a degree (about 1 km) within which points are one place on the map


@dataclass(frozen=True)
class Geometry:
    """The outlines of the map, as GeoJSON features: the two Koreas, the demarcation line, the zone's limits."""

    land: list[dict[str, Any]]
    lines: list[dict[str, Any]]


def read_geometry(folder: Path = DATA_FOLDER) -> Geometry:
    """Read the outlines that ship with the data. Raises OSError or ValueError if a file is missing or no GeoJSON."""
    land = json.loads((folder / "reference/korea_outline.geojson").read_text(encoding="utf-8"))
    lines = json.loads((folder / "reference/mdl_dmz.geojson").read_text(encoding="utf-8"))
    return Geometry(land["features"], lines["features"])


def placed(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """The events that have a point on the peninsula or its seas, one row each.

    Columns ``event_id``, ``date_start``, ``title``, ``sign``, ``score``, ``place_id`` (the point to ``SAME_PLACE`` decimals), ``place`` (the name most used for
    it), ``latitude``, ``longitude``, ``precision``. Events abroad and without a point are not here: ``left_out`` counts them.
    """
    here = frame[frame["geo_kind"].isin(["land", "sea", "line"])]
    lat, lon = here["latitude"].round(SAME_PLACE), here["longitude"].round(SAME_PLACE)
    rows = here[["event_id", "date_start", "title", "sign", "score"]].assign(
        place_id=lat.map("{:.2f}".format).astype("str") + "," + lon.map("{:.2f}".format).astype("str"),
        place=here["location"],
        latitude=lat,
        longitude=lon,
        precision=here["geo_precision"],
    )
    names = rows.groupby("place_id")["place"].agg(lambda names: names.value_counts().index[0])
    return rows.assign(place=rows["place_id"].map(names)).reset_index(drop=True)


def acts_by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """How many acts with a place began in each year: columns ``year`` (a number), ``sign``, ``acts``; only what occurs.

    rows: ``placed`` events.
    """
    years = rows.assign(year=rows["date_start"].dt.year)
    return years.groupby(["year", "sign"], as_index=False).size().rename(columns={"size": "acts"})


def left_out(frame: pd.DataFrame) -> tuple[int, int]:
    """How many events lie abroad, and how many have no point."""
    return int((frame["geo_kind"] == "abroad").sum()), int((frame["geo_kind"] == "").sum())
