"""Work that a class has to do: a line of the ledger for all who sit in it, and for nobody else."""

from collections.abc import Callable

import pytest
from django.db import connection

from openhouse.access.enter import Address, enter
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.ledger.test_changes import PAGE, done

pytestmark = pytest.mark.django_db
Client = Callable[..., HouseClient]
NEW = (
    "INSERT INTO grades_assignment (section_id, name, due_on, visible)"
    " VALUES ({algebra}, 'Owl essay', '2026-10-09', true)"
)
OWLS = "UPDATE grades_assignment SET {} WHERE name = 'Owl essay'"


def told(client_of: Client, cast: Cast, who: str = "mother") -> str:
    return words_of(client_of(cast.persons[who]).get(PAGE))


@pytest.fixture
def given(north: Cast) -> None:
    done(north, NEW, "teacher")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            "due_on = '2026-10-13'",
            "Owl essay is now due Tuesday, Oct 13; before: Friday, Oct 9",
        ),
        ("due_on = NULL", "Owl essay has no due date any more; it was Friday, Oct 9"),
        ("name = 'Owls, owls'", "Owls, owls is new, due Friday, Oct 9"),
    ],
)
def test_what_is_new_and_when_it_is_due_is_told_as_it_is_now(
    change: str, words: str, given: None, client_of: Client, north: Cast
) -> None:
    assert ": Owl essay is new, due Friday, Oct 9" in told(client_of, north)
    assert "Changed by Ms. Teacher" in told(client_of, north)
    done(north, OWLS.format(change))
    assert words in told(client_of, north)


def test_who_does_not_sit_in_the_class_reads_nothing_of_it(
    given: None, client_of: Client, north: Cast
) -> None:
    for who, many in (
        ("ben", 1),
        ("mother", 1),
        ("grandmother", 1),
        ("father", 0),
        ("empty_parent", 0),
    ):
        assert told(client_of, north, who).count("Owl essay") == many, who


@pytest.mark.parametrize(
    "hiding",
    [
        "UPDATE grades_assignment SET visible = false",
        "UPDATE districts_term SET visible = false",
        "UPDATE districts_school SET shows_assignments = false",
        "DELETE FROM courses_placement WHERE student_id = {ben}",
        "UPDATE courses_placement SET starts_on = '2026-10-07' WHERE student_id = {ben}",
        "UPDATE courses_placement SET ends_on = '2026-10-08' WHERE student_id = {ben}",
        "DELETE FROM grades_assignment WHERE name = 'Owl essay'",
    ],
)
def test_work_that_is_not_hers_to_see_is_not_told(
    hiding: str, given: None, client_of: Client, north: Cast
) -> None:
    done(north, hiding)
    found = told(client_of, north)
    assert "Owl" not in found
    assert ("not asked for" in found) == ("grades_assignment" in hiding)


def test_old_work_and_hidden_work_are_no_news(client_of: Client, north: Cast) -> None:
    done(north, NEW.replace("2026-10-09", "2026-10-05"))
    done(north, NEW.replace("Owl", "Owl’s secret").replace("true", "false"))
    assert "Owl" not in told(client_of, north)


def test_what_is_taken_back_is_told_without_its_name(
    given: None, client_of: Client, north: Cast
) -> None:
    done(north, OWLS.format("visible = false"))
    found = told(client_of, north)
    assert "work that was due Friday, Oct 9 is not asked for any more" in found
    assert "Owl" not in found
    done(north, OWLS.format("visible = true"))
    assert "not asked for" not in told(client_of, north)


@pytest.mark.parametrize(
    ("who", "hat", "many"),
    [
        ("mother", "family", 1), ("ben", "family", 1), ("father", "family", 0),
        ("teacher", "staff", 2), ("clerk", "office", 2), ("admin", "staff", 2),
        ("barred", "family", 0),
    ],
)  # fmt: skip
def test_the_wall_opens_a_line_to_its_class_only(
    who: str, hat: str, many: int, given: None, north: Cast
) -> None:
    """Whatever is asked: of what is hidden there is none for a family."""
    done(north, NEW.replace("Owl", "Owl’s secret").replace("true", "false"))
    enter(Address("north", hat), north.persons[who].account)  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_change WHERE after ->> 'name' LIKE 'Owl%'")
        assert cursor.fetchone() == (many,)


def test_the_office_finds_it_in_the_ledger(given: None, client_of: Client, north: Cast) -> None:
    found = words_of(client_of(north.clerk).get("/north/office/changes/?kind=assignment"))
    assert ": Owl essay is new, due Friday, Oct 9" in found
