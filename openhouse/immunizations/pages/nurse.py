"""One student's page for the nurse."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.common.text import day_words, long_day
from openhouse.immunizations import words
from openhouse.immunizations.excuse_words import excused_tag
from openhouse.immunizations.models import Appointment, CardUpload, Dose, Exemption
from openhouse.immunizations.pages.record import record
from openhouse.immunizations.queries import Assessed, HealthFile
from openhouse.people.words import grade_words


def of_nurse(found: Assessed, cards: Sequence[CardUpload], forms: dict[str, Any]) -> dict[str, Any]:
    """One student's page for the nurse: the record, what to enter, what was sent."""
    file, said = found.file, record(found, found.file.name)
    return (
        said
        | forms
        | {
            "student": file.name,
            "number": file.student,
            "grade": grade_words(file.grade),
            "school": file.school_name,
            "born": long_day(file.born_on) if file.born_on else "",
            "lines": _lines(said["groups"]),
            "advised": _lines(said["recommended"]),
            "many": _many(len(file.doses)),
            "doses": [_removable(file.student, each) for each in reversed(file.doses)],
            "exemptions": [_excused(found, each) for each in file.exemptions],
            "visits": [_visit(file.student, each, found.on) for each in file.appointments],
            "cards": [_card_of_nurse(file.student, each) for each in cards],
        }
    )


def of_card(file: HealthFile, card: CardUpload) -> dict[str, Any]:
    """One card of a family, to copy from."""
    return {
        "student": file.name,
        "number": file.student,
        "born": long_day(file.born_on) if file.born_on else "",
        "card": card,
        "is_picture": card.kind.startswith("image/"),
    }


def said_of(file: HealthFile, what: str, number: int) -> str:
    """ "Boostrix, Oct 5, 2026": a dose, an exemption or an appointment on file; "" for none."""
    found: Any = {
        "dose": file.doses,
        "exemption": file.exemptions,
        "appointment": file.appointments,
    }
    one = next((each for each in found[what] if each.pk == number), None)
    if one is None:
        return ""
    if what == "dose":
        return f"{words.given_words(one.cvx, one.trade)}, {long_day(one.given_on)}"
    if what == "appointment":
        return _("Appointment on %(day)s") % {"day": long_day(one.on)}
    return f"{one.get_kind_display()} ({words.vaccine_words(one.vaccine) or _('all vaccines')})"


def _excused(found: Assessed, exemption: Exemption) -> dict[str, Any]:
    ends_on = exemption.expires_on
    tag, advice = excused_tag(ends_on, found.on, **found.about(exemption.kind))
    return {
        "what": exemption.get_kind_display(),
        "vaccine": words.vaccine_words(exemption.vaccine) or _("all vaccines"),
        "until": long_day(ends_on) if ends_on else "",
        "tag": tag,
        "advice": advice,
        "url": address("nurse-remove-exemption", found.file.student, exemption.pk),
    }


def _visit(student: int, visit: Appointment, today: date) -> dict[str, Any]:
    return {
        "on": long_day(visit.on),
        "is_over": visit.on < today and not visit.was_kept,
        "was_kept": visit.was_kept,
        "kept_url": address("nurse-appointment-kept", student, visit.pk)
        if visit.on <= today and not visit.was_kept
        else "",
        "url": address("nurse-remove-appointment", student, visit.pk),
    }


def _card_of_nurse(student: int, card: CardUpload) -> dict[str, Any]:
    return {
        "name": card.name,
        "by": card.sent_by_name,
        "sent": day_words(card.sent_at.date()),
        "word": card.get_state_display(),
        "waits": card.state == CardUpload.State.WAITING,
        "url": address("nurse-card", student, card.pk),
    }


def _removable(student: int, dose: Dose) -> dict[str, str]:
    return {
        "on": long_day(dose.given_on),
        "what": words.given_words(dose.cvx, dose.trade),
        "lot": dose.lot,
        "source": dose.get_source_display(),
        "url": address("nurse-remove-dose", student, dose.pk),
    }


def _many(doses: int) -> str:
    return ngettext("%(many)s dose", "%(many)s doses", doses) % {"many": doses} if doses else ""


def _lines(groups: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """The card in short, a line a vaccine: its name, the days, and what some of them lack."""
    return [
        (
            each["name"],
            format_html("{}<br>{}", _days(each["doses"]), each["next"])
            if each["doses"]
            else each["next"],
            _("Not every dose counts") if any(not one["counts"] for one in each["doses"]) else "",
        )
        for each in groups
    ]


def _days(doses: Sequence[dict[str, Any]]) -> str:
    """ "Mar 5, 2012 · Apr 1, 2012 (given too early)"."""
    return " · ".join(
        each["on"] if each["counts"] else f"{each['on']} ({each['why']})" for each in doses
    )
