"""A piece of work as its teacher makes, changes and removes it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openhouse.access.audience import audience
from openhouse.access.teaching import section_or_404
from openhouse.common import clock
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades import handouts
from openhouse.grades.gradebook import work
from openhouse.grades.gradebook.forms import AssignmentForm
from openhouse.grades.gradebook.notes import keep_work_note
from openhouse.grades.rubrics.queries import rubric_to_copy, rubrics_of_teacher
from openhouse.grades.rules.rubrics import kept
from openhouse.grades.views.gradebook import calendar_for

FORM = ["GET", "HEAD", "POST"]


@audience("teacher")
@require_http_methods(FORM)
def assignment_new(request: HttpRequest, section: int) -> HttpResponse:
    """A new piece of work, here and in her other classes."""
    viewer, found = section_or_404(request, section)
    me = viewer.person_id
    others, rubrics = work.other_sections(me, found.id, clock.today()), rubrics_of_teacher(me)
    form = _form(request, found, others=others, rubrics=rubrics)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        said["rubric"] = kept(rubric_to_copy(me, said.get("rubric_from") or 0))
        made = work.make_work(viewer, found.id, said, said.get("also", ()))
        keep_work_note(viewer, found.id, made, said["private"])
        messages.success(request, _("The assignment is in the gradebook."))
        return redirect("gradebook-work", found.id, made)
    return _show(request, found, form)


@audience("teacher")
@require_http_methods(FORM)
def assignment_edit(request: HttpRequest, section: int, assignment: int) -> HttpResponse:
    """A piece of work that is there already."""
    viewer, found = section_or_404(request, section)
    before = work.work_in(found.id, assignment) if assignment <= LARGEST_ID else None
    if before is None:
        raise Http404
    form = _form(request, found, initial=before)
    good = request.method == "POST" and form.is_valid()
    if good and _may_move(request, found, before, form):
        work.change_work(viewer, found.id, assignment, form.cleaned_data)
        keep_work_note(viewer, found.id, assignment, form.cleaned_data["private"])
        messages.success(request, _("Saved."))
        return redirect("gradebook", found.id)
    return _show(request, found, form, assignment)


@audience("teacher")
@require_POST
def assignment_remove(request: HttpRequest, section: int, assignment: int) -> HttpResponse:
    """Take a piece of work away that nobody has a score for."""
    viewer, found = section_or_404(request, section)
    if assignment > LARGEST_ID or work.work_in(found.id, assignment) is None:
        raise Http404
    if work.remove_work(viewer, found.id, assignment):
        messages.success(request, _("The assignment is gone."))
        return redirect("gradebook", found.id)
    messages.error(
        request,
        _("Students have scores for it, so it stays. Hide it from families or let it not count."),
    )
    return redirect("assignment-edit", found.id, assignment)


def _form(request: HttpRequest, section: SectionOfTeacher, **more: Any) -> AssignmentForm:
    said = request.POST if request.method == "POST" else None
    return AssignmentForm(said, categories=work.categories_of(section.id), **more)


def _may_move(
    request: HttpRequest, section: SectionOfTeacher, before: dict[str, Any], form: AssignmentForm
) -> bool:
    """False, with a sentence, where marks of a term would no longer be what they were posted on."""
    calendar = calendar_for(request, section)
    moved = work.moves_a_posted_mark(section.id, calendar, before, form.cleaned_data)
    if moved is None:
        return True
    words = _("This would move it from %(old)s to %(new)s, and marks are posted there already.")
    form.add_error("due_on", words % dict(zip(("old", "new"), moved, strict=True)))
    return False


def _show(
    request: HttpRequest, section: SectionOfTeacher, form: AssignmentForm, assignment: int = 0
) -> HttpResponse:
    context = {"section": section, "form": form, "assignment": assignment}
    context |= {"handout": handouts.handouts_of([assignment])[:1]}
    status = 400 if form.is_bound else 200
    return render(request, "grades/assignment_edit.html", context, status=status)
