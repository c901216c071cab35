"""One student's immunizations for the nurse: quick entry, exemptions, appointments, cards."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.fields import focused
from openhouse.common.files import attached, inline
from openhouse.common.methods import form_page
from openhouse.immunizations.actions import (
    decide_card,
    enter_doses,
    keep_appointment,
    keep_exemption,
    remove,
    say_kept,
)
from openhouse.immunizations.forms import (
    SOURCE_OF_A_CARD,
    AppointmentForm,
    CardDecisionForm,
    DosesForm,
    ExemptionForm,
    decision_form,
    dose_form,
)
from openhouse.immunizations.keeping import keep_standings
from openhouse.immunizations.pages.nurse import of_card, of_nurse, said_of
from openhouse.immunizations.queries import (
    HealthFile,
    assessed,
    card_of,
    cards_of,
    rules_now,
)
from openhouse.immunizations.requirements import rule_book
from openhouse.immunizations.schedules import vaccine_names
from openhouse.immunizations.views.nursing import NURSES, file_or_404
from openhouse.immunizations.words import kept_words


@audience(*NURSES)
@form_page
def nurse_student(request: HttpRequest, student: int) -> HttpResponse:
    """The record, and the form to enter doses."""
    viewer, file = file_or_404(request, student)
    forms = _forms(request, file)
    if request.method == "POST":
        if _kept(request, viewer, file, forms):
            return redirect(f"{address('nurse-student', student)}?entered")
        viewer, file = file_or_404(request, student)  # some of what was sent is kept by now
    ends, state = rules_now().must_end, district_of(request).state
    found = assessed(file, state, clock.today(), must_end=ends)
    context = of_nurse(found, cards_of(viewer, student), forms)
    return render(request, "immunizations/nurse_student.html", context)


def _forms(request: HttpRequest, file: HealthFile) -> dict[str, Any]:
    """The three forms of the page; the one that was sent is bound."""
    sent, which = request.POST or None, request.POST.get("form", "")
    typed = sent if which == "doses" else None
    doses = dose_form(typed, file, viewer_of(request).person_id, clock.now())
    if "entered" in request.GET:
        doses.fields["vaccine_1"].widget.attrs["autofocus"] = True
    exemption = _exemption_form(request, sent if which == "exemption" else None, file)
    visit = AppointmentForm(
        sent if which == "appointment" else None, prefix="visit", today=clock.today()
    )
    return {
        "dose_form": focused(doses),
        "exemption_form": focused(exemption),
        "visit_form": focused(visit),
        "vaccines": [each for each in vaccine_names().values() if each.is_active or each.said],
    }


def _exemption_form(request: HttpRequest, sent: Any, file: HealthFile) -> ExemptionForm:
    book = rule_book(district_of(request).state, clock.today())
    ends = book.must_end | rules_now().must_end
    return ExemptionForm(sent, prefix="exemption", book=book, grade=file.grade, must_end=ends)


def _kept(request: HttpRequest, viewer: Viewer, file: HealthFile, forms: dict[str, Any]) -> bool:
    """Keep what was sent; False where it has a fault, which its form says."""
    exemption, visit = forms["exemption_form"], forms["visit_form"]
    if forms["dose_form"].is_bound:
        return _doses_kept(request, viewer, file, forms)
    if exemption.is_bound and exemption.is_valid():
        keep_exemption(viewer, file.student, exemption.cleaned_data)
    elif visit.is_bound and visit.is_valid():
        keep_appointment(viewer, file.student, visit.cleaned_data)
    else:
        return False
    _stands_anew(request, file.student)
    messages.success(request, _("Saved."))
    return True


def _doses_kept(
    request: HttpRequest, viewer: Viewer, file: HealthFile, forms: dict[str, Any]
) -> bool:
    """Keep the lines that are right; the others stay in the form, which says what became of all."""
    form: DosesForm = forms["dose_form"]
    if not form.can_keep:
        return False
    many = enter_doses(viewer, file.student, form.good, form.cleaned_data["source"], clock.now())
    _stands_anew(request, file.student)
    before = form.again + len(form.good) - many
    said = kept_words(many, before, len(form.wrong))
    if not form.wrong:
        messages.success(request, said)
        return True
    forms.update(dose_form=focused(form.left()), kept_words=said)
    return False


def _stands_anew(request: HttpRequest, student: int) -> None:
    """Keep how she stands by now, so that the desk finds it."""
    keep_standings([student], district_of(request).state, clock.today())


@audience(*NURSES)
@form_page
def nurse_remove(request: HttpRequest, student: int, what: str, number: int) -> HttpResponse:
    """Take a dose, an exemption or an appointment off the record; it is asked first."""
    viewer, file = file_or_404(request, student)
    said = said_of(file, what, number)
    if not said:
        raise Http404
    if request.method == "POST":
        remove(viewer, what, student, number)
        _stands_anew(request, student)
        messages.success(request, _("Removed. Who did what shows what it was."))
        return redirect("nurse-student", student)
    context = {"student": file.name, "number": student, "said": said}
    return render(request, "immunizations/nurse_remove.html", context)


@audience(*NURSES)
@require_POST
def nurse_appointment_kept(request: HttpRequest, student: int, number: int) -> HttpResponse:
    """Say that the student was at an appointment, so that "in progress" goes on."""
    viewer, file = file_or_404(request, student)
    if not say_kept(viewer, file.student, number, clock.today()):
        raise Http404
    _stands_anew(request, student)
    messages.success(request, _("Saved: the appointment was kept."))
    return redirect("nurse-student", student)


@audience(*NURSES)
@form_page
def nurse_card(request: HttpRequest, student: int, card: int) -> HttpResponse:
    """A family's card beside the lines for its doses; then: it is entered, or why not."""
    viewer, file = file_or_404(request, student)
    found = card_of(viewer, student, card)
    if found is None:
        raise Http404
    forms = _forms(request, file)
    forms["dose_form"].fields["source"].initial = SOURCE_OF_A_CARD
    if forms["dose_form"].is_bound and _doses_kept(request, viewer, file, forms):
        return redirect("nurse-card", student, card)
    form = decision_form(request.POST if "decision" in request.POST else None, file, found)
    if form.is_bound and form.is_valid():
        return _decided(request, student, card, form)
    context = forms | of_card(file, found) | {"form": form}
    return render(request, "immunizations/nurse_card.html", context)


def _decided(request: HttpRequest, student: int, card: int, form: CardDecisionForm) -> HttpResponse:
    viewer, answer = viewer_of(request), form.cleaned_data["answer"]
    if decide_card(viewer, student, card, form.state, answer, clock.now()):
        messages.success(request, _("Saved. The family sees it now."))
    else:
        messages.warning(request, _("It waits no more."))
    return redirect("nurse-student", student)


@audience(*NURSES)
@require_safe
def nurse_card_file(request: HttpRequest, student: int, card: int) -> HttpResponse:
    """The card itself: as a download, or to be looked at."""
    viewer, _file = file_or_404(request, student)
    found = card_of(viewer, student, card)
    if found is None:
        raise Http404
    answer = inline if "look" in request.GET else attached
    return answer(found.name, found.kind, found.content)
