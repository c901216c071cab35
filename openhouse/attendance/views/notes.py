"""A family tells the school that a child will be away, late, or leave early."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.filing import may_file_for
from openhouse.access.on_device import is_its_own, refused
from openhouse.access.requests import child_or_404, viewer_of
from openhouse.attendance.notes import pages
from openhouse.attendance.notes.actions import file_notes, take_back
from openhouse.attendance.notes.download import attached
from openhouse.attendance.notes.forms import TOO_MUCH, AbsenceForm
from openhouse.attendance.notes.queries import file_of, is_filed, note_of, notes_of
from openhouse.common import clock
from openhouse.common.methods import form_page


@audience(FAMILY)
@require_safe
def absence_notes(request: HttpRequest, student: int) -> HttpResponse:
    """What she has told the school about this child, and what became of it."""
    viewer, child = child_or_404(request, student)
    notes = notes_of(viewer, viewer.person_id, child.id)
    context = pages.of_family(child, notes, may_file=child in may_file_for(viewer, clock.today()))
    return render(request, "attendance/absence_notes.html", context)


@audience(FAMILY)
@form_page
def absence_new(request: HttpRequest, student: int) -> HttpResponse:
    """The form, for this child and her brothers and sisters; a device sends it later, too."""
    viewer, child = child_or_404(request, student)
    if request.method == "POST" and _is_here(request):
        return _filed(request, child.id, "")
    form = _form(request, child.id)
    may_file = child in may_file_for(viewer, clock.today())
    if request.method == "POST" and may_file and form.is_valid():
        said = form.cleaned_data
        why = file_notes(viewer, said["children"], said, said["upload"], clock.now())
        return _filed(request, child.id, why)
    if request.method == "POST" and is_its_own(request):
        return refused(form)
    context = {"child": child, "form": form, "may_file": may_file}
    return render(request, "attendance/absence_new.html", context)


def _is_here(request: HttpRequest) -> bool:
    """If this very form has arrived before."""
    try:
        return is_filed(viewer_of(request), UUID(request.POST.get("sent_as", "")))
    except ValueError:
        return False


def _filed(request: HttpRequest, student: int, why: str) -> HttpResponse:
    """The words for what became of a form: on the next page, or to the device that sends it."""
    told = _("You have told the school about this already.")
    words = {"full": TOO_MUCH, "told": told}.get(why)
    if is_its_own(request):
        return refused(words) if words else HttpResponse(status=204)
    if words:
        messages.warning(request, str(words))
    else:
        messages.success(request, _("The school is told. You see here what becomes of it."))
    return redirect("absence-notes", student)


def _form(request: HttpRequest, student: int) -> Any:
    now = clock.now()
    initial = {"children": [student], "kind": "days", "first_on": now.date(), "sent_as": uuid4()}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return AbsenceForm(*sent, viewer=viewer_of(request), now=now, initial=initial)


@audience(FAMILY)
@require_POST
def absence_withdraw(request: HttpRequest, student: int, note: int) -> HttpResponse:
    """Take back what waits still."""
    viewer, child = child_or_404(request, student)
    found = note_of(viewer, note)
    if found is None or found.student_id != child.id or found.person_id != viewer.person_id:
        raise Http404
    if take_back(viewer, found):
        messages.success(request, _("Withdrawn. The school expects your child."))
    else:
        messages.warning(request, _("The office has decided already. Please call the school."))
    return redirect("absence-notes", child.id)


@audience(FAMILY)
@require_safe
def absence_file(request: HttpRequest, student: int, note: int) -> HttpResponse:
    """The file that she sent with it."""
    viewer, child = child_or_404(request, student)
    found = file_of(viewer, note)
    if found is None or found.student_id != child.id or found.person_id != viewer.person_id:
        raise Http404
    return attached(found)
