"""A section's gradebook as its teacher keeps it: the grid, one student, one piece of work."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import number_in, viewer_of
from openhouse.access.teaching import section_or_404
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.gradebook import pages
from openhouse.grades.gradebook.actions import Kept, Typed, keep_scores
from openhouse.grades.gradebook.notes import keep_notes, noted_in, notes_about
from openhouse.grades.gradebook.queries import Book, book_of
from openhouse.grades.handing.pages import handed
from openhouse.grades.handing.queries import standing_in
from openhouse.grades.rubrics.queries import rubric_in
from openhouse.grades.terms import Calendar, calendar_of


def calendar_for(request: HttpRequest, section: SectionOfTeacher) -> Calendar:
    """The terms of the section's year, and the one that the address names or else the present."""
    wanted = number_in(request, "term")
    return calendar_of(section.school, section.year, wanted, clock.today()).during(section, wanted)


def book_for(request: HttpRequest, section: SectionOfTeacher) -> Book:
    calendar = calendar_for(request, section)
    today = clock.today()
    return book_of(viewer_of(request), section.id, calendar, today, day=section.day(today))


@audience("teacher")
@require_safe
def gradebook(request: HttpRequest, section: int) -> HttpResponse:
    """All students and all work of a term."""
    _viewer, found = section_or_404(request, section)
    context = pages.gradebook(found, book_for(request, found), clock.today())
    return render(request, "grades/gradebook.html", context)


@audience("teacher")
@require_http_methods(["GET", "HEAD", "POST"])
def student(request: HttpRequest, section: int, student: int) -> HttpResponse:
    """The scores of one student, in a plain form."""
    _viewer, found = section_or_404(request, section)
    book = book_for(request, found)
    line = next((line for line in book.lines if line.id == student), None)
    if line is None:
        raise Http404
    context = pages.one_student(found, book, line, clock.today())
    return score_form(request, found, context, "grades/gradebook_student.html")


@audience("teacher")
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, section: int, assignment: int) -> HttpResponse:
    """The scores of one piece of work, in a plain form; and what was handed in."""
    viewer, found = section_or_404(request, section)
    book = book_for(request, found)
    column = next((column for column in book.columns if column.id == assignment), None)
    if column is None:
        raise Http404
    context = pages.one_work(found, book, column)
    standing = standing_in(viewer, found.id, column.id)
    by = rubric_in(found.id, column.id)
    everybody = by is not None and bool(by.rubric)
    context |= handed(found.id, column, book, standing, everybody=everybody)
    context |= {"by_rubric": everybody}
    return score_form(request, found, context, "grades/gradebook_work.html")


def score_form(
    request: HttpRequest, section: SectionOfTeacher, context: dict[str, Any], template: str,
    keep: Callable[[list[Typed]], Kept] | None = None,
) -> HttpResponse:  # fmt: skip
    """The fields of *context* in a plain form, and what becomes of them; *keep* keeps more than
    what is typed into them, and that as well."""
    said: Mapping[str, str] = request.POST
    viewer, kept, fields = viewer_of(request), Kept(), context["fields"]
    today = clock.today()
    keys = [field[:2] for field in fields]
    if request.method == "POST":
        cells, noted = pages.typed_in(said, keys), noted_in(said, keys)
        kept = (
            keep(cells)
            if keep
            else keep_scores(viewer, section.id, cells, today, section.day(today))
        )
        if kept.whole:
            keep_notes(viewer, section.id, noted)
            changed = cells or noted or keep
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect(request.get_full_path())
    notes = notes_about(viewer, {key[0] for key in keys}, {key[1] for key in keys})
    context["back"] = address("gradebook", section.id)
    context["form"] = pages.fields(section.id, fields, notes, said, kept)
    context |= {"faults": not kept.whole, "told": kept.told}
    status = 409 if kept.meanwhile or kept.told else 400 if kept.refused else 200
    return render(request, template, context, status=status)
