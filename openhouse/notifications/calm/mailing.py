"""Whom a mail is for that goes out beside the notices and tells of the same: of a report card, of a
document that waits. What she has chosen for notices holds for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from openhouse.common.scope import as_the_house
from openhouse.notifications.calm import rules
from openhouse.notifications.kinds import NOTICES
from openhouse.notifications.models_notices import NoticeChoice, NoticeTimes
from openhouse.notifications.ways import MAIL, ways_of


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail about these students goes to, where, and in which language."""

    person: int
    email: str
    language: str
    students: tuple[int, ...]


def mail_readers(whose: Mapping[int, Collection[int]], kind: str) -> list[Reader]:
    """Those of *whose*, persons with their students, who want mails of *kind* and have an address
    that takes them, by person; each with the students about whom she has not turned them off.
    """
    left = _not_turned_off(whose, kind)
    return [
        Reader(person, way.to, way.language, left[person])
        for person, ways in sorted(ways_of(left, NOTICES).items())
        if (way := next((one for one in ways if one.way == MAIL), None))
    ]


def _not_turned_off(whose: Mapping[int, Collection[int]], kind: str) -> dict[int, tuple[int, ...]]:
    with as_the_house():
        chosen = NoticeChoice.objects.filter(person_id__in=whose, kind=kind, ways__isnull=False)
        off = set(
            chosen.exclude(ways__contains=[rules.MAIL]).values_list("person_id", "student_id")
        )
        quiet = NoticeTimes.objects.filter(person_id__in=whose, pace=rules.NEVER)
        never = set(quiet.values_list("person_id", flat=True))
    left = {
        person: tuple(sorted(one for one in students if (person, one) not in off))
        for person, students in whose.items()
        if person not in never
    }
    return {person: students for person, students in left.items() if students}
