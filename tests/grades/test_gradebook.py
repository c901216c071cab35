"""A teacher's gradebook: the grid, and scores typed into it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.courses.models import Placement, SectionTeacher
from openhouse.grades.models import Score
from tests.cast import TODAY, Cast
from tests.house_client import found_in

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


def book_url(cast: Cast, more: str = "", section: str = "algebra") -> str:
    return f"/{cast.slug}/staff/sections/{cast.rows[section].pk}/gradebook/{more}"


def cell(
    cast: Cast, student: str, work: str, text: str | None, saw: str | None, say: str | None = None
) -> list[Any]:
    return [cast.persons[student].id, cast.rows[f"work_{work}"].pk, text, saw, say]


def enter(client: Any, cast: Cast, *cells: list[Any], section: str = "algebra") -> Any:
    return client.post(
        book_url(cast, "scores/", section), json.dumps({"cells": cells}), "application/json"
    )


def score(cast: Cast, student: str, work: str) -> Any:
    with scope(district=cast.id, students="all", hat="system"):
        key = {"student_id": cast.persons[student].id}
        found = Score.objects.visible_to(System()).filter(
            **key, assignment_id=cast.rows[f"work_{work}"].pk
        )
        return found.values_list("points", "flag", "comment").first()


def test_the_grid_has_her_students_their_scores_and_marks(north: Cast, client_of: Clients) -> None:
    page = client_of(north.teacher).get(book_url(north))
    row = f"//tr[@data-student='{north.ben.id}']"
    assert "Rivera" in found_in(page, f"{row}/th")[0]
    assert "%" in found_in(page, f"{row}/td[1]")[0]
    cells = found_in(page, f"{row}/td")
    assert {"9", "T", "7L", "M", "4I", "0C", "X", "2D", "39"} <= set(cells)
    assert found_in(page, "//script/@src")[-1].partition("?")[0].endswith("gradebook.js")


def test_work_that_came_in_is_not_among_the_students_with_a_score(
    north: Cast, client_of: Clients
) -> None:
    client, work = client_of(north.teacher), north.rows["work_turned_in"]
    here = f"//div[@data-below='work']//a[contains(@href, '/work/{work.pk}/')]//b"
    assert found_in(client.get(book_url(north)), here) == ["0 of 2"]
    enter(client, north, cell(north, "ben", "turned_in", "L", "T"))
    assert found_in(client.get(book_url(north)), here) == ["0 of 2"]
    enter(client, north, cell(north, "ben", "turned_in", "7L", "L"))
    assert found_in(client.get(book_url(north)), here) == ["1 of 2"]


def test_a_typed_score_is_kept_and_answered_with_the_new_mark(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    answer = enter(client, north, cell(north, "ben", "plain", "10", "9"))
    assert answer.status_code == 200
    said = answer.json()
    assert [*said["cells"][0][:3]] == [north.ben.id, north.rows["work_plain"].pk, "10"]
    assert "%" in said["marks"][str(north.ben.id)]
    assert score(north, "ben", "plain")[:2] == (10, "")
    family = client_of(north.mother).get(
        f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    )
    assert said["marks"][str(north.ben.id)].split()[0] in family.content.decode()


def test_points_and_flag_are_typed_together_and_a_blank_takes_both_away(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    assert enter(client, north, cell(north, "cai", "late", "8.5l", "")).status_code == 200
    assert score(north, "cai", "late")[:2] == (8.5, "late")  # type: ignore[comparison-overlap]
    assert enter(client, north, cell(north, "cai", "late", "", "8.5L")).status_code == 200
    assert score(north, "cai", "late")[:2] == (None, "")


def test_a_comment_is_kept_beside_the_score(north: Cast, client_of: Clients) -> None:
    client = client_of(north.teacher)
    enter(client, north, cell(north, "ben", "plain", None, "9", "Well done"))
    assert score(north, "ben", "plain") == (9, "", "Well done")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("-3", "0 or more"),
        ("NaN", "8, L, 8L"),
        ("1e400", "8, L, 8L"),
        ("8,5", "with a point: 8.5"),
        ("8/10", "points earned: 8"),
        ("8" * 300, "too long"),
        ("1000000", "below 1,000,000"),
        ("80%", "not a percent"),
        ("8.1234", "three digits"),
    ],
)
def test_what_is_no_score_is_refused_in_a_sentence(
    typed: str, says: str, north: Cast, client_of: Clients
) -> None:
    good = cell(north, "cai", "late", "5", "")
    bad = cell(north, "ben", "plain", typed, "9")
    answer = enter(client_of(north.teacher), north, good, bad)
    assert answer.status_code == 400
    assert [line[:2] for line in answer.json()["refused"]] == [bad[:2]]
    assert says in answer.json()["refused"][0][2]
    assert score(north, "ben", "plain")[0] == 9
    assert score(north, "cai", "late") is None  # all or nothing


def test_two_teachers_in_one_cell_both_see_both_values(north: Cast, client_of: Clients) -> None:
    client = client_of(north.teacher)
    assert enter(client, north, cell(north, "ben", "plain", "8", "9")).status_code == 200
    answer = enter(client, north, cell(north, "ben", "plain", "7", "9"))
    assert answer.status_code == 409
    assert answer.json()["meanwhile"] == [[north.ben.id, north.rows["work_plain"].pk, "8"]]
    assert score(north, "ben", "plain")[0] == 8
    assert enter(client, north, cell(north, "ben", "plain", "7", None)).status_code == 200
    assert score(north, "ben", "plain")[0] == 7


def test_a_student_who_left_yesterday_gets_no_score(north: Cast, client_of: Clients) -> None:
    with scope(district=north.id, students="all", hat="system"):
        Placement.objects.visible_to(System()).filter(
            student_id=north.ben.id, section_id=north.rows["algebra"].pk
        ).update(ends_on=TODAY - timedelta(1))
    answer = enter(client_of(north.teacher), north, cell(north, "ben", "plain", "1", "9"))
    assert answer.status_code == 400
    assert "not in this class any more" in answer.json()["refused"][0][2]
    assert score(north, "ben", "plain")[0] == 9


def test_a_teacher_who_lost_the_section_writes_nothing(north: Cast, client_of: Clients) -> None:
    with scope(district=north.id, students="all", hat="system"):
        ties = SectionTeacher.objects.filter(
            person_id=north.teacher.id, section_id=north.rows["algebra"].pk
        )
        ties.update(ends_on=TODAY - timedelta(1))
    client = client_of(north.teacher)
    assert client.get(book_url(north)).status_code == 404
    assert enter(client, north, cell(north, "ben", "plain", "1", "9")).status_code == 404
    assert score(north, "ben", "plain")[0] == 9


def test_a_colleague_of_the_same_student_cannot_score_her_work(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher_mother)
    assert enter(client, north, cell(north, "cai", "plain", "1", "10")).status_code == 404
    mine = enter(client, north, cell(north, "cai", "plain", "1", "10"), section="biology")
    assert mine.status_code == 400
    assert "assignment is not in this class" in mine.json()["refused"][0][2]
    assert score(north, "cai", "plain")[0] == 10


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"cells": 3}', '{"cells": [[1, 2]]}', '{"cells": [["a", 2, "", "", ""]]}',
     '{"cells": [[1, 2, 3, "", ""]]}', '{"cells": [[99999999999999999999, 2, "", "", ""]]}'],
)  # fmt: skip
def test_what_the_script_never_sends_is_refused(body: str, north: Cast, client_of: Clients) -> None:
    client = client_of(north.teacher)
    client.raise_request_exception = False
    answer = client.post(book_url(north, "scores/"), body, "application/json")
    assert answer.status_code == 400


def test_the_news_bring_what_others_changed_and_else_nothing(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    first = client.get(book_url(north, "news/")).json()
    still = client.get(book_url(north, f"news/?seen={first['digest']}")).json()
    assert still == {"digest": first["digest"], "others": ""}
    enter(client, north, cell(north, "ben", "plain", "3", "9"))
    later = client.get(book_url(north, f"news/?seen={first['digest']}")).json()
    plain = [said for said in later["cells"] if said[:2] == cell(north, "ben", "plain", "", "")[:2]]
    assert [said[2] for said in plain] == ["3"]


def test_a_score_far_over_the_points_is_kept_and_asked_about(
    north: Cast, client_of: Clients
) -> None:
    client, work = client_of(north.teacher), north.rows["work_plain"].pk
    said = enter(client, north, cell(north, "ben", "plain", "79", "9")).json()["cells"][0]
    assert said[2] == "79"
    assert "Is this meant? The work has 10 points." in said[4]
    assert score(north, "ben", "plain")[:2] == (79, "")
    grid = client.get(book_url(north))
    (shown,) = found_in(grid, "//td[@data-doubt]/@aria-label")
    assert shown == f"79, with a comment, {said[4]}"
    for url in (f"students/{north.ben.id}/", f"work/{work}/"):
        page = client.get(book_url(north, url))
        assert found_in(page, f"//p[@id='d-{north.ben.id}-{work}']") == [said[4]]
        described = f"//input[@name='c-{north.ben.id}-{work}']/@aria-describedby"
        assert found_in(page, described) == [f"d-{north.ben.id}-{work}"]
    extra = enter(client, north, cell(north, "ben", "plain", "12", "79")).json()["cells"][0]
    assert (extra[2], extra[4]) == ("12", "")  # extra credit is nothing to ask about
    assert not found_in(client.get(book_url(north)), "//td[@data-doubt]")


@pytest.mark.parametrize("about", ["student", "work"])
def test_a_plain_form_keeps_scores_without_a_script(
    about: str, north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    work = north.rows["work_plain"].pk
    url = book_url(north, f"students/{north.ben.id}/" if about == "student" else f"work/{work}/")
    at = f"{north.ben.id}-{work}"
    assert found_in(client.get(url), f"//input[@name='c-{at}']/@value") == ["9"]
    said = {f"c-{at}": "8L", f"was-{at}": "9", f"say-{at}": "Good", f"said-{at}": ""}
    assert client.post(url, said).status_code == 302
    assert score(north, "ben", "plain") == (8, "late", "Good")
    again = client.post(url, said | {f"c-{at}": "7"})
    assert again.status_code == 409
    assert found_in(again, f"//input[@name='c-{at}']/@value") == ["7"]
    assert found_in(again, f"//input[@name='was-{at}']/@value") == ["8L"]
    assert "Somebody changed it to 8L" in again.content.decode()
    assert client.post(url, said | {f"c-{at}": "8/10"}).status_code == 400


def test_the_grid_takes_few_statements(north: Cast, client_of: Clients) -> None:
    client = client_of(north.teacher)
    with CaptureQueriesContext(
        connection,
    ) as page:
        client.get(book_url(north))
    with CaptureQueriesContext(connection) as write:
        enter(client, north, cell(north, "ben", "plain", "3", "9"))
    assert len(page) <= 12
    assert len(write) <= 18


def test_colleagues_in_one_gradebook_see_each_other(north: Cast, client_of: Clients) -> None:
    with scope(district=north.id, students="all", hat="system"):
        SectionTeacher.objects.create(
            section_id=north.rows["algebra"].pk, person_id=north.teacher_mother.id
        )
    hers, his = client_of(north.teacher_mother), client_of(north.teacher)
    his.get(book_url(north, "news/"))
    assert north.teacher.name in hers.get(book_url(north, "news/")).json()["others"]
    assert north.teacher_mother.name in his.get(book_url(north, "news/")).json()["others"]
