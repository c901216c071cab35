"""What the pages of an office and of a teacher do alike."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.desks import found_for
from openhouse.access.requests import number_in
from openhouse.access.viewed import shows_record_of
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.common.files import inline
from openhouse.common.spreadsheet import as_csv
from openhouse.documents.published import actions, counting, school_pages
from openhouse.documents.published.desk import (
    Desk,
    addressee,
    answered,
    edition_of,
)
from openhouse.documents.published.forms import EditionForm, PublishForm, WithdrawForm
from openhouse.ledger.actions import record


def serve_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What she has published, the newest first."""
    files = desk.newest
    context = school_pages.desk_page(desk, files, answered(desk, files), clock.today())
    return render(request, "documents/school_documents.html", context)


def serve_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For whom, then what. Raises Http404 for whom she may not publish to."""
    today = clock.today()
    whom = addressee(desk, request.GET, today)
    if whom is None:
        if {"school", "section", "student"} & request.GET.keys() or request.method == "POST":
            raise Http404
        text = request.GET.get("q", "").strip()[:100]
        found = found_for(desk, text, today) if text else []
        context = school_pages.who_page(desk, text, found)
        return render(request, "documents/school_document_who.html", context)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PublishForm(*sent, today=today, initial={"visible_from": today, "asks": "nothing"})
    if request.method == "POST" and form.is_valid():
        file = actions.publish(desk.viewer, whom.target, form.columns, form.file, clock.now())
        messages.success(request, _("Published. You see here who has read it."))
        return redirect(desk.url("", file.pk))
    context = school_pages.new_page(desk, whom, focused(form))
    return render(request, "documents/school_document_new.html", context)


def serve_file(
    request: HttpRequest, desk: Desk, number: int, form: Any = None, why: Any = None
) -> HttpResponse:
    """One document, and who has and has not."""
    file, today = _file(request, desk, number), clock.today()
    lines = counting.lines_of(desk.viewer, file, today)
    context = school_pages.file_page(desk, file, focused(form or EditionForm()))
    context |= school_pages.answers(file, lines, request.GET.get("show", ""), today)
    context["why"] = focused(why or WithdrawForm())
    return render(request, "documents/school_document.html", context)


def serve_edition(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Put a new edition in its place."""
    file = _file(request, desk, number)
    form = EditionForm(request.POST, request.FILES)
    if not form.is_valid() or file.withdrawn_at:
        return serve_file(request, desk, number, form)
    actions.add_edition(desk.viewer, file, form.file, clock.now())
    messages.success(request, _("The new edition is there. Families are asked anew."))
    return redirect(desk.url("", file.pk))


def serve_withdraw(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take it back, with a reason for families where one is given."""
    file, why = _file(request, desk, number), WithdrawForm(request.POST)
    if not why.is_valid():
        return serve_file(request, desk, number, why=why)
    actions.withdraw(desk.viewer, file, why.cleaned_data["because"], clock.now())
    messages.success(request, _("Withdrawn. Families cannot open it any more."))
    return redirect(desk.url("", file.pk))


def serve_sheet(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Who has and has not, as a spreadsheet."""
    file = _file(request, desk, number)
    lines = counting.lines_of(desk.viewer, file, clock.today())
    after = {"lines": len(lines)}
    record(
        "document.exported", actor=desk.viewer.person_id, about=file.pk, subject=file.title,
        after=after,
    )  # fmt: skip
    answer = HttpResponse(
        as_csv(*school_pages.sheet(file, lines)), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="document-{file.pk}.csv"'
    return answer


def serve_content(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Its file as families see it; with ``?edition=`` an earlier one, which somebody has signed."""
    edition = edition_of(_file(request, desk, number), small_number_in(request, "edition"))
    if edition is None:
        raise Http404
    return inline(edition.name, edition.kind, edition.content)


def small_number_in(request: HttpRequest, name: str) -> int | None:
    """The number of an edition that the address says; None for none."""
    found = number_in(request, name)
    return found if found is None or found < 2**15 else 0


def _file(request: HttpRequest, desk: Desk, number: int) -> Any:
    found = desk.file(number)
    if found is None:
        raise Http404
    if found.student_id is not None:
        shows_record_of(request, found.student_id)
    return found
