"""The Portal Request Form (ACC-03): to print and fill in by hand, or to fill in on line."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.limits import too_many
from openhouse.common.methods import form_page
from openhouse.common.text import reader_language
from openhouse.districts.queries import schools_open
from openhouse.sign_in.office.counter import keep_form
from openhouse.sign_in.opening.portal_form import PortalForm
from openhouse.sign_in.queries import rules_of


@audience(PUBLIC)
@form_page
def portal_form(request: HttpRequest) -> HttpResponse:
    """The form; one that is sent lies on the desk until its owner comes with a photo ID."""
    rules = rules_of()
    if request.method == "POST" and not rules.takes_requests:
        raise Http404
    form = PortalForm(
        request.POST or None, schools=schools_open(), has_terms=bool(rules.terms_here)
    )
    if form.is_valid():
        if ratelimit.consume(request, action="ask_for_account") is False:
            return too_many(request)
        keep_form(form.asked(), reader_language())
        return redirect("portal-form-sent")
    context = {"form": form, "rules": rules}
    return render(request, "sign_in/portal_form.html", context)


@audience(PUBLIC)
@require_safe
def portal_form_sent(request: HttpRequest) -> HttpResponse:
    """What to bring."""
    return render(request, "sign_in/portal_form_sent.html")
