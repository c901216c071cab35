"""Posted marks beside the marks in progress."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from openhouse.access.viewer import System
from openhouse.grades.models import Assignment, GradingTask, PostedMark, Score
from tests.cast import Cast, Somebody, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(client_of: Callable[[Somebody], HouseClient], north: Cast) -> HouseClient:
    return client_of(north.mother)


def words_at(client: HouseClient, url: str) -> str:
    return words_of(client.get(url))


def grades_of(cast: Cast) -> str:
    return f"/{cast.slug}/family/{cast.ben.id}/grades/"


def course_of(cast: Cast, section: str) -> str:
    return f"{grades_of(cast)}{cast.rows[section].pk}/"


def test_in_progress_and_posted_are_apart(mother: HouseClient, north: Cast) -> None:
    words = words_at(mother, grades_of(north))
    so_far, posted = words.split("Posted by the teachers")
    assert "57.9 %" in so_far and "57.9 %" not in posted
    assert "84.5 %" in posted and "84.5 %" not in so_far
    assert "not final" in so_far


def test_posted_marks_stand_first_while_no_mark_is_in_progress(
    mother: HouseClient, north: Cast
) -> None:
    with in_all(north):
        Score.objects.visible_to(System()).filter(student_id=north.ben.id).delete()
        Assignment.objects.all().update(visible=False)
    words = words_at(mother, grades_of(north))
    assert words.index("Posted by the teachers") < words.index("So far")
    assert "No mark in progress yet." in words
    assert "no mark yet" not in words, "nothing is said once for each class"
    course = words_at(mother, course_of(north, "algebra"))
    assert course.index("Posted by the teacher") < course.index("So far")


@pytest.mark.parametrize(
    ("letter", "percent", "is_low"),
    [
        ("D", "69.9", True),
        ("C", "70", False),
        ("", "49", True),
        ("D", None, True),
        ("S", None, False),
    ],
)
def test_a_posted_mark_to_look_at_goes_by_the_rule_of_marks_in_progress(
    mother: HouseClient, north: Cast, letter: str, percent: str | None, is_low: bool
) -> None:
    with in_all(north):
        PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id).update(
            letter=letter, percent=percent and Decimal(percent)
        )
    words = words_at(mother, grades_of(north))
    assert ("Look here" in words.split("Posted by the teachers")[1]) is is_low


def test_a_task_that_is_the_terms_own_mark_is_not_named(mother: HouseClient, north: Cast) -> None:
    with in_all(north):
        GradingTask.objects.filter(pk=north.rows["task"].pk).update(name="Grading period")
    course = words_at(mother, course_of(north, "algebra"))
    assert "Grading period" not in course
    assert north.rows["high_q1"].name in course.split("Posted by the teacher")[1]


def test_posted_marks_say_task_and_term(mother: HouseClient, north: Cast) -> None:
    words = words_at(mother, course_of(north, "algebra"))
    posted = words.split("Posted by the teacher")[1]
    task, term = north.rows["task"].name, north.rows["high_q1"].name
    assert f"{term}: {task} posted Sep 25" in posted
    assert "A good start." in posted


def test_a_posted_mark_without_a_letter_shows_its_percent(mother: HouseClient, north: Cast) -> None:
    with in_all(north):
        PostedMark.objects.visible_to(System()).filter(
            student_id=north.ben.id, section_id=north.rows["history"].pk
        ).update(letter="", percent=Decimal("91.25"))
    url = course_of(north, "history")
    assert "91.3 %" in words_at(mother, url).split("Posted by the teacher")[1]
