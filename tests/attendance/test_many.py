"""The days of very many students at once, as rules about absences and report cards read them."""

from datetime import date

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.attendance.models import AttendanceCode
from openhouse.attendance.queries import days_of_each, marks_between, marks_on
from openhouse.courses.models import Section
from tests.cast import Cast, in_all
from tests.messages.many import FIRST, fill

pytestmark = pytest.mark.django_db
MANY, SEPTEMBER, LAST = 400, date(2026, 9, 1), date(2026, 9, 30)
#: Of it one statement takes a tenth of a second; one that goes through all for each, half a minute.
SOON = "SET LOCAL statement_timeout = '5s'"
#: Each of the students sits in each class, and is away from one of them on each day.
PLACED = (
    "INSERT INTO courses_placement (student_id, section_id, starts_on)"
    f" SELECT {FIRST} + n, unnest(%(sections)s::bigint[]), '2026-08-17'"
    " FROM generate_series(1, %(many)s) n"
)
AWAY = (
    "INSERT INTO attendance_attendancemark"
    ' (student_id, school_id, section_id, "on", code_id, taken_by)'
    f" SELECT {FIRST} + n, %(school)s, %(section)s, d, %(code)s, 'teacher'"
    " FROM generate_series(1, %(many)s) n, generate_series(%(first)s, %(last)s, '1 day') d"
)


def fill_with_absences(cast: Cast) -> list[int]:
    """The students' ids."""
    fill(cast, MANY, 0)
    school = cast.rows["high"].pk
    with in_all(cast), connection.cursor() as cursor:
        meet = Section.objects.filter(school=school, meetings__isnull=False).distinct()
        said = {
            "sections": list(meet.values_list("pk", flat=True)), "many": MANY, "school": school,
            "section": meet.order_by("pk")[0].pk, "first": SEPTEMBER, "last": LAST,
            "code": AttendanceCode.objects.filter(status="absent")[0].pk,
        }  # fmt: skip
        cursor.execute(PLACED, said)
        cursor.execute(AWAY, said)
    return list(range(FIRST + 1, FIRST + MANY + 1))


def test_the_days_of_many_are_read_at_once_and_are_those_of_each_alone(north: Cast) -> None:
    students = fill_with_absences(north)
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(SOON)
        of_all = days_of_each(System(), students, SEPTEMBER, LAST)
        one_day = marks_on(System(), students, LAST)
        for one in (students[0], students[-1]):
            alone = marks_between(System(), one, SEPTEMBER, LAST)
            assert of_all[one] == alone[::-1] and len(alone) == 30
            assert one_day[one] == alone[0]
    assert len(of_all) == len(one_day) == MANY
