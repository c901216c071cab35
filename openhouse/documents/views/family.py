"""The list of documents that the school has given out, of one child or of all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404, number_in, viewer_of
from openhouse.access.unchanged import stamped
from openhouse.common import clock
from openhouse.documents import listing
from openhouse.documents.issued import issued_to
from openhouse.documents.published.entries import entries_of


@audience(FAMILY)
@require_safe
@stamped
def documents(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """What waits for the reader, then child by child; ``?kind=`` and ``?year=`` choose."""
    viewer, today = viewer_of(request), clock.today()
    children = [child_or_404(request, student)[1]] if student else list(viewer.children)
    entries = entries_of(viewer, children, today) + issued_to(viewer, children)
    chosen = listing.Filters(request.GET.get("kind", ""), number_in(request, "year"))
    context = listing.page(entries, children, chosen, request.path, today)
    return render(request, "documents/documents.html", context)
