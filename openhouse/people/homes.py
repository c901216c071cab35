"""To which homes the papers of students go by post: each home by itself."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from openhouse.common.rows import rows
from openhouse.common.scope import Sees
from openhouse.people.guard import seen

#: A home in which a guardian lives who gets mail about the student and is not barred; of a student
#: to whom the right has passed her own home, addressed to her.
_HOMES = """
WITH adults AS (
    SELECT n.id FROM people_person n, districts_district d
    WHERE n.id = ANY (%(students)s) AND d.id = n.district_id AND NOT d.adult_students_are_dependents
      AND n.born_on <= %(on)s::date - interval '18 years'
), readers AS (
    SELECT g.student_id, g.person_id FROM people_guardianship g
    WHERE g.student_id = ANY (%(students)s) AND g.receives_mail
      AND coalesce(g.starts_on <= %(on)s, true) AND coalesce(g.ends_on >= %(on)s, true)
      AND NOT (g.barred AND coalesce(g.barred_until >= %(on)s, true))
      AND g.student_id NOT IN (SELECT id FROM adults)
    UNION SELECT id, id FROM adults
)
SELECT r.student_id, h.id, h.name, h.street, h.city, h.state, h.postal_code,
       array_agg(DISTINCT concat_ws(' ', n.given_name, n.family_name)),
       array_agg(DISTINCT coalesce(nullif(x.language, ''), n.language))
           FILTER (WHERE coalesce(nullif(x.language, ''), n.language) <> '')
FROM readers r
JOIN people_householdmember m ON m.person_id = r.person_id
JOIN people_household h ON h.id = m.household_id AND h.street <> ''
JOIN people_person n ON n.id = r.person_id
LEFT JOIN people_account x ON x.person_id = n.id
WHERE NOT EXISTS (
    SELECT FROM people_guardianship b
    JOIN people_householdmember o ON o.person_id = b.person_id AND o.household_id = h.id
    WHERE b.student_id = r.student_id AND b.barred
      AND coalesce(b.barred_until >= %(on)s, true)
)
GROUP BY r.student_id, h.id
"""


@dataclass(frozen=True, slots=True)
class Home:
    """Where one copy goes, and to whom there."""

    id: int
    to: str
    street: str
    place: str
    postal_code: str
    #: What those read to whom it goes, as each has chosen, else as the records say.
    languages: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The address as it stands in the window of the envelope."""
        return [line for line in (self.to, self.street, self.place) if line]

    @property
    def order(self) -> tuple[str, str, str, int]:
        """Mailing order: by ZIP code, then street."""
        return (self.postal_code, self.street.casefold(), self.to, self.id)


def homes_of(viewer: Sees, students: Collection[int], on: date) -> dict[int, list[Home]]:
    """The homes of each student that get a copy; one who has none is not in the answer."""
    ids = seen(viewer, students)
    found: dict[int, list[Home]] = defaultdict(list)
    for student, home, _name, street, city, state, postal, names, languages in (
        rows(_HOMES, {"students": ids, "on": on}) if ids else ()
    ):
        place = " ".join(part for part in (", ".join(filter(None, (city, state))), postal) if part)
        said = tuple(languages or ())
        found[student].append(Home(home, " & ".join(names), street, place, postal, said))
    return dict(found)
