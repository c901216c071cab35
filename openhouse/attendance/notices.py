"""What a notice about attendance has to ask before it goes out."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from openhouse.attendance.lessons import touches
from openhouse.attendance.models import AbsenceNote
from openhouse.common.scope import Sees, as_the_house
from openhouse.districts.models import Period
from openhouse.people.models import HouseholdMember

_COUNTS = (AbsenceNote.State.WAITING, AbsenceNote.State.APPROVED)


def without_who_told(
    viewer: Sees, people: Mapping[int, tuple[int, ...]], on: date
) -> dict[int, tuple[int, ...]]:
    """Of each of *people* the students of whom her home has not told that they are not there all
    day (ATT-14); who has none left is left out."""
    students = {student for theirs in people.values() for student in theirs}
    notes = AbsenceNote.objects.visible_to(viewer).filter(
        student_id__in=students, first_on__lte=on, last_on__gte=on, state__in=_COUNTS,
        kind=AbsenceNote.Kind.DAYS,
    )  # fmt: skip
    told: dict[int, set[int]] = defaultdict(set)
    for student, by in notes.values_list("student_id", "person_id"):
        told[student].add(by)
    homes = _homes_of({*people, *(by for those in told.values() for by in those)}) if told else {}
    left = {
        person: tuple(
            student for student in theirs
            if not any(_are_together(homes, person, by) for by in told.get(student, ()))
        )
        for person, theirs in people.items()
    }  # fmt: skip
    return {person: theirs for person, theirs in left.items() if theirs}


def _homes_of(persons: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    with as_the_house():
        lives = HouseholdMember.objects.filter(person_id__in=persons)
        for person, home in lives.values_list("person_id", "household_id"):
            found[person].add(home)
    return found


def _are_together(homes: Mapping[int, set[int]], one: int, other: int) -> bool:
    """If nothing on file says that they live apart."""
    hers, theirs = homes.get(one), homes.get(other)
    return one == other or not (hers and theirs) or bool(hers & theirs)


def is_expected_absent(
    viewer: Sees, student: int, on: date, period: int | None = None, reader: int | None = None
) -> bool:
    """If a family has told the school that *student* is not there: then no "your child is absent".

    A note that waits counts like one that is approved: the parent knows already (ATT-14). One
    that was refused or withdrawn does not. With *period*, a late arrival or an early leave is
    about that class; without, only a whole day is. With *reader* not one from another home than
    hers: nobody keeps a child's absence from its other home by telling the school first.
    """
    notes = AbsenceNote.objects.visible_to(viewer).filter(
        student_id=student,
        first_on__lte=on,
        last_on__gte=on,
        state__in=_COUNTS,
    )
    told = list(notes.values_list("kind", "at", "person_id"))
    if told and reader is not None and reader != student:
        homes = _homes_of({reader, *(by for _kind, _at, by in told)})
        told = [one for one in told if _are_together(homes, reader, one[2])]
    if any(kind == AbsenceNote.Kind.DAYS for kind, _at, _by in told):
        return True
    times = Period.objects.filter(pk=period or 0).values_list("starts_at", "ends_at").first()
    if not told or times is None:
        return False
    return any(touches(kind, at, *times) for kind, at, _by in told)
