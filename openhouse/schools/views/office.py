"""A school's details, for its clerks and for the district."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.common.files import inline
from openhouse.common.methods import form_page
from openhouse.schools import pages
from openhouse.schools.actions import keep_details, keep_grade_hours, keep_logo, remove_logo
from openhouse.schools.forms import DetailsForm, GradeHoursForm, LogoForm
from openhouse.schools.queries import grade_hours, head_now, logo_of, school_of, schools_of, shut_on


@audience("office", "district")
@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    """The schools whose details she may change."""
    context = {"lines": pages.school_lines(schools_of(viewer_of(request)))}
    return render(request, "schools/schools.html", context)


@audience("office", "district")
@form_page
def school_details(request: HttpRequest, school: int) -> HttpResponse:
    """Address, phone and logo of one school."""
    found, step = _school(request, school), request.POST.get("step")
    details = DetailsForm(request.POST if step == "details" else None, instance=found)
    sent = (request.POST, request.FILES) if step == "logo" else (None, None)
    logo = LogoForm(*sent)
    if _kept(request, school, details, logo):
        return redirect("school-details", school)
    now = _school(request, school)
    context = pages.details_page(now, head_now(now), logo_of(now))
    context |= {"details": focused(details), "logo": focused(logo)}
    return render(request, "schools/school_details.html", context)


def _kept(request: HttpRequest, school: int, details: DetailsForm, logo: LogoForm) -> bool:
    """If what was sent is done."""
    actor, found = viewer_of(request).person_id, _school(request, school)
    if details.is_bound and details.is_valid():
        if keep_details(actor, school, details.cleaned_data):
            messages.success(request, _("Saved. Papers that are made from now on show it."))
        return True
    if logo.is_bound and logo.is_valid():
        keep_logo(actor, found, logo.columns)
        messages.success(request, _("The logo is there. Papers made from now on show it."))
        return True
    if request.POST.get("step") == "remove":
        remove_logo(actor, found)
        messages.success(request, _("The logo is gone. Papers made before keep it."))
        return True
    return False


@audience("office", "district")
@form_page
def school_grades(request: HttpRequest, school: int) -> HttpResponse:
    """The hours in which one school shows no scores and marks."""
    found = _school(request, school)
    form = GradeHoursForm(request.POST or None, initial=pages.hours_said(grade_hours(found)))
    if request.method == "POST" and form.is_valid():
        keep_grade_hours(viewer_of(request).person_id, found, form.said)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("school-grades", school)
    shut = shut_on(found, clock.today())
    context = {"school": found, "form": focused(form), "today": pages.shut_today(shut)}
    return render(request, "schools/school_grades.html", context)


@audience("office", "district")
@require_safe
def school_logo(request: HttpRequest, school: int) -> HttpResponse:
    """The picture as it is printed."""
    found = logo_of(_school(request, school))
    if found is None:
        raise Http404
    return inline("logo.jpg", "image/jpeg", found.content)


def _school(request: HttpRequest, number: int) -> Any:
    found = school_of(viewer_of(request), number)
    if found is None:
        raise Http404
    return found
