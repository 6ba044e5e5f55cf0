"""The codebook as text: tables made from the data files, for the method page and for ``data/README.md``.

Meanings of columns stand in ``datapackage.json``, those of types in ``event_types.csv``, those of actors and domains in
their files. They are rendered, never typed again: ``python -m dashboard codebook`` renews the README's tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.census import Census, census, words
from dashboard.events import Events
from dashboard.language import ENGLISH, _, language, long_month

BEGIN, END = "<!-- begin {} -->", "<!-- end {} -->"
MARKED = r"<!-- begin (\w+) -->.*?<!-- end \1 -->"  # a rendered part with its marks; it may run over lines
QUOTING = ("README.md", "docs/peers.md")  # pages beside the data that quote the record's figures between such marks


def columns_table(events: Events, resource: str) -> pd.DataFrame:
    """Columns of a file: name, type, meaning in the language spoken, rule and example."""
    fields = next(r["schema"]["fields"] for r in events.package["resources"] if r["name"] == resource)
    return pd.DataFrame(
        {
            "column": [f["name"] for f in fields],
            "type": [f["type"] for f in fields],
            "meaning": [spoken_of(f, "description") for f in fields],
            "rule": [_rule_text(f.get("constraints", {})) for f in fields],
            "example": [str(f.get("example", "")) for f in fields],
        }
    )


def spoken_of(described: Mapping[str, Any], key: str) -> str:
    """What a file or column of the descriptor says of itself in the language spoken, in English where it has no other."""
    return str(described.get(f"{key}_{language()}") or described[key])


def _rule_text(limits: dict[str, object]) -> str:
    parts = [_("required")] if limits.get("required") else []
    parts += [_("unique")] if limits.get("unique") else []
    if "enum" in limits:
        values = ", ".join(map(str, limits["enum"]))  # type: ignore[call-overload]
        parts.append(_("one of {values}").format(values=values))
    parts += [_("at least {minimum}").format(minimum=limits["minimum"])] if "minimum" in limits else []
    parts += [_("at most {maximum}").format(maximum=limits["maximum"])] if "maximum" in limits else []
    parts += (
        [_("at most {maxlength} characters").format(maxlength=limits["maxLength"])] if "maxLength" in limits else []
    )
    return "; ".join(parts)


def types_table(events: Events) -> pd.DataFrame:
    """The event types with their scores as the app shows them (up is worse) and their rules."""
    types = events.types.reset_index(drop=True)
    return pd.DataFrame(
        {
            "type": types["event_type"],
            "label": types["label"],
            "domain": types["domain"].map(events.domains["label"]),
            "score low / typical / high": [
                f"{0 - a:+g} / {0 - b:+g} / {0 - c:+g}"
                for a, b, c in zip(types["goldstein_low"], types["goldstein"], types["goldstein_high"], strict=True)
            ],
            "hostility level": types["hostility_level"],
            "PLOVER": types["plover"],
            "CAMEO": types["cameo"],
            "definition": types["definition"],
            "edge case": types["edge_case"],
            "low when": types["low_when"],
            "high when": types["high_when"],
        }
    )


def markdown_table(table: pd.DataFrame) -> str:
    """A frame as a Markdown table."""
    rows = [
        list(map(str, table.columns)),
        ["---"] * len(table.columns),
        *[list(map(str, row)) for row in table.itertuples(index=False)],
    ]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)


def blocks(events: Events) -> dict[str, str]:
    """The README's rendered parts by name."""
    columns = "\n\n".join(
        f"### `{r['path']}`: {r['title']}\n\n{markdown_table(columns_table(events, r['name']))}"
        for r in events.package["resources"]
    )
    return {
        "columns": columns,
        "types": markdown_table(types_table(events)),
        "actors": markdown_table(events.actors.reset_index(drop=True)[["code", "name", "side", "description"]]),
        "domains": markdown_table(events.domains.reset_index(drop=True)[["domain", "label", "description"]]),
    }


def _renewed(page: str, parts: Mapping[str, str]) -> str:
    """A page with what stands between two marks (``<!-- begin rows -->…<!-- end rows -->``) put in again, by the marks' name.

    Raises ValueError for marks of a part that there is none of.
    """

    def part(mark: re.Match[str]) -> str:
        if (name := mark[1]) not in parts:
            raise ValueError(f"no part is named {name!r}; there are {', '.join(parts)}")
        return BEGIN.format(name) + parts[name] + END.format(name)

    return re.sub(MARKED, part, page, flags=re.DOTALL)


def render(readme: str, events: Events) -> str:
    """The README with its rendered parts renewed.

    Raises ValueError if a part's begin or end mark is missing.
    """
    parts = {name: f"\n\n{text}\n\n" for name, text in blocks(events).items()}
    for name in parts:
        begin, end = BEGIN.format(name), END.format(name)
        if begin not in readme or end not in readme:
            raise ValueError(f"data/README.md lacks the marks {begin} and {end}")
    return _renewed(readme, parts)


def figures(state: Census) -> dict[str, str]:
    """The record's state in figures, as the project's own pages quote it, by the name of their marks."""
    return {
        "figures": words(state),
        "rows": f"{state.events:,} to {state.last.day} {long_month(state.last)}",
        "pages": f"{state.sources_per_row:.1f}",
        "twice": f"{state.verified_twice:.0%}",
        "links": f"{state.links:,}",
        "grave": f"{state.grave_once:,}",
    }


def render_figures(page: str, events: Events) -> str:
    """A page of the project's with the figures that it quotes renewed.

    Raises ValueError if the page has no marks, or marks of a figure that there is none of.
    """
    if not re.search(MARKED, page, flags=re.DOTALL):
        raise ValueError("the page has no figure between marks such as <!-- begin rows --> and <!-- end rows -->")
    return _renewed(page, figures(census(events)))


def rules(folder: Path, code: str = ENGLISH) -> str:
    """The codebook's prose in a language, without the rendered parts: what the method page shows beside its own tables.

    Of a data package that has none in that language (``README.ko.md``), the English one; '' if it has no README.
    """
    written = [path for name in (f"README.{code}.md", "README.md") if (path := folder / name).exists()]
    if not written:
        return ""
    readme = written[0].read_text(encoding="utf-8")
    prose = re.sub(rf"\n## [^\n]+\n+{MARKED}\n?", "\n", readme, flags=re.DOTALL)
    return prose.partition("\n")[2]  # the page has a title of its own
