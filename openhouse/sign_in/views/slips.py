"""Slips with first passwords, and the spreadsheet: made anew each time, shown once."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.spreadsheet import as_csv
from openhouse.districts.queries import languages_of
from openhouse.sign_in.many import slips
from openhouse.sign_in.many import words as batch_words
from openhouse.sign_in.queries import language_on_paper, rules_of
from openhouse.sign_in.views.accounts import chosen_school


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed for one homeroom."""

    school: str
    name: str
    #: Each with the language that it is in.
    slips: list[tuple[slips.Slip, str]]


@audience(*OFFICE)
@require_safe
def account_slips(request: HttpRequest) -> HttpResponse:
    """Which homerooms wait for slips, and whose; nothing is made yet."""
    schools, school = chosen_school(request)
    found = slips.groups(viewer_of(request), clock.today(), school)
    wanted = request.GET.getlist("homeroom")
    context = {
        "choices": batch_words.school_choices("account-slips", schools, school, all_too=True),
        "school": school,
        "groups": [
            (each, batch_words.group_name(each), batch_words.slips_words(each), each.key in wanted)
            for each in found
        ],
        "many_schools": len({each.school for each in found}) > 1,
        "days": rules_of().code_days,
    }
    return render(request, "sign_in/account_slips.html", context)


def _may_print(request: HttpRequest, found: list[slips.Group]) -> bool:
    """If there is something to print, and not so much that the page would not come."""
    many = sum(len(group.pupils) for group in found)
    if many > slips.MOST:
        words = _("Choose fewer homerooms: %(most)s slips at a time are the most.")
        messages.warning(request, words % {"most": slips.MOST})
    return 0 < many <= slips.MOST


def _chosen(request: HttpRequest) -> list[slips.Group]:
    """The homerooms that were ticked."""
    found = slips.groups(viewer_of(request), clock.today())
    return slips.chosen(found, request.POST.getlist("homeroom"))


def _sheets(
    made: list[tuple[slips.Group, list[slips.Slip]]], of_district: list[str]
) -> list[Sheet]:
    return [
        Sheet(
            group.school,
            batch_words.group_name(group),
            [(slip, language_on_paper(slip.language, of_district)) for slip in members],
        )
        for group, members in made
    ]


@audience(*OFFICE)
@require_POST
def print_slips(request: HttpRequest) -> HttpResponse:
    """The slips of the homerooms that were ticked, each homeroom on a page of its own."""
    found = _chosen(request)
    if not _may_print(request, found):
        return redirect("account-slips")
    made = slips.print_slips(found, by=viewer_of(request).person_id)
    district = district_of(request)
    context = {
        "sheets": _sheets(made, languages_of(district.id)),
        "url": whole_page(district.slug, "sign-in"),
        "days": rules_of().code_days,
    }
    return render(request, "sign_in/slips.html", context)


@audience(*OFFICE)
@require_POST
def account_spreadsheet(request: HttpRequest) -> HttpResponse:
    """The same list as a file, with new first passwords."""
    found = _chosen(request)
    if not _may_print(request, found):
        return redirect("account-slips")
    made = slips.print_slips(found, by=viewer_of(request).person_id)
    head = [_("School"), _("Homeroom"), _("Name"), _("Student number"), _("User name"),
            _("First password")]  # fmt: skip
    rows = [
        (group.school, batch_words.group_name(group), s.name, s.number, s.username, s.secret)
        for group, members in made
        for s in members
    ]
    response = HttpResponse(as_csv(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="accounts.csv"'
    return response
