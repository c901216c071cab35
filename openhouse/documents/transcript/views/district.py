"""What the district decides of transcripts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import audience
from openhouse.access.offices import schools_kept
from openhouse.access.requests import number_in, viewer_of
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.fields import focused
from openhouse.common.methods import form_page
from openhouse.documents.transcript import actions
from openhouse.documents.transcript import rules_forms as rules
from openhouse.documents.transcript.deciding import Whom


@audience("district")
@form_page
def transcript_rules(request: HttpRequest) -> HttpResponse:
    """What marks are worth, what families see, and what graduation asks for."""
    now, said = rules.rules_now(), request.POST
    form = rules.RulesForm(said or None, instance=now)
    sent = request.method == "POST"
    marks = rules.read_lines(said, "mark", "worth", rules.HIGHEST) if sent else rules.marks_now(now)
    areas = rules.read_lines(said, "area", "credits", rules.MOST) if sent else rules.areas_now()
    faults = marks.faults + areas.faults
    if sent and form.is_valid() and not faults:
        now = form.save(commit=False)
        actions.keep_rules(now, marks.kept, areas.areas, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("transcript-desk")
    context = {"form": form, "marks": marks.shown, "areas": areas.shown, "faults": faults}
    status = 400 if form.errors or faults else 200
    return render(request, "documents/transcript_rules.html", context, status=status)


@audience("district")
@form_page
def transcript_needs(request: HttpRequest) -> HttpResponse:
    """What graduation asks of one school, or of classes from a year on."""
    form, whom = _whom(request)
    worth, faults = rules.read_needs(request.POST) if request.method == "POST" else ({}, [])
    if request.method == "POST" and whom and not whom.is_everyone and not faults:
        actions.keep_needs(worth, whom, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect(request.get_full_path())
    areas = rules.as_typed(rules.areas_now(whom), request.POST) if whom else []
    context = {"form": form, "whom": whom, "areas": areas, "faults": faults}
    status = 400 if faults or form.errors else 200
    return render(request, "documents/transcript_needs.html", context, status=status)


def _whom(request: HttpRequest) -> tuple[rules.WhomForm, Whom | None]:
    """Whom the address means, of the schools and the classes that there are; None: none of them."""
    viewer = viewer_of(request)
    schools = list(schools_kept(viewer).values_list("pk", "name"))
    form = rules.WhomForm(request.GET or None, schools, rules.classes(viewer, clock.today()))
    whom = form.whom
    return focused(form), whom


@audience("district")
@form_page
def course_credits(request: HttpRequest) -> HttpResponse:
    """What each course of a school is worth."""
    schools = list(schools_kept(viewer_of(request)).values_list("pk", "name"))
    school = rules.chosen_of(schools, number_in(request, "school"))
    rows = rules.courses_of(school[0]) if school else []
    faults = rules.read_courses(request.POST, rows) if request.method == "POST" else []
    if request.method == "POST" and not faults and school:
        actions.keep_courses(rows, rules.credits_in(rows), viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect(f"{address('course-credits')}?school={school[0]}")
    chips = [(name, f"?school={number}", (number, name) == school) for number, name in schools]
    context: dict[str, Any] = {"schools": chips, "school": school, "rows": rows, "faults": faults}
    context |= {"areas": rules.areas(), "levels": rules.levels()}
    return render(request, "documents/course_credits.html", context, status=400 if faults else 200)
