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

#: The students of a school whose nurse she is; an array, read once a statement and only by staff.
NURSED = (
    "ANY (ARRAY(SELECT e.student_id FROM people_enrollment e JOIN people_staffpost s"
    f" ON s.school_id = e.school_id WHERE s.person_id = {SELF_ID} AND s.role = 'nurse'))"
)
#: Health is the family's and the nurse's: no teacher's, no office's, and no look's.
OF_HEALTH = f"({WEARING} = 'family' OR ({WEARING} = 'staff' AND student_id = {NURSED}))"
