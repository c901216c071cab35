"""Who sees which child: the lock, the reasons in words and the list for many say the same."""

from typing import Any

import pytest

from openhouse.access.enter import Address, enter
from openhouse.access.rules import why_closed
from openhouse.access.ties import open_ties, tie_rows
from openhouse.access.viewer import System
from openhouse.common.scope import scope
from tests.cast import SEES, TODAY, Cast

pytestmark = pytest.mark.django_db


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def test_the_reasons_are_those_of_the_lock(north: Cast) -> None:
    """For every guardian: a child without a reason is one that she sees, and no other."""
    for name, person in north.persons.items():
        with house(north):
            ties = [
                (row.child.pk, why_closed(row.tie, TODAY)) for row in tie_rows(System(), person.id)
            ]
        if not ties or person.account is None:
            continue
        open_ = {child for child, why in ties if not why}
        assert open_ == {north.persons[key].id for key in SEES.get(name, ())}, name
        entry = enter(Address("north", "family"), person.account)
        assert entry
        assert open_ == set(entry["students"])


def test_the_open_ties_are_those_without_a_reason(north: Cast) -> None:
    with house(north):
        open_ = set(open_ties(System(), TODAY).values_list("person_id", "student_id"))
        people = {person for person, _ in open_} | {one.id for one in north.persons.values()}
        expected = {
            (person, row.child.pk)
            for person in people
            for row in tie_rows(System(), person)
            if not why_closed(row.tie, TODAY)
        }
    assert open_ == expected
