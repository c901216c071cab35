"""What somebody hears, and when; and the hours that the district keeps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import SIGNED_IN, audience
from openhouse.access.requests import viewer_of
from openhouse.common.methods import form_page
from openhouse.notifications.calm import choosing
from openhouse.notifications.calm.forms import RulesForm, TimesForm
from openhouse.notifications.calm.hours import rules_now
from openhouse.notifications.kinds import Kind
from openhouse.notifications.ways import ways_of


@audience(SIGNED_IN)
@form_page
def notice_settings(request: HttpRequest) -> HttpResponse:
    """When and of what one hears: few decisions, each kind by itself behind More."""
    viewer = viewer_of(request)
    form = TimesForm(request.POST or None, instance=choosing.times_of(viewer.person_id))
    if request.method == "POST" and form.is_valid():
        choosing.keep(viewer.person_id, form, viewer.children, request.POST.dict())
        messages.success(request, _("Saved."))
        return redirect("notice-settings")
    chosen = choosing.chosen_by(viewer.person_id)
    me = viewer.person_id
    children = [(child, choosing.lines_of(me, child, chosen)) for child in viewer.children]
    context = {"form": form, "children": children, "open": bool(chosen or form.errors)}
    context["unreached"] = not ways_of([me], Kind.NOTICE_GRADES)[me]
    return render(request, "notifications/notice_settings.html", context)


@audience("district")
@form_page
def notice_rules(request: HttpRequest) -> HttpResponse:
    """Until which hour families are told, and what waits until school is over."""
    form = RulesForm(request.POST or None, instance=rules_now())
    if request.method == "POST" and form.is_valid():
        choosing.keep_rules(form, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("notice-rules")
    return render(request, "notifications/notice_rules.html", {"form": form})
