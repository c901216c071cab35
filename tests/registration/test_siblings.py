"""Siblings are posted one by one: what their adults become to the second is as with the first."""

import pytest

from openhouse.access.viewer import System
from openhouse.people.models import Guardianship, Person
from openhouse.registration.office import deciding
from openhouse.registration.posting.hindrances import Stopped, Why
from tests.cast import Cast, in_all
from tests.registration.applying import new_family
from tests.registration.test_posting import accept, clerk_of, district_of, post
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
ALL = System()


def test_each_child_of_a_new_family_opens_to_its_adults_with_one_way_in(north: Cast) -> None:
    _, children = new_family(north, children=3)
    for candidate in children:
        post(north, candidate)
    with in_all(north):
        nadia = Person.objects.get(given_name="Nadia")
        ties = Guardianship.objects.visible_to(ALL).filter(person=nadia)
        assert [tie.portal_access for tie in ties] == [True] * 3
    assert len(mails(north, "account.way_in")) == 1


@pytest.mark.parametrize("lives", [True, False])
def test_of_the_home_that_the_first_child_made_nothing_is_asked_of_the_second(
    north: Cast, *, lives: bool
) -> None:
    """It was in nobody's records before this family wrote it down."""
    applied, children = new_family(north, children=2)
    applied.adult(
        adult_given="Omar", adult_family="Haddad", adult_relation="Uncle", adult_lives=lives,
        adult_email="omar@family.example",
    )  # fmt: skip
    for candidate in children:
        post(north, candidate)
    with in_all(north):
        assert Person.objects.filter(given_name="Omar").count() == 1


def test_a_court_order_is_not_gone_round_by_a_sibling_who_was_posted_first(north: Cast) -> None:
    with in_all(north):
        order = Person.objects.get(pk=north.barred.id)
    applied, (sibling,) = new_family(north)
    applied.adult(
        adult_given=order.given_name, adult_family=order.family_name, adult_relation="Uncle",
        adult_email="second.entry@family.example",
    )  # fmt: skip
    leo = applied.child("leo", school="high", grade="09")
    post(north, sibling)
    revision = accept(north, leo)
    with pytest.raises(Stopped) as why:
        deciding.post(clerk_of(north), leo.pk, revision, district_of(north))
    assert Why.BARRED in [each.why for each in why.value.found]
    with in_all(north):
        assert not Guardianship.objects.visible_to(ALL).filter(
            student_id=north.leo.id, person__contact_points__value="second.entry@family.example"
        )
