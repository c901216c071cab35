"""What an office and a teacher do alike with searches and templates that they keep."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.requests import district_of, whole_number
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.messages.sending import actions, who_pages
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.search_forms import SearchForm, beginnings_of
from openhouse.messages.sending.targets import as_query, asked, target
from openhouse.messages.sending.whom import CLASS, Whom
from openhouse.messages.wording import languages_offered


def serve_search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Of which families; then the message to them is written."""
    today, whom = clock.today(), asked(desk, request.GET)
    if desk.section is not None:
        whom = whom or Whom(CLASS, section=desk.section.id)
    one = target(desk, whom, today) if whom else None
    if whom is not None and one is None:
        raise Http404
    section = one.whom.section if one else None
    form = SearchForm(
        request.POST or None, desk=desk, section=section, initial=beginnings_of(whom),
        languages=languages_offered(district_of(request).id), today=today,
    )  # fmt: skip
    if form.is_valid():
        return _found(desk, form)
    context = who_pages.search_page(desk, focused(form), one.name if one and section else "")
    return render(request, "messages/school_message_search.html", context)


def _found(desk: Desk, form: SearchForm) -> HttpResponse:
    one = target(desk, form.whom, clock.today())
    if one is None:
        raise Http404
    if form.cleaned_data["name"]:
        kept = actions.keep_search(desk.viewer, form.cleaned_data["name"], one)
        return redirect(f"{desk.url('new')}?search={kept.pk}")
    return redirect(f"{desk.url('new')}?{as_query(one.whom)}")


def serve_kept(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What she has kept; she throws one of it away."""
    if request.method == "POST":
        what, number = request.POST.get("what", ""), whole_number(request.POST.get("number", ""))
        if what not in ("template", "search") or number is None:
            raise Http404
        actions.forget(desk.viewer, what, number)
        messages.success(request, _("Removed."))
        return redirect(desk.url("kept"))
    return render(request, "messages/school_message_kept.html", who_pages.kept_page(desk))
