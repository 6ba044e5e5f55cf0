"""The command line: ``python -m dashboard check | stats | index | validate | export | codebook``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import parse_qs

from dashboard import codebook
from dashboard.census import census, ends_unseen, look_alikes, words
from dashboard.contract import DATA_FOLDER, DataError, check_package
from dashboard.events import Events, load_events
from dashboard.exports import FORMATS
from dashboard.filters import PAGE_PARAMETERS, WHAT_IF, EventFilter
from dashboard.params import TensionParams, from_json, from_text
from dashboard.tension import tension_index
from dashboard.validation import report


def check(arguments: argparse.Namespace) -> int:
    """Name every fault of a data package; 0 if there is none, else 1."""
    folder = arguments.folder or arguments.data
    faults = check_package(folder)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in {folder}", file=sys.stderr)
    if faults:
        return 1
    events = load_events(folder)
    for one, other in look_alikes(events.frame):
        print(f"look: {one} and {other} may be one act")
    for row in ends_unseen(events):
        print(
            f"look: all pages of {row} are older than its last day; add a later one, or note that the day was announced"
        )
    return 0


def stats(arguments: argparse.Namespace) -> int:
    """Print the record's state."""
    events = load_events(arguments.data)
    state = census(events)
    print(f"version {state.version}: {words(state)}")
    print(
        f"{state.sources_per_row:.2f} source pages a row; {state.grave_once:,} grave rows (gravity high, deaths, disputed) rest on one publisher; "
        f"{state.placed:,} rows have a point; {state.crises} crises and thaws"
    )
    print("\nby decade")
    for decade, n in state.by_decade.items():
        print(f"  {decade}  {n:>5,}")
    print("\nby type")
    for label, n in state.by_type.items():
        print(f"  {label:<26} {n:>5,}")
    return 0


def index(arguments: argparse.Namespace) -> int:
    """Write the index by day, or as means by month or year; as on the page, dates cut the curve and not its memory."""
    events = load_events(arguments.data)
    wanted = _asked(arguments.query, events)
    params = _params(arguments, events)
    if (span := wanted.span(events)) is None:
        raise ValueError(f"the query's dates lie outside the record, which covers {events.start} to {events.end}")
    daily = tension_index(events, wanted.without_dates().apply(events), params).set_index("date")
    daily = daily.loc[str(span[0]) : str(span[1])]
    table = daily if arguments.freq == "D" else daily.resample({"M": "MS", "Y": "YS"}[arguments.freq]).mean()
    text = table.round(3).to_csv(date_format="%Y-%m-%d", lineterminator="\n")
    _write(text.encode(), arguments.out)
    return 0


def validate(arguments: argparse.Namespace) -> int:
    """Print how well the index agrees with measures of others."""
    _write(report(load_events(arguments.data)).encode(), arguments.out)
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write the events that a query asks for."""
    events = load_events(arguments.data)
    wanted = _asked(arguments.query, events)
    rows = wanted.apply(events)
    out = arguments.out or Path(wanted.filename("events", arguments.format))
    _write(FORMATS[arguments.format][1](events, rows), out)
    print(f"{len(rows):,} of {len(events.frame):,} events ({wanted.describe(events)})", file=sys.stderr)
    return 0


def renew_codebook(arguments: argparse.Namespace) -> int:
    """Renew the tables in data/README.md, and the figures that the project's own pages quote, from the data files."""
    path = arguments.data / "README.md"
    events = load_events(arguments.data)
    path.write_text(codebook.render(path.read_text(encoding="utf-8"), events), encoding="utf-8")
    if arguments.data.resolve() == DATA_FOLDER:
        for name in codebook.QUOTING:
            page = DATA_FOLDER.parent / name
            page.write_text(codebook.render_figures(page.read_text(encoding="utf-8"), events), encoding="utf-8")
    return 0


def _asked(query: str, events: Events) -> EventFilter:
    wanted, problems = EventFilter.from_query(query, events, others=PAGE_PARAMETERS)
    _warn(problems)
    return wanted


def _params(arguments: argparse.Namespace, events: Events) -> TensionParams:
    """The parameters of a file, or else those that the query asks for as the page does."""
    if arguments.params:
        return from_json(arguments.params.read_text(encoding="utf-8"), events)
    params, problems = from_text(parse_qs(arguments.query.lstrip("?")).get(WHAT_IF, [""])[0], events)
    _warn(problems)
    return params


def _warn(problems: Iterable[str]) -> None:
    for problem in problems:
        print(f"warning: {problem}", file=sys.stderr)


def _write(content: bytes, out: Path | None) -> None:
    """Write to a file, or to standard output for none or '-'."""
    if out is None or str(out) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        out.write_bytes(content)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 faults in the data, 2 a call that cannot be understood."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data",
        type=Path,
        default=DATA_FOLDER,
        metavar="FOLDER",
        help="folder of the data package (default: the one shipped)",
    )
    parser = argparse.ArgumentParser(
        prog="python -m dashboard", description="Inter-Korean tension: check, measure and export the record."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("check", parents=[common], help="name every fault of a data package")
    one.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="the same as --data")
    one.set_defaults(run=check)
    one = commands.add_parser("stats", parents=[common], help="print the record's state")
    one.set_defaults(run=stats)
    one = commands.add_parser("index", parents=[common], help="write the tension index as CSV")
    one.add_argument("--freq", choices="DMY", default="D", help="D days, M means by month, Y means by year")
    one.add_argument(
        "--query",
        default="",
        help="what stands behind the question mark in the page's address: count only the events that it asks for; its dates cut the curve",
    )
    one.add_argument(
        "--params",
        type=Path,
        metavar="FILE",
        help="JSON of changed parameters, as the escalation page gives it; instead of those of the query",
    )
    one.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    one.set_defaults(run=index)
    one = commands.add_parser(
        "validate", parents=[common], help="print how well the index agrees with measures of others"
    )
    one.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    one.set_defaults(run=validate)
    one = commands.add_parser("export", parents=[common], help="write the events that a query asks for")
    one.add_argument("--query", default="", help="what stands behind the question mark in the page's address")
    one.add_argument("--format", choices=list(FORMATS), default="csv")
    one.add_argument(
        "--out", type=Path, metavar="FILE", help="default: a file named after the query; - for standard output"
    )
    one.set_defaults(run=export)
    one = commands.add_parser("codebook", parents=[common], help="renew the tables in the data's README from its files")
    one.set_defaults(run=renew_codebook)

    arguments = parser.parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
