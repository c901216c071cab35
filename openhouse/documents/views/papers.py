"""One paper that the school issued, as a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404
from openhouse.documents import issued
from openhouse.papers import withdrawn


@audience(FAMILY)
@require_safe
def paper(request: HttpRequest, student: int, number: int) -> HttpResponse:
    """What it is, its file, whether there is a later one and what differs, how others check it.

    Of one that was taken back, that it was.
    """
    viewer, child = child_or_404(request, student)
    found = issued.page(viewer, child, number)
    if found is None and (gone := withdrawn.page(viewer, child, number)):
        return render(request, "papers/withdrawn.html", gone)
    if found is None:
        raise Http404("No such paper of hers")
    return render(request, "documents/paper.html", found)
