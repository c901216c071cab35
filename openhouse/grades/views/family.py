"""What a family sees of grades and assignments; a student sees the same of herself."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, number_in, viewer_of
from openhouse.access.unchanged import stamped
from openhouse.access.viewer import Child, Enrolled
from openhouse.common import clock
from openhouse.grades import agenda, pages, reasons, trying
from openhouse.grades.assignments import WEEKS, work_of_courses
from openhouse.grades.comments import in_readers_language
from openhouse.grades.handing.pages import hand_in_rows, rubric_rows
from openhouse.grades.handouts import handouts_of
from openhouse.grades.queries import Course, course_of, courses_of, estimate_in, take_work
from openhouse.grades.skills import skills_in
from openhouse.grades.terms import Calendar, calendar_of


@audience(FAMILY)
@require_safe
@stamped
def grades(request: HttpRequest, student: int) -> HttpResponse:
    """Each course of one school and term with its mark."""
    viewer, child = child_or_404(request, student)
    schools = _schools(child)
    wanted = number_in(request, "school")
    school = next((each for each in schools if each.school == wanted), schools[0])
    today = clock.today()
    calendar = calendar_of(school.school, school.year, number_in(request, "term"), today)
    courses = _courses_at(school, schools, courses_of(viewer, child.id, calendar, today))
    in_readers_language(courses)
    context = pages.grades(child, school, schools, calendar, courses, today)
    context["held_back"] = bool(viewer.shut_of(child.id, school.school))
    return render(request, "grades/grades.html", context)


@audience(FAMILY)
@require_safe
@stamped
def course(request: HttpRequest, student: int, section: int) -> HttpResponse:
    """One course: its marks, how they came about, every assignment."""
    child, found, calendar = course_in(request, student, section)
    in_readers_language([found])
    context = pages.course(child, found, calendar, clock.today())
    if _is_shut(request, child, found):
        context |= {"held_back": True, "freshness": ""}
    shown = [work.id for work in found.work] if found.shows_work else []
    handouts = handouts_of(shown, child.id)
    context["to_hand_in"] = hand_in_rows(child.id, found.id, handouts, found.work)
    context["rubrics"] = rubric_rows(child.id, found.work if shown else [], clock.today())
    context["handouts"] = [each for each in handouts if each.words or each.files]
    return render(request, "grades/course.html", context)


@audience(FAMILY)
@require_safe
def why(request: HttpRequest, student: int, section: int) -> HttpResponse:
    """How the mark in progress came about, with what each score does to it."""
    child, found, calendar = course_in(request, student, section)
    if not found.shows_marks:
        raise Http404
    if _is_shut(request, child, found):
        return redirect("course", child.id, found.id)
    context = reasons.why(child, found, calendar, clock.today())
    if found.shows_work:
        context |= skills_in(found, estimate_in(found.id))
    return render(request, "grades/why.html", context)


@audience(FAMILY)
@require_safe
def try_scores(request: HttpRequest, student: int, section: int) -> HttpResponse:
    """What the mark would be with other scores; nothing is kept."""
    child, found, calendar = course_in(request, student, section)
    if not (found.shows_marks and found.shows_work):
        raise Http404
    if _is_shut(request, child, found):
        return redirect("course", child.id, found.id)
    context = trying.tried(child, found, calendar, clock.today(), request.GET)
    return render(request, "grades/try.html", context)


@audience(FAMILY)
@require_safe
@stamped
def assignments(request: HttpRequest, student: int) -> HttpResponse:
    """The work of all courses."""
    viewer, child = child_or_404(request, student)
    today = clock.today()
    weeks = min(max(number_in(request, "weeks") or WEEKS, WEEKS), agenda.MOST_WEEKS)
    work = work_of_courses(viewer, child.id, today, weeks)
    if not work and weeks == WEEKS:  # the year is over, or paused: open with its last work
        work = work_of_courses(viewer, child.id, today, agenda.MOST_WEEKS)
        weeks = agenda.weeks_to(work, today)
    show = request.GET.get("show", "")
    shut = bool(viewer.shut_of(child.id))
    context = agenda.assignments(child, work, show, weeks, today, shut=shut)
    return render(request, "grades/assignments.html", context)


def course_in(request: HttpRequest, student: int, section: int) -> tuple[Child, Course, Calendar]:
    """The course with its work of the chosen term; 404 where it is not the child's."""
    viewer, child = child_or_404(request, student)
    today = clock.today()
    found = course_of(viewer, child.id, section, today)
    if found is None:
        raise Http404
    schools = _schools(child)
    school = next((each for each in schools if each.school == found.school), schools[0])
    wanted = number_in(request, "term")
    calendar = calendar_of(school.school, school.year, wanted, today).during(found, wanted)
    take_work(viewer, child.id, found, calendar, today)
    return child, found, calendar


def _is_shut(request: HttpRequest, child: Child, course: Course) -> bool:
    """If the course's school shows no scores and marks now; the course's own page says so."""
    return bool(viewer_of(request).shut_of(child.id, course.school))


def _schools(child: Child) -> list[Enrolled]:
    """One enrollment a school, the one that counts first in front; next year's where none has
    begun.
    """
    today = clock.today()
    begun = [each for each in child.enrollments if each.has_begun(today)]
    schools: dict[int, Enrolled] = {}
    for each in begun or child.enrollments:
        schools.setdefault(each.school, each)
    return list(schools.values())


def _courses_at(
    school: Enrolled, schools: Sequence[Enrolled], courses: Sequence[Course]
) -> list[Course]:
    """The courses to list for one of the child's schools; the first has those of no school too."""
    elsewhere = {each.school for each in schools} - {school.school}
    others = school is schools[0]
    return [
        course
        for course in courses
        if course.school == school.school or (others and course.school not in elsewhere)
    ]
