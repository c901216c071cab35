"""An office says which absences are told to families by themselves, and sees whom that reaches."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.fields import focused
from openhouse.common.methods import form_page
from openhouse.messages.sending import rule_pages, ruling
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.rule_forms import RuleForm, as_said, first_words
from openhouse.messages.wording import languages_offered


@audience(*OFFICE)
@require_safe
def attendance_rules(request: HttpRequest) -> HttpResponse:
    """The rules of her schools."""
    context = rule_pages.rules_page(ruling.rules_of(viewer_of(request)))
    return render(request, "messages/attendance_rules.html", context)


@audience(*OFFICE)
@form_page
def attendance_rule_new(request: HttpRequest) -> HttpResponse:
    """A new one."""
    form = _form(request, None)
    if form.is_valid():
        return _keep(request, form, ruling.new_rule())
    context = rule_pages.rule_page(focused(form), None, clock.today())
    return render(request, "messages/attendance_rule.html", context)


@audience(*OFFICE)
@form_page
def attendance_rule(request: HttpRequest, number: int) -> HttpResponse:
    """One of them, and who would be told now."""
    viewer, today = viewer_of(request), clock.today()
    rule = ruling.rule_of(viewer, number)
    if rule is None:
        raise Http404
    form = _form(request, rule)
    if form.is_valid():
        return _keep(request, form, rule)
    people, names = ruling.told_now(viewer, rule, today)
    context = rule_pages.rule_page(focused(form), rule, today, people, names)
    return render(request, "messages/attendance_rule.html", context)


def _form(request: HttpRequest, rule: Any) -> RuleForm:
    return RuleForm(
        request.POST if request.method == "POST" else None,
        desk=Desk(viewer_of(request)),
        today=clock.today(),
        languages=languages_offered(district_of(request).id),
        initial=as_said(rule) if rule else first_words(),
    )


def _keep(request: HttpRequest, form: RuleForm, rule: Any) -> HttpResponse:
    form.put_into(rule)
    ruling.keep_rule(viewer_of(request), rule, clock.now())
    messages.success(request, _("Saved."))
    return redirect(address("attendance-rule", rule.pk))
