"""What is said of one child's record, whoever reads it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.text import long_day
from openhouse.immunizations import words
from openhouse.immunizations.excuse_words import exempted_words
from openhouse.immunizations.models import Appointment
from openhouse.immunizations.queries import Assessed
from openhouse.immunizations.rules.course import given_name
from openhouse.immunizations.rules.forecast import Status
from openhouse.immunizations.rules.outlook import GroupOutlook
from openhouse.immunizations.rules.school import Compliance, Standing, VaccineStanding
from openhouse.immunizations.rules.student import asked_later, doses_of, reminder_day


def record(found: Assessed, name: str) -> dict[str, Any]:
    """What is said of one child's record, whoever reads it."""
    tag, kind = words.standing_tag(found.now.standing) if found.now else ("", "neutral")
    shown = [each for each in found.outlooks.values() if each.is_of_interest]
    asked = found.book.groups_from(found.file.grade)
    return {
        "knows_birthday": found.now is not None,
        "tag": tag,
        "kind": kind,
        "sentence": _sentence(found, name),
        "needs": _needed_now(found),
        "coming": _coming(found),
        "groups": [_group(found, each) for each in shown if each.group in asked],
        "recommended": [_group(found, each) for each in shown if each.group not in asked],
        "others": _others(found),
        "papers": _papers(found),
        "rules_of": found.book.name,
        "is_state": bool(found.book.state),
        "sources": found.book.sources,
        "notes": found.book.notes,
        "schedule_version": f"CDSi {found.schedule_version}",
    }


def _lacks_record(found: Assessed) -> bool:
    """Whether the school asks for something, and nothing at all is on file."""
    return bool(found.now and found.now.missing and not found.file.facts.has_record)


def _sentence(found: Assessed, name: str) -> str:
    if found.now is None:
        return ""
    if _lacks_record(found):
        return words.no_record_sentence(name)
    return words.standing_words(name, found.now)


def _needs(
    found: Assessed, lines: Sequence[VaccineStanding], grade: Compliance | None, *, known: bool
) -> list[dict[str, str]]:
    """What is missing in a grade, each with from when and by when; *known*: if its first day is."""
    if grade is None:
        return []
    return [
        {
            "what": words.need_words(each, grade, is_known=known, today=found.on),
            "from_on": " ".join(
                filter(None, (words.course_words(each, found.on), _appointment(found, each)))
            ),
            "excused": words.standing_tag(each.standing)[0]
            if each.standing in (Standing.EXEMPT, Standing.IN_PROGRESS)
            else "",
        }
        for each in lines
    ]


def _appointment(found: Assessed, line: VaccineStanding) -> str:
    """What an appointment to come means for a line: in progress, or why not yet."""
    names = ("", line.vaccine, *(each.vaccine for each in line.steps[:1]))
    days = [
        each.on
        for each in found.file.appointments
        if each.vaccine in names and each.on >= found.on and not each.was_kept
    ]
    return words.appointment_words(line.standing, min(days)) if days else ""


def _needed_now(found: Assessed) -> list[dict[str, str]]:
    missing = found.now.missing if found.now else []
    return _needs(found, missing, found.now, known=found.file.begins_on is not None)


def _coming(found: Assessed) -> list[dict[str, str]]:
    """What the next grade asks for beyond this one."""
    later = asked_later(found.now, found.coming)
    return _needs(found, later, found.coming, known=found.file.begins_next_on is not None)


def _group(found: Assessed, group: GroupOutlook) -> dict[str, Any]:
    """One line of the card: the vaccine, its doses, what comes next."""
    doses = doses_of(group)
    return {
        "name": words.group_words(group.group),
        "doses": [
            {
                "on": long_day(dose.on),
                "what": words.given_words(dose.cvx, dose.trade),
                "counts": each.counts,
                "why": words.reason_words(None if each.counts else each.reason),
            }
            for dose, each in doses.items()
        ],
        "next": _next(found, group),
    }


def _next(found: Assessed, group: GroupOutlook) -> str:
    forecast = group.forecast
    if forecast.status is Status.NOT_COMPLETE and forecast.recommended:
        said = {
            "day": long_day(forecast.recommended),
            "vaccine": words.next_vaccine(given_name(group.group, forecast.vaccines)),
        }
        if forecast.recommended <= found.on:
            return _("The next dose%(vaccine)s is due now.") % said
        return _("The next dose%(vaccine)s is due on %(day)s.") % said
    return {
        Status.COMPLETE: _("All doses are given."),
        Status.IMMUNE: _("Immune: no dose is needed."),
        Status.AGED_OUT: _("Not given at this age any more."),
    }.get(forecast.status, _("No dose is needed now."))


def _others(found: Assessed) -> list[dict[str, str]]:
    """Doses against what the schedule here does not judge: flu, for example."""
    judged = {
        each.dose.key
        for group in found.outlooks.values()
        for antigen in group.antigens
        for each in antigen.judged
    }
    return [
        {"on": long_day(each.given_on), "what": words.given_words(each.cvx, each.trade)}
        for each in found.file.doses
        if each.pk not in judged
    ]


def _papers(found: Assessed) -> list[str]:
    """Exemptions and appointments in words."""
    lines = []
    for each in found.file.exemptions:
        said = {
            "kind": each.get_kind_display(),
            "vaccine": words.vaccine_words(each.vaccine) or _("all vaccines"),
        }
        lines.append(exempted_words(said, each.expires_on, found.on, **found.about(each.kind)))
    for visit in found.file.appointments:
        said = {"day": long_day(visit.on), "vaccine": words.vaccine_words(visit.vaccine)}
        lines.append(_appointed(visit, found.on) % said)
    return lines


def _appointed(visit: Appointment, today: date) -> str:
    if visit.was_kept:
        return _("Appointment on %(day)s: it was kept")
    if visit.on < today:
        return _(
            "Appointment on %(day)s: it has passed. If it was kept, send the doctor’s record or"
            " tell the school nurse. If not, make a new one and tell her the day."
        )
    if visit.vaccine:
        return _("Appointment on %(day)s (%(vaccine)s)")
    return _("Appointment on %(day)s")


def reminder(found: Assessed) -> tuple[date, list[str]] | None:
    """The day of a reminder and what it is about; None where nothing is missing."""
    on = reminder_day(found.now, found.coming, found.on)
    if on is None:
        return None
    first = [words.no_record_words()] if _lacks_record(found) else []
    return on, first + [each["what"] for each in (*_needed_now(found), *_coming(found))]
