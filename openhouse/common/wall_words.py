"""What the wall's policies are put together from: pieces of SQL, each read once a statement."""

from openhouse.common.triggers import BY_THE_DATABASE

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
#: Narrower: the house alone; or an office and the district too.
BY_THE_HOUSE = f"COALESCE({WEARING}, '') = 'system'"
BY_AN_OFFICE = f"COALESCE({WEARING}, '') IN ('office', 'system') OR {EVERYONE}"
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


#: The schools whose nurse she is today; an array, read once a statement and only by staff
#: (``access/sql/taught.sql``).
NURSED_SCHOOLS = "(SELECT openhouse_schools_as('nurse'))::bigint[]"
#: And who goes to one of them today: not who has left.
NURSED = (
    "ANY (ARRAY(SELECT e.student_id FROM people_enrollment e"
    f" WHERE e.school_id = ANY ({NURSED_SCHOOLS}) AND {runs('e')}))"
)
#: Health is the family's and the nurse's: no teacher's, no office's, and no look's.
OF_HEALTH = f"({WEARING} = 'family' OR ({WEARING} = 'staff' AND student_id = {NURSED}))"


def of_care(kind: str) -> str:
    """A nurse's record of a kind: hers, and the family's where the district shows it that kind."""
    shown = f"NOT EXISTS (SELECT FROM immunizations_healthrules h WHERE NOT h.shows_{kind})"
    return (
        f"student_id = ANY ({STUDENT_IDS}) AND (({WEARING} = 'staff' AND student_id = {NURSED})"
        f" OR ({WEARING} = 'family' AND {shown}))"
    )


#: What nurses write for nurses alone.
OF_NURSES = f"({WEARING} = 'staff' AND student_id = {NURSED})"
#: A paper about health.
ABOUT_HEALTH = "kind IN ('immunizations', 'health letter')"
#: A paper that families see: sent, and not taken back.
THERE = "released_at IS NOT NULL AND withdrawn_at IS NULL AND to_families"
#: The classes that she teaches today as a teacher, and the schools whose office she keeps today
#: (``access/sql/taught.sql``).
TAUGHT = "(SELECT openhouse_taught())::bigint[]"
KEPT = "(SELECT openhouse_offices_kept())::bigint[]"
#: The same with those that have ended lately, which she scores still.
SCORED = "(SELECT openhouse_scored())::bigint[]"
#: A message, but for what a teacher has written to her class and not sent.
SENT_OR_OF_THE_OFFICE = "(section_id IS NULL OR state <> 'draft')"
#: Said again where the table's own policy says it already: as part of an OR it finds no index.
HERS = f"student_id = ANY ({STUDENT_IDS})"
#: Her own pages, or an office's look at a guardian's.
OF_A_FAMILY = f"({WEARING} IN ('family', 'view'))"
#: What a student hands in; her teacher reads nothing that was taken back.
HANDED_IN = (
    f"{OURS} AND ({EVERYONE} OR (student_id = ANY ({STUDENT_IDS}) AND ({OF_A_FAMILY}"
    f" OR ({WEARING} = 'staff' AND taken_back_at IS NULL AND section_id = ANY ({SCORED})))))"
)
OF_HAND_IN = (
    f"{OURS} AND ({EVERYONE} OR EXISTS (SELECT FROM grades_handin h WHERE h.id = hand_in_id))"
)

#: Students and schools whose scores and marks are held back from who looks now, "12:3"
#: (``access/sql/enter.sql``); almost always none, which is known once a statement.
NOTHING_CLOSED = "(SELECT COALESCE(current_setting('openhouse.closed', true), '') = '')"
_CLOSED = "ALL ((SELECT string_to_array(current_setting('openhouse.closed', true), ','))::text[])"


def _shown_now(section: str) -> str:
    """If a row, of a student and the class *section*, is held back from nobody now.

    Only of families. A class that is not there any more counts as one whose school is closed.
    """
    return (
        f"({NOTHING_CLOSED} OR NOT {OF_A_FAMILY} OR EXISTS (SELECT FROM courses_section n"
        f" WHERE n.id = {section} AND student_id || ':' || n.school_id <> {_CLOSED}))"
    )


def _section_of(assignment: str) -> str:
    return f"(SELECT a.section_id FROM grades_assignment a WHERE a.id = {assignment})"


_SEEN = f"{OURS} AND ({EVERYONE} OR ({HERS} AND"
#: Scores, and what was said by a rubric; posted marks.
OF_SCORES = f"{_SEEN} {_shown_now(_section_of('assignment_id'))}))"
OF_MARKS = f"{_SEEN} {_shown_now('section_id')}))"
#: A line of the ledger, but for those of scores and marks that are held back now.
LINE_SHOWN = (
    "((kind NOT LIKE 'score.%' AND kind NOT LIKE 'mark.%' AND kind <> 'work.judged') OR "
    + _shown_now(
        "CASE WHEN ledger_change.kind LIKE 'mark.%' THEN ledger_change.about_id"
        f" ELSE {_section_of('ledger_change.about_id')} END"
    )
    + ")"
)

_SITS_IN = f"ARRAY(SELECT p.section_id FROM courses_placement p WHERE p.{HERS})"
#: A line of the ledger about a class as a whole. A family reads it of work that it may see: that is
#: visible, or was until it was taken back.
OF_A_CLASS = (
    f"(section_id IS NOT NULL AND CASE WHEN {OF_A_FAMILY} THEN"
    f" section_id = ANY ({_SITS_IN}) AND CASE WHEN after ->> 'visible' = 'true'"
    " THEN about_id = ANY (ARRAY(SELECT a.id FROM grades_assignment a"
    f" WHERE a.visible AND a.section_id = ANY ({_SITS_IN})))"
    " ELSE before ->> 'visible' = 'true' END"
    f" WHEN {WEARING} = 'staff' THEN section_id = ANY ({TAUGHT})"
    f" WHEN {IN_AN_OFFICE} THEN section_id = ANY (ARRAY(SELECT c.id FROM courses_section c"
    f" WHERE c.school_id = ANY ({KEPT}))) END)"
)
#: A line of the ledger: whom it is about, and who may see the student it is about; of a class
#: who sits in it, teaches it or keeps its school's office; of health only who sees that, of what a
#: nurse keeps the nurse, of a card for printing only the office.
A_LINE = (
    f"((person_id = {SELF_ID} OR student_id = ANY ({STUDENT_IDS})"
    f" OR {OF_AN_OFFICE} OR {OF_A_CLASS})"
    " AND ((kind NOT LIKE 'immunization.%' AND kind NOT LIKE 'health.%')"
    f" OR {OF_HEALTH}) AND (kind NOT LIKE 'nurse.%' OR {OF_NURSES})"
    f" AND (kind NOT LIKE 'cards.%' OR {IN_AN_OFFICE}) AND {LINE_SHOWN}"
    f" AND ({WEARING} <> 'staff' OR"
    " (kind NOT LIKE 'transcript.%' AND kind NOT LIKE 'paper.%')))"
)


def _days(at: str) -> str:
    """The first and last day on which a student of the family's was at the document's *at*,
    "school" or "class"; NULL for none. All of them are read once (``access/sql/days_there.sql``).
    """
    same = {"school": "school_id", "class": "section_id"}[at]
    return f"((SELECT openhouse_days_there('{at}')) -> {same}::text"


def _was_there(at: str) -> str:
    """If one was there while the document was shown: as ``published_to.sql`` says it."""
    first, last = f"{_days(at)} ->> 0)::date", f"{_days(at)} ->> 1)::date"
    return f"{last} >= visible_from AND (withdrawn_at IS NULL OR {first} <= withdrawn_at::date)"


#: A published document as its families' list names it: from its day on, until its last; one that
#: was withdrawn after that day too, for its reason is read there.
SHOWN = (
    f"(visible_from <= {TODAY} AND (visible_until IS NULL OR visible_until >= {TODAY})"
    " AND (withdrawn_at IS NULL OR withdrawn_at::date >= visible_from)"
    " AND school_id = ANY (ARRAY(SELECT id FROM districts_school WHERE portal_open))"
    f" AND CASE WHEN student_id IS NOT NULL THEN student_id = ANY ({STUDENT_IDS})"
    f" WHEN section_id IS NOT NULL THEN {_was_there('class')} ELSE {_was_there('school')} END)"
)
_OPEN = "(SELECT openhouse_documents_open())"
#: And a file as it opens: of a document that is not withdrawn, the newest; an earlier one to who
#: has read or signed it (``access/sql/documents_open.sql``).
OPENS = (
    f"(number = ({_OPEN} ->> published_id::text)::int OR (id = ANY"
    " ((SELECT openhouse_editions_answered())::bigint[])"
    f" AND {_OPEN} -> published_id::text IS NOT NULL))"
)
#: As everybody but a family sees it: of the documents that one sees.
OF_SEEN = "published_id = ANY ((SELECT openhouse_documents_seen())::bigint[])"
#: An announcement as its families read it, from its first day on: as ``announced_to.sql`` says it.
#: One for certain grades asks for a student in one of them, at its school where it names one.
ANNOUNCED_TO = (
    f"(withdrawn_at IS NULL AND starts_on <= {TODAY} AND CASE"
    f" WHEN section_id IS NOT NULL THEN {_days('class')} ->> 1)::date >= starts_on"
    f" WHEN grades <> '{{}}' THEN (SELECT openhouse_grades_today())"
    " -> COALESCE(school_id::text, '') ?| grades::text[]"
    f" ELSE school_id IS NULL OR {_days('school')} ->> 1)::date >= starts_on END"
    " AND (school_id IS NULL"
    " OR school_id = ANY (ARRAY(SELECT id FROM districts_school WHERE portal_open))))"
)
#: A thread that nobody teaches any more: the class has no teacher today, or she has left it.
_LEFT_ALONE = (
    "section_id <> ALL (ARRAY(SELECT x.section_id FROM courses_sectionteacher x"
    f" WHERE {runs('x')})) OR NOT EXISTS (SELECT FROM courses_placement p"
    " WHERE p.student_id = school_messages_thread.student_id"
    f" AND p.section_id = school_messages_thread.section_id AND {runs('p')})"
)
#: Who stands on either side of a thread.
IN_THE_THREAD = (
    f"CASE WHEN {WEARING} = 'family'"
    f" THEN person_id = {SELF_ID} OR {SELF_ID} = ANY (readers)"
    f" OR (kind = 'about' AND student_id <> {SELF_ID})"
    f" WHEN {WEARING} IN ('staff', 'office') THEN section_id = ANY ({TAUGHT})"
    f" OR (school_id = ANY ({KEPT})"
    f" AND (section_id IS NULL OR handed_at IS NOT NULL OR {_LEFT_ALONE})) END"
)
#: And reads a post in it.
READS_POST = (
    "thread_id = ANY (ARRAY(SELECT id FROM school_messages_thread))"
    f" AND ({WEARING} = 'family' OR to_office OR thread_id = ANY (ARRAY(SELECT id FROM"
    f" school_messages_thread WHERE section_id IS NULL OR section_id = ANY ({TAUGHT})"
    f" OR {_LEFT_ALONE})))"
)
#: A line says truly who did it, as far as that is known here, and when, and is of no kind that is
#: the database's own to write. Only a job may tell of what was done by nobody, or earlier.
LEDGER_LINES = (
    f"{WRITES} AND COALESCE(actor_id = {SELF_ID}, true)"
    f" AND lower(split_part(kind, '.', 1)) NOT IN {BY_THE_DATABASE}"
    f" AND ({WEARING} = 'system' OR (actor_id IS NOT NULL AND at = openhouse_now()"
    " AND tx = pg_current_xact_id()::text::bigint))"
)

#: Tables that hold nothing of a district, each with its reason. They get a grant, no policy.
OPEN_TABLES = {
    "django_session": "opaque random keys, looked up before the district is known",
    "django_content_type": "names of models",
    "auth_permission": "names of permissions; the product grants none of them",
    "django_cache": "counters of failed tries under hashed keys",
}
