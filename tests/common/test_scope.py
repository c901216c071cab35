"""The scope of a block: set inside it, and afterwards what it was before."""

from typing import Any

import pytest
from django.db import connection, transaction

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house, scope, set_scope
from openhouse.people.models import Student
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
NOTHING = ["", "", "", ""]


def settings() -> list[str]:
    """District, students, person and hat, as the policies read them."""
    names = ("district", "students", "person", "hat")
    wanted = ", ".join(f"COALESCE(current_setting('openhouse.{name}', true), '')" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted}")
        return list(cursor.fetchone())


def of_mother(cast: Cast) -> list[str]:
    return [str(cast.id), str(cast.ana.id), str(cast.mother.id), "family"]


def scope_of_mother(cast: Cast) -> object:
    return scope(district=cast.id, students=[cast.ana.id], person=cast.mother.id, hat="family")


def test_a_scope_ends_with_its_block(north: Cast) -> None:
    with scope_of_mother(north):
        assert settings() == of_mother(north)
    assert settings() == NOTHING


def test_a_scope_inside_another_gives_the_outer_one_back(north: Cast, south: Cast) -> None:
    with scope_of_mother(north):
        with scope(district=south.id, students="all", hat="system"):
            assert settings() == [str(south.id), "all", "", "system"]
            with scope(district=north.id):
                assert settings() == [str(north.id), "", "", ""]
            assert settings() == [str(south.id), "all", "", "system"]
        assert settings() == of_mother(north)
        assert Student.objects.visible_to(System()).get().pk == north.ana.id


def test_an_exception_inside_gives_the_outer_scope_back(north: Cast, south: Cast) -> None:
    with scope_of_mother(north):
        with pytest.raises(ZeroDivisionError), scope(district=south.id, students="all"):
            1 / 0  # noqa: B018
        assert settings() == of_mother(north)


def test_an_error_of_the_database_inside_gives_the_outer_scope_back(north: Cast) -> None:
    from django.db import DataError

    with scope_of_mother(north):
        with (
            pytest.raises(DataError),
            scope(district=north.id, students="all"),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1 / 0")
        assert settings() == of_mother(north)


def test_what_is_rolled_back_inside_gives_the_outer_scope_back(north: Cast, south: Cast) -> None:
    with scope_of_mother(north):
        with scope(district=south.id, students="all"):
            transaction.set_rollback(True)
        assert settings() == of_mother(north)


def test_a_scope_inside_a_transaction_without_one_leaves_none(north: Cast) -> None:
    with transaction.atomic():
        with scope(district=north.id, students="all", hat="system"):
            pass
        assert settings() == NOTHING
        assert not Student.objects.visible_to(System()).exists()


def test_a_scope_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        set_scope(district=1)


def test_the_house_acts_in_the_same_district_for_the_same_person(north: Cast) -> None:
    of_house = [str(north.id), "all", str(north.mother.id), "system"]
    with scope_of_mother(north):
        with as_the_house():
            assert settings() == of_house
            with as_the_house():
                assert settings() == of_house
            assert settings() == of_house
        assert settings() == of_mother(north)


def test_after_the_house_the_outer_scope_is_back_whatever_happened(north: Cast) -> None:
    with scope_of_mother(north):
        with pytest.raises(ZeroDivisionError), as_the_house():
            1 / 0  # noqa: B018
        assert settings() == of_mother(north)
        with as_the_house():
            with pytest.raises(ZeroDivisionError), as_the_house():
                1 / 0  # noqa: B018
            assert settings()[1] == "all"
        assert settings() == of_mother(north)


def test_without_a_district_the_house_does_nothing(north: Cast) -> None:
    with pytest.raises(RuntimeError), as_the_house():
        pytest.fail("it was let in")
    assert settings() == NOTHING
    with transaction.atomic():
        with pytest.raises(RuntimeError), as_the_house():
            pytest.fail("it was let in")
        assert settings() == NOTHING


def test_the_house_in_the_house_costs_no_statement_for_its_rights(
    north: Cast, django_assert_num_queries: Any
) -> None:
    # where it begins and ends, the savepoint's two, and its rights with what was before
    with scope_of_mother(north), django_assert_num_queries(4), as_the_house():
        pass
    with scope_of_mother(north), as_the_house(), django_assert_num_queries(3), as_the_house():
        pass
