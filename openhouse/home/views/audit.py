"""Who did what: the ledger as staff search it, and the same as a file."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import date_of, viewer_of, whole_number
from openhouse.access.viewed import shows_record_of
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.spreadsheet import as_csv
from openhouse.home.audit import pages
from openhouse.home.audit.queries import (
    IN_A_FILE,
    PAGE,
    Asked,
    lines,
    note_export,
    place_of,
    student_name,
    students_named,
)
from openhouse.ledger.kinds import GROUPS


@audience(*OFFICE)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Lines about students in reach, for the district all; 404 for another's student."""
    viewer, url = viewer_of(request), address("audit")
    asked = asked_of(request.GET)
    choices = students_named(viewer, asked.text) if asked.text else []
    if len(choices) == 1:
        return redirect(pages.address_of(url, asked, student=choices[0][0]))
    if asked.text:
        found = [(name, pages.address_of(url, asked, student=one)) for one, name in choices]
        context = pages.page(viewer, asked, [], url, "") | {"choices": found, "chooses": True}
        return render(request, "home/audit.html", context)
    name = _looked_at(request, asked)
    context = pages.page(viewer, asked, lines(viewer, asked, PAGE + 1), url, name)
    return render(request, "home/audit.html", context)


@audience("district")
@require_POST
def audit_file(request: HttpRequest) -> HttpResponse:
    """The newest lines of a search for a spreadsheet program; that it was saved is a line too."""
    viewer, asked = viewer_of(request), asked_of(request.POST)
    _looked_at(request, asked)
    found = lines(viewer, asked, IN_A_FILE)
    note_export(viewer, asked, len(found))
    response = HttpResponse(as_csv(*pages.table(found)), content_type="text/csv; charset=utf-8")
    name = pages.file_name(clock.today())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _looked_at(request: HttpRequest, asked: Asked) -> str:
    """The name of the student who is asked for, whose record is looked at by this; or nothing."""
    if asked.student is None:
        return ""
    viewer = viewer_of(request)
    name = student_name(viewer, asked.student)
    if name is None:
        raise Http404
    shows_record_of(request, asked.student)
    return name


def asked_of(sent: QueryDict) -> Asked:
    """What an address or a form asks for; what it says wrongly counts as not said."""
    kind = sent.get("kind", "")
    return Asked(
        whole_number(sent.get("student", "")),
        " ".join(sent.get("q", "").split())[:100],
        " ".join(sent.get("staff", "").split())[:100],
        kind if kind in GROUPS else "",
        date_of(sent.get("first", "")),
        date_of(sent.get("last", "")),
        place_of(sent.get("before", "")),
        whole_number(sent.get("same", "")),
    )
