"""Changes that families ask for, at an office's desk; what the district decides."""

import pytest

from openhouse.contact.models import ContactRequest, ContactRules
from openhouse.ledger.models import Change
from openhouse.people.models import ContactPoint, Correction, Household
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
DESK = "/north/office/contact/"


def asks(cast: Cast, key: str, point: str, value: str) -> int:
    """*key* asks for another phone or address; the number of the request."""
    with in_all(cast):
        ContactRules.objects.update(points="by request")
    client = HouseClient.signed_in(cast.persons[key])
    place = f"/north/account/contact/points/{cast.rows[point].pk}/"
    assert client.post(place, {"value": value}).status_code == 302
    with in_all(cast):
        return int(ContactRequest.objects.latest("pk").pk)


def test_the_office_makes_the_change_with_old_beside_new(north: Cast) -> None:
    number = asks(north, "long_parent", "long_parent_email", "new@home.example")
    old = north.rows["long_parent_email"].value
    clerk = HouseClient.signed_in(north.clerk)
    assert "Changes of contact data" in words_of(clerk.get("/north/office/"))
    assert f"{old} becomes new@home.example" in words_of(clerk.get(DESK))
    page = words_of(clerk.get(f"{DESK}{number}/"))
    assert f"{old} new@home.example" in page
    assert clerk.post(f"{DESK}{number}/", {"take": "yes"}).status_code == 302
    with in_all(north):
        point = ContactPoint.objects.get(pk=north.rows["long_parent_email"].pk)
        assert point.value == "new@home.example"
        kept = Correction.objects.get(person_id=north.long_parent.id, field="email")
        assert (kept.sent, kept.kept) == (old, "new@home.example"), "no import takes it back"
        line = Change.objects.get(kind="account.contact_taken")
        assert (line.actor_id, line.person_id) == (north.clerk.id, north.long_parent.id)
    (mail,) = mails(north, "account.contact_taken")
    assert mail.to == old
    assert "La oficina" in mail.text, "in his language"
    assert clerk.post(f"{DESK}{number}/", {"take": "yes"}).status_code == 302
    with in_all(north):
        assert Change.objects.filter(kind="account.contact_taken").count() == 1


def test_the_office_declines_with_a_reason_that_the_family_reads(north: Cast) -> None:
    number = asks(north, "long_parent", "long_parent_email", "new@home.example")
    clerk = HouseClient.signed_in(north.clerk)
    answer = clerk.post(f"{DESK}{number}/", {"decline": "yes", "reason": ""})
    assert "Write a few words to the family." in words_of(answer)
    clerk.post(f"{DESK}{number}/", {"decline": "yes", "reason": "Please come by."})
    with in_all(north):
        point = ContactPoint.objects.get(pk=north.rows["long_parent_email"].pk)
        assert point.value == north.rows["long_parent_email"].value
    page = HouseClient.signed_in(north.long_parent).get("/north/account/contact/")
    assert "Please come by." in page.content.decode()


def test_a_home_is_changed_by_the_office_for_all_who_live_there(north: Cast) -> None:
    home = north.rows["sixth_home"]
    parent = HouseClient.signed_in(north.long_parent)
    place = f"/north/account/contact/homes/{home.pk}/"
    said = {"street": "9 New Street", "city": "Town", "state": "MO", "postal_code": "65201"}
    parent.post(place, said | {"moved": "together"})
    with in_all(north):
        assert Household.objects.get(pk=home.pk).street == home.street, "the office decides first"
        number = ContactRequest.objects.latest("pk").pk
        Household.objects.filter(pk=home.pk).update(city="Elsewhere")
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(f"{DESK}{number}/"))
    assert "The records have changed since" in page
    clerk.post(f"{DESK}{number}/", {"take": "yes"})
    with in_all(north):
        found = Household.objects.get(pk=home.pk)
        assert (found.street, found.city) == ("9 New Street", "Town")
        assert Correction.objects.filter(household=home, field="street").exists()


def test_a_colleagues_data_is_the_districts_to_change(north: Cast) -> None:
    number = asks(north, "clerk", "clerk_email", "mine@home.example")
    clerk, admin = HouseClient.signed_in(north.clerk), HouseClient.signed_in(north.admin)
    assert clerk.post(f"{DESK}{number}/", {"take": "yes"}).status_code in (403, 404)
    assert admin.post(f"{DESK}{number}/", {"take": "yes"}).status_code == 302
    with in_all(north):
        assert ContactPoint.objects.filter(value="mine@home.example").exists()


def test_the_district_says_what_changes_at_once(north: Cast) -> None:
    admin = HouseClient.signed_in(north.admin)
    place = "/north/office/rules/contact/"
    assert admin.post(place, {"points": "by request", "home": "at once"}).status_code == 302
    with in_all(north):
        rules = ContactRules.objects.get()
        assert (rules.points, rules.home) == ("by request", "at once")
        line = Change.objects.get(kind="rules.contact")
        assert line.before == {"points": "at once", "home": "by request"}
