"""What the district decides about marks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.grades.district import scale_changes, scales, tasks
from openhouse.grades.gradebook import defaults, options
from openhouse.grades.gradebook.options_pages import form_page as options_form
from openhouse.grades.rules.scales import Rounding
from openhouse.grades.rules.schemes import Scheme


@audience("district")
@form_page
def grading_rules(request: HttpRequest) -> HttpResponse:
    """Scales, marks that are made of others, and how a new class computes."""
    context = {"scales": scales.scales_in_words(), "tasks": tasks.tasks_in_words()}
    return render(request, "grades/grading_rules.html", context)


@audience("district")
@form_page
def grading_scale(request: HttpRequest, number: int) -> HttpResponse:
    """One scale, or a new one (0); what another would do is shown before it is kept."""
    row = scales.scale_at(min(number, LARGEST_ID))
    if row is None:
        raise Http404
    if "delete" in request.POST and row.pk:
        return _delete(request, row)
    return _scale(request, row, number)


def _scale(request: HttpRequest, row: Any, number: int) -> HttpResponse:
    sent = request.method == "POST"
    before = scale_changes.scale_now(row)
    form = scales.ScaleForm(request.POST or None, instance=row)
    steps = scales.read_steps(request.POST, _rounding(request)) if sent else scales.steps_of(row)
    good = sent and form.is_valid() and not steps.faults
    if good and ("keep" in request.POST or not row.pk):  # nobody has a new one yet
        scales.keep_scale(form, steps)
        return _done(request, _("Saved."))
    context = {"form": form, "steps": steps, "number": number}
    if good:
        context["effect"] = _effect(request, row, before, steps)
    status = 400 if form.errors or steps.faults else 200
    return render(request, "grades/grading_scale.html", context, status=status)


def _effect(
    request: HttpRequest, row: Any, before: scale_changes.Scale, steps: scales.Steps
) -> scale_changes.Effect:
    after = tuple(steps.kept), _rounding(request)
    return scale_changes.effect_of(viewer_of(request), row, before, after, clock.today())


def _delete(request: HttpRequest, row: Any) -> HttpResponse:
    if scales.delete_scale(row):
        return _done(request, _("Deleted."))
    messages.warning(request, _("It is in use, so it cannot be deleted."))
    return redirect("grading-scale", row.pk)


def _rounding(request: HttpRequest) -> Rounding:
    said = request.POST.get("rounding", "")
    return Rounding(said) if said in list(Rounding) else Rounding.TENTH


@audience("district")
@form_page
def grading_task(request: HttpRequest, number: int) -> HttpResponse:
    """One mark that can be reported, or a new one (0); and of which others it is made."""
    row, sent = tasks.task_at(min(number, LARGEST_ID)), request.method == "POST"
    if row is None:
        raise Http404
    form = tasks.TaskForm(request.POST or None, instance=row)
    parts = tasks.read_parts(request.POST, row) if sent else tasks.parts_of(row)
    if sent and form.is_valid() and not parts.faulty:
        tasks.keep_task(form, parts)
        return _done(request, _("Saved."))
    context = {"form": form, "parts": parts, "number": number}
    context |= {"others": tasks.others(), "places": tasks.Place.choices}
    status = 400 if form.errors or parts.faulty else 200
    return render(request, "grades/grading_task.html", context, status=status)


@audience("district")
@form_page
def gradebook_default(request: HttpRequest) -> HttpResponse:
    """How a new class computes."""
    said = options.Options(*defaults.default_scheme())
    if request.method == "POST":
        said = options.read_options(request.POST, Scheme(), [])
    if request.method == "POST" and not said.faults:
        defaults.keep_default(said)
        return _done(request, _("Saved. New classes compute this way."))
    context = options_form(said, []) | {"scales": options.scales()}
    status = 400 if said.faults else 200
    return render(request, "grades/gradebook_default.html", context, status=status)


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("grading-rules")
