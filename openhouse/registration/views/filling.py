"""Filling in an application: the same pages for a family with an account and for one with a link.

Each takes who fills in, and is opened by ``views/family`` and ``views/applicant``.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from openhouse.access.requests import district_of, whole_number
from openhouse.common.addresses import address
from openhouse.common.fields import focused
from openhouse.common.files import inline
from openhouse.registration.family import (
    after_sending,
    asking_page,
    change_pages,
    copy_page,
    pages,
    sent_page,
    still,
)
from openhouse.registration.family.answering import Closed
from openhouse.registration.family.files import file_of
from openhouse.registration.family.moving import next_to_do, pages_of, to_confirm
from openhouse.registration.family.people import TooMany, add, remove
from openhouse.registration.family.records import look_up_again
from openhouse.registration.family.sending import Became, Signed, send, withdraw
from openhouse.registration.family.sheets import Sheet
from openhouse.registration.family.taking_out import take_out
from openhouse.registration.rules.form import Per
from openhouse.registration.standing.signers import signers_of
from openhouse.registration.standing.signing_form import SignForm
from openhouse.registration.standing.state import Standing, standing_of
from openhouse.registration.standing.whose import Filler, application_of


def standing(filler: Filler, number: int) -> Standing:
    """The application with this id as it stands; raises Http404."""
    return standing_of(filler, application_of(filler, number))


def show(request: HttpRequest, template: str, found: Standing, context: Any) -> HttpResponse:
    """A page in the frame of who reads it."""
    family = found.filler.side == "registration"
    layout = "ui/layouts/family.html" if family else "registration/by_link.html"
    urls = {"open_url": address(f"{found.filler.side}-open", found.application.pk)}
    return render(request, template, {"layout": layout, "standing": found, **urls, **context})


def opened(request: HttpRequest, filler: Filler, number: int) -> HttpResponse:
    """Where an application stands: what is to do, or where each child is."""
    found = standing(filler, number)
    change = found.application.is_change
    if found.application.sent_at:
        if change:
            return show(request, "registration/change_sent.html", found, change_pages.sent(found))
        return show(request, "registration/sent.html", found, sent_page.of(found))
    if look_up_again(found.form, found.application):
        found = standing(filler, number)
    if change:
        return show(request, "registration/change_open.html", found, change_pages.overview(found))
    return show(request, "registration/overview.html", found, pages.overview(found))


def page(request: HttpRequest, filler: Filler, number: int, part: int) -> HttpResponse:
    """One page of questions; sent, each answer that is right is kept whatever is wrong beside.

    Without a section: what was said of somebody last year and is to be looked at again.
    """
    found = standing(filler, number)
    if "section" not in request.GET:
        return _still(request, found, part)
    sheet = _sheet(request, found, part)
    if found.application.sent_at:
        is_late = request.method == "POST"
        return _closed(request, found) if is_late else redirect(f"{filler.side}-open", number)
    if request.method == "POST":
        try:
            answer = _sent(request, found, sheet)
        except Closed:
            return _closed(request, found)
        if answer is not None:
            return answer
    return show(request, "registration/page.html", found, asking_page.of(sheet))


def _still(request: HttpRequest, found: Standing, number: int) -> HttpResponse:
    part = found.part(number)
    if part is None:
        raise Http404
    last = next((one.section for one in reversed(to_confirm(found, part))), None)
    if request.method == "POST":
        try:
            still.confirm(found, part, request.POST.get("showed", ""))
        except Closed:
            return _closed(request, found)
    following = next_to_do(found, last, part)
    if not to_confirm(found, part) or found.application.sent_at:
        goes_to = pages.way_to(found, following) if following else ""
        return redirect(goes_to or address(f"{found.filler.side}-open", found.application.pk))
    return show(request, "registration/still.html", found, still.page(found, part))


def _sheet(request: HttpRequest, found: Standing, number: int, *, only_sent: bool = False) -> Sheet:
    part = found.part(number)
    section = found.form.section(request.GET.get("section", ""))
    if part is None or section is None or section.per != part.kind:
        raise Http404
    if request.method != "POST":
        return Sheet(found, section, part)
    return Sheet(found, section, part, request.POST, request.FILES, only_sent=only_sent)


def _sent(request: HttpRequest, found: Standing, sheet: Sheet) -> HttpResponse | None:
    """Keep what was sent: where to go then, or None where the page has something to say."""
    does = request.POST.get("do", "")
    if does == "unchanged":
        sheet.keep_untouched()
    elif not sheet.keep_all() and not does.startswith(asking_page.OUT):
        return None
    if does.startswith(asking_page.OUT):
        return _taken_out(request, found, sheet, does)
    if does == "same":
        sheet.same_for(asking_page.siblings(found, sheet.section, sheet.part))
    here = found.asked(sheet.section, sheet.part)
    new = {one.question.key for one in here} - {one.question.key for one in sheet.asked}
    if new and any(one.missing for one in here if one.question.key in new):
        messages.info(request, _("Kept. Because of your answer there is something more to say."))
        return redirect(request.get_full_path())
    following = next_to_do(found, sheet.section, sheet.part)
    if following is None:
        return redirect(f"{found.filler.side}-open", found.application.pk)
    left = asking_page.left_words(found, sheet.section, sheet.part)
    if left:
        messages.info(request, left)
    if (following.section.key, following.part.pk) == (sheet.section.key, sheet.part.pk):
        sheet.say_missing()  # nothing is left but here
        return None
    return redirect(pages.way_to(found, following))


def _taken_out(request: HttpRequest, found: Standing, sheet: Sheet, does: str) -> HttpResponse:
    """What was typed is kept; the file goes, where it is hers."""
    number = whole_number(does.removeprefix(asking_page.OUT)) or 0
    name = take_out(found, sheet.part, number)
    if name:
        messages.success(request, _("“%(name)s” is taken out.") % {"name": name})
    return redirect(request.get_full_path())


def _closed(request: HttpRequest, found: Standing) -> HttpResponse:
    messages.warning(request, _("It was sent meanwhile, so nothing in it was changed."))
    return redirect(f"{found.filler.side}-open", found.application.pk)


def save(request: HttpRequest, filler: Filler, number: int, part: int) -> HttpResponse:
    """What was just typed, kept by the page's script: which answers are kept, what is wrong."""
    found = standing(filler, number)
    sheet = _sheet(request, found, part, only_sent=True)
    try:
        sheet.keep_all()
    except Closed:
        return JsonResponse({"closed": True}, status=409)
    said = asking_page.kept(sheet)
    if said.pop("anew"):
        context = asking_page.of(Sheet(found, sheet.section, sheet.part))
        said["html"] = render_to_string("registration/_questions.html", context, request)
    return JsonResponse(said)


def review(request: HttpRequest, filler: Filler, number: int) -> HttpResponse:
    """Everything beside what the school knew, and the signature with which it is sent."""
    found = standing(filler, number)
    if found.application.sent_at:
        return redirect(f"{filler.side}-open", number)
    context = pages.review(found)
    if found.application.is_change:
        context = change_pages.review(found, context)
    sent, signs = request.POST if request.method == "POST" else None, context.get("signs", True)
    signers = signers_of(found) if sent else ()
    form = SignForm(sent, name=filler.name, signers=signers, signs=signs)
    if request.method == "POST" and form.is_valid():
        signed = Signed(form.cleaned_data.get("typed", ""), context["statement"])
        became = send(filler, found.application, signed, district_of(request))
        if became in (Became.DONE, Became.ALREADY):
            return redirect(f"{filler.side}-open", number)
        change = change_pages.refused(became) if found.application.is_change else ""
        messages.warning(request, change or sent_page.refused(became, found))
    return show(request, "registration/review.html", found, {**context, "form": focused(form)})


def add_one(request: HttpRequest, filler: Filler, number: int) -> HttpResponse:
    """One more child, adult or contact, and its first page."""
    found = standing(filler, number)
    kind = request.POST.get("kind", "")
    if kind not in (Per.STUDENT, Per.GUARDIAN, Per.CONTACT):
        raise Http404
    if kind == Per.STUDENT and found.application.is_change:
        raise Http404
    try:
        part = add(found, Per(kind))
    except Closed:
        return _closed(request, found)
    except TooMany:
        messages.warning(request, _("No more fit in one registration. Please call the school."))
        return redirect(f"{filler.side}-open", number)
    after = standing(filler, number)
    first = next((one for one in pages_of(after) if one.part.pk == part.pk), None)
    if first is None:
        return redirect(f"{filler.side}-open", number)
    return redirect(pages.url_of(after, first))


def remove_one(request: HttpRequest, filler: Filler, number: int, part: int) -> HttpResponse:
    """Leave somebody out."""
    found = standing(filler, number)
    one = found.part(part)
    if one is None:
        raise Http404
    try:
        if not remove(found, one):
            messages.warning(request, _("One of them must stay in a registration."))
    except Closed:
        return _closed(request, found)
    return redirect(f"{filler.side}-open", number)


def show_file(request: HttpRequest, filler: Filler, number: int, file: int) -> HttpResponse:
    """A file that was sent with an answer."""
    found = file_of(filler.reader, application_of(filler, number).pk, file)
    if found is None:
        raise Http404
    return inline(found.name, found.kind, found.content)


def take_back(request: HttpRequest, filler: Filler, number: int) -> HttpResponse:
    """One child is not to be registered after all."""
    application = application_of(filler, number)
    if application.is_change:
        raise Http404  # it is taken back as a whole
    candidate = whole_number(request.POST.get("child", ""))
    if candidate in sent_page.says_nothing(standing_of(filler, application)):
        raise Http404
    became = withdraw(filler, application.pk, candidate or 0, district_of(request))
    if became == Became.NO_CHILD:
        raise Http404
    if became == Became.DECIDED:
        messages.warning(request, _("The school has decided already. Please call its office."))
    return redirect(f"{filler.side}-open", application.pk)


def show_copy(request: HttpRequest, filler: Filler, number: int) -> HttpResponse:
    """What was sent and signed, as a PDF."""
    application = application_of(filler, number)
    found = copy_page.copy_of(filler, application, district_of(request))
    if found is None:
        raise Http404
    return inline(f"{application.number}.pdf", "application/pdf", found)


def item(request: HttpRequest, filler: Filler, number: int, item: int) -> HttpResponse:
    """A paper that the school has still to see: sent now."""
    found = standing(filler, number)
    form = after_sending.item_form(found, item, _what_was_sent(request))
    return _after(request, found, form, _("Thank you. The school looks at it."))


def reply(request: HttpRequest, filler: Filler, number: int, asked: int) -> HttpResponse:
    """The school's question about one answer: answered where it stands."""
    found = standing(filler, number)
    form = after_sending.reply_form(found, asked, _what_was_sent(request))
    return _after(request, found, form, _("Thank you. The school goes on with it."))


def _what_was_sent(request: HttpRequest) -> after_sending.Sent:
    posted = request.method == "POST"
    return (request.POST, request.FILES) if posted else after_sending.NOTHING


def _after(
    request: HttpRequest, found: Standing, form: after_sending.After | None, thanks: str
) -> HttpResponse:
    if form is None or sent_page.says_nothing(found):
        raise Http404
    if request.method == "POST" and form.keep():
        form.ask_the_others(district_of(request))
        messages.success(request, thanks)
        return redirect(f"{found.filler.side}-open", found.application.pk)
    return show(request, "registration/after.html", found, form.page())
