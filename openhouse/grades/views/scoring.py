"""What the grid's script asks: keep these cells; what have others changed."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.access.teaching import section_or_404
from openhouse.common import clock
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.gradebook import grid
from openhouse.grades.gradebook.actions import MOST_CELLS, Kept, Typed, keep_scores
from openhouse.grades.gradebook.presence import note_visit, others_in
from openhouse.grades.gradebook.queries import book_of
from openhouse.grades.views.gradebook import book_for, calendar_for

FIELDS = 5


@audience("teacher")
@require_POST
def scores(request: HttpRequest, section: int) -> HttpResponse:
    """Keep the cells of one entry, all or none; the answer has them and their rows' new marks."""
    viewer, found = section_or_404(request, section)
    cells, today = list(_cells(request.body)), clock.today()
    if len(cells) > MOST_CELLS:
        words = _("These are too many scores at once. Nothing was saved.")
        return JsonResponse({"refused": [], "meanwhile": [], "words": words}, status=400)
    kept = keep_scores(viewer, found.id, cells, today, found.day(today))
    if not kept.whole:
        return JsonResponse(_not_kept(kept), status=409 if kept.meanwhile else 400)
    return JsonResponse(_kept(request, found, cells))


def _cells(body: bytes) -> Iterator[Typed]:
    """The cells that the script sends: student, assignment, text, what was seen, comment."""
    try:
        said = json.loads(body)["cells"]
        if not isinstance(said, list):
            raise BadRequest("No list of cells")
        for student, work, *words in said:
            if not all(type(n) is int and 0 <= n <= LARGEST_ID for n in (student, work)):
                raise BadRequest("No numbers")
            if len(words) != FIELDS - 2 or not all(w is None or type(w) is str for w in words):
                raise BadRequest("No words")
            yield Typed(student, work, *words)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise BadRequest("Not what the gradebook sends") from fault


def _not_kept(kept: Kept) -> dict[str, Any]:
    return {
        "refused": [[*key, words] for key, words in kept.refused.items()],
        "meanwhile": [[*key, words] for key, words in kept.meanwhile.items()],
    }


def _kept(request: HttpRequest, section: SectionOfTeacher, cells: list[Typed]) -> dict[str, Any]:
    today, students = clock.today(), {cell.student for cell in cells}
    calendar = calendar_for(request, section)
    day = section.day(today)
    book = book_of(viewer_of(request), section.id, calendar, today, only=students, day=day)
    touched = {cell.key for cell in cells}
    known = [said for said in grid.cells_of(book) if (said[0], said[1]) in touched]
    return {"cells": known, "marks": grid.marks_of(book, book.lines, today)}


@audience("teacher")
@require_safe
def news(request: HttpRequest, section: int) -> HttpResponse:
    """Who else is here; every cell and mark, where something is not as the script saw it last."""
    viewer, found = section_or_404(request, section)
    book, today, now = book_for(request, found), clock.today(), clock.now()
    note_visit(viewer.person_id, viewer.name, found.id, now)
    others = others_in(viewer.person_id, found.id, now)
    answer: dict[str, Any] = {"digest": book.digest, "others": others}
    if request.GET.get("seen") != book.digest:
        answer["cells"] = grid.cells_of(book)
        answer["marks"] = grid.marks_of(book, book.lines, today)
    return JsonResponse(answer)
