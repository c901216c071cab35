"""Seats, waiting lists and the streets of each school."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.common.fields import focused
from openhouse.common.files import attached
from openhouse.common.methods import form_page
from openhouse.registration.places import actions, forms, pages, queries
from openhouse.registration.queries import newest_window
from openhouse.registration.rules.zone_file import read_ranges


@audience("office", "district")
@form_page
def registration_places(request: HttpRequest) -> HttpResponse:
    """How many seats each grade has, and how many are taken; the district changes them."""
    viewer, window = viewer_of(request), newest_window()
    grades = queries.grades_of(viewer, window.ends_in) if window else []
    rules = forms.rules_form(window)
    wrong: list[str] = []
    if request.method == "POST" and window:
        wrong, rules = _kept(request, window, grades)
        if not wrong and not rules.errors:
            return redirect("registration-places")
    context = pages.places_page(grades, wrong, window, may_edit="district" in viewer.roles)
    context |= {"new": forms.NewGradeForm(), "rules": focused(rules)}
    return render(request, "registration/registration_places.html", context)


def _kept(
    request: HttpRequest, window: Any, grades: list[queries.Grade]
) -> tuple[list[str], forms.RulesForm]:
    """What is wrong with what was sent, of seats or of the rules of waiting lists."""
    viewer = _district(request)
    if request.POST.get("step") != "rules":
        return _keep(request, window.ends_in, grades), forms.rules_form(window)
    rules = forms.rules_form(window, request.POST)
    if rules.is_valid() and actions.keep_rules(viewer, window, rules.cleaned_data):
        messages.success(request, _("Saved."))
    return [], rules


def _keep(request: HttpRequest, year: int, grades: list[queries.Grade]) -> list[str]:
    """The fields that are wrong; none where what was sent is kept."""
    viewer = _district(request)
    said, gone, wrong = forms.seats_said(request.POST, grades)
    if request.POST.get("step") == "add":
        new = forms.NewGradeForm(request.POST)
        if not new.is_valid():
            messages.error(request, _("Choose a school and a grade of the lists."))
            return []
        said = {(new.cleaned_data["school"], new.cleaned_data["grade"]): None}
        gone, wrong = [], []
        if any((each.school, each.grade) in said for each in grades):
            messages.error(request, _("This school offers this grade already."))
            return []
    if not wrong and actions.keep_seats(viewer, year, said, gone):
        messages.success(request, _("Saved."))
    return wrong


@audience("office", "district")
@require_safe
def registration_waiting(request: HttpRequest) -> HttpResponse:
    """Who waits for a seat, in order."""
    viewer, window = viewer_of(request), newest_window()
    grades = queries.grades_of(viewer, window.ends_in) if window else []
    lines = queries.lines_of(viewer, grades, window) if window else []
    context = pages.waiting_page(lines, window.line_order if window else "")
    return render(request, "registration/registration_waiting.html", context)


@audience("office", "district")
@form_page
def registration_zones(request: HttpRequest) -> HttpResponse:
    """Which school an address belongs to; the district replaces the ranges by a file."""
    context: dict[str, Any] = {"ranges": forms.RangesForm(), "may_edit": _is_district(request)}
    if request.method == "POST":
        _district(request)
        if request.POST.get("step") == "replace":
            _replace(request)
            return redirect("registration-zones")
        context |= _looked_at(request)
    context |= _asked(request)
    return render(request, "registration/registration_zones.html", context)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The school of the address that was asked for."""
    form = forms.AddressForm(request.GET if "street" in request.GET else None)
    if not form.is_bound or not form.is_valid():
        return {"address": focused(form)}
    said = form.cleaned_data
    window = newest_window()
    found = queries.schools_for(
        said["street"], said["postal_code"], said["grade"], window.ends_in if window else None
    )
    names = queries.school_names()
    return {"address": form, "unread": found is None, "asked": True,
            "schools": [names[each] for each in found or ()]}  # fmt: skip


def _looked_at(request: HttpRequest) -> dict[str, Any]:
    """What the file that was sent would change, or what is wrong with it."""
    form = forms.RangesForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"ranges": focused(form)}
    content = form.cleaned_data["file"]
    found, bad = read_ranges(content, queries.schools_by_what_they_are_called())
    if bad:
        return {
            "bad": [pages.bad_words(each) for each in bad[:200]],
            "bad_count": len({each.line for each in bad}),
        }
    change = actions.difference(found)
    return pages.difference_page(change, queries.school_names(), forms.carried(content))


def _replace(request: HttpRequest) -> None:
    content = forms.brought_back(request.POST.get("file", ""))
    found, bad = read_ranges(content or b"", queries.schools_by_what_they_are_called())
    if content is None or bad:
        messages.error(request, _("Too much time has passed, or schools changed. Send it again."))
        return
    actions.replace_ranges(viewer_of(request), found)
    messages.success(request, _("The address ranges are replaced."))


@audience("district")
@require_safe
def registration_zones_file(request: HttpRequest) -> HttpResponse:
    """The ranges that are there, as a file."""
    content = pages.ranges_file(queries.ranges(), queries.school_names())
    return attached("address-ranges.csv", "text/csv", content)


def _is_district(request: HttpRequest) -> bool:
    return "district" in viewer_of(request).roles


def _district(request: HttpRequest) -> Any:
    if not _is_district(request):
        raise PermissionDenied("The district says this")
    return viewer_of(request)
