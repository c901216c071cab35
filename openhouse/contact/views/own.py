"""One's own phones, addresses and home, and which messages come by which of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openhouse.access.audience import PUBLIC, SIGNED_IN, audience
from openhouse.access.limits import is_too_often, too_many
from openhouse.access.proved import LATELY, is_proved, lead_to
from openhouse.access.requests import district_of, viewer_of, whole_number
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.contact import changing, pages, proving, queries
from openhouse.contact.choosing import BY_CALL, CALLS_TO_CHOOSE, TO_CHOOSE, choose
from openhouse.contact.forms import CodeForm, EmailForm, HomeForm, PhoneForm
from openhouse.contact.numbers import e164, takes_texts
from openhouse.contact.on_file import shares
from openhouse.notifications.ways import makes_calls

FORMS: dict[str, Any] = {queries.PHONE: PhoneForm, queries.EMAIL: EmailForm}
View = Callable[..., HttpResponse]


def _proved(view: View) -> View:
    """A view for who proved within the hour who she is; others are asked first."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_proved(request, LATELY):
            return view(request, *args, **kwargs)
        return lead_to("ask-again", request.get_full_path())

    return asking


@audience(SIGNED_IN)
@form_page
def contact(request: HttpRequest) -> HttpResponse:
    """Each phone and address, and what comes by it (SET-02)."""
    person = viewer_of(request).person_id
    if request.method == "POST":
        shown = set(request.POST.getlist("shown"))
        points = [each for each in queries.points(person) if str(each.pk) in shown]
        choose(person, points, _ticked(request.POST.getlist("on")))
        messages.success(request, _("Saved."))
        return redirect("contact")
    return render(request, "contact/contact.html", pages.own(person))


def _ticked(said: list[str]) -> set[tuple[int, str]]:
    known = {*TO_CHOOSE, *(BY_CALL + kind for kind in CALLS_TO_CHOOSE)}
    parts = (each.partition(":") for each in said)
    return {
        (number, kind)
        for said_of, _sep, kind in parts
        if (number := whole_number(said_of)) is not None and kind in known
    }


@audience(SIGNED_IN)
@form_page
@_proved
def contact_add(request: HttpRequest, kind: str) -> HttpResponse:
    """One more phone or e-mail address."""
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST or None)
    if form.is_valid():
        return _changed(request, kind, None, form.cleaned_data["value"])
    context = {"form": form, "kind": kind, **_before(request, kind)}
    return render(request, "contact/add.html", context)


@audience(SIGNED_IN)
@form_page
@_proved
def contact_point(request: HttpRequest, number: int) -> HttpResponse:
    """Another number or address in the place of one, or none."""
    point = _point_or_404(request, number)
    if request.method == "POST" and "remove" in request.POST:
        return _changed(request, point.kind, point, "")
    form = FORMS[point.kind](request.POST or None, initial={"value": point.value})
    if form.is_valid():
        return _changed(request, point.kind, point, form.cleaned_data["value"])
    last = queries.is_last_way(viewer_of(request).person_id, point)
    context = {"form": form, "point": point, "kind": point.kind, "is_last": last}
    context |= _before(request, point.kind)
    return render(request, "contact/point.html", context)


def _before(request: HttpRequest, what: str) -> dict[str, bool]:
    return {"asks_first": queries.asks_first(viewer_of(request).person_id, what)}


def _changed(request: HttpRequest, kind: str, point: Any, value: str) -> HttpResponse:
    if kind == queries.EMAIL and value and is_too_often(request, "contact_mail"):
        return too_many(request)
    person, district = viewer_of(request).person_id, district_of(request)
    return _back(request, changing.change_point(person, kind, point, value, district), value)


def _back(request: HttpRequest, became: changing.Became, value: str = "") -> HttpResponse:
    """To the page of all, which says what became of *value*."""
    level, words = pages.SAID[became]
    getattr(messages, level)(request, words % {"value": value})
    return redirect("contact")


def _point_or_404(request: HttpRequest, number: int) -> Any:
    known = number <= LARGEST_ID
    point = queries.point_of(viewer_of(request).person_id, number) if known else None
    if point is None:
        raise Http404
    return point


@audience(SIGNED_IN)
@form_page
@_proved
def contact_unconfirmed(request: HttpRequest, number: int) -> HttpResponse:
    """Send the link once more to an address that is not confirmed yet."""
    person = viewer_of(request).person_id
    asked = queries.unconfirmed_of(person, number) if number <= LARGEST_ID else None
    if asked is None:
        raise Http404
    if request.method == "POST":
        if is_too_often(request, "contact_mail"):
            return too_many(request)
        return _back(request, changing.mail_again(person, asked, district_of(request)), asked.new)
    return render(request, "contact/unconfirmed.html", {"asked": asked})


@audience(SIGNED_IN)
@form_page
@_proved
def contact_home(request: HttpRequest, number: int) -> HttpResponse:
    """Where she lives; 0 where no home is on file. The other home of a child is not hers."""
    person = viewer_of(request).person_id
    known = {home.pk: home for home in queries.homes(person)}
    home = known.get(number)
    if home is None and (number or known):
        raise Http404
    if queries.by_form(viewer_of(request), home):
        return redirect("registration-change")
    shared = bool(home and shares(home, person))
    form = HomeForm(request.POST or None, home=home, shared=shared)
    if form.is_valid():
        said = form.cleaned_data
        return _back(request, changing.change_home(person, home, said, district_of(request)))
    context = {"form": form, **_before(request, queries.HOME)}
    return render(request, "contact/home.html", context)


@audience(SIGNED_IN)
@form_page
def contact_verify(request: HttpRequest, number: int) -> HttpResponse:
    """Show with a code, texted or spoken, that a phone is hers: others get none of either."""
    point, person = _point_or_404(request, number), viewer_of(request).person_id
    to = _number_or_404(point)
    calls = makes_calls()
    if "send" in request.POST or (calls and "call" in request.POST):
        return _sent(request, point, to, by_call="send" not in request.POST)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if proving.prove(person, to, form.cleaned_data["code"]):
            messages.success(request, _("Thank you. This phone is known to be yours now."))
            return redirect("contact")
        form.add_error("code", _("This is not the code, or it is too old."))
    waits = bool(form.errors) or proving.waits_for_code(person, to)
    context = {"form": form, "point": point, "waits": waits, "calls": calls}
    return render(request, "contact/verify.html", context)


def _number_or_404(point: Any) -> str:
    to = e164(point.value) if point.kind == queries.PHONE else ""
    if not to or not takes_texts(to):
        raise Http404
    return to


def _sent(request: HttpRequest, point: Any, to: str, *, by_call: bool) -> HttpResponse:
    if is_too_often(request, "contact_code"):
        return too_many(request)
    person, district = viewer_of(request).person_id, district_of(request)
    if proving.send_code(person, to, district, by_call=by_call):
        on_its_way = (
            _("We are calling this phone now.") if by_call else _("The code is on its way.")
        )
        messages.success(request, on_its_way)
    else:
        messages.warning(request, _("Not more often in an hour. Please try again later."))
    return redirect("contact-verify", point.pk)


@audience(SIGNED_IN)
@require_POST
def contact_try(request: HttpRequest, number: int) -> HttpResponse:
    """Mail to an address from which everything comes back."""
    point = _point_or_404(request, number)
    if point.kind != queries.EMAIL:
        raise Http404
    if is_too_often(request, "contact_mail"):
        return too_many(request)
    person = viewer_of(request).person_id
    return _back(request, changing.try_again(person, point, district_of(request)))


@audience(SIGNED_IN)
@require_POST
def contact_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what waits for an office."""
    person = viewer_of(request).person_id
    known = number <= LARGEST_ID
    asked = known and (queries.request_of(person, number) or queries.unconfirmed_of(person, number))
    if not asked:
        raise Http404
    if changing.take_back(person, asked):
        messages.success(request, _("Taken back."))
    return redirect("contact")


@audience(PUBLIC)
@form_page
def contact_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail to a new address; nothing happens before the button is pressed."""
    said = changing.address_in(token, district_of(request))
    done = said is not None and request.method == "POST"
    if said and done:
        changing.confirm_address(said, district_of(request))
    context = {"email": said["e"] if said else "", "done": done}
    return render(request, "contact/confirm.html", context)
