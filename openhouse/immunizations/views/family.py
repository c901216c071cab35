"""A child's immunizations for her family."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from icalendar import Alarm, Calendar, Event

from openhouse.access.audience import FAMILY, audience
from openhouse.access.filing import may_file_for
from openhouse.access.requests import child_or_404, district_of
from openhouse.access.viewer import Child, Viewer
from openhouse.common import clock
from openhouse.common.addresses import address, whole
from openhouse.common.files import attached
from openhouse.common.methods import form_page
from openhouse.immunizations.actions import send_card, take_back_card
from openhouse.immunizations.forms import CardForm
from openhouse.immunizations.pages.family import of_family
from openhouse.immunizations.pages.record import reminder
from openhouse.immunizations.printing import record_paper
from openhouse.immunizations.queries import (
    Assessed,
    assessed,
    card_of,
    cards_of,
    health_file,
    rules_now,
    sent_enough,
)


@audience(FAMILY)
@require_safe
def immunizations(request: HttpRequest, student: int) -> HttpResponse:
    """How she stands, what is missing, and every dose. An office that looks sees none of it."""
    viewer, child = child_or_404(request, student)
    if viewer.look:
        return render(request, "immunizations/closed.html", {"child": child})
    found = _assessed(request, viewer, child)
    cards = cards_of(viewer, child.id)
    context = of_family(child, found, cards, may_send=_may_send(viewer, child))
    return render(request, "immunizations/immunizations.html", context)


def _assessed(request: HttpRequest, viewer: Viewer, child: Child) -> Assessed:
    today = clock.today()
    file = health_file(viewer, child.id, today)
    if file is None:
        raise Http404
    return assessed(file, district_of(request).state, today, must_end=rules_now().must_end)


def _may_send(viewer: Viewer, child: Child) -> bool:
    return child in may_file_for(viewer, clock.today()) and not viewer.look


@audience(FAMILY)
@require_POST
def immunization_paper(request: HttpRequest, student: int) -> HttpResponse:
    """The record as a PDF, issued and kept, with a code that proves it."""
    viewer, child = child_or_404(request, student)
    found = _assessed(request, viewer, child)
    paper = record_paper(viewer, found, district_of(request).name)
    return redirect("paper-file", child.id, paper.pk)


@audience(FAMILY)
@form_page
def immunization_card(request: HttpRequest, student: int) -> HttpResponse:
    """Send a photo or PDF of the card for the nurse to enter."""
    viewer, child = child_or_404(request, student)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, may_send = CardForm(*sent), _may_send(viewer, child)
    enough = sent_enough(viewer, child.id, clock.now())
    if request.method == "POST" and may_send and not enough and form.is_valid():
        enough = send_card(viewer, child.id, form.cleaned_data["card"], clock.now())
        if not enough:
            messages.success(request, _("Sent. You see here when the nurse has entered it."))
            return redirect("immunizations", child.id)
    context = {"child": child, "form": form, "may_send": may_send, "enough": enough}
    return render(request, "immunizations/card_new.html", context)


@audience(FAMILY)
@require_safe
def immunization_card_file(request: HttpRequest, student: int, card: int) -> HttpResponse:
    """What she sent."""
    viewer, child = child_or_404(request, student)
    found = card_of(viewer, child.id, card)
    if found is None:
        raise Http404
    return attached(found.name, found.kind, found.content)


@audience(FAMILY)
@require_POST
def immunization_card_withdraw(request: HttpRequest, student: int, card: int) -> HttpResponse:
    """Take back what waits still."""
    viewer, child = child_or_404(request, student)
    if card_of(viewer, child.id, card) is None:
        raise Http404
    if take_back_card(viewer, child.id, card):
        messages.success(request, _("Taken back."))
    else:
        messages.warning(request, _("The nurse has looked at it already."))
    return redirect("immunizations", child.id)


@audience(FAMILY)
@require_safe
def immunization_reminder(request: HttpRequest, student: int) -> HttpResponse:
    """One event for her own calendar: what is missing, on the day from which it can be given."""
    viewer, child = child_or_404(request, student)
    found = None if viewer.look else reminder(_assessed(request, viewer, child))
    if found is None:
        raise Http404
    here = whole(address("immunizations", child.id))
    answer = HttpResponse(_event(child, here, *found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="reminder.ics"'
    return answer


def _event(child: Child, here: str, on: date, lines: list[str]) -> bytes:
    """A whole day, with an alarm that morning. It names the child by her first name only, her
    school, what to do, and where more of it stands."""
    said = {"name": child.first_name, "school": child.home_school.school_name}
    title = _("Vaccines for %(name)s (%(school)s)") % said
    todo = _(
        "Make an appointment at the doctor’s or the clinic, and bring the paper with each vaccine"
        " and its date to the nurse of %(school)s, or send a photo of it here:"
    )
    calendar, event, alarm = Calendar(), Event(), Alarm()
    calendar.add("prodid", "-//Openhouse//Immunizations//EN")
    calendar.add("version", "2.0")
    event.add("uid", f"immunizations-{child.id}-{on.isoformat()}@openhouse")
    event.add("dtstamp", clock.now())
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", title)
    event.add("description", "\n".join([*lines, f"{todo % said} {here}"]))
    event.add("url", here)
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(hours=8))
    event.add_component(alarm)
    calendar.add_component(event)
    found: bytes = calendar.to_ical()
    return found
