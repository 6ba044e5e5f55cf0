"""The data contract: what makes a data package right, and every fault of one that is wrong.

The rules of single columns have one home, the Table Schema in ``data/datapackage.json``; here they become pandera
schemas. What the standard cannot say (rules across columns, across rows and across files) is written below, a rule
a line. A check never stops at the first fault: it names all of them by file, line, column, value and rule.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pandera.pandas as pa

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"
LIST_SEPARATOR = ";"
MOST_IN_CELL = 32_767  # characters that a cell of a spreadsheet holds; a longer text would be cut in the Excel download
CONTROL = r"[\x00-\x1f\x7f-\x9f]"  # signs that no text has and that no workbook may hold

Tables = dict[str, pd.DataFrame]
Box = tuple[float, float, float, float]  # degrees: south, north, west, east

# Where points may lie. The line's box is that of the course in the map data (126.7 to 128.4 east) and the estuary west of it.
PENINSULA: Box = (32.0, 43.1, 122.0, 134.0)
LINE: Box = (37.6, 38.8, 126.0, 128.6)
HEART: Box = (36.0, 41.0, 126.7, 128.4)  # land of the two Koreas and nobody else's


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a data package: where it stands, what is there, and the rule that it breaks."""

    file: str
    line: int
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.column}: {shown!r}: {self.rule}" if self.column else f"{where}: {self.rule}"


class DataError(ValueError):
    """A data package that cannot be used; ``faults`` lists all that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


# ---- reading ---------------------------------------------------------------------------------------------------


# Files of the record, by the name of their resource; the app reads all of them.
RESOURCES = (
    "events",
    "sources",
    "responses",
    "event_types",
    "domains",
    "actors",
    "crises",
    "leaders",
    "gpr_korea_monthly",
    "hri_peace_index_readings",
)


def read_package(folder: Path) -> dict[str, Any]:
    """Read ``datapackage.json`` of a folder.

    Raises DataError where the file is missing, is no JSON object, or does not describe every file of the record.
    """
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(
            [Fault("datapackage.json", 0, "", "", f"no such file in {folder}; name a data package")]
        ) from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DataError(
            [Fault("datapackage.json", getattr(error, "lineno", 0), "", "", f"no valid JSON: {error}")]
        ) from None
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise DataError([Fault("datapackage.json", 0, "resources", "", "a list of resources is required")])
    if faults := _descriptor_faults(package):
        raise DataError(faults)
    return package


def _descriptor_faults(package: dict[str, Any]) -> list[Fault]:
    """What a descriptor lacks of all that reading the record asks of it."""

    def described(resource: Any) -> bool:
        try:
            fields = resource["schema"]["fields"]
            texts = [resource["name"], resource["path"], *(field[key] for field in fields for key in ("name", "type"))]
        except (KeyError, TypeError):
            return False
        return all(isinstance(text, str) for text in texts)

    faults = [
        Fault("datapackage.json", 0, "resources", str(resource)[:80], "needs name, path and schema.fields, each named")
        for resource in package["resources"]
        if not described(resource)
    ]
    if not faults:
        names = {resource["name"] for resource in package["resources"]}
        faults = [Fault("datapackage.json", 0, "resources", n, "is missing") for n in RESOURCES if n not in names]
        for resource in package["resources"]:
            faults += _schema_faults(resource)
    temporal = package.get("temporal")
    for edge in ("start", "end"):
        day = str(temporal.get(edge, "")) if isinstance(temporal, dict) else ""
        if not _is_date(pd.Series([day])).all():
            faults.append(Fault("datapackage.json", 0, f"temporal.{edge}", day, _KINDS["date"][1]))
    for name in ("version", "title"):
        if not package.get(name):
            faults.append(Fault("datapackage.json", 0, name, "", "must not be empty"))
    created = str(package.get("created", ""))
    if not _is_date(pd.Series([created[:10]])).all():
        faults.append(Fault("datapackage.json", 0, "created", created, "must begin with a date, written YYYY-MM-DD"))
    contributors = package.get("contributors")
    first = contributors[0] if isinstance(contributors, list) and contributors else None
    if not (isinstance(first, dict) and first.get("title")):
        rule = "must list somebody with a title: citations name the first as author"
        faults.append(Fault("datapackage.json", 0, "contributors", str(contributors or ""), rule))
    return faults


@cache
def _read_columns() -> Mapping[str, Mapping[str, str]]:
    """The columns that the record is read by, file by file with their types: those of the shipped descriptor."""
    package = json.loads((DATA_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return {r["name"]: {f["name"]: f["type"] for f in r["schema"]["fields"]} for r in package["resources"]}


def _schema_faults(resource: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the description of one file: a column that is not described, or a rule that is none."""
    schema = resource["schema"]
    if not resource.get("title"):
        yield Fault("datapackage.json", 0, f"{resource['name']}.title", "", "must not be empty")
    types = {field["name"]: field["type"] for field in schema["fields"]}
    for name, kind in _read_columns().get(resource["name"], {}).items():
        if types.get(name) != kind:
            rule = f"must be described in schema.fields, with type {kind}"
            yield Fault("datapackage.json", 0, f"{resource['name']}.{name}", types.get(name, ""), rule)
    for field in schema["fields"]:
        if not field.get("description"):
            yield Fault(
                "datapackage.json", 0, f"{resource['name']}.{field['name']}.description", "", "must not be empty"
            )
        for rule, value, right in _constraint_faults(field):
            where = f"{resource['name']}.{field['name']}.constraints"
            yield Fault("datapackage.json", 0, f"{where}.{rule}" if rule else where, str(value), right)
    for name in primary_key(resource):
        if name not in types:
            yield Fault("datapackage.json", 0, f"{resource['name']}.primaryKey", str(name), "no such field")


def _constraint_faults(field: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """The constraints of a field that cannot be applied: (constraint, value, what would be right)."""
    limits = field.get("constraints", {})
    if not isinstance(limits, dict):
        yield "", limits, "must be an object"
        return
    if (pattern := limits.get("pattern")) is not None:
        try:
            re.compile(pattern)
        except (re.error, TypeError):
            yield "pattern", pattern, "must be a regular expression"
    allowed = limits.get("enum")
    if allowed is not None and not (isinstance(allowed, list) and all(isinstance(code, str) for code in allowed)):
        yield "enum", allowed, "must be a list of texts"
    if (longest := limits.get("maxLength")) is not None and not _is_plain(longest, int):
        yield "maxLength", longest, "must be a whole number"
    for edge in ("minimum", "maximum"):
        if (bound := limits.get(edge)) is None:
            continue
        if field["type"] == "date":
            if not _is_date(pd.Series([str(bound)])).all():
                yield edge, bound, _KINDS["date"][1]
        elif not _is_plain(bound, int | float):
            yield edge, bound, "must be a number"


def _is_plain(value: Any, kind: Any) -> bool:
    """Whether a value of JSON is of a kind of number (true and false are none)."""
    return isinstance(value, kind) and not isinstance(value, bool)


def primary_key(resource: Mapping[str, Any]) -> list[Any]:
    """The columns of a file that together name a row, by its Table Schema: one name, or a list of them."""
    key = resource["schema"].get("primaryKey") or []
    return key if isinstance(key, list) else [key]


def read_text_table(path: Path, name: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read a CSV file as it stands: every cell a string, the row's line in the file as index.

    Returns the table and the faults of its form (no file, no UTF-8, a row with too few or too many cells, a header
    that names a column twice). A byte-order mark, as spreadsheets write it, is taken off.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            rows: list[list[str]] = []
            lines: list[int] = []
            faults: list[Fault] = []
            line = reader.line_num + 1
            for cells in reader:
                if len(cells) == len(header):
                    rows.append(cells)
                    lines.append(line)
                elif cells:
                    faults.append(
                        Fault(name, line, "", "", f"the row has {len(cells)} cells, the header {len(header)}")
                    )
                line = reader.line_num + 1
    except (FileNotFoundError, IsADirectoryError):
        return pd.DataFrame(), [Fault(name, 0, "", "", "no such file")]
    except (UnicodeDecodeError, csv.Error) as error:
        return pd.DataFrame(), [Fault(name, 0, "", "", f"not readable as CSV in UTF-8: {error}")]
    if not header:
        faults.append(Fault(name, 1, "", "", "the file is empty; it must begin with a row of column names"))
    for column in sorted({c for c in header if header.count(c) > 1}):
        faults.append(Fault(name, 1, column, column, "the column stands twice"))
    table = pd.DataFrame(rows, columns=header, index=lines, dtype=str)
    return table.loc[:, ~table.columns.duplicated()], faults


# ---- rules of single columns, from the Table Schema -------------------------------------------------------------


def _is_date(values: pd.Series) -> pd.Series:
    shaped = values.str.fullmatch(r"(?!0000)\d{4}-\d{2}-\d{2}")
    return shaped & pd.to_datetime(values.where(shaped), format="%Y-%m-%d", errors="coerce").notna()


def _is_integer(values: pd.Series) -> pd.Series:
    return values.str.fullmatch(r"-?\d{1,15}")


def _is_number(values: pd.Series) -> pd.Series:
    return values.str.fullmatch(r"-?\d+(\.\d+)?")


def _in_bounds(values: pd.Series, *, kind: str, low: Any, high: Any) -> pd.Series:
    """Whether values lie within bounds; what is no value of its kind is another rule's fault."""
    if kind == "date":  # ISO dates sort as text
        good = _is_date(values)
        typed = values
    else:
        typed = pd.to_numeric(values, errors="coerce")
        good = typed.notna()
    inside = pd.Series(True, index=values.index)
    if low is not None:
        inside &= typed >= low
    if high is not None:
        inside &= typed <= high
    return inside | ~good


_KINDS: Mapping[str, tuple[Callable[[pd.Series], pd.Series], str]] = {
    "date": (_is_date, "must be a date that exists, written YYYY-MM-DD"),
    "integer": (_is_integer, "must be a whole number"),
    "number": (_is_number, "must be a decimal number, with a point"),
}


def _rule(test: Callable[[pd.Series], Any], message: str) -> pa.Check:
    """A pandera check that leaves empty cells alone (empty means unknown; `required` is a rule of its own)."""

    def run(values: pd.Series) -> Any:
        return (values == "").astype(bool) | test(values).astype(bool)

    return pa.Check(run, error=message)


def _column(field: Mapping[str, Any], *, key: bool = False) -> pa.Column:
    """The pandera column of a Table Schema field, by itself the primary ``key`` or not; every cell is still text."""
    limits = field.get("constraints", {})
    kind = field["type"]
    checks = [_rule(lambda v: v == v.str.strip(), "must not begin or end with a space")]
    checks.append(
        _rule(lambda v: ~v.str.contains(CONTROL), "must not hold a line break, a tab or another control character")
    )
    checks.append(_rule(lambda v: v.str.len() <= MOST_IN_CELL, f"must have at most {MOST_IN_CELL:,} characters"))
    if limits.get("required") or key:
        checks.append(pa.Check(lambda v: v != "", error="must not be empty"))
    if kind in _KINDS:
        checks.append(_rule(*_KINDS[kind]))
    if pattern := limits.get("pattern"):
        checks.append(_rule(lambda v: v.str.fullmatch(pattern), f"must match {pattern}"))
    if allowed := limits.get("enum"):
        checks.append(_rule(lambda v: v.isin(allowed), "must be one of " + ", ".join(allowed)))
    if longest := limits.get("maxLength"):
        checks.append(_rule(lambda v: v.str.len() <= longest, f"must have at most {longest} characters"))
    low, high = limits.get("minimum"), limits.get("maximum")
    if low is not None or high is not None:
        span = (
            f"between {low} and {high}"
            if None not in (low, high)
            else f"at least {low}"
            if high is None
            else f"at most {high}"
        )
        checks.append(_rule(partial(_in_bounds, kind=kind, low=low, high=high), f"must be {span}"))
    if limits.get("unique") or key:
        checks.append(_rule(lambda v: ~v.duplicated(keep="first"), "must be unique; an earlier row has it already"))
    return pa.Column(str, checks=checks, required=True)


def _column_faults(table: pd.DataFrame, resource: Mapping[str, Any], extra_columns: bool) -> list[Fault]:
    """All breaches of the rules of single columns in one table."""
    name = resource["path"]
    fields = resource["schema"]["fields"]
    known = [f["name"] for f in fields]
    faults = [Fault(name, 1, c, c, "the column is missing") for c in known if c not in table.columns]
    if not extra_columns:
        faults += [Fault(name, 1, c, c, "no such column in datapackage.json") for c in table.columns if c not in known]
    key = primary_key(resource)
    columns = {f["name"]: _column(f, key=key == [f["name"]]) for f in fields if f["name"] in table.columns}
    schema = pa.DataFrameSchema(columns)
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for case in errors.failure_cases.itertuples():
            faults.append(Fault(name, int(case.index), str(case.column), str(case.failure_case), str(case.check)))
    if len(key) > 1 and set(key) <= set(table.columns):
        for line, cells in table.loc[table.duplicated(key), key].iterrows():
            rule = "must be unique together; an earlier row has them already"
            faults.append(Fault(name, int(str(line)), ", ".join(key), ", ".join(cells), rule))
    return faults


# ---- rules across columns, rows and files -----------------------------------------------------------------------


def _listed(cells: pd.Series) -> pd.Series:
    """The single codes of cells that hold lists, each with its row's line as index."""
    return cells[cells != ""].str.split(LIST_SEPARATOR).explode()


def _numbers(cells: pd.Series) -> pd.Series:
    return pd.to_numeric(cells, errors="coerce")


class _Audit:
    """Collects the faults that tests over whole tables find."""

    def __init__(self, tables: Tables, files: Mapping[str, str]) -> None:
        self.tables, self.files = tables, files
        self.faults: list[Fault] = []

    def has(self, table: str, *columns: str) -> bool:
        """Whether a table came with the columns that a rule needs (if not, that is a fault already named)."""
        return table in self.tables and set(columns) <= set(self.tables[table].columns)

    def flag(self, table: str, column: str, wrong: pd.Series, rule: str, value: pd.Series | None = None) -> None:
        """Name a fault for every row where ``wrong`` is true."""
        shown = self.tables[table][column].loc[wrong.index] if value is None else value
        for line, text in shown[wrong.fillna(False).astype(bool).to_numpy()].items():
            self.faults.append(Fault(self.files[table], int(str(line)), column, str(text), rule))

    def known(self, table: str, column: str, other: str, key: str, *, lists: bool = False) -> None:
        """Every filled cell (or every code in a list) of a column must stand in another table's key column."""
        if not (self.has(table, column) and self.has(other, key)):
            return
        cells = self.tables[table][column]
        codes = _listed(cells) if lists else cells[cells != ""]
        unknown = codes[~codes.isin(self.tables[other][key])]
        self.flag(table, column, pd.Series(True, index=unknown.index), f"no such {key} in {self.files[other]}", unknown)

    def no_repeats(self, table: str, column: str) -> None:
        """A list must not name the same code twice."""
        if self.has(table, column):
            lists = self.tables[table][column].str.split(LIST_SEPARATOR)
            self.flag(table, column, lists.map(lambda codes: len(set(codes)) < len(codes)), "a code is repeated")


def _event_rules(audit: _Audit, package: Mapping[str, Any]) -> None:
    events = audit.tables["events"]
    audit.known("events", "event_type", "event_types", "event_type")
    audit.known("events", "source_ids", "sources", "source_id", lists=True)
    for role in ("initiators", "targets"):
        audit.known("events", role, "actors", "code", lists=True)
        audit.no_repeats("events", role)
    audit.no_repeats("events", "source_ids")
    if audit.has("events", "initiators", "targets"):
        both = [
            bool(set(i.split(";")) & set(t.split(";")) - {""})
            for i, t in zip(events["initiators"], events["targets"], strict=True)
        ]
        audit.flag(
            "events",
            "targets",
            pd.Series(both, index=events.index),
            "an actor is initiator and target at once; a joint act has initiators only",
        )
    if audit.has("events", "date_start", "date_end", "date_precision"):
        start, end, precision = events["date_start"], events["date_end"], events["date_precision"]
        audit.flag(
            "events", "date_end", (end != "") & (end <= start), "must be later than date_start; empty for one day"
        )
        first, last = package["temporal"]["start"], package["temporal"]["end"]
        audit.flag(
            "events", "date_start", start < first, f"lies before the record's start in datapackage.json, {first}"
        )
        audit.flag("events", "date_start", start > last, f"lies after the record's end in datapackage.json, {last}")
        audit.flag("events", "date_end", end > last, f"lies after the record's end in datapackage.json, {last}")
        audit.flag(
            "events",
            "date_start",
            (precision == "month") & ~start.str.endswith("-01"),
            "of precision month must be the first of the month",
        )
        audit.flag(
            "events",
            "date_start",
            (precision == "year") & ~start.str.endswith("-01-01"),
            "of precision year must be the first of January",
        )
    deaths = ["deaths_prk", "deaths_kor", "deaths_other", "deaths_low", "deaths_high"]
    if audit.has("events", *deaths):
        figures = events[deaths].apply(_numbers)
        given = figures[deaths[:3]].notna().any(axis=1)
        total = figures[deaths[:3]].sum(axis=1)
        low, high = figures["deaths_low"], figures["deaths_high"]
        audit.flag("events", "deaths_low", given & low.isna(), "must be filled where a figure of deaths is given")
        audit.flag("events", "deaths_high", given & high.isna(), "must be filled where a figure of deaths is given")
        audit.flag("events", "deaths_low", given & (low > total), "must not exceed the sum of the figures given")
        audit.flag(
            "events", "deaths_high", given & (high < total), "must not be less than the sum of the figures given"
        )
        audit.flag("events", "deaths_high", high < low, "must not be less than deaths_low")
    if audit.has("events", "latitude", "longitude", "location", "geo_precision"):
        lat, lon = events["latitude"] != "", events["longitude"] != ""
        audit.flag("events", "longitude", lat != lon, "latitude and longitude go together")
        audit.flag(
            "events",
            "geo_precision",
            (events["geo_precision"] == "") & lat,
            "must be filled where coordinates are given",
        )
        audit.flag("events", "location", (events["location"] == "") & lat, "must be filled where coordinates are given")
        audit.flag(
            "events",
            "latitude",
            lat & (events["geo_precision"] == "country"),
            "must be empty at country precision: no event at a country's middle",
        )
    if audit.has("events", "latitude", "longitude", "geo_kind"):
        _place_rules(audit)
    for column in ("location", "notes"):
        if audit.has("events", column, f"{column}_ko"):
            one_alone = (events[column] != "") != (events[f"{column}_ko"] != "")
            audit.flag("events", f"{column}_ko", one_alone, f"must be filled where {column} is, and only there")
    if audit.has("events", "source_ids", "verified") and audit.has("sources", "source_id", "publisher"):
        origin = audit.tables["sources"].drop_duplicates("source_id").set_index("source_id")["publisher"].map(origin_of)
        seen = _listed(events["source_ids"]).map(origin).groupby(level=0).nunique().reindex(events.index, fill_value=0)
        wrong = events["verified"].ne(seen.astype(str)) & (seen > 0)
        audit.flag("events", "verified", wrong, "is not the number of independent publishers among its sources")
    if audit.has("events", "event_type", "gravity") and audit.has("event_types", "event_type", "low_when", "high_when"):
        types = audit.tables["event_types"].drop_duplicates("event_type").set_index("event_type")
        for grade in ("low", "high"):
            ruled = events["event_type"].map(types[f"{grade}_when"]).fillna("?")
            audit.flag(
                "events",
                "gravity",
                (events["gravity"] == grade) & (ruled == ""),
                f"the type has no rule for gravity {grade}",
            )


def _place_rules(audit: _Audit) -> None:
    """Points lie where their kind says: on or around the peninsula, near the demarcation line, or abroad."""
    events = audit.tables["events"]
    kind, lat, lon = events["geo_kind"], _numbers(events["latitude"]), _numbers(events["longitude"])
    audit.flag(
        "events", "geo_kind", (kind != "") != lat.notna(), "must be filled where coordinates are, and only there"
    )

    def inside(box: Box) -> pd.Series:
        south, north, west, east = box
        return lat.between(south, north) & lon.between(west, east)

    here = kind.isin(["land", "sea", "line"])
    audit.flag("events", "latitude", here & ~inside(PENINSULA), f"lies outside the peninsula and its seas, {PENINSULA}")
    audit.flag("events", "latitude", (kind == "line") & ~inside(LINE), f"lies off the demarcation line, {LINE}")
    audit.flag("events", "geo_kind", (kind == "abroad") & inside(HEART), f"lies in Korea, {HEART}: not abroad")


def _leader_rules(audit: _Audit) -> None:
    """A text that calls somebody president belongs to a term of somebody of that name, a week's grace at either end."""
    if not (
        audit.has("events", "date_start", "date_precision", "title", "summary")
        and audit.has("leaders", "country", "name", "office")
    ):
        return
    terms: dict[str, list[tuple[str, str]]] = {}
    for leader in audit.tables["leaders"].to_dict("records"):
        if leader["country"] != "PRK" and leader["name"]:
            name = leader["name"].split(" (")[0]
            short = name.split()[-1 if leader["country"] == "USA" else 0]
            for called in {name, short}:
                terms.setdefault(called, []).append((leader["date_start"], leader["date_end"] or "9999-12-31"))
    if not terms:
        return
    names = "|".join(sorted(map(re.escape, terms), key=len, reverse=True))
    called = re.compile(
        rf"(?<!former )(?<!Former )(?<!late )(?<!ex-)(?<!Vice )(?<!vice )\bPresident (?:\w+ (?:\w\. )?)?({names})\b"
    )
    events = audit.tables["events"]
    dated = pd.to_datetime(events["date_start"], format="%Y-%m-%d", errors="coerce")
    says = (events["title"] + " " + events["summary"]).str.contains("President ", regex=False, na=False)
    for line in dated.index[dated.notna() & says]:
        day, precision = dated[line], str(events["date_precision"].get(line, "day"))
        first = str((day - pd.Timedelta(days=7)).date())
        last = str((day + pd.Timedelta(days=7 + {"month": 31, "year": 366}.get(precision, 0))).date())
        for column in ("title", "summary"):
            for found in called.finditer(str(events.loc[line, column])):
                if not any(start <= last and first <= end for start, end in terms[found[1]]):
                    rule = "names a president who was not in office then; say former, late or president-elect"
                    audit.faults.append(Fault(audit.files["events"], int(str(line)), column, found[0], rule))


def origin_of(publisher: str) -> str:
    """Whose text a publisher's is: of 'AGENCY via CARRIER' the agency."""
    return publisher.split(" via ")[0]


def _codebook_rules(audit: _Audit) -> None:
    audit.known("event_types", "domain", "domains", "domain")
    scores = ["goldstein_low", "goldstein", "goldstein_high"]
    if audit.has("event_types", *scores):
        low, mid, high = (_numbers(audit.tables["event_types"][c]) for c in scores)
        audit.flag("event_types", "goldstein", mid == 0, "a type is hostile or cooperative: its score must not be zero")
        audit.flag(
            "event_types",
            "goldstein_low",
            low * mid < 0,
            "must have the sign of goldstein, or be zero: every type has one sign",
        )
        audit.flag(
            "event_types", "goldstein_high", high * mid <= 0, "must have the sign of goldstein: every type has one sign"
        )
        audit.flag("event_types", "goldstein_low", low.abs() > mid.abs(), "must not be stronger than goldstein")
        audit.flag("event_types", "goldstein_high", high.abs() < mid.abs(), "must not be weaker than goldstein")


def _source_rules(audit: _Audit) -> None:
    if audit.has("sources", "source_id") and audit.has("events", "source_ids"):
        used = set(_listed(audit.tables["events"]["source_ids"]))
        audit.flag(
            "sources", "source_id", ~audit.tables["sources"]["source_id"].isin(used), "no event uses this source"
        )


def _response_rules(audit: _Audit) -> None:
    audit.known("responses", "event_id", "events", "event_id")
    audit.known("responses", "answers_event_id", "events", "event_id")
    audit.known("responses", "source_id", "sources", "source_id")
    if not (audit.has("responses", "event_id", "answers_event_id") and audit.has("events", "event_id", "date_start")):
        return
    responses = audit.tables["responses"]
    starts = audit.tables["events"].drop_duplicates("event_id").set_index("event_id")["date_start"]
    answer, cause = responses["event_id"].map(starts), responses["answers_event_id"].map(starts)
    audit.flag("responses", "event_id", answer < cause, "an answer must not start before what it answers")
    audit.flag(
        "responses", "event_id", responses["event_id"] == responses["answers_event_id"], "an event cannot answer itself"
    )
    links: nx.DiGraph[str] = nx.DiGraph()
    links.add_edges_from(zip(responses["answers_event_id"], responses["event_id"], strict=True))
    circle = {event_id: n for n, ids in enumerate(nx.strongly_connected_components(links)) for event_id in ids}
    round_about = responses["event_id"].map(circle) == responses["answers_event_id"].map(circle)
    audit.flag(
        "responses",
        "event_id",
        round_about & (responses["event_id"] != responses["answers_event_id"]),
        "answers go in a circle, back to this act",
    )


def _span_rules(audit: _Audit) -> None:
    for role in ("start", "peak", "end"):
        audit.known("crises", f"{role}_event", "events", "event_id")
    if audit.has("crises", "date_start", "date_end", "start_event", "end_event") and audit.has(
        "events", "event_id", "date_start"
    ):
        crises = audit.tables["crises"]
        dates = audit.tables["events"].drop_duplicates("event_id").set_index("event_id")
        start = crises["start_event"].map(dates["date_start"])
        end = crises["end_event"].map(dates["date_end"].where(dates["date_end"] != "", dates["date_start"]))
        audit.flag("crises", "date_start", crises["date_start"] > crises["date_end"], "must not be later than date_end")
        audit.flag(
            "crises",
            "date_start",
            start.notna() & (start != crises["date_start"]),
            "must be the day on which start_event began",
        )
        audit.flag(
            "crises", "date_end", end.notna() & (end != crises["date_end"]), "must be the day on which end_event ended"
        )
    if audit.has("leaders", "country", "date_start", "date_end"):
        leaders = audit.tables["leaders"].sort_values(["country", "date_start"])
        finish = leaders["date_end"].where(leaders["date_end"] != "", "9999-12-31")
        audit.flag("leaders", "date_end", finish < leaders["date_start"], "must not be earlier than date_start")
        following = leaders.groupby("country")["date_start"].shift(-1)
        audit.flag("leaders", "date_end", following.notna() & (following < finish), "overlaps the country's next term")


def _reference_rules(audit: _Audit) -> None:
    if audit.has("gpr_korea_monthly", "month"):
        month = audit.tables["gpr_korea_monthly"]["month"]
        wrong = (month != "") & ~_is_date(month + "-01")
        audit.flag("gpr_korea_monthly", "month", wrong, "must be a month that exists, written YYYY-MM")


# ---- the whole --------------------------------------------------------------------------------------------------


def check_tables(tables: Tables, package: Mapping[str, Any], *, extra_columns: bool = False) -> list[Fault]:
    """Check tables of text cells (index: line in the file) against all rules; returns the faults in file order."""
    resources = {r["name"]: r for r in package["resources"] if r["name"] in tables}
    faults = [f for name, r in resources.items() for f in _column_faults(tables[name], r, extra_columns)]
    audit = _Audit(tables, {name: r["path"] for name, r in resources.items()})
    if "events" in tables:
        _event_rules(audit, package)
        _leader_rules(audit)
    _codebook_rules(audit)
    _source_rules(audit)
    _response_rules(audit)
    _span_rules(audit)
    _reference_rules(audit)
    return sorted(set(faults + audit.faults))


def read_checked(folder: Path = DATA_FOLDER) -> tuple[Tables, dict[str, Any], list[Fault]]:
    """Read all files of a data package as text and check them.

    Returns the tables by resource name, the descriptor and every fault found.
    """
    package = read_package(folder)
    tables: Tables = {}
    faults: list[Fault] = []
    for resource in package["resources"]:
        table, broken = read_text_table(folder / resource["path"], resource["path"])
        faults += broken
        if len(table.columns):
            tables[resource["name"]] = table
        if resource["name"] == "events" and len(table.columns) and table.empty:
            faults.append(Fault(resource["path"], 1, "", "", "has no event under its header"))
    return tables, package, sorted(set(faults + check_tables(tables, package)))


def check_package(folder: Path = DATA_FOLDER) -> list[Fault]:
    """Every fault of the data package in a folder; an empty list means that it is right."""
    try:
        return read_checked(folder)[2]
    except DataError as error:
        return list(error.faults)
