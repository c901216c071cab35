"""A paper that a family opens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404
from openhouse.common.files import inline
from openhouse.papers.queries import paper_of
from openhouse.papers.words import file_name


@audience(FAMILY)
@require_safe
def paper(request: HttpRequest, student: int, number: int) -> HttpResponse:
    """The PDF as it was issued."""
    viewer, child = child_or_404(request, student)
    found = paper_of(viewer, child.id, number)
    if found is None:
        raise Http404("No such paper of hers")
    return inline(file_name(found), "application/pdf", found.content)
