"""Taking cards back that families see: asked first, with a reason that they read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.methods import form_page
from openhouse.documents.cards import gone_pages, queries
from openhouse.documents.cards.forms import WithdrawForm
from openhouse.documents.cards.telling_gone import told_of
from openhouse.documents.cards.withdrawing import why_not, withdraw


@audience(*OFFICE)
@form_page
def card_withdraw(request: HttpRequest, release: int) -> HttpResponse:
    """All cards of a release."""
    return _asked(request, _release(request, release), None)


@audience(*OFFICE)
@form_page
def card_student_withdraw(request: HttpRequest, release: int, student: int) -> HttpResponse:
    """One student's card, in all its editions."""
    found = _release(request, release)
    papers = queries.editions_of(viewer_of(request), found.pk, student)
    if not papers:
        raise Http404
    return _asked(request, found, papers[-1])


def _asked(request: HttpRequest, found: Any, last: Any) -> HttpResponse:
    """The question, or what was answered to it; to nobody where there is nothing to take back."""
    page = ("card-student", found.pk, last.student_id) if last else ("card-release", found.pk)
    gone = found.state == "withdrawn" or (last and last.withdrawn_at)
    if gone or found.state != "released":
        messages.warning(request, why_not("gone" if gone else "waits"))
        return redirect(*page)
    form = WithdrawForm(request.POST or None, is_shown=found.is_shown)
    if request.method != "POST" or not form.is_valid():
        told = told_of(viewer_of(request), found)[0]
        context = gone_pages.of_withdrawing(found, told, last, form)
        status = 400 if form.errors else 200
        return render(request, "documents/card_withdraw.html", context, status=status)
    _done(request, found, last, form)
    return redirect(*page)


def _done(request: HttpRequest, found: Any, last: Any, form: WithdrawForm) -> None:
    student = last.student_id if last else None
    why = form.reason()
    if reason := withdraw(viewer_of(request), found, why, district_of(request).id, student):
        messages.warning(request, why_not(reason))
    elif found.is_shown:
        messages.success(request, _("Taken back. Who was told of it is told of this too."))
    else:
        messages.success(request, _("Taken back."))


def _release(request: HttpRequest, number: int) -> Any:
    found = queries.release_of(viewer_of(request), number)
    if found is None:
        raise Http404
    return found
