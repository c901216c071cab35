"""What families ask, for who answers: the teacher of the section, or the school's office."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.access.viewed import shows_record_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.questions import pages
from openhouse.questions.actions import answer, keep_rules
from openhouse.questions.forms import AnswerForm, RulesForm
from openhouse.questions.queries import (
    answered_lately,
    corrections,
    question_for,
    rules_now,
    to_answer,
)
from openhouse.questions.words import is_change

ANSWERS = ("teacher", "office", "counselor", "district")


@audience(*ANSWERS)
@require_safe
def staff_questions(request: HttpRequest) -> HttpResponse:
    """What waits for her, the next due first; and what was answered lately."""
    viewer, today = viewer_of(request), clock.today()
    context = pages.inbox(to_answer(viewer, today), answered_lately(viewer, today), today)
    context["is_district"] = "district" in viewer.roles
    return render(request, "questions/staff_questions.html", context)


@audience(*ANSWERS)
@form_page
def staff_question(request: HttpRequest, question: int) -> HttpResponse:
    """One question and its answer. Raises Http404 for what is another's to answer."""
    viewer, today = viewer_of(request), clock.today()
    found = question_for(viewer, question, today) if question <= LARGEST_ID else None
    if found is None:
        raise Http404
    shows_record_of(request, found.student_id)
    since = corrections([found]).get(found.pk)
    line = since.answered if since else None
    thanks = _("Corrected, thank you.") if line and is_change(line) else ""
    form = AnswerForm(request.POST or None, initial={"text": thanks})
    if request.method == "POST" and form.is_valid():
        return _answered(request, found, form.cleaned_data["text"])
    context = pages.of_staff(viewer, found, since, form, today)
    return render(request, "questions/staff_question.html", context)


def _answered(request: HttpRequest, question: Any, text: str) -> HttpResponse:
    if answer(viewer_of(request), question, text, clock.now()):
        messages.success(request, _("Answered. The family reads it now."))
    else:
        messages.warning(request, _("It is answered already, or taken back."))
    return redirect("staff-questions")


@audience("district")
@form_page
def question_rules(request: HttpRequest) -> HttpResponse:
    """Within how many school days a question is answered."""
    form = RulesForm(request.POST or None, instance=rules_now())
    if request.method == "POST" and form.is_valid():
        keep_rules(form, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("staff-questions")
    return render(request, "questions/question_rules.html", {"form": form})
