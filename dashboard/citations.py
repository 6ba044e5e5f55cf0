"""How to cite one event, or a view of the record: Chicago, APA, MLA, BibTeX and RIS, from the data package's own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

import pandas as pd

from dashboard.events import Events, when
from dashboard.language import ENGLISH, _, language, long_date


@dataclass(frozen=True)
class Citation:
    """What a citation is made of: whose work, what in it, which version, where, and when it was read."""

    author: str
    title: str
    work: str
    version: str
    year: int
    address: str
    read: date
    key: str


def of_event(events: Events, event: pd.Series, address: str, read: date) -> Citation:
    """The citation of one event; ``address``: its permalink; ``read``: the day on which it was looked up."""
    title = f"{event['title']} ({when(event)})"
    return _citation(events, title, address, read, str(event["event_id"]))


def of_view(events: Events, described: str, address: str, read: date) -> Citation:
    """The citation of the rows that a filter asks for; ``described``: the filter in words, ``address``: with the filter."""
    key = f"inter-korean-tension-{events.version}"
    if asked := urlsplit(address).query:  # a bibliography may hold several views, and no key twice
        key += f"-{sha256(asked.encode()).hexdigest()[:6]}"
    return _citation(events, _("Events, {described}").format(described=described), address, read, key)


def _citation(events: Events, title: str, address: str, read: date, key: str) -> Citation:
    package = events.package
    author = str(package["contributors"][0]["title"]).split(",")[0]
    work = str(package["title"])
    return Citation(author, title, work, events.version, int(str(package["created"])[:4]), address, read, key)


def _words(c: Citation) -> dict[str, object]:
    """The parts of a citation as the templates name them, dates in the language that is spoken."""
    english = language() == ENGLISH
    month = f"{c.read:%B} {c.read.day}, {c.read.year}" if english else long_date(c.read)
    day = f"{c.read.day} {c.read:%b} {c.read.year}" if english else long_date(c.read)
    parts = {name: getattr(c, name) for name in ("author", "title", "work", "version", "year", "address")}
    return parts | {"month_first": month, "day_first": day}


def chicago(c: Citation) -> str:
    """Chicago Manual of Style, bibliography entry of a dataset."""
    return _("{author}. “{title}.” {work}, version {version}, {year}. Accessed {month_first}. {address}.").format(
        **_words(c)
    )


def apa(c: Citation) -> str:
    """American Psychological Association, seventh edition, data set."""
    return _(
        "{author}. ({year}). {title}. In {work} (Version {version}) [Data set]. Retrieved {month_first}, from {address}"
    ).format(**_words(c))


def mla(c: Citation) -> str:
    """Modern Language Association, ninth edition."""
    return _("“{title}.” {work}, version {version}, {author}, {year}, {address}. Accessed {day_first}.").format(
        **_words(c)
    )


# Signs that LaTeX reads as commands -> how they are written to be seen.
_LATEX = {sign: f"\\{sign}" for sign in "&%$#_"} | {"^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def bibtex(c: Citation) -> str:
    """A BibTeX entry; braces keep capitals."""

    def safe(text: str) -> str:
        """Text without what ends a field early, its other signs of LaTeX's escaped."""
        bare = re.sub(r"[{}\\]", "", text)
        return "".join(_LATEX.get(sign, sign) for sign in bare)

    fields = {
        "author": f"{{{safe(c.author)}}}",
        "title": f"{{{safe(c.title)}}}",
        "howpublished": safe(c.work),
        "version": c.version,
        "year": str(c.year),
        "url": c.address,
        "urldate": c.read.isoformat(),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{c.key},\n{lines}\n}}\n"


def ris(c: Citation) -> str:
    """An RIS record of a data set, for reference managers."""
    lines = [
        ("TY", "DATA"),
        ("AU", c.author),
        ("TI", c.title),
        ("T2", c.work),
        ("ET", c.version),
        ("PY", str(c.year)),
        ("UR", c.address),
        ("Y2", f"{c.read:%Y/%m/%d}"),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


STYLES: dict[str, Callable[[Citation], str]] = {
    "Chicago": chicago,
    "APA": apa,
    "MLA": mla,
    "BibTeX": bibtex,
    "RIS": ris,
}
