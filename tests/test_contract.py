"""The data contract: the shipped package is right, and every fault of a broken one is named, all in one run."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import frictionless
import pytest

from dashboard import DataError, check_package, load_events
from dashboard.contract import DATA_FOLDER, Fault

Rows = list[dict[str, str]]


def edit(folder: Path, file: str, change: Callable[[Rows], None]) -> None:
    """Change a CSV of a package through its rows."""
    path = folder / file
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        names, rows = list(reader.fieldnames or []), list(reader)
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def found(faults: list[Fault], line: int, column: str, words: str) -> bool:
    return any(f.line == line and f.column == column and words in f.rule for f in faults)


def test_shipped_package_is_right():
    assert check_package() == []


def test_shipped_package_is_valid_by_the_standard():
    report = frictionless.validate(str(DATA_FOLDER / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:10]
    assert {task.name for task in report.tasks} >= {
        "events",
        "sources",
        "responses",
        "event_types",
        "gpr_korea_monthly",
        "hri_peace_index_readings",
    }


def test_every_fault_is_named_in_one_run(package_copy: Path):
    """Six faults in six rows, as an issue once asked for them: each is reported by line, column and rule."""

    def spoil(rows: Rows) -> None:
        rows[0]["date_start"] = "1945-13-40"
        rows[1]["initiators"] = "PRK;XXX"
        rows[2]["latitude"], rows[2]["longitude"], rows[2]["geo_precision"], rows[2]["location"] = (
            "95",
            "127",
            "site",
            "Nowhere",
        )
        rows[3]["event_id"] = rows[4]["event_id"]
        rows[5]["source_ids"] = "no-such-source"

    edit(package_copy, "events.csv", spoil)
    edit(
        package_copy,
        "sources.csv",
        lambda rows: rows.append({**rows[0], "source_id": "an-orphan", "url": "https://example.org/"}),
    )
    edit(
        package_copy,
        "responses.csv",
        lambda rows: rows.append(
            {
                "event_id": "2010-cheonan-corvette-sinking",
                "answers_event_id": "2023-hostile-states-speech",
                "source_id": "",
            }
        ),
    )
    sources = len((package_copy / "sources.csv").read_text(encoding="utf-8").splitlines())
    responses = len((package_copy / "responses.csv").read_text(encoding="utf-8").splitlines())
    faults = check_package(package_copy)
    assert found(faults, 2, "date_start", "a date that exists")
    assert found(faults, 3, "initiators", "no such code in actors.csv")
    assert found(faults, 4, "latitude", "between -90 and 90")
    assert found(faults, 6, "event_id", "unique")
    assert found(faults, 7, "source_ids", "no such source_id in sources.csv")
    assert found(faults, sources, "source_id", "no event uses this source")
    assert found(faults, responses, "event_id", "must not start before what it answers")
    assert found(faults, responses, "source_id", "must not be empty")


EVENT_FAULTS = [
    ({"date_end": "1945-01-01"}, "date_end", "later than date_start"),
    ({"date_start": "2026-11-01"}, "date_start", "after the record's end"),
    ({"date_start": "1945-08-01"}, "date_start", "before the record's start"),
    ({"date_precision": "month", "date_start": "1946-03-02", "date_end": ""}, "date_start", "first of the month"),
    ({"date_precision": "week"}, "date_precision", "one of day, month, year"),
    ({"title": ""}, "title", "must not be empty"),
    ({"title": "x" * 91}, "title", "at most 90 characters"),
    ({"summary": "two\nlines"}, "summary", "line break"),
    ({"title": "a bell \x07 rings"}, "title", "control character"),
    ({"notes": "x" * 32_768, "notes_ko": "x"}, "notes", "at most 32,767 characters"),
    ({"summary": " leading"}, "summary", "begin or end with a space"),
    ({"event_type": "policy_change"}, "event_type", "no such event_type"),
    ({"initiators": "PRK", "targets": "PRK"}, "targets", "initiator and target at once"),
    ({"initiators": "PRK;PRK"}, "initiators", "repeated"),
    ({"deaths_kor": "3", "deaths_low": "", "deaths_high": ""}, "deaths_low", "must be filled"),
    ({"deaths_kor": "3", "deaths_low": "4", "deaths_high": "9"}, "deaths_low", "must not exceed"),
    ({"deaths_kor": "3", "deaths_low": "1", "deaths_high": "2"}, "deaths_high", "must not be less than the sum"),
    ({"deaths_kor": "three"}, "deaths_kor", "whole number"),
    ({"deaths_kor": "-1"}, "deaths_kor", "at least 0"),
    ({"latitude": "38", "longitude": ""}, "longitude", "go together"),
    (
        {"location": "Korea", "latitude": "38", "longitude": "127", "geo_precision": "country"},
        "latitude",
        "country's middle",
    ),
    ({"event_type": "nuclear_test", "gravity": "high"}, "gravity", "no rule for gravity high"),
    ({"source_ids": ""}, "source_ids", "must not be empty"),
    ({"event_id": "Not A Slug"}, "event_id", "must match"),
    ({"title_ko": ""}, "title_ko", "must not be empty"),
    ({"summary_ko": "no Korean at all"}, "summary_ko", "must match"),
    ({"location": "Seoul", "location_ko": ""}, "location_ko", "filled where location is"),
    ({"notes": "A doubt.", "notes_ko": ""}, "notes_ko", "filled where notes is"),
    ({"verified": "9"}, "verified", "number of independent publishers"),
    ({"revised": ""}, "revised", "must not be empty"),
    ({"location": "Sea", "latitude": "20", "longitude": "127", "geo_kind": "sea"}, "latitude", "outside the peninsula"),
    ({"location": "DMZ", "latitude": "36", "longitude": "127", "geo_kind": "line"}, "latitude", "off the demarcation"),
    ({"location": "X", "latitude": "37.5", "longitude": "127", "geo_kind": "abroad"}, "geo_kind", "not abroad"),
    ({"latitude": "38", "longitude": "127", "geo_kind": ""}, "geo_kind", "filled where coordinates are"),
    ({"title": "President Obama orders a march"}, "title", "not in office"),
]


@pytest.mark.parametrize(("change", "column", "words"), EVENT_FAULTS)
def test_faults_of_an_event(package_copy: Path, change: dict[str, str], column: str, words: str):
    edit(package_copy, "events.csv", lambda rows: rows[1].update(change))
    assert found(check_package(package_copy), 3, column, words)


def test_faults_of_other_files(package_copy: Path):
    edit(package_copy, "event_types.csv", lambda rows: rows[0].update(goldstein_low="2"))
    edit(package_copy, "crises.csv", lambda rows: rows[0].update(date_start="1950-01-01"))
    edit(package_copy, "leaders.csv", lambda rows: rows[0].update(date_end="2020-01-01"))
    edit(package_copy, "sources.csv", lambda rows: rows[1].update(url=rows[0]["url"]))
    edit(package_copy, "responses.csv", lambda rows: rows[0].update(event_id=rows[0]["answers_event_id"]))
    faults = check_package(package_copy)
    assert found(faults, 2, "goldstein_low", "one sign")
    assert found(faults, 2, "date_start", "start_event began")
    assert found(faults, 2, "date_end", "overlaps")
    assert found(faults, 3, "url", "unique")
    assert found(faults, 2, "event_id", "cannot answer itself")


def test_faults_of_form(package_copy: Path):
    with (package_copy / "events.csv").open("a", encoding="utf-8") as file:
        file.write("one,two\n")
    (package_copy / "leaders.csv").unlink()
    (package_copy / "domains.csv").write_bytes(b"\xff\xfe\x00")
    text = (package_copy / "actors.csv").read_text(encoding="utf-8")
    (package_copy / "actors.csv").write_text(text.replace("code,name,side", "code,name,flank"), encoding="utf-8")
    faults = check_package(package_copy)
    written = (package_copy / "events.csv").read_text(encoding="utf-8").splitlines()
    lines, rule = len(written), f"the row has 2 cells, the header {written[0].count(',') + 1}"
    assert any(f.file == "events.csv" and f.line == lines and f.rule == rule for f in faults)
    assert any(f.file == "leaders.csv" and "no such file" in f.rule for f in faults)
    assert any(f.file == "domains.csv" and "not readable" in f.rule for f in faults)
    assert found(faults, 1, "side", "missing") and found(faults, 1, "flank", "no such column")


def test_broken_descriptor_is_named(package_copy: Path, tmp_path: Path):
    (package_copy / "datapackage.json").write_text("{", encoding="utf-8")
    assert "no valid JSON" in check_package(package_copy)[0].rule
    (package_copy / "datapackage.json").write_text("[]", encoding="utf-8")
    assert "list of resources" in check_package(package_copy)[0].rule
    assert "no such file" in check_package(tmp_path / "nowhere")[0].rule


DESCRIPTOR_FAULTS = [
    (lambda package: package["resources"].pop(), "resources", "is missing"),
    (lambda package: package["resources"][0].pop("path"), "resources", "needs name, path"),
    (lambda package: package["resources"][0]["schema"]["fields"][0].pop("name"), "resources", "needs name, path"),
    (lambda package: package["temporal"].update(start="long ago"), "temporal.start", "a date that exists"),
    (lambda package: package.pop("temporal"), "temporal.end", "a date that exists"),
    (lambda package: package.pop("version"), "version", "must not be empty"),
    (lambda package: package.pop("title"), "title", "must not be empty"),
    (lambda package: package.pop("contributors"), "contributors", "somebody with a title"),
    (lambda package: package.update(contributors=[{}]), "contributors", "somebody with a title"),
    (lambda package: package.update(created="unknown"), "created", "begin with a date"),
    (lambda package: package["resources"][0].pop("title"), "events.title", "must not be empty"),
    (lambda package: field(package, "title").pop("description"), "events.title.description", "must not be empty"),
    (lambda package: field(package, "geo_kind").update(name="kind"), "events.geo_kind", "must be described"),
    (lambda package: field(package, "deaths_kor").update(type="string"), "events.deaths_kor", "with type integer"),
    (lambda package: limit(package, pattern="["), "events.title.constraints.pattern", "regular expression"),
    (lambda package: limit(package, enum=[1]), "events.title.constraints.enum", "list of texts"),
    (lambda package: limit(package, maxLength="9"), "events.title.constraints.maxLength", "whole number"),
    (lambda package: limit(package, minimum="x"), "events.title.constraints.minimum", "must be a number"),
    (
        lambda package: field(package, "date_end")["constraints"].update(minimum=3),
        "events.date_end.constraints.minimum",
        "a date that exists",
    ),
    (lambda package: field(package, "title").update(constraints=[]), "events.title.constraints", "must be an object"),
    (
        lambda package: package["resources"][0]["schema"].update(primaryKey=["event_id", "none"]),
        "events.primaryKey",
        "no such field",
    ),
]


def field(package: dict, name: str) -> dict:
    """A field of events.csv as the descriptor has it."""
    return next(f for f in package["resources"][0]["schema"]["fields"] if f["name"] == name)


def limit(package: dict, **rules: object) -> None:
    """Put other rules on the title of an event."""
    field(package, "title")["constraints"].update(rules)


@pytest.mark.parametrize(("spoil", "column", "words"), DESCRIPTOR_FAULTS)
def test_faults_of_the_descriptor(package_copy: Path, spoil: Callable[[dict], object], column: str, words: str):
    path = package_copy / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    spoil(package)
    path.write_text(json.dumps(package), encoding="utf-8")
    assert found(check_package(package_copy), 0, column, words)


def test_files_without_rows_or_with_a_column_twice_are_named(package_copy: Path):
    (package_copy / "leaders.csv").write_text("", encoding="utf-8")
    events = (package_copy / "events.csv").read_text(encoding="utf-8")
    (package_copy / "events.csv").write_text(events.splitlines()[0] + "\n", encoding="utf-8")
    domains = (package_copy / "domains.csv").read_text(encoding="utf-8")
    (package_copy / "domains.csv").write_text(domains.replace("label_ko", "label", 1), encoding="utf-8")
    faults = check_package(package_copy)
    assert any(f.file == "leaders.csv" and "the file is empty" in f.rule for f in faults)
    assert any(f.file == "events.csv" and "has no event" in f.rule for f in faults)
    assert found(faults, 1, "label", "stands twice") and found(faults, 1, "label_ko", "missing")


def test_a_row_whose_key_of_several_columns_stands_twice_is_named(package_copy: Path):
    file = "reference/hri_peace_index_readings.csv"
    edit(package_copy, file, lambda rows: rows.append({**rows[0], "value": "1"}))
    edit(package_copy, "responses.csv", lambda rows: rows.insert(1, rows[0]))
    faults = check_package(package_copy)
    lines = len((package_copy / file).read_text(encoding="utf-8").splitlines())
    assert found(faults, lines, "quarter, component", "unique together")
    assert found(faults, 3, "event_id, answers_event_id", "unique together")


def test_a_key_of_one_column_is_unique_whether_the_field_says_so_or_not(package_copy: Path):
    path = package_copy / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    del field(package, "event_id")["constraints"]["unique"]
    path.write_text(json.dumps(package), encoding="utf-8")
    edit(package_copy, "events.csv", lambda rows: rows[3].update(event_id=rows[2]["event_id"]))
    assert found(check_package(package_copy), 5, "event_id", "unique")


def test_a_month_of_the_press_measure_must_exist(package_copy: Path):
    edit(package_copy, "reference/gpr_korea_monthly.csv", lambda rows: rows[-1].update(month="2026-13"))
    faults = check_package(package_copy)
    assert [(f.column, f.rule) for f in faults] == [("month", "must be a month that exists, written YYYY-MM")]


def test_a_folder_in_the_place_of_a_file_is_no_file(package_copy: Path):
    (package_copy / "leaders.csv").unlink()
    (package_copy / "leaders.csv").mkdir()
    assert "leaders.csv: no such file" in map(str, check_package(package_copy))


def test_answers_that_go_in_a_circle_are_named(package_copy: Path):
    with (package_copy / "events.csv").open(encoding="utf-8", newline="") as file:
        day = {row["event_id"]: row["date_start"] for row in csv.DictReader(file)}
    lines: list[int] = []

    def turn_back(rows: Rows) -> None:
        n, link = next((n, r) for n, r in enumerate(rows) if day[r["event_id"]] == day[r["answers_event_id"]])
        rows.append({**link, "event_id": link["answers_event_id"], "answers_event_id": link["event_id"]})
        lines.extend([n + 2, len(rows) + 1])

    edit(package_copy, "responses.csv", turn_back)
    faults = check_package(package_copy)
    assert all(found(faults, line, "event_id", "in a circle") for line in lines)


def test_a_leader_without_a_name_is_a_fault_and_no_end(package_copy: Path):
    edit(package_copy, "leaders.csv", lambda rows: rows[-1].update(name="", name_ko=""))
    assert any(f.file == "leaders.csv" and f.column == "name" for f in check_package(package_copy))


def test_loading_a_broken_package_raises_with_all_faults(package_copy: Path):
    edit(package_copy, "events.csv", lambda rows: [row.update(event_type="nonsense") for row in rows[:3]] and None)
    with pytest.raises(DataError) as raised:
        load_events(package_copy)
    assert len(raised.value.faults) == 3
    assert "events.csv:2: event_type: 'nonsense'" in str(raised.value)


def test_descriptor_dates_hold_the_record():
    package = json.loads((DATA_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    events = load_events()
    assert package["temporal"]["start"] <= str(events.frame["date_start"].min().date())
    assert str(events.frame["date_start"].max().date()) <= package["temporal"]["end"]
