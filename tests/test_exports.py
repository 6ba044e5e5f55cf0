"""Downloads: the same rows and columns in every format, and a CSV that comes back as it went."""

import io
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard import EventFilter, Events, load_events, read_events_csv
from dashboard.events import contract_columns, split
from dashboard.exports import FORMATS, export_frame, sources_csv, to_csv, to_json, to_parquet, to_xlsx
from tests.conftest import QUERIES

EVENTS = load_events()


@given(st.sets(st.integers(0, len(EVENTS.frame) - 1), max_size=40))
@settings(max_examples=20, deadline=None)
def test_csv_round_trip(tmp_path_factory, rows: set[int]):
    frame = EVENTS.frame.iloc[sorted(rows)].reset_index(drop=True)
    path = tmp_path_factory.mktemp("csv") / "events.csv"
    path.write_bytes(to_csv(EVENTS, frame))
    pd.testing.assert_frame_equal(read_events_csv(path), frame)


def test_the_whole_record_round_trips(events: Events, tmp_path):
    path = tmp_path / "all.csv"
    path.write_bytes(to_csv(events, events.frame))
    pd.testing.assert_frame_equal(read_events_csv(path), events.frame)


def test_csv_opens_in_a_spreadsheet(events: Events):
    content = to_csv(events, events.frame.head(3))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[0].split(",") == [*contract_columns(events.package), "score"]


@pytest.mark.parametrize("query", QUERIES)
def test_all_formats_hold_the_same_rows(events: Events, query: str):
    rows = EventFilter.from_query(query, events)[0].apply(events)
    ids = rows["event_id"].tolist()
    assert pd.read_csv(io.BytesIO(to_csv(events, rows)), dtype=str)["event_id"].tolist() == ids
    assert [row["event_id"] for row in json.loads(to_json(events, rows))] == ids
    assert pd.read_parquet(io.BytesIO(to_parquet(events, rows)))["event_id"].tolist() == ids
    book = pd.read_excel(io.BytesIO(to_xlsx(events, rows)), sheet_name=None, dtype=str)
    assert book["events"]["event_id"].tolist() == ids
    used = {s for cell in rows["source_ids"] for s in split(cell)}
    assert set(book["sources"]["source_id"]) == used
    assert set(pd.read_csv(io.BytesIO(sources_csv(events, rows)), dtype=str)["source_id"]) == used


def test_text_of_a_workbook_is_text_whatever_it_begins_with(events: Events):
    texts = ['=HYPERLINK("http://example.org","click") 1', "=1+1", "#N/A", "+1", "@SUM(A1)"]
    rows = events.frame.head(5).assign(title=texts)
    titles = load_workbook(io.BytesIO(to_xlsx(events, rows)))["events"]["E"][1:]
    assert [(cell.data_type, cell.value) for cell in titles] == [("s", text) for text in texts]


def test_json_lists_are_lists_and_unknown_is_null(events: Events):
    row = json.loads(to_json(events, events.frame[events.frame["event_id"] == "2023-hostile-states-speech"]))[0]
    assert row["initiators"] == ["PRK"] and row["deaths_kor"] is None and row["date_end"] is None
    assert row["date_start"] == "2023-12-30" and isinstance(row["source_ids"], list)


def test_columns_are_those_of_the_contract_and_the_score(events: Events):
    for make in (
        export_frame(events, events.frame.head(2)),
        pd.read_parquet(io.BytesIO(to_parquet(events, events.frame.head(2)))),
    ):
        assert list(make.columns) == [*contract_columns(events.package), "score"]
    assert set(FORMATS) == {"csv", "xlsx", "json", "parquet"}
