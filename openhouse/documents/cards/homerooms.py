"""The group that each student's papers are handed out in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from openhouse.common.rows import rows
from openhouse.common.scope import Sees
from openhouse.people.guard import seen

#: The section called a homeroom; else one that sounds like it; else the first class of a day.
_HOMEROOMS = r"""
SELECT DISTINCT ON (p.student_id) p.student_id, s.id, s.name, s.teacher_name, s.room
FROM courses_placement p
JOIN courses_section s ON s.id = p.section_id AND s.school_id = %(school)s
LEFT JOIN districts_term t ON t.id = s.term_id
LEFT JOIN LATERAL (
    SELECT min(r.sequence) AS first FROM courses_meeting m
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

    @property
    def words(self) -> str:
        """ "Ms. Okafor, Room 12"; a class without a teacher by its own name."""
        return ", ".join(part for part in (self.teacher or self.name, self.room) if part)


def homerooms_of(
    viewer: Sees, school: int, students: Collection[int], on: date
) -> dict[int, Homeroom]:
    """The homeroom of each student at a school on a day; who sits nowhere is not in the answer."""
    ids = seen(viewer, students)
    found = rows(_HOMEROOMS, {"school": school, "students": ids, "on": on}) if ids else []
    return {student: Homeroom(*rest) for student, *rest in found}
