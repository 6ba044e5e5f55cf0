"""The language that people read: English, whose texts stand in the code, or Korean, whose texts stand in ``messages/ko.po``.

A text that readers see is wrapped in ``_`` where it is used, in ``ngettext`` if it counts something, and in ``N_`` where it is
only named and translated later. Which language is spoken is set once a run; everything below the pages just asks for words.
Codes, addresses, files to compute with and the command line stay as they are in every language.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import pandas as pd
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH, KOREAN = "en", "ko"
LANGUAGES = {ENGLISH: "English", KOREAN: "한국어"}
MESSAGES = Path(__file__).resolve().parent / "messages"

# How each language writes a day, a month in full and a month in short (patterns of the Unicode CLDR).
_DATES = {
    ENGLISH: {"day": "d MMM y", "month": "MMMM y", "short": "MMM y", "name": "MMM"},
    KOREAN: {"day": "y년 M월 d일", "month": "y년 M월", "short": "y년 M월", "name": "M월"},
}
_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """Code of the language that is spoken now."""
    return _spoken.get()


def speak(code: str) -> None:
    """Speak a language from here on in this thread. Raises KeyError for one that is not among ``LANGUAGES``."""
    LANGUAGES[code]
    _spoken.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for as long as the block lasts."""
    before = language()
    speak(code)
    try:
        yield
    finally:
        speak(before)


@lru_cache
def _catalogue(code: str) -> NullTranslations:
    if code == ENGLISH:
        return NullTranslations()
    with (MESSAGES / f"{code}.po").open("rb") as file:
        messages = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _(message: str) -> str:
    """A text in the language that is spoken."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, n: float) -> str:
    """A text that counts ``n`` things, in the language that is spoken."""
    return _catalogue(language()).ngettext(one, many, 1 if n == 1 else 2)


def N_(message: str) -> str:  # noqa: N802 - the name under which extractors of messages look for it
    """Mark a text for translation where it is named; ``_`` translates it where it is used."""
    return message


def long_date(day: date | pd.Timestamp) -> str:
    """A date as it is written on the page: 23 Nov 2010, 2010년 11월 23일."""
    return _date(day, "day")


def long_month(day: date | pd.Timestamp) -> str:
    """A month in full: November 2010, 2010년 11월."""
    return _date(day, "month")


def short_month(day: date | pd.Timestamp) -> str:
    """A month in short: Nov 2010, 2010년 11월."""
    return _date(day, "short")


def month_name(day: date | pd.Timestamp) -> str:
    """The name of a month by itself: Nov, 11월."""
    return _date(day, "name")


def long_span(start: date | pd.Timestamp, end: date | pd.Timestamp) -> str:
    """Two dates as a span: 20 Feb 2013 to 4 Apr 2013, 2013년 2월 20일~2013년 4월 4일."""
    return _("{start} to {end}").format(start=long_date(start), end=long_date(end))


def _date(day: date | pd.Timestamp, form: str) -> str:
    return _written(day.date() if isinstance(day, pd.Timestamp) else day, form, language())


@lru_cache(maxsize=65_536)  # charts write the same days again and again
def _written(day: date, form: str, code: str) -> str:
    return format_date(day, format=_DATES[code][form], locale=code)
