"""Of whom that an office has found in the records it reads no more than what the family wrote.

To link opens nothing (decision 0034): of a person or a home of another school alone it learns of
each answer whether it is as on file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.scope import as_the_house
from openhouse.people.models import Guardianship, HouseholdMember, Student
from openhouse.registration.guard import Reader
from openhouse.registration.models import ApplicationMember, Part
from openhouse.registration.rules.mapping import Line

Lines = Mapping[int, list[Line]]


def without_unread(reader: Reader, parts: Iterable[Part], lines: Lines) -> Lines:
    """*lines*, of which those of a part that *reader* does not read say no more of the records."""
    unread = _unread(reader, parts)
    return {
        part: [
            replace(line, old=None, unread=True) if part in unread else line
            for line in found
            if line.given or part not in unread
        ]
        for part, found in lines.items()
    }


def _unread(reader: Reader, parts: Iterable[Part]) -> set[int]:
    """Those of *parts* whom an office has said to be somebody of the records, or a home there, of
    whom *reader* sees nobody today."""
    if not isinstance(reader, Viewer) or reader.hat == "family" or offices_of(reader) is None:
        return set()
    linked = [part for part in parts if part.matched_at and (part.person_id or part.household_id)]
    linked = _of_others(linked)
    if not linked:
        return set()
    homes = {part.household_id for part in linked if part.household_id}
    living: dict[int, set[int]] = {home: set() for home in homes}
    rows = HouseholdMember.objects.filter(household__in=homes)
    for home, person in rows.values_list("household_id", "person_id"):
        living[home].add(person)
    persons = {part.person_id for part in linked if part.person_id}.union(*living.values())
    students = Student.objects.visible_to(reader).filter(pk__in=persons)
    ties = Guardianship.objects.visible_to(reader).filter(person__in=persons)
    seen = {*students.values_list("pk", flat=True), *ties.values_list("person_id", flat=True)}
    return {
        part.pk for part in linked
        if part.person_id not in seen and not living.get(part.household_id or 0, set()) & seen
    }  # fmt: skip


def _of_others(linked: list[Part]) -> list[Part]:
    """Without those who have signed in to the application by now, and found that filled in."""
    with as_the_house():
        members = ApplicationMember.objects.filter(
            application__in={part.application_id for part in linked}
        )
        signed_in = set(members.values_list("person_id", flat=True))
    return [part for part in linked if part.person_id not in signed_in]
