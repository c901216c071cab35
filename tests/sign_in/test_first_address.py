"""The first security e-mail and the first second step are told of where the school reaches her."""

from urllib.parse import urlsplit

import pytest

from openhouse.notifications.models import Delivery
from openhouse.people.models import ContactPoint, Person
from tests.cast import PASSWORD, Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import link_in, mails
from tests.sign_in.test_left_open import confirmed
from tests.sign_in.test_not_me import HIS, a_passkey, house, thief_in, told

pytestmark = pytest.mark.django_db
FILED = "mail@openhouse.example"
GIVEN, SURE = "account.first_email_given", "account.first_email_confirmed"


def filed(cast: Cast) -> set[str]:
    with house(cast):
        hers = ContactPoint.objects.filter(person_id=cast.mother.id, kind="email")
        return set(hers.values_list("value", flat=True))


def also_filed(cast: Cast, *addresses: str) -> None:
    with house(cast):
        for address in addresses:
            ContactPoint.objects.create(person_id=cast.mother.id, kind="email", value=address)


def give(client: HouseClient, email: str) -> None:
    fields = {"email1": email, "email2": email, "password": PASSWORD}
    assert client.post("/north/account/email/", fields).status_code == 302


def confirm(cast: Cast) -> None:
    page = HouseClient().get(link_in(mails(cast, "account.confirm")[-1]))
    assert "Thank you" in words_of(page)


def is_plain(mail: Delivery) -> bool:
    """It leads nowhere but to the portal's first page, and shows where help is."""
    pages = {urlsplit(word).path for word in mail.text.split() if "://" in word}
    return pages == {"/north/"} and "Help: " in mail.text and HIS.split("@")[1] not in mail.text


def test_a_thief_who_makes_the_account_his_own_is_heard_at_each_step(north: Cast) -> None:
    also_filed(north, "two@home.example")
    thief, hers = thief_in(), filed(north)
    give(thief, HIS)
    assert {mail.to for mail in mails(north, GIVEN)} == hers
    confirm(north)
    assert {mail.to for mail in mails(north, SURE)} == hers
    a_passkey(thief)
    added = mails(north, "account.passkey_added")
    assert {mail.to for mail in added} == {HIS, *hers}
    assert [mail.to for mail in told(north)] == [HIS]
    plain = [*mails(north, GIVEN), *mails(north, SURE), *(m for m in added if m.to != HIS)]
    for mail in plain:
        assert is_plain(mail) and "That was not you?" in mail.text
        assert HIS not in mail.html and "mother" not in mail.subject


def test_every_address_on_file_hears_of_the_first_second_step(north: Cast) -> None:
    """None is confirmed: the link goes to one of them."""
    also_filed(north, "two@home.example")
    a_passkey(thief_in())
    assert {mail.to for mail in mails(north, "account.passkey_added")} == filed(north)
    assert len(told(north)) == 1


def test_the_address_on_file_itself_is_not_told_of_itself(north: Cast) -> None:
    (address,) = filed(north)
    give(thief_in(), address.upper())
    confirm(north)
    assert mails(north, GIVEN) == mails(north, SURE) == []


def test_a_confirmed_address_is_told_instead_of_those_on_file(north: Cast) -> None:
    confirmed(north)
    give(thief_in(), HIS)
    confirm(north)
    assert mails(north, GIVEN) == mails(north, SURE) == []
    assert len(mails(north, "account.email_changed")) == 1


def test_giving_addresses_again_and_again_fills_no_mailbox(north: Cast) -> None:
    thief = thief_in()
    for n in range(5):
        give(thief, f"his{n}@else.example")
    assert len(mails(north, GIVEN)) == 3
    for _n in range(5):
        give(thief, HIS)
    assert len([mail for mail in mails(north, "account.confirm") if mail.to == HIS]) == 3


def test_they_hear_it_in_her_language_whatever_the_thief_reads(north: Cast) -> None:
    with house(north):
        Person.objects.filter(pk=north.mother.id).update(language="es")
    give(thief_in(), HIS)
    (mail,) = mails(north, GIVEN)
    assert mail.subject == "Un correo de seguridad para su cuenta"
