"""What an older secret left open: nothing, once the owner or the office has made a new one."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.ledger.models import Change
from openhouse.people.models import Account, ContactPoint, Enrollment
from openhouse.sign_in.many.batch import keep_students
from openhouse.sign_in.models import AccountRequest
from openhouse.sign_in.models_devices import Device
from tests.access.signing import is_in, sign_in
from tests.cast import LAST_DAY, PASSWORD, TODAY, Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import link_in, mails
from tests.sign_in.second_step import clerk_half_in, code, code_of
from tests.sign_in.test_opening import CHOICE, child_of, code_for, without_account
from tests.sign_in.test_opening import ask as ask_for_account
from tests.sign_in.test_receiving import file, take_mail, written
from tests.sign_in.test_recovery import ask, choose
from tests.sign_in.test_resetting import reset
from tests.sign_in.test_slips import MANY

pytestmark = pytest.mark.django_db
NEW = "kestrel-over-9-fields"
STRANGE = {"email1": "strange@else.example", "email2": "strange@else.example"}


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def confirmed(cast: Cast, email: str = "hers@home.example") -> None:
    """The mother has confirmed a security e-mail."""
    with house(cast):
        EmailAddress.objects.create(
            user_id=cast.mother.account, email=email, verified=True, primary=True
        )


def addresses(cast: Cast) -> set[str]:
    with house(cast):
        found = EmailAddress.objects.filter(user_id=cast.mother.account, verified=True)
        return set(found.values_list("email", flat=True))


def strangers_link(cast: Cast) -> str:
    """Somebody who knows her password gave an address of his own: the link that confirms it."""
    thief = HouseClient()
    sign_in(thief, "mother")
    thief.post("/north/account/email/", {**STRANGE, "password": PASSWORD})
    return link_in(mails(cast, "account.confirm")[-1])


def new_password_by_link(cast: Cast) -> None:
    client = HouseClient()
    ask(client, "mother")
    choose(client, link_in(mails(cast, "account.reset")[-1]))


def new_password_with_the_old(cast: Cast) -> None:
    client = HouseClient()
    sign_in(client, "mother")
    fields = {"password": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/north/account/password/", fields).status_code == 302


def reset_by_the_office(cast: Cast) -> None:
    assert reset(cast.clerk, cast.mother).status_code == 200


@pytest.mark.parametrize(
    "anew", [new_password_by_link, new_password_with_the_old, reset_by_the_office]
)
def test_an_address_given_with_the_old_password_is_not_confirmed(anew: Any, north: Cast) -> None:
    confirmed(north)
    link = strangers_link(north)
    anew(north)
    assert "Thank you" not in words_of(HouseClient().get(link))
    assert addresses(north) == {"hers@home.example"}


@pytest.mark.parametrize("anew", [new_password_by_link, new_password_with_the_old])
def test_a_code_that_is_out_opens_nothing_after_a_new_password(anew: Any, north: Cast) -> None:
    held = code_for(north, "mother")
    anew(north)
    assert HouseClient().post("/north/open/", {"code": held}).status_code == 200


@pytest.mark.parametrize("what", ["a new password", "a closed account"])
def test_what_an_old_password_began_its_second_step_does_not_end(what: str, north: Cast) -> None:
    thief = clerk_half_in()
    with house(north):
        account = Account.objects.get(person_id=north.clerk.id)
        account.set_password(NEW)
        account.is_active = what == "a new password"
        account.save()
    assert code(thief, code_of()).headers["Location"] == "/north/sign-in/"
    assert not is_in(thief)


def test_a_new_password_opens_though_a_stranger_has_typed_wrong_ones(north: Cast) -> None:
    for n in range(6):
        sign_in(HouseClient(REMOTE_ADDR=f"10.9.{n}.1"), "mother", f"wrong {n}")
    assert sign_in(HouseClient(), "mother").status_code == 200
    new_password_by_link(north)
    assert sign_in(HouseClient(), "mother", NEW).status_code == 302


def test_a_shared_mailbox_opens_no_account_that_moved_to_another(north: Cast) -> None:
    """The address on file is the family's; the mother has confirmed one of her own."""
    shared = file(north, "mother", "family@home.example")
    confirmed(north)
    ask_for_account(north, north.mother.name, shared, **child_of(north, "ben", "high"))
    take_mail(north.id, written(north, email=shared))
    assert mails(north, "account.way_in") == []
    with house(north):
        waiting = AccountRequest.objects.filter(state="waiting", email=shared)
        assert {each.source for each in waiting} == {"form", "mail"}
    with house(north):
        EmailAddress.objects.filter(user_id=north.mother.account).update(email=shared.upper())
    ask_for_account(north, north.mother.name, shared, **child_of(north, "ben", "high"))
    assert [mail.to for mail in mails(north, "account.way_in")] == [shared]


def test_a_first_account_is_told_of_where_the_school_reaches_its_owner(north: Cast) -> None:
    """The clerk who printed the letter may have used it herself."""
    without_account(north, "mother", "hers@home.example")
    with house(north):
        Device.objects.filter(person_id=north.mother.id).delete()
        ContactPoint.objects.create(
            person_id=north.mother.id, kind="email", value="two@home.example"
        )
    held = code_for(north, "mother")
    phone = HouseClient()
    phone.post("/north/open/", {"code": held})
    phone.post("/north/open/choose/", {**CHOICE, **STRANGE})
    assert is_in(phone)
    told = mails(north, "account.opened")
    assert [mail.to for mail in told] == ["hers@home.example", "two@home.example"]
    assert "robin.fields" in told[0].text and "That was not you?" in told[0].text
    assert held not in told[0].text
    account = words_of(phone.get("/north/account/"))
    assert f"on paper · by {north.clerk.name}" in account
    with house(north):
        (made, used) = Change.objects.filter(
            person_id=north.mother.id,
            kind__in=("account.code_made", "account.opened"),
            actor_id__isnull=False,
        ).order_by("pk")
    assert (made.actor_id, made.after) == (north.clerk.id, {"paper": True, "by": north.clerk.name})
    assert used.after["code"]


def test_a_way_in_by_mail_is_said_to_be_one(north: Cast) -> None:
    address = file(north, "mother", "hers@home.example")
    code_for(north, "mother", address)
    owner = HouseClient.signed_in(north.mother)
    assert "by e-mail to h•••@home.example" in words_of(owner.get("/north/account/"))


@pytest.mark.parametrize("what", ["close", "change"])
def test_who_sits_at_a_computer_left_signed_in_is_out(what: str, north: Cast) -> None:
    """Else a stranger would choose the new password, for which the old one is not asked."""
    left, other = HouseClient(), HouseClient()
    sign_in(left, "ben", fields={"own_device": "on"})
    sign_in(other, "mother")
    office = HouseClient.signed_in(north.clerk)
    said = {"account": [north.ben.account], "reason": "A stranger knows it"}
    office.post(f"{MANY}change/", {**said, "what": what})
    if what == "close":
        office.post(f"{MANY}change/", {**said, "what": "open"})
    assert "/sign-in/" in left.get("/north/first-steps/").headers["Location"]
    assert not is_in(left)
    assert is_in(other)


def test_a_student_who_left_and_is_back_signs_in_anew(north: Cast) -> None:
    left = HouseClient()
    sign_in(left, "ben", fields={"own_device": "on"})
    last_day = TODAY - timedelta(days=3)
    for ends_on in (last_day, LAST_DAY):
        with house(north):
            hers = Enrollment.objects.visible_to(System()).filter(student_id=north.ben.id)
            hers.update(ends_on=ends_on)
        keep_students(north.id, TODAY, pattern="{given}.{family}")
    with house(north):
        assert Account.objects.get(person_id=north.ben.id).is_active
    assert not is_in(left)
    assert sign_in(HouseClient(), "ben").status_code == 302
