"""What was changed in the last two weeks, by whom and why, so that What changed is not empty.

The district is as ``scores``, ``marks``, ``attendance`` and ``courses`` made it. Of a few rows it
is said first that they were something else (``before_changes``, while the record begins and no line
is written), and then they become what they are again: the triggers write the lines, and the owner,
who makes the district, says when it was and who did it. Nobody else could.
"""

from typing import Any

from django.db import connection

from openhouse.districts.models import District
from openhouse.interchange.demo.town import Town
from openhouse.ledger.actions import brought_in

#: The two children of the family that signs in first, and every fifth student.
CHOSEN = """{who}.student_id IN (
    SELECT student_id FROM people_student s
    WHERE s.student_id < (SELECT min(student_id) + 2 FROM people_student)
       OR s.student_id %% 5 = 0)"""
SCORES, MARKS, ABSENCES, PLACED = (CHOSEN.replace("{who}", who) for who in ("s", "p", "m", "p"))
#: Which rows, with what they are, and what it is said that they were.
BEFORE = (
    f"""
    CREATE TEMP TABLE changed_scores ON COMMIT DROP AS
    SELECT DISTINCT ON (s.student_id) s.student_id, s.assignment_id, s.points
    FROM grades_score s JOIN grades_assignment a ON a.id = s.assignment_id
    WHERE {SCORES} AND s.points >= 3 AND s.flag = '' AND a.visible AND a.points >= 10
      AND s.scored_on BETWEEN %(today)s::date - 12 AND %(today)s::date - 4
      AND NOT EXISTS (SELECT FROM ledger_change l WHERE l.student_id = s.student_id
                      AND l.about_id = s.assignment_id AND l.kind LIKE 'score.%%')
    ORDER BY s.student_id, (s.assignment_id * 7919 + s.student_id) %% 1009, s.assignment_id
    """,
    """
    UPDATE grades_score s SET points = s.points - 2 FROM changed_scores c
    WHERE s.student_id = c.student_id AND s.assignment_id = c.assignment_id
    """,
    f"""
    CREATE TEMP TABLE changed_marks ON COMMIT DROP AS
    SELECT DISTINCT ON (p.student_id) p.id, p.letter, p.percent,
           n.letter AS was_letter, n.percent AS was_percent
    FROM grades_postedmark p
    JOIN grades_postedmark n ON n.section_id = p.section_id AND n.task_id = p.task_id
        AND n.term_id = p.term_id AND n.percent < p.percent AND n.letter <> p.letter
    JOIN districts_term t ON t.id = p.term_id
    WHERE {MARKS} AND t.ends_on BETWEEN %(today)s::date - 60 AND %(today)s::date - 4
    ORDER BY p.student_id, p.section_id, n.percent DESC, n.id
    """,
    """
    UPDATE grades_postedmark p SET letter = c.was_letter, percent = c.was_percent
    FROM changed_marks c WHERE p.id = c.id
    """,
    f"""
    CREATE TEMP TABLE changed_absences ON COMMIT DROP AS
    SELECT DISTINCT ON (m.student_id) m.id, m.code_id, m.comment
    FROM attendance_attendancemark m JOIN attendance_attendancecode k ON k.id = m.code_id
    WHERE {ABSENCES} AND k.status = 'absent' AND k.excuse = 'excused' AND m.taken_by = 'office'
      AND m."on" BETWEEN %(today)s::date - 13 AND %(today)s::date - 4
    ORDER BY m.student_id, m."on" DESC, m.id
    """,
    """
    UPDATE attendance_attendancemark m SET code_id = k.id, comment = ''
    FROM changed_absences c, attendance_attendancecode k
    WHERE m.id = c.id AND k.status = 'absent' AND k.excuse = 'unknown'
    """,
    f"""
    CREATE TEMP TABLE changed_placements ON COMMIT DROP AS
    SELECT DISTINCT ON (p.student_id) p.*
    FROM courses_placement p
    WHERE {PLACED} AND (p.student_id %% 25 = 0
                        OR p.student_id = (SELECT min(student_id) + 1 FROM people_student))
      AND (p.starts_on IS NULL OR p.starts_on < %(today)s) AND
          (p.ends_on IS NULL OR p.ends_on > %(today)s)
      AND NOT EXISTS (SELECT FROM grades_assignment a WHERE a.section_id = p.section_id)
      AND NOT EXISTS (SELECT FROM attendance_attendancemark m
                      WHERE m.section_id = p.section_id AND m.student_id = p.student_id)
    ORDER BY p.student_id, (p.section_id * 7919 + p.student_id) %% 1009, p.id
    """,
    "DELETE FROM courses_placement p USING changed_placements c WHERE p.id = c.id",
)
#: And are again.
AFTER = (
    """
    UPDATE grades_score s SET points = c.points FROM changed_scores c
    WHERE s.student_id = c.student_id AND s.assignment_id = c.assignment_id
    """,
    """
    UPDATE grades_postedmark p SET letter = c.letter, percent = c.percent
    FROM changed_marks c WHERE p.id = c.id
    """,
    """
    UPDATE attendance_attendancemark m SET code_id = c.code_id, comment = c.comment
    FROM changed_absences c WHERE m.id = c.id
    """,
    "INSERT INTO courses_placement SELECT * FROM changed_placements ORDER BY id",
)
#: An hour of the school's day *d*, or of the Monday after a weekend.
HOUR = """(d + CASE extract(isodow FROM d) WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 0 END
    + time '{hour}') AT TIME ZONE %(zone)s"""
TEACHERS = "(SELECT section_id, min(person_id) AS by FROM courses_sectionteacher GROUP BY 1) t"
OFFICES = """(SELECT school_id, min(person_id) AS by FROM people_staffpost
    WHERE role = 'office' GROUP BY 1) o"""
MINE = "l.tx = pg_current_xact_id()::text::bigint AND l.actor_id IS NULL"
#: When it was, who did it and why, for the lines of this transaction.
TOLD = (
    f"""
    UPDATE ledger_change l SET actor_id = t.by, reason = 'Added up again',
           at = {HOUR.format(hour="15:42")}
    FROM grades_score s JOIN grades_assignment a ON a.id = s.assignment_id
        JOIN {TEACHERS} ON t.section_id = a.section_id
        CROSS JOIN LATERAL (SELECT s.scored_on + 1 AS d) AS day
    WHERE {MINE} AND l.kind = 'score.changed'
      AND s.student_id = l.student_id AND s.assignment_id = l.about_id
    """,
    f"""
    UPDATE ledger_change l SET actor_id = t.by, at = {HOUR.format(hour="16:10")},
           reason = 'One test came in after the marks were posted'
    FROM {TEACHERS} CROSS JOIN (SELECT %(today)s::date - 6 AS d) AS day
    WHERE {MINE} AND l.kind = 'mark.changed' AND t.section_id = l.about_id
    """,
    f"""
    UPDATE ledger_change l SET actor_id = o.by, reason = 'A note from home',
           at = {HOUR.format(hour="09:05")}
    FROM attendance_attendancemark m JOIN {OFFICES} ON o.school_id = m.school_id
        CROSS JOIN LATERAL (SELECT m."on" + 1 AS d) AS day
    WHERE {MINE} AND l.kind = 'attendance.changed' AND m.id = l.about_id
    """,
    f"""
    UPDATE ledger_change l SET actor_id = o.by, at = {HOUR.format(hour="13:20")},
           reason = 'Moved after a talk with the family'
    FROM courses_section s JOIN {OFFICES} ON o.school_id = s.school_id
        CROSS JOIN (SELECT %(today)s::date - 8 AS d) AS day
    WHERE {MINE} AND l.kind = 'placement.began' AND s.id = l.about_id
    """,
)


def before_changes(town: Town) -> None:
    """Make a few rows what it is said that they were; they are told of by no line."""
    with connection.cursor() as cursor:
        # a moment old: PostgreSQL takes them for a handful, and looks through all for each
        cursor.execute("ANALYZE grades_postedmark, ledger_change, people_student")
    _run(BEFORE, town)


def write_changes(town: Town) -> None:
    """Let them become what they are, with lines that are days old."""
    with brought_in():
        _run((*AFTER, *TOLD), town)


def _run(statements: tuple[str, ...], town: Town) -> None:
    zone = District.objects.values_list("time_zone", flat=True).get(pk=town.district)
    values: dict[str, Any] = {"today": town.today, "zone": zone}
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
