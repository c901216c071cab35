"""A school's immunizations for the nurse: who is not compliant, exclusions, the yearly count."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import date_in, district_of, number_in, viewer_of
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.methods import form_page
from openhouse.common.spreadsheet import as_csv
from openhouse.common.text import day_words
from openhouse.immunizations import lists
from openhouse.immunizations.actions import keep_rules
from openhouse.immunizations.forms import RulesForm
from openhouse.immunizations.jobs import ask_for
from openhouse.immunizations.queries import (
    grades_of,
    rules_now,
    schools_nursed,
    student_named,
    waiting_cards,
)
from openhouse.immunizations.rules.counts import yearly_counts
from openhouse.immunizations.standings import Found, standings, standings_on
from openhouse.immunizations.views.nursing import NURSES
from openhouse.immunizations.words import VACCINES, lapsed_words
from openhouse.people.words import grade_words

#: Students of a list on the page; the file has all.
MOST = 200


@audience(*NURSES)
@form_page
def nurse_desk(request: HttpRequest) -> HttpResponse:
    """Who is missing what, by school, grade and vaccine; cards that wait; a student by name.

    It only reads. Sent, it has the worker reckon what is still to be reckoned.
    """
    asked = asked_of(request)
    if request.method == "POST":
        ask_for(district_of(request).id, asked["school"])
        return redirect(f"{address('nurse-desk')}?{filter_of(asked)}&asked=1")
    return render(request, "immunizations/nurse_desk.html", asked | _shown(request, asked))


def _shown(request: HttpRequest, asked: dict[str, Any]) -> dict[str, Any]:
    """What the desk says: the list, cards that wait, who was searched for."""
    viewer, found = viewer_of(request), standings_for(request, asked)
    lines = list(lists.to_ask(found.stands, asked["grade"], asked["vaccine"]))
    text = request.GET.get("q", "").strip()[:100]
    return {
        "text": text,
        "named": student_named(viewer, text, clock.today()) if text else [],
        "lines": [_linked(each) for each in lines[:MOST]],
        "letters_url": f"{address('nurse-letters')}?{filter_of(asked)}",
        "many": len(lines),
        "is_district": "district" in viewer.roles,
        "here": f"{address('nurse-desk')}?{filter_of(asked)}&asked=1",
        "is_asked": "asked" in request.GET,
        **dict(zip(("all", "waiting", "of"), found.counts, strict=True)),
        "cards": [_card(each) for each in waiting_cards(viewer, clock.today())],
    }


def _linked(line: lists.Line) -> tuple[lists.Line, str, str, str]:
    lapsed = lapsed_words(line.lapsed_on) if line.lapsed_on else ""
    return line, address("nurse-student", line.student), " · ".join(line.missing), lapsed


def _card(card: Any) -> tuple[Any, str, str]:
    return card, address("nurse-card", card.student_id, card.pk), day_words(card.sent_at.date())


def asked_of(request: HttpRequest) -> dict[str, Any]:
    """The filters, as the address has them: one school at a time, the first where none is said."""
    schools = schools_nursed(viewer_of(request))
    wanted = number_in(request, "school")
    known = [each.pk for each in schools]
    school = wanted if wanted in known else (known[0] if known else None)
    grade, vaccine = request.GET.get("grade", ""), request.GET.get("vaccine", "")
    grades = grades_of(viewer_of(request), school, clock.today())
    return {
        "schools": [(each.pk, each.name, each.pk == school) for each in schools],
        "school": school,
        "grade": grade if grade in grades else "",
        "vaccine": vaccine if vaccine in VACCINES else "",
        "grades": [(each, grade_words(each), each == grade) for each in grades],
        "vaccines": [(key, str(name), key == vaccine) for key, name in VACCINES.items()],
    }


def filter_of(asked: dict[str, Any]) -> str:
    """What of the list is asked for, as an address says it."""
    return urlencode({key: asked[key] or "" for key in ("school", "grade", "vaccine")})


def standings_for(request: HttpRequest, asked: dict[str, Any], on: date | None = None) -> Found:
    """How the students of the school stand today, or on a day that is asked for."""
    if asked["school"] is None:
        return Found([], [])
    district = district_of(request)
    if on not in (None, clock.today()):
        return Found(standings_on(viewer_of(request), [asked["school"]], district.state, on), [])
    return standings(viewer_of(request), [asked["school"]], district.state, clock.today())


def not_yet(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    """A list that goes to others is whole, or is not given."""
    messages.warning(
        request, _("Not ready yet: students are still being counted. Try again in a moment.")
    )
    return redirect(f"{address('nurse-desk')}?school={asked['school']}")


@audience(*NURSES)
@require_safe
def nurse_exclusions(request: HttpRequest) -> HttpResponse:
    """Who may not come from a day on, as a file."""
    asked, on, found = _of_a_day(request)
    if found.waiting:
        return not_yet(request, asked)
    return _file(f"exclusions-{on.isoformat()}.csv", *_excluded(found, on))


@audience(*NURSES)
@require_safe
def nurse_excluded(request: HttpRequest) -> HttpResponse:
    """The same as a page to print, for the door."""
    asked, on, found = _of_a_day(request)
    if found.waiting:
        return not_yet(request, asked)
    head, rows = _excluded(found, on)
    context = asked | {"head": head[2:], "rows": [row[2:] for row in rows]}
    context |= {"day": day_words(on), "on": on.isoformat()}
    return render(request, "immunizations/nurse_excluded.html", context)


def _of_a_day(request: HttpRequest) -> tuple[dict[str, Any], date, Found]:
    """What is asked for, the day that it is for, and how the school's students stand then."""
    on, asked = date_in(request, "on") or clock.today(), asked_of(request)
    return asked, on, standings_for(request, asked, on)


def _excluded(found: Found, on: date) -> tuple[list[str], list[list[object]]]:
    door = lists.at_the_door([each.student for each in found.stands], clock.today())
    return lists.exclusion_table(found.stands, on, door)


@audience("district")
@form_page
def nurse_rules(request: HttpRequest) -> HttpResponse:
    """What the district decides: which exemptions need a last day."""
    form = RulesForm(request.POST or None, instance=rules_now())
    if request.method == "POST" and form.is_valid():
        keep_rules(form, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("nurse-desk")
    return render(request, "immunizations/nurse_rules.html", {"form": form})


@audience(*NURSES)
@require_safe
def nurse_counts(request: HttpRequest) -> HttpResponse:
    """The state's yearly count of a school, as a page or a file."""
    asked = asked_of(request)
    found = standings_for(request, asked)
    if found.waiting:
        return not_yet(request, asked)
    head, rows = lists.counts_head(), lists.counts_rows(yearly_counts(found.stands))
    if request.GET.get("as") == "file":
        return _file(f"immunizations-{clock.today().year}.csv", head, rows)
    labelled = [list(zip(head, row, strict=True)) for row in rows]
    context = asked | {"head": head, "rows": labelled}
    return render(request, "immunizations/nurse_counts.html", context)


def _file(name: str, head: list[str], rows: list[list[object]]) -> HttpResponse:
    answer = HttpResponse(as_csv(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
