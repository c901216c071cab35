"""What a class has handed in, as its teacher opens, scores and answers it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.access.teaching import section_or_404
from openhouse.common import clock
from openhouse.common.files import attached
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.gradebook.actions import Kept, Typed
from openhouse.grades.gradebook.pages import one_cell
from openhouse.grades.gradebook.queries import Cell, Column, Line, book_of
from openhouse.grades.handing import pages, queries
from openhouse.grades.rubrics import desk
from openhouse.grades.rubrics.queries import Scored, judged_of_student, rubric_in
from openhouse.grades.rubrics.scoring import score_by_rubric
from openhouse.grades.terms import Calendar
from openhouse.grades.views.gradebook import score_form


@audience("teacher")
@form_page
def handed_in(request: HttpRequest, section: int, assignment: int, student: int) -> HttpResponse:
    """One student's, with the fields of her score."""
    viewer, found = section_or_404(request, section)
    line, column = _cell(request, found, assignment, student)
    kept = queries.hand_ins_of(viewer, line.id, column.id)
    work = rubric_in(found.id, column.id)
    if work is None or not (kept or work.rubric):
        raise Http404
    context = one_cell(found, line, column)
    context |= pages.of_teacher(found.id, column, line.id, queries.with_files(kept))
    if not work.rubric:
        return score_form(request, found, context, "grades/handed_in.html")
    return _by_rubric(request, found, context, work)


def _by_rubric(
    request: HttpRequest, section: SectionOfTeacher, context: dict[str, Any], work: Scored
) -> HttpResponse:
    """The same with the criteria above the score."""
    viewer, line, today = viewer_of(request), context["line"], clock.today()
    cell, said, key = line.cells.get(work.id, Cell()), request.POST, (line.id, work.id)

    def keep(cells: list[Typed]) -> Kept:
        one = desk.with_sum(said, work, cells, key, cell)
        tapped, day = desk.tapped_in(said), section.day(today) or today
        return score_by_rubric(viewer, section.id, one, tapped, today, day)

    judged = judged_of_student(viewer, work.id, line.id)
    context |= desk.desk(work, judged, cell, said)
    return score_form(request, section, context, "grades/handed_in.html", keep)


@audience("teacher")
@require_safe
def handed_in_file(
    request: HttpRequest, section: int, assignment: int, student: int, file: int
) -> HttpResponse:
    """A file of hers."""
    viewer, found = section_or_404(request, section)
    line, column = _cell(request, found, assignment, student)
    one = queries.file_in(viewer, line.id, column.id, file)
    if one is None:
        raise Http404
    return attached(one.name, one.kind, one.content)


def _cell(
    request: HttpRequest, section: SectionOfTeacher, assignment: int, student: int
) -> tuple[Line, Column]:
    """A student who sits in the class, and a piece of its work of any term; 404 otherwise."""
    if max(assignment, student) > LARGEST_ID:
        raise Http404
    viewer, today = viewer_of(request), clock.today()
    day = section.day(today)
    book = book_of(viewer, section.id, Calendar(), today, only={student}, day=day)
    column = next((column for column in book.columns if column.id == assignment), None)
    if column is None or not book.lines:
        raise Http404
    return book.lines[0], column
