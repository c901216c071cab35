"""Guardians whom a family took out of its application: what becomes of them a person says.

A parent who fills in the form does not end the other's rights. Whoever is called in an emergency
and no more is the family's to name; everybody else stays until an office has decided, and what a
court has said stays whatever it decides.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from openhouse.access.rules import is_barred
from openhouse.access.viewer import System
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.people.models import Guardianship
from openhouse.registration.compared import Compared
from openhouse.registration.models import ApplicationMember, Candidate, Part
from openhouse.registration.models_office import TakenOut


@dataclass(frozen=True, slots=True)
class Parting:
    """Somebody whom the family took out, what she is to the child, and what was decided."""

    part: Part
    tie: Guardianship
    said: TakenOut | None

    @property
    def by_the_family(self) -> bool:
        """If the family's word is enough: of who is called in an emergency, and no more."""
        return may_be_dropped(self.tie)

    @property
    def is_open(self) -> bool:
        """If an office has still to say what becomes of her."""
        return self.said is None and not self.tie.barred and not self.by_the_family


def may_be_dropped(tie: Guardianship) -> bool:
    """If a family's word is enough to end it."""
    return not (tie.barred or tie.legal_guardian or tie.portal_access)


def partings(found: Compared, today: date) -> list[Parting]:
    """Of each whom the family took out and who is something to the child today. By the house."""
    student = found.child.person_id
    gone = {part.person_id: part for part in found.removed}
    if student is None or not gone:
        return []
    with as_the_house():
        said = {
            each.part_id: each
            for each in TakenOut.objects.visible_to(System()).filter(candidate=found.candidate)
        }
        ties = Guardianship.objects.visible_to(System()).filter(
            running(today), student=student, person__in=gone
        )
        return [
            Parting(gone[tie.person_id], tie, said.get(gone[tie.person_id].pk))
            for tie in ties.select_related("person").order_by("pk")
        ]


def part_with(found: Compared, today: date) -> None:
    """Write what was decided of each, and what the family itself may end. By the house."""
    for each in partings(found, today):
        tie = each.tie
        if tie.barred:
            continue
        if each.said is not None:
            _write(tie, each.said, today)
        elif each.by_the_family:
            tie.ends_on = max(today, tie.starts_on or today)
            tie.save(update_fields=["ends_on"])
        if each.said is not None and each.said.says != TakenOut.Says.STAYS:
            _leave(found, tie.person_id, today)


def _write(tie: Guardianship, said: TakenOut, today: date) -> None:
    if said.says == TakenOut.Says.STAYS:
        return
    columns: dict[str, Any] = {"portal_access": False, "receives_mail": False}
    if said.ends_on is not None:
        last = max(said.ends_on, tie.starts_on or said.ends_on)
        # until its last day she sees the child, unless that day is today or over
        columns = {"ends_on": last} | (columns if last <= today else {})
    for name, value in columns.items():
        setattr(tie, name, value)
    tie.save(update_fields=[*columns])


def _leave(found: Compared, person: int, today: date) -> None:
    """Who sees no child of the home any more reads its application no more: its new address."""
    children = Candidate.objects.visible_to(System()).filter(application=found.application)
    ties = Guardianship.objects.visible_to(System()).filter(
        running(today), person=person, portal_access=True,
        student__in=children.exclude(student=None).values("student"),
    )  # fmt: skip
    if not any(not is_barred(tie, today) for tie in ties):
        mine = ApplicationMember.objects.filter(application=found.application, person=person)
        mine.delete()
