"""What changed: all children, or one, newest first; and who changed one score, or one day."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.on_device import is_ahead
from openhouse.access.requests import child_or_404, date_in, number_in, viewer_of
from openhouse.access.viewer import Child
from openhouse.attendance.queries import marks_on
from openhouse.common import clock
from openhouse.common.rows import LARGEST_ID
from openhouse.grades.queries import course_of, work_of
from openhouse.home import changed_page, history_page, looks_page
from openhouse.home.changes import (
    DAYS,
    MORE_DAYS,
    Changed,
    changes_of,
    changes_of_day,
    changes_of_mark,
    changes_of_score,
    read_changes,
)
from openhouse.home.looks import looks_at
from openhouse.questions.queries import asked_about
from openhouse.questions.rules import ATTENDANCE, MARK, SCORE, About


@audience(FAMILY)
@require_safe
def changes(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """The last two weeks, with ``?days=90`` the last three months; ``?course=`` of one class.

    Opening that of all children is reading it. Raises Http404 for a child who is not hers.
    """
    viewer = viewer_of(request)
    children = [child_or_404(request, student)[1]] if student else viewer.children
    days = MORE_DAYS if number_in(request, "days") == MORE_DAYS else DAYS
    course = number_in(request, "course")
    found = changes_of(viewer, children, days, course)
    whole = len(children) == len(viewer.children) and course is None
    if whole and not is_ahead(request):
        read_changes(viewer)
    context = changed_page.context(viewer, children, found, request.path, days, course)
    return render(request, "home/changes.html", context)


@audience(FAMILY)
@require_safe
def looks(request: HttpRequest, student: int) -> HttpResponse:
    """Who of the staff looked at a child's record, when and why."""
    viewer, child = child_or_404(request, student)
    return render(request, "home/looks.html", looks_page.context(child, looks_at(viewer, child)))


@audience(FAMILY)
@require_safe
def score_changes(
    request: HttpRequest, student: int, section: int, assignment: int
) -> HttpResponse:
    """One score and who changed it; 404 where its course's page does not show it."""
    viewer, child = child_or_404(request, student)
    today = clock.today()
    course = course_of(viewer, child.id, section, today)
    if course is None or not course.shows_work:
        raise Http404
    work = work_of(viewer, child.id, course, assignment, today)
    if work is None:
        raise Http404
    found = changes_of_score(viewer, child, work.id)
    context = history_page.of_score(child, course, work, today)
    return _history(request, child, context, found, About(SCORE, course.id, work.id))


@audience(FAMILY)
@require_safe
def mark_changes(
    request: HttpRequest, student: int, section: int, task: int, term: int
) -> HttpResponse:
    """One posted mark, *term* 0 for one of none, and who changed it; one taken back too."""
    viewer, child = child_or_404(request, student)
    course = course_of(viewer, child.id, section, clock.today())
    if course is None or max(task, term) > LARGEST_ID:
        raise Http404
    key = task, term or None
    mark = next((one for one in course.posted if (one.task_id, one.term) == key), None)
    found = changes_of_mark(viewer, child, course.id, *key)
    if mark is None and not found:
        raise Http404
    context = history_page.of_mark(child, course, mark, found, clock.today())
    return _history(request, child, context, found, About(MARK, course.id, *key))


@audience(FAMILY)
@require_safe
def day_changes(request: HttpRequest, student: int) -> HttpResponse:
    """The attendance of a day, ``?on=``, and who changed it."""
    viewer, child = child_or_404(request, student)
    on = date_in(request, "on") or clock.today()
    day = marks_on(viewer, [child.id], on).get(child.id)
    found = changes_of_day(viewer, child, on)
    context = history_page.of_day(child, on, day)
    return _history(request, child, context, found, About(ATTENDANCE, on=on))


def _history(
    request: HttpRequest,
    child: Child,
    context: dict[str, Any],
    found: Sequence[Changed],
    about: About,
) -> HttpResponse:
    """The page of what was done to a thing, with the ways to what she has asked about it."""
    asked = asked_about(viewer_of(request), child, about)
    context |= history_page.story(child, found, asked)
    return render(request, "home/history.html", context)
