"""Where staff start; and More."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import STAFF, audience
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.text import day_title
from openhouse.home import pages
from openhouse.home.context import account_place, district_places, question_places
from openhouse.home.queries import schools_today, teacher_day
from openhouse.questions.queries import waiting_for


@audience(STAFF)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A teacher's day, an office's schools, the district's imports."""
    viewer, today = viewer_of(request), clock.today()
    teaches, helps = "teacher" in viewer.roles, bool(viewer.roles - {"teacher"})
    context = {
        "today": day_title(today),
        "first_name": viewer.first_name,
        "teaches": teaches,
        "schools": pages.schools(schools_today(viewer, today)) if helps else "",
        "asked": pages.asked(*waiting_for(viewer, today), today),
        "is_district": "district" in viewer.roles,
        "helps": bool(viewer.roles & {"office", "counselor", "district"}),
    }
    context |= pages.teacher(teacher_day(viewer, today)) if teaches else {}
    return render(request, "home/staff_home.html", context)


@audience(STAFF)
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """What has no place of its own in a phone's bottom bar: language, signing out, help."""
    places = [*question_places(viewer_of(request)), *district_places(viewer_of(request))]
    places.append(account_place())
    context = {"layout": "ui/layouts/staff.html", "places": places}
    return render(request, "ui/more.html", context)
