"""New here: asking for an account, and opening it with the code or the link (ACC-01, ACC-05)."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.requests import district_of
from openhouse.districts.queries import schools_open
from openhouse.sign_in.actions import settle
from openhouse.sign_in.jobs import answer_request
from openhouse.sign_in.limits import is_too_often
from openhouse.sign_in.opening.asking import keep_request
from openhouse.sign_in.opening.codes import free_name, opening_of, use_code
from openhouse.sign_in.opening.forms import AskForm, CodeForm, OpenForm
from openhouse.sign_in.queries import rules_of
from openhouse.sign_in.safety.second_step import OFFER
from openhouse.sign_in.views.recovery import too_many

either = require_http_methods(["GET", "HEAD", "POST"])
#: Where the code waits between its page and the page that uses it.
CODE = "opening_code"


@audience(PUBLIC)
@either
def ask(request: HttpRequest) -> HttpResponse:
    """Who one is and whose parent; the same answer for everybody, a job does the rest."""
    if not rules_of().takes_requests:
        raise Http404
    form = AskForm(request.POST or None, schools=schools_open())
    if form.is_valid():
        if ratelimit.consume(request, action="ask_for_account") is False:
            return too_many(request)
        language = get_language() or "en"
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
@either
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
    request.session[CODE] = code
    return redirect("open-choose")


@audience(PUBLIC)
@either
def open_choose(request: HttpRequest) -> HttpResponse:
    """User name, password, terms and security e-mail: then one is in."""
    opening = opening_of(request.session.get(CODE, "-"))
    if opening is None:
        return render(request, "sign_in/open_failed.html")
    rules = rules_of()
    begin = {"username": free_name(opening)}
    form = OpenForm(request.POST or None, initial=begin, opening=opening, rules=rules)
    if form.is_valid():
        said = form.cleaned_data
        account = use_code(opening, district_of(request), said["username"], said["password1"])
        if account is None:
            return render(request, "sign_in/open_failed.html")
        settle(
            account,
            district_of(request),
            password="",
            email=said["email1"],
            terms=rules.terms,
            language=get_language() or "en",
        )
        record_authentication(request, account, method="activation")
        request.session[OFFER] = True
        # An account that had a second step before is asked for it: the code replaces a password.
        return perform_login(request, Login(user=account))  # type: ignore[no-any-return]
    context = {"form": form, "rules": rules, "opening": opening}
    return render(request, "sign_in/open_choose.html", context)
