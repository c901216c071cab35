"""A child's schedule: a day, a week, the school days of a month."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, date_in, district_of
from openhouse.access.unchanged import stamped, stamped_by_minute
from openhouse.access.viewer import Child
from openhouse.common import clock
from openhouse.common.months import last_day, month_of
from openhouse.schedule import pages
from openhouse.schedule.queries import classes_apart, day_to_show, days_of, school_days
from openhouse.schedule.rules import dates_of_week, weekday_after


@audience(FAMILY)
@require_safe
@stamped_by_minute
def schedule(request: HttpRequest, student: int) -> HttpResponse:
    """One day, ``?on=2026-10-06``; without it today, or the next school day with a word why.

    Raises Http404 for a student who is not the viewer's.
    """
    viewer, child = child_or_404(request, student)
    page = pages.Page(child, _school(request, child), clock.now())
    wanted, shown = day_to_show(viewer, child.id, date_in(request, "on"), page.today)
    classes = classes_apart(viewer, child.id, shown.on)
    notice = district_of(request).grading_only_notice
    context = pages.day(page, wanted, shown) | pages.apart(page, classes, notice)
    return render(request, "schedule/schedule.html", context)


@audience(FAMILY)
@require_safe
@stamped_by_minute
def week(request: HttpRequest, student: int) -> HttpResponse:
    """The week of ``?on=``, else of today; on a weekend the week that comes.

    Raises Http404 for a student who is not the viewer's.
    """
    viewer, child = child_or_404(request, student)
    page = pages.Page(child, _school(request, child), clock.now())
    on = date_in(request, "on") or _school_week(page.today)
    days = days_of(viewer, [child.id], dates_of_week(on))[child.id]
    classes = classes_apart(viewer, child.id, on)
    notice = district_of(request).grading_only_notice
    context = pages.week(page, on, days) | pages.apart(page, classes, notice)
    return render(request, "schedule/week.html", context)


@audience(FAMILY)
@require_safe
@stamped
def month(request: HttpRequest, student: int) -> HttpResponse:
    """The school days of the month of ``?on=``, else of today: days off, notes, A and B days.

    Raises Http404 for a student who is not the viewer's.
    """
    viewer, child = child_or_404(request, student)
    page = pages.Page(child, None, clock.now())
    first = month_of(date_in(request, "on") or page.today)
    days = school_days(viewer, child.id, first, last_day(first))
    return render(request, "schedule/month.html", pages.month(page, first, days.values()))


def _school_week(today: date) -> date:
    return weekday_after(today) if today.weekday() > 4 else today


def _school(request: HttpRequest, child: Child) -> int | None:
    """The school that the address picks, if it is one of the child's."""
    said = request.GET.get("school", "")
    return next((one.school for one in child.enrollments if str(one.school) == said), None)
