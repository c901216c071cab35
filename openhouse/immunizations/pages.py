"""The contexts of a child's immunizations, for the family and for the nurse."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.common.files import size_words
from openhouse.common.text import day_words
from openhouse.immunizations import words
from openhouse.immunizations.models import Appointment, CardUpload, Dose, Exemption
from openhouse.immunizations.queries import Assessed
from openhouse.immunizations.rules.forecast import Status
from openhouse.immunizations.rules.outlook import GroupOutlook
from openhouse.immunizations.rules.school import Compliance, Standing
from openhouse.people.words import grade_words


def of_family(
    child: Child, found: Assessed, cards: Sequence[CardUpload], *, may_send: bool
) -> dict[str, Any]:
    """A child's page: how she stands, what is missing, the card, what was sent."""
    return record(found, child.first_name) | {
        "child": child,
        "cards": [_card(child.id, each) for each in cards],
        "may_send": may_send,
        "send_url": address("immunization-card", child.id),
        "reminder_url": address("immunization-reminder", child.id) if reminder(found) else "",
    }


def record(found: Assessed, name: str) -> dict[str, Any]:
    """What is said of one child's record, whoever reads it."""
    tag, kind = words.standing_tag(found.now.standing) if found.now else ("", "neutral")
    shown = [each for each in found.outlooks.values() if _is_shown(each)]
    asked = found.book.groups_from(found.file.grade)
    return {
        "knows_birthday": found.now is not None,
        "tag": tag,
        "kind": kind,
        "sentence": words.standing_words(name, found.now) if found.now else "",
        "needs": _needs(found, found.now, known=found.file.begins_on is not None),
        "coming": _coming(found),
        "groups": [_group(found, each) for each in shown if each.group in asked],
        "recommended": [_group(found, each) for each in shown if each.group not in asked],
        "others": _others(found),
        "papers": _papers(found),
        "rules_of": found.book.name,
        "is_state": bool(found.book.state),
        "sources": found.book.sources,
        "notes": found.book.notes,
        "schedule_version": "CDSi 4.64",
    }


def _needs(found: Assessed, standing: Compliance | None, *, known: bool) -> list[dict[str, str]]:
    """What is missing, each with from when and by when."""
    if standing is None:
        return []
    return [
        {
            "what": words.need_words(each, standing, is_known=known, today=found.on),
            "from_on": words.from_words(each.from_on, found.on),
            "excused": words.standing_tag(each.standing)[0]
            if each.standing in (Standing.EXEMPT, Standing.IN_PROGRESS)
            else "",
        }
        for each in standing.missing
    ]


def _coming(found: Assessed) -> list[dict[str, str]]:
    """What the next grade asks for beyond this one."""
    now = {each.vaccine for each in found.now.missing} if found.now else set()
    known = found.file.begins_next_on is not None
    needs = _needs(found, found.coming, known=known)
    missing = found.coming.missing if found.coming else []
    return [need for need, line in zip(needs, missing, strict=True) if line.vaccine not in now]


def _is_shown(group: GroupOutlook) -> bool:
    """A vaccine that was given, or that is due by the CDC's schedule."""
    given = any(each.judged for each in group.antigens)
    return given or group.forecast.status is Status.NOT_COMPLETE


def _group(found: Assessed, group: GroupOutlook) -> dict[str, Any]:
    """One line of the card: the vaccine, its doses, what comes next."""
    judged = {}
    for antigen in group.antigens:
        for each in antigen.judged:
            # Against three illnesses at once: where one of them counts, the dose does.
            if each.dose not in judged or each.counts:
                judged[each.dose] = each
    return {
        "name": words.group_words(group.group),
        "doses": [
            {
                "on": words.long_day(dose.on),
                "what": words.given_words(dose.cvx, dose.trade),
                "counts": judged[dose].counts,
                "why": words.reason_words(None if judged[dose].counts else judged[dose].reason),
            }
            for dose in sorted(judged)
        ],
        "next": _next(found, group),
    }


def _next(found: Assessed, group: GroupOutlook) -> str:
    forecast = group.forecast
    if forecast.status is Status.NOT_COMPLETE and forecast.recommended:
        if forecast.recommended <= found.on:
            return _("The next dose is due now.")
        return _("The next dose is due on %(day)s.") % {"day": words.long_day(forecast.recommended)}
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
        {"on": words.long_day(each.given_on), "what": words.given_words(each.cvx, each.trade)}
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
            "day": words.long_day(each.expires_on) if each.expires_on else "",
        }
        lines.append(_exempted(each, found.on) % said)
    for visit in found.file.appointments:
        said = {"day": words.long_day(visit.on), "vaccine": words.vaccine_words(visit.vaccine)}
        lines.append(_appointed(visit, found.on) % said)
    return lines


def _exempted(exemption: Exemption, today: date) -> str:
    if exemption.expires_on is None:
        return _("%(kind)s (%(vaccine)s)")
    if exemption.expires_on < today:
        return _(
            "%(kind)s (%(vaccine)s): it ended on %(day)s. Give the school nurse a new form, or have"
            " what is missing given."
        )
    return _("%(kind)s (%(vaccine)s), until %(day)s")


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
    lines = [*_needs(found, found.now, known=found.file.begins_on is not None), *_coming(found)]
    if not lines:
        return None
    parts = [each for part in (found.now, found.coming) if part for each in part.missing]
    days = [each.from_on for each in parts if each.from_on and each.from_on > found.on]
    return min(days, default=found.on), [each["what"] for each in lines]


def _card(student: int, card: CardUpload) -> dict[str, Any]:
    kind = {
        CardUpload.State.WAITING: "info",
        CardUpload.State.CONFIRMED: "good",
        CardUpload.State.REFUSED: "warn",
    }.get(CardUpload.State(card.state), "neutral")
    waits = card.state == CardUpload.State.WAITING
    return {
        "name": card.name,
        "size": size_words(card.size),
        "sent": day_words(card.sent_at.date()),
        "word": card.get_state_display(),
        "kind": kind,
        "answer": card.answer,
        "file_url": address("immunization-card-file", student, card.pk),
        "withdraw_url": address("immunization-card-withdraw", student, card.pk) if waits else "",
    }


def of_nurse(found: Assessed, cards: Sequence[CardUpload], forms: dict[str, Any]) -> dict[str, Any]:
    """One student's page for the nurse: the record, what to enter, what was sent."""
    file = found.file
    return (
        record(found, file.name)
        | forms
        | {
            "student": file.name,
            "grade": grade_words(file.grade),
            "school": file.school_name,
            "born": words.long_day(file.born_on) if file.born_on else "",
            "doses": [_removable(file.student, each) for each in reversed(file.doses)],
            "exemptions": [_excused(file.student, each, found.on) for each in file.exemptions],
            "visits": [_visit(file.student, each, found.on) for each in file.appointments],
            "cards": [_card_of_nurse(file.student, each) for each in cards],
        }
    )


def _excused(student: int, exemption: Exemption, today: date) -> dict[str, Any]:
    return {
        "what": exemption.get_kind_display(),
        "vaccine": words.vaccine_words(exemption.vaccine) or _("all vaccines"),
        "until": words.long_day(exemption.expires_on) if exemption.expires_on else "",
        "is_over": bool(exemption.expires_on and exemption.expires_on < today),
        "url": address("nurse-remove-exemption", student, exemption.pk),
    }


def _visit(student: int, visit: Appointment, today: date) -> dict[str, Any]:
    return {
        "on": words.long_day(visit.on),
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
        "on": words.long_day(dose.given_on),
        "what": words.given_words(dose.cvx, dose.trade),
        "lot": dose.lot,
        "source": dose.get_source_display(),
        "url": address("nurse-remove-dose", student, dose.pk),
    }
