"""What is asked for: one filter for every page, the URL, the command line and the name of a download.

A filter reads and writes the query string that Streamlit's bound widgets put into the page's address: a parameter a
field, repeated for several values. Values of one field widen (any of them), fields narrow (all of them).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlencode

import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE, Events, split
from dashboard.language import N_, _, long_date

SIGNS = {HOSTILE: N_("Hostile acts"), COOPERATIVE: N_("Cooperative acts")}
LEVELS = {
    1: N_("1 · no militarized act"),
    2: N_("2 · threat"),
    3: N_("3 · display of force"),
    4: N_("4 · use of force"),
    5: N_("5 · war"),
}
ATTRIBUTIONS = {
    "acknowledged": N_("Acknowledged"),
    "attributed": N_("Attributed by others"),
    "disputed": N_("Disputed"),
}

# Field of the filter -> its name in the address, and what readers call it. The order is the order in the address.
PARAMETERS: dict[str, tuple[str, str]] = {
    "start": ("from", N_("From")),
    "end": ("to", N_("To")),
    "actor": ("actor", N_("Actor")),
    "initiator": ("initiator", N_("Initiator")),
    "target": ("target", N_("Target")),
    "dyad": ("dyad", N_("Dyad")),
    "sign": ("sign", N_("What kind")),
    "domain": ("domain", N_("Domain")),
    "type": ("type", N_("Type")),
    "level": ("level", N_("Hostility level")),
    "deaths": ("deaths", N_("Deaths at least")),
    "place": ("place", N_("Place")),
    "attribution": ("attribution", N_("Attribution")),
    "q": ("q", N_("Search")),
    "event": ("event", N_("Event")),
}
# Parameters of the app's pages that are no filters; an address that is copied from the app may hold them.
WHAT_IF = "whatif"
PAGE_PARAMETERS = (
    *("made", WHAT_IF, "study", "chain", "crisis", "own", "year", "lanes", "unit", "part", "cells", "align", "order"),
    *("group", "lang", "band", "press", "now", "figure", "embed", "embed_options"),
)
_FIELD_OF = {name: field for field, (name, _) in PARAMETERS.items()}
_DATES = ("start", "end")
_TEXTS = ("place", "q")
MANY = ("actor", "initiator", "target", "dyad", "sign", "domain", "type", "level", "attribution", "event")
TEXT_LIMIT = 200  # characters of a text search that are read; longer ones come from broken links
NAME_LIMIT = 120  # bytes of a file's name that tell the filter

Query = str | Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class EventFilter:
    """Which events are wanted. Empty fields ask for nothing; the default filter lets every event through.

    start, end    first and last day, by the event's first day, both included
    actor         codes that are initiator or target; initiator, target: codes in that role
    dyad          pairs such as ``PRK-KOR``: one acts on the other, or both take part in a joint act
    sign, domain, type, level, attribution   codes of the codebook
    deaths        at least so many deaths, by the sum of the best figures
    place, q      words, or phrases in quotation marks, that must all stand in the place; in title, summary and place
                  together, English and Korean
    event         single events by their id
    """

    start: date | None = None
    end: date | None = None
    actor: tuple[str, ...] = ()
    initiator: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    dyad: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    level: tuple[int, ...] = ()
    deaths: int | None = None
    place: str = ""
    attribution: tuple[str, ...] = ()
    q: str = ""
    event: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the filter asks for anything."""
        return self != EventFilter()

    # ---- applying -------------------------------------------------------------------------------------------

    def apply(self, events: Events) -> pd.DataFrame:
        """The rows of ``events.frame`` that pass every field, in the frame's order."""
        frame = events.in_files.frame
        keep = pd.Series(True, index=frame.index)
        for field in PARAMETERS:
            if getattr(self, field) not in (None, (), ""):
                keep &= _passes(field, getattr(self, field), frame)
        return events.frame[keep]

    def without_dates(self) -> EventFilter:
        """The same filter over the whole time: what an index with a memory needs."""
        return replace(self, start=None, end=None)

    def span(self, events: Events) -> tuple[date, date] | None:
        """First and last day that the filter's dates leave of the record; None if they leave none."""
        start, end = max(self.start or events.start, events.start), min(self.end or events.end, events.end)
        return (start, end) if start <= end else None

    # ---- query string ---------------------------------------------------------------------------------------

    def to_params(self) -> dict[str, list[str]]:
        """Parameters of the address and their values, only for the fields that ask for something."""
        return {
            name: _texts(getattr(self, field))
            for field, (name, _) in PARAMETERS.items()
            if _texts(getattr(self, field))
        }

    def to_query(self) -> str:
        """The query string, without the question mark: ``from=2010-01-01&actor=PRK``; empty for the default filter."""
        return urlencode(self.to_params(), doseq=True)

    @classmethod
    def from_query(cls, query: Query, events: Events, *, others: Iterable[str] = ()) -> tuple[EventFilter, list[str]]:
        """Read a query string (or parameters with their values) part by part.

        Returns the filter made of the parts that can be read and one sentence for each part that cannot; nothing is
        raised. ``others`` names parameters that belong to somebody else and are passed over.
        """
        params = parse_qs(query.lstrip("?"), keep_blank_values=True) if isinstance(query, str) else query
        problems: list[str] = []
        values: dict[str, Any] = {}
        for name, raw in params.items():
            given = [v for v in dict.fromkeys(str(r).strip() for r in raw) if v]
            if name in others:
                continue
            if name not in _FIELD_OF:
                problems.append(
                    _("“{name}” is no filter and was ignored. Filters are: {filters}.").format(
                        name=name, filters=", ".join(_FIELD_OF)
                    )
                )
                continue
            values[_FIELD_OF[name]] = _read(_FIELD_OF[name], given, events, problems)
        wanted = cls(**values)
        if wanted.start and wanted.end and wanted.start > wanted.end:
            problems.append(
                _("“to={end}” lies before “from={start}” and was ignored.").format(end=wanted.end, start=wanted.start)
            )
            wanted = replace(wanted, end=None)
        return wanted, problems

    def filename(self, stem: str, suffix: str) -> str:
        """Name of a download: the stem and the query, in letters (of any script) and signs that every file system takes."""
        parts = (f"{name}-{value}" for name, values in self.to_params().items() for value in values)
        asked = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", "_".join(parts))).strip("-")
        # File systems count bytes, of which a syllable of Hangul takes three.
        asked = asked.encode()[:NAME_LIMIT].decode(errors="ignore")
        return f"{stem}{'_' + asked if asked else ''}.{suffix}"

    # ---- words ----------------------------------------------------------------------------------------------

    def parts(self, events: Events) -> Iterator[tuple[str, str, str]]:
        """The active filters one by one: (field, value as text, words for readers)."""
        for field, (__, label) in PARAMETERS.items():
            for value in _texts(getattr(self, field)):
                yield field, value, f"{_(label)}: {value_label(field, value, events)}"

    def drop(self, field: str, value: str) -> EventFilter:
        """The filter without one of its parts."""
        kept = getattr(self, field)
        rest: Any = tuple(v for v in kept if str(v) != value) if field in MANY else getattr(EventFilter(), field)
        return replace(self, **{field: rest})

    def describe(self, events: Events) -> str:
        """The filter in words: 'Actor: North Korea or South Korea · From: 1 Jan 2010'; 'all events' for the default."""
        said: dict[str, list[str]] = {}
        for field, value, __ in self.parts(events):
            said.setdefault(field, []).append(value_label(field, value, events))
        either = _(" or ")
        return " · ".join(f"{_(PARAMETERS[f][1])}: {either.join(v)}" for f, v in said.items()) or _("all events")

    def loosen(self, events: Events) -> list[tuple[str, str, int]]:
        """For a filter that finds little: (field, label, events found without that field), the best first."""
        active = [f for f in PARAMETERS if _texts(getattr(self, f))]
        blank = EventFilter()
        found = [(f, _(PARAMETERS[f][1]), len(replace(self, **{f: getattr(blank, f)}).apply(events))) for f in active]
        return sorted((row for row in found if row[2]), key=lambda row: -row[2])


def value_label(field: str, value: str, events: Events) -> str:
    """What readers call a value of a field: 'North Korea' for the actor PRK."""
    if field in _DATES:
        return long_date(date.fromisoformat(value))
    if field in ("actor", "initiator", "target"):
        return str(events.actors["name"].get(value, value))
    if field == "dyad":
        return "–".join(str(events.actors["name"].get(code, code)) for code in value.split("-"))
    if field == "type":
        return str(events.types["label"].get(value, value))
    if field == "domain":
        return str(events.domains["label"].get(value, value))
    if field == "event" and value in events.by_id.index:
        return str(events.by_id.loc[value, "title"])
    named: dict[str, Mapping[Any, str]] = {"sign": SIGNS, "attribution": ATTRIBUTIONS}
    if field == "level":
        return _(LEVELS[int(value)]) if int(value) in LEVELS else value
    return _(named[field][value]) if value in named.get(field, {}) else value


def vocabulary(field: str, events: Events) -> list[str]:
    """The values that a field of codes may take, in the order in which readers should see them."""
    actors = list(events.actors.index)
    choices: dict[str, Iterable[Any]] = {
        "actor": actors,
        "initiator": actors,
        "target": actors,
        "dyad": (f"{a}-{b}" for i, a in enumerate(actors) for b in actors[i + 1 :]),
        "sign": SIGNS,
        "domain": events.domains.index,
        "type": events.types.index,
        "level": LEVELS,
        "attribution": ATTRIBUTIONS,
        "event": events.frame["event_id"],
    }
    return [str(choice) for choice in choices[field]]


def _texts(value: Any) -> list[str]:
    if value in (None, (), ""):
        return []
    return [str(v) for v in value] if isinstance(value, tuple) else [str(value)]


def _read(field: str, given: list[str], events: Events, problems: list[str]) -> Any:
    """The value of a field out of the texts of its parameter; what cannot be read is explained in ``problems``."""
    name = PARAMETERS[field][0]

    def refuse(text: str, right: str) -> None:
        problems.append(_("“{name}={text}” was ignored: {right}.").format(name=name, text=text[:60], right=right))

    if field in MANY:
        return _read_codes(field, given, events, refuse)
    if not given:
        return "" if field in _TEXTS else None
    for extra in given[1:]:
        refuse(extra, _("“{name}” takes one value, and “{first}” came first").format(name=name, first=given[0][:60]))
    text = given[0]
    if field in _DATES:
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            refuse(text, _("it is no date that exists, written YYYY-MM-DD"))
            return None
    if field == "deaths":
        if re.fullmatch(r"[0-9]{1,9}", text) and int(text) > 0:
            return int(text)
        refuse(text, _("it must be a whole number, 1 or more"))
        return None
    if len(text) > TEXT_LIMIT:
        refuse(text, _("a search takes at most {text_limit} characters").format(text_limit=TEXT_LIMIT))
        return ""
    if not _terms(text):
        refuse(text, _("it holds no letter and no digit to search for"))
        return ""
    return " ".join(text.split())


def _read_codes(field: str, given: list[str], events: Events, refuse: Any) -> tuple[Any, ...]:
    known = vocabulary(field, events)
    asked = {"-".join(reversed(v.split("-"))) if field == "dyad" and v not in known else v: v for v in given}
    for code, text in asked.items():
        if code not in known:
            if field == "event":
                right = _("the record has no such event")
            elif field == "dyad":
                right = _("it is no pair of actors' codes with a hyphen between them, such as PRK-KOR")
            else:
                right = _("it is none of {some}").format(some=", ".join(known))
            refuse(text, right)
    codes = [code for code in known if code in asked]
    return tuple(int(code) for code in codes) if field == "level" else tuple(codes)


# ---- the test of each field -----------------------------------------------------------------------------------------


def _passes(field: str, value: Any, frame: pd.DataFrame) -> pd.Series:
    """For each row whether it passes one field."""
    if field == "start":
        return frame["date_start"] >= pd.Timestamp(value)
    if field == "end":
        return frame["date_start"] <= pd.Timestamp(value)
    if field == "initiator":
        return _names_any(frame["initiators"], value)
    if field == "target":
        return _names_any(frame["targets"], value)
    if field == "actor":
        return _names_any(frame["initiators"], value) | _names_any(frame["targets"], value)
    if field == "dyad":
        pairs = {frozenset(v.split("-")) for v in value}
        return pd.Series(
            [not pairs.isdisjoint(dyads(i, t)) for i, t in zip(frame["initiators"], frame["targets"], strict=True)],
            index=frame.index,
        )
    if field == "deaths":
        return frame["deaths"].fillna(-1).astype(int) >= int(value)
    if field == "place":
        return _has_words(frame["location"] + " " + frame["location_ko"], value)
    if field == "q":
        texts = frame["title"] + " " + frame["summary"] + " " + frame["location"]
        korean = frame["title_ko"] + " " + frame["summary_ko"] + " " + frame["location_ko"]
        return _has_words(texts + " " + korean, value)
    column = {"type": "event_type", "event": "event_id", "level": "hostility_level"}.get(field, field)
    return frame[column].isin(value)


def _names_any(cells: pd.Series, codes: Iterable[str]) -> pd.Series:
    return cells.str.contains(
        "|".join(map(re.escape, codes)), regex=True
    )  # codes have three letters: none holds another


def dyads(initiators: str, targets: str) -> set[frozenset[str]]:
    """The pairs of actors between whom an act passes: initiator and target, or the parties of a joint act."""
    doers, done_to = split(initiators), split(targets)
    if done_to:
        return {frozenset((a, b)) for a in doers for b in done_to}
    return {frozenset((a, b)) for i, a in enumerate(doers) for b in doers[i + 1 :]}


@lru_cache(maxsize=16_384)  # every search asks for the same texts of the record
def _plain(text: str) -> str:
    """Text without case, accents and punctuation, a space on either side of each word, for searching."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    # The letters of "U.S." are one word, as in "US".
    bare = re.sub(r"(?<![^\W_])(?:[a-z]\.)+[a-z](?![^\W_])", lambda found: found[0].replace(".", ""), bare)
    # Put together again, or a syllable of Hangul would be found in the first half of another.
    words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", bare)).strip()
    return f" {words} "


_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]|‘(.*?)’(?!\w)')  # the second is also an apostrophe, inside a word


def _terms(words: str) -> list[str]:
    """The patterns that a text as ``_plain`` gives it must hold for a search, one a word or phrase in quotation marks."""

    def anywhere(word: str) -> bool:
        return bool(re.search("[가-힣]", word))

    def pattern(word: str) -> str:
        if anywhere(word):
            # Compounds of Hangul are written with a space or without; a part of them has two syllables or more.
            joints = range(2, len(word) - 1)
            return "".join((" ?" if place in joints else "") + sign for place, sign in enumerate(word))
        return f" {word}{'' if len(word) > 3 else 's? '}"

    phrases = [_plain(found[1] or found[2] or "").strip() for found in _QUOTED.finditer(words)]
    said = [phrase if anywhere(phrase) else pattern(phrase) for phrase in phrases if phrase]
    return said + [pattern(word) for word in _plain(_QUOTED.sub(" ", words)).split()]


def _has_words(cells: pd.Series, words: str) -> pd.Series:
    """Whether each cell holds all words, or phrases in quotation marks, in any order.

    A word is found where one begins with it, one of up to three letters by itself only (or with an s: 'un' is not 'unit');
    Hangul, whose words grow at both ends, is found anywhere, and whether its parts are written apart or together.
    """
    plain = cells.map(_plain)
    found = pd.Series(True, index=cells.index)
    for term in _terms(words):
        found &= plain.str.contains(term)
    return found


def read_span(text: str) -> tuple[date, date]:
    """First and last day of a span as an address holds it: '2013-03-07..2013-04-05', or one day.

    Raises ValueError, saying what would be right.
    """
    first, __, last = text.partition("..")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise ValueError(
            _("“{text}” is no day and no span of days, such as 2013-03-07..2013-04-05").format(text=text)
        ) from error
    if end < start:
        raise ValueError(_("“{text}” ends before it starts").format(text=text))
    return start, end


def write_span(start: date, end: date) -> str:
    """A span of days for an address, read back by ``read_span``."""
    return str(start) if start == end else f"{start}..{end}"
