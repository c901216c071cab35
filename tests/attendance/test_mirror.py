"""The absence mirror: days missed, the line of 10 %, what is usual at the school."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.attendance.jobs import usual_absence
from openhouse.attendance.mirror.rules import FEWEST, Mirror, Standing
from openhouse.attendance.models import AttendanceMark
from openhouse.attendance.models_district import AttendanceRules, UsualAbsence
from openhouse.attendance.pages import DayValue
from openhouse.attendance.queries import marks_between
from openhouse.courses.models import Placement
from openhouse.people.models import Enrollment, Person, Student
from tests.cast import FIRST_DAY, TODAY, Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


@pytest.mark.parametrize(
    ("mirror", "line", "standing"),
    [
        (Mirror(0, 30), 18, Standing.NONE),
        (Mirror(1, 5), 18, Standing.SAFE),  # a cold in the first week says nothing
        (Mirror(3, 30), 18, Standing.SAFE),
        (Mirror(4, 30), 18, Standing.PACE),
        (Mirror(17, 175), 18, Standing.SAFE),
        (Mirror(18, 178), 18, Standing.PAST),
        (Mirror(18, 60), 18, Standing.PAST),
        (Mirror(17, 170, 165), 17, Standing.PAST),
    ],
)
def test_the_line_is_one_day_in_ten(mirror: Mirror, line: int, standing: Standing) -> None:
    assert (mirror.line, mirror.standing) == (line, standing)


@pytest.mark.parametrize("missed", [0, 3, 18, 60])
def test_the_picture_keeps_its_marks_inside(missed: int) -> None:
    mirror = Mirror(missed, 60, usual=Decimal("2.5"))
    places = [mirror.place(days) for days in (missed, mirror.line, Decimal("2.5"))]
    assert all(0 <= place <= 100 for place in places)


def page(cast: Cast, key: str = "ben") -> str:
    return f"/{cast.slug}/family/{cast.persons[key].id}/attendance/"


def test_a_family_reads_days_line_and_usual_number(north: Cast, client_of: ClientOf) -> None:
    said = words_of(client_of(north.mother).get(page(north)))
    with in_all(north):
        days = marks_between(System(), north.ben.id, FIRST_DAY, TODAY)
    missed = sum(day.value is DayValue.ABSENT for day in days)
    assert f"has missed {missed} days so far this year" in said
    assert "18 days in a year are 10 %" in said
    assert "half of the students have missed 1.5 days or fewer" in said


def test_who_has_missed_nothing_is_praised_and_no_number_is_told_of_few(
    north: Cast, client_of: ClientOf
) -> None:
    answer = client_of(north.empty_parent).get(page(north, "gus"))
    said = words_of(answer)
    assert "has not missed a day this year. That helps a lot!" in said
    assert "half of the students" not in said


def test_the_picture_says_in_words_what_it_shows(north: Cast, client_of: ClientOf) -> None:
    body = client_of(north.mother).get(page(north)).content.decode()
    assert 'role="img"' in body and "10 % of the year are 18 days" in body


def many_students(cast: Cast, count: int) -> list[int]:
    """New students of the high school, without a mark."""
    made = []
    with in_all(cast):
        for number in range(count):
            person = Person.objects.create(given_name="New", family_name=f"Student {number}")
            Student(pk=person.pk).save(force_insert=True)
            Enrollment(
                student_id=person.pk,
                school_id=cast.rows["high"].pk,
                school_year_id=cast.rows["high_year"].pk,
                starts_on=FIRST_DAY,
            ).save()
            made.append(person.pk)
    return made


def usual(cast: Cast) -> dict[int, tuple[int, Decimal]]:
    usual_absence(district=cast.id)
    with in_all(cast):
        return {row.school_id: (row.students, row.days) for row in UsualAbsence.objects.all()}


def test_the_usual_number_is_the_median_and_of_ten_and_more_only(north: Cast) -> None:
    assert usual(north) == {}  # four students: what was known before is gone
    made = many_students(north, 7)
    code = north.rows["code_absent_unexcused"].pk
    with in_all(north):
        for place, student in enumerate(made):
            for n in range(place + 4):
                AttendanceMark(
                    student_id=student,
                    school_id=north.rows["high"].pk,
                    on=TODAY - timedelta(days=n),
                    code_id=code,
                ).save()
        days = [
            sum(
                day.value is DayValue.ABSENT
                for day in marks_between(System(), student, FIRST_DAY, TODAY)
            )
            for student in (*made, *(north.persons[key].id for key in ("ben", "mia", "cai", "max")))
        ]
    students, found = usual(north)[north.rows["high"].pk]
    assert students == 11
    assert found == sorted(days)[5]


def test_activities_do_not_count_and_every_class_missed_is_a_day(north: Cast) -> None:
    made = many_students(north, 12)
    high, on = north.rows["high"].pk, TODAY - timedelta(days=1)
    exempt, absent = north.rows["code_absent_exempt"].pk, north.rows["code_absent_unknown"].pk
    with in_all(north):
        for student in made:
            AttendanceMark(student_id=student, school_id=high, on=TODAY, code_id=exempt).save()
        assert usual(north)[high][1] == 0
        # On a B day history is ben's only class: a teacher's mark is his whole day.
        AttendanceMark.objects.visible_to(System()).filter(student_id=north.ben.id, on=on).delete()
        AttendanceMark(
            student_id=north.ben.id,
            school_id=high,
            on=on,
            section_id=north.rows["history"].pk,
            period_id=north.rows["high_b1"].pk,
            code_id=absent,
            taken_by="teacher",
        ).save()
        (day,) = marks_between(System(), north.ben.id, on, on)
    assert day.value is DayValue.ABSENT
    with in_all(north), connection.cursor() as cursor:
        for student in made:
            cursor.execute("DELETE FROM people_enrollment WHERE student_id = %s", [student])
        cursor.execute("SELECT openhouse_usual_absence(%s, %s)", [TODAY, FEWEST])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("whole_day", "share", "days"),
    [("periods", 50, 1), ("periods", 51, 0), ("minutes", 50, 1), ("minutes", 51, 0)],
)
def test_what_is_usual_goes_by_the_districts_rule_too(
    whole_day: str, share: int, days: int, north: Cast
) -> None:
    """Everybody misses one of two classes of 85 minutes."""
    made, rows = many_students(north, 12), north.rows
    with in_all(north):
        AttendanceRules.objects.update(whole_day=whole_day, share=share)
        for student in made:
            for section in ("algebra", "drawing"):
                Placement(student_id=student, section=rows[section]).save()
            AttendanceMark(
                student_id=student,
                school_id=rows["high"].pk,
                on=TODAY,
                section_id=rows["algebra"].pk,
                period_id=rows["high_a2"].pk,
                code_id=rows["code_absent_unknown"].pk,
                taken_by="teacher",
            ).save()
        (mine,) = marks_between(System(), made[0], TODAY, TODAY)
    assert usual(north)[rows["high"].pk][1] == days
    assert (mine.value is DayValue.ABSENT) is bool(days)


def test_another_districts_students_are_not_counted(north: Cast, south: Cast) -> None:
    many_students(north, 12)
    assert north.rows["high"].pk in usual(north)
    with in_all(south):
        assert {row.school_id for row in UsualAbsence.objects.all()} == {south.rows["high"].pk}
