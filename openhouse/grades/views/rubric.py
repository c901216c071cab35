"""What a piece of work is scored by, as its teacher writes it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of, whole_number
from openhouse.access.teaching import section_or_404
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.rubrics import actions, forms, pages
from openhouse.grades.rubrics.queries import (
    Scored,
    judged_in,
    rubric_in,
    rubric_to_copy,
    rubrics_of_teacher,
)
from openhouse.grades.rules.rubrics import Fault, Rubric, Typed, read_rubric


@audience("teacher")
@require_http_methods(["GET", "HEAD", "POST"])
def rubric(request: HttpRequest, section: int, assignment: int) -> HttpResponse:
    """The rubric of a piece of work: made, changed, taken away."""
    _viewer, found = section_or_404(request, section)
    work = rubric_in(found.id, assignment)
    if work is None:
        raise Http404
    if request.method != "POST":
        return _show(request, found, work, forms.typed_of(work.rubric))
    if "copy" in request.POST:
        return _copied(request, found, work)
    if "remove" in request.POST:
        return _kept(request, found, work, forms.typed_of(work.rubric), ())
    return _sent(request, found, work)


def _copied(request: HttpRequest, section: SectionOfTeacher, work: Scored) -> HttpResponse:
    """The lines of another rubric of hers, to be changed and saved; nothing is kept yet."""
    number = whole_number(request.POST.get("from", "")) or 0
    rubric = rubric_to_copy(viewer_of(request).person_id, number)
    if not rubric:
        raise Http404
    return _show(request, section, work, forms.typed_of(rubric), copied=True)


def _sent(request: HttpRequest, section: SectionOfTeacher, work: Scored) -> HttpResponse:
    typed = forms.typed_in(request.POST)
    if "more" in request.POST:
        return _show(request, section, work, forms.longer(typed, request.POST["more"]))
    rubric, faults = read_rubric(typed)
    if not forms.are_storable(typed):
        faults = [Fault("sign")]
    if faults:
        return _show(request, section, work, typed, faults, status=400)
    return _kept(request, section, work, typed, rubric)


def _kept(
    request: HttpRequest,
    section: SectionOfTeacher,
    work: Scored,
    typed: list[Typed],
    rubric: Rubric,
) -> HttpResponse:
    saw, viewer = request.POST.get("saw", ""), viewer_of(request)
    why = actions.keep_rubric(viewer, section.id, work.id, rubric, saw)
    if why == "gone":
        raise Http404
    if why == "scored":
        messages.error(request, _("Students have been scored by it, so it stays. Change it."))
        return redirect(request.path)
    if why:
        return _show(request, section, work, typed, status=409)
    messages.success(request, _("The rubric is kept.") if rubric else _("The rubric is gone."))
    return redirect("gradebook-work", section.id, work.id)


def _show(
    request: HttpRequest, section: SectionOfTeacher, work: Scored, typed: list[Typed],
    faults: list[Fault] | None = None, *, status: int = 200, copied: bool = False,
) -> HttpResponse:  # fmt: skip
    context = pages.editor(section, work, typed, faults or [], judged_in(work.id))
    if "saw" in request.POST and status != 409:  # what she saw stays what she saw
        context["saw"] = request.POST["saw"]
    context["to_copy"] = rubrics_of_teacher(viewer_of(request).person_id, besides=work.id)
    context["copied"] = copied
    context["meanwhile"] = pages.shown(work.rubric) if status == 409 else None
    return render(request, "grades/rubric.html", context, status=status)
