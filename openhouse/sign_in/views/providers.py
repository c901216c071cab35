"""Single sign-on as the district sets it up: make, try, switch, see who was turned away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.methods import form_page
from openhouse.sign_in.single import actions as identity_actions
from openhouse.sign_in.single import queries as identity_queries
from openhouse.sign_in.single import trying
from openhouse.sign_in.single import words as identity_words
from openhouse.sign_in.single.forms import FORMS
from openhouse.sign_in.single.matching import reach
from openhouse.sign_in.single.rules import Refused
from openhouse.sign_in.single.waiting import asks_outside
from openhouse.sign_in.views.single import way_to


@audience("district")
@require_safe
def providers(request: HttpRequest) -> HttpResponse:
    """All of the district's, and a way to add one."""
    found = identity_queries.setups()
    return render(request, "sign_in/providers.html", {"providers": identity_words.setups(found)})


@audience("district")
@form_page
@asks_outside
def provider_new(request: HttpRequest, protocol: str) -> HttpResponse:
    """The form for a new one; it begins switched off."""
    if protocol not in FORMS:
        raise Http404
    return _form(request, protocol, None)


@audience("district")
@form_page
@asks_outside
def provider_edit(request: HttpRequest, number: int) -> HttpResponse:
    """The same form for one that is there; the secret is not in it."""
    setup = _setup_or_404(number)
    return _form(request, setup.provider.protocol, setup)


@audience("district")
@require_safe
def provider(request: HttpRequest, number: int) -> HttpResponse:
    """One provider: its state, the addresses to register there, the rule's reach, refusals."""
    return _page(request, _setup_or_404(number))


@audience("district")
@require_POST
@asks_outside
def provider_switch(request: HttpRequest, number: int) -> HttpResponse:
    """On, where it can work; off at once."""
    setup, on = _setup_or_404(number), request.POST.get("on") == "1"
    missing = trying.what_is_missing(setup) if on else ""
    if missing:
        return _page(request, setup, missing=missing, status=400)
    identity_actions.switch(setup, on=on, by=viewer_of(request).person_id)
    return redirect("provider", number)


@audience("district")
@require_safe
@asks_outside
def provider_try(request: HttpRequest, number: int) -> HttpResponse:
    """The whole way there and back, without signing anybody in."""
    setup = _setup_or_404(number)
    missing = trying.what_is_missing(setup)
    if missing:
        return _page(request, setup, missing=missing, status=400)
    try:
        return way_to(request, setup, "", trying=True)
    except Refused as refusal:
        missing = identity_words.what_is_wrong(refusal)
        return _page(request, setup, missing=missing, status=400)


@audience("district")
@require_safe
def provider_tried(request: HttpRequest, number: int) -> HttpResponse:
    """What the provider told, and whom the rule finds."""
    setup = _setup_or_404(number)
    found = trying.outcome(request, setup)
    if found is None:
        return redirect("provider", number)
    return render(request, "sign_in/provider_tried.html", {"setup": setup, "tried": found})


@audience("district")
@require_POST
def provider_forget(request: HttpRequest, number: int, person: int) -> HttpResponse:
    """Let the next identity in that means *person*: the older one is forgotten."""
    setup = _setup_or_404(number)
    if not identity_actions.forget(setup, person, by=viewer_of(request).person_id):
        raise Http404
    return redirect("provider", number)


def _form(request: HttpRequest, protocol: str, setup: Any) -> HttpResponse:
    form = FORMS[protocol](request.POST or None, setup=setup)
    if form.is_valid():
        by = viewer_of(request).person_id
        saved = identity_actions.save_setup(form.ready(), by=by)
        return redirect("provider", saved.pk)
    context = {"form": form, "setup": setup}
    status = 400 if form.errors else 200
    return render(request, "sign_in/provider_edit.html", context, status=status)


def _page(
    request: HttpRequest, setup: Any, *, missing: str = "", status: int = 200
) -> HttpResponse:
    slug = district_of(request).slug
    context = {
        "setup": setup,
        "provider": setup.provider,
        "missing": missing,
        "addresses": trying.addresses(slug, setup),
        "rule": identity_words.rule_in_short(setup),
        "reach": identity_words.reach_lines(reach(setup)),
        "story": identity_words.story(identity_queries.story_of(setup.pk)),
        "away": identity_words.turned_away(identity_queries.turned_away_lately(setup.pk)),
    }
    return render(request, "sign_in/provider.html", context, status=status)


def _setup_or_404(number: int) -> Any:
    setup = identity_queries.setup_of(number)
    if setup is None:
        raise Http404
    return setup
