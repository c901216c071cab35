"""Whom a court keeps from a child, and who registers her all the same, hears nothing of her."""

from hashlib import sha256
from typing import Any

import pytest
from django.db.models import QuerySet

from openhouse.access.viewer import System
from openhouse.notifications.models import Delivery
from openhouse.people.models import ContactPoint
from openhouse.registration.models import ApplicationKey, ApplicationMember, Candidate
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import SENT, Applied, again

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
HIS = "otto@example.org"


def _registers(cast: Cast, person: str = "", **said: Any) -> tuple[Applied, Candidate]:
    """Somebody registers a child from whom a court keeps her father, by a link to *HIS*."""
    applied = Applied(cast, email=HIS)
    adult = applied.adult(
        person, **{"adult_given": "Otto", "adult_family": "Kern", "adult_email": HIS} | said
    )
    ties = {str(adult.pk): {"relation": "Father", "lives_with": True}}
    child = applied.child("leo", ties=ties, given_name="Leo", family_name="Lindqvist")
    with in_all(cast):
        ApplicationKey.objects.create(
            application=applied.application, digest=sha256(b"his").hexdigest(), made_at=SENT,
            ends_on=cast.rows["window"].closes_on,
        )  # fmt: skip
        ContactPoint.objects.create(person_id=cast.barred.id, kind="phone", value="(573) 555-0166")
        ContactPoint.objects.create(
            person_id=cast.barred.id, kind="email", value="Nils@example.org"
        )
    return applied, child


def _mails(cast: Cast, to: str = HIS) -> int:
    with in_all(cast):
        return QuerySet(Delivery).filter(to=to).count()


def _accept(cast: Cast, child: Candidate) -> None:
    client = HouseClient.signed_in(cast.clerk)
    sent = {"act": "accept", "revision": again(cast, child).revision, "everything": "yes"}
    client.post(f"{DESK}{child.pk}/decide/", sent)
    assert again(cast, child).state == "accepted"


def _page(applied: Applied) -> str:
    client = HouseClient()
    client.post(address("north", "register-link", "his"))
    return words_of(client.get(address("north", "register-open", applied.application.pk)))


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("barred", {}),
        ("", {"adult_given": "Nils", "adult_family": "Lindqvist"}),
        ("", {"adult_cell": "+15735550166"}),
        ("", {"adult_work": "+15735550166", "adult_email": "else@example.org"}),
    ],
)
def test_by_a_link_neither_mail_nor_page_says_a_word(
    north: Cast, person: str, said: dict[str, str]
) -> None:
    applied, child = _registers(north, person, **said)
    _accept(north, child)
    assert _mails(north) == 0
    page = _page(applied)
    assert "Accepted" not in page and "The school looks at it" in page


def test_nor_does_he_read_a_decision_by_taking_back_or_answering(north: Cast) -> None:
    applied, child = _registers(north, "barred")
    item = applied.item(child, "birth_certificate")
    client = HouseClient()
    client.post(address("north", "register-link", "his"))
    number = applied.application.pk
    place = address("north", "register-open", number)
    assert "Withdraw Leo" not in words_of(client.get(place))
    _accept(north, child)
    with in_all(north):
        QuerySet(Candidate).filter(pk=child.pk).update(state="posted")
    back = address("north", "register-withdraw", number)
    assert client.post(back, {"child": child.pk}).status_code == 404
    paper = address("north", "register-item", number, item.pk)
    assert client.get(paper).status_code == 404
    assert client.post(paper, {}).status_code == 404
    assert again(north, child).state == "posted"


def test_nor_at_an_address_that_is_on_file_as_his(north: Cast) -> None:
    applied, child = _registers(north)
    with in_all(north):
        type(applied.application).objects.visible_to(System()).filter(
            pk=applied.application.pk
        ).update(email="nils@example.org")
    _accept(north, child)
    assert _mails(north, "nils@example.org") == 0


def test_a_mother_who_names_him_hears_all_the_same(north: Cast) -> None:
    applied, child = _registers(north, adult_given="Mia", adult_family="Kern")
    applied.adult("barred", kind="guardian")
    _accept(north, child)
    assert _mails(north) == 1
    assert "Accepted" in _page(applied)


def test_who_has_an_account_by_a_brothers_posting_hears_nothing_of_her_either(
    north: Cast,
) -> None:
    applied, child = _registers(north, "grandmother", adult_cell="+15735550166")
    with in_all(north):
        ApplicationMember(application=applied.application, person_id=north.grandmother.id).save(
            force_insert=True
        )
        before = QuerySet(Delivery).filter(person=north.grandmother.id).count()
    _accept(north, child)
    with in_all(north):
        assert QuerySet(Delivery).filter(person=north.grandmother.id).count() == before
