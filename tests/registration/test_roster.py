"""The students of the next school year, as an office reads them."""

from datetime import date
from typing import Any

import pytest

from openhouse.people.models import Enrollment
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
PAGE = "/north/office/registration/roster/"


def enroll(cast: Cast, student: str, school: str, grade: str, **more: Any) -> None:
    """For 2027-28, whose days the school has not said before."""
    from openhouse.districts.models import SchoolYear

    with in_all(cast):
        days = {"starts_on": date(2027, 8, 16), "ends_on": date(2028, 5, 26)}
        year, _ = SchoolYear.objects.get_or_create(
            school=cast.rows[school], ends_in=2028, defaults={"name": "2027-28", **days}
        )
        Enrollment(
            student_id=cast.persons[student].id, school=cast.rows[school], school_year=year,
            grade_level=grade, **days | more,
        ).save(force_insert=True)  # fmt: skip


def name_of(cast: Cast, student: str) -> str:
    return str(cast.rows[student])


def test_an_office_reads_who_comes_next_year_grade_by_grade(north: Cast) -> None:
    enroll(north, "leo", "high", "09")
    enroll(north, "ben", "high", "11")
    enroll(north, "ana", "elementary", "04")
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(PAGE))
    assert "Students 2027-28" in page and page.count("Begins on August 16, 2027") == 1
    assert name_of(north, "ben") in page and name_of(north, "leo") in page
    assert f"before: {north.rows['high'].name}" in page
    assert name_of(north, "ana") not in page
    ninth = words_of(clerk.get(f"{PAGE}?grade=09"))
    assert name_of(north, "leo") in ninth and name_of(north, "ben") not in ninth
    district = words_of(HouseClient.signed_in(north.admin).get(PAGE))
    assert name_of(north, "ana") in district and name_of(north, "ben") in district


def test_before_anybody_is_enrolled_the_year_says_so_and_this_year_is_one_tap_away(
    north: Cast,
) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(PAGE))
    assert "Students 2027-28" in page and "Nobody yet" in page
    now = words_of(clerk.get(f"{PAGE}?year=2027"))
    assert "Students 2026-27" in now and name_of(north, "ben") in now
    assert name_of(north, "ana") not in now
    odd = words_of(clerk.get(f"{PAGE}?year=1&school=999999&grade=99"))
    assert "Students 2027-28" in odd


def test_the_list_costs_the_same_for_one_and_for_many(
    north: Cast, django_assert_max_num_queries: Any
) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    for student, grade in (("ben", "11"), ("leo", "09"), ("cai", "12"), ("max", "10")):
        enroll(north, student, "high", grade)
        with django_assert_max_num_queries(13):
            clerk.get(PAGE)
