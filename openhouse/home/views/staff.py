"""Where staff start; and More."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from openhouse.access.audience import STAFF, audience
from openhouse.common import clock
from openhouse.common.text import day_title, day_words
from openhouse.courses.queries import Taught, sections_taught
from openhouse.courses.words import room_words, size_words
from openhouse.people.queries import students_by_school
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


@audience(STAFF)
def home(request: HttpRequest) -> HttpResponse:
    """A teacher's sections, an office's schools, the district's imports."""
    viewer = request.viewer  # type: ignore[attr-defined]
    today = clock.today()
    teaches = "teacher" in viewer.roles
    context = {
        "today": day_title(today),
        "first_name": viewer.first_name,
        "teaches": teaches,
        "schools": students_by_school(viewer, today) if viewer.roles - {"teacher"} else [],
        "is_district": "district" in viewer.roles,
    }
    if teaches:
        context |= _classes(sections_taught(viewer, viewer.person_id, today))
    return render(request, "home/staff_home.html", context)


@audience(STAFF)
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """What has no place of its own in a phone's bottom bar: language, signing out, help."""
    return render(request, "ui/more.html", {"layout": "ui/layouts/staff.html"})


def _classes(sections: Sequence[Taught]) -> dict[str, object]:
    """The rows of a teacher's classes; those without students are folded behind the others."""
    filled = [section for section in sections if section.students]
    empty = [section for section in sections if not section.students] if filled else []
    return {
        "classes": joined(_row(section) for section in filled or sections),
        "empty_classes": joined(_row(section) for section in empty),
        "empty_words": ngettext(
            "Show %(many)s class without students",
            "Show %(many)s classes without students",
            len(empty),
        )
        % {"many": len(empty)},
    }


def _row(section: Taught) -> SafeString:
    said = [section.school_name]
    if section.begins_on:
        said.append(_("starts %(day)s") % {"day": day_words(section.begins_on)})
    # Before a section begins, its students are not the teacher's to see: none seen is not none.
    unknown = section.begins_on and not section.students
    size = "" if unknown else size_words(section.students)
    return row(section.name, size, " · ".join(said), room_words(section.room))
