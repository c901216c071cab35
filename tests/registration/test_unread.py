"""To link opens nothing: of somebody of another school an office reads only what is the same."""

from typing import Any

import pytest
from django.db.models import QuerySet

from openhouse.people.models import ContactPoint, Guardianship, HouseholdMember, Person
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_answers import Answer
from tests.cast import Cast, in_all
from tests.house_client import words_of
from tests.registration.applying import SENT, Applied, new_family

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
SECRETS = ("555-0042", "quiet@example.org", "9 Secret Lane")


def _linked(cast: Cast, person: str) -> tuple[Applied, Candidate, Part]:
    """A new family, whose mother and home an office has found in the records."""
    applied, (child,) = new_family(cast)
    home = cast.rows["third_home"]
    with in_all(cast):
        parts = QuerySet(Part).filter(application=applied.application)
        mother = parts.get(kind="guardian")
        parts.filter(pk=mother.pk).update(person=cast.persons[person].id, matched_at=SENT)
        parts.filter(kind="household").update(household=home.pk, matched_at=SENT)
        HouseholdMember.objects.filter(household=home).delete()
        HouseholdMember.objects.create(household=home, person_id=cast.persons[person].id)
        type(home).objects.filter(pk=home.pk).update(street="9 Secret Lane")
        QuerySet(Person).filter(pk=cast.persons[person].id).update(language="es")
        for kind, value, label in (("phone", "573-555-0042", "mobile"),
                                   ("email", "quiet@example.org", "")):  # fmt: skip
            ContactPoint.objects.create(
                person_id=cast.persons[person].id, kind=kind, value=value, label=label
            )
        QuerySet(ContactPoint).filter(person=cast.persons[person].id).exclude(
            value__in=(*SECRETS, "573-555-0042")
        ).delete()
    return applied, child, mother


def _page(client: Any, child: Candidate) -> str:
    return words_of(client.get(f"{DESK}{child.pk}/"))


def test_of_somebody_of_another_school_it_reads_only_what_is_the_same(
    north: Cast, client_of: Any
) -> None:
    _applied, child, _mother = _linked(north, "barred_before")
    page = _page(client_of(north.clerk), child)
    assert not [one for one in SECRETS if one in page]
    assert page.count("this is somebody of another school") >= 3
    assert "nadia@family.example" in page and "77 Oak Street" in page


def test_nor_what_the_family_has_not_answered(north: Cast, client_of: Any) -> None:
    _applied, child, _mother = _linked(north, "barred_before")
    with in_all(north):
        answers = QuerySet(Answer).filter(application=child.application_id)
        answers.filter(key__in=("adult_email", "adult_cell", "address", "home_phone")).delete()
    assert not [one for one in SECRETS if one in _page(client_of(north.clerk), child)]


def test_of_an_adult_of_her_own_students_it_reads_what_is_on_file(
    north: Cast, client_of: Any
) -> None:
    _applied, child, _mother = _linked(north, "mother")
    page = _page(client_of(north.clerk), child)
    assert [one for one in SECRETS if one in page] == [*SECRETS]
    assert "somebody of another school" not in page


def test_so_it_does_once_the_child_is_hers(north: Cast, client_of: Any) -> None:
    _applied, child, _mother = _linked(north, "barred_before")
    with in_all(north):
        QuerySet(Guardianship).create(
            student_id=north.ben.id, person_id=north.persons["barred_before"].id, relation="Uncle"
        )
    assert "somebody of another school" not in _page(client_of(north.clerk), child)


def test_the_district_reads_all_of_it(north: Cast, client_of: Any) -> None:
    _applied, child, _mother = _linked(north, "barred_before")
    assert "9 Secret Lane" in _page(client_of(north.admin), child)
