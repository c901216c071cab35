"""A student's health at school: the nurse's page, one entry of it, and the family's page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.common.methods import form_page
from openhouse.immunizations.care.actions import change, enter, remove
from openhouse.immunizations.care.forms import EntryForm, change_form, entry_forms
from openhouse.immunizations.care.pages import line_of, of_care, of_nurse
from openhouse.immunizations.care.queries import care_of_family, care_of_nurse, entry_of
from openhouse.immunizations.queries import HealthFile
from openhouse.immunizations.views.nursing import NURSES, file_or_404
from openhouse.people.words import grade_words


@audience(*NURSES)
@form_page
def nurse_care(request: HttpRequest, student: int) -> HttpResponse:
    """All that is on file, and a form for each kind of entry."""
    viewer, file = file_or_404(request, student)
    forms = entry_forms(request.POST, clock.now())
    if request.method == "POST" and _entered(request, viewer, student, forms):
        return redirect("nurse-care", student)
    found = of_nurse(care_of_nurse(viewer, student), student, clock.today())
    context = found | _of(file) | {f"{what}_form": focused(form) for what, form in forms.items()}
    return render(request, "immunizations/nurse_care.html", context)


def _of(file: HealthFile) -> dict[str, Any]:
    return {
        "student": file.name,
        "number": file.student,
        "school": file.school_name,
        "grade": grade_words(file.grade),
    }


def _entered(
    request: HttpRequest, viewer: Viewer, student: int, forms: dict[str, EntryForm]
) -> bool:
    what = next((each for each, form in forms.items() if form.is_bound), "")
    if not what or not forms[what].is_valid():
        return False
    if enter(viewer, student, what, forms[what].said(), clock.now()):
        messages.success(request, _("Saved."))
    else:
        messages.warning(request, _("This is on file already. Nothing was written twice."))
    return True


@audience(*NURSES)
@form_page
def nurse_care_entry(request: HttpRequest, student: int, what: str, entry: int) -> HttpResponse:
    """Change an entry, or take it off the record."""
    viewer, file = file_or_404(request, student)
    found = entry_of(viewer, student, what, entry)
    if found is None:
        raise Http404
    sent = request.POST or None
    if sent and "remove" in sent:
        return _removed(request, viewer, student, found)
    form = change_form(sent, what, found)
    if form.is_bound and form.is_valid():
        return _changed(request, viewer, found, form)
    context = _of(file) | {"form": focused(form), "line": line_of(what, found, clock.today())}
    return render(request, "immunizations/nurse_care_entry.html", context)


def _removed(request: HttpRequest, viewer: Viewer, student: int, entry: Any) -> HttpResponse:
    remove(viewer, entry)
    messages.success(request, _("Removed. Who did what shows what it was."))
    return redirect("nurse-care", student)


def _changed(request: HttpRequest, viewer: Viewer, entry: Any, form: EntryForm) -> HttpResponse:
    fault = change(viewer, entry, form.said(), form.edition, clock.now())
    if not fault:
        messages.success(request, _("Saved. Who did what shows what it was before."))
        return redirect("nurse-care", entry.student_id)
    said = {
        "twice": _("Another entry says the same. Change that one, or remove this one."),
        "overtaken": _(
            "Somebody has changed this meanwhile, and nothing of yours was kept. What stands below"
            " is what it says now: change it once more where it has to be."
        ),
    }
    messages.warning(request, said[fault])
    return redirect(request.get_full_path())


@audience(FAMILY)
@require_safe
def health_at_school(request: HttpRequest, student: int) -> HttpResponse:
    """What the nurse keeps of a child, as far as the district shows it to families."""
    viewer, child = child_or_404(request, student)
    if viewer.look:
        return render(request, "immunizations/closed.html", {"child": child})
    context = of_care(care_of_family(viewer, child.id), clock.today()) | {"child": child}
    return render(request, "immunizations/health_at_school.html", context)
