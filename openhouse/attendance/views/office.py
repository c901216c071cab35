"""The attendance office: what is not taken, what families write, what is not explained."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of
from openhouse.access.viewed import shows_record_of
from openhouse.attendance.notes import pages as notes_pages
from openhouse.attendance.notes.actions import approve, clashes, days_of, refuse
from openhouse.attendance.notes.download import attached
from openhouse.attendance.notes.forms import DecideForm
from openhouse.attendance.notes.queries import file_for, name_of, note_for, waiting_notes
from openhouse.attendance.office import pages, queries
from openhouse.attendance.office.actions import explain
from openhouse.attendance.office.sent import explained
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.methods import form_page


@audience(*OFFICE)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits now; the page looks again by itself for rolls that come in."""
    viewer, now = viewer_of(request), clock.now()
    schools = queries.schools_of(viewer)
    rolls = queries.rolls_at(viewer, schools, now.date())
    open_ones = queries.unexplained(viewer, schools, now.date())
    context = pages.desk(rolls, waiting_notes(viewer), open_ones, queries.codes(), now)
    context["is_district"] = "district" in viewer.roles
    return render(request, "attendance/desk.html", context)


@audience(*OFFICE)
@require_POST
def resolve(request: HttpRequest) -> HttpResponse:
    """Explain the absences whose code was chosen; the rest stays."""
    viewer = viewer_of(request)
    chosen = explained(request.POST, {code.pk: code for code in queries.codes()})
    done = sum(explain(viewer, student, on, code) > 0 for student, on, code in chosen)
    if done:
        said = ngettext("%(n)d absence is explained.", "%(n)d absences are explained.", done)
        messages.success(request, said % {"n": done})
    else:
        messages.warning(request, _("Choose a code where you know the reason."))
    return redirect("attendance-desk")


@audience(*OFFICE)
@form_page
def office_note(request: HttpRequest, note: int) -> HttpResponse:
    """One note: approve it with a code, or do not and say why."""
    viewer = viewer_of(request)
    found = note_for(viewer, note)
    if found is None:
        raise Http404
    shows_record_of(request, found.student_id)
    form = DecideForm(request.POST or None, note=found)
    if request.method == "POST" and form.is_valid():
        return _decide(request, found, form)
    context = notes_pages.of_office(
        found, name_of(found.person_id), form, len(days_of(viewer, found))
    )
    return render(request, "attendance/office_note.html", context)


def _decide(request: HttpRequest, note: Any, form: Any) -> HttpResponse:
    viewer, now, said = viewer_of(request), clock.now(), form.cleaned_data
    by_hand = form.approves and clashes(viewer, note)
    if form.approves:
        done = approve(viewer, note, said["code"], said["answer"], now) is not None
        words = _("Approved. The family sees it.")
    else:
        done = refuse(viewer, note, said["answer"], now)
        words = _("Not approved. The family reads your answer.")
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, _("This note does not wait any more."))
    return _to_the_day(request, note) if done and by_hand else redirect("attendance-desk")


def _to_the_day(request: HttpRequest, note: Any) -> HttpResponse:
    """A child who leaves and comes back has no mark of the whole day that says so."""
    words = _("This day has another time already. Mark the classes that the child misses.")
    messages.warning(request, words)
    return redirect(f"{address('student-day', note.student_id)}?on={note.first_on.isoformat()}")


@audience(*OFFICE)
@require_safe
def office_note_file(request: HttpRequest, note: int) -> HttpResponse:
    """The file with a note."""
    found = file_for(viewer_of(request), note)
    if found is None:
        raise Http404
    shows_record_of(request, found.student_id)
    return attached(found)
