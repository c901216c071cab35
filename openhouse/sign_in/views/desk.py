"""The help desk: who waits, who is who, why a parent does not see a child, and the way in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of, whole_number
from openhouse.sign_in.office import desk, pages, queue
from openhouse.sign_in.opening import asking
from openhouse.sign_in.opening.codes import withdraw
from openhouse.sign_in.opening.forms import DecideForm
from openhouse.sign_in.views.person import about, person_or_404


@audience(*OFFICE)
@require_safe
def help_desk(request: HttpRequest) -> HttpResponse:
    """The queue, and the search."""
    context = pages.desk_page(viewer_of(request), request.GET.get("q", "").strip()[:100])
    return render(request, "sign_in/desk.html", context)


@audience(*OFFICE)
@require_safe
def helped(request: HttpRequest, person: int) -> HttpResponse:
    """One person: each child with what keeps it closed, the account, what was sent."""
    return render(request, "sign_in/helped.html", about(request, person_or_404(request, person)))


@audience(*OFFICE)
@require_POST
def withdraw_code(request: HttpRequest, person: int, code: int) -> HttpResponse:
    """Make a code useless."""
    found = person_or_404(request, person)
    if not any(each.pk == code for each in desk.codes_of(found.pk)):
        raise Http404
    withdraw(code, viewer_of(request).person_id)
    return redirect("helped", found.pk)


@audience(*OFFICE)
@require_safe
def account_request(request: HttpRequest, number: int) -> HttpResponse:
    """One request: what was asked, whom it may mean, the decision."""
    asked = desk.request_numbered(viewer_of(request), number)
    if asked is None:
        raise Http404
    text = request.GET.get("q", "").strip()[:100]
    context = pages.request_page(viewer_of(request), asked, text)
    return render(request, "sign_in/account_request.html", context)


@audience(*OFFICE)
@require_POST
def take_request(request: HttpRequest, number: int) -> HttpResponse:
    """It is mine now; or somebody was first, and the page says who."""
    viewer = viewer_of(request)
    if desk.request_numbered(viewer, number) is None:
        raise Http404
    if not queue.take(viewer, number):
        messages.warning(request, _("Somebody else was first."))
    return redirect("account-request", number)


@audience(*OFFICE)
@require_POST
def decline_strangers(request: HttpRequest) -> HttpResponse:
    """All e-mails of unknown senders that the page showed, at once."""
    newest = whole_number(request.POST.get("newest", "")) or 0
    many = queue.decline_strangers(viewer_of(request), newest)
    said = ngettext("%(many)s request was declined.", "%(many)s requests were declined.", many)
    messages.success(request, said % {"many": many})
    return redirect("help-desk")


@audience(*OFFICE)
@require_POST
def hand_on_request(request: HttpRequest, number: int) -> HttpResponse:
    """To a colleague, to another school, or back to all; then to what else waits."""
    viewer = viewer_of(request)
    asked = desk.request_numbered(viewer, number)
    if asked is None:
        raise Http404
    if not queue.hand_on(viewer, asked, request.POST.get("to", "")[:40]):
        messages.warning(request, _("Choose who takes care of it."))
        return redirect("account-request", number)
    return redirect("help-desk")


@audience(*OFFICE)
@require_POST
def decide_request(request: HttpRequest, number: int) -> HttpResponse:
    """Answer it, by mail to the address on file of the person chosen; or decline it."""
    asked = desk.request_numbered(viewer_of(request), number)
    if asked is None:
        raise Http404
    form = DecideForm(request.POST)
    form.is_valid()
    said, by = form.cleaned_data, viewer_of(request).person_id
    person = desk.helped_person(viewer_of(request), said["person"]) if said.get("person") else None
    if person is None and said.get("person"):
        raise Http404
    chosen = person.pk if person else None
    if asking.decide(asked.pk, by=by, person=chosen, note=said.get("note", "")) and person:
        return redirect("helped", person.pk)
    return redirect("account-request", asked.pk)
