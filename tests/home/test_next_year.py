"""A child who is enrolled for next school year, months before it begins."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from openhouse.access.enter import Address, enter
from openhouse.access.rules import why_closed
from openhouse.access.ties import open_ties, tie_rows
from openhouse.access.viewer import System
from openhouse.people.models import Enrollment
from tests.cast import FIRST_DAY, TODAY, Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
BEGINS, A_YEAR = date(2027, 8, 16), timedelta(days=280)
#: What a family opens of a child.
PAGES = ("", "grades/", "attendance/", "schedule/", "schedule/week/", "schedule/month/",
         "assignments/", "transcript/", "documents/", "immunizations/", "changes/", "messages/",
         "more/", "questions/", "looks/")  # fmt: skip


def enroll(cast: Cast, student: str, school: str, grade: str, starts_on: date = BEGINS) -> None:
    with in_all(cast):
        Enrollment(
            student_id=cast.persons[student].id, school=cast.rows[school], grade_level=grade,
            starts_on=starts_on, ends_on=starts_on + A_YEAR,
        ).save(force_insert=True)  # fmt: skip


def only_next_year(cast: Cast, starts_on: date = BEGINS) -> None:
    """Gus is new: nothing of him is of this year."""
    with in_all(cast):
        Enrollment.objects.visible_to(System()).filter(student_id=cast.persons["gus"].id).delete()
    enroll(cast, "gus", "middle", "06", starts_on)


def test_a_new_child_opens_to_her_family_from_the_day_of_enrolling(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    only_next_year(north)
    client, gus = client_of(north.empty_parent), north.persons["gus"].id
    words = words_of(client.get("/north/family/"))
    assert "School begins on August 16, 2027" in words
    assert "is enrolled. Classes, grades and attendance show here from then on." in words
    assert north.rows["middle"].name in words
    assert "No school today" not in words
    assert "No child to show yet" not in words
    for page in PAGES:
        words = words_of(client.get(f"/north/family/{gus}/{page}"))
        assert words.count("School begins on August 16, 2027") >= 1, page
    words = words_of(client.get(f"/north/family/{gus}/immunizations/"))
    assert "What the school asks for" in words and "no vaccine in ." not in words


def test_the_lock_the_reasons_and_the_list_say_the_same_of_next_year(north: Cast) -> None:
    parent, gus = north.persons["empty_parent"], north.persons["gus"].id
    for starts_on, opens in ((BEGINS, True), (date(2028, 8, 14), False)):
        only_next_year(north, starts_on)
        with in_all(north):
            (row,) = tie_rows(System(), parent.id)
            there = open_ties(System(), TODAY).filter(person_id=parent.id).exists()
        entry = enter(Address("north", "family"), parent.account)
        assert entry
        assert (not why_closed(row.tie, TODAY), there, gus in entry["students"]) == (opens,) * 3


def test_who_goes_here_reads_beside_this_year_where_she_goes_next(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    enroll(north, "ana", "west", "04")
    client, ana = client_of(north.mother), north.ana.id
    words = words_of(client.get(f"/north/family/{ana}/"))
    west, here = north.rows["west"].name, north.rows["elementary"].name
    assert f"From August 16, 2027: 4th grade, {west}" in words
    assert f"3rd grade · {here}" in words
    assert words.count(west) == 1
    for page in ("grades/", "attendance/", "schedule/", "transcript/"):
        assert west not in words_of(client.get(f"/north/family/{ana}/{page}")), page


def test_in_the_summer_between_two_years_the_last_marks_and_the_next_year_are_both_there(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    only_next_year(north)
    with in_all(north):
        Enrollment(
            student_id=north.persons["gus"].id, school=north.rows["west"], grade_level="05",
            starts_on=FIRST_DAY, ends_on=TODAY - timedelta(days=6),
        ).save(force_insert=True)  # fmt: skip
    words = words_of(client_of(north.empty_parent).get("/north/family/"))
    assert "School begins on" not in words
    assert "missing" in words
    assert f"From August 16, 2027: 6th grade, {north.rows['middle'].name}" in words
