"""What a family sees of grades and assignments; a student sees the same of herself."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.viewer import Child, Enrolled, Viewer
from openhouse.common import clock
from openhouse.grades import pages
from openhouse.grades.assignments import WEEKS, work_of_courses
from openhouse.grades.queries import calendar_of, courses_of


@audience(FAMILY)
@require_safe
def grades(request: HttpRequest, student: int) -> HttpResponse:
    """Each course of one school and term with its mark."""
    viewer, child = _child(request, student)
    school = _school(child, _number(request, "school"))
    today = clock.today()
    calendar = calendar_of(school.school, school.year, _number(request, "term"), today)
    others = {each.school for each in child.enrollments} - {school.school}
    courses = [
        course
        for course in courses_of(viewer, child.id, calendar, today)
        if course.school == school.school
        or (course.school not in others and school is child.home_school)
    ]
    context = pages.grades(child, school, calendar, courses, today)
    return render(request, "grades/grades.html", context)
