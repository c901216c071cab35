"""A family that has no home of its own is asked for no proof of its address (McKinney-Vento)."""

from typing import Any

import pytest

from openhouse.registration.defaults import REGISTRATION, default_form
from openhouse.registration.models import FormVersion
from openhouse.registration.rules.form import Per, read
from openhouse.registration.rules.lasting import lasting
from openhouse.registration.rules.progress import About, progress
from tests.cast import Cast, in_all
from tests.cast_registration import BEGUN_AT
from tests.registration.test_family import begun, page_of, parts, said

FORM = read(default_form(REGISTRATION))
PROOF = "proof_of_address"


def asked_for(*, new: bool, **said: Any) -> bool:
    """If a home that says so is asked for it."""
    home = About(1, Per.HOUSEHOLD, said, frozenset(said), new=new)
    return any(one.question.key == PROOF for one in progress(FORM, [home]).asked)


@pytest.mark.parametrize("housing", ["with_others", "hotel", "shelter", "outside", "talk", None])
@pytest.mark.parametrize("new", [True, False])
def test_who_has_no_home_of_its_own_is_never_asked_for_a_proof(
    housing: str | None, new: bool
) -> None:
    assert not asked_for(new=new, moved=True, housing=housing)


def test_who_owns_or_rents_is_asked_where_it_is_new_or_has_moved() -> None:
    assert asked_for(new=True, housing="own")
    assert asked_for(new=False, moved=True, housing="own")
    assert not asked_for(new=False, moved=False, housing="own")


@pytest.mark.parametrize(("housing", "needed"), [("shelter", False), ("own", True)])
def test_the_list_of_what_is_still_needed_has_it_no_more(housing: str, needed: bool) -> None:
    home = About(1, Per.HOUSEHOLD, {"housing": housing}, new=True)
    following = progress(FORM, [home]).following
    assert any(one.question.key == PROOF for one in following) is needed


def test_what_was_said_of_housing_last_year_stands_and_is_looked_at_again() -> None:
    assert "housing" in lasting(FORM) and "moved" not in lasting(FORM)
    question = FORM.question("housing")
    assert question is not None and question[1].renew


@pytest.mark.django_db
@pytest.mark.parametrize(("housing", "meets"), [("shelter", False), ("own", True)])
def test_the_page_of_the_proof_is_met_on_the_way(
    housing: str, meets: bool, north: Cast, client_of: Any
) -> None:
    with in_all(north):
        FormVersion.objects.create(
            number=9, definition=default_form(REGISTRATION), changed_at=BEGUN_AT,
            published_at=BEGUN_AT,
        )  # fmt: skip
    client = client_of(north.grandmother)
    number = begun(client, north)
    (home,) = parts(north, number, "household")
    said(client, page_of(number, home, "home"), **{f"{home.pk}-moved": "yes"})
    answer = said(client, page_of(number, home, "housing"), **{f"{home.pk}-housing": housing})
    assert ("section=proof_of_home" in answer.headers["Location"]) is meets
    if meets:
        answer = said(client, page_of(number, home, "proof_of_home"))
        assert "section=proof_of_home" not in answer.headers["Location"], "it may follow"
