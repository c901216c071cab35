"""What was made here before the student system sends it: who was registered (decision 0039).

Rows made here have no source id, so nothing that a delivery lacks ends them. When the delivery
brings the same child, she is found by her student number, and an adult by name, address or phone
and child; when it brings her enrollment, the one that was made here gives way to it.
"""

from typing import Any

from openhouse.interchange.match import References
from openhouse.interchange.staging import Staging


def find_students(cursor: Any, staging: Staging, references: References) -> int:
    """Give students who were made here the source id under which they come now; how many.

    By the number, where it is one student's on both sides, and the birth date or, where either side
    has none, the family name is the same. Who is not sure stays two, and is proposed as a double.
    """
    if "students" not in staging.tables:
        return 0
    cursor.execute(
        "UPDATE people_person p SET source_id = pair.source_id FROM ("
        " SELECT s.student_id AS id, min(i.source_id) AS source_id FROM in_students n"
        " JOIN in_people i ON i.source_id = n.person AND i.source_id <> '' AND NOT i.gone"
        " JOIN people_student s ON s.number = n.number AND s.number <> ''"
        " JOIN people_person t ON t.id = s.student_id AND t.source_id = ''"
        f" LEFT JOIN {references.table('people')} r ON r.source_id = i.source_id"
        " WHERE NOT n.gone AND r.id IS NULL AND CASE"
        " WHEN t.born_on IS NOT NULL AND COALESCE(i.born_on, '') <> ''"
        " THEN t.born_on::text = i.born_on"
        " ELSE lower(t.family_name) = lower(i.family_name) END"
        " AND NOT EXISTS (SELECT FROM people_student o"
        " WHERE o.number = s.number AND o.student_id <> s.student_id)"
        " GROUP BY s.student_id HAVING count(*) = 1) pair WHERE p.id = pair.id"
    )
    found = int(cursor.rowcount)
    if found:
        references.forget("people")
    return found


def find_years(cursor: Any, references: References) -> int:
    """Give school years that a registration has made the source id under which they come now; how
    many. Without it no term, class or enrollment of the year would find it. With its days at once:
    that a term is inside its year is looked at in the end, of each row that the year was."""
    cursor.execute(
        "UPDATE districts_schoolyear t SET source_id = s.source_id, starts_on = s.starts_on::date,"
        " ends_on = s.ends_on::date FROM in_school_years s"
        f" JOIN {references.table('schools')} h ON h.source_id = s.school"
        f" LEFT JOIN {references.table('school_years')} r ON r.source_id = s.source_id"
        " WHERE NOT s.gone AND s.source_id <> '' AND r.id IS NULL AND t.source_id = ''"
        " AND t.school_id = h.id AND t.ends_in::text = s.ends_in AND s.starts_on < s.ends_on"
        " AND pg_input_is_valid(s.starts_on, 'date') AND pg_input_is_valid(s.ends_on, 'date')"
        " AND NOT EXISTS (SELECT FROM in_school_years o WHERE o.school = s.school"
        " AND o.ends_in = s.ends_in AND o.source_id <> s.source_id)"
    )
    found = int(cursor.rowcount)
    if found:
        references.forget("school_years")
    return found


def give_way(cursor: Any) -> int:
    """Take away enrollments made here that the delivery brings itself, at the same school for the
    same time; how many. At another school it stays, and the report lists the row that came."""
    cursor.execute(
        "DELETE FROM people_enrollment t USING do_enrollments d WHERE t.source_id = ''"
        " AND d.student_id = t.student_id AND d.school_id = t.school_id"
        ' AND t."primary" AND d."primary" AND d.id IS DISTINCT FROM t.id'
        " AND (d.school_year_id IS NULL OR t.school_year_id IS NULL"
        " OR d.school_year_id = t.school_year_id)"
        " AND daterange(t.starts_on, t.ends_on, '[]') && daterange(d.starts_on, d.ends_on, '[]')"
    )
    return int(cursor.rowcount)


#: An e-mail address, or the ten figures of a phone, that the delivery and the records both have.
_A_WAY_TO_HER = (
    "SELECT FROM in_contact_points c JOIN people_contactpoint v ON v.kind = c.kind"
    " WHERE v.person_id = t.id AND c.person = i.source_id AND NOT c.gone AND CASE c.kind"
    " WHEN 'email' THEN lower(c.value) = lower(v.value)"
    " ELSE right(regexp_replace(c.value, '[^0-9]', '', 'g'), 10) ~ '^[0-9]{10}$'"
    " AND right(regexp_replace(c.value, '[^0-9]', '', 'g'), 10)"
    " = right(regexp_replace(v.value, '[^0-9]', '', 'g'), 10) END"
)


def find_adults(cursor: Any, staging: Staging, references: References) -> int:
    """Give adults who were made here the source id under which they come now; how many.

    By the name, an e-mail address or phone, and a child in common, where each is one on both sides;
    and only where the delivery ties her to no child to whom she is not tied here: what a family
    wrote of itself opens no other child. Who is not sure stays two, and is proposed as a double.
    """
    if not {"guardianships", "contact_points"} <= staging.tables:
        return 0
    students = references.table("students")
    cursor.execute(
        "UPDATE people_person p SET source_id = pair.source_id FROM ("
        " SELECT id, source_id, count(*) OVER (PARTITION BY id) AS of_hers,"
        " count(*) OVER (PARTITION BY source_id) AS of_it FROM ("
        " SELECT DISTINCT t.id, i.source_id FROM in_people i"
        " JOIN in_guardianships g ON g.person = i.source_id AND NOT g.gone"
        f" JOIN {students} s ON s.source_id = g.student"
        " JOIN people_guardianship k ON k.student_id = s.id AND NOT k.barred"
        " JOIN people_person t ON t.id = k.person_id AND t.source_id = ''"
        f" LEFT JOIN {references.table('people')} r ON r.source_id = i.source_id"
        " WHERE i.source_id <> '' AND NOT i.gone AND r.id IS NULL"
        " AND openhouse_plain(t.given_name) = openhouse_plain(i.given_name)"
        " AND openhouse_plain(t.family_name) = openhouse_plain(i.family_name)"
        " AND NOT EXISTS (SELECT FROM people_student o WHERE o.student_id = t.id)"
        f" AND EXISTS ({_A_WAY_TO_HER})"
        " AND NOT EXISTS (SELECT FROM in_guardianships o WHERE o.person = i.source_id"
        f" AND NOT o.gone AND NOT EXISTS (SELECT FROM {students} s JOIN people_guardianship k"
        " ON k.student_id = s.id AND NOT k.barred AND k.person_id = t.id"
        " WHERE s.source_id = o.student))) found) pair"
        " WHERE p.id = pair.id AND pair.of_hers = 1 AND pair.of_it = 1"
    )
    found = int(cursor.rowcount)
    if found:
        references.forget("people")
    return found
