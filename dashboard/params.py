"""The parameters of the index, each with its unit, the reason for its default and the source of it; read and written as text.

One frozen value holds them all, so that a curve can always say how it was made: in the address, as a JSON file, on the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

import pandas as pd

from dashboard.events import Events, split
from dashboard.language import N_, _

_METHOD = "data/README.md, types table"
_HAWKES = "Own fit of a self-exciting (Hawkes) model to days of North Korean provocations; Arena, Mulder and Leenders 2023 on estimating half-lives instead of fixing them, https://www.cambridge.org/core/product/A1D6F063D1DFBFE03E9660A9091996A1/core-reader"
_VALIDATION = "docs/validation.md"


SHOWN = 60  # characters of what cannot be read that a sentence repeats


def _short(given: Any) -> str:
    """What somebody gave, as a sentence repeats it."""
    return str(given)[:SHOWN]


def _parameter(default: Any, unit: str, reason: str, source: str, least: float | None = None) -> Any:
    return field(default=default, metadata={"unit": unit, "reason": reason, "source": source, "least": least})


@dataclass(frozen=True)
class TensionParams:
    """Parameters of the index; each field's metadata holds its ``unit``, ``reason`` and ``source``.

    Raises ValueError, naming the parameter and what would be right, for a value that makes no index.
    """

    hostile_half_life: float = _parameter(
        7.0,
        N_("days"),
        N_(
            "After so many days a hostile act counts half. Chosen on data to 2013 among 3 to 60 days, by agreement with the press measure in timing and in changes."
        ),
        _VALIDATION + "; " + _HAWKES,
        1.0,
    )
    cooperative_half_life: float = _parameter(
        7.0,
        N_("days"),
        N_(
            "The same for cooperative acts. Equal to the hostile one: no measure at hand could tell a better value apart."
        ),
        _VALIDATION,
        1.0,
    )
    landmark_half_life: float = _parameter(
        90.0,
        N_("days"),
        N_(
            "Landmark acts change the standing relation and fade slowly. Chosen on data to 2013 among 30 to 365 days, and kept while no other agrees better by more than 0.01."
        ),
        _VALIDATION,
        1.0,
    )
    landmark_types: tuple[str, ...] = _parameter(
        ("agreement", "suspension", "policy_hostile", "policy_conciliatory"),
        N_("types of act"),
        N_("Accords, their collapse, and declared lines: of these the acts of high gravity are landmarks."),
        _METHOD,
    )
    deaths_weight: float = _parameter(
        1.0,
        N_("per tenfold deaths"),
        N_(
            "A hostile score is raised to score · (1 + weight · log10(1 + deaths)): Goldstein's scale ends at -10 and cannot tell ten deaths from a hundred."
        ),
        (
            "Goldstein 1992 (http://vranet.com/Geo/intcoop-score.html); logarithmic fatality levels of the Correlates of War"
        ),
        0.0,
    )
    verbal_cap: float = _parameter(
        7.0,
        N_("points a calendar month"),
        N_(
            "Merely verbal hostile acts of one month count together for no more than the gravest single threat (7), which is less than the mildest armed clash (8): many small words never outweigh a deed. The latest words count first."
        ),
        (
            "Gyeonggi Research Institute 2020, whose plain sum let the side that censures more look the more conflictual (https://www.thenewsprime.com/news/view.php?bIdx=10359); threaten with force = -7 on the CAMEO-Goldstein scale"
        ),
        0.0,
    )
    verbal_types: tuple[str, ...] = _parameter(
        ("threat", "propaganda"),
        N_("types of act"),
        N_("The types whose PLOVER class is verbal conflict: THREATEN and ACCUSE."),
        ("PLOVER manual 2.0, https://github.com/openeventdata/PLOVER"),
    )
    type_weights: tuple[tuple[str, float], ...] = _parameter(
        (), N_("factor by type"), N_("Scores stand as coded; 0 leaves a type out, 2 counts it double."), _METHOD
    )
    domain_weights: tuple[tuple[str, float], ...] = _parameter(
        (), N_("factor by domain"), N_("Scores stand as coded; 0 leaves a domain out, 2 counts it double."), _METHOD
    )
    without_actors: tuple[str, ...] = _parameter(
        (), N_("actors"), N_("Acts that these initiated are left out. None is, by default."), _METHOD
    )

    def __post_init__(self) -> None:
        for one in fields(self):
            value, least, unit = getattr(self, one.name), one.metadata["least"], one.metadata["unit"]
            if least is None:
                continue
            if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= MOST:
                raise ValueError(
                    _("{name}: {value} is not a number from {least:g} to {most:g} ({unit})").format(
                        name=one.name, value=_short(value), least=least, most=MOST, unit=_(unit)
                    )
                )
        for name in ("type_weights", "domain_weights"):
            for code, factor in getattr(self, name):
                if isinstance(factor, bool) or not isinstance(factor, int | float) or not 0 <= factor <= MOST_FACTOR:
                    raise ValueError(
                        _("{name}: {code}: {factor} is not a factor from 0 to {most_factor:g}").format(
                            name=name, code=code, factor=_short(factor), most_factor=MOST_FACTOR
                        )
                    )
        if both := set(self.verbal_types) & set(self.landmark_types):
            raise ValueError(
                _("landmark_types: {codes} cannot be verbal_types too").format(codes=", ".join(sorted(both)))
            )

    def changes(self) -> dict[str, Any]:
        """What differs from the defaults, as plain values that JSON can hold."""
        mine, usual = asdict(self), asdict(DEFAULT_PARAMS)
        changed = {name: value for name, value in mine.items() if value != usual[name]}
        return {
            name: dict(value) if name in WEIGHTS else list(value) if isinstance(value, tuple) else value
            for name, value in changed.items()
        }


MOST = 10_000.0  # days or points; more is surely a slip
MOST_FACTOR = 10.0
WEIGHTS = {"type_weights": "type", "domain_weights": "domain"}  # field: its prefix in the short text
NUMBERS = tuple(f for f in fields(TensionParams) if f.metadata["least"] is not None)
_LISTS = ("landmark_types", "verbal_types", "without_actors")
DEFAULT_PARAMS = TensionParams()


def parameters_table(params: TensionParams = DEFAULT_PARAMS) -> pd.DataFrame:
    """The parameters as a table for readers, in their language: ``parameter``, ``value``, ``unit``, ``reason``, ``source``."""
    rows = []
    for f in fields(params):
        unit, reason = f.metadata["unit"], f.metadata["reason"]
        rows.append((f.name, _words(getattr(params, f.name)), _(unit), _(reason), f.metadata["source"]))
    return pd.DataFrame(rows, columns=["parameter", "value", "unit", "reason", "source"])


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{v[0]} {v[1]:g}" if isinstance(v, tuple) else v for v in value) or _("none")
    return f"{value:g}"


def from_mapping(values: Mapping[str, Any], events: Events) -> tuple[TensionParams, list[str]]:
    """Parameters from plain values; what is absent keeps its default. Also a sentence for each value that cannot be used."""
    known = {
        "type_weights": set(events.types.index),
        "domain_weights": set(events.domains.index),
        "landmark_types": set(events.types.index),
        "verbal_types": set(events.types.index),
        "without_actors": set(events.actors.index),
    }
    usable: dict[str, Any] = {}
    problems = []
    for name, value in values.items():
        try:
            usable[name], strange = _read(name, value, known)
        except ValueError as error:
            problems.append(str(error))
        else:
            problems += [
                _("{name}: no such code: {code}; there are {codes}").format(
                    name=name, code=_short(code), codes=", ".join(sorted(known[name]))
                )
                for code in strange
            ]
    try:  # all together, since what one list may hold depends on another
        return replace(DEFAULT_PARAMS, **usable), problems
    except ValueError:
        params = DEFAULT_PARAMS
    for name, value in usable.items():
        try:
            params = replace(params, **{name: value})
        except ValueError as error:
            problems.append(str(error))
    return params, problems


def _read(name: str, value: Any, known: Mapping[str, set[str]]) -> tuple[Any, list[str]]:
    """The value of a parameter, and of a list or of weights the codes that do not exist."""
    if name in {f.name for f in NUMBERS}:
        return value, []
    if name not in known:
        raise ValueError(
            _("{name}: no such parameter; there are {codes}").format(
                name=_short(name), codes=", ".join(f.name for f in fields(TensionParams))
            )
        )
    if name in WEIGHTS:
        if not isinstance(value, Mapping):
            raise ValueError(
                _("{name}: {value} is not of the form {{code: factor}}").format(name=name, value=_short(value))
            )
        return tuple(sorted((c, f) for c, f in value.items() if c in known[name])), [
            c for c in value if c not in known[name]
        ]
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ValueError(_("{name}: {value} is not a list of codes").format(name=name, value=_short(value)))
    codes = [str(code) for code in value]
    return tuple(c for c in codes if c in known[name]), [c for c in codes if c not in known[name]]


def to_json(params: TensionParams) -> str:
    """The changed parameters as a JSON text for ``from_json``; an empty object for the defaults."""
    return json.dumps(params.changes(), indent=2, ensure_ascii=False) + "\n"


def from_json(text: str, events: Events) -> TensionParams:
    """Parameters from a JSON object. Raises ValueError with every fault that it has."""
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(
            _("not JSON: line {lineno}, column {colno}: {msg}").format(
                lineno=error.lineno, colno=error.colno, msg=error.msg
            )
        ) from error
    if not isinstance(values, dict):
        raise ValueError(_("not a JSON object with parameters as keys"))
    params, problems = from_mapping(values, events)
    if problems:
        raise ValueError("\n".join(problems))
    return params


def to_text(params: TensionParams) -> str:
    """The changed parameters as one short line for an address: 'verbal_cap:3;type.missile_test:0;without_actors:USA,JPN'."""
    parts = []
    for name, value in params.changes().items():
        if name in WEIGHTS:
            parts += [f"{WEIGHTS[name]}.{code}:{factor:g}" for code, factor in value.items()]
        else:
            parts.append(f"{name}:{','.join(value) if isinstance(value, list) else format(value, 'g')}")
    return ";".join(parts)


def from_text(text: str, events: Events) -> tuple[TensionParams, list[str]]:
    """The parameters of a short line, and a sentence for each part that cannot be read; the rest counts."""
    values: dict[str, Any] = {}
    problems = []
    prefixes = {prefix: name for name, prefix in WEIGHTS.items()}
    for part in filter(None, text.split(";")):
        name, colon, written = part.partition(":")
        prefix, dot, code = name.partition(".")
        if not colon:
            problems.append(_("{part}: a parameter is written name:value").format(part=_short(part)))
        elif name in WEIGHTS:
            problems.append(
                _("{name}: a factor is written {prefix}.code:number").format(name=name, prefix=WEIGHTS[name])
            )
        elif name in _LISTS:
            values[name] = split(written.replace(",", ";"))
        elif (number := _number(written)) is None:
            problems.append(_("{name}: {written} is not a number").format(name=_short(name), written=_short(written)))
        elif dot and prefix in prefixes:
            values.setdefault(prefixes[prefix], {})[code] = number
        else:
            values[name] = number
    params, more = from_mapping(values, events)
    return params, problems + more


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None
