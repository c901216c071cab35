"""Back from a SAML provider, which posts its answer from its own page."""

from functools import partial

from allauth.socialaccount.sessions import LoginSession
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.bodies import takes
from openhouse.access.limits import is_too_often, too_many
from openhouse.access.requests import district_of
from openhouse.sign_in.single import saml
from openhouse.sign_in.single.rules import Refused
from openhouse.sign_in.views.single import came_back, setup_or_404, turned_away

#: Seconds that an answer waits for the browser to come and get it.
WAITS = 120


@audience(PUBLIC)
@takes(2 * saml.LARGEST)  # in a form each sign may be three
@csrf_exempt
@require_POST
def sso_acs(request: HttpRequest, number: int) -> HttpResponse:
    """The answer, posted from another site: our own cookie does not come along with that.

    It is put away under a cookie of its own, for the same browser's next step. Nothing is believed
    here.
    """
    setup_or_404(number, "saml", also_off=True)
    if is_too_often(request, "single_sign_on"):
        return too_many(request)
    answer: HttpResponse = redirect("sso-acs-finish", number)
    waiting = LoginSession(request, "saml_answer", "openhouse_saml")
    waiting.store["answer"] = request.POST.get("SAMLResponse", "")[: saml.LARGEST + 1]
    waiting.store.set_expiry(WAITS)
    waiting.save(answer)
    return answer


@audience(PUBLIC)
@require_safe
def sso_acs_finish(request: HttpRequest, number: int) -> HttpResponse:
    """Read it, with the session that asked."""
    setup = setup_or_404(number, "saml", also_off=True)
    waiting = LoginSession(request, "saml_answer", "openhouse_saml")
    answer = str(waiting.store.get("answer", ""))
    waiting.delete()
    try:
        state = saml.state_of(request, setup, answer)
    except Refused as refusal:
        if not setup.provider.is_on:
            raise Http404 from refusal
        return turned_away(request, setup, refusal)
    return came_back(request, setup, state, partial(saml.answered, answer=answer))


@audience(PUBLIC)
@require_safe
def sso_metadata(request: HttpRequest, number: int) -> HttpResponse:
    """What the house says of itself to a provider: two addresses, nothing secret."""
    setup = setup_or_404(number, "saml", also_off=True)
    slug = district_of(request).slug
    return HttpResponse(saml.metadata(slug, setup), "application/samlmetadata+xml")
