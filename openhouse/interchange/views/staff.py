"""Imports, for the district's staff: upload, look, take in, report."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.methods import form_page
from openhouse.interchange import actions, words
from openhouse.interchange.forms import UploadForm
from openhouse.interchange.jobs import deliver
from openhouse.interchange.queries import latest_runs, run_numbered

#: How the states of a run look, as on its own page; the others are neutral.
KINDS = {"previewed": "info", "done": "good", "refused": "warn", "failed": "bad"}


@audience("district")
@form_page
def imports(request: HttpRequest) -> HttpResponse:
    """Earlier imports, and a place to begin one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        district = district_of(request).id
        upload = form.cleaned_data["delivery"]
        run = actions.begin_import(viewer_of(request), district, upload)
        deliver.defer(district=district, run=run.pk, for_good=False, allow_ending=False)
        return redirect("import-run", run.pk)
    status = 400 if form.errors else 200
    runs = [
        (run, _begun(run), words.state_of(run), KINDS.get(run.state, "neutral"))
        for run in latest_runs()
    ]
    context = {"form": form, "runs": runs}
    return render(request, "interchange/imports.html", context, status=status)


@audience("district")
@require_safe
def import_run(request: HttpRequest, run: int) -> HttpResponse:
    """One run: its progress, what it would do, or what it did."""
    found = _run(run)
    said = words.of_run(found, viewer_of(request).person_id)
    said["report_url"] = reverse("import-report", args=[run]) if found.report else ""
    return render(request, "interchange/import_run.html", {"run": found} | said)


@audience("district")
@require_POST
def take_in(request: HttpRequest, run: int) -> HttpResponse:
    """Take in what was looked at."""
    found = _run(run)
    if actions.take_in(viewer_of(request), found):
        deliver.defer(
            district=district_of(request).id,
            run=run,
            for_good=True,
            allow_ending=request.POST.get("allow_ending") == "yes",
            asker=viewer_of(request).person_id,
        )
    return redirect("import-run", run)


@audience("district")
@require_safe
def import_report(request: HttpRequest, run: int) -> HttpResponse:
    """The report as a file: a machine's, in English, without what only the page needs."""
    found = _run(run)
    if found.report is None:
        raise Http404
    report = {name: value for name, value in found.report.items() if name != "page"}
    response = JsonResponse(report, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="import-{run}.json"'
    return response


def _begun(run: Any) -> str:
    """ "Monday, Oct 5, 4:00 PM · Ann Lee": when it was begun, and by whom if that is known."""
    said = [date_format(localtime(run.begun_at), _("l, M j, g:i A"))]
    return " · ".join([*said, *([str(run.begun_by)] if run.begun_by else [])])


def _run(number: int) -> Any:
    found = run_numbered(number)
    if found is None:
        raise Http404
    return found
