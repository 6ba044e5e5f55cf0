"""The command line."""

import io
from pathlib import Path

import pandas as pd
import pytest

from dashboard import EventFilter, Events, TensionParams, codebook, tension_index
from dashboard.__main__ import main
from dashboard.contract import DATA_FOLDER
from dashboard.filters import PAGE_PARAMETERS
from dashboard.params import to_json
from dashboard.ui.address import FIGURE, OWN_PARAMETERS, WIDGETS
from tests.conftest import QUERIES


def test_check_exits_with_the_verdict(package_copy: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check"]) == 0
    path = package_copy / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",PRK,KOR,", ",PRK,XXX,", 1), encoding="utf-8")
    for call in (["check", str(package_copy)], ["check", "--data", str(package_copy)]):
        capsys.readouterr()
        assert main(call) == 1
        assert "'XXX': no such code in actors.csv" in capsys.readouterr().out


@pytest.mark.parametrize("query", QUERIES)
def test_export_holds_the_rows_of_the_filter(events: Events, query: str, tmp_path: Path):
    out = tmp_path / "out.csv"
    assert main(["export", "--query", query, "--out", str(out)]) == 0
    wanted = EventFilter.from_query(query, events)[0].apply(events)
    assert pd.read_csv(out, dtype=str)["event_id"].tolist() == wanted["event_id"].tolist()


def test_export_is_named_after_the_query_and_warns_of_nonsense(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--query", "?type=naval_clash&colour=red", "--format", "json"]) == 0
    assert [p.name for p in tmp_path.iterdir()] == ["events_type-naval_clash.json"]
    assert "warning: “colour” is no filter" in capsys.readouterr().err


def test_index_is_written_at_three_frequencies(tmp_path: Path, events: Events):
    for freq, rows in (("D", (events.end - events.start).days + 1), ("M", 970), ("Y", 82)):
        out = tmp_path / f"{freq}.csv"
        assert main(["index", "--freq", freq, "--out", str(out)]) == 0
        table = pd.read_csv(out)
        columns = ["date", "hostile", "cooperative", "tension", "percentile", "low", "high"]
        assert list(table.columns) == columns and len(table) == rows


def test_index_takes_the_parameters_of_a_file(tmp_path: Path, events: Events, capsys: pytest.CaptureFixture[str]):
    out, params = tmp_path / "index.csv", tmp_path / "params.json"
    changed = TensionParams(hostile_half_life=30.0, type_weights=(("missile_test", 0.0),), without_actors=("USA",))
    params.write_text(to_json(changed), encoding="utf-8")
    assert main(["index", "--params", str(params), "--freq", "M", "--out", str(out)]) == 0
    expected = tension_index(events, params=changed, band=False).set_index("date")["tension"].resample("MS").mean()
    assert pd.read_csv(out)["tension"].to_numpy() == pytest.approx(expected.to_numpy(), abs=1e-3)
    params.write_text('{"half_life": 3, "verbal_cap": -1, "without_actors": ["XXX"]}', encoding="utf-8")
    assert main(["index", "--params", str(params)]) == 2
    said = capsys.readouterr().err
    assert "half_life: no such parameter" in said and "verbal_cap: -1" in said and "no such code: XXX" in said
    params.write_text("{", encoding="utf-8")
    assert main(["index", "--params", str(params)]) == 2 and "not JSON: line 1" in capsys.readouterr().err


def test_index_takes_the_dates_that_the_page_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for query, first, last in (
        ("from=0001-01-01&to=1945-09-30", "1945-08-01", "1945-09-01"),
        ("from=2026-05-01&to=9999-12-31", "2026-05-01", "2026-05-01"),
    ):
        out = tmp_path / "index.csv"
        assert main(["index", "--query", query, "--freq", "M", "--out", str(out)]) == 0
        assert pd.read_csv(out)["date"].iloc[[0, -1]].tolist() == [first, last]
    assert main(["index", "--query", "from=2027-01-01"]) == 2
    said = capsys.readouterr()
    assert "outside the record, which covers 1945-08-11 to" in said.err and not said.out


def test_the_address_of_a_page_is_a_query(tmp_path: Path, events: Events, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "out.csv"
    assert main(["export", "--query", "?lang=ko&lanes=actor&actor=JPN&embed=true", "--out", str(out)]) == 0
    assert "warning" not in capsys.readouterr().err
    query = "lang=ko&band=true&whatif=hostile_half_life:30;colour:1"
    assert main(["index", "--query", query, "--freq", "M", "--out", str(out)]) == 0
    assert capsys.readouterr().err.startswith("warning: colour: no such parameter")
    changed = TensionParams(hostile_half_life=30.0)
    expected = tension_index(events, params=changed, band=False).set_index("date")["tension"].resample("MS").mean()
    assert pd.read_csv(out)["tension"].to_numpy() == pytest.approx(expected.to_numpy(), abs=1e-3)


def test_the_command_line_knows_the_parameters_of_the_pages():
    assert set(PAGE_PARAMETERS) == {*OWN_PARAMETERS, *WIDGETS, FIGURE, "embed", "embed_options"}


def test_stats_prints_the_records_state(capsys: pytest.CaptureFixture[str], events: Events):
    assert main(["stats"]) == 0
    said = capsys.readouterr().out
    assert f"{len(events.frame):,} events" in said and str(events.end.year) in said and "2010s" in said


def test_a_broken_package_or_call_is_answered_in_words(package_copy: Path, capsys: pytest.CaptureFixture[str]):
    (package_copy / "events.csv").unlink()
    assert main(["stats", "--data", str(package_copy)]) == 1
    assert "events.csv: no such file" in capsys.readouterr().err
    assert main(["export", "--query", "", "--out", str(package_copy / "no" / "dir.csv")]) == 2
    with pytest.raises(SystemExit) as stop:
        main(["dance"])
    assert stop.value.code == 2


def test_standard_output_can_be_piped(capfdbinary: pytest.CaptureFixture[bytes]):
    assert main(["export", "--query", "type=nuclear_test", "--out", "-"]) == 0
    assert len(pd.read_csv(io.BytesIO(capfdbinary.readouterr().out))) == 6


def test_the_readme_holds_the_tables_of_the_data(events: Events, package_copy: Path):
    readme = (DATA_FOLDER / "README.md").read_text(encoding="utf-8")
    assert codebook.render(readme, events) == readme, "run `make codebook`"
    with pytest.raises(ValueError, match="lacks the marks"):
        codebook.render("nothing", events)
    assert main(["codebook", "--data", str(package_copy)]) == 0
    assert "<!-- begin" not in codebook.rules(package_copy) and "Clock" in codebook.rules(package_copy)


def test_the_readmes_figures_are_those_of_the_record(events: Events):
    readme = (DATA_FOLDER.parent / "README.md").read_text(encoding="utf-8")
    for figure in (
        f"{len(events.frame):,} events",
        f"{len(events.sources):,} source pages",
        f"{len(events.responses):,} links",
    ):
        assert figure in readme, figure
    assert f"to {events.end.day} {events.end:%B %Y}" in readme
