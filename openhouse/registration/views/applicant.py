"""Registration of a family that is new here: it comes by the link in an e-mail."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.bodies import takes
from openhouse.access.limits import is_too_often, too_many
from openhouse.access.requests import district_of, viewer_if_any
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.common.methods import form_page
from openhouse.common.text import reader_language
from openhouse.common.uploads import LARGEST
from openhouse.registration.family import starting
from openhouse.registration.links import digest_of, until_of
from openhouse.registration.queries import open_windows
from openhouse.registration.standing.whose import Filler, enter
from openhouse.registration.views import filling
from openhouse.registration.views.fillers import KEY, by_link

#: A page with files: four of them, and the words beside.
MOST = 4 * LARGEST + 256 * 1024


def _filler(request: HttpRequest) -> tuple[Filler, int]:
    return by_link(request, district_of(request).slug)


def _has_link(request: HttpRequest, number: int, **_more: int) -> bool:
    """If this browser opened a link to the very application; before anything that it sends is
    read."""
    return enter(str(request.session.get(KEY, "")), district_of(request).slug) == number


@audience(PUBLIC)
@form_page
def register(request: HttpRequest) -> HttpResponse:
    """Begin as a new family: a confirmed e-mail address first."""
    windows = [one for one in open_windows(clock.today()) if one.for_new]
    form = starting.StartForm(request.POST or None, windows=windows)
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "register", form.cleaned_data["email"].lower()):
            return too_many(request)
        starting.send_link(form, district_of(request), reader_language())
        return redirect("register-mailed")
    return render(request, "registration/register.html", starting.page(form, windows))


@audience(PUBLIC)
@require_safe
def register_mailed(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/register_mailed.html")


@audience(PUBLIC)
@form_page
def register_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in an e-mail; opened it only shows, for programs look into mails by their links."""
    if is_too_often(request, "register_link"):
        return too_many(request)
    district, account = district_of(request), starting.has_account(secret)
    known = not account and starting.known(secret, district)
    if request.method == "POST" and known:
        number = starting.open_link(secret, district)
        if number is not None:
            _let_in(request, secret)
            return redirect("register-open", number)
        messages.warning(request, _("Registration is not open at the moment."))
    context = {"known": known, "account": account}
    answer = render(request, "registration/register_link.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _let_in(request: HttpRequest, secret: str) -> None:
    """Keep the link in the session: under a key of its own, so that whoever has put his cookie into
    this browser does not come along."""
    if viewer_if_any(request) is None:
        request.session.cycle_key()
    request.session[KEY] = digest_of(secret)


@audience(PUBLIC)
@form_page
def register_again(request: HttpRequest) -> HttpResponse:
    """A new link to what was begun, to the address that was confirmed then."""
    form = starting.AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "register", form.cleaned_data["email"].lower()):
            return too_many(request)
        starting.send_again(form.cleaned_data["email"], district_of(request))
        return redirect("register-mailed")
    return render(request, "registration/register_again.html", {"form": focused(form)})


@audience(PUBLIC)
@require_POST
def register_leave(request: HttpRequest) -> HttpResponse:
    """This browser forgets the link: a library's computer is not one's own."""
    request.session.pop(KEY, None)
    return redirect("register")


@audience(PUBLIC)
@require_safe
def register_open(request: HttpRequest, number: int) -> HttpResponse:
    filler = replace(_filler(request)[0], until=until_of(str(request.session.get(KEY, ""))))
    return filling.opened(request, filler, number)


@audience(PUBLIC)
@takes(MOST, of=_has_link)
@form_page
def register_page(request: HttpRequest, number: int, part: int) -> HttpResponse:
    return filling.page(request, _filler(request)[0], number, part)


@audience(PUBLIC)
@takes(MOST, of=_has_link)
@require_POST
def register_save(request: HttpRequest, number: int, part: int) -> HttpResponse:
    return filling.save(request, _filler(request)[0], number, part)


@audience(PUBLIC)
@form_page
def register_review(request: HttpRequest, number: int) -> HttpResponse:
    return filling.review(request, _filler(request)[0], number)


@audience(PUBLIC)
@require_POST
def register_add(request: HttpRequest, number: int) -> HttpResponse:
    return filling.add_one(request, _filler(request)[0], number)


@audience(PUBLIC)
@require_POST
def register_remove(request: HttpRequest, number: int, part: int) -> HttpResponse:
    return filling.remove_one(request, _filler(request)[0], number, part)


@audience(PUBLIC)
@require_safe
def register_file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    return filling.show_file(request, _filler(request)[0], number, file)


@audience(PUBLIC)
@require_safe
def register_copy(request: HttpRequest, number: int) -> HttpResponse:
    return filling.show_copy(request, _filler(request)[0], number)


@audience(PUBLIC)
@require_POST
def register_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    return filling.take_back(request, _filler(request)[0], number)


@audience(PUBLIC)
@takes(MOST, of=_has_link)
@form_page
def register_item(request: HttpRequest, number: int, item: int) -> HttpResponse:
    return filling.item(request, _filler(request)[0], number, item)


@audience(PUBLIC)
@takes(MOST, of=_has_link)
@form_page
def register_reply(request: HttpRequest, number: int, asked: int) -> HttpResponse:
    return filling.reply(request, _filler(request)[0], number, asked)
