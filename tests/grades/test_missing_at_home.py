"""What families read as missing is one rule: whoever counts it for many counts the same."""

from datetime import timedelta

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.grades.assignments import missing, missing_at_home, work_of_courses
from tests.cast import STUDENTS, Cast, in_all

pytestmark = pytest.mark.django_db
ALL_MISSING = """
INSERT INTO grades_score (student_id, assignment_id, text, flag, comment)
SELECT p.student_id, a.id, '', 'missing', '' FROM courses_placement p
JOIN grades_assignment a ON a.section_id = p.section_id
JOIN people_student s ON s.student_id = p.student_id
ON CONFLICT (student_id, assignment_id) DO UPDATE SET flag = 'missing'
"""
#: What hides work, or ends a course, and brings both back.
CHANGES = (
    "SELECT 1",
    "UPDATE grades_assignment SET visible = id %% 2 = 0",
    "UPDATE courses_placement SET starts_on = NULL, ends_on = %(lately)s WHERE id %% 2 = 0",
    "UPDATE courses_placement SET starts_on = NULL, ends_on = %(long_ago)s WHERE id %% 2 = 0",
    "UPDATE courses_placement SET starts_on = %(tomorrow)s WHERE id %% 3 = 0",
    "UPDATE districts_term SET visible = false WHERE id %% 2 = 0",
    "UPDATE districts_term SET visible = false",
    "UPDATE districts_school SET shows_assignments = id %% 2 = 0",
    "UPDATE districts_school SET portal_open = id %% 2 = 0",
)


@pytest.mark.parametrize("change", CHANGES)
def test_whom_a_message_asks_for_lacks_what_the_family_reads(change: str, north: Cast) -> None:
    today = clock.today()
    days = {
        "lately": today - timedelta(days=3),
        "long_ago": today - timedelta(days=90),
        "tomorrow": today + timedelta(days=1),
    }
    students = [north.persons[key].id for key in STUDENTS]
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(ALL_MISSING)
        cursor.execute(change, days)
        found = missing_at_home(System(), students, today)
        for student in students:
            shown = missing(work_of_courses(System(), student, today, 0))
            assert sorted(found.get(student, [])) == sorted(one.name for one in shown)
        algebra = missing_at_home(System(), students, today, section=north.rows["algebra"].pk)
        high = missing_at_home(System(), students, today, school=north.rows["high"].pk)
        for student in students:
            assert {*algebra.get(student, [])} <= {*high.get(student, [])}
            assert {*high.get(student, [])} <= {*found.get(student, [])}


def test_there_is_something_to_lack(north: Cast) -> None:
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(ALL_MISSING)
        found = missing_at_home(System(), [north.ben.id, north.ana.id], clock.today())
    assert len(found[north.ben.id]) > 2


def test_it_is_planned_for_those_who_are_asked_for_and_not_for_anybody() -> None:
    """A connection's plan for any students took minutes for a school's, from the sixth time on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'openhouse_missing_work'")
        ((settings,),) = cursor.fetchall()
    assert "plan_cache_mode=force_custom_plan" in settings
