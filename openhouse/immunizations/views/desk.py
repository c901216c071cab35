"""A school's immunizations for the nurse: who is not compliant, exclusions, the yearly count."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import date_in, district_of, number_in, viewer_of
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.spreadsheet import as_csv
from openhouse.common.text import day_words
from openhouse.immunizations import lists
from openhouse.immunizations.queries import (
    Assessed,
    schools_nursed,
    standings,
    student_named,
    waiting_cards,
)
from openhouse.immunizations.rules.school import GRADES
from openhouse.immunizations.views.staff import NURSES
from openhouse.immunizations.words import VACCINES
from openhouse.people.words import grade_words

#: Students of a list on the page; the file has all.
MOST = 200


@audience(*NURSES)
@require_safe
def nurse_desk(request: HttpRequest) -> HttpResponse:
    """Who is missing what, by school, grade and vaccine; cards that wait; a student by name."""
    viewer, asked = viewer_of(request), _asked(request)
    found = _standings(request, asked)
    lines = list(lists.not_compliant(found, asked["grade"], asked["vaccine"]))
    text = request.GET.get("q", "").strip()[:100]
    context = asked | {
        "text": text,
        "named": student_named(viewer, text, clock.today()) if text else [],
        "lines": [_linked(each) for each in lines[:MOST]],
        "many": len(lines),
        "all": len(found),
        "cards": [_card(each) for each in waiting_cards(viewer, clock.today())],
    }
    return render(request, "immunizations/nurse_desk.html", context)


def _linked(line: lists.Line) -> tuple[lists.Line, str, str]:
    return line, address("nurse-student", line.student), "; ".join(line.missing)


def _card(card: Any) -> tuple[Any, str, str]:
    return card, address("nurse-card", card.student_id, card.pk), day_words(card.sent_at.date())


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The filters, as the address has them: one school at a time, the first where none is said."""
    schools = schools_nursed(viewer_of(request))
    wanted = number_in(request, "school")
    known = [each.pk for each in schools]
    school = wanted if wanted in known else (known[0] if known else None)
    grade, vaccine = request.GET.get("grade", ""), request.GET.get("vaccine", "")
    return {
        "schools": [(each.pk, each.name, each.pk == school) for each in schools],
        "school": school,
        "grade": grade if grade in GRADES else "",
        "vaccine": vaccine if vaccine in VACCINES else "",
        "grades": [(each, grade_words(each), each == grade) for each in GRADES],
        "vaccines": [(key, str(name), key == vaccine) for key, name in VACCINES.items()],
    }


def _standings(request: HttpRequest, asked: dict[str, Any]) -> list[Assessed]:
    if asked["school"] is None:
        return []
    state = district_of(request).state
    return standings(viewer_of(request), [asked["school"]], state, clock.today())


@audience(*NURSES)
@require_safe
def nurse_exclusions(request: HttpRequest) -> HttpResponse:
    """Who may not come from a day on, as a file."""
    on = date_in(request, "on") or clock.today()
    head, rows = lists.exclusion_table(_standings(request, _asked(request)), on)
    return _file(f"exclusions-{on.isoformat()}.csv", head, rows)


@audience(*NURSES)
@require_safe
def nurse_counts(request: HttpRequest) -> HttpResponse:
    """The state's yearly count of a school, as a page or a file."""
    asked = _asked(request)
    counts = lists.yearly_counts(_standings(request, asked))
    head, rows = lists.counts_head(), lists.counts_rows(counts)
    if request.GET.get("as") == "file":
        return _file(f"immunizations-{clock.today().year}.csv", head, rows)
    context = asked | {"head": head, "rows": rows}
    return render(request, "immunizations/nurse_counts.html", context)


def _file(name: str, head: list[str], rows: list[list[object]]) -> HttpResponse:
    answer = HttpResponse(as_csv(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
