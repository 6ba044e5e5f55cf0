"""What leaves the house: the rows in view as CSV, Excel, JSON and Parquet, and the pages that prove them.

All formats hold the same rows and the same columns: those of the contract, then ``score``.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from itertools import chain

import pandas as pd

from dashboard.events import Events, contract_columns

SCORE = "score"


def export_frame(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that a download holds, dates as ISO text: the contract's columns and ``score``."""
    out = _in_files(events, frame)[[*contract_columns(events.package), SCORE]].reset_index(drop=True)
    for column in ("date_start", "date_end", "revised"):
        out[column] = out[column].dt.strftime("%Y-%m-%d").fillna("")
    return out


def _in_files(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows as the files have them: a download is the same in every language."""
    if events is events.in_files:
        return frame
    return events.in_files.by_id.loc[frame["event_id"]].reset_index(drop=True)


def to_csv(events: Events, frame: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with a byte-order mark, by which spreadsheets know the encoding; ``read_events_csv`` reads it back."""
    return export_frame(events, frame).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def to_xlsx(events: Events, frame: pd.DataFrame) -> bytes:
    """An Excel workbook: the events, their sources, and a sheet that says what it is."""
    buffer = io.BytesIO()
    about = pd.DataFrame(
        {
            "About": [
                events.package["title"],
                f"Version {events.version}; the record ends on {events.end.isoformat()}",
                f"{len(frame)} events",
                "Licence: CC BY 4.0",
                "Score: up is worse (the negative of a Goldstein-style score)",
            ]
        }
    )
    with pd.ExcelWriter(buffer, engine="openpyxl") as book:
        export_frame(events, frame).to_excel(book, sheet_name="events", index=False, freeze_panes=(1, 1))
        sources_frame(events, frame).to_excel(book, sheet_name="sources", index=False, freeze_panes=(1, 1))
        about.to_excel(book, sheet_name="about", index=False)
        for sheet in book.book.worksheets:
            for cell in chain.from_iterable(sheet.iter_rows()):
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # text stays text: "=1+1" would be a formula, "#N/A" an error
    return buffer.getvalue()


def to_json(events: Events, frame: pd.DataFrame) -> bytes:
    """A JSON list, one object an event; unknown is null, lists are lists."""
    rows = json.loads(export_frame(events, frame).to_json(orient="records"))
    for row in rows:
        for column in ("initiators", "targets", "source_ids"):
            row[column] = row[column].split(";") if row[column] else []
        for column, value in row.items():
            row[column] = None if value == "" else value
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def to_parquet(events: Events, frame: pd.DataFrame) -> bytes:
    """Parquet, with real dates and nullable integers."""
    buffer = io.BytesIO()
    _in_files(events, frame)[[*contract_columns(events.package), SCORE]].to_parquet(buffer, index=False)
    return buffer.getvalue()


def sources_frame(events: Events, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of sources.csv that the events use."""
    out = events.sources_of(frame).reset_index(drop=True)
    return out.assign(published=out["published"].dt.strftime("%Y-%m-%d").fillna(""))


def sources_csv(events: Events, frame: pd.DataFrame) -> bytes:
    """The sources of just these events, as CSV like ``to_csv``."""
    return sources_frame(events, frame).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


Exporter = Callable[[Events, pd.DataFrame], bytes]

# Suffix -> (what readers call it, how it is made, its media type)
FORMATS: dict[str, tuple[str, Exporter, str]] = {
    "csv": ("CSV", to_csv, "text/csv"),
    "xlsx": ("Excel", to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", to_json, "application/json"),
    "parquet": ("Parquet", to_parquet, "application/vnd.apache.parquet"),
}
