"""Who has stolen a password adds a second step, and the owner takes it back by her mailbox."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.notifications.models import Delivery
from openhouse.people.models import Account
from openhouse.sign_in.models_not_me import NotMeLink
from openhouse.sign_in.safety.devices import digest_of
from tests.access.signing import is_in, sign_in
from tests.cast import PASSWORD, Cast
from tests.house_client import HouseClient, words_of
from tests.passkeys import Passkey
from tests.sign_in.mails import link_in, mails
from tests.sign_in.second_step import add_passkey, browser, code_of, passkey_sign_in, secret_on
from tests.sign_in.test_left_open import addresses, confirmed
from tests.sign_in.test_recovery import choose
from tests.sign_in.test_resetting import reset, shown
from tests.sign_in.test_safety import kinds_of

pytestmark = pytest.mark.django_db
NEW = "kestrel-over-9-fields"
HERS, HIS = "hers@home.example", "strange@else.example"
SAFETY = "/north/account/safety/"
DONE = "/north/not-me/done/"
Adding = Callable[[HouseClient], str]


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def a_passkey(client: HouseClient) -> str:
    assert add_passkey(client, Passkey(7)).status_code == 302
    return "account.passkey_added"


def an_app(client: HouseClient) -> str:
    secret = secret_on(client.get(f"{SAFETY}app/"))
    assert client.post(f"{SAFETY}app/", {"code": code_of(secret)}).status_code == 302
    return "account.app_added"


def thief_in(name: str = "mother") -> HouseClient:
    """Signed in with her password, somewhere else."""
    thief = browser()
    assert sign_in(thief, name).status_code == 302
    return thief


def told(cast: Cast, kind: str = "account.passkey_added") -> list[Delivery]:
    return [mail for mail in mails(cast, kind) if "/not-me/" in mail.text]


def steps(cast: Cast, name: str = "mother") -> int:
    with house(cast):
        return Authenticator.objects.filter(user_id=cast.persons[name].account).count()


def move_address(client: HouseClient, cast: Cast, email: str) -> None:
    """Give and confirm another security e-mail."""
    fields = {"email1": email, "email2": email, "password": PASSWORD}
    assert client.post("/north/account/email/", fields).status_code == 302
    client.get(link_in(mails(cast, "account.confirm")[-1]))
    assert addresses(cast) == {email}


def back_by_mail(cast: Cast, to: str) -> None:
    """The mail that leads on went *to* her alone; its link gives her the account."""
    mail = mails(cast, "account.reset")[-1]
    assert mail.to == to
    choose(HouseClient(), link_in(mail))
    mine = HouseClient()
    assert sign_in(mine, "mother", NEW).headers["Location"] == "/north/"


@pytest.mark.parametrize("adding", [a_passkey, an_app])
def test_the_owner_takes_back_what_a_thief_added(adding: Adding, north: Cast) -> None:
    confirmed(north)
    thief, mine = thief_in(), HouseClient()
    sign_in(mine, "mother")
    (mail,) = told(north, adding(thief))
    assert mail.to == HERS and "for 7 days" in mail.text and "help desk at once" not in mail.text
    page = HouseClient().get(link_in(mail))
    assert "mother" in words_of(page) and "h•••@home.example" in words_of(page)
    assert HouseClient().post(link_in(mail)).headers["Location"] == DONE
    assert "look into your mailbox" in words_of(HouseClient().get(DONE))
    assert steps(north) == 0
    assert not is_in(thief) and not is_in(mine)
    assert sign_in(HouseClient(), "mother").status_code == 200
    assert passkey_sign_in(browser(), Passkey(7)).status_code == 403
    assert [mail.to for mail in mails(north, "account.second_step_undone")] == [HERS]
    assert kinds_of(north, "mother")[0] == "account.second_step_undone"
    back_by_mail(north, HERS)


def test_opening_the_link_changes_nothing(north: Cast) -> None:
    """A program that looks through mail opens what it finds, by GET, HEAD or otherwise."""
    thief = thief_in()
    a_passkey(thief)
    (mail,) = told(north)
    assert mail.to.endswith("mail@openhouse.example")  # the one on file: she confirmed none
    for _time in range(3):
        assert HouseClient().get(link_in(mail)).status_code == 200
        assert HouseClient().head(link_in(mail)).status_code == 200
        assert HouseClient().put(link_in(mail)).status_code == 405
    strict = HouseClient(enforce_csrf_checks=True)
    assert strict.post(link_in(mail)).status_code == 403
    assert steps(north) == 2 and is_in(thief)
    assert HouseClient().post(link_in(mail)).headers["Location"] == DONE
    assert steps(north) == 0
    back_by_mail(north, mail.to)


def test_further_steps_and_codes_go_too(north: Cast) -> None:
    confirmed(north)
    thief = thief_in()
    a_passkey(thief)
    an_app(thief)
    add_passkey(thief, Passkey(8))
    thief.post(f"{SAFETY}codes/new/")
    (mail,) = told(north)
    assert told(north, "account.app_added") == []
    HouseClient().post(link_in(mail))
    assert steps(north) == 0


def test_a_link_works_once(north: Cast) -> None:
    confirmed(north)
    a_passkey(thief_in())
    link = link_in(told(north)[0])
    HouseClient().post(link)
    back_by_mail(north, HERS)
    mine = browser()
    sign_in(mine, "mother", NEW)
    add_passkey(mine, Passkey(9))
    for answer in (HouseClient().get(link), HouseClient().post(link)):
        assert "does not work any more" in words_of(answer)
    assert steps(north) == 2 and is_in(mine)
    assert len(mails(north, "account.reset")) == 1


@pytest.mark.parametrize(("days", "works"), [(6.99, True), (7.01, False)])
def test_a_link_dies_after_seven_days(
    days: float, works: bool, north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_passkey(thief_in())
    link, later = link_in(told(north)[0]), timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert ("does not work any more" in words_of(HouseClient().get(link))) != works
    assert (HouseClient().post(link).status_code == 302) == works
    assert (steps(north) == 0) == works


def test_only_a_digest_of_it_is_kept(north: Cast) -> None:
    a_passkey(thief_in())
    key = link_in(told(north)[0]).split("/")[-2]
    with house(north):
        kept = NotMeLink.objects.filter(person_id=north.mother.id).values_list("digest", flat=True)
        assert list(kept) == [digest_of(key)]
    assert len(key) >= 43


def test_a_link_of_another_district_or_account_does_nothing(north: Cast, south: Cast) -> None:
    a_passkey(thief_in())
    a_father = browser(HouseClient.signed_in(north.father))
    add_passkey(a_father, Passkey(8))
    link = link_in(told(north)[0])
    elsewhere = link.replace("/north/", "/south/")
    assert "does not work any more" in words_of(HouseClient().post(elsewhere))
    assert steps(north) == 2
    a_father.post(link)  # whoever sends it, it is about the account that it was made for
    assert steps(north) == 0 and steps(north, "father") == 2
    assert sign_in(HouseClient(), "father").headers["Location"].endswith("/second-step/")


@pytest.mark.parametrize("key", ["no-key", "x" * 3000, "%00", "é", "' OR 1=1 --"])
def test_a_key_that_nobody_was_sent_does_nothing(key: str, north: Cast) -> None:
    a_passkey(thief_in())
    assert HouseClient().post(f"/north/not-me/{key}/").status_code in (200, 400, 404)
    assert steps(north) == 2


def test_an_account_that_had_a_second_step_gets_no_link(north: Cast) -> None:
    client = browser(HouseClient.signed_in(north.clerk))
    add_passkey(client, Passkey(7))
    (mail,) = mails(north, "account.passkey_added")
    assert "/not-me/" not in mail.text and "tell the help desk at once" in mail.text
    with house(north):
        assert NotMeLink.objects.filter(person_id=north.clerk.id).count() == 1  # the cast's own


@pytest.mark.parametrize(("days", "links"), [(6.9, 0), (7.1, 1)])
def test_a_second_step_that_its_owner_swapped_is_not_a_first_one(
    days: float, links: int, north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No reader of her mailbox takes from her what she has on a new phone."""
    client = browser(HouseClient.signed_in(north.mother))
    a_passkey(client)
    page = client.get(SAFETY).content.decode()
    (passkey,) = re.findall(r'href="(/north/account/safety/passkeys/\d+/)"', page)
    assert client.post(f"{passkey}remove/").status_code == 302
    later = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)
    an_app(browser(HouseClient.signed_in(north.mother)))
    assert len(told(north, "account.app_added")) == links
    plain = [mail for mail in mails(north, "account.app_added") if "/not-me/" not in mail.text]
    assert all("help desk at once" in mail.text for mail in plain) and len(plain) == 1 - links


def test_who_swaps_what_she_added_herself_is_still_undone(north: Cast) -> None:
    """Taking it away and adding another does not shake off the owner's link."""
    confirmed(north)
    thief = thief_in()
    a_passkey(thief)
    page = thief.get(SAFETY).content.decode()
    (passkey,) = re.findall(r'href="(/north/account/safety/passkeys/\d+/)"', page)
    thief.post(f"{passkey}remove/")
    an_app(thief)
    HouseClient().post(link_in(told(north)[0]))
    assert steps(north) == 0 and not is_in(thief)


def test_who_changed_the_address_first_does_not_keep_the_owner_out(north: Cast) -> None:
    confirmed(north)
    thief = thief_in()
    move_address(thief, north, HIS)
    a_passkey(thief)
    hers, his = told(north)
    assert (hers.to, his.to) == (HERS, HIS)
    HouseClient().post(link_in(his))  # what the thief may do with his own
    assert addresses(north) == {HIS}
    choose(HouseClient(), link_in(mails(north, "account.reset")[-1]), "thief-has-9-words")
    again = browser()
    assert sign_in(again, "mother", "thief-has-9-words").status_code == 302
    a_passkey(again)
    HouseClient().post(link_in(hers))
    assert addresses(north) == {HERS} and steps(north) == 0 and not is_in(again)
    both = [mail.to for mail in mails(north, "account.second_step_undone")]
    assert both == [HIS, HERS, HIS]
    for mail in told(north):
        assert "does not work any more" in words_of(HouseClient().post(link_in(mail)))
    back_by_mail(north, HERS)


def test_who_changes_the_address_twice_or_afterwards_neither(north: Cast) -> None:
    confirmed(north)
    thief = thief_in()
    move_address(thief, north, HIS)
    move_address(thief, north, "another@else.example")
    a_passkey(thief)
    assert [mail.to for mail in told(north)] == [HERS, "another@else.example"]
    move_address(thief, north, HIS)
    HouseClient().post(link_in(told(north)[0]))
    assert addresses(north) == {HERS}
    back_by_mail(north, HERS)


def test_an_address_on_file_is_gone_back_to_as_well(north: Cast) -> None:
    thief = thief_in()
    a_passkey(thief)
    (mail,) = told(north)
    move_address(thief, north, HIS)
    HouseClient().post(link_in(mail))
    assert addresses(north) == set()
    back_by_mail(north, mail.to)


@pytest.mark.parametrize(("days", "who"), [(6.9, [HERS, HIS]), (7.1, [HIS])])
def test_the_address_before_is_told_for_seven_days(
    days: float, who: list[str], north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(north)
    thief = thief_in()
    move_address(thief, north, HIS)
    later = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)
    a_passkey(browser(HouseClient.signed_in(north.mother)))
    assert [mail.to for mail in told(north)] == who


def test_an_office_that_resets_the_account_ends_the_links(north: Cast) -> None:
    """It has seen who she is, and may have said that an old mailbox gets nothing more."""
    confirmed(north)
    thief = thief_in()
    move_address(thief, north, HIS)
    a_passkey(thief)
    hers, his = told(north)
    said = {"forget_second_step": "yes", "forget_email": "on"}
    (code,) = shown(reset(north.clerk, north.mother, **said))
    for mail in (hers, his):
        assert "does not work any more" in words_of(HouseClient().post(link_in(mail)))
    phone = browser()
    phone.post("/north/open/", {"code": code})
    choice = {"username": "mother", "password1": NEW, "password2": NEW, "agree": "on"}
    assert phone.post("/north/open/choose/", choice).status_code == 302
    a_passkey(phone)
    (mail,) = told(north)[2:]
    assert mail.to.endswith("mail@openhouse.example")  # the one on file


def test_a_closed_account_is_not_opened_by_it(north: Cast) -> None:
    a_passkey(thief_in())
    (mail,) = told(north)
    with house(north):
        Account.objects.filter(pk=north.mother.account).update(is_active=False)
    assert "does not work any more" in words_of(HouseClient().post(link_in(mail)))
    assert mails(north, "account.reset") == []


def test_a_waiting_address_and_a_password_asked_for_before_are_over(north: Cast) -> None:
    confirmed(north)
    thief = thief_in()
    HouseClient().post("/north/forgot-password/", {"username": "mother"})
    before = link_in(mails(north, "account.reset")[-1])
    a_passkey(thief)
    fields = {"email1": HIS, "email2": HIS, "password": PASSWORD}
    thief.post("/north/account/email/", fields)
    waiting = link_in(mails(north, "account.confirm")[-1])
    HouseClient().post(link_in(told(north)[0]))
    assert "does not work any more" in words_of(HouseClient().get(before))
    assert "Thank you" not in words_of(HouseClient().get(waiting))
    with house(north):
        emails = EmailAddress.objects.filter(user_id=north.mother.account)
        assert [each.email for each in emails] == [HERS]


def test_the_mail_and_the_page_are_in_her_language(north: Cast) -> None:
    from openhouse.people.models import Person

    with house(north):
        Person.objects.filter(pk=north.mother.id).update(language="es")
    a_passkey(thief_in())
    (mail,) = told(north)
    assert "No fui yo" in mail.text and "7 días" in mail.text
