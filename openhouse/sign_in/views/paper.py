"""A way in that an office hands out: mailed, or on paper that is shown once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.requests import district_of
from openhouse.common.addresses import whole_page
from openhouse.common.qr import qr_address
from openhouse.districts.queries import languages_of
from openhouse.sign_in.opening.giving import Given
from openhouse.sign_in.queries import language_on_paper, rules_of
from openhouse.sign_in.rules import FIRST_PASSWORD_LASTS


def handed_out(request: HttpRequest, person: Any, given: Given, email: str) -> HttpResponse:
    """Back to the person where it was mailed; else the paper, which nobody can open again."""
    if email:
        messages.success(request, _("It is on its way to %(email)s.") % {"email": email})
        return redirect("helped", person.pk)
    if not given.is_password:
        return _letter_page(request, person, given.secret)
    url = whole_page(district_of(request).slug, "sign-in")
    days, hers = FIRST_PASSWORD_LASTS.days, _language_of(request, person)
    context = {"person": person, "given": given, "url": url, "days": days, "hers": hers}
    return render(request, "sign_in/password_slip.html", context)


def _letter_page(request: HttpRequest, person: Any, code: str) -> HttpResponse:
    """The letter with *code*, to be printed now: nobody sees the code again."""
    district = district_of(request)
    url = whole_page(district.slug, "open-with-link", code=code)
    context = {
        "person": person,
        "code": code,
        "url": whole_page(district.slug, "open"),
        "drawing": qr_address(url),
        "days": rules_of().code_days,
        "hers": _language_of(request, person),
    }
    return render(request, "sign_in/letter.html", context)


def _language_of(request: HttpRequest, person: Any) -> str:
    return language_on_paper(person.language, languages_of(district_of(request).id))
