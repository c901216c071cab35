"""The context of the calendar's page: weeks of dates, each with its lines, and the ways on."""

import calendar as almanac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.common.months import month_after, month_before, month_of
from openhouse.common.runs import runs
from openhouse.common.text import day_title
from openhouse.home.month.entries import FRIDAY, OFF, Line, lines_of
from openhouse.home.month.faces import Faces
from openhouse.home.month.lines import drawn_line
from openhouse.home.month.queries import Month
from openhouse.schedule.words import span_words

SUNDAY = 6
#: Lines of a date before the rest is folded away.
A_FEW = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A date of the month. ``run`` names the days in a row that are like the first of them; on a
    phone those after it, ``again``, are not said anew."""

    on: date
    title: str
    run: str
    again: bool
    is_today: bool
    is_off: bool
    lines: Sequence[SafeString]
    rest: Sequence[SafeString] = ()
    rest_words: str = ""


def context(everyone: Sequence[Child], child: Child | None, month: Month) -> dict[str, Any]:
    """What the page shows; *child* is the one it is about, None for all of *everyone*."""
    faces = Faces(everyone)
    lines = lines_of(month)
    named = child is None and len(everyone) > 1
    here = address("calendar-child", child.id) if child else address("calendar")
    weeks = _weeks(month, lines)
    cells = _cells(month, lines, faces if named else None)
    return {
        "child": child,
        "title": _name(month.first),
        "days": [WEEKDAYS[on.weekday()] for on in weeks[0]],
        "weeks": [[cells.get(on) for on in week] for week in weeks],
        "empty": not lines,
        "earlier": way_to(here, month_before(month.first), month.today),
        "later": way_to(here, month_after(month.first), month.today),
        "this_month": "" if month.first == month_of(month.today) else here,
        "chips": _chips(everyone, child, month, faces),
    }


def way_to(here: str, first: date, today: date) -> str:
    """The page *here* of the month that begins on *first*; the month of *today* is the page itself,
    which a device keeps for when there is no network."""
    return here if first == month_of(today) else f"{here}?month={first:%Y-%m}"


def _name(first: date) -> str:
    """ "January 2027"."""
    return capfirst(date_format(first, "YEAR_MONTH_FORMAT"))


def _weeks(month: Month, lines: Mapping[date, object]) -> list[list[date]]:
    """The weeks of the month; Saturdays and Sundays only where something is on one."""
    first = month.first
    today = [month.today] if month_of(month.today) == first else []
    weekend = any(on.weekday() > FRIDAY for on in [*lines, *today])
    every = almanac.Calendar(firstweekday=SUNDAY).monthdatescalendar(first.year, first.month)
    weeks = [[on for on in week if weekend or on.weekday() <= FRIDAY] for week in every]
    return [week for week in weeks if any(on.month == first.month for on in week)]


def _cells(
    month: Month, lines: Mapping[date, tuple[Line, ...]], faces: Faces | None
) -> dict[date, Cell]:
    days = [on for on in dates_of(month.first) if on in lines or on.weekday() <= FRIDAY]
    heads: dict[date, str] = {}
    again: set[date] = set()
    for run in runs(days, lambda on: on, lambda on: _same(on, lines, month.today)):
        if len(run) > 1:
            heads[run[0]] = span_words(run)
            again |= set(run[1:])
    return {
        on: _cell(month, on, lines.get(on, ()), faces, run=heads.get(on, ""), again=on in again)
        for on in dates_of(month.first)
    }


def dates_of(first: date) -> list[date]:
    """The dates of the month that begins on *first*."""
    _first, many = almanac.monthrange(first.year, first.month)
    return [first.replace(day=n) for n in range(1, many + 1)]


def _same(on: date, lines: Mapping[date, tuple[Line, ...]], today: date) -> object:
    """What days in a row have in common: all of it, and nothing but that there is no school."""
    here = lines.get(on, ())
    if on == today or not here or any(line.entry.kind != OFF for line in here):
        return on
    return here


def _cell(
    month: Month,
    on: date,
    lines: tuple[Line, ...],
    faces: Faces | None,
    *,
    run: str,
    again: bool,
) -> Cell:
    drawn = [drawn_line(line, faces) for line in lines]
    many = 0 if len(drawn) <= A_FEW + 1 else len(drawn) - A_FEW
    off = {one for line in lines if line.entry.kind == OFF for one in line.whose}
    return Cell(
        on,
        day_title(on),
        run,
        again=again,
        is_today=on == month.today,
        is_off=bool(off) and len(off) == len(month.days),
        lines=drawn[: len(drawn) - many],
        rest=drawn[len(drawn) - many :],
        rest_words=ngettext("%(many)s more", "%(many)s more", many) % {"many": many},
    )


def _chips(
    everyone: Sequence[Child], child: Child | None, month: Month, faces: Faces
) -> list[dict[str, Any]]:
    """The ways to the same month of all, and of each; none where there is one child."""
    if len(everyone) < 2:
        return []
    every = {
        "label": _("All children"),
        "url": way_to(address("calendar"), month.first, month.today),
        "current": child is None,
    }
    return [
        every,
        *(
            {
                "label": faces.chip(each),
                "url": way_to(address("calendar-child", each.id), month.first, month.today),
                "current": each is child,
            }
            for each in everyone
        ),
    ]
