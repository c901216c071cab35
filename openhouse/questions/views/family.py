"""A family says that something is wrong, and reads what the school answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, district_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.questions import pages
from openhouse.questions.actions import ask, mark_read, take_back
from openhouse.questions.forms import AskForm
from openhouse.questions.queries import (
    open_question,
    question_of,
    questions_of,
)
from openhouse.questions.subjects import shown_corrections, subject_of


@audience(FAMILY)
@require_safe
def questions(request: HttpRequest, student: int) -> HttpResponse:
    """What she has asked about this child, and the answers; opening it is reading them."""
    viewer, child = child_or_404(request, student)
    found = questions_of(viewer, child)
    today = clock.today()
    lines = shown_corrections(viewer, child, found, today)
    context = pages.of_family(viewer, child, found, lines, today)
    mark_read(viewer, child, clock.now())
    return render(request, "questions/questions.html", context)


@audience(FAMILY)
@form_page
def question_new(request: HttpRequest, student: int) -> HttpResponse:
    """Ask about what the address names; without, the page says where to find it.

    Raises Http404 for a score, mark or day that she does not see.
    """
    viewer, child = child_or_404(request, student)
    subject = subject_of(viewer, child, request.GET.dict(), clock.today())
    if subject is None and request.GET.get("about"):
        raise Http404
    waits = open_question(viewer, child, subject.about) if subject else None
    form = AskForm(request.POST or None)
    if request.method == "POST" and subject and not waits and form.is_valid():
        said = form.cleaned_data["text"]
        _say(request, asked=ask(viewer, child, subject, said, clock.now(), district_of(request)))
        return redirect("questions", child.id)
    context = pages.asking(viewer, child, subject, waits, form)
    return render(request, "questions/question_new.html", context)


def _say(request: HttpRequest, *, asked: Any) -> None:
    if asked:
        messages.success(request, _("Your question is sent. The answer shows here."))
    else:
        messages.warning(request, _("You have asked about this already."))


@audience(FAMILY)
@require_POST
def question_close(request: HttpRequest, student: int, question: int) -> HttpResponse:
    """Take back what waits still."""
    viewer, child = child_or_404(request, student)
    found = question_of(viewer, child, question)
    if found is None:
        raise Http404
    if take_back(viewer, found):
        messages.success(request, _("Taken back. Nobody has to answer it any more."))
    else:
        messages.warning(request, _("It is answered already."))
    return redirect("questions", child.id)
