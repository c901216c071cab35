"""The file of a paper that a family opens or saves."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404
from openhouse.common.files import attached, inline
from openhouse.papers import withdrawn
from openhouse.papers.actions import note_opened
from openhouse.papers.queries import paper_of
from openhouse.papers.words import file_name


def _opened(request: HttpRequest, student: int, number: int) -> tuple[Any, HttpResponse | None]:
    """The paper with its file, and that she has opened it; or, where it was taken back, the page
    that says so in its place. Raises Http404."""
    viewer, child = child_or_404(request, student)
    found = paper_of(viewer, child.id, number)
    if found is not None:
        note_opened(viewer, found)
        return found, None
    if (said := withdrawn.page(viewer, child, number)) is None:
        raise Http404("No such paper of hers")
    return None, render(request, "papers/withdrawn.html", said, status=HTTPStatus.GONE)


@audience(FAMILY)
@require_safe
def paper_file(request: HttpRequest, student: int, number: int) -> HttpResponse:
    """The PDF as it was issued, in the browser's own viewer."""
    found, gone = _opened(request, student, number)
    return gone or inline(file_name(found), "application/pdf", found.content)


@audience(FAMILY)
@require_safe
def paper_save(request: HttpRequest, student: int, number: int) -> HttpResponse:
    """The same to keep."""
    found, gone = _opened(request, student, number)
    return gone or attached(file_name(found), "application/pdf", found.content)
