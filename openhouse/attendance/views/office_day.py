"""One student's day in the office, with both marks of each class."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import date_in, viewer_of
from openhouse.attendance.office.actions import keep_day
from openhouse.attendance.office.day import student_day
from openhouse.attendance.office.day_pages import day_page
from openhouse.attendance.office.queries import codes
from openhouse.attendance.office.sent import day_said
from openhouse.common import clock
from openhouse.common.methods import form_page


@audience(*OFFICE)
@form_page
def student_day_page(request: HttpRequest, student: int) -> HttpResponse:
    """The classes of the day, what the teachers marked, what the office says."""
    viewer, on = viewer_of(request), date_in(request, "on") or clock.today()
    day = student_day(viewer, student, on)
    if day is None:
        raise Http404
    known = codes()
    if request.method == "POST" and day.schools:
        keep_day(viewer, day, day_said(request.POST, day, {code.pk: code for code in known}))
        messages.success(request, _("Saved. The teachers’ marks are kept beside it."))
        return redirect(request.get_full_path())
    return render(request, "attendance/student_day.html", day_page(day, known))
