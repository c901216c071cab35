"""Where staff start; and More."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import ACTS_ON_MANY, STAFF, audience
from openhouse.access.offices import as_an_office
from openhouse.access.requests import viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.text import day_title
from openhouse.home import pages
from openhouse.home.places import account_place, district_places, question_places
from openhouse.home.queries import schools_today, teacher_day
from openhouse.messages.sending.desk import how_many_held
from openhouse.messages.sending.pages import held_row
from openhouse.messages.threads.pages import waiting_row
from openhouse.messages.threads.queries import threads_waiting
from openhouse.questions.queries import waiting_for
from openhouse.registration.office.waiting import office_row, part_row
from openhouse.sign_in.office.desk import how_many_wait


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
        "written": waiting_row(threads_waiting(viewer, today)),
        "is_district": "district" in viewer.roles,
    }
    context |= _desk(viewer)
    context |= pages.teacher(teacher_day(viewer, today)) if teaches else {}
    return render(request, "home/staff_home.html", context)


def _desk(viewer: Viewer) -> dict[str, Any]:
    """If she helps families in, how many wait for it, and what teachers have left to send; and
    the children of registration who wait for her."""
    if not viewer.roles & ACTS_ON_MANY:
        return {"helps": False, "sent_in": part_row(viewer)}
    with as_an_office(viewer):
        waiting, held = how_many_wait(viewer), how_many_held(viewer)
        to_do = office_row(viewer)
    return {
        "helps": True, "waiting": pages.requests_words(waiting), "held": held_row(held),
        "to_do": to_do, "sent_in": part_row(viewer),
    }  # fmt: skip


@audience(STAFF)
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """What has no place of its own in a phone's bottom bar: language, signing out, help."""
    places = [*question_places(viewer_of(request)), *district_places(viewer_of(request))]
    places.append(account_place())
    context = {"layout": "ui/layouts/staff.html", "places": places}
    return render(request, "ui/more.html", context)
