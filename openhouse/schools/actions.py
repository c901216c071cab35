"""Changing what a school says of itself; each change is a line of the ledger."""

from datetime import time
from typing import Any

from django.db import transaction

from openhouse.common import clock
from openhouse.districts.models import GradeHours, School, SchoolLogo
from openhouse.ledger.actions import record

HOURS = ("closed_to", "by_bell", "starts_at", "ends_at")
ADDRESS = ("street", "city", "state", "postal_code")


def keep_details(actor: int, school: int, said: dict[str, str]) -> bool:
    """Keep what was typed, against every later import; False where it says nothing new.

    An address that is emptied is an import's to fill again, and so is a phone.
    """
    with transaction.atomic():
        row = School.objects.select_for_update().get(pk=school)
        differ = [name for name, value in said.items() if value != getattr(row, name)]
        if not differ:
            return False
        before = {name: getattr(row, name) for name in differ}
        for name in differ:
            setattr(row, name, said[name])
        if not set(ADDRESS).isdisjoint(differ):
            row.address_by_hand = any(getattr(row, name) for name in ADDRESS)
        if "phone" in differ:
            row.phone_by_hand = bool(row.phone)
        row.save(update_fields=[*differ, "address_by_hand", "phone_by_hand"])
        _noted(actor, row, before, {name: said[name] for name in differ})
    return True


def keep_grade_hours(actor: int, school: School, said: dict[str, Any]) -> None:
    """Say when the school shows no scores and marks, and to whom."""
    with transaction.atomic():
        before = GradeHours.objects.select_for_update().filter(pk=school.pk).values(*HOURS).first()
        GradeHours.objects.update_or_create(school=school, defaults=said)
        if before != said:
            _noted(actor, school, _words(before), _words(said))


def _words(hours: dict[str, Any] | None) -> dict[str, Any] | None:
    """As the ledger keeps them: times as text."""
    return hours and {
        name: value.isoformat() if isinstance(value, time) else value
        for name, value in hours.items()
    }


def keep_logo(actor: int, school: School, columns: dict[str, Any]) -> None:
    """Put a logo in its place."""
    with transaction.atomic():
        SchoolLogo.objects.update_or_create(
            school=school, defaults={**columns, "added_at": clock.now()}
        )
        _noted(actor, school, None, {"logo": columns["name"]})


def remove_logo(actor: int, school: School) -> None:
    """Take it away: the first letters of the school's name stand in its place."""
    with transaction.atomic():
        if (found := SchoolLogo.objects.filter(pk=school.pk).first()) is not None:
            found.delete()
            _noted(actor, school, {"logo": found.name}, None)


def _noted(actor: int, school: School, before: Any, after: Any) -> None:
    record(
        "rules.school", actor=actor, about=school.pk, subject=school.name, before=before,
        after=after,
    )  # fmt: skip
