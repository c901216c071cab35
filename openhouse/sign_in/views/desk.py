"""The help desk: who waits, who is who, why a parent does not see a child, and the way in."""

from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.sign_in import asking, counter_words, desk, words
from openhouse.sign_in.activation import make_code, withdraw
from openhouse.sign_in.opening_forms import DecideForm, WayForm
from openhouse.sign_in.queries import rules_of, story_of
from openhouse.sign_in.ties import tie_rows

OFFICE = ("office", "counselor", "district")


@audience(*OFFICE)
@require_safe
def help_desk(request: HttpRequest) -> HttpResponse:
    """The queue, and the search."""
    text = request.GET.get("q", "").strip()[:100]
    context = {
        "text": text,
        "found": words.people(desk.people_found(text)) if text else "",
        "waiting": words.requests(desk.waiting_requests(viewer_of(request)), clock.now()),
    }
    return render(request, "sign_in/desk.html", context)


@audience(*OFFICE)
@require_safe
def helped(request: HttpRequest, person: int) -> HttpResponse:
    """One person: each child with what keeps it closed, the account, what was sent."""
    found = _person_or_404(person)
    context = _about(found) | _ways(request, found.pk)
    return render(request, "sign_in/helped.html", context)


@audience(*OFFICE)
@require_POST
def give_way_in(request: HttpRequest, person: int) -> HttpResponse:
    """A code by e-mail to an address on file, or on a letter that is shown once."""
    found = _person_or_404(person)
    ways = _ways(request, found.pk, request.POST)
    form = ways["form"]
    if not form.is_valid():
        return render(request, "sign_in/helped.html", _about(found) | ways)
    email = form.cleaned_data["email"].removeprefix(form.LETTER)
    district = request.district  # type: ignore[attr-defined]
    by = viewer_of(request).person_id
    code = make_code(found.pk, district, by=by, email=email)
    return redirect("helped", found.pk) if email else letter_page(request, found, code)


def letter_page(request: HttpRequest, person: Any, code: str) -> HttpResponse:
    """The letter with *code*, to be printed now: nobody sees the code again."""
    district = request.district  # type: ignore[attr-defined]
    url = whole_page(district.slug, "open-with-link", code=code)
    context = {
        "person": person,
        "code": code,
        "url": whole_page(district.slug, "open"),
        "drawing": segno.make(url, error="m").svg_data_uri(scale=5, border=2),
        "days": rules_of().code_days,
    }
    return render(request, "sign_in/letter.html", context)


@audience(*OFFICE)
@require_POST
def withdraw_code(request: HttpRequest, person: int, code: int) -> HttpResponse:
    """Make a code useless."""
    found = _person_or_404(person)
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
    context = {
        "asked": asked,
        "children": words.children_asked(asked),
        "form_rows": counter_words.form_rows(asked),
        "candidates": asking.candidates(asked),
        "waits": desk.waits(asked),
    }
    return render(request, "sign_in/account_request.html", context)


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
    person = desk.helped_person(said["person"]) if said.get("person") else None
    if person is None and said.get("person"):
        raise Http404
    chosen = person.pk if person else None
    if asking.decide(asked.pk, by=by, person=chosen, note=said.get("note", "")) and person:
        return redirect("helped", person.pk)
    return redirect("account-request", asked.pk)


def _person_or_404(number: int) -> Any:
    found = desk.helped_person(number)
    if found is None:
        raise Http404
    return found


def _ways(request: HttpRequest, person: int, said: Any = None) -> dict[str, Any]:
    """The form of the ways in that this desk may give, and if one on paper is among them."""
    letter, addresses = desk.may_hold_code(viewer_of(request), person), desk.addresses_of(person)
    return {
        "form": WayForm(said, addresses=addresses, letter=letter),
        "on_paper": letter,
        "some_way": letter or addresses,
    }


def _about(person: Any) -> dict[str, Any]:
    account, codes = desk.account_if_any(person.pk), desk.codes_of(person.pk)
    return {
        "person": person,
        "ties": words.ties(tie_rows(person.pk), clock.today()),
        "account": account,
        "state": words.account_state(account, codes),
        "codes": words.codes(codes),
        "mails": words.mails(desk.mails_of(person.pk)),
        "story": words.story(story_of(person.pk)),
    }
