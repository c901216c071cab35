"""Where staff start; and More."""

from collections.abc import Collection, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from openhouse.access.audience import STAFF, audience
from openhouse.access.requests import viewer_of
from openhouse.access.viewer import Viewer
from openhouse.attendance.queries import Away, away_by_school
from openhouse.common import clock
from openhouse.common.text import day_title, day_words, time_words
from openhouse.courses.queries import Taught, has_taught, sections_taught
from openhouse.courses.words import period_words, room_words, size_words
from openhouse.home.context import account_place, sign_on_places
from openhouse.people.queries import students_by_school
from openhouse.schedule.queries import SectionMeeting, meetings_of
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


@audience(STAFF)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A teacher's day, an office's schools, the district's imports."""
    viewer = viewer_of(request)
    today = clock.today()
    teaches = "teacher" in viewer.roles
    context = {
        "today": day_title(today),
        "first_name": viewer.first_name,
        "teaches": teaches,
        "schools": _schools(viewer, today) if viewer.roles - {"teacher"} else "",
        "is_district": "district" in viewer.roles,
    }
    if teaches:
        taught = sections_taught(viewer, viewer.person_id, today)
        meetings = meetings_of([each.id for each in taught if each.students], today)
        context["taught_before"] = not taught and has_taught(viewer.person_id, today)
        context |= _day(taught, meetings) | _classes(taught, {each.section for each in meetings})
    return render(request, "home/staff_home.html", context)


@audience(STAFF)
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """What has no place of its own in a phone's bottom bar: language, signing out, help."""
    places = [*sign_on_places(viewer_of(request)), account_place()]
    context = {"layout": "ui/layouts/staff.html", "places": places}
    return render(request, "ui/more.html", context)


def _schools(viewer: Viewer, today: date) -> SafeString:
    """Each school with its students, and how many are absent or late today."""
    away = away_by_school(viewer, today)
    lines = []
    for school in students_by_school(viewer, today):
        marked = away.get(school.id, Away(0, 0))
        said = [
            ngettext(
                "%(n)s student with an absence today",
                "%(n)s students with an absence today",
                marked.absent,
            )
            % {"n": marked.absent}
            if marked.absent
            else _("No absence recorded today")
            if school.students
            else "",
            _("%(n)s late") % {"n": marked.late} if marked.late else "",
            _visitors(school.visitors, alone=not school.students),
        ]
        small = " · ".join(word for word in said if word)
        size = size_words(school.students) if school.students or not school.visitors else ""
        lines.append(row(school.name, size, small))
    return joined(lines)


def _visitors(count: int, *, alone: bool) -> str:
    """Those who come for single classes and count at another school; *alone*: nobody else does."""
    if not count:
        return ""
    if alone:
        words = ngettext(
            "%(n)s student of another school has classes here",
            "%(n)s students of other schools have classes here",
            count,
        )
        return words % {"n": count}
    words = ngettext(
        "%(n)s more comes from another school", "%(n)s more come from other schools", count
    )
    return words % {"n": count}


def _day(sections: Sequence[Taught], meetings: Sequence[SectionMeeting]) -> dict[str, object]:
    """The rows of a teacher's classes of today, in order of time."""
    known = {section.id: section for section in sections}
    lines = []
    for meeting in meetings:
        section = known[meeting.section]
        said = [period_words(meeting.period), room_words(section.room)]
        times = (time_words(meeting.starts_at), time_words(meeting.ends_at))
        lines.append(
            row(
                section.name,
                size_words(section.students),
                " · ".join(word for word in said if word),
                lead=format_html("{}<small>–{}</small>", *times),
            )
        )
    return {"lessons": joined(lines)}


def _classes(sections: Sequence[Taught], today: Collection[int]) -> dict[str, object]:
    """The rows of a teacher's classes but those of *today*; without students: folded."""
    filled = [section for section in sections if section.students]
    empty = [section for section in sections if not section.students] if filled else []
    others = [section for section in filled or sections if section.id not in today]
    return {
        "classes": joined(_row(section) for section in others),
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
