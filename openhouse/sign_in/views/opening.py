"""New here: asking for an account, and opening it with the code or the link (ACC-01, ACC-05)."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.limits import is_too_often, too_many
from openhouse.access.requests import district_of
from openhouse.common.methods import form_page
from openhouse.common.sealed import opened, sealed
from openhouse.common.text import reader_language
from openhouse.districts.queries import schools_open
from openhouse.sign_in.jobs import answer_request
from openhouse.sign_in.opening.asking import keep_request
from openhouse.sign_in.opening.codes import free_name, open_with, opening_of
from openhouse.sign_in.opening.forms import AskForm, CodeForm, OpenForm
from openhouse.sign_in.queries import rules_of
from openhouse.sign_in.safety.second_step import OFFER

#: Where the code waits, sealed, between its page and the page that uses it.
CODE = "opening_code"


@audience(PUBLIC)
@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """Who one is and whose parent; the same answer for everybody, a job does the rest."""
    if not rules_of().takes_requests:
        raise Http404
    form = AskForm(request.POST or None, schools=schools_open())
    if form.is_valid():
        if ratelimit.consume(request, action="ask_for_account") is False:
            return too_many(request)
        language = reader_language()
        number = keep_request(form.asked() | {"language": language})
        district = district_of(request).id
        answer_request.defer(district=district, request=number, language=language)
        return redirect("asked")
    return render(request, "sign_in/ask.html", {"form": form})


@audience(PUBLIC)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same words whoever asked."""
    return render(request, "sign_in/asked.html")


@audience(PUBLIC)
@form_page
def open_account(request: HttpRequest) -> HttpResponse:
    """The code, typed in."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if ratelimit.consume(request, action="activate") is False:
            return too_many(request)
        if opening_of(form.cleaned_data["code"]):
            return _go_on(request, form.cleaned_data["code"])
        form.add_error("code", form.unknown)
    return render(request, "sign_in/open.html", {"form": form})


@audience(PUBLIC)
@require_safe
def open_with_link(request: HttpRequest, code: str) -> HttpResponse:
    """The link of the mail. Looking at it uses nothing: mail programs look at links too."""
    if is_too_often(request, "activate"):
        return too_many(request)
    if opening_of(code):
        return _go_on(request, code)
    return render(request, "sign_in/open_failed.html")


def _go_on(request: HttpRequest, code: str) -> HttpResponse:
    """Past the code: it leaves the address, and whoever was signed in on this phone is out."""
    logout(request)
    request.session[CODE] = sealed(code)
    return redirect("open-choose")


@audience(PUBLIC)
@form_page
def open_choose(request: HttpRequest) -> HttpResponse:
    """User name, password, terms and security e-mail: then one is in."""
    opening = opening_of(opened(request.session.get(CODE, "")) or "-")
    if opening is None:
        return render(request, "sign_in/open_failed.html")
    rules = rules_of()
    begin = {"username": free_name(opening)}
    form = OpenForm(request.POST or None, initial=begin, opening=opening, rules=rules)
    if not form.is_valid():
        context = {"form": form, "rules": rules, "opening": opening}
        return render(request, "sign_in/open_choose.html", context)
    said, language = form.opened(), reader_language()
    account = open_with(
        opening, district_of(request), **said, terms=rules.terms_here, language=language
    )
    return _let_in(request, account) if account else render(request, "sign_in/open_failed.html")


def _let_in(request: HttpRequest, account: Any) -> HttpResponse:
    """An account that had a second step is asked for it: the code replaces only a password."""
    record_authentication(request, account, method="activation")
    request.session[OFFER] = True
    return perform_login(request, Login(user=account))  # type: ignore[no-any-return]
