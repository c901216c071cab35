"""Scored by a rubric: on the desk where the work is read, by the same road as every score."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.courses.models import Placement
from openhouse.grades.models import Assignment, Score
from openhouse.grades.models_work import RubricScore
from openhouse.grades.rules import judging, rubrics
from openhouse.ledger.models import Change
from tests.cast import Cast
from tests.cast_records import RUBRIC
from tests.grades.test_gradebook import cell, enter
from tests.grades.test_handing import desk, house, page, stands
from tests.grades.test_rubrics import put, said_on, write
from tests.house_client import found_in, words_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
KEY = "turned_in"


def place(cast: Cast, key: str = KEY, who: str = "ben") -> str:
    return desk(cast, key, f"students/{cast.persons[who].id}/")


def form(client: Any, cast: Cast, key: str = KEY, who: str = "ben") -> dict[str, str]:
    """What the fields of the form hold."""
    read = client.get(place(cast, key, who))
    names = found_in(read, "//main//input[not(@type='radio') and not(@type='checkbox')]/@name")
    said = {name: (found_in(read, f"//input[@name='{name}']/@value") or [""])[0] for name in names}
    said |= {
        name: found_in(read, f"//input[@name='{name}' and @checked]/@value")[0]
        for name in found_in(read, "//input[@type='radio']/@name")
    }
    if found_in(read, "//input[@name='sum' and @checked]/@name"):
        said["sum"] = "yes"
    return said


def tap(client: Any, cast: Cast, key: str = KEY, who: str = "ben", **more: str) -> Any:
    said = form(client, cast, key, who)
    return client.post(
        place(cast, key, who), said | {k.replace("_", "-"): v for k, v in more.items()}
    )


def judged(cast: Cast, key: str = KEY, who: str = "ben") -> Any:
    with house(cast):
        found = RubricScore.objects.visible_to(System()).filter(
            assignment_id=cast.rows[f"work_{key}"].pk, student_id=cast.persons[who].id
        )
        return found.values_list("said", flat=True).first()


def field(cast: Cast, name: str, key: str = KEY) -> str:
    return f"{name}_{cast.ben.id}_{cast.rows[f'work_{key}'].pk}"


def test_a_level_a_criterion_is_tapped_and_the_sum_becomes_the_score(
    north: Cast, client_of: Clients
) -> None:
    teacher = client_of(north.teacher)
    before = words_of(client_of(north.mother).get(page(north, KEY)))
    assert "Reached" not in before
    answer = tap(teacher, north, level_1="2", level_2="1", words_1="Show line two.")
    assert answer.status_code == 302
    assert stands(north, KEY) == (8, "")
    assert judged(north) == [[RUBRIC[0], 1, "Show line two."], [RUBRIC[1], 0, ""]]
    for who in (north.mother, north.ben):
        read = client_of(who).get(page(north, KEY))
        hers = found_in(read, "//li[@class='hers']")
        assert [" ".join(one.split()) for one in hers] == [
            "2 points Some steps are missing Reached", "6 points It is right Reached",
        ]  # fmt: skip
        assert "Show line two." in words_of(read) and "8 of 10" in words_of(read)


def test_the_score_is_told_as_any_other_and_the_ledger_has_both(
    north: Cast, client_of: Clients
) -> None:
    tap(client_of(north.teacher), north, level_1="1", level_2="1")
    number = north.rows[f"work_{KEY}"].pk
    with house(north):
        lines = Change.objects.filter(about_id=number, actor_id=north.teacher.id)
        found = {line.kind: line for line in lines}
    assert set(found) == {"score.changed", "work.judged"}
    assert found["score.changed"].after["points"] == 10
    assert found["work.judged"].student_id == north.ben.id
    feed = words_of(client_of(north.mother).get(f"/north/family/{north.ben.id}/changes/"))
    assert "Turned in" in feed


def test_work_that_was_not_handed_in_is_scored_by_it_too(north: Cast, client_of: Clients) -> None:
    teacher = client_of(north.teacher)
    rows = found_in(teacher.get(desk(north, KEY)), "//a[contains(@href, '/students/')]/@href")
    assert place(north, KEY, "cai") in rows
    assert tap(teacher, north, KEY, "cai", level_1="1", level_2="2").status_code == 302
    with house(north):
        score = Score.objects.visible_to(System()).get(
            student_id=north.persons["cai"].id, assignment_id=north.rows[f"work_{KEY}"].pk
        )
    assert score.points == 4


def test_what_she_types_wins_and_without_the_box_the_score_stays(
    north: Cast, client_of: Clients
) -> None:
    teacher = client_of(north.teacher)
    tap(teacher, north, level_1="1", level_2="1", **{field(north, "c"): "9"})
    assert stands(north, KEY) == (9, "")
    assert "sum" not in form(teacher, north)  # it is no longer what the rubric comes to
    tap(teacher, north, level_1="3")
    assert stands(north, KEY) == (9, "") and judged(north)[0][1] == 2
    tap(teacher, north, sum="yes")
    assert stands(north, KEY) == (6, "")


def test_a_sum_with_a_level_lacking_is_no_score_and_what_was_said_waits_for_it(
    north: Cast, client_of: Clients
) -> None:
    tap(client_of(north.teacher), north, level_1="1", words_1="Good")
    assert stands(north, KEY) == (None, "turned in")
    assert judged(north)[0][1:] == [0, "Good"]
    read = words_of(client_of(north.mother).get(page(north, KEY)))
    assert "Good" not in read and "Reached" not in read


def test_a_flag_that_says_something_besides_stays(north: Cast, client_of: Clients) -> None:
    put(north, "late", RUBRIC)
    tap(client_of(north.teacher), north, "late", level_1="2", level_2="1", sum="yes")
    assert stands(north, "late") == (8, "late")


@pytest.mark.parametrize(
    ("points", "score"), [(None, "8"), (0, "8"), (5, "4"), (10, "8"), (100, "80"), (7, "5.6")]
)
def test_the_sum_is_brought_to_the_points_of_the_work(
    points: int | None, score: str, north: Cast, client_of: Clients
) -> None:
    with house(north):
        Assignment.objects.filter(pk=north.rows[f"work_{KEY}"].pk).update(points=points)
    tap(client_of(north.teacher), north, level_1="2", level_2="1")
    assert stands(north, KEY) == (Decimal(score), "")


@pytest.mark.parametrize(
    ("levels", "possible", "score"),
    [((1, 2), "10", "3.333"), ((2, 1), "10", "6.667"), ((1, 2), "0.0015", "0.001"),
     ((2, 1), None, "2"), ((1, 1), "3", "3")],
)  # fmt: skip
def test_the_score_is_exact_to_the_last_digit_that_is_kept(
    levels: tuple[int, int], possible: str | None, score: str
) -> None:
    (best, other), most = levels, 3
    rubric = rubrics.rubric_of([["One", [[str(most), "All"], [str(best), "Some"], ["0", "No"]]]])
    said = judging.judge(rubric, [(1 if other != best else 0, "")])
    assert judging.score_by(said, Decimal(possible) if possible else None) == Decimal(score)


def test_a_changed_rubric_leaves_what_was_said_and_says_so(north: Cast, client_of: Clients) -> None:
    teacher, mother = client_of(north.teacher), client_of(north.mother)
    said = judged(north, "plain")
    editor = words_of(teacher.get(desk(north, "plain", "rubric/")))
    assert "1 student is scored by it" in editor and "stays as it was said" in editor
    assert write(teacher, north, "plain").status_code == 200
    assert judged(north, "plain") == said and stands(north, "plain") == (9, "")
    read = words_of(mother.get(page(north, "plain")))
    assert "Each step is shown" in read and "Thesis" not in read
    assert "changed the rubric since" in read
    there = words_of(teacher.get(place(north, "plain")))
    assert "Said by the rubric as it was before" in there and "Thesis" in there
    tap(teacher, north, "plain", level_1="1", level_2="1", sum="yes")
    read = words_of(mother.get(page(north, "plain")))
    assert "Thesis" in read and "Each step is shown" not in read
    assert stands(north, "plain") == (10, "")


def test_a_rubric_that_work_was_scored_by_is_not_taken_away(
    north: Cast, client_of: Clients
) -> None:
    teacher, url = client_of(north.teacher), desk(north, "plain", "rubric/")
    assert "Remove the rubric" not in words_of(teacher.get(url))
    saw = found_in(teacher.get(url), "//input[@name='saw']/@value")[0]
    answer = teacher.post(url, {"saw": saw, "remove": "yes"}, follow=True)
    assert "so it stays" in words_of(answer)
    with house(north):
        assert Assignment.objects.get(pk=north.rows["work_plain"].pk).rubric == RUBRIC


def test_a_form_of_a_rubric_that_was_changed_meanwhile_keeps_nothing(
    north: Cast, client_of: Clients
) -> None:
    teacher = client_of(north.teacher)
    said = form(teacher, north) | {"level-1": "1", "level-2": "1"}
    write(teacher, north, KEY)
    answer = teacher.post(place(north), said)
    assert answer.status_code == 409 and "The rubric was changed meanwhile" in said_on(answer)
    assert judged(north) is None and stands(north, KEY) == (None, "turned in")


def test_of_two_teachers_the_second_is_told_and_may_keep_hers(
    north: Cast, client_of: Clients
) -> None:
    teacher = client_of(north.teacher)
    said = form(teacher, north) | {"level-1": "1", "level-2": "1"}
    tap(teacher, north, level_1="3", level_2="2")
    answer = teacher.post(place(north), said)
    assert answer.status_code == 409 and "Somebody else has scored it" in said_on(answer)
    assert stands(north, KEY) == (0, "")
    again = said | {
        name: found_in(answer, f"//input[@name='{name}']/@value")[0]
        for name in (
            "judged",
            field(north, "was").replace("_", "-"),
            field(north, "c").replace("_", "-"),
        )
    }
    assert teacher.post(place(north), again).status_code == 302
    assert stands(north, KEY) == (10, "") and judged(north)[0][1] == 0


def test_a_score_that_was_entered_meanwhile_is_not_written_over(
    north: Cast, client_of: Clients
) -> None:
    teacher = client_of(north.teacher)
    said = form(teacher, north) | {"level-1": "1", "level-2": "1"}
    enter(teacher, north, cell(north, "ben", KEY, "7", "T"))
    answer = teacher.post(place(north), said)
    assert answer.status_code == 409 and "Somebody changed it to 7" in said_on(answer)
    assert judged(north) is None and stands(north, KEY) == (7, "")
    name = field(north, "c").replace("_", "-")
    assert found_in(answer, f"//input[@name='{name}']/@value") == ["7"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told(north: Cast, client_of: Clients) -> None:
    one, two = client_of(north.teacher), client_of(north.teacher)
    said = form(one, north) | {"level-2": "1"}
    found = at_once(
        lambda: one.post(place(north), said | {"level-1": "1"}),
        lambda: two.post(place(north), said | {"level-1": "2"}),
    )
    assert found == [302, 409]


@pytest.mark.parametrize(
    ("more", "says"),
    [({"words_1": "w" * 1001}, "too long"), ({"words_2": "a\0b"}, "cannot be shown")],
)
def test_a_comment_that_cannot_be_kept_keeps_nothing(
    more: dict[str, str], says: str, north: Cast, client_of: Clients
) -> None:
    answer = tap(client_of(north.teacher), north, level_1="1", level_2="1", **more)
    assert answer.status_code == 409 and says in said_on(answer)
    assert judged(north) is None and stands(north, KEY) == (None, "turned in")


@pytest.mark.parametrize("level", ["4", "99", "-1", "x", "²"])
def test_a_level_that_is_not_there_is_none(level: str, north: Cast, client_of: Clients) -> None:
    tap(client_of(north.teacher), north, level_1=level, level_2="1")
    assert stands(north, KEY) == (None, "turned in")
    assert judged(north)[0][1] is None


def test_who_has_left_the_class_is_not_scored(north: Cast, client_of: Clients) -> None:
    teacher = client_of(north.teacher)
    said = form(teacher, north) | {"level-1": "1", "level-2": "1"}
    with house(north):
        there = Placement.objects.visible_to(System()).filter(
            student_id=north.ben.id, section_id=north.rows["algebra"].pk
        )
        there.update(ends_on="2026-10-05")
    assert teacher.post(place(north), said).status_code == 404
    assert judged(north) is None and stands(north, KEY) == (None, "turned in")


def test_what_was_said_of_hidden_work_no_family_reads(north: Cast, client_of: Clients) -> None:
    put(north, "hidden", RUBRIC)
    tap(client_of(north.teacher), north, "hidden", level_1="1", words_1="Nobody reads this")
    assert judged(north, "hidden")[0][2] == "Nobody reads this"
    for url in (page(north, "hidden"), page(north).split("work/")[0],
                f"/north/family/{north.ben.id}/changes/"):  # fmt: skip
        assert "Nobody reads this" not in client_of(north.mother).get(url).content.decode()


def test_what_was_said_goes_with_its_work(north: Cast) -> None:
    number = north.rows["work_plain"].pk
    with house(north), connection.cursor() as cursor:
        cursor.execute("DELETE FROM grades_score WHERE assignment_id = %s", [number])
        cursor.execute("DELETE FROM grades_assignment WHERE id = %s", [number])
    assert judged(north, "plain") is None


def test_taking_every_word_back_leaves_nothing_said(north: Cast, client_of: Clients) -> None:
    teacher = client_of(north.teacher)
    tap(teacher, north, level_1="1")
    tap(teacher, north, level_1="")
    assert judged(north) is None
