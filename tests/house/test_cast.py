"""The cast is what its table says, seen through the rule and through the wall."""

import pytest

from openhouse.access.enter import Address, enter
from openhouse.common.scope import scope
from tests.cast import ACCOUNTS, CANARIES, HOLDS, SEES, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ACCOUNTS)
@pytest.mark.parametrize("district", ["north", "south"])
def test_each_account_sees_whom_the_table_says(
    district: str, name: str, request: pytest.FixtureRequest
) -> None:
    cast: Cast = request.getfixturevalue(district)
    students = {cast.persons[key].id: key for key in SEES.get(name, ())}
    entry = enter(Address(cast.slug, "family"), cast.persons[name].account)
    assert entry
    assert set(entry["students"]) == set(students)


def test_no_word_is_said_twice(north: Cast, south: Cast) -> None:
    said = [word for row in north.ordered for word in vars(row).values() if isinstance(word, str)]
    assert all("south" not in word.lower() for word in said)
    assert len(CANARIES) == sum(len(c.ordered) + len(c.wrong) for c in (north, south))


@pytest.mark.parametrize("name", sorted(HOLDS))
def test_staff_hold_whom_the_table_says(name: str, north: Cast) -> None:
    entry = enter(Address("north", "staff"), north.persons[name].account)
    assert entry
    held = {north.persons[key].id for key in HOLDS[name]}
    if name == "admin":
        assert entry["everyone"]
    else:
        assert held <= set(entry["students"])


def test_the_restricted_role_sees_nothing_without_a_scope(north: Cast) -> None:
    from openhouse.people.models import Person

    assert Person.objects.count() == 0
    with scope(district=north.id, students=[north.ben.id], person=north.mother.id, hat="family"):
        assert {person.id for person in Person.objects.all()} == {north.ben.id, north.mother.id}
