"""What the district decides about accounts, and its help page (ADM-08)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.sign_in.house_rules import change_rules
from openhouse.sign_in.many.forms import RulesForm
from openhouse.sign_in.queries import rules_of
from openhouse.sign_in.who_sees import WhoSeesForm, change_who_sees, standing


@audience("district")
@form_page
def account_rules(request: HttpRequest) -> HttpResponse:
    """The rules about accounts, the words of the sign-in page, and where help is."""
    district = district_of(request)
    known = {"help_email": district.help_email, "help_phone": district.help_phone}
    form = RulesForm(request.POST or None, instance=rules_of(), initial=known, today=clock.today())
    if form.is_valid():
        change_rules(form.instance, form.cleaned_data, known, by=viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("account-rules")
    return render(request, "sign_in/account_rules.html", {"form": form})


@audience("district")
@form_page
def who_sees(request: HttpRequest) -> HttpResponse:
    """Which schools are open to families, and whether parents go on seeing adult students."""
    district = district_of(request).id
    form = WhoSeesForm(request.POST or None, initial=standing(district))
    if form.is_valid():
        change_who_sees(district, form.cleaned_data, by=viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("who-sees")
    return render(request, "sign_in/who_sees.html", {"form": form})


@audience(PUBLIC)
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How one gets in, in the district's words, and whom to call."""
    return render(request, "sign_in/help.html", {"rules": rules_of()})
