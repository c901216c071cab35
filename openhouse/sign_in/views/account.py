"""The first-sign-in steps, and what one may change about one's own account afterwards."""

from allauth.account.models import EmailConfirmationHMAC
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FIRST_STEPS, PUBLIC, SIGNED_IN, audience
from openhouse.access.requests import district_of, viewer_if_any, viewer_of
from openhouse.common.methods import form_page
from openhouse.common.text import lasting_words, reader_language
from openhouse.sign_in import actions
from openhouse.sign_in.forms import EmailForm, FirstStepsForm, PasswordForm
from openhouse.sign_in.passwords import found_in, words_of
from openhouse.sign_in.queries import account_of, emails_of, rules_of, story_of
from openhouse.sign_in.rules import CONFIRMING_LASTS
from openhouse.sign_in.safety.devices import stay_here
from openhouse.sign_in.safety.second_step import OFFER
from openhouse.sign_in.story import story


@audience(FIRST_STEPS)
@form_page
def first_steps(request: HttpRequest) -> HttpResponse:
    """Agree, choose a password, give the security e-mail: all on one page, once."""
    viewer = viewer_of(request)
    if viewer.is_settled:
        return redirect("start")
    account, rules = account_of(viewer.person_id), rules_of()
    form = FirstStepsForm(request.POST or None, account=account, rules=rules)
    if form.is_valid():
        said, language = form.settled(), reader_language()
        actions.settle(
            account, district_of(request), **said, terms=rules.terms_here, language=language
        )
        stay_here(request, account, others_end=bool(said["password"]))
        request.session[OFFER] = True
        return redirect("start")
    return render(request, "sign_in/first_steps.html", {"form": form, "rules": rules})


@audience(FIRST_STEPS)
@require_POST
def own_language(request: HttpRequest) -> HttpResponse:
    """Read in another language from now on, on every device; back to the page."""
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "")
    if wanted in dict(settings.LANGUAGES):
        actions.choose_language(viewer_of(request).person_id, wanted)
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(back if ours else reverse("start"))


@audience(SIGNED_IN)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: user name, security e-mail, password, what happened (ACC-14, ACC-32)."""
    viewer = viewer_of(request)
    emails = emails_of(viewer.person_id)
    context = {
        "account": account_of(viewer.person_id),
        "emails": emails,
        "waits": any(not each.verified for each in emails),
        "story": story(story_of(viewer.person_id)),
    }
    return render(request, "sign_in/account.html", context)


@audience(SIGNED_IN)
@form_page
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password, with the present one asked."""
    account = account_of(viewer_of(request).person_id)
    form = PasswordForm(request.POST or None, account=account, request=request)
    if form.is_valid():
        password = form.cleaned_data["password1"]
        actions.choose_password(account, district_of(request), password)
        stay_here(request, account, others_end=True)
        return redirect("account")
    return render(request, "sign_in/change_password.html", {"form": form})


@audience(SIGNED_IN)
@form_page
def change_email(request: HttpRequest) -> HttpResponse:
    """Another security e-mail, with the password asked; the old one is told."""
    account = account_of(viewer_of(request).person_id)
    form = EmailForm(request.POST or None, account=account, request=request)
    if form.is_valid():
        actions.give_security_email(
            account,
            district_of(request),
            form.cleaned_data["email1"],
            reader_language(),
        )
        return redirect("account")
    return render(request, "sign_in/change_email.html", {"form": form})


@audience(SIGNED_IN)
@require_POST
def send_link_again(request: HttpRequest) -> HttpResponse:
    """The link once more to the address that waits; a few times an hour."""
    account = account_of(viewer_of(request).person_id)
    email = actions.send_link_again(account, district_of(request), reader_language())
    if email:
        messages.success(request, _("It is on its way to %(email)s.") % {"email": email})
    else:
        messages.warning(request, _("Not more often in an hour. Please try again later."))
    return redirect("account")


@audience(PUBLIC)
@require_safe
def confirm_email(request: HttpRequest, key: str) -> HttpResponse:
    """The link in the mail: the address is confirmed, and a second mail says so (ACC-12)."""
    done = actions.confirm_security_email(
        EmailConfirmationHMAC.from_key(key),
        district_of(request),
    )
    context = {"done": done, "lasts": lasting_words(CONFIRMING_LASTS)}
    return render(request, "sign_in/email_confirmed.html", context)


@audience(PUBLIC)
@require_POST
def password_meter(request: HttpRequest) -> HttpResponse:
    """What the rule says of a password while it is typed: a fragment, nothing is kept."""
    password = request.POST.get("password1", "")[:200]
    viewer = viewer_if_any(request)
    username = account_of(viewer.person_id).username if viewer else ""
    faults = [words_of(fault, password) for fault in found_in(password, username)]
    return render(request, "sign_in/_meter.html", {"faults": faults, "typed": bool(password)})
