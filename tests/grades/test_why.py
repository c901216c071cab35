"""Why a mark is what it is, and what it would be: the two pages behind a mark in progress."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.districts.models import School
from openhouse.grades.models import Category, Gradebook, Score
from tests.cast import Cast, Somebody
from tests.house_client import HouseClient, found_in, words_of

pytestmark = pytest.mark.django_db
Sign = Callable[[Somebody], HouseClient]


@pytest.fixture
def mother(client_of: Sign, north: Cast) -> HouseClient:
    return client_of(north.mother)


@contextmanager
def office(cast: Cast) -> Iterator[None]:
    with scope(district=cast.id, students="all", hat="system"):
        yield


def page(cast: Cast, name: str, query: str = "", section: str = "algebra") -> str:
    number = cast.rows[section].pk
    return f"/{cast.slug}/family/{cast.ben.id}/grades/{number}/{name}/{query}"


def words_at(client: HouseClient, url: str) -> str:
    return words_of(client.get(url))


def test_why_says_category_by_category_what_each_score_does(
    mother: HouseClient, north: Cast
) -> None:
    words = words_at(mother, page(north, "why"))
    assert "Why 57.9 %?" in words
    assert "Counts 60 % of the mark and brings 31.2 of its points." in words
    assert "lowers the mark by" in words
    assert "lifts the mark by" in words
    assert "left out" in words


def test_what_is_no_part_of_the_mark_says_why(mother: HouseClient, north: Cast) -> None:
    words = words_at(mother, page(north, "why")).split("Not part of the mark")[1]
    assert "excused: it does not count" in words
    assert "not scored yet" in words


def test_missing_is_told_as_the_teacher_means_it(mother: HouseClient, north: Cast) -> None:
    with office(north):
        section = north.rows["algebra"].pk
        Gradebook.objects.filter(section_id=section).update(missing_percent=50)
        Category.objects.filter(section_id=section).update(drop_lowest=0)
    words = words_at(mother, page(north, "why"))
    assert "1 missing piece counts as 50 %: so the teacher has set it." in words
    assert "counts as 50 % until it is scored" in words
    with office(north):
        Gradebook.objects.filter(section_id=section).update(missing_percent=None)
    words = words_at(mother, page(north, "why"))
    assert "missing: it does not count until it is scored" in words


def test_a_class_by_percent_says_so(mother: HouseClient, north: Cast) -> None:
    with office(north):
        section = north.rows["algebra"].pk
        Gradebook.objects.filter(section_id=section).update(by_percent=True, weighted=False)
    words = words_at(mother, page(north, "why"))
    assert "This class goes by percent: a small piece counts as much as a large one." in words


def test_a_try_shows_the_mark_that_would_be_and_keeps_nothing(
    mother: HouseClient, north: Cast
) -> None:
    scored = north.rows["work_plain"].pk
    url = page(north, "try")
    assert "That is the mark as it stands." in words_at(mother, url)
    words = words_at(mother, f"{url}?s{scored}=0")
    assert "now F, 57.9 %" in words or "now 57.9 %" in words
    assert "That is the mark as it stands." not in words
    with office(north):
        kept = Score.objects.visible_to(System()).get(student_id=north.ben.id, assignment_id=scored)
    assert kept.points != Decimal(0)
    assert "Why 57.9 %?" in words_at(mother, page(north, "why"))


def test_a_score_can_be_added(mother: HouseClient, north: Cast) -> None:
    category = north.rows["tests"].pk
    url = page(north, "try", f"?points=100&of=100&category={category}")
    answer = mother.get(url)
    assert 'value="100"' in answer.content.decode()
    assert "now" in words_of(answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-1", "A score is 0 or more."),
        ("NaN", "Write a number such as 8.5."),
        ("1e400", "Write a number such as 8.5."),
        ("8,5", "Write the number with a point: 8.5."),
        ("8/10", "Write only the points earned: 8."),
        ("85 %", "Write points, not a percent."),
        ("9999999", "Write a number below 1,000,000."),
        ("1.2345", "Write at most three digits after the point."),
        ("8" * 50, "This is too long for a score."),
        ("<b>", "Write a number such as 8.5."),
    ],
)
def test_what_cannot_be_read_says_what_to_write(
    mother: HouseClient, north: Cast, typed: str, said: str
) -> None:
    scored = north.rows["work_plain"].pk
    answer = mother.get(page(north, "try"), query_params={f"s{scored}": typed})
    assert said in words_of(answer)
    assert "That is the mark as it stands." in words_of(answer)


def test_a_school_that_hides_marks_or_work_shows_no_reasons(
    mother: HouseClient, north: Cast
) -> None:
    schools = School.objects.filter(pk=north.rows["high"].pk)
    with office(north):
        schools.update(shows_assignments=False)
    assert mother.get(page(north, "try")).status_code == 404
    words = words_at(mother, page(north, "why"))
    assert north.rows["work_plain"].name not in words
    with office(north):
        schools.update(shows_in_progress_marks=False)
    assert mother.get(page(north, "why")).status_code == 404


def test_a_course_without_a_score_has_no_reasons_yet(mother: HouseClient, north: Cast) -> None:
    assert "No mark yet" in words_at(mother, page(north, "why", section="drawing"))
    assert "No mark yet" in words_at(mother, page(north, "try", section="drawing"))


def test_the_mark_over_the_term_is_a_picture_with_its_numbers_behind_it(
    mother: HouseClient, north: Cast
) -> None:
    answer = mother.get(page(north, "why"))
    words = words_of(answer)
    assert "Over the term" in words
    (said,) = found_in(answer, "//div[@class='trend']/svg/@aria-label")
    assert said.replace("\u00a0", " ") in words
    numbers = found_in(answer, "//caption[contains(., 'each week')]/../tbody/tr/td")
    assert len(numbers) >= 2
    assert numbers[0] == "57.9\u00a0%"  # the newest is the mark in progress itself
    assert f"to {numbers[0]} on Tuesday, Oct 6." in said


@pytest.mark.parametrize("name", ["why", "try"])
def test_both_pages_say_how_fresh_they_are(name: str, mother: HouseClient, north: Cast) -> None:
    for scored_on, words in (("2026-10-06", "today"), ("2026-10-05", "yesterday")):
        with office(north):
            Score.objects.visible_to(System()).filter(student_id=north.ben.id).update(
                scored_on=scored_on
            )
        assert words_at(mother, page(north, name)).count(f"last entry {words}") == 1
    with office(north):
        Score.objects.visible_to(System()).filter(student_id=north.ben.id).update(
            scored_on="2026-09-02"
        )
    assert words_at(mother, page(north, name)).count("last entry 34 days ago") == 1


def test_a_class_that_estimates_its_skills_shows_each_beside_the_mark(
    mother: HouseClient, north: Cast
) -> None:
    url = page(north, "why")
    assert "What is learnt" not in words_at(mother, url)
    with office(north):
        Gradebook.objects.filter(section=north.rows["algebra"]).update(estimate="highest")
    words = words_at(mother, url)
    assert "Why 57.9 %?" in words  # the mark is as it was
    skills = words.split("What is learnt")[1].split("Work that is missing")[0]
    assert "Homework" in skills and "3 scores A 90 %" in skills
    assert "How it is estimated: the highest score." in skills
