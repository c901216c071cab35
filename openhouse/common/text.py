"""Dates, times and numbers as families read them: "Tuesday, Oct 6", "10:20", "7.5".

A page says the same few days and times over and over, so each is put into words once a language.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any, cast

from django.utils import dateformat, timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_bidi, ngettext, npgettext, pgettext
from django.utils.translation import gettext as _


def once_a_language[**P](words: Callable[P, str]) -> Callable[P, str]:
    """Keep what *words* says of its arguments, apart for each language."""

    plain = cast("Callable[..., str]", words)

    @lru_cache(maxsize=4096)
    def kept(language: str | None, *said: Any) -> str:
        return plain(*said)

    @wraps(words)
    def inner(*said: Any) -> str:
        return kept(get_language(), *said)

    return cast("Callable[P, str]", inner)


@once_a_language
def day_words(on: date) -> str:
    """ "Tuesday, Oct 6"."""
    # Translators: Django's date format for "Tuesday, Oct 6".
    return dateformat.format(on, _("l, M j"))


@once_a_language
def day_and_year(on: date) -> str:
    """ "Tuesday, Oct 6, 2026": where another year may be meant."""
    # Translators: Django's date format for "Tuesday, Oct 6, 2026".
    return dateformat.format(on, _("l, M j, Y"))


@once_a_language
def day_title(on: date) -> str:
    """The same at the head of a line, where Spanish has "Martes 6 de octubre"."""
    return capfirst(dateformat.format(on, pgettext("at the head of a line", "l, M j")))


@once_a_language
def long_day(on: date) -> str:
    """ "Mar 5, 2012": a day of another year, with its year."""
    # Translators: Django's date format for "Mar 5, 2012".
    return dateformat.format(on, _("M j, Y"))


@once_a_language
def near_day(on: date, today: date) -> str:
    """ "today", "tomorrow" or "yesterday" where it is; within a week the weekday; else the date."""
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((on - today).days)
    if near:
        return near
    if abs(on - today) < timedelta(days=7):
        return dateformat.format(on, "l")
    return day_words(on)


@once_a_language
def lasting_words(span: timedelta) -> str:
    """How long something lasts: "3 days", "2 hours", "15 minutes"."""
    minutes = int(span.total_seconds()) // 60
    if minutes % 60:
        return ngettext("%(many)s minute", "%(many)s minutes", minutes) % {"many": minutes}
    hours = minutes // 60
    if hours % 24:
        return ngettext("%(many)s hour", "%(many)s hours", hours) % {"many": hours}
    return ngettext("%(many)s day", "%(many)s days", span.days) % {"many": span.days}


@once_a_language
def time_words(at: time) -> str:
    """ "10:20": within a school day nobody needs to be told it is morning."""
    return dateformat.time_format(at, _("g:i"))


@once_a_language
def hour_words(at: time) -> str:
    """ "1:40 PM": when something happened, which may have been at night."""
    # Translators: Django's time format for "1:40 PM".
    return dateformat.time_format(at, _("g:i A"))


def hour_of(at: datetime) -> str:
    """The same of an aware time, as the district's clocks have it."""
    return hour_words(timezone.localtime(at).time())


@once_a_language
def time_said(at: time) -> str:
    """The same inside a sentence: "10:20"; Spanish says "las 10:20", but "la 1:20"."""
    hour = at.hour % 12 or 12
    return dateformat.time_format(at, npgettext("in a sentence", "g:i", "g:i", hour))


def reader_language() -> str:
    """The language of who reads: "es"; English where none is active."""
    return get_language() or "en"


def in_language_of_reader(english: str, spanish: str) -> str:
    """Of a text in two languages the reader's; where that is empty, the other."""
    wanted, other = (spanish, english) if get_language() == "es" else (english, spanish)
    return wanted.strip() or other.strip()


def number_words(value: Decimal | float) -> str:
    """A number without needless zeros: 7, 7.5, 12.25."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def own_order(words: str) -> str:
    """*words* as they are in a line from right to left, too: a phone, a mark such as "B+"."""
    return f"\u2068{words}\u2069" if get_language_bidi() else words


def is_storable(text: str) -> bool:
    """If the database can keep *text*: JSON may hold halves of a character, and NULs."""
    return not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def names_words(names: Sequence[str]) -> str:
    """ "Ana", "Ana and Ben", "Ana, Ben and Mia"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
