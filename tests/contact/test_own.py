"""One's own phones, addresses and home: chosen, verified, changed at once or by request."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.utils import timezone

from openhouse.common import clock
from openhouse.common.scope import scope
from openhouse.contact.changing import CONFIRM
from openhouse.contact.models import ContactRequest, ContactRules
from openhouse.contact.numbers import takes_texts
from openhouse.contact.queries import asks_first
from openhouse.contact.rules import CODES_AN_HOUR, MOST_TRIES, MOST_UNCONFIRMED
from openhouse.ledger.models import Change
from openhouse.notifications.kinds import Kind
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_contact import ContactChoice, PhoneProof
from openhouse.notifications.ways import ways_of
from openhouse.people.models import ContactPoint, Household, HouseholdMember
from tests.cast import PASSWORD, Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import link_in, mails

pytestmark = pytest.mark.django_db
PLACE = "/north/account/contact/"
NEW = "lanterns-by-the-harbour-7"
PHONE = "(573) 555-0142"
HOME = {"street": "9 New Street", "city": "Openfield", "state": "MO", "postal_code": "65201"}


def points(cast: Cast, key: str, kind: str) -> list[str]:
    with in_all(cast):
        found = ContactPoint.objects.filter(person_id=cast.persons[key].id, kind=kind)
        return list(found.order_by("pk").values_list("value", flat=True))


def reached(cast: Cast, key: str, kind: Kind) -> list[str]:
    """The e-mail addresses at which *kind* reaches somebody."""
    with in_all(cast):
        found = ways_of([cast.persons[key].id], kind)[cast.persons[key].id]
    return [way.to for way in found if way.way == "mail"]


def decides_itself(cast: Cast, *, points: str = "at once", home: str = "at once") -> None:
    with in_all(cast):
        ContactRules.objects.update(points=points, home=home)


def added_phone(cast: Cast, client: HouseClient, value: str = "573.555.0142") -> int:
    assert client.post(f"{PLACE}add/phone/", {"value": value}).status_code == 302
    with in_all(cast):
        return ContactPoint.objects.get(person_id=cast.mother.id, value=PHONE).pk


def code_in(cast: Cast) -> str:
    """The code of the text that was written last."""
    with in_all(cast):
        text = Delivery.objects.filter(kind="account.phone_code").latest("pk")
        assert (text.way, text.to) == ("text", "+15735550142")
        return re.findall(r"\d{6}", text.text)[0]


def ticked(client: HouseClient) -> dict[str, list[str]]:
    """The form of the page as it is filled in."""
    page = client.get(PLACE).content.decode()
    on = re.findall(r'name="on" value="([^"]+)" checked', page)
    return {"shown": re.findall(r'name="shown" value="(\d+)"', page), "on": on}


def test_each_address_has_its_kinds_and_an_emergency_is_always_on(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    page = words_of(client.get(PLACE))
    assert "An emergency comes by every way you have" in page
    assert page.count("Emergencies Always") == 1, "the phone gets no texts yet"
    said = ticked(client)
    mine = north.rows["mother_email"]
    assert f"{mine.pk}:message.general" in said["on"]
    assert f"{mine.pk}:message.emergency" not in said["on"], "nobody turns it off"
    said["on"].remove(f"{mine.pk}:message.general")
    assert client.post(PLACE, said).status_code == 302
    assert reached(north, "mother", Kind.GENERAL) == []
    assert reached(north, "mother", Kind.EMERGENCY) == [mine.value]
    with in_all(north):
        assert Change.objects.filter(kind="account.ways_chosen").count() == 1
    assert ticked(client) == said
    client.post(PLACE, said)
    with in_all(north):
        assert Change.objects.filter(kind="account.ways_chosen").count() == 1, "nothing changed"
    forged = {"shown": [str(north.rows["father_email"].pk)], "on": []}
    client.post(PLACE, forged)
    with in_all(north):
        assert not ContactChoice.objects.filter(person_id=north.father.id).exists()
    assert reached(north, "father", Kind.GENERAL)


def test_a_phone_is_verified_by_a_code_and_then_gets_texts(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    place = f"{PLACE}points/{added_phone(north, client)}/verify/"
    assert "Get texts on this phone" in words_of(client.get(PLACE))
    client.post(place, {"send": "yes"})
    code = code_in(north)
    with in_all(north):
        proof = PhoneProof.objects.get(person_id=north.mother.id, number="+15735550142")
        assert code not in proof.digest
    wrong = client.post(place, {"code": "0" * 6 if code != "0" * 6 else "1" * 6})
    assert "This is not the code" in words_of(wrong)
    assert client.post(place, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    with in_all(north):
        found = ways_of([north.mother.id], Kind.EMERGENCY)[north.mother.id]
        assert ("text", "+15735550142") in [(way.way, way.to) for way in found]
        line = Change.objects.get(kind="account.phone_verified")
        assert (line.person_id, line.actor_id) == (north.mother.id, north.mother.id)
    assert "Gets texts" in words_of(client.get(PLACE))
    assert client.post(place, {"code": code}).status_code == 200, "a code works once"


def test_codes_are_few_and_a_guesser_gets_five_tries(north: Cast, settings: Any) -> None:
    client = HouseClient.signed_in(north.mother)
    place = f"{PLACE}points/{added_phone(north, client)}/verify/"
    client.post(place, {"send": "yes"})
    code = code_in(north)
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(MOST_TRIES):
        client.post(place, {"code": wrong})
    assert "This is not the code" in words_of(client.post(place, {"code": code}))
    for _ in range(CODES_AN_HOUR + 2):
        client.post(place, {"send": "yes"})
    with in_all(north):
        sent = Delivery.objects.filter(kind="account.phone_code", to="+15735550142")
        assert sent.count() == CODES_AN_HOUR
        PhoneProof.objects.filter(number="+15735550142").update(
            sent_at=clock.now() - timedelta(minutes=16)
        )
    assert "This is not the code" in words_of(client.post(place, {"code": code_in(north)}))


@pytest.mark.parametrize("bad", ["555-0142", "911", "not a phone", "573-555-0142 x3", "\u0661"])
def test_what_is_no_phone_number_is_said_so(bad: str, north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    answer = client.post(f"{PLACE}add/phone/", {"value": bad})
    assert "This is no phone number with its area code." in words_of(answer)


def test_a_toll_number_gets_no_code(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    client.post(f"{PLACE}add/phone/", {"value": "900 555 1234"})
    with in_all(north):
        point = ContactPoint.objects.get(person_id=north.mother.id, value="(900) 555-1234")
    assert client.post(f"{PLACE}points/{point.pk}/verify/", {"send": "yes"}).status_code == 404


def test_a_new_address_is_on_file_when_its_reader_says_so(north: Cast) -> None:
    client, old = HouseClient.signed_in(north.mother), north.rows["mother_email"]
    said = ticked(client)
    said["on"].remove(f"{old.pk}:weekly")
    client.post(PLACE, said)
    client.post(f"{PLACE}points/{old.pk}/", {"value": "new@home.example"})
    assert points(north, "mother", "email") == [old.value]
    (mail,) = mails(north, CONFIRM)
    assert mail.to == "new@home.example"
    link, stranger = link_in(mail), HouseClient()
    assert "Is new@home.example your address?" in words_of(stranger.get(link))
    assert points(north, "mother", "email") == [old.value], "looking changes nothing"
    assert "from now on" in words_of(stranger.post(link))
    assert points(north, "mother", "email") == ["new@home.example"]
    (told,) = mails(north, "account.filed_changed")
    assert (told.to, "in your account" in told.text) == (old.value, True)
    assert reached(north, "mother", Kind.WEEKLY) == [], "as chosen before"
    stranger.post(link)
    assert points(north, "mother", "email") == ["new@home.example"]
    with in_all(north):
        ContactPoint.objects.filter(value="new@home.example").update(value=old.value)
    stranger.post(link)
    assert points(north, "mother", "email") == [old.value], "a link is used up"
    away = HouseClient().get(link.replace("/north/", "/south/"))
    assert "does not work any more" in words_of(away)
    forged = signing.dumps({"d": north.id, "p": north.father.id, "e": "x@y.example", "o": 0})
    assert "does not work any more" in words_of(stranger.post(f"/north/contact/confirm/{forged}/"))


def test_one_asked_first_who_she_is_and_the_address_goes_away(north: Cast) -> None:
    client, old = HouseClient.signed_in(north.mother), north.rows["mother_email"]
    with in_all(north):
        ContactPoint.objects.create(person_id=north.mother.id, kind="email", value="b@home.example")
    client.post(f"{PLACE}points/{old.pk}/", {"remove": "yes"})
    assert points(north, "mother", "email") == ["b@home.example"]
    assert "The school has no phone" not in words_of(client.get(PLACE))
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = client.get(f"{PLACE}add/email/")
    assert answer.headers["Location"].startswith("/north/account/again/?next=")


def test_the_last_way_of_an_emergency_is_not_taken_away(north: Cast) -> None:
    client, last = HouseClient.signed_in(north.grandmother), north.rows["grandmother_email"]
    place = f"{PLACE}points/{last.pk}/"
    assert "This is the last way" in words_of(client.get(place))
    client.post(place, {"remove": "yes"})
    assert points(north, "grandmother", "email") == [last.value]
    with in_all(north):
        ContactPoint.objects.create(
            person_id=north.grandmother.id, kind="email", value="two@home.example"
        )
    client.post(place, {"remove": "yes"})
    assert points(north, "grandmother", "email") == ["two@home.example"]


def test_a_home_changes_for_all_who_live_there_and_the_other_home_never_sees_it(
    north: Cast,
) -> None:
    decides_itself(north)
    client, home = HouseClient.signed_in(north.mother), north.rows["first_home"]
    place = f"{PLACE}homes/{home.pk}/"
    client.post(place, HOME | {"moved": "together"})
    with in_all(north):
        assert Household.objects.get(pk=home.pk).street == "9 New Street"
        assert HouseholdMember.objects.filter(household=home).count() == 3
        lines = Change.objects.filter(kind="account.contact_corrected", person_id=north.mother.id)
        assert "9 New Street" in {line.after["value"] for line in lines}
    father = HouseClient.signed_in(north.father)
    assert "9 New Street" not in words_of(father.get(PLACE))
    assert father.get(place).status_code == 404
    client.post(place, HOME | {"street": "1 Alone Street", "moved": "alone"})
    with in_all(north):
        assert Household.objects.get(pk=home.pk).street == "9 New Street"
        mine = Household.objects.get(members__person_id=north.mother.id)
        assert mine.street == "1 Alone Street"
    assert "Who lives there?" not in words_of(client.get(f"{PLACE}homes/{mine.pk}/"))


def test_by_request_nothing_changes_and_it_can_be_taken_back(north: Cast) -> None:
    decides_itself(north, points="by request")
    client, old = HouseClient.signed_in(north.mother), north.rows["mother_email"]
    client.post(f"{PLACE}points/{old.pk}/", {"value": "first@home.example"})
    client.post(f"{PLACE}points/{old.pk}/", {"value": "second@home.example"})
    assert points(north, "mother", "email") == [old.value]
    with in_all(north):
        asked = ContactRequest.objects.get(person_id=north.mother.id, kind="email", state="waiting")
        assert (asked.old, asked.new) == (old.value, "second@home.example")
    page = words_of(client.get(PLACE))
    assert f"{old.value} becomes second@home.example" in page
    father = HouseClient.signed_in(north.father)
    assert father.post(f"{PLACE}asked/{asked.pk}/take-back/").status_code == 404
    client.post(f"{PLACE}asked/{asked.pk}/take-back/")
    assert "second@home.example" not in words_of(client.get(PLACE))


def test_who_works_here_asks_even_where_families_do_not(north: Cast) -> None:
    decides_itself(north)
    client = HouseClient.signed_in(north.teacher_mother)
    client.post(f"{PLACE}add/email/", {"value": "mine@home.example"})
    assert len(points(north, "teacher_mother", "email")) == 1
    assert mails(north, CONFIRM) == []


def test_an_address_that_comes_back_says_so_and_is_tried_again(north: Cast) -> None:
    old = north.rows["mother_email"]
    with in_all(north):
        for days in (9, 1):
            mail = Delivery.objects.create(
                person_id=north.mother.id, kind="message.general", to=old.value, state="bounced",
                subject="News", reference=f"<{days}>",
            )  # fmt: skip
            written = timezone.now() - timedelta(days=days)
            Delivery.objects.filter(pk=mail.pk).update(written_at=written)
    client = HouseClient.signed_in(north.mother)
    assert "E-mail comes back" in words_of(client.get(PLACE))
    client.post(f"{PLACE}points/{old.pk}/try/")
    (trial,) = mails(north, "account.contact_trial")
    assert reached(north, "mother", Kind.GENERAL) == []
    with in_all(north):
        Delivery.objects.filter(pk=trial.pk).update(state="sent")
    assert reached(north, "mother", Kind.GENERAL) == [old.value]


def test_nobody_else_reads_what_was_chosen(north: Cast) -> None:
    with scope(district=north.id, students=[north.ana.id], person=north.father.id, hat="family"):
        assert not ContactChoice.objects.exclude(person_id=north.father.id).exists()
    with scope(district=north.id, students="all", person=north.admin.id, hat="office"):
        assert not PhoneProof.objects.exclude(person_id=north.admin.id).exists()


@pytest.mark.parametrize("since", ["password", "elsewhere", "rule"])
def test_who_had_an_account_for_a_moment_puts_no_address_on_file_later(
    north: Cast, since: str
) -> None:
    thief = HouseClient.signed_in(north.mother)
    before = points(north, "mother", "email")
    thief.post(f"{PLACE}add/email/", {"value": "evil@elsewhere.example"})
    link = link_in(mails(north, CONFIRM)[-1])
    owner = HouseClient.signed_in(north.mother)
    if since == "password":
        said = {"password": PASSWORD, "password1": NEW, "password2": NEW}
        owner.post("/north/account/password/", said)
    elif since == "elsewhere":
        owner.post("/north/account/devices/others/out/")
    else:
        with in_all(north):
            ContactRules.objects.update(points="by request")
    assert "does not work any more" in words_of(HouseClient().post(link))
    assert points(north, "mother", "email") == before


def test_one_more_address_is_told_to_those_that_stood_there(north: Cast) -> None:
    client, old = HouseClient.signed_in(north.mother), north.rows["mother_email"]
    client.post(f"{PLACE}add/email/", {"value": "second@home.example"})
    HouseClient().post(link_in(mails(north, CONFIRM)[-1]))
    (told,) = mails(north, "account.filed_changed")
    assert (told.to, "second@" in told.text) == (old.value, False)


def test_wishes_do_not_bury_those_of_others_and_mails_have_an_end(north: Cast) -> None:
    with in_all(north):
        ContactRules.objects.update(points="by request")
    client = HouseClient.signed_in(north.mother)
    for number in range(7):
        said = {"value": f"573 555 01{20 + number}"}
        answer = client.post(f"{PLACE}add/phone/", said, follow=True)
    assert "Several wishes of yours wait" in words_of(answer)
    with in_all(north):
        assert (
            ContactRequest.objects.filter(person_id=north.mother.id, state="waiting").count() == 5
        )
        ContactRules.objects.update(points="at once")
    found = [
        client.post(f"{PLACE}add/email/", {"value": f"{n}@home.example"}).status_code
        for n in range(7)
    ]
    assert found == [302] * 6 + [429]


def test_a_student_does_not_move_her_family_and_dear_countries_get_no_code(north: Cast) -> None:
    with in_all(north):
        ContactRules.objects.update(home="at once")
        assert asks_first(north.ben.id, "home") and not asks_first(north.mother.id, "home")
    assert takes_texts("+15735550142")
    assert not takes_texts("+18095550142") and not takes_texts("+37120000000")


def test_an_address_that_is_not_confirmed_is_listed_sent_to_again_and_removed(
    north: Cast,
) -> None:
    with in_all(north):
        ContactRequest.objects.filter(state="mailed").delete()
    client, new = HouseClient.signed_in(north.mother), "new@home.example"
    client.post(f"{PLACE}add/email/", {"value": new})
    page = client.get(PLACE)
    assert f"{new} Not confirmed yet A link went there on" in words_of(page)
    (again, away) = (
        re.findall(f'action="([^"]*/{kind}/[^"]*)"', page.content.decode())[0]
        for kind in ("unconfirmed", "asked")
    )
    stranger = HouseClient.signed_in(north.father)
    assert stranger.post(again).status_code == 404
    assert stranger.post(away).status_code == 404
    client.post(again)
    assert [mail.to for mail in mails(north, CONFIRM)] == [new, new]
    assert words_of(client.get(PLACE)).count("Not confirmed yet") == 1
    client.post(away)
    assert "Not confirmed yet" not in words_of(client.get(PLACE))
    gone = HouseClient()
    for mail in mails(north, CONFIRM):
        gone.post(link_in(mail))
    assert new not in points(north, "mother", "email"), "what was removed is not put on file"
    client.post(f"{PLACE}add/email/", {"value": new})
    gone.post(link_in(mails(north, CONFIRM)[-1]))
    assert new in points(north, "mother", "email")
    shown = words_of(client.get(PLACE))
    assert "Not confirmed yet" not in shown
    assert f"Add {new} Done" in shown


def test_a_few_addresses_wait_to_be_confirmed_and_the_oldest_gives_way(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    oldest = north.rows["unconfirmed_mother"].new
    assert oldest in words_of(client.get(PLACE))
    for number in range(MOST_UNCONFIRMED):
        client.post(f"{PLACE}add/email/", {"value": f"n{number}@home.example"})
    page = words_of(client.get(PLACE))
    assert page.count("Not confirmed yet") == MOST_UNCONFIRMED
    assert oldest not in page


def test_who_adds_an_address_reads_to_which_one_the_link_went(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    page = client.post(f"{PLACE}add/email/", {"value": "mine@elsewhere.example"}, follow=True)
    assert "We have sent an e-mail to mine@elsewhere.example." in words_of(page)
