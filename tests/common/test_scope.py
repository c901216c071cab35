"""The scope of a block: set inside it, and afterwards what it was before."""

import pytest
from django.db import connection, transaction

from openhouse.access.viewer import System
from openhouse.common.scope import scope, set_scope
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
