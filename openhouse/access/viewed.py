"""Views of a student's record by staff: each is a line of the ledger that the family reads.

A page under ``staff/`` or ``office/`` whose address names a student shows her record; another says
so by ``shows_record_of``. A list of many students is no view of one: see docs/access.md.
"""

from django.http import HttpRequest, HttpResponseBase

from openhouse.access.requests import viewer_if_any
from openhouse.ledger.actions import record_view

#: Where the address of a page names the student.
STUDENT = "student"


def shows_record_of(request: HttpRequest, student: int) -> None:
    """This page shows the record of *student*, if she is one; its address does not name her."""
    request.shown_record = student  # type: ignore[attr-defined]


def note_view(request: HttpRequest, response: HttpResponseBase) -> None:
    """A line for what *response* shows of one student to staff: one a person, page and day."""
    viewer, match = viewer_if_any(request), request.resolver_match
    if not (viewer and match and response.status_code == 200):
        return
    student = match.kwargs.get(STUDENT) or getattr(request, "shown_record", None)
    if student and viewer.hat in ("staff", "office"):
        record_view(viewer.person_id, student, match.url_name or "")
