"""Named stretches of the record that pages lead to, and crises side by side: day 0 of each, and what stood on the days around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE, Events
from dashboard.filters import read_span, write_span
from dashboard.language import N_, _, long_date, ngettext, short_month

# The chain that the project began with: satellite, suspension, withdrawal, guard posts and heavy weapons, order to
# prepare for war, "two hostile states", speech to the commanders. A test holds that every link stands in the record.
FOUNDING_STORY = (
    "2023-malligyong-1-satellite-launch",
    "2023-south-suspends-no-fly-zone",
    "2023-north-scraps-military-agreement",
    "2023-north-rebuilds-guard-posts",
    "2023-war-preparations-order",
    "2023-hostile-states-speech",
    "2023-speech-to-commanders",
)

# Laid side by side where nobody has chosen: five that readers know, each of another decade and another kind. Five, so
# that one's own finds room beside them.
DEFAULT_CRISES = (
    "1976-axe-murders",
    "1993-first-nuclear-crisis",
    "2010-cheonan-yeonpyeong",
    "2016-tests-fire-and-fury",
    "2023-pact-ends-hostile-states",
)
MOST = 6  # drawn at a time: as many as there are colours that everybody can tell apart
BEFORE, AFTER = 60, 180  # days of the window around day 0
RUNG_DAYS, CELL_DAYS = 10, 30  # days of a mark on the ladder and of a cell of the counts by domain
FORCE_LEVEL = 4  # Correlates of War: 4 is use of force, 5 is war
NONE = (
    "none"  # what the address says for spans of one's own and no named crisis; saying nothing asks for the default ones
)
NOW = "now"

_ACT_COLUMNS = ["crisis_id", "day", "date_start", "event_id", "title", "domain", "sign", "hostility_level", "deaths"]

_BY_DAY = ("tension", "deaths")  # panels that have a value for each day

ALIGNMENTS = {"start": N_("Start"), "force": N_("First use of force"), "peak": N_("Peak act")}
KINDS = {"crisis": N_("crisis"), "thaw": N_("thaw"), "own": N_("own span"), NOW: N_("record's end")}


def holds_story(events: Events) -> bool:
    """Whether a record has the chain that the project began with: the shipped one does, one of your own need not."""
    return set(FOUNDING_STORY) <= set(events.by_id.index)


def read_crises(
    crisis_ids: Sequence[str], spans: Sequence[str], events: Events
) -> tuple[list[str], list[tuple[date, date]], list[str]]:
    """Read which crises and which spans of one's own an address asks for.

    Returns the known ids (the default ones if none is asked for, unless by ``NONE``), the spans cut to the days that the record covers, and
    one sentence for each text that cannot be used. At most ``MOST`` together come back, spans first; what is left over is
    named in the sentences.
    """
    problems = [
        _("“crisis={text}” was ignored: the record names no such crisis").format(text=asked[:60])
        for asked in dict.fromkeys(crisis_ids)
        if asked not in (*events.crises.index, NONE)
    ]
    own: list[tuple[date, date]] = []
    for text in dict.fromkeys(spans):
        try:
            start, end = read_span(text)
        except ValueError:
            problems.append(
                _("“own={text}” was ignored: it is no span of days, such as 2013-03-07..2013-04-05").format(
                    text=text[:60]
                )
            )
            continue
        if end < events.start or start > events.end:
            problems.append(
                _("“own={text}” was ignored: the record covers {start} to {end}").format(
                    text=text, start=events.start, end=events.end
                )
            )
            continue
        own.append((max(start, events.start), min(end, events.end)))
    own = list(dict.fromkeys(own))
    known = [crisis_id for crisis_id in events.crises.index if crisis_id in set(crisis_ids)]
    if not known and not (own and NONE in crisis_ids):
        usual = [crisis_id for crisis_id in DEFAULT_CRISES if crisis_id in events.crises.index]
        known = usual or list(events.crises.index[: len(DEFAULT_CRISES)])
    left = [write_span(*span) for span in own[MOST:]]
    room = max(MOST - len(own), 0)
    left += [str(events.crises.loc[crisis_id, "name"]) for crisis_id in known[room:]]
    if left:
        problems.append(
            _("At most {most} can be told apart and are drawn; not drawn: {names}").format(
                most=MOST, names=", ".join(left)
            )
        )
    return known[:room], own[:MOST], problems


def chosen_crises(
    events: Events, crisis_ids: Sequence[str], spans: Sequence[tuple[date, date]], *, align: str, now: bool = False
) -> pd.DataFrame:
    """The crises to lay side by side, one row each, in order of time; ``now`` adds the record's last days at the end.

    Columns ``crisis_id`` (of a span: its text), ``name`` (with its year), ``tag`` (the shortest name that tells it from the
    others), ``kind`` (a key of ``KINDS``), ``date_start``, ``date_end``, ``start_event``, ``peak_event``, ``end_event``
    (event_ids, '' if there is none), ``day_zero``, ``day_zero_is`` (in words). ``align`` is a key of ``ALIGNMENTS``. Day 0 is
    read from the whole record, so that a filter changes the curves and not their places.
    """
    columns = ["crisis_id", "name", "kind", "date_start", "date_end", "start_event", "peak_event", "end_event"]
    named: list[dict[Any, Any]] = events.crises.loc[list(crisis_ids), columns].to_dict("records")
    own = [_own_crisis(events, pd.Timestamp(start), pd.Timestamp(end)) for start, end in spans]
    chosen = pd.DataFrame([*named, *own], columns=columns).sort_values(["date_start", "crisis_id"], ignore_index=True)
    chosen["name"] = [crisis_name(events, crisis_id) for crisis_id in chosen["crisis_id"]]
    zero = [_day_zero(events, crisis, align) for __, crisis in chosen.iterrows()]
    chosen["day_zero"] = pd.Series([day for day, _ in zero], dtype="datetime64[us]")
    chosen["day_zero_is"] = [words for __, words in zero]
    years = chosen["day_zero"].dt.year.astype(str)
    chosen["tag"] = years.where(~years.duplicated(keep=False), chosen["day_zero"].map(short_month))
    chosen["tag"] = chosen["tag"].where(chosen["kind"] != "own", _("own") + " " + chosen["tag"])
    if now:
        last = pd.Timestamp(events.end)
        first = last - pd.Timedelta(days=AFTER)
        chosen.loc[len(chosen)] = {
            "crisis_id": NOW,
            "name": _("The record's last {days} days").format(days=AFTER + 1),
            "kind": NOW,
            "date_start": first,
            "date_end": last,
            **dict.fromkeys(("start_event", "peak_event", "end_event"), ""),
            "day_zero": first,
            "day_zero_is": _("{after} days before the record's end").format(after=AFTER),
            "tag": _("now"),
        }
    return chosen


def crisis_name(events: Events, crisis_id: str) -> str:
    """What readers call a crisis by its id, or a span of one's own by its text."""
    if crisis_id in events.crises.index:
        crisis: Any = events.crises.loc[crisis_id]
        thaw = _(" (thaw)") if crisis["kind"] == "thaw" else ""
        return f"{crisis['name']}, {_years(crisis['date_start'], crisis['date_end'])}{thaw}"
    start, end = read_span(crisis_id)
    if start == end:
        return _("Own day, {day}").format(day=long_date(start))
    return _("Own span, {start} to {end}").format(start=long_date(start), end=long_date(end))


def _years(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return str(start.year) if start.year == end.year else f"{start.year}–{end.year % 100:02}"


def _within(frame: pd.DataFrame, crisis: pd.Series) -> pd.DataFrame:
    """The events that began between the first and the last day of a crisis."""
    return frame[frame["date_start"].between(crisis["date_start"], crisis["date_end"])]


def _own_crisis(events: Events, start: pd.Timestamp, end: pd.Timestamp) -> dict[str, Any]:
    """A span of one's own in the columns of the crisis table; its peak event is its gravest act."""
    span = {"date_start": start, "date_end": end}
    peak = _gravest(_within(events.frame, pd.Series(span)))
    return {"crisis_id": write_span(start.date(), end.date()), "kind": "own", **span} | {
        "start_event": "",
        "peak_event": peak,
        "end_event": "",
    }


def _gravest(frame: pd.DataFrame) -> str:
    """The event_id of the hostile act with the highest score, then the most deaths; '' if there is none."""
    hostile = frame[frame["sign"] == HOSTILE]
    worst = hostile.sort_values(["score", "deaths"], ascending=False, kind="stable", na_position="last")
    return str(worst["event_id"].iloc[0]) if len(worst) else ""


def _day_zero(events: Events, crisis: pd.Series, align: str) -> tuple[pd.Timestamp, str]:
    """Day 0 of a crisis, and in words what it is: a crisis without what is asked for is shown by its start, which is said."""
    if align == "force":
        acts = _within(events.frame, crisis)
        forceful = acts[acts["hostility_level"] >= FORCE_LEVEL]
        if len(forceful):
            return forceful["date_start"].iloc[0], _("first use of force: {title}").format(
                title=forceful["title"].iloc[0]
            )
        return crisis["date_start"], _("start: no use of force recorded in it")
    if align == "peak":
        if crisis["peak_event"]:
            act = events.event(crisis["peak_event"])
            return act["date_start"], _("peak: {title}").format(title=act["title"])
        return crisis["date_start"], _("start: no hostile act recorded in it")
    return crisis["date_start"], _("start")


# ---- around day 0 ----------------------------------------------------------------------------------------------------


def aligned_days(index: pd.DataFrame, acts: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """The days from ``BEFORE`` days before each day 0 to ``AFTER`` days after it; a day that the record does not cover has no row.

    index: rows of ``tension_index``, the whole record; acts: rows of ``aligned_acts``; chosen: rows of ``chosen_crises``.
    Columns ``crisis_id``, ``name``, ``tag``, ``day``, ``date``, ``tension`` (points), ``deaths`` (sum of the figures known
    from day 0 on), ``level`` (highest hostility level of the day; 0: no act recorded), ``acts`` (title of each with its
    sign and domain; '' if there is none).
    """
    window = pd.DataFrame({"day": range(-BEFORE, AFTER + 1)})
    days = chosen[["crisis_id", "name", "tag", "day_zero"]].merge(window, how="cross")
    days["date"] = days["day_zero"] + pd.to_timedelta(days["day"], unit="D")
    days = days.merge(index[["date", "tension"]], on="date").drop(columns="day_zero")
    said = (
        acts["title"]
        + " ("
        + acts["sign"].map({HOSTILE: _("hostile"), COOPERATIVE: _("cooperative")})
        + "; "
        + acts["domain"]
        + ")"
    )
    counted = acts["deaths"].fillna(0).astype(int).where(acts["day"] >= 0, 0)
    daily = acts.assign(said=said, counted=counted).groupby(["crisis_id", "day"], as_index=False)
    summed = daily.agg(deaths=("counted", "sum"), level=("hostility_level", "max"), acts=("said", "; ".join))
    days = days.merge(summed, how="left", on=["crisis_id", "day"])
    days["deaths"] = days["deaths"].fillna(0).astype(int).groupby(days["crisis_id"]).cumsum()
    return days.assign(level=days["level"].fillna(0).astype(int), acts=days["acts"].fillna(""))


def aligned_acts(events: Events, frame: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """The events in the window of each crisis, one row for each event and crisis, by crisis and day.

    Columns ``crisis_id``, ``day`` (an event stands on its first), ``date_start``, ``event_id``, ``title``, ``domain`` (its
    label), ``sign``, ``hostility_level``, ``deaths``. Raises ValueError if no crisis is chosen.
    """
    return pd.concat([_around(events, frame, crisis) for __, crisis in chosen.iterrows()], ignore_index=True)


def _around(events: Events, frame: pd.DataFrame, crisis: pd.Series) -> pd.DataFrame:
    day = (frame["date_start"] - crisis["day_zero"]).dt.days
    inside = frame[day.between(-BEFORE, AFTER)]
    acts: pd.DataFrame = inside.assign(
        crisis_id=crisis["crisis_id"], day=day[inside.index], domain=inside["domain"].map(events.domains["label"])
    )[_ACT_COLUMNS]
    return acts


def ladder(acts: pd.DataFrame) -> pd.DataFrame:
    """The highest hostility level in each ``RUNG_DAYS`` days of each crisis's window that saw an act.

    acts: rows of ``aligned_acts``. Columns ``crisis_id``, ``first`` and ``last`` (days, the second not included), ``level``,
    ``title``, ``date_start`` (of the first act that reached it).
    """
    worst = acts.assign(first=acts["day"] // RUNG_DAYS * RUNG_DAYS)
    worst = worst.sort_values("hostility_level", ascending=False, kind="stable")
    worst = worst.drop_duplicates(["crisis_id", "first"]).rename(columns={"hostility_level": "level"})
    worst = worst.assign(last=(worst["first"] + RUNG_DAYS).clip(upper=AFTER + 1))
    return worst[["crisis_id", "first", "last", "level", "title", "date_start"]].reset_index(drop=True)


def domain_counts(acts: pd.DataFrame) -> pd.DataFrame:
    """Acts by domain and ``CELL_DAYS`` days of each crisis's window; the window's last day counts with those before it.

    acts: rows of ``aligned_acts``. Columns ``crisis_id``, ``domain`` (label), ``sign``, ``first`` and ``last`` (days), ``acts``
    (how many); only what occurs.
    """
    first = (acts["day"] // CELL_DAYS * CELL_DAYS).clip(upper=AFTER - CELL_DAYS)
    counts = acts.assign(first=first).groupby(["crisis_id", "domain", "sign", "first"]).size().reset_index(name="acts")
    return counts.assign(last=counts["first"] + CELL_DAYS)


def panel_table(crisis: pd.Series, days: pd.DataFrame, rungs: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """What the panels of one crisis show, a row for each mark.

    crisis: its row of ``chosen_crises``; the others: its rows of ``aligned_days``, ``ladder`` and ``domain_counts``. Columns ``panel``
    ('tension', 'deaths', 'level' or 'acts'), ``from_day`` and ``to_day`` (included), ``date`` (of the first), ``domain`` (label) and
    ``sign`` of acts that are counted, ``value``, ``title`` (of the first act that reached a level).
    """
    last = cells["last"].where(cells["last"] == AFTER, cells["last"] - 1)
    table = pd.concat(
        [
            *(days.assign(panel=name, from_day=days["day"], to_day=days["day"], value=days[name]) for name in _BY_DAY),
            rungs.assign(panel="level", from_day=rungs["first"], to_day=rungs["last"] - 1, value=rungs["level"]),
            cells.assign(panel="acts", from_day=cells["first"], to_day=last, value=cells["acts"]),
        ],
        ignore_index=True,
    )
    table["date"] = crisis["day_zero"] + pd.to_timedelta(table["from_day"], unit="D")
    order = ["panel", "from_day", "to_day", "date", "domain", "sign", "value", "title"]
    return table.reindex(columns=order).assign(value=table["value"].astype(float).round(2))


def crisis_table(events: Events, frame: pd.DataFrame, index: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """What the chosen crises come to between their first and last day, one row each.

    frame, index: the events that count, and their ``tension_index``. Columns ``crisis``, ``kind``, ``start``, ``end``,
    ``day_zero`` (dates), ``day_zero_is``, ``days`` (first and last included), ``peak`` (points), ``peak_day``, ``deaths``
    (sum of the figures known; empty if none is), ``deaths_known`` ('3 of 5 events'), ``days_to_cooperation`` (from the peak
    event to the first cooperative act after its day, in or after the crisis; empty for a thaw, or if there is none),
    ``first_cooperation`` (its title), ``ended`` (in words), ``end_event`` (event_id, '' if the record names none).
    """
    rows = []
    for __, crisis in chosen.iterrows():
        acts = _within(frame, crisis)
        course = index[index["date"].between(crisis["date_start"], crisis["date_end"])]
        top = course.iloc[int(np.argmax(course["tension"]))]
        kind = KINDS[crisis["kind"]]
        after, first = _first_cooperation(events, frame, crisis)
        rows.append(
            {
                "crisis": crisis["name"],
                "kind": _(kind),
                "start": crisis["date_start"].date(),
                "end": crisis["date_end"].date(),
                "day_zero": crisis["day_zero"].date(),
                "day_zero_is": crisis["day_zero_is"],
                "days": (crisis["date_end"] - crisis["date_start"]).days + 1,
                "peak": round(float(top["tension"]), 1),
                "peak_day": top["date"].date(),
                "deaths": acts["deaths"].sum(min_count=1),
                "deaths_known": ngettext("{known} of {n} event", "{known} of {n} events", len(acts)).format(
                    known=acts["deaths"].notna().sum(), n=len(acts)
                ),
                "days_to_cooperation": after,
                "first_cooperation": first,
                "ended": _ended(events, crisis),
                "end_event": crisis["end_event"],
            }
        )
    return pd.DataFrame(rows).astype({"deaths": "Int64", "days_to_cooperation": "Int64"})


def _first_cooperation(events: Events, frame: pd.DataFrame, crisis: pd.Series) -> tuple[int | None, str]:
    if crisis["kind"] == "thaw" or not crisis["peak_event"]:
        return None, ""
    peak = events.event(crisis["peak_event"])["date_start"]
    later = frame[(frame["sign"] == COOPERATIVE) & (frame["date_start"] > peak)]
    if later.empty:
        return None, ""
    first = later.iloc[0]
    return (first["date_start"] - peak).days, str(first["title"])


def _ended(events: Events, crisis: pd.Series) -> str:
    if crisis["end_event"]:
        return str(events.event(crisis["end_event"])["title"])
    return {NOW: _("the record ends on {end}").format(end=long_date(events.end))}.get(crisis["kind"], "")
