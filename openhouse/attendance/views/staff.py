"""A teacher's rolls: the classes of today, who is there, the order of the seats."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.attendance.decided import closing_rule
from openhouse.attendance.taking import pages, queries
from openhouse.attendance.taking.actions import Taken, keep_seats, take_roll
from openhouse.attendance.taking.queries import RollOf
from openhouse.attendance.taking.rules import closes_at, is_open
from openhouse.attendance.taking.sent import lines_sent, places_sent
from openhouse.common import clock
from openhouse.common.methods import form_page


@audience("teacher")
@require_safe
def rolls(request: HttpRequest) -> HttpResponse:
    """Her classes of today, in the order of the day, each with its roll's state."""
    viewer, now = viewer_of(request), clock.now()
    day = queries.teachers_day(viewer, viewer.person_id, now.date())
    ids = [each.id for each in day.taught]
    note = None if day.rolls else queries.day_off_of(ids, now.date())
    context = pages.rolls(day.rolls, note, now.date(), now) | {"teaches": bool(ids)}
    context |= {} if day.rolls else pages.next_day(queries.next_lessons(ids, now.date()))
    return render(request, "attendance/rolls.html", context)


@audience("teacher")
@form_page
def roll(request: HttpRequest, section: int, period: int) -> HttpResponse:
    """One roll: all here until somebody is marked; sent with the time of it.

    Raises Http404 for a section that is not hers today, and writes nothing then.
    """
    on = clock.today()
    found = _roll_or_none(request, section, period, on)
    if found is None:
        return _no_roll(request, section, on)
    if request.method == "POST":
        return _take(request, found, on)
    return _show(request, found, on)


@audience("teacher")
@form_page
def roll_seats(request: HttpRequest, section: int, period: int) -> HttpResponse:
    """The order in which the class sits."""
    viewer, on = viewer_of(request), clock.today()
    found = _roll_or_none(request, section, period, on)
    if found is None:
        return _no_roll(request, section, on)
    there = queries.pupils(viewer, found, on, by_seat=True)
    if request.method == "POST":
        keep_seats(viewer, found, on, places_sent(request.POST, [each.id for each in there]))
        messages.success(request, _("The order of the seats is kept."))
        return redirect(f"{request.path.removesuffix('seats/')}?order=seats")
    return render(request, "attendance/roll_seats.html", pages.seats(found, there, on))


def _roll_or_none(request: HttpRequest, section: int, period: int, on: date) -> RollOf | None:
    """The class of today; None where it does not meet. Raises Http404 where it is not hers."""
    viewer = viewer_of(request)
    day = queries.teachers_day(viewer, viewer.person_id, on)
    if section not in {each.id for each in day.taught}:
        raise Http404
    mine = [each for each in day.rolls if each.section == section]
    return next((each for each in mine if (each.period or 0) == period), None)


def _no_roll(request: HttpRequest, section: int, on: date) -> HttpResponse:
    """A holiday, or a day without this class: a sentence, and nothing is written."""
    viewer = viewer_of(request)
    day = queries.teachers_day(viewer, viewer.person_id, on)
    name = next(each.name for each in day.taught if each.id == section)
    note = queries.day_off_of([section], on)
    return render(request, "attendance/roll_none.html", pages.no_roll(name, on, note))


def _show(request: HttpRequest, roll: RollOf, on: date, **again: Any) -> HttpResponse:
    by_seat = request.GET.get("order") == "seats"
    there = queries.pupils(viewer_of(request), roll, on, by_seat=by_seat)
    closes = _closes(roll, on)
    shown = pages.Shown(closes, is_open(roll.taken_at, closes, clock.now()), by_seat, **again)
    context = pages.roll_page(roll, there, on, shown)
    return render(request, "attendance/roll.html", context, status=409 if again else 200)


def _closes(roll: RollOf, on: date) -> datetime:
    zone = timezone.get_current_timezone()
    return closes_at(on, roll.ends_at, closing_rule(), zone)


def _take(request: HttpRequest, roll: RollOf, on: date) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    if not is_open(roll.taken_at, _closes(roll, on), now):
        messages.warning(request, _("Nothing was changed: the time to correct this roll is over."))
        return redirect(request.get_full_path())
    ids = [each.id for each in queries.pupils(viewer, roll, on)]
    lines = lines_sent(request.POST, ids)
    taken = take_roll(viewer, roll, on, lines, now)
    if taken.conflicts:
        again = _roll_or_none(request, roll.section, roll.period or 0, on)
        return _show(request, again or roll, on, sent=lines, conflicts=taken.conflicts)
    _say(request, taken)
    return redirect("rolls")


def _say(request: HttpRequest, taken: Taken) -> None:
    """Say what became of it."""
    for pupil in taken.locked:
        words = _("%(name)s stays as the office has it.") % {"name": pupil.name}
        messages.warning(request, words)
    messages.success(request, _("The roll is taken.") if taken.first else _("Corrected."))
