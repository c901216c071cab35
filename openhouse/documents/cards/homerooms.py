"""The group that each student's papers are handed out in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from openhouse.common.rows import rows
from openhouse.common.scope import Sees
from openhouse.people.guard import seen
from openhouse.schedule.words import periods_words

#: The section called a homeroom; else one that sounds like it; else the first class of a day.
_HOMEROOMS = r"""
SELECT DISTINCT ON (p.student_id) p.student_id, s.id, s.name, s.teacher_name, s.room, m.periods,
       s.number
FROM courses_placement p
JOIN courses_section s ON s.id = p.section_id AND s.school_id = %(school)s
LEFT JOIN districts_term t ON t.id = s.term_id
LEFT JOIN LATERAL (
    SELECT min(r.sequence) AS first,
           coalesce(string_agg(DISTINCT r.name, ', ' ORDER BY r.name), '') AS periods
    FROM courses_meeting m
    JOIN districts_period r ON r.id = m.period_id WHERE m.section_id = s.id
) m ON true
WHERE p.student_id = ANY (%(students)s)
  AND coalesce(p.starts_on <= %(on)s, true) AND coalesce(p.ends_on >= %(on)s, true)
  AND coalesce(t.starts_on <= %(on)s, true) AND coalesce(t.ends_on >= %(on)s, true)
ORDER BY p.student_id, s.homeroom DESC, (s.name ~* '(home ?room|advisory|^hr\y)') DESC,
         s.for_grading_only, m.first NULLS LAST, s.name, s.id
"""


@dataclass(frozen=True, slots=True)
class Homeroom:
    """A section as the head of a card names it."""

    id: int
    name: str
    teacher: str
    room: str
    #: The names of the periods that it meets in, "3, 4", and the number of the section.
    periods: str = ""
    number: str = ""

    @property
    def words(self) -> str:
        """ "Ms. Okafor, Room 12"; a class without a teacher by its own name."""
        return ", ".join(part for part in (self.teacher or self.name, self.room) if part)


def class_words(rooms: Collection[Homeroom]) -> dict[int, str]:
    """Each class in words, by its id: one that is called as another is tells its periods, and
    where these are the same its section's number."""
    plain = {room.id: _names(room) for room in rooms}
    timed = {room.id: _names(room, periods_words(room.periods)) for room in rooms}
    found = {}
    for room in rooms:
        if list(plain.values()).count(plain[room.id]) == 1:
            found[room.id] = plain[room.id]
        elif list(timed.values()).count(timed[room.id]) == 1:
            found[room.id] = timed[room.id]
        else:
            number = room.number or str(room.id)
            section = _("section %(number)s") % {"number": number}
            found[room.id] = _names(room, periods_words(room.periods), section)
    return found


def _names(room: Homeroom, *more: str) -> str:
    return " · ".join(part for part in (room.words, room.name, *more) if part)


def homerooms_of(
    viewer: Sees, school: int, students: Collection[int], on: date
) -> dict[int, Homeroom]:
    """The homeroom of each student at a school on a day; who sits nowhere is not in the answer."""
    ids = seen(viewer, students)
    found = rows(_HOMEROOMS, {"school": school, "students": ids, "on": on}) if ids else []
    return {student: Homeroom(*rest) for student, *rest in found}
