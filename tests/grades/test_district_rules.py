"""What the district decides about marks: scales, marks made of others, how a new class computes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openhouse.common.scope import scope
from openhouse.courses.models import Section, SectionTeacher
from openhouse.grades.models import (
    Gradebook,
    GradebookDefault,
    GradingScale,
    GradingTask,
    PostedMark,
    PostingWindow,
    TaskPart,
)
from tests.cast import Cast
from tests.house_client import found_in, words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
RULES = "/north/office/posting/rules/"


def scale_said(*lines: tuple[str, str, str], rounding: str = "whole") -> dict[str, str]:
    said = {"name": "Letters", "rounding": rounding}
    for at, line in enumerate(lines):
        said |= {f"{n}-{at}": v for n, v in zip(("mark", "low", "high"), line, strict=True)}
    return said


def steps(cast: Cast) -> Any:
    with scope(district=cast.id, students="all", hat="system"):
        return GradingScale.objects.get(pk=cast.rows["scale"].pk).steps


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([("A", "90", "100"), ("B", "80", "88"), ("F", "0", "79")], "gap: B ends at 88"),
        ([("A", "90", "100"), ("B", "80", "90"), ("F", "0", "79")], "A and B overlap"),
        ([("A", "90", ""), ("B", "95", ""), ("F", "0", "")], "A and B overlap"),
        ([("A", "90", ""), ("F", "10", "")], "must begin at 0: F begins at 10"),
        ([("A", "90", ""), ("A", "0", "")], "A stands here twice"),
        ([("A", "NaN", "")], "type percents as numbers"),
        ([("A", "8,5", "")], "type percents as numbers"),
        ([("A", "1e400", "")], "type percents as numbers"),
        ([("A" * 21, "0", "")], "1 to 20 letters"),
        ([("A", "90", "100"), ("F", "0", "")], "to which percent it goes, or of none"),
        ([("", "", "")], "at least one mark"),
    ],
)
def test_a_scale_with_a_gap_or_an_overlap_is_refused_in_a_sentence(
    lines: list[tuple[str, str, str]], says: str, north: Cast, client_of: Clients
) -> None:
    before, url = steps(north), f"{RULES}scales/{north.rows['scale'].pk}/"
    answer = client_of(north.admin).post(url, scale_said(*lines))
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert steps(north) == before


def test_a_scale_is_kept_and_classes_show_its_marks_at_once(
    north: Cast, client_of: Clients
) -> None:
    url = f"{RULES}scales/{north.rows['scale'].pk}/"
    admin = client_of(north.admin)
    lines = [("Great", "80", "100"), ("Good", "50", "79"), ("Soon", "0", "49"), ("", "", "")]
    before, said = steps(north), scale_said(*lines)
    looked = words_of(admin.post(url, said))
    assert "From 89.95 % on: A → Great" in looked
    assert "From 79.95 % to below 89.95 %: B → Great" in looked
    assert "2 marks of today would be others" in looked
    assert "2 of 2" in looked and "Posted marks stay" in looked
    assert steps(north) == before
    assert admin.post(url, said | {"keep": "yes"}).status_code == 302
    assert steps(north) == [["Great", "80"], ["Good", "50"], ["Soon", "0"]]
    course = f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    assert "Good" in words_of(client_of(north.mother).get(course))
    admin.post(url, {"delete": "1"})
    assert steps(north)  # in use
    assert "No mark would change" in words_of(admin.post(url, said))


def window_of_the_semester(cast: Cast, *marks: tuple[str, str], waits: bool = False) -> str:
    """A final mark of the first semester: 40 of each quarter's, 20 of the exam; its address."""
    rows = cast.rows
    exam = GradingTask.objects.create(name="Exam", kind="exam")
    GradingTask.objects.filter(pk=rows["task_final"].pk).update(waits=waits)
    TaskPart.objects.create(task=rows["task_final"], part=exam, place="same", weight=20)
    window = PostingWindow.objects.create(
        task=rows["task_final"], term=rows["high_s1"], school=rows["high"],
        opens_on=date(2026, 10, 1), closes_on=date(2026, 10, 31),
    )  # fmt: skip
    for term, percent in marks:
        PostedMark(
            student_id=cast.ben.id, section=rows["algebra"], term=rows[term],
            task=exam if term == "high_s1" else rows["task"], percent=Decimal(percent),
        ).save(force_insert=True)  # fmt: skip
    return f"/north/staff/sections/{rows['algebra'].pk}/gradebook/posting/?window={window.pk}"


def offered(cast: Cast, client: Any, url: str) -> list[str]:
    page = client.get(url)
    return [
        *found_in(page, f"//input[@name='letter-{cast.ben.id}']/@value"),
        *found_in(page, f"//input[@name='percent-{cast.ben.id}']/@value"),
    ]


def test_a_mark_made_of_others_is_offered_with_a_missing_part_shared_out(
    north: Cast, client_of: Clients
) -> None:
    with scope(district=north.id, students="all", hat="system"):
        url = window_of_the_semester(north, ("high_s1", "70"))
    client = client_of(north.teacher)
    # Quarter 1 84.5 (40) and the exam 70 (20); nothing of quarter 2 yet.
    assert offered(north, client, url)[1] == "79.7"
    words = words_of(client.get(url))
    assert "84.5 %, weight 40" in words
    assert "not there yet: Quarter 2" in words
    said = {f"letter-{north.ben.id}": "C", f"percent-{north.ben.id}": "79.7", "post": "yes"}
    assert client.post(url, said).status_code == 302
    assert "set by hand" not in words_of(client.get(url)).split("Tanaka")[0]


def test_a_mark_made_of_others_waits_where_the_district_says_so(
    north: Cast, client_of: Clients
) -> None:
    with scope(district=north.id, students="all", hat="system"):
        url = window_of_the_semester(north, ("high_s1", "70"), waits=True)
    client = client_of(north.teacher)
    assert offered(north, client, url) == ["", ""]
    assert "waits for Quarter 2" in words_of(client.get(url))


@pytest.mark.parametrize(
    ("part", "place", "weight", "says"),
    [
        ("task", "inside", "-1", "from 0 to 1000"),
        ("task", "inside", "1e400", "from 0 to 1000"),
        ("task", "inside", "8,5", "from 0 to 1000"),
        ("task_final", "same", "10", "part of itself"),
        ("none", "inside", "10", "not there"),
        ("task", "elsewhere", "10", "not there"),
    ],
)
def test_what_cannot_be_a_part_is_refused(
    part: str, place: str, weight: str, says: str, north: Cast, client_of: Clients
) -> None:
    url = f"{RULES}marks/{north.rows['task_final'].pk}/"
    number = str(north.rows[part].pk) if part in north.rows else "99999999999999999999"
    said = {"name": "Final", "kind": "final", "waits": "no"}
    said |= {"part-0": number, "place-0": place, "weight-0": weight}
    answer = client_of(north.admin).post(url, said)
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_the_district_says_of_what_a_mark_is_made(north: Cast, client_of: Clients) -> None:
    client = client_of(north.admin)
    url = f"{RULES}marks/{north.rows['task_final'].pk}/"
    said = {"name": "Semester", "kind": "semester", "waits": "yes"}
    said |= {"part-0": str(north.rows["task"].pk), "place-0": "inside", "weight-0": "50"}
    assert client.post(url, said).status_code == 302
    assert "inside (50)" in words_of(client.get(RULES))
    again = client.post(f"{RULES}marks/0/", said | {"part-0": ""})
    assert "Another mark is called so" in again.content.decode()


def test_a_new_class_takes_the_districts_options_and_categories(
    north: Cast, client_of: Clients
) -> None:
    form = {
        "weighted": "on",
        "missing": "floor",
        "floor": "50",
        "scale": str(north.rows["scale"].pk),
        "estimate": "mode",
    }
    form |= {"name--1": "Tests", "weight--1": "70", "name--2": "Homework", "weight--2": "30"}
    assert client_of(north.admin).post(f"{RULES}new-classes/", form).status_code == 302
    with scope(district=north.id, students="all", hat="system"):
        old = north.rows["algebra"]
        new = Section.objects.create(
            course_id=old.course_id, school_id=old.school_id, term_id=old.term_id, name="New class"
        )
        SectionTeacher.objects.create(section=new, person_id=north.teacher.id)
        book = Gradebook.objects.get(section=new)
        assert (book.weighted, book.missing_percent, book.estimate) == (True, 50, "mode")
        assert book.scale_id == north.rows["scale"].pk
    here = f"/north/staff/sections/{new.pk}/gradebook/"
    teacher = client_of(north.teacher)
    assert "Homework" in found_in(teacher.get(f"{here}options/"), "//input/@value")
    work = {"name": "Quiz", "points": "10", "multiplier": "1", "category": "-1", "visible": "on"}
    assert teacher.post(f"{here}work/new/", work).status_code == 302
    with scope(district=north.id, students="all", hat="system"):
        names = list(new.categories.order_by("id").values_list("name", "weight"))
    assert names == [("Tests", 70), ("Homework", 30)]


def test_a_default_with_a_fault_is_not_kept(north: Cast, client_of: Clients) -> None:
    form = {"missing": "floor", "floor": "NaN", "scale": ""}
    answer = client_of(north.admin).post(f"{RULES}new-classes/", form)
    assert answer.status_code == 400
    with scope(district=north.id, students="all", hat="system"):
        assert GradebookDefault.objects.get().missing_percent == 0
