"""An office publishes letters and forms for its school, a class or a student."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of
from openhouse.common.methods import form_page
from openhouse.documents.published.desk import Desk
from openhouse.documents.published.views import serving


@audience(*OFFICE)
@require_safe
def school_documents(request: HttpRequest) -> HttpResponse:
    """What the school has published."""
    return serving.serve_list(request, Desk(viewer_of(request)))


@audience(*OFFICE)
@form_page
def school_document_new(request: HttpRequest) -> HttpResponse:
    """For whom, then what."""
    return serving.serve_new(request, Desk(viewer_of(request)))


@audience(*OFFICE)
@require_safe
def school_document(request: HttpRequest, number: int) -> HttpResponse:
    """One document, and who has and has not read or signed it."""
    return serving.serve_file(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_POST
def school_document_edition(request: HttpRequest, number: int) -> HttpResponse:
    """A new edition of its file."""
    return serving.serve_edition(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_POST
def school_document_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take it back."""
    return serving.serve_withdraw(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_POST
def school_document_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Who has and has not, as a spreadsheet."""
    return serving.serve_sheet(request, Desk(viewer_of(request)), number)


@audience(*OFFICE)
@require_safe
def school_document_file(request: HttpRequest, number: int) -> HttpResponse:
    """Its file."""
    return serving.serve_content(request, Desk(viewer_of(request)), number)
