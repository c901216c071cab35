"""What the wall's policies are put together from: pieces of SQL, each read once a statement."""

CURRENT = "(SELECT NULLIF(current_setting('openhouse.district', true), '')::bigint)"
STUDENTS = "(SELECT current_setting('openhouse.students', true))"
STUDENT_IDS = (
    "(SELECT string_to_array(NULLIF(current_setting('openhouse.students', true), 'all'),"
    " ',')::bigint[])::bigint[]"
)
SELF_ID = "(SELECT NULLIF(current_setting('openhouse.person', true), '')::bigint)"
WEARING = "(SELECT current_setting('openhouse.hat', true))"

OURS = f"district_id = {CURRENT}"
EVERYONE = f"{STUDENTS} = 'all'"
#: Staff and jobs write; families and those who have not signed in read.
WRITES = f"COALESCE({WEARING}, '') IN ('staff', 'office', 'system')"
#: An office sees the guardians of its students, and what belongs to either.
IN_AN_OFFICE = f"{WEARING} = 'office'"
#: As an array it is read once a statement, and not at all for who is in no office.
A_GUARDIAN = "ANY (ARRAY(SELECT person_id FROM people_guardianship))"
OF_AN_OFFICE = f"({IN_AN_OFFICE} AND (person_id = ANY ({STUDENT_IDS}) OR person_id = {A_GUARDIAN}))"

#: The day of the request; where none is set, the calendar's.
TODAY = (
    "(SELECT COALESCE(NULLIF(current_setting('openhouse.today', true), '')::date, CURRENT_DATE))"
)


def runs(row: str) -> str:
    """If the days of *row* (an alias), from ``starts_on`` to ``ends_on``, have today among them."""
    return (
        f"({row}.starts_on IS NULL OR {row}.starts_on <= {TODAY})"
        f" AND ({row}.ends_on IS NULL OR {row}.ends_on >= {TODAY})"
    )


#: The schools whose nurse she is today; an array, read once a statement and only by staff.
NURSED_SCHOOLS = (
    f"ARRAY(SELECT s.school_id FROM people_staffpost s WHERE s.person_id = {SELF_ID}"
    f" AND s.role = 'nurse' AND {runs('s')})"
)
#: And who goes to one of them today: not who has left.
NURSED = (
    "ANY (ARRAY(SELECT e.student_id FROM people_enrollment e"
    f" WHERE e.school_id = ANY ({NURSED_SCHOOLS}) AND {runs('e')}))"
)
#: Health is the family's and the nurse's: no teacher's, no office's, and no look's.
OF_HEALTH = f"({WEARING} = 'family' OR ({WEARING} = 'staff' AND student_id = {NURSED}))"
#: The classes that she teaches today as a teacher, and the schools whose office she keeps today.
TAUGHT = (
    f"ARRAY(SELECT x.section_id FROM courses_sectionteacher x WHERE x.person_id = {SELF_ID}"
    f" AND {runs('x')} AND EXISTS (SELECT FROM people_staffpost s WHERE s.person_id = {SELF_ID}"
    f" AND s.role = 'teacher' AND {runs('s')}))"
)
KEPT = (
    f"ARRAY(SELECT s.school_id FROM people_staffpost s WHERE s.person_id = {SELF_ID}"
    f" AND s.role IN ('office', 'counselor') AND {runs('s')})"
)
