"""Rubrics: made by a teacher, read at home before the work is due (STU-02)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.grades.models import Assignment
from openhouse.grades.rules import rubrics
from openhouse.ledger.models import Change
from tests.cast import Cast
from tests.cast_records import RUBRIC
from tests.grades.test_handing import desk, here, house, page
from tests.house_client import found_in, words_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
#: Two criteria, as they are typed.
TYPED = {
    "name-1": "Thesis",
    "points-1-1": "3",
    "words-1-1": "Clear and argued",
    "points-1-2": "1.5",
    "words-1-2": "Stated only",
    "name-2": "Sources",
    "points-2-1": "2",
    "words-2-1": "Three or more",
    "points-2-2": "0",
    "words-2-2": "No source",
}
KEPT = [
    ["Thesis", [["3", "Clear and argued"], ["1.5", "Stated only"]]],
    ["Sources", [["2", "Three or more"], ["0", "No source"]]],
]


def stands(cast: Cast, key: str = "due_tomorrow") -> Any:
    with house(cast):
        return Assignment.objects.get(pk=cast.rows[f"work_{key}"].pk).rubric


def saw(cast: Cast, key: str = "due_tomorrow") -> str:
    return rubrics.digest(rubrics.rubric_of(stands(cast, key)))


def write(client: Any, cast: Cast, key: str = "due_tomorrow", **more: str) -> Any:
    said = {"saw": saw(cast, key), "save": "yes"} | TYPED | more
    return client.post(desk(cast, key, "rubric/"), said, follow=True)


def said_on(answer: Any) -> str:
    """The words of a page that says no."""
    return " ".join(" ".join(found_in(answer, "//main")).split())


def put(cast: Cast, key: str, rubric: Any) -> None:
    with house(cast):
        Assignment.objects.filter(pk=cast.rows[f"work_{key}"].pk).update(rubric=rubric)


def test_a_teacher_writes_a_rubric_and_the_family_reads_it_before_the_work_is_due(
    north: Cast, client_of: Clients
) -> None:
    answer = write(client_of(north.teacher), north)
    assert answer.status_code == 200 and "The rubric is kept" in words_of(answer)
    assert stands(north) == KEPT
    for who in (north.mother, north.ben):
        read = words_of(client_of(who).get(page(north)))
        for words in ("How it is scored", "Thesis", "3 points", "Clear and argued", "Sources"):
            assert words in read
        assert "5 points in the rubric. The score is worked out from them, of 10." in read
    with house(north):
        line = Change.objects.get(kind="work.rubric")
    assert (line.actor_id, line.before, line.after) == (north.teacher.id, None, KEPT)
    assert line.about_id == north.rows["work_due_tomorrow"].pk


def test_the_form_has_what_stands_and_empty_lines_are_left_out(
    north: Cast, client_of: Clients
) -> None:
    teacher, url = client_of(north.teacher), desk(north, "turned_in", "rubric/")
    form = teacher.get(url)
    assert found_in(form, "//input[@name='name-1']/@value") == ["Method"]
    assert found_in(form, "//input[@name='points-2-1']/@value") == ["6"]
    empty = {"name-3": "", "points-3-1": "", "words-3-1": " ", "points-1-3": "", "words-1-3": ""}
    write(teacher, north, "turned_in", **empty)
    assert stands(north, "turned_in") == KEPT


def test_criteria_and_levels_are_added_without_a_script_and_nothing_typed_is_lost(
    north: Cast, client_of: Clients
) -> None:
    teacher = client_of(north.teacher)
    url = desk(north, more="rubric/")
    said = TYPED | {"saw": saw(north)}
    longer = teacher.post(url, said | {"more": "1"})
    assert found_in(longer, "//textarea[@name='words-1-2']/text()")[0].strip() == "Stated only"
    assert len(found_in(longer, "//input[starts-with(@name, 'points-1-')]")) == 3
    further = teacher.post(url, said | {"more": "criterion"})
    assert found_in(further, "//input[@name='name-3']/@name") == ["name-3"]
    assert stands(north) is None
    full = said | {f"points-1-{n}": "1" for n in range(1, 7)}
    assert 'name="points-1-7"' not in teacher.post(url, full | {"more": "1"}).content.decode()
    many = {f"name-{n}": "One" for n in range(1, 13)}
    assert 'name="name-13"' not in teacher.post(url, many | {"more": "c"}).content.decode()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (dict.fromkeys(TYPED, ""), "Write at least one criterion"),
        ({"words-1-2": ""}, "Level 2: say in words"),
        ({"words-1-2": "", "points-1-2": ""}, "at least 2 levels"),
        ({"name-2": " "}, "Give the criterion a name"),
        ({"points-1-1": ""}, "Level 1: write its points"),
        ({"points-1-1": "-1"}, "never below 0"),
        ({"points-1-1": "NaN"}, "as a number"),
        ({"points-1-1": "Infinity"}, "as a number"),
        ({"points-1-1": "1e3"}, "as a number"),
        ({"points-1-1": "2,5"}, "as a number"),
        ({"points-1-1": "1.0001"}, "at most 3 digits behind the point"),
        ({"points-1-1": "9" * 60}, "at most 1000 points"),
        ({f"points-1-{n}": "1" for n in range(1, 8)} | {f"words-1-{n}": "W" for n in range(1, 8)},
         "at most 6 levels"),
        ({f"name-{n}": "One" for n in range(1, 14)}, "at most 12 criteria"),
        ({f"points-{at}": "0" for at in ("1-1", "1-2", "2-1", "2-2")}, "All levels have 0 points"),
        ({"name-1": "n" * 151}, "The name is too long"),
        ({"words-1-1": "w" * 401}, "the words are too long"),
        ({"words-1-1": "a\0b"}, "cannot be shown"),
    ],
)  # fmt: skip
def test_what_is_no_rubric_is_told_and_nothing_is_kept(
    more: dict[str, str], says: str, north: Cast, client_of: Clients
) -> None:
    answer = write(client_of(north.teacher), north, **more)
    assert answer.status_code == 400
    assert says in said_on(answer) and "Nothing was kept" in said_on(answer)
    assert stands(north) is None


def test_of_two_teachers_the_second_is_told_and_what_she_typed_is_still_there(
    north: Cast, client_of: Clients
) -> None:
    teacher, old = client_of(north.teacher), saw(north)
    write(teacher, north)
    mine = {"saw": old, "name-1": "Mine"}
    answer = write(teacher, north, **mine)
    assert answer.status_code == 409 and "Somebody changed the rubric" in said_on(answer)
    assert found_in(answer, "//input[@name='name-1']/@value") == ["Mine"]
    assert stands(north) == KEPT
    again = {"saw": found_in(answer, "//input[@name='saw']/@value")[0], "name-1": "Mine"}
    assert write(teacher, north, **again).status_code == 200
    assert stands(north)[0][0] == "Mine"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told(north: Cast, client_of: Clients) -> None:
    url, said = desk(north, more="rubric/"), TYPED | {"saw": saw(north), "save": "yes"}
    one, two = client_of(north.teacher), client_of(north.teacher)
    found = at_once(
        lambda: one.post(url, said | {"name-1": "One"}),
        lambda: two.post(url, said | {"name-1": "Two"}),
    )
    assert found == [302, 409]


def test_it_is_taken_away_and_the_page_of_the_work_with_it(north: Cast, client_of: Clients) -> None:
    put(north, "due_today", KEPT)
    teacher, mother = client_of(north.teacher), client_of(north.mother)
    assert mother.get(page(north, "due_today")).status_code == 200
    said = {"saw": saw(north, "due_today"), "remove": "yes"}
    answer = teacher.post(desk(north, "due_today", "rubric/"), said, follow=True)
    assert "The rubric is gone" in words_of(answer)
    assert stands(north, "due_today") is None
    assert mother.get(page(north, "due_today")).status_code == 404


@pytest.mark.parametrize("who", ["second_teacher", "teacher_mother", "clerk", "mother", "ben"])
def test_nobody_else_writes_a_rubric(who: str, north: Cast, client_of: Clients) -> None:
    answer = write(client_of(north.persons[who]), north)
    assert answer.status_code in (403, 404)
    assert stands(north) is None


def test_work_of_another_class_and_a_number_that_is_none_have_no_rubric_here(
    north: Cast, client_of: Clients
) -> None:
    teacher = client_of(north.teacher)
    history = f"/north/staff/sections/{north.rows['history'].pk}/gradebook/work/"
    for number in (north.rows["work_plain"].pk, 2**62):
        assert teacher.get(f"{history}{number}/rubric/").status_code == 404


def test_what_is_hidden_from_families_hides_its_rubric(north: Cast, client_of: Clients) -> None:
    put(north, "hidden", KEPT)
    assert client_of(north.mother).get(page(north, "hidden")).status_code == 404
    said = words_of(client_of(north.teacher).get(desk(north, "hidden", "rubric/")))
    assert "Families do not see this work yet" in said


def test_the_course_leads_to_it_and_shows_a_new_one_on_the_next_load(
    north: Cast, client_of: Clients
) -> None:
    course, mother = page(north).split("work/")[0], client_of(north.mother)
    first = mother.get(course)
    assert page(north, "plain") in found_in(first, "//a/@href")
    assert page(north, "due_today") not in found_in(first, "//a/@href")
    known = {"headers": {"If-None-Match": first["ETag"]}}
    assert mother.get(course, **known).status_code == 304
    write(client_of(north.teacher), north, "due_today")
    again = mother.get(course, **known)
    assert again.status_code == 200
    assert page(north, "due_today") in found_in(again, "//a/@href")


def test_a_rubric_costs_no_page_a_statement(north: Cast, client_of: Clients) -> None:
    mother, counts = client_of(north.mother), []
    course = page(north).split("work/")[0]
    for rubric in (None, KEPT):
        put(north, "due_tomorrow", rubric)
        mother.get(page(north))
        for url in (page(north), course):
            with CaptureQueriesContext(connection) as asked:
                mother.get(url)
            counts.append(len(asked))
    without, course_without, with_one, course_with = counts
    assert with_one == without and course_with == course_without
    assert max(counts) <= 8


def test_handing_in_is_not_spoken_of_where_there_is_only_a_rubric(
    north: Cast, client_of: Clients
) -> None:
    for who in (north.ben, north.mother):
        read = words_of(client_of(who).get(page(north, "plain")))
        assert "9 of 10" in read and "Method" in read
        assert "anded in" not in read and "hand it in" not in read
    here(north, "plain")
    assert "Nothing handed in" in words_of(client_of(north.ben).get(page(north, "plain")))


def new_work(client: Any, cast: Cast, **more: str) -> Any:
    url = f"/north/staff/sections/{cast.rows['algebra'].pk}/gradebook/work/new/"
    said = {"name": "Essay", "points": "10", "multiplier": "1", "visible": "on", "counts": "on"}
    return client.post(url, said | more)


def test_a_new_piece_of_work_takes_a_rubric_of_hers_along_to_her_other_classes(
    north: Cast, client_of: Clients
) -> None:
    more = {"also": str(north.rows["history"].pk), "rubric_from": str(north.rows["work_plain"].pk)}
    assert new_work(client_of(north.teacher), north, **more).status_code == 302
    sections = {north.rows["algebra"].pk, north.rows["history"].pk}
    with house(north):
        found = list(Assignment.objects.filter(name="Essay").values_list("section_id", "rubric"))
    assert {section for section, _rubric in found} == sections
    assert [rubric for _section, rubric in found] == [RUBRIC, RUBRIC]


def test_without_a_choice_a_new_piece_of_work_has_none(north: Cast, client_of: Clients) -> None:
    assert new_work(client_of(north.teacher), north).status_code == 302
    with house(north):
        assert Assignment.objects.get(name="Essay").rubric is None


def test_a_rubric_is_copied_into_the_form_and_kept_when_she_saves_it(
    north: Cast, client_of: Clients
) -> None:
    teacher, url = client_of(north.teacher), desk(north, more="rubric/")
    choices = found_in(teacher.get(url), "//select[@name='from']/option/@value")
    assert str(north.rows["work_plain"].pk) in choices
    said = {"saw": saw(north), "from": str(north.rows["work_plain"].pk), "copy": "yes"}
    answer = teacher.post(url, said)
    assert "not saved yet" in words_of(answer) and stands(north) is None
    assert found_in(answer, "//input[@name='name-1']/@value") == ["Method"]
    assert found_in(answer, "//input[@name='points-2-1']/@value") == ["6"]


def test_a_rubric_of_another_teachers_class_is_not_copied(
    north: Cast, south: Cast, client_of: Clients
) -> None:
    with house(north):
        Assignment.objects.filter(pk=north.rows["work_biology"].pk).update(rubric=RUBRIC)
    teacher, url = client_of(north.teacher), desk(north, more="rubric/")
    for number in (north.rows["work_biology"].pk, south.rows["work_plain"].pk, 2**70, 0, "x"):
        said = {"saw": saw(north), "from": str(number), "copy": "yes"}
        assert teacher.post(url, said).status_code == 404
        answer = new_work(teacher, north, rubric_from=str(number))
        assert answer.status_code == 400
    assert str(north.rows["work_biology"].pk) not in found_in(
        teacher.get(url), "//select[@name='from']/option/@value"
    )
    with house(north):
        assert not Assignment.objects.filter(name="Essay").exists()


@pytest.mark.parametrize(
    ("text", "points", "kind"),
    [("3", "3", ""), ("2.50", "2.5", ""), (".5", "0.5", ""), ("-0", "0", ""), ("1000", "1000", ""),
     ("1000.001", "1000.001", "large"), ("", "0", "points"), ("3 points", "0", "number")],
)  # fmt: skip
def test_points_are_read_exactly(text: str, points: str, kind: str) -> None:
    typed: list[rubrics.Typed] = [("One", ((text, "Good"), ("1", "Less")))]
    found, faults = rubrics.read_rubric(typed)
    assert found[0].levels[0].points == Decimal(points)
    assert [fault.kind for fault in faults] == ([kind] if kind else [])


def test_a_rubric_is_the_same_after_it_was_kept() -> None:
    found = rubrics.rubric_of(KEPT)
    assert rubrics.kept(found) == KEPT
    assert rubrics.most_of(found) == 5
    assert rubrics.digest(found) != rubrics.digest(found[:1]) != rubrics.digest(())
