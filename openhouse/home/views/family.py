"""Today: all children, or one; and More."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, viewer_of
from openhouse.access.viewer import Child, Viewer
from openhouse.attendance.queries import marks_on
from openhouse.attendance.rules import DayMark
from openhouse.attendance.words import day_word
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.text import day_title
from openhouse.grades.today import Work, work_of
from openhouse.home.cards import card_of
from openhouse.home.context import Place, account_place
from openhouse.messages.queries import announcements_for
from openhouse.schedule.queries import ClassApart, classes_apart, day_of
from openhouse.schedule.rules import DayOfStudent
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: Announcements before the rest is folded away.
NEWS = 3


@audience(FAMILY)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """All children first; with one child, or as a student, the whole of that day."""
    viewer = viewer_of(request)
    return _page(request, viewer, viewer.children)


@audience(FAMILY)
@require_safe
def today_of_child(request: HttpRequest, student: int) -> HttpResponse:
    """One child's day. Raises Http404 for a child who is not the viewer's."""
    viewer, child = child_or_404(request, student)
    return _page(request, viewer, [child])


def _page(request: HttpRequest, viewer: Viewer, children: Sequence[Child]) -> HttpResponse:
    now = clock.now()
    on = now.date()
    ids = [child.id for child in children]
    days = day_of(viewer, ids, on) if ids else {}
    marks = marks_on(viewer, ids, on) if ids else {}
    work = work_of(viewer, ids, on) if ids else {}
    schools = {school.school for child in children for school in child.enrollments}
    alone = len(children) == 1
    cards = [
        card_of(
            child,
            days.get(child.id, DayOfStudent(on)),
            day_word(marks.get(child.id, DayMark())),
            work.get(child.id, Work()),
            now,
            alone=alone,
            apart=_apart(viewer, child, days[child.id]) if alone else (),
        )
        for child in children
    ]
    news = [
        row(notice.title, small=_with_links(notice.body), tag=notice.school_name)
        for notice in announcements_for(schools, on)
    ]
    context = {
        "greeting": _greeting(now.hour, viewer.first_name),
        "date": day_title(on),
        "cards": cards,
        "alone": alone,
        "news": joined(news[:NEWS]),
        "more_news": joined(news[NEWS:]),
    }
    return render(request, "home/today.html", context)


def _with_links(body: str) -> str | SafeString:
    """An announcement's words; what is an address in them leads there (HOM-03)."""
    if "://" not in body and "www." not in body:
        return body
    return mark_safe(urlize(body, nofollow=True, autoescape=True))  # noqa: S308


def _apart(viewer: Viewer, child: Child, day: DayOfStudent) -> list[ClassApart]:
    """The classes of a day without any timetable; read only then, for one child."""
    if day.timed or not (day.is_school_day or day.is_unknown):
        return []
    known = classes_apart(viewer, child.id, day.on)
    return [one for one in known if not one.for_grading_only]


def _greeting(hour: int, name: str) -> str:
    if hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


@audience(FAMILY)
@require_safe
def more(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """What has no place of its own in a phone's bottom bar."""
    viewer = viewer_of(request)
    child = viewer.child(student) if student else next(iter(viewer.children), None)
    if student and child is None:
        raise Http404
    places = []
    if child is not None:
        url = address("schedule", child.id)
        places.append(Place(_("Schedule"), url, "schedule", False, _("Classes, times and rooms")))
    if not viewer.look:
        places.append(account_place())
    if viewer.is_staff:
        places.append(Place(_("Staff pages"), address("staff-home"), "school", False))
    return render(request, "ui/more.html", {"places": places})
