"""Accounts in batch (ACC-07, ACC-08): what would happen, the run, and who is left out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import district_of, number_in, viewer_of, whole_number
from openhouse.common import clock
from openhouse.sign_in.jobs import run_accounts
from openhouse.sign_in.many import guardians, never, preview, runs
from openhouse.sign_in.many import words as batch_words
from openhouse.sign_in.queries import rules_of


def chosen_school(request: HttpRequest) -> tuple[list[tuple[int, str]], int | None]:
    """The schools of who looks, and the one that the address names; 404 for one of others.

    None is all of them; an office with one school has that one.
    """
    schools = runs.schools_of(viewer_of(request))
    number = number_in(request, "school")
    if number and number not in {known for known, _ in schools}:
        raise Http404
    if not number and len(schools) == 1:
        number = schools[0][0]
    return schools, number


@audience(*OFFICE)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """What a run would do, and the runs there were."""
    schools, school = chosen_school(request)
    viewer = viewer_of(request)
    is_district = "district" in viewer.roles
    seen = preview.preview(viewer, clock.today(), rules_of(), school)
    context = batch_words.preview_page(seen) | {
        "choices": batch_words.school_choices("accounts", schools, school, all_too=is_district),
        "school": school,
        "may_run": (school or is_district) and seen.does_something,
        "runs": batch_words.run_rows(runs.runs_of(viewer)[:10]),
        "is_district": is_district,
        "by_themselves": runs.by_themselves(),
    }
    return render(request, "sign_in/accounts.html", context)


@audience(*OFFICE)
@require_POST
def run_batch(request: HttpRequest) -> HttpResponse:
    """Begin a run for one school; for all of them where the district asks."""
    viewer = viewer_of(request)
    school = whole_number(request.POST.get("school", ""))
    known = {number for number, _ in runs.schools_of(viewer)}
    if school not in known and (school is not None or "district" not in viewer.roles):
        raise Http404
    run = runs.begin(school, viewer.person_id)
    district = district_of(request).id
    run_accounts.defer(district=district, run=run, school=school, by=viewer.person_id)
    return redirect("account-run", run)


@audience(*OFFICE)
@require_safe
def account_run(request: HttpRequest, run: int) -> HttpResponse:
    """How far a run is, or what it did."""
    found: Any = runs.runs_of(viewer_of(request)).filter(pk=run).first()
    if found is None:
        raise Http404
    context = {
        "run": found,
        "busy": runs.is_running(found),
        "state": batch_words.state_of(found),
        "lines": batch_words.report_lines(found),
    }
    return render(request, "sign_in/account_run.html", context)


@audience(*OFFICE)
@require_safe
def account_exceptions(request: HttpRequest) -> HttpResponse:
    """Guardians whom the batch cannot write to, and why."""
    schools, school = chosen_school(request)
    found = guardians.left_out(viewer_of(request), clock.today(), school)
    context = {
        "choices": batch_words.school_choices("account-exceptions", schools, school, all_too=True),
        "rows": batch_words.exceptions(found),
        "invites": rules_of().guardians_in_batch,
    }
    return render(request, "sign_in/account_exceptions.html", context)


@audience(*OFFICE)
@require_safe
def never_signed_in(request: HttpRequest) -> HttpResponse:
    """Parents who never signed in: how many of each school, and who (ADM-05)."""
    schools, school = chosen_school(request)
    today = clock.today()
    context: dict[str, Any] = {
        "choices": batch_words.school_choices("never", schools, school, all_too=True),
        "counts": batch_words.never_counts(never.counts(viewer_of(request), schools, today)),
        "school": school,
        "name": dict(schools).get(school or 0, ""),
    }
    if school:
        sheet = never.sheet_of(viewer_of(request), today, school, number_in(request, "sheet") or 1)
        found = never.never_in(viewer_of(request), today, school, sheet)
        context |= {"sheet": sheet, "rows": batch_words.never_rows(found)}
        context["others"] = batch_words.other_sheets(school, sheet)
    return render(request, "sign_in/never.html", context)
