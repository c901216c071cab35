"""An office says what is told by itself when it comes about of a student, and sees of whom."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.fields import focused
from openhouse.common.methods import form_page
from openhouse.messages.sending import event_pages, event_rules
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.event_forms import EventRuleForm, as_said


@audience(*OFFICE)
@require_safe
def event_rules_page(request: HttpRequest) -> HttpResponse:
    """The rules of her schools, and of all schools."""
    context = event_pages.rules_page(event_rules.rules_of(viewer_of(request)))
    return render(request, "messages/event_rules.html", context)


@audience(*OFFICE)
@form_page
def event_rule_new(request: HttpRequest) -> HttpResponse:
    """A new one; it is off until somebody has seen whom it would tell."""
    form = _form(request, None)
    if form.is_valid():
        return _keep(request, form, event_rules.new_rule())
    context = event_pages.rule_page(viewer_of(request), focused(form), None)
    return render(request, "messages/event_rule.html", context)


@audience(*OFFICE)
@form_page
def event_rule(request: HttpRequest, number: int) -> HttpResponse:
    """One of them: what it asks, whom it has found, and whom it would find now."""
    viewer = viewer_of(request)
    rule = event_rules.rule_of(viewer, number)
    if rule is None or (request.method == "POST" and not event_rules.may_change(viewer, rule)):
        raise Http404
    if request.POST.get("turn") in event_rules.STATES:
        return _turn(request, rule, request.POST["turn"])
    form = _form(request, rule)
    if form.is_valid():
        return _keep(request, form, rule)
    asked = "look" in request.GET and request.method != "POST"
    preview = event_pages.preview_of(viewer, rule, clock.today()) if asked else None
    context = event_pages.rule_page(viewer, focused(form), rule, preview)
    return render(request, "messages/event_rule.html", context)


def _form(request: HttpRequest, rule: Any) -> EventRuleForm:
    return EventRuleForm(
        request.POST if request.method == "POST" else None,
        desk=Desk(viewer_of(request)),
        today=clock.today(),
        initial=as_said(rule),
    )


def _keep(request: HttpRequest, form: EventRuleForm, rule: Any) -> HttpResponse:
    form.put_into(rule)
    kept = event_rules.keep_rule(viewer_of(request), rule, clock.now())
    return _said(request, rule, kept=kept)


def _turn(request: HttpRequest, rule: Any, state: str) -> HttpResponse:
    seen = request.POST.get("edition", "")
    rule.edition = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    kept = event_rules.turn(viewer_of(request), rule, state, clock.now())
    return _said(request, rule, kept=kept)


def _said(request: HttpRequest, rule: Any, *, kept: bool) -> HttpResponse:
    if kept:
        messages.success(request, _("Saved."))
    else:
        words = _(
            "Somebody else has changed this rule since you looked. Nothing of yours was saved."
        )
        messages.error(request, words)
    return redirect(address("event-rule", rule.pk))
