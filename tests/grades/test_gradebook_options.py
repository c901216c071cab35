"""A teacher says how her class computes, after seeing what would change; and its missing work."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from openhouse.common.scope import scope
from openhouse.grades.models import Assignment, Category, Gradebook, GradingScale
from tests.cast import Cast
from tests.house_client import words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


def url(cast: Cast, page: str = "options") -> str:
    return f"/{cast.slug}/staff/sections/{cast.rows['algebra'].pk}/gradebook/{page}/"


def said(cast: Cast, **more: str) -> dict[str, str]:
    """The form as it stands: tests 60, homework 40 with one low dropped."""
    tests, homework = cast.rows["tests"].pk, cast.rows["homework"].pk
    return {
        "weighted": "on", "missing": "zero", "floor": "", "scale": str(cast.rows["scale"].pk),
        f"name-{tests}": "Tests", f"weight-{tests}": more.pop("tests", "60"),
        f"lowest-{tests}": "0", f"highest-{tests}": "0",
        f"name-{homework}": "Homework", f"weight-{homework}": more.pop("homework", "40"),
        f"lowest-{homework}": "1", f"highest-{homework}": "0",
    } | more  # fmt: skip


def kept(cast: Cast) -> tuple[Any, ...]:
    with scope(district=cast.id, students="all", hat="system"):
        book = Gradebook.objects.get(section_id=cast.rows["algebra"].pk)
        parts = Category.objects.filter(section_id=book.section_id).order_by("id")
        weights = [str(weight) for weight in parts.values_list("weight", flat=True)]
        return book.weighted, book.missing_percent, weights


def test_what_would_change_is_shown_before_it_is_kept(north: Cast, client_of: Clients) -> None:
    client, before = client_of(north.teacher), kept(north)
    form = said(north, missing="floor", floor="50", tests="20", homework="80")
    assert "These marks would change" in words_of(client.post(url(north), form))
    assert kept(north) == before
    assert client.post(url(north), form | {"keep": "yes"}).status_code == 302
    assert kept(north) == (True, 50, ["20.000", "80.000"])


def test_how_skills_are_estimated_is_kept_and_only_what_is_known(
    north: Cast, client_of: Clients
) -> None:
    client, form = client_of(north.teacher), said(north) | {"keep": "yes"}
    for chosen, stands in (("power law", "power law"), ("by luck", "")):
        assert client.post(url(north), form | {"estimate": chosen}).status_code == 302
        with scope(district=north.id, students="all", hat="system"):
            assert Gradebook.objects.get(section=north.rows["algebra"]).estimate == stands


@pytest.mark.parametrize(
    ("tests", "homework", "says"), [("0", "0", "No category has a weight"), ("100", "40", "140")]
)
def test_weights_of_none_or_140_are_told_and_may_be_kept(
    tests: str, homework: str, says: str, north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    form = said(north, tests=tests, homework=homework)
    assert says in words_of(client.post(url(north), form))
    assert client.post(url(north), form | {"keep": "yes"}).status_code == 302


@pytest.mark.parametrize("typed", ["-1", "NaN", "1e400", "8,5", "8/10", "9" * 50])
def test_what_is_no_weight_is_refused(typed: str, north: Cast, client_of: Clients) -> None:
    before = kept(north)
    form = said(north, tests=typed, keep="yes")
    assert client_of(north.teacher).post(url(north), form).status_code == 400
    assert kept(north) == before


@pytest.mark.parametrize(
    "steps", [[], [["A", "90"], ["B", "95"], ["F", "0"]], [["A", "90"], ["B", "80"]]]
)
def test_a_scale_with_gaps_or_overlaps_is_refused(
    steps: list[Any], north: Cast, client_of: Clients
) -> None:
    with scope(district=north.id, students="all", hat="system"):
        scale = GradingScale.objects.create(name="Odd", steps=steps)
    form = said(north, scale=str(scale.pk), keep="yes")
    answer = client_of(north.teacher).post(url(north), form)
    assert answer.status_code == 400
    assert "gaps" in answer.content.decode()


def test_a_new_category_is_made(north: Cast, client_of: Clients) -> None:
    form = said(north, keep="yes") | {"name--1": "Projects", "weight--1": "10"}
    assert client_of(north.teacher).post(url(north), form).status_code == 302
    assert kept(north)[2] == ["60.000", "40.000", "10.000"]


def test_missing_work_is_listed_by_student(north: Cast, client_of: Clients) -> None:
    words = words_of(client_of(north.teacher).get(url(north, "missing")))
    assert "Missing" in words
    assert "Rivera" in words
    assert "Tanaka" in words
    assert "Due tomorrow" not in words


def removed(cast: Cast, client: Any, said: dict[str, str], category: str = "homework") -> Any:
    number = cast.rows[category].pk
    return client.post(f"{url(cast)}categories/{number}/remove/", said)


def work_by_category(cast: Cast) -> dict[int | None, int]:
    with scope(district=cast.id, students="all", hat="system"):
        found = Assignment.objects.filter(section_id=cast.rows["algebra"].pk)
        return dict(Counter(found.values_list("category_id", flat=True)))


def test_a_category_goes_once_its_work_has_a_place(north: Cast, client_of: Clients) -> None:
    client, tests, homework = (
        client_of(north.teacher), north.rows["tests"].pk, north.rows["homework"].pk,
    )  # fmt: skip
    before = work_by_category(north)
    assert removed(north, client, {"remove": "yes", "to": ""}).status_code == 400
    assert removed(north, client, {"remove": "yes", "to": str(homework)}).status_code == 400
    looked = removed(north, client, {"to": str(tests)})
    assert "These marks would change" in words_of(looked)
    assert work_by_category(north) == before
    assert removed(north, client, {"to": str(tests), "remove": "yes"}).status_code == 302
    assert work_by_category(north) == {tests: sum(before.values())}
    assert kept(north)[2] == ["60.000"]


def test_an_empty_category_goes_at_once_and_anothers_is_not_there(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    assert client.post(url(north), said(north, keep="yes") | {"name--1": "Gone"}).status_code == 302
    with scope(district=north.id, students="all", hat="system"):
        north.rows["gone"] = Category.objects.get(name="Gone")
    assert removed(north, client, {"remove": "yes", "empty": "yes"}, "gone").status_code == 302
    assert len(kept(north)[2]) == 2
    assert removed(north, client, {"remove": "yes"}, "portfolio").status_code == 404
