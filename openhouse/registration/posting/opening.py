"""Whom posting lets see what the school knew before: a clerk reads it first, and says so.

A stranger can register somebody else's child, by name and birth date. An office then finds the
child in the records, the adult is new, and writing both down would let him read all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from openhouse.access.ties import open_ties
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.people.models import Guardianship, HouseholdMember
from openhouse.registration.compared import Compared
from openhouse.registration.matching.kept_away import kept_from_home
from openhouse.registration.models import ApplicationMember, Candidate, Part
from openhouse.registration.posting.hindrances import made_before
from openhouse.registration.rules.mapping import Says


@dataclass(frozen=True, slots=True)
class Opens:
    """Adults, by their parts, who would see the child's *record*, or read where the *home* is, and
    could not before; *seen_by* is how many see the child today. *elsewhere*: how many children of
    a change, who are written down with it, are at schools of others."""

    record: tuple[Part, ...] = ()
    home: tuple[Part, ...] = ()
    seen_by: int = 0
    elsewhere: int = 0

    def __bool__(self) -> bool:
        return bool(self.record or self.home)


def opens(found: Compared) -> Opens:
    """What posting *found* opens of what was in the records before. By the house."""
    child, guardians = found.child.person_id, found.of(Part.Kind.GUARDIAN)
    record = tuple(_to_the_record(found, child, guardians)) if child else ()
    ties = open_ties(System(), clock.today()).filter(student_id=child or 0)
    return Opens(record, tuple(_to_the_home(found, guardians)), ties.count())


def _to_the_record(found: Compared, child: int, guardians: Iterable[Part]) -> Iterable[Part]:
    """Who is new to the records, or was to a sibling's posting, and who shares the application and
    had no tie to the child."""
    members = ApplicationMember.objects.filter(application=found.application)
    sharing = {*members.values_list("person_id", flat=True), *made_before(found.application)}
    ties = Guardianship.objects.visible_to(System()).filter(student_id=child)
    tied = set(ties.values_list("person_id", flat=True))
    for part in guardians:
        if part.person_id is None or (part.person_id in sharing and part.person_id not in tied):
            yield part


def _to_the_home(found: Compared, guardians: Iterable[Part]) -> Iterable[Part]:
    """Who would live in a home that an office has found in the records, and that the posting of a
    sibling has not made."""
    home = found.home
    if home is None or home.matched_at is None or home.household_id is None:
        return
    ours = {found.application.household_id, *made_before(found.application, "people_household")}
    if home.household_id in ours:
        return
    housed = HouseholdMember.objects.filter(person__in=[one.person_id or 0 for one in guardians])
    there = set(housed.values_list("person_id", flat=True))
    yield from (part for part in guardians if part.person_id not in there)


def opens_by_change(found: Compared, children: Iterable[Candidate]) -> Opens:
    """The same of a change between registrations, which is written for all of *children*: of a
    known child each is, and so is the home. What is not decided yet is taken as it is said. By the
    house."""
    students = {each.student_id or 0 for each in children}
    seen = {part.candidate_id for part in found.children}
    ties = open_ties(System(), clock.today()).filter(student_id__in=students)
    guardians = [part for part in found.of(Part.Kind.GUARDIAN) if _is_new(part)]
    record = tuple(part for part in guardians if _becomes_legal(found, part))
    return Opens(
        record,
        tuple(_to_the_changed_home(found, guardians, record)),
        len(set(ties.values_list("person_id", flat=True))),
        sum(each.pk not in seen for each in children),
    )


def _is_new(part: Part) -> bool:
    """If nobody of the records was meant by it when it was written."""
    return part.person_id is None or part.matched_at is not None


def _becomes_legal(found: Compared, part: Part) -> bool:
    """If the family says so, and it is not said that what is on file stays. Who was known before,
    and shares nothing of it, sees nobody by it (``tying``)."""
    legal = next((x for x in found.lines[part.pk] if x.fills == "tie.legal_guardian"), None)
    if legal is None or not legal.new or legal.says == Says.KEEP:
        return False
    members = ApplicationMember.objects.filter(application=found.application)
    sharing = {*members.values_list("person_id", flat=True), *made_before(found.application)}
    return part.person_id is None or part.person_id in sharing


def _to_the_changed_home(
    found: Compared, guardians: Iterable[Part], record: Iterable[Part]
) -> Iterable[Part]:
    """Who would live in it, and has a way in or gets one."""
    home = (found.home.household_id if found.home else None) or found.application.household_id
    if home is None:
        return
    members = HouseholdMember.objects.filter(household=home)
    there = {*members.values_list("person_id", flat=True), *kept_from_home(home)}
    for part in guardians:
        if part in record or (part.person_id is not None and part.person_id not in there):
            yield part
