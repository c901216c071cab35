"""Posting marks, for a section's teacher."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import audience
from openhouse.access.requests import number_in
from openhouse.access.teaching import section_or_404
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.methods import form_page
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.gradebook import posting as marks
from openhouse.grades.gradebook import posting_pages as pages
from openhouse.grades.gradebook.composites import composites_of, recipe_of
from openhouse.grades.gradebook.queries import Book, book_of
from openhouse.grades.gradebook.window_pages import window_rows
from openhouse.grades.gradebook.windows import Window, posted_in, windows_for
from openhouse.grades.terms import Term, calendar_of


@audience("teacher")
@form_page
def posting(request: HttpRequest, section: int) -> HttpResponse:
    """The windows of the section's own terms; with one chosen, the marks that go into it."""
    viewer, found = section_or_404(request, section)
    today, windows = clock.today(), windows_for(found, clock.today())
    wanted = number_in(request, "window")
    if wanted is None:
        here = address("posting", found.id)
        posted = posted_in(viewer, found.id, found.day(today))
        rows = window_rows(windows, here, today, posted, schools=False)
        return render(request, "grades/posting.html", {"section": found, "windows": rows})
    window = next((window for window in windows if window.id == wanted), None)
    if window is None:
        raise Http404
    return _form(request, viewer, found, window)


def _form(
    request: HttpRequest, viewer: Viewer, section: SectionOfTeacher, window: Window
) -> HttpResponse:
    today, said = clock.today(), request.POST
    context, new = _looked_at(request, viewer, section, window)
    status = 400 if said and context["faults"] else 200
    if "post" in said and not context["faults"]:
        saw = said.get("saw", "")
        why = marks.post_marks(viewer, section.id, window, new, saw, today, _day(section, window))
        if not why:
            messages.success(request, _("The marks are posted. Families see them now."))
            return redirect("posting", section.id)
        messages.error(request, pages.not_posted_words(why, window, today))
        context, status = _looked_at(request, viewer, section, window)[0], 409
    return render(request, "grades/post_marks.html", context, status=status)


def _day(section: SectionOfTeacher, window: Window) -> date:
    """The day whose roster is asked to have marks: the last of the term, or of the class."""
    return min(window.day(clock.today()), section.day(clock.today()))


def _looked_at(
    request: HttpRequest, viewer: Viewer, section: SectionOfTeacher, window: Window
) -> tuple[dict[str, Any], Mapping[int, marks.Posting]]:
    """The page with what would change, and the marks that would be posted."""
    today = clock.today()
    calendar = calendar_of(section.school, section.year, window.term, today)
    during, day = calendar.during(section, window.term), _day(section, window)
    book = book_of(viewer, section.id, during, today, day=day)
    offers = _offers(viewer, book, window, calendar.every, today)
    posted = marks.posted_to(viewer, section.id, window)
    lines, new = pages.lines_of(book, offers, posted, request.POST)
    context = pages.form_page(section, window, lines, today)
    looked = request.method == "POST" and not context["faults"]
    context |= {"looked": looked, "changes": pages.changes_words(len(new)), "many": len(new)}
    return context | {"saw": marks.digest_of(posted)}, new


def _offers(
    viewer: Viewer, book: Book, window: Window, terms: Sequence[Term], today: date
) -> dict[int, pages.Offer]:
    """The mark that is offered for each student: made of others, or the one in progress."""
    recipe = recipe_of(window, terms)
    if recipe is None:
        return pages.marks_so_far(book, today)
    students = [line.id for line in book.lines]
    made = composites_of(viewer, book.section, recipe, students)
    return pages.marks_made_of_others(book, made)
