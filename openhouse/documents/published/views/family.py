"""One published document: read it, keep it, say that it was read, sign it or decline."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404
from openhouse.access.viewer import Child, Viewer
from openhouse.common import clock
from openhouse.common.files import attached, inline
from openhouse.common.methods import form_page
from openhouse.documents.published import pages
from openhouse.documents.published.actions import note_opened
from openhouse.documents.published.answering import Answered, answer
from openhouse.documents.published.entries import may_answer
from openhouse.documents.published.queries import Shown, document_of, edition_with_content
from openhouse.documents.published.views.serving import small_number_in


def _shown(request: HttpRequest, student: int, number: int) -> tuple[Viewer, Child, Shown]:
    viewer, child = child_or_404(request, student)
    found = document_of(viewer, child, number, clock.today())
    if found is None:
        raise Http404
    return viewer, child, found


def _file(request: HttpRequest, viewer: Viewer, shown: Shown) -> Any:
    """The file; with ``?edition=`` an earlier one that she has answered, else Http404."""
    found = edition_with_content(viewer, shown, small_number_in(request, "edition"))
    if found is None:
        raise Http404
    return found


@audience(FAMILY)
@form_page
def document(request: HttpRequest, student: int, number: int) -> HttpResponse:
    """What it is, its file, and what it asks of the reader; sent, her answer."""
    viewer, child, shown = _shown(request, student, number)
    may = may_answer(viewer, shown, clock.today())
    said = Answered(viewer, child, shown, request.POST if request.method == "POST" else None)
    if request.method == "POST" and may and (words := answer(said, clock.now())):
        return _to_the_document(request, shown, *words)
    context = pages.of_family(viewer, child, shown, said, may=may, today=clock.today())
    return render(request, "documents/document.html", context)


def _to_the_document(request: HttpRequest, shown: Shown, kind: str, words: Any) -> HttpResponse:
    {"success": messages.success, "warning": messages.warning}[kind](request, words)
    return redirect("document", shown.student, shown.id)


@audience(FAMILY)
@require_safe
def document_file(request: HttpRequest, student: int, number: int) -> HttpResponse:
    """The file in the browser's own viewer; whoever opens it has opened the document."""
    viewer, child, shown = _shown(request, student, number)
    file = _file(request, viewer, shown)
    if file.number == shown.number:
        note_opened(viewer, child, shown, clock.now())
    return inline(file.name, file.kind, file.content)


@audience(FAMILY)
@require_safe
def document_save(request: HttpRequest, student: int, number: int) -> HttpResponse:
    """The file to keep."""
    viewer, child, shown = _shown(request, student, number)
    file = _file(request, viewer, shown)
    if file.number == shown.number:
        note_opened(viewer, child, shown, clock.now())
    return attached(file.name, file.kind, file.content)
