"""Making two records one loses no court order, and says whom it lets see what."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.common.scope import ALL, scope
from openhouse.people.models import Account, Enrollment, Guardianship, Person, StaffPost, Student
from openhouse.registration.models_matching import Merge
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], Any]
NOW = datetime(2026, 9, 1, tzinfo=UTC)
PAGE = "/north/office/registration/doubles/"


def _double(cast: Cast, of: str, adult: str, **tie: Any) -> Person:
    """A second record of a student, with one adult."""
    with scope(district=cast.id, students=ALL, hat="system"):
        first = Person.objects.get(pk=cast.persons[of].id)
        her = Person.objects.create(
            given_name=first.given_name, family_name=first.family_name, born_on=first.born_on
        )
        Student.objects.visible_to(System()).create(person=her)
        Enrollment.objects.visible_to(System()).create(
            student_id=her.pk, school=cast.rows["high"], grade_level="10",
            starts_on=date(2026, 8, 17),
        )  # fmt: skip
        Guardianship.objects.visible_to(System()).create(
            student_id=her.pk, person_id=cast.persons[adult].id, **tie
        )
    return her


def _merge(client: Any, kept: int, gone: int) -> str:
    data = {"step": "merge", "kept": kept, "gone": gone}
    return _words(client.post(PAGE, data, follow=True))


def _pair(client: Any, kept: int, gone: int) -> str:
    return _words(client.get(PAGE, {"kept": kept, "gone": gone}))


def _words(answer: Any) -> str:
    """The page without the word that each row of the cast has."""
    return _words_in(answer.content.decode())


def _words_in(text: str) -> str:
    return re.sub(r" ZQ\w+", "", text)


def test_an_order_on_the_record_that_goes_is_not_set_aside(
    north: Cast, client_of: ClientOf
) -> None:
    open_one = _double(north, "leo", "barred", relation="Father", portal_access=True)
    client = client_of(north.admin)
    for asked in (_pair, _merge):
        page = asked(client, open_one.pk, north.leo.id)
        assert "A court order keeps Nils Lindqvist from Leo" in page
    with scope(district=north.id, students=ALL, hat="system"):
        ties = Guardianship.objects.visible_to(System()).filter(person=north.barred.id)
        assert dict(ties.values_list("student", "barred")) == {
            north.leo.id: True, open_one.pk: False,
        }  # fmt: skip


def test_the_other_way_round_the_order_stays_in_force(north: Cast, client_of: ClientOf) -> None:
    open_one = _double(north, "leo", "barred", relation="Father", portal_access=True)
    client = client_of(north.admin)
    assert "It stays in force" in _pair(client, north.leo.id, open_one.pk)
    assert "are one now" in _merge(client, north.leo.id, open_one.pk)
    with scope(district=north.id, students=ALL, hat="system"):
        tie = Guardianship.objects.visible_to(System()).get(person=north.barred.id)
        assert tie.barred


def test_an_order_that_ends_sooner_is_not_put_in_the_place_of_a_longer_one(
    north: Cast, client_of: ClientOf
) -> None:
    sooner = _double(
        north, "leo", "barred", portal_access=True, barred=True, barred_until=date(2026, 12, 1)
    )
    client = client_of(north.admin)
    assert "A court order keeps" in _merge(client, sooner.pk, north.leo.id)
    assert "are one now" in _merge(client, north.leo.id, sooner.pk)


def test_an_adult_with_two_records_keeps_the_order_of_either(
    north: Cast, client_of: ClientOf
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        again = Person.objects.create(given_name="Nils", family_name="Lindquist")
        Guardianship.objects.visible_to(System()).create(
            student_id=north.leo.id, person=again, portal_access=True
        )
    client = client_of(north.admin)
    assert "A court order keeps Nils" in _merge(client, again.pk, north.barred.id)
    assert "are one now" in _merge(client, north.barred.id, again.pk)


def test_the_page_says_who_will_see_more(north: Cast, client_of: ClientOf) -> None:
    other = _double(north, "ben", "father", relation="Father", portal_access=True)
    page = _pair(client_of(north.admin), north.ben.id, other.pk)
    assert "Hugo Santos sees all that both records hold of Ben" in page
    assert "Marta Rivera sees all that both records hold of Ben" in page


@pytest.fixture
def employed(north: Cast) -> Person:
    """A second record of ben's mother, who works at his school and signs in to it."""
    with scope(district=north.id, students=ALL, hat="system"):
        mother = Person.objects.get(pk=north.mother.id)
        again = Person.objects.create(given_name=mother.given_name, family_name="Riveira")
        StaffPost.objects.create(person=again, role="nurse", school=north.rows["high"])
        StaffPost.objects.create(person=again, role="other")
        StaffPost.objects.create(
            person=again, role="teacher", school=north.rows["high"], ends_on=date(2025, 6, 1)
        )
        Account.objects.create(username="again.rivera", person=again, settled_at=NOW)
    return again


def _posts(cast: Cast, person: int) -> set[tuple[str, int | None]]:
    with scope(district=cast.id, students=ALL, hat="system"):
        return set(StaffPost.objects.filter(person=person).values_list("role", "school"))


def test_the_page_says_which_posts_she_gets(
    north: Cast, client_of: ClientOf, employed: Person
) -> None:
    client = client_of(north.admin)
    page = _pair(client, north.mother.id, employed.pk)
    assert "Who gets a post" in page
    school = _words_in(north.rows["high"].name)
    assert f"Marta Rivera has the post “Nurse” at {school}, and sees" in page
    assert "Marta Rivera has the post “Staff” for the whole district" in page
    assert "“Teacher”" not in page, "it has ended"
    assert "Who gets a post" not in _pair(client, employed.pk, north.mother.id)


def test_taken_back_the_posts_are_where_they_were(
    north: Cast, client_of: ClientOf, employed: Person
) -> None:
    client, before = client_of(north.admin), _posts(north, employed.pk)
    _merge(client, north.mother.id, employed.pk)
    assert _posts(north, north.mother.id) == before and not _posts(north, employed.pk)
    with scope(district=north.id, students=ALL, hat="system"):
        assert not Account.objects.get(person=employed.pk).is_active
        number = Merge.objects.get(gone_id=employed.pk).pk
    client.post(PAGE, {"step": "undo", "merge": number})
    assert _posts(north, employed.pk) == before and not _posts(north, north.mother.id)
    with scope(district=north.id, students=ALL, hat="system"):
        assert Account.objects.get(person=employed.pk).is_active
