"""A teacher publishes letters and forms for a class of hers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.teaching import section_or_404
from openhouse.common.methods import form_page
from openhouse.documents.published.desk import Desk
from openhouse.documents.published.views import serving


@audience("teacher")
@require_safe
def class_documents(request: HttpRequest, section: int) -> HttpResponse:
    """What she has published for the class."""
    return serving.serve_list(request, Desk(*section_or_404(request, section)))


@audience("teacher")
@form_page
def class_document_new(request: HttpRequest, section: int) -> HttpResponse:
    """Publish a file."""
    return serving.serve_new(request, Desk(*section_or_404(request, section)))


@audience("teacher")
@require_safe
def class_document(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """One document, and who has and has not read or signed it."""
    return serving.serve_file(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_POST
def class_document_edition(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """A new edition of its file."""
    return serving.serve_edition(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_POST
def class_document_withdraw(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Take it back."""
    return serving.serve_withdraw(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_POST
def class_document_sheet(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Who has and has not, as a spreadsheet."""
    return serving.serve_sheet(request, Desk(*section_or_404(request, section)), number)


@audience("teacher")
@require_safe
def class_document_file(request: HttpRequest, section: int, number: int) -> HttpResponse:
    """Its file."""
    return serving.serve_content(request, Desk(*section_or_404(request, section)), number)
