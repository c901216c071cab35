"""A child's attendance: what it comes to, which days, the month."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, month_in, number_in
from openhouse.access.unchanged import stamped
from openhouse.access.viewer import Child
from openhouse.attendance import pages
from openhouse.attendance.mirror.pages import mirror
from openhouse.attendance.mirror.queries import mirror_of
from openhouse.attendance.queries import calendar_around, marks_between
from openhouse.attendance.rules import GRAVEST_FIRST, DayValue
from openhouse.common import clock
from openhouse.common.months import last_day, month_of


@audience(FAMILY)
@require_safe
@stamped
def attendance(request: HttpRequest, student: int) -> HttpResponse:
    """The page; with ``show``, ``excuse`` or ``course`` the days behind one of its counts.

    Raises Http404 for a student who is not the viewer's.
    """
    viewer, child = child_or_404(request, student)
    today = clock.today()
    asked = _asked(request, today)
    first, last = asked.month, last_day(asked.month)
    stretches, noted = calendar_around(_schools(child, first, last), today, first, last)
    # What the office has approved ahead stands in the calendar, and counts when it comes.
    days = marks_between(viewer, child.id, stretches[0].starts_on, max(today, last))
    page = pages.Page(child, asked, stretches, days, today)
    if asked.is_filter:
        return render(request, "attendance/days.html", pages.days(page))
    context = pages.attendance(page, noted) | _mirror(child, page, today)
    context["tells"] = child.id != viewer.person_id and not viewer.look
    return render(request, "attendance/attendance.html", context)


def _mirror(child: Child, page: pages.Page, today: date) -> dict[str, object]:
    home = child.home_school
    found = mirror_of(home.school, pages.days_missed(page), today)
    return mirror(found, child.first_name, home.school_name)


def _asked(request: HttpRequest, today: date) -> pages.Asked:
    excuse = request.GET.get("excuse", "")
    known = {value.value: value for value in DayValue if value is not DayValue.NONE}
    return pages.Asked(
        month_in(request, "month") or month_of(today),
        number_in(request, "term"),
        known.get(request.GET.get("show", "")),
        excuse if excuse in GRAVEST_FIRST else "",
        number_in(request, "course"),
    )


def _schools(child: Child, first: date, last: date) -> list[int]:
    """The child's schools in a month; all that she has where none is known for it."""
    known = [
        one.school
        for one in child.enrollments
        if (one.starts_on or last) <= last and (one.ends_on or first) >= first
    ]
    return known or [one.school for one in child.enrollments]
