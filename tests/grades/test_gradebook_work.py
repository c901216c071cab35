"""Pieces of work as their teacher makes, changes, copies and removes them."""

from collections.abc import Callable
from typing import Any

import pytest

from openhouse.common.scope import scope
from openhouse.grades.models import Assignment
from tests.cast import Cast
from tests.house_client import found_in

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
NEW = {
    "name": "Chapter 4 quiz",
    "short": "Quiz4",
    "due_on": "2026-10-09",
    "points": "20",
    "multiplier": "1",
    "counts": "on",
    "visible": "on",
}


def url(cast: Cast, more: str, section: str = "algebra") -> str:
    return f"/{cast.slug}/staff/sections/{cast.rows[section].pk}/gradebook/work/{more}"


def made(cast: Cast, **which: Any) -> list[Any]:
    with scope(district=cast.id, students="all", hat="system"):
        return list(Assignment.objects.filter(**which).order_by("id"))


def test_new_work_is_a_column_and_stands_in_her_other_classes_too(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    tests, history = north.rows["tests"], north.rows["history"].pk
    said = NEW | {"category": str(tests.pk), "also": [str(history)]}
    assert client.post(url(north, "new/"), said).status_code == 302
    here, there = made(north, name="Chapter 4 quiz")
    assert (here.section_id, here.category_id, here.short) == (
        north.rows["algebra"].pk, tests.pk, "Quiz4",
    )  # fmt: skip
    assert (there.section_id, there.category_id) == (history, None)
    page = client.get(url(north, "").removesuffix("work/"))
    assert "Quiz4" in found_in(page, "//thead//a")
    family = client_of(north.mother).get(f"/north/family/{north.ben.id}/assignments/?show=all")
    assert "Chapter 4 quiz" in family.content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("points", "-1"), ("points", "NaN"), ("points", "1e400"), ("points", "8,5"),
        ("points", "8/10"), ("points", "9" * 40), ("multiplier", "-2"), ("multiplier", "inf"),
        ("name", ""), ("name", "x" * 301), ("short", "toolong"), ("due_on", "2026-02-30"),
        ("category", "1"), ("also", "1"), ("assigned_on", "2026-10-20"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(
    field: str, typed: str, north: Cast, client_of: Clients
) -> None:
    answer = client_of(north.teacher).post(url(north, "new/"), NEW | {field: typed})
    assert answer.status_code == 400
    assert found_in(answer, "//p[@class='field-error']")
    assert not made(north, name__startswith="Chapter 4")


def test_work_is_changed(north: Cast, client_of: Clients) -> None:
    work = north.rows["work_plain"].pk
    said = NEW | {"due_on": "2026-09-02", "category": str(north.rows["homework"].pk)}
    assert client_of(north.teacher).post(url(north, f"{work}/edit/"), said).status_code == 302
    (changed,) = made(north, pk=work)
    assert (changed.name, changed.points) == ("Chapter 4 quiz", 20)


def test_work_does_not_leave_a_term_whose_marks_are_posted(north: Cast, client_of: Clients) -> None:
    work = north.rows["work_plain"].pk
    answer = client_of(north.teacher).post(
        url(north, f"{work}/edit/"), NEW | {"due_on": "2026-11-03"}
    )
    assert answer.status_code == 400
    assert "marks are posted there" in found_in(answer, "//p[@class='field-error']")[0]
    assert made(north, pk=work)[0].due_on == north.rows["work_plain"].due_on


def test_work_is_removed_only_while_nobody_has_a_score_for_it(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    scored, fresh = north.rows["work_plain"].pk, north.rows["work_due_tomorrow"].pk
    assert client.post(url(north, f"{scored}/remove/")).status_code == 302
    assert client.post(url(north, f"{fresh}/remove/")).status_code == 302
    assert made(north, pk=scored)
    assert not made(north, pk=fresh)


def test_work_of_another_class_is_not_there(north: Cast, client_of: Clients) -> None:
    client = client_of(north.teacher)
    work = north.rows["work_biology"].pk
    assert client.get(url(north, f"{work}/edit/")).status_code == 404
    assert client.post(url(north, f"{work}/edit/"), NEW).status_code == 404
    assert client.post(url(north, f"{work}/remove/")).status_code == 404
    assert made(north, pk=work)
