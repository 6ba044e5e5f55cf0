"""Sentences that say what is seen, computed from the rows and curves that are shown."""

from __future__ import annotations

import operator
import re
from datetime import date

import numpy as np
import pandas as pd

from dashboard.crises import AFTER, BEFORE
from dashboard.event_study import Study
from dashboard.events import COOPERATIVE, HOSTILE, Events
from dashboard.filters import LEVELS
from dashboard.language import _, long_date, long_month, ngettext
from dashboard.months import FAINT, PEAK_DISTANCE
from dashboard.tension import highest_day, level_word, share_of_days, trend_word

_NAMED = 20  # answers that somebody gave, below which a share is not put into a headline while others gave more
_SHORTEST = pd.Timedelta(days=27)  # a span below which a count of acts is not compared with years before
_SAME = 1e-9  # relative difference below which two sums of scores are one figure


def leads(values: pd.Series) -> bool:
    """Whether one of several values is above zero and above all others: only then it is said to be the most."""
    figures = values.fillna(0).to_numpy(dtype=float)
    return bool(len(figures) > 1 and figures.max() > 0 and np.isclose(figures, figures.max(), rtol=_SAME).sum() == 1)


def short_number(value: float) -> str:
    """A number above zero in few digits: whole from 1 on, else its first digit, so that little is not written as none."""
    return f"{value:.0f}" if value >= 1 else f"{value:.1g}"


def inside_quotes(title: str) -> str:
    """A title as it stands between quotation marks: its own become single ones."""
    return re.sub('"([^"]*)"', r"‘\1’", title).replace("“", "‘").replace("”", "’")


def _year(year: int | str) -> str:
    """A year, or the first and last of several, as it stands in a sentence: 2013, 2013년."""
    return _("{year}").format(year=year)


def level_sentence(index: pd.DataFrame, end: date) -> str:
    """The level at the record's end in words and against the ten years before; ``index``: rows of ``tension_index``."""
    percentile = index["percentile"].iloc[-1]
    if pd.isna(percentile):
        return _(
            "Tension at the record's end ({end}) is {tension:.1f} points; the record is too short to say whether that is much."
        ).format(end=long_date(end), tension=index["tension"].iloc[-1])
    trend = {
        "rising": _("rising over the last 90 days"),
        "falling": _("falling over the last 90 days"),
        "steady": _("much as 90 days before"),
    }[trend_word(index["percentile"])]
    return _(
        "Tension at the record's end ({end}) is {level_word}: higher than on {share_of_days} in the past ten years, {trend}."
    ).format(
        end=long_date(end),
        level_word=level_word(percentile),
        share_of_days=share_of_days(percentile),
        trend=trend,
    )


def record_sentence(events: Events) -> str:
    """What the record holds and until when."""
    frame = events.frame
    hostile = int((frame["sign"] == HOSTILE).sum())
    return _(
        "The record holds {n:,} dated acts of both Koreas and of others towards them, {hostile:,} hostile and {cooperative:,} cooperative, each with the pages that say so ({sources:,} sources). It begins in {min} and ends on {end}: nothing after that day is covered."
    ).format(
        n=len(frame),
        hostile=hostile,
        cooperative=len(frame) - hostile,
        sources=len(events.sources),
        min=long_month(frame["date_start"].min()),
        end=long_date(events.end),
    )


def recent_counts(events: Events, days: int = 90) -> str:
    """How many acts of either sign the record's last days hold, in one line."""
    recent = events.frame[events.frame["date_start"] > pd.Timestamp(events.end) - pd.Timedelta(days=days)]
    hostile = int((recent["sign"] == HOSTILE).sum())
    return ngettext(
        "{n} event: ▲ {hostile} hostile, ▼ {cooperative} cooperative",
        "{n} events: ▲ {hostile} hostile, ▼ {cooperative} cooperative",
        len(recent),
    ).format(n=len(recent), hostile=hostile, cooperative=len(recent) - hostile)


def index_peak(index: pd.DataFrame, unit: str = "tension") -> str:
    """The highest day of a curve; ``unit``: 'tension' (points) or 'percentile'."""
    known = index.dropna(subset=[unit])
    if known.empty or known["tension"].max() < FAINT:
        return _("No tension is recorded in this span")
    peak = highest_day(index, unit)
    day = long_date(peak["date"])
    if unit == "percentile":
        share = share_of_days(peak[unit])
        days = int((known[unit] == peak[unit]).sum())
        if not peak[unit]:
            return _("Tension stood above no day of its past, ten years at most")
        if len(known) == 1:
            return _("On {date} tension stood above {share_of_days} of its past, ten years at most").format(
                date=day, share_of_days=share
            )
        if days == 1:
            return _(
                "Tension stood highest against its past, ten years at most, on {date}, above {share_of_days}"
            ).format(date=day, share_of_days=share)
        return _(
            "On {n:,} days tension stood highest against its past, ten years at most, with most points on {date}: above {share_of_days}"
        ).format(n=days, date=day, share_of_days=share)
    level = short_number(peak[unit])
    if len(known) == 1:
        said = ngettext(
            "Tension stood at {level} point on {date}", "Tension stood at {level} points on {date}", float(level)
        )
    else:
        said = ngettext(
            "Tension peaked on {date}, at {level} point", "Tension peaked on {date}, at {level} points", float(level)
        )
    return said.format(date=day, level=level)


def domains_finding(months: pd.DataFrame) -> str:
    """The month with the highest hostile sum, and which side prevailed in how many months."""
    worst = months.iloc[int(np.argmax(months[HOSTILE]))]
    if not worst[HOSTILE]:
        return _("Only cooperative acts are in view")
    active = months[(months[HOSTILE] > 0) | (months[COOPERATIVE] < 0)]
    prevailed = int((active["net"] > 0).sum())
    if len(active) == 1:
        return _("{month}: {hostile:+.1f} points hostile, {cooperative:+.1f} cooperative").format(
            month=long_month(worst["month"]), hostile=worst[HOSTILE], cooperative=worst[COOPERATIVE]
        )
    most = (
        _("; {month} saw most hostile points").format(month=long_month(worst["month"]))
        if leads(months[HOSTILE])
        else ""
    )
    return _("Hostile acts outweighed cooperative ones in {prevailed} of {n} months with any{most}").format(
        prevailed=prevailed, n=len(active), most=most
    )


def calendar_finding(months: pd.DataFrame) -> str:
    """The month with most acts, and the one in which cooperation prevailed most."""
    counts = months["hostile_events"] + months["cooperative_events"]
    busiest, mildest = months.iloc[int(np.argmax(counts))], months.iloc[int(np.argmin(months["net"]))]
    most = int(counts.max())
    if not most:
        return _("No act is recorded in this span")
    if (counts > 0).sum() == 1:
        return ngettext("{n:,} act in view, in {month}", "{n:,} acts in view, all in {month}", most).format(
            n=most, month=long_month(busiest["month"])
        )
    milder = (
        _("; cooperation prevailed most in {month}").format(month=long_month(mildest["month"]))
        if leads(-months["net"])
        else ""
    )
    if not leads(counts):
        return _("{n} months saw the most acts, {max} each{milder}").format(
            n=(counts == most).sum(), max=most, milder=milder
        )
    return _("{month} saw the most acts, {max}{milder}").format(
        month=long_month(busiest["month"]), max=most, milder=milder
    )


def peaks_finding(peaks: pd.DataFrame, highest: float = 0.0) -> str:
    """When the highest peaks stood; ``highest``: points of the span's highest day, which need not be a peak."""
    if peaks.empty and highest >= FAINT:
        return _(
            "The index has no peak in this span: it stood higher just outside, within {days} days of the span's highest day"
        ).format(days=PEAK_DISTANCE)
    if peaks.empty:
        return _("The index has no peak in this span")
    if len(peaks) == 1:
        return _("The index has one peak in this span, on {date}").format(date=long_date(peaks["date"].iloc[0]))
    years = sorted(set(peaks["date"].dt.year.head(3)))
    said = {
        1: _("The highest peaks stood in {first}"),
        2: _("The highest peaks stood in {first} and {second}"),
        3: _("The highest peaks stood in {first}, {second} and {third}"),
    }[len(years)]
    return said.format(**dict(zip(("first", "second", "third"), map(_year, years), strict=False)))


def turns_finding(turns: pd.DataFrame) -> str:
    """How often the level turned, and the surest turn."""
    if turns.empty:
        return _("No turning point stands out in the monthly scores")
    surest = turns.sort_values("support", ascending=False, kind="stable").iloc[0]
    way, month = _("up") if surest["after"] > surest["before"] else _("down"), long_month(surest["month"])
    if len(turns) == 1:
        return _("The level turned once: {way}, in {month}").format(way=way, month=month)
    if not leads(turns["support"]):
        return _("The level turned {n} times, first in {first} and last in {last}").format(
            n=len(turns), first=long_month(turns["month"].min()), last=long_month(turns["month"].max())
        )
    return _("The level turned {n} times; most surely {way}, in {month}").format(n=len(turns), way=way, month=month)


def made_finding(made: pd.DataFrame, events: Events, start: date, end: date) -> str:
    """What weighed most in a span of days; ``made``: rows of ``contributions``."""
    span = (
        long_date(start) if start == end else _("{start} to {end}").format(start=long_date(start), end=long_date(end))
    )
    if made.empty:
        return _("Nothing in view weighs on {span}").format(span=span)
    first = made.iloc[0]
    title = inside_quotes(events.event(first["event_id"])["title"])
    if len(made) == 1:
        return _("{span}: only “{title}” weighed").format(span=span, title=title)
    if leads(made["share"]):
        said = _("{span}: “{title}” weighed most, {share:.0%} of all that weighed")
    else:
        said = _("{span}: no act weighed more than “{title}”, {share:.0%} of all that weighed")
    return said.format(span=span, title=title, share=first["share"])


def named_acts(events: Events, event_ids: list[str]) -> str:
    """Acts as lines for a chart's hover, ▲ hostile, ▼ cooperative."""
    acts = (events.event(event_id) for event_id in event_ids)
    return "<br>".join(f"{'▲' if act['sign'] == HOSTILE else '▼'} {act['title']}" for act in acts)


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("{words} and {last}").format(words=", ".join(words[:-1]), last=words[-1])


def ladder_finding(months: pd.DataFrame) -> str:
    """How often the highest rung seen was reached."""
    top = int(months["level"].max())
    if not top:
        return _("No act is recorded in this span")
    reached = months.loc[months["level"] == top, "month"]
    level, last = _(LEVELS[top]).replace(" · ", ", "), long_month(reached.max())
    if len(reached) == 1:
        return _("Level {level}, the highest seen, was reached in one month, {month}").format(level=level, month=last)
    return _("Level {level}, the highest seen, was reached in {n} months, last in {month}").format(
        level=level, n=len(reached), month=last
    )


def timeline_finding(frame: pd.DataFrame, whole: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """How many acts of either sign; then the busiest year or, for a span of up to a year, how it compares with years before.

    frame  the rows shown, from ``start`` to ``end``      whole  the same filter's rows over the whole time
    """
    counts = _counts(frame)
    if end - start < pd.Timedelta(days=366):
        return _("{span}: {counts}{compared}").format(
            span=_span_words(start, end), counts=counts, compared=_against_years_before(whole, start, end)
        )
    years = frame["date_start"].dt.year.value_counts()
    busiest = _("; {idxmax} saw the most, {max}").format(idxmax=years.idxmax(), max=years.max()) if leads(years) else ""
    return counts + busiest


def _counts(frame: pd.DataFrame) -> str:
    """How many acts: of one type by its name, else by sign."""
    n, hostile, labels = len(frame), int((frame["sign"] == HOSTILE).sum()), frame["label"].unique()
    if n and len(labels) == 1:
        return ngettext("{n:,} act of the type “{label}”", "{n:,} acts of the type “{label}”", n).format(
            n=n, label=labels[0]
        )
    if hostile == n:
        return ngettext("{n:,} hostile act", "{n:,} hostile acts", n).format(n=n)
    if not hostile:
        return ngettext("{n:,} cooperative act", "{n:,} cooperative acts", n).format(n=n)
    return ngettext(
        "{hostile:,} hostile and {cooperative:,} cooperative act",
        "{hostile:,} hostile and {cooperative:,} cooperative acts",
        n - hostile,
    ).format(hostile=hostile, cooperative=n - hostile)


def _span_words(start: pd.Timestamp, end: pd.Timestamp) -> str:
    if _is_year(start, end):
        return _year(start.year)
    if start == end:
        return long_date(start)
    return _("{start} to {end}").format(start=long_date(start), end=long_date(end))


def _is_year(start: pd.Timestamp, end: pd.Timestamp) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _against_years_before(whole: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """How the number of acts in a span compares with the same days of earlier years: a clause, or nothing.

    Of days before the first act in view nobody knows whether the record covers them. A span that begins there is no measure
    of how few acts there were; that there were as many, it may show.
    """
    if end - start < _SHORTEST or whole.empty:
        return ""
    days, first = whole["date_start"], whole["date_start"].min()
    counts, covered = {}, set()
    for years in range(start.year - first.year + 1):
        begin = start - pd.DateOffset(years=years)
        counts[start.year - years] = int(days.between(begin, end - pd.DateOffset(years=years)).sum())
        if begin >= first:
            covered.add(start.year - years)
    n = counts.pop(start.year, 0)
    if not n or start.year - 1 not in covered:
        return ""
    before = counts[start.year - 1]
    same_days = "" if _is_year(start, end) else _(" in these days")
    comparable = counts if n > before else {year: count for year, count in counts.items() if year in covered}
    reached = operator.ge if n > before else operator.le
    since = next((year for year, count in comparable.items() if reached(count, n)), None)
    if n == before:
        return _(", as many as the year before")
    if since is None:
        words = _(", more than in any year before{same_days}") if n > before else ""
    else:
        words = _(", the most{same_days} since {since}") if n > before else _(", the fewest{same_days} since {since}")
    return words.format(same_days=same_days, since=since)


def crises_finding(table: pd.DataFrame) -> str:
    """Which of the crises laid side by side rose highest and which took most lives; ``table``: rows of ``crisis_table``."""
    top = table.iloc[int(np.argmax(table["peak"]))]
    if top["peak"] < FAINT:
        rose = _("No tension is recorded in these crises")
    else:
        peak = short_number(top["peak"])
        if leads(table["peak"]):
            rose = ngettext(
                "{crisis} rose highest, to {peak} point", "{crisis} rose highest, to {peak} points", float(peak)
            )
        else:
            rose = ngettext("{crisis} rose to {peak} point", "{crisis} rose to {peak} points", float(peak))
        rose = rose.format(crisis=top["crisis"], peak=peak)
        if (day := (top["peak_day"] - top["day_zero"]).days) > AFTER or day < -BEFORE:
            rose += _(" on day {day:,}, beyond the chart").format(day=day)
    deaths = table["deaths"].astype("Int64").fillna(0).astype(int)
    if not leads(deaths):
        return rose
    worst = table["crisis"].iloc[int(np.argmax(deaths))]
    if worst == top["crisis"] and leads(table["peak"]):
        return _("{rose}, and took most lives, {deaths:,} by the figures known").format(rose=rose, deaths=deaths.max())
    return _("{rose}; {crisis} took most lives, {deaths:,} by the figures known").format(
        rose=rose, crisis=worst, deaths=deaths.max()
    )


def study_finding(study: Study, what: str) -> str:
    """How the index differs after and before the studied acts, and whether random days differ as much."""
    change = study.change.loc["tension"]
    if not change.any():
        return _("Around {what} no other act raised the index").format(what=what)
    outside = not change["random_low"] <= change["change"] <= change["random_high"]
    if f"{abs(change['change']):.1f}" == "0.0":
        judged = _("unlike around random days") if outside else _("as around random days")
        return _("After {what} other acts put the index where it stood before, {judged}").format(
            what=what, judged=judged
        )
    judged = _("more than by chance") if outside else _("no more than around random days")
    if change["change"] > 0:
        said = _("After {what} other acts put the index {change:.1f} points higher than before: {judged}")
    else:
        said = _("After {what} other acts put the index {change:.1f} points lower than before: {judged}")
    return said.format(what=what, change=abs(change["change"]), judged=judged)


def chain_finding(acts: pd.DataFrame) -> str:
    """How many acts in how many days, and the gravest; ``acts``: rows of ``chain_table``."""
    first, last = acts.iloc[0], acts.iloc[-1]
    gravest = acts.iloc[int(np.argmax(acts["score"]))]
    title = inside_quotes(gravest["title"])
    if len(acts) == 1:
        return _("One act: “{title}”, {score:+.1f}").format(title=title, score=gravest["score"])
    span = _chain_span(first, last)
    if gravest["score"] <= 0:
        said = _("{n} acts {span}")
    elif leads(acts["score"]):
        said = _("{n} acts {span}; the gravest: “{title}”, {score:+.1f}")
    else:
        said = _("{n} acts {span}; {tied} of them share the highest score, {score:+.1f}")
    return said.format(
        n=len(acts), span=span, title=title, score=gravest["score"], tied=(acts["score"] == gravest["score"]).sum()
    )


def _chain_span(first: pd.Series, last: pd.Series) -> str:
    """The time from one act to another: in days where both are known to the day, else in the months or years that are known."""
    precisions = {first["date_precision"], last["date_precision"]}
    if precisions == {"day"}:
        days = (last["date_start"] - first["date_start"]).days
        return _("on one day") if not days else ngettext("in {n:,} day", "in {n:,} days", days).format(n=days)
    start, end = (
        _year(act["date_start"].year) if "year" in precisions else long_month(act["date_start"])
        for act in (first, last)
    )
    return (
        _("in {time}").format(time=start) if start == end else _("from {start} to {end}").format(start=start, end=end)
    )


def pace_finding(table: pd.DataFrame) -> str:
    """How soon half of the answers came; ``table``: rows of ``pace``."""
    if table.empty:
        return _("Too few answers with known days are in view")
    every = table.iloc[0]
    if not every["median"]:
        return _("Half of the answers came on the day of the act")
    return ngettext(
        "Half of the answers came within {n:g} day of the act",
        "Half of the answers came within {n:g} days of the act",
        every["median"],
    ).format(n=every["median"])


def harshness_finding(table: pd.DataFrame) -> str:
    """How often answers were harsher or milder than their acts; ``table``: rows of ``harshness``."""
    if table.empty:
        return _("Too few answers are in view")
    share = table[table["group"] == _("All")].set_index("compared")["share"]
    return _("{harsher:.0%} of answers were harsher than the act, {milder:.0%} milder").format(
        harsher=share["harsher"], milder=share["milder"]
    )


def breakers_finding(table: pd.DataFrame) -> str:
    """Who most often answered hostile acts with cooperative ones; ``table``: rows of ``breakers``, whose unit is the answer."""
    turned = table[table["turn"] == _("to cooperation")]
    turned = turned[turned["n"] >= _NAMED] if (turned["n"] >= _NAMED).any() else turned
    if turned.empty:
        return _("Too few answers to hostile acts are in view")
    said = [
        _("{answerer} {share:.0%} (of {n:,})").format(answerer=row["answerer"], share=row["share"], n=row["n"])
        for row in turned.head(3).to_dict("records")
    ]
    return _("Share of answers to hostile acts that were cooperative: {listed}").format(listed=", ".join(said))


def matrix_finding(table: pd.DataFrame) -> str:
    """The busiest cell, and how hostile it is; ``table``: rows of ``matrix``."""
    top = table.iloc[int(np.argmax(table["acts"]))]
    if len(table) > 1 and not leads(table["acts"]):
        tied = int((table["acts"] == top["acts"]).sum())
        if tied == len(table):
            said = ngettext("{n} pairs, {acts:,} act each", "{n} pairs, {acts:,} acts each", top["acts"])
        else:
            said = _("No pair stands out: {n} of {all} have the most acts, {acts:,} each")
        return said.format(n=tied, all=len(table), acts=top["acts"])
    if len(table) > 1:
        said = _("{initiator} towards {target}: {acts:,} acts, the most of any pair, {share:.0%} of them hostile")
    elif top["acts"] > 1:
        said = _("{initiator} towards {target}: {acts:,} acts, {share:.0%} of them hostile")
    elif top["hostile"]:
        said = _("{initiator} towards {target}: one hostile act")
    else:
        said = _("{initiator} towards {target}: one cooperative act")
    return said.format(
        initiator=top["initiator"], target=top["target"], acts=top["acts"], share=top["hostile"] / top["acts"]
    )


def pairs_finding(table: pd.DataFrame) -> str:
    """The most hostile and the most cooperative year of the busiest pair; ``table``: rows of ``pairs_by_year``.

    Years without an act stand at zero: the worst is one above it, the best one below.
    """
    if table.empty:
        return _("No pair of actors is in view")
    name = table["name"].iloc[0]
    net = table[table["name"] == name].groupby("year")["score"].sum()
    if len(net) == 1:
        said = _("{name}: a balance of {high:+.1f} points in {year}")
    elif leads(net) and leads(-net):
        said = _("{name}: the balance was worst in {year} and best in {year2}")
    elif leads(net):
        said = _("{name}: the balance was worst in {year}, {high:+.1f} points")
    elif leads(-net):
        said = _("{name}: the balance was best in {year2}, {low:+.1f} points")
    else:
        said = _("{name}: the balance of a year with acts lay between {low:+.1f} and {high:+.1f} points")
    return said.format(name=name, year=net.idxmax().year, year2=net.idxmin().year, high=net.max(), low=net.min())


def governments_finding(table: pd.DataFrame, country: str) -> str:
    """Under whom most hostile acts a year are recorded; ``table``: rows of ``governments`` of one country."""
    rates = table["hostile_a_year"]
    if not rates.max():
        return _("{country}: no hostile act is recorded under the governments shown").format(country=country)
    if len(rates) > 1 and (rates > 0).sum() == 1:
        said = _("{country}: hostile acts are recorded under {name} alone, {rate} a year")
    elif leads(rates):
        said = _("{country}: most hostile acts a year are recorded under {name}, {rate}")
    else:
        said = _("{country}: under {name} hostile acts come to {rate} a year")
    named = table.loc[np.isclose(rates, rates.max(), rtol=_SAME), "name"]
    return said.format(country=country, name=_listed(list(named)), rate=short_number(rates.max()))


def map_finding(rows: pd.DataFrame, year: str) -> str:
    """The busiest place; ``rows``: ``placed`` events; ``year``: the one shown, or the first and last; '' for all in view."""
    if rows.empty:
        return _("{year}: no act in view has a place").format(year=year) if year else _("No act in view has a place")
    counts = rows.groupby("place_id")["event_id"].size()
    name = rows.loc[rows["place_id"] == counts.idxmax(), "place"].iloc[0]
    most = int(counts.max())
    if len(counts) == 1:
        said = ngettext("{most:,} act with a place, at {name}", "{most:,} acts with a place, all at {name}", most)
    elif leads(counts):
        said = _("{places:,} places; most acts at {name}, {most:,}")
    elif (counts == most).all():
        said = ngettext("{places:,} places, {most:,} act each", "{places:,} places, {most:,} acts each", most)
    else:
        said = _("{places:,} places; {n:,} of them have the most acts, {most:,} each")
    words = said.format(places=len(counts), name=name, most=most, n=(counts == most).sum())
    return f"{_year(year)}: {words}" if year else words
