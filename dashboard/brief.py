"""The brief: one to two pages on the events that a filter asks for, written from the data by plain templates.

As HTML it prints well and holds the chart; as Markdown it can be pasted. Every event named bears the numbers of its sources.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from dashboard.events import COOPERATIVE, HOSTILE, Events, gravest, split, when
from dashboard.filters import EventFilter
from dashboard.language import _, language, long_date, ngettext
from dashboard.responses import chains
from dashboard.tension import level_word, share_of_days

GRAVEST, LATEST, CHAINS = 6, 6, 3  # how many of each a brief names
_MARKS = {HOSTILE: "▲", COOPERATIVE: "▼"}


@dataclass
class Brief:
    """The parts of a brief, in the order in which they are read; ``cited``: source_ids in the order of their numbers."""

    title: str
    filter: str
    happened: list[str]
    level: str
    gravest: list[str] = field(default_factory=list)
    latest: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)


def write_brief(events: Events, wanted: EventFilter, rows: pd.DataFrame, index: pd.DataFrame) -> Brief:
    """Write the brief of the rows that a filter asks for.

    index: ``tension_index`` of the filter without its dates, the whole record. Raises ValueError if there are no rows.
    """
    if rows.empty:
        raise ValueError("no event passes the filter: there is nothing to brief on")
    start = max(wanted.start, events.start) if wanted.start else rows["date_start"].min().date()
    end = min(wanted.end or events.end, events.end)
    brief = Brief(
        title=_("Inter-Korean tension, {start} to {end}").format(start=long_date(start), end=long_date(end)),
        filter=wanted.describe(events),
        happened=_happened(events, rows),
        level=_level(index, end, whole=not wanted.without_dates()),
    )
    brief.gravest = [_line(events, event, brief.cited) for __, event in gravest(rows).head(GRAVEST).iterrows()]
    brief.latest = [_line(events, event, brief.cited) for __, event in rows.tail(LATEST)[::-1].iterrows()]
    for chain in chains(events, rows).head(CHAINS).to_dict("records"):
        acts = [events.event(event_id) for event_id in chain["event_ids"]]
        steps = " → ".join(f"{_MARKS[a['sign']]} {when(a)} {a['title']}{_cite(a, brief.cited)}" for a in acts)
        brief.chains.append(steps)
    return brief


def _happened(events: Events, rows: pd.DataFrame) -> list[str]:
    hostile = int((rows["sign"] == HOSTILE).sum())
    deaths = rows["deaths"].fillna(0).sum()
    said = [
        ngettext(
            "{n:,} act in the record: {hostile:,} hostile (▲), {cooperative:,} cooperative (▼).",
            "{n:,} acts in the record: {hostile:,} hostile (▲), {cooperative:,} cooperative (▼).",
            len(rows),
        ).format(n=len(rows), hostile=hostile, cooperative=len(rows) - hostile),
    ]
    kinds = rows["label"].value_counts().head(4)
    named = ", ".join(_("{label} ({n:,})").format(label=str(label).lower(), n=n) for label, n in kinds.items())
    said.append(_("Most frequent: {kinds}.").format(kinds=named))
    if deaths:
        known = int(rows["deaths"].notna().sum())
        said.append(
            _("Deaths by the figures known for {known:,} of them: {deaths:,}.").format(known=known, deaths=int(deaths))
        )
    disputed = int((rows["attribution"] == "disputed").sum())
    if disputed:
        said.append(
            ngettext(
                "{n:,} is disputed: the actor denies it, or the core facts are contested.",
                "{n:,} are disputed: the actor denies it, or the core facts are contested.",
                disputed,
            ).format(n=disputed)
        )
    return said


def _level(index: pd.DataFrame, end: date, *, whole: bool) -> str:
    """Where the index stood at the end; in a word only if it is that of the whole record: a few acts make no level of tension."""
    last = index[index["date"] <= pd.Timestamp(end)].iloc[-1]
    if pd.isna(last["percentile"]):
        return _("On {end} the index stood at {tension:.1f} points; the past is too short for a comparison.").format(
            end=long_date(end), tension=last["tension"]
        )
    if whole:
        said = _(
            "On {end} the index stood at {tension:.1f} points, {level_word}: higher than on {share_of_days} in the ten years before. It is a coded measure of reported acts, no forecast."
        )
    else:
        said = _(
            "On {end} the index of these acts alone stood at {tension:.1f} points, higher than on {share_of_days} in the ten years before. It is a coded measure of reported acts, no forecast."
        )
    return said.format(
        end=long_date(end),
        tension=last["tension"],
        level_word=level_word(last["percentile"]),
        share_of_days=share_of_days(last["percentile"]),
    )


def _cite(event: pd.Series, cited: list[str]) -> str:
    numbers = []
    for source_id in split(event["source_ids"])[:3]:
        if source_id not in cited:
            cited.append(source_id)
        numbers.append(str(cited.index(source_id) + 1))
    return f" [{', '.join(numbers)}]"


def _line(events: Events, event: pd.Series, cited: list[str]) -> str:
    title = event["title"] + (_(" (disputed)") if event["attribution"] == "disputed" else "")
    score = _("Score {score:+.1f}.").format(score=event["score"])
    return f"{_MARKS[event['sign']]} {when(event)}: {title}. {event['summary']} {score}{_cite(event, cited)}"


def _sections(brief: Brief) -> list[tuple[str, list[str], bool]]:
    """Headings with their lines, and whether they are numbered or bulleted as a list."""
    parts = [
        (_("What happened"), brief.happened, False),
        (_("Level"), [brief.level], False),
        (_("Gravest"), brief.gravest, True),
        (_("Latest"), brief.latest, True),
        (_("Chains of answers, as sources report them"), brief.chains, True),
    ]
    return [part for part in parts if part[1]]


def _sources(events: Events, brief: Brief) -> list[tuple[str, str]]:
    out = []
    for source_id in brief.cited:
        source = events.sources.loc[source_id]
        day: Any = source["published"]
        published = f", {long_date(day)}" if pd.notna(day) else ""
        out.append((f"{source['publisher']}, {source['title']}{published}", str(source["url"])))
    return out


def _foot(events: Events, address: str) -> str:
    return _("Made from Inter-Korean tension, version {version} (ends {end}), CC BY 4.0. {address}").format(
        version=events.version, end=long_date(events.end), address=address
    )


def to_markdown(events: Events, brief: Brief, address: str) -> str:
    """The brief as Markdown; ``address``: of the view that it was made from."""
    lines = [f"# {brief.title}", "", _("Filter: {filter}").format(filter=brief.filter), ""]
    for heading, said, listed in _sections(brief):
        lines += [f"## {heading}", "", *((f"- {one}" for one in said) if listed else said), ""]
    lines += ["## " + _("Sources"), ""]
    lines += [f"{n}. {words}. <{url}>" for n, (words, url) in enumerate(_sources(events, brief), start=1)]
    return "\n".join([*lines, "", _foot(events, address), ""])


def to_html(events: Events, brief: Brief, address: str, chart: str = "") -> str:
    """The brief as one HTML document that prints on one or two pages; ``chart``: an SVG that stands under the level."""
    body = [
        f"<h1>{escape(brief.title)}</h1>",
        f'<p class="muted">{escape(_("Filter: {filter}").format(filter=brief.filter))}</p>',
    ]
    for heading, said, listed in _sections(brief):
        body.append(f"<h2>{escape(heading)}</h2>")
        text = [escape(one) for one in said]
        body.append(
            "<ul>" + "".join(f"<li>{one}</li>" for one in text) + "</ul>" if listed else f"<p>{' '.join(text)}</p>"
        )
        if said == [brief.level] and chart:
            body.append(f"<figure>{chart}</figure>")
    links = "".join(
        f'<li>{escape(words)}. <a href="{escape(url, quote=True)}">{escape(url)}</a></li>'
        for words, url in _sources(events, brief)
    )
    body.append(
        f'<h2>{escape(_("Sources"))}</h2><ol class="sources">{links}</ol><p class="muted">{escape(_foot(events, address))}</p>'
    )
    return f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{escape(brief.title)}</title><style>{_STYLE}</style></head><body>{"".join(body)}</body></html>'


_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.45 'Source Sans 3', Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', Arial, sans-serif; color: #1B1F24; background: #FFF; }
h1, h2 { font-family: Georgia, Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', serif; line-height: 1.2; } h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin: 1.1rem 0 .3rem; }
p, ul, ol { margin: .3rem 0; } li { margin: .2rem 0; } .muted { color: #5A5F66; font-size: .9em; } .sources { font-size: .8em; overflow-wrap: anywhere; }
figure { margin: .6rem 0; } figure svg { width: 100%; height: auto; } a { color: #0F6E84; }
@page { size: A4; margin: 16mm; } @media print { body { margin: 0; max-width: none; font-size: 10.5pt; } li, figure { break-inside: avoid; } }
"""
