"""Changes of every kind, each with the page of ben's mother that shows it."""

from dataclasses import dataclass
from typing import Any

from tests.cast import Cast

PAGES = {
    "today": "/north/family/{ben}/",
    "all": "/north/family/",
    "grades": "/north/family/{ben}/grades/",
    "course": "/north/family/{ben}/grades/{algebra}/",
    "assignments": "/north/family/{ben}/assignments/",
    "attendance": "/north/family/{ben}/attendance/",
    "schedule": "/north/family/{ben}/schedule/",
    "week": "/north/family/{ben}/schedule/week/",
    "month": "/north/family/{ben}/schedule/month/",
    "documents": "/north/family/{ben}/documents/",
    "calendar": "/north/family/{ben}/calendar/",
}


@dataclass(frozen=True)
class Case:
    """A change: the statement that makes it, the page that shows it, and how."""

    what: str
    sql: str
    page: str
    shows: str = ""
    hides: str = ""
    #: If no page shows it today, and might tomorrow.
    quiet: bool = False


CASES = (
    Case(
        "a score is changed",
        "UPDATE grades_score SET points = 8.125"
        " WHERE student_id = {ben} AND assignment_id = {plain}",
        "course",
        "8.125",
    ),
    Case(
        "a school has a question about what was sent",
        "UPDATE registration_candidate SET state = 'asked' WHERE student_id = {ben}",
        "all",
        "The school has a question",
    ),
    Case(
        "a score is entered",
        "INSERT INTO grades_score (student_id, assignment_id, points, text, flag, comment)"
        " VALUES ({ben}, {due_today}, 9.375, '', '', '')",
        "course",
        "9.375",
    ),
    Case(
        "a score is taken away",
        "DELETE FROM grades_score WHERE student_id = {ben} AND assignment_id = {test}",
        "course",
        hides="39 of 50",
    ),
    Case(
        "a flag",
        "UPDATE grades_score SET flag = 'missing', points = NULL"
        " WHERE student_id = {ben} AND assignment_id = {plain}",
        "assignments",
    ),
    Case(
        "a comment",
        "UPDATE grades_score SET comment = 'Look at line three'"
        " WHERE student_id = {ben} AND assignment_id = {plain}",
        "course",
        "Look at line three",
    ),
    Case(
        "feedback",
        "UPDATE grades_score SET feedback = 'A clear drawing'"
        " WHERE student_id = {ben} AND assignment_id = {plain}",
        "course",
        "A clear drawing",
    ),
    Case(
        "a posted mark",
        "UPDATE grades_postedmark SET letter = 'Q7' WHERE student_id = {ben}",
        "grades",
    ),
    Case(
        "attendance is marked",
        "UPDATE attendance_attendancemark SET comment = 'At the dentist' WHERE student_id = {ben}",
        "attendance",
    ),
    Case(
        "attendance is taken back",
        "DELETE FROM attendance_attendancemark WHERE student_id = {ben}",
        "attendance",
    ),
    Case(
        "a placement ends",
        "UPDATE courses_placement SET ends_on = '2026-09-30'"
        " WHERE student_id = {ben} AND section_id = {algebra}",
        "schedule",
        hides="Algebra I",
    ),
    Case(
        "a placement is taken away",
        "DELETE FROM courses_placement WHERE student_id = {ben} AND section_id = {algebra}",
        "grades",
        hides="Algebra I",
    ),
    Case(
        "an assignment has another name",
        "UPDATE grades_assignment SET name = 'Quiz of the owls' WHERE id = {plain}",
        "course",
        "Quiz of the owls",
    ),
    Case(
        "an assignment is hidden",
        "UPDATE grades_assignment SET visible = false WHERE id = {test}",
        "course",
        hides="39 of 50",
    ),
    Case(
        "an assignment is due on another day",
        "UPDATE grades_assignment SET due_on = '2026-10-09' WHERE id = {plain}",
        "course",
    ),
    Case(
        "an assignment goes to another section",
        "UPDATE grades_assignment SET section_id = {history}, category_id = NULL WHERE id = {test}",
        "course",
        hides="39 of 50",
    ),
    Case(
        "a new assignment",
        "INSERT INTO grades_assignment (section_id, name, due_on, points)"
        " VALUES ({algebra}, 'Poster of the moon', '2026-10-07', 10)",
        "assignments",
        "Poster of the moon",
    ),
    Case(
        "the weight of a category",
        "UPDATE grades_category SET weight = 12.5 WHERE id = {tests}",
        "course",
        "12.5",
    ),
    Case(
        "an option of the gradebook",
        "UPDATE grades_gradebook SET weighted = NOT weighted WHERE section_id = {algebra}",
        "course",
    ),
    Case(
        "a scale",
        """UPDATE grades_gradingscale SET steps = '[["Splendid", "0"]]'""",
        "grades",
        "Splendid",
    ),
    Case(
        "the teacher",
        "UPDATE courses_section SET teacher_name = 'Dr. Newcomer' WHERE id = {algebra}",
        "grades",
        "Dr. Newcomer",
    ),
    Case(
        "who teaches, as the district keeps it",
        "DELETE FROM courses_sectionteacher WHERE section_id = {algebra}",
        "schedule",
        quiet=True,
    ),
    Case(
        "the room",
        "UPDATE courses_section SET room = 'Attic 9' WHERE id = {algebra}",
        "schedule",
        "Attic 9",
    ),
    Case(
        "the name of the course",
        "UPDATE courses_section SET name = 'Numbers for owls' WHERE id = {algebra}",
        "grades",
        "Numbers for owls",
    ),
    Case(
        "when a section meets",
        "DELETE FROM courses_meeting WHERE section_id = {algebra}",
        "schedule",
    ),
    Case(
        "when a period begins",
        "UPDATE districts_period SET starts_at = starts_at - interval '7 minutes'",
        "schedule",
    ),
    Case(
        "a day off",
        "UPDATE districts_day SET instructional = false, note = 'A flood'"
        """ WHERE "on" = '2026-10-06'""",
        "schedule",
        "A flood",
    ),
    Case(
        "a term is hidden",
        "UPDATE districts_term SET visible = false",
        "grades",
        hides="Algebra I",
    ),
    Case(
        "the name of a term",
        "UPDATE districts_term SET name = 'Harvest term'",
        "grades",
        "Harvest term",
    ),
    Case(
        "a school hides marks in progress",
        "UPDATE districts_school SET shows_in_progress_marks = false",
        "grades",
    ),
    Case(
        "a school hides assignments",
        "UPDATE districts_school SET shows_assignments = false",
        "assignments",
    ),
    Case(
        "the school's name",
        "UPDATE districts_school SET name = 'School of the owls'",
        "today",
        "School of the owls",
    ),
    Case(
        "the student's name",
        "UPDATE people_person SET preferred_name = 'Benno' WHERE id = {ben}",
        "grades",
        "Benno",
    ),
    Case(
        "a code of attendance",
        "UPDATE attendance_attendancecode SET excuse = 'exempt'",
        "attendance",
    ),
    Case(
        "an announcement",
        "INSERT INTO school_messages_announcement (title, body, starts_on, ends_on)"
        " VALUES ('The owls are here', 'Come and see', '2026-10-01', '2026-10-31')",
        "all",
        "The owls are here",
    ),
    Case(
        "the kind of mark",
        "UPDATE grades_gradingtask SET name = 'Reckoning ' || id",
        "grades",
    ),
    Case(
        "an enrollment",
        "UPDATE people_enrollment SET grade_level = '12' WHERE student_id = {ben}",
        "today",
    ),
    Case(
        "a card is released",
        "UPDATE papers_paper SET released_at = now(), title = 'Card of the owls'"
        " WHERE student_id = {ben} AND released_at IS NULL",
        "documents",
        "Card of the owls",
    ),
    Case(
        "a paper is opened",
        "INSERT INTO papers_paperopened (student_id, paper_id, person_id, opened_at)"
        " SELECT {ben}, p.id, o.person_id, now() FROM papers_paper p, papers_paperopened o"
        " WHERE p.student_id = {ben} AND p.kind = 'immunizations' AND o.person_id <> {ben}",
        "documents",
    ),
    Case(
        "a document has another title",
        "UPDATE documents_publishedfile SET title = 'Trip of the owls' WHERE student_id IS NULL",
        "documents",
        "Trip of the owls",
    ),
    # what is new is counted on every page
    Case(
        "a dose",
        "INSERT INTO immunizations_dose (student_id, cvx, given_on, source)"
        " VALUES ({ben}, '03', '2026-10-01', 'card')",
        "all",
    ),
    Case(
        "a line of the transcript",
        "UPDATE documents_transcriptline SET mark = 'C7' WHERE student_id = {ben}",
        "all",
    ),
    Case(
        "the calendar has work that is due on another day",
        "UPDATE grades_assignment SET due_on = '2026-10-23', name = 'Map of the owls'"
        " WHERE id = {due_today}",
        "calendar",
        "Map of the owls",
    ),
    Case(
        "the calendar has a day off",
        "UPDATE districts_day SET instructional = false, note = 'A storm'"
        """ WHERE "on" = '2026-10-21'""",
        "calendar",
        "A storm",
    ),
    Case(
        "a term of the calendar ends on another day",
        "UPDATE districts_term SET ends_on = '2026-10-15', name = 'Harvest term'"
        " WHERE ends_on = '2026-10-16'",
        "calendar",
        "Harvest term",
    ),
    Case(
        "an absence of the calendar is marked",
        """UPDATE attendance_attendancemark SET "on" = '2026-10-05', comment = 'At the vet'"""
        " WHERE id = (SELECT min(id) FROM attendance_attendancemark WHERE student_id = {ben})",
        "calendar",
    ),
    Case(
        "an absence of the calendar is told to the school",
        "UPDATE attendance_absencenote SET first_on = '2026-10-22', last_on = '2026-10-22'"
        " WHERE student_id = {ben} AND kind = 'days'",
        "calendar",
    ),
)


def names(cast: Cast) -> dict[str, Any]:
    """What a case calls by name, as ids."""
    work = {key.removeprefix("work_"): row.pk for key, row in cast.rows.items()
            if key.startswith("work_")}  # fmt: skip
    sections = {key: cast.rows[key].pk for key in ("algebra", "history")}
    return work | sections | {"ben": cast.ben.id, "tests": _category(cast)}


def _category(cast: Cast) -> int:
    found = [row for row in cast.rows.values() if row._meta.db_table == "grades_category"]
    return int(next(row.pk for row in found if row.name.lower().startswith("tests")))
