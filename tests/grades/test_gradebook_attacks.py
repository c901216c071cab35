"""What somebody tries on a gradebook who knows what it stands on."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.courses.models import Placement
from openhouse.grades.models import Assignment, Score
from tests.cast import TODAY, Cast, in_all
from tests.grades.test_gradebook import book_url, cell, enter, score
from tests.house_client import found_in

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
WORK = {"name": "Quiz", "points": "10", "multiplier": "1", "counts": "on", "visible": "on"}


@pytest.mark.parametrize("comment", ["a\x00b", "half \ud800 a sign"])
def test_a_comment_that_cannot_be_kept_is_refused_and_holds_up_nothing_else(
    comment: str, north: Cast, client_of: Clients
) -> None:
    """The script sends an entry again until it has an answer that it can read."""
    client = client_of(north.teacher)
    answer = enter(client, north, cell(north, "ben", "plain", "3", None, comment))
    assert answer.status_code == 400
    assert answer.json()["refused"][0][2] == "There are characters in it that cannot be shown."
    assert score(north, "ben", "plain")[0] == 9


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"cells":' + "[" * 100_000 + "]" * 100_000 + "}", '{"a":' * 100_000]
)
def test_what_is_nested_without_end_is_no_entry(body: str, north: Cast, client_of: Clients) -> None:
    url = book_url(north, "scores/")
    assert client_of(north.teacher).post(url, body, "application/json").status_code == 400


def test_a_nul_in_a_plain_form_is_refused_and_nothing_of_it_is_kept(
    north: Cast, client_of: Clients
) -> None:
    at = f"{north.ben.id}-{north.rows['work_plain'].pk}"
    said = {f"c-{at}": "3", f"was-{at}": "9", f"say-{at}": "a\x00b", f"said-{at}": ""}
    page = book_url(north, f"students/{north.ben.id}/")
    assert client_of(north.teacher).post(page, said).status_code == 400
    assert score(north, "ben", "plain")[0] == 9


def test_a_nul_in_a_field_that_no_form_reads_is_an_ordinary_error(
    north: Cast, client_of: Clients
) -> None:
    said = {"name--1": "a\x00b", "weight--1": "10", "keep": "yes"}
    assert client_of(north.teacher).post(book_url(north, "options/"), said).status_code == 400


@pytest.mark.parametrize("page", ["new-classes", "scales/0"])
def test_a_nul_in_what_is_kept_as_json_is_an_ordinary_error(
    page: str, north: Cast, client_of: Clients
) -> None:
    said = {"name--1": "a\x00b", "weight--1": "10", "name": "L", "rounding": "tenth"}
    said |= {"mark-0": "A\x00", "low-0": "0"}
    url = f"/north/office/posting/rules/{page}/"
    assert client_of(north.admin).post(url, said).status_code == 400


@pytest.mark.parametrize("scale", ["²", "9" * 40, "-1"])
def test_a_scale_that_is_no_number_is_an_ordinary_error(
    scale: str, north: Cast, client_of: Clients
) -> None:
    answer = client_of(north.teacher).post(book_url(north, "options/"), {"scale": scale})
    assert answer.status_code in (200, 400)


def test_the_score_of_a_student_who_has_left_keeps_its_work(
    north: Cast, client_of: Clients
) -> None:
    work = north.rows["work_late"].pk
    with in_all(north):
        placed = Placement.objects.visible_to(System()).filter(student_id=north.ben.id)
        placed.update(ends_on=TODAY - timedelta(1))
    client = client_of(north.teacher)
    answer = client.post(book_url(north, f"work/{work}/remove/"))
    assert answer.status_code == 302
    assert "so it stays" in client.get(answer.headers["Location"]).content.decode()
    with in_all(north):
        assert Score.objects.visible_to(System()).filter(assignment_id=work).exists()


def test_what_is_blank_of_a_student_who_has_left_goes_with_its_work(
    north: Cast, client_of: Clients
) -> None:
    work = north.rows["work_late"].pk
    with in_all(north):
        blank = {"points": None, "flag": "", "comment": "", "feedback": ""}
        Score.objects.visible_to(System()).filter(assignment_id=work).update(**blank)
        placed = Placement.objects.visible_to(System()).filter(student_id=north.ben.id)
        placed.update(ends_on=TODAY - timedelta(1))
    client_of(north.teacher).post(book_url(north, f"work/{work}/remove/"))
    with in_all(north):
        assert not Assignment.objects.filter(pk=work).exists()
        assert not Score.objects.visible_to(System()).filter(assignment_id=work).exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param((date(2026, 9, 1), None), ("2026-11-03", ""), id="the day given"),
        pytest.param((date(2026, 9, 1), None), ("", ""), id="out of its term"),
        pytest.param((None, None), ("", "2026-09-08"), id="into a term"),
        pytest.param((None, date(2026, 11, 3)), ("2026-09-01", ""), id="one day for the other"),
    ],
)
def test_no_way_of_dating_work_anew_moves_it_from_under_posted_marks(
    before: tuple[date | None, date | None],
    after: tuple[str, str],
    north: Cast,
    client_of: Clients,
) -> None:
    work = Assignment.objects.filter(pk=north.rows["work_plain"].pk)
    with in_all(north):
        work.update(assigned_on=before[0], due_on=before[1])
    said = WORK | {"assigned_on": after[0], "due_on": after[1]}
    page = book_url(north, f"work/{north.rows['work_plain'].pk}/edit/")
    answer = client_of(north.teacher).post(page, said)
    assert answer.status_code == 400
    assert "marks are posted there" in found_in(answer, "//p[@class='field-error']")[0]
    with in_all(north):
        assert work.values_list("assigned_on", "due_on")[0] == before


def test_a_year_of_work_in_one_plain_form_is_kept(north: Cast, client_of: Clients) -> None:
    """Six fields a score; Django by itself takes a thousand of a form and loses what was typed."""
    at = f"{north.ben.id}-{north.rows['work_plain'].pk}"
    said = {f"was-{north.ben.id}-{number}": "" for number in range(9_000_000, 9_002_000)}
    said |= {f"c-{at}": "3", f"was-{at}": "9"}
    page = book_url(north, f"students/{north.ben.id}/")
    assert client_of(north.teacher).post(page, said).status_code == 302
    assert score(north, "ben", "plain")[0] == 3
