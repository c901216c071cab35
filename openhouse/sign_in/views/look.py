"""View as this parent sees it: begun from her page at the help desk, ended from every page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, SIGNED_IN, audience
from openhouse.access.looking import LASTS, LOOK, begin_look, end_look
from openhouse.access.requests import viewer_of
from openhouse.common.text import lasting_words
from openhouse.sign_in.office.forms import LookForm
from openhouse.sign_in.views.person import about, person_or_404


@audience(*OFFICE)
@require_POST
def begin(request: HttpRequest, person: int) -> HttpResponse:
    """Why, and to the family's first page."""
    found = person_or_404(request, person)
    form = LookForm(request.POST)
    if not form.is_valid():
        return render(request, "sign_in/helped.html", about(request, found) | {"look_form": form})
    look = begin_look(viewer_of(request), found.pk, form.cleaned_data["reason"])
    if look is None:
        raise Http404
    request.session[LOOK] = look
    return redirect("today")


@audience(SIGNED_IN)
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Back to the person whose pages they were."""
    person = end_look(viewer_of(request), int(request.session.pop(LOOK, 0)))
    return redirect("helped", person) if person else redirect("look-over")


@audience(SIGNED_IN)
@require_safe
def over(request: HttpRequest) -> HttpResponse:
    """The look is over: by time, or because the post is."""
    return render(request, "sign_in/look_over.html", {"lasts": lasting_words(LASTS)})
