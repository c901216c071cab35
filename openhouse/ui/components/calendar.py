import calendar as almanac
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from openhouse.ui.components.tag import KIND_ICONS
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, drawn, given, known_kind, markup, optional, safe_url

SUNDAY = 6
_MONTHS = almanac.Calendar(firstweekday=SUNDAY)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the grid: its status in a word and icon, and the page behind it."""

    on: date
    word: str = ""
    kind: str = "neutral"
    icon: str = ""
    url: str = ""
    today: bool = False
    off: bool = False


def calendar(
    month: date, days: Iterable[Day], *, earlier_url: object = "", later_url: object = ""
) -> SafeString:
    """The month of `month` as a grid of `days`. Weekends show only when something is on them."""
    by_date = {day.on: day for day in days}
    weekend = any(on.weekday() > 4 and (day.word or day.url) for on, day in by_date.items())
    weeks = [
        [on for on in week if weekend or on.weekday() < 5]
        for week in _MONTHS.monthdatescalendar(month.year, month.month)
    ]
    weeks = [week for week in weeks if any(on.month == month.month for on in week)]
    body = "".join(_week(week, month, by_date) for week in weeks)
    return markup(
        '<div class="calendar{wide}">{head}<table><caption class="visually-hidden">{name}</caption>'
        "<thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>",
        wide=" seven" if weekend else "",
        head=_head(month, earlier_url, later_url),
        name=capfirst(date_format(month, "YEAR_MONTH_FORMAT")),
        names=drawn("".join(_weekday(on) for on in weeks[0])),
        body=drawn(body),
    )


def _head(month: date, earlier_url: object, later_url: object) -> SafeString:
    return markup(
        '<div class="calendar-head">{earlier}<strong>{name}</strong>{later}</div>',
        earlier=_turn(earlier_url, "chevron-left", gettext("Month before")),
        name=capfirst(date_format(month, "YEAR_MONTH_FORMAT")),
        later=_turn(later_url, "chevron-right", gettext("Month after")),
    )


def _turn(url: object, icon: str, label: str) -> SafeString:
    if not given(url):
        return drawn('<span class="calendar-turn"></span>')
    frame = '<a class="calendar-turn" href="{url}" aria-label="{label}">{drawing}</a>'
    return markup(frame, url=safe_url(url), label=label, drawing=ICONS[icon])


def _weekday(on: date) -> SafeString:
    frame = '<th scope="col" abbr="{long}">{short}</th>'
    return markup(frame, long=WEEKDAYS[on.weekday()], short=WEEKDAYS_ABBR[on.weekday()])


def _week(week: list[date], month: date, by_date: dict[date, Day]) -> str:
    return "<tr>" + "".join(_cell(on, month, by_date.get(on)) for on in week) + "</tr>"


def _cell(on: date, month: date, day: Day | None) -> str:
    if on.month != month.month:
        return "<td></td>"
    if day is None:
        return markup('<td><span class="day"><span>{n}</span></span></td>', n=on.day)
    kind = known_kind(day.kind)
    drawing = (
        ICONS[day.icon] if day.icon else KIND_ICONS.get(kind, NOTHING) if day.word else NOTHING
    )
    inside = markup(
        "<span{today}>{n}</span>{drawing}{word}",
        today=drawn(' aria-current="date"' if day.today else ""),
        n=on.day,
        drawing=drawing,
        word=optional(f"<small{_length(day.word)}>{{value}}</small>", day.word),
    )
    look = f"day {kind}{' off' if day.off else ''}{' marked' if day.word else ''}"
    if day.url:
        frame = '<td><a class="{look}" href="{url}">{inside}</a></td>'
        return markup(frame, look=look, url=safe_url(day.url), inside=inside)
    return markup('<td><span class="{look}">{inside}</span></td>', look=look, inside=inside)


def _length(word: str) -> str:
    """Whether a phone's cell, three lines of ten letters, has no place for *word*."""
    lines = textwrap.wrap(str(word), 10, break_long_words=False, break_on_hyphens=False)
    return ' class="long"' if len(lines) > 3 or any(len(line) > 10 for line in lines) else ""
