"""The page of a demonstration on which every mail stands that would have been sent."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.requests import district_of
from openhouse.notifications.queries import mails_shown


@audience(PUBLIC)
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Mails with their links and codes. Raises Http404 in every district that is not invented."""
    if district_of(request).slug != settings.MAIL_SHOWN_IN:
        raise Http404
    return render(request, "notifications/mailbox.html", {"mails": mails_shown()})
