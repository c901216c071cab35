"""Absence of several students at once, looked at in words before it is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of
from openhouse.attendance.office import batch, queries
from openhouse.attendance.office.actions import keep_batch
from openhouse.attendance.office.batch_pages import plan_words
from openhouse.attendance.office.sent import batch_said
from openhouse.common import clock
from openhouse.common.methods import form_page


@audience(*OFFICE)
@form_page
def batch_absence(request: HttpRequest) -> HttpResponse:
    """Choose, look at it, keep it."""
    viewer, schools = viewer_of(request), queries.schools_of(viewer_of(request))
    codes = queries.codes()
    context = _chosen(request, schools) | {"codes": [(code.pk, str(code)) for code in codes]}
    if request.method == "POST":
        said, wrong = batch_said(request.POST, {code.pk: code for code in codes})
        if said and request.POST.get("step") == "keep":
            return _keep(request, keep_batch(viewer, schools, said))
        plan = batch.plan_of(viewer, schools, said) if said else None
        context |= {"wrong": wrong, "batch": said, "plan": plan}
        context["lines"] = plan_words(plan, said) if plan and said else []
    return render(request, "attendance/batch.html", context)


def _keep(request: HttpRequest, count: int) -> HttpResponse:
    words = ngettext("%(n)d mark is written.", "%(n)d marks are written.", count) % {"n": count}
    messages.success(request, words)
    return redirect("attendance-desk")


def _chosen(request: HttpRequest, schools: Any) -> dict[str, Any]:
    viewer, today = viewer_of(request), clock.today()
    text, grade = request.GET.get("q", "").strip()[:100], request.GET.get("grade", "")[:20]
    found = batch.pupils_found(viewer, schools, text, grade, today) if text or grade else []
    return {
        "text": text,
        "grade": grade,
        "grades": batch.grades_at(viewer, schools, today),
        "found": found,
        "asked": bool(text or grade),
        "today": today.isoformat(),
        "sent": request.POST,
        "picked": {*request.POST.getlist("student")},
    }
