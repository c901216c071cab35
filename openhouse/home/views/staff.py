"""Where staff start."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openhouse.access.audience import STAFF, audience
from openhouse.common import clock
from openhouse.common.text import day_title
from openhouse.courses.queries import sections_taught
from openhouse.courses.words import room_words
from openhouse.people.queries import students_by_school


@audience(STAFF)
def home(request: HttpRequest) -> HttpResponse:
    """A teacher's sections, an office's schools, the district's imports."""
    viewer = request.viewer  # type: ignore[attr-defined]
    today = clock.today()
    teaches = "teacher" in viewer.roles
    sections = sections_taught(viewer, viewer.person_id, today) if teaches else []
    context = {
        "today": day_title(today),
        "first_name": viewer.first_name,
        "teaches": teaches,
        "sections": [(section, room_words(section.room)) for section in sections],
        "schools": students_by_school(viewer, today) if viewer.roles - {"teacher"} else [],
        "is_district": "district" in viewer.roles,
    }
    return render(request, "home/staff_home.html", context)
