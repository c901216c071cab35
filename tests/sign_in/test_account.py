"""The first steps, and one's own account afterwards."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from openhouse.common.scope import scope
from openhouse.people.models import Account
from openhouse.sign_in.models import AccountRules, Agreement
from tests.access.signing import is_in, sign_in
from tests.cast import PASSWORD, Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import link_in, mails

pytestmark = pytest.mark.django_db
NEW = "kestrel-over-9-fields"
EMAIL = {"email1": "hers@home.example", "email2": "Hers@Home.example "}


def given_a_password(cast: Cast, name: str) -> None:
    """The account as it is when somebody else has set its password."""
    with scope(district=cast.id, students="all", hat="system"):
        Account.objects.filter(pk=cast.persons[name].account).update(
            settled_at=None, must_change_password=True
        )


def emails(cast: Cast, name: str) -> list[tuple[str, bool]]:
    with scope(district=cast.id, students="all", hat="system"):
        found = EmailAddress.objects.filter(user_id=cast.persons[name].account)
        return sorted(found.values_list("email", "verified"))


def test_the_first_steps_come_before_every_other_page(north: Cast, client: HouseClient) -> None:
    given_a_password(north, "mother")
    sign_in(client, "mother")
    for path in ("/north/family/", f"/north/family/{north.ana.id}/grades/", "/north/account/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/north/first-steps/")
    page = client.get("/north/first-steps/")
    assert "Use it kindly" in words_of(page)
    done = client.post(
        "/north/first-steps/", {"agree": "on", "password1": NEW, "password2": NEW, **EMAIL}
    )
    assert done.headers["Location"] == "/north/"
    assert is_in(client)
    assert sign_in(HouseClient(), "mother").status_code == 200
    assert sign_in(HouseClient(), "mother", NEW).status_code == 302
    assert emails(north, "mother") == [("hers@home.example", False)]
    with scope(district=north.id, students="all", hat="system"):
        newest = Agreement.objects.filter(person_id=north.mother.id).order_by("-pk").first()
        assert newest is not None
        assert newest.terms.startswith("Use it kindly")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"agree": ""}, "Please tick this box"),
        ({"password1": "short", "password2": "short"}, "more characters"),
        ({"password2": NEW + "x"}, "not the same password"),
        ({"email2": "other@home.example"}, "not the same address"),
        ({"email1": "no address", "email2": "no address"}, "name@example.org"),
        ({"password1": PASSWORD, "password2": PASSWORD}, "than the one you were given"),
    ],
)
def test_a_step_left_out_or_done_wrongly_is_named(
    said: dict[str, str], words: str, north: Cast, client: HouseClient
) -> None:
    given_a_password(north, "mother")
    sign_in(client, "mother")
    fields: dict[str, Any] = {"agree": "on", "password1": NEW, "password2": NEW, **EMAIL, **said}
    answer = client.post("/north/first-steps/", {k: v for k, v in fields.items() if v})
    assert words in words_of(answer)
    assert client.get("/north/family/").status_code == 302


def test_a_district_without_terms_asks_for_no_agreement(north: Cast, client: HouseClient) -> None:
    given_a_password(north, "mother")
    with scope(district=north.id, students="all", hat="system"):
        AccountRules.objects.all().delete()
    sign_in(client, "mother")
    assert "I agree" not in words_of(client.get("/north/first-steps/"))


def test_an_unconfirmed_address_blocks_nothing_and_is_named(
    north: Cast, client: HouseClient
) -> None:
    sign_in(client, "mother")
    client.post("/north/account/email/", {**EMAIL, "password": PASSWORD})
    assert client.get("/north/family/").status_code == 200
    words = words_of(client.get("/north/account/"))
    assert "hers@home.example" in words
    assert "Not confirmed" in words


def test_the_link_is_sent_again_a_few_times_an_hour(north: Cast, client: HouseClient) -> None:
    sign_in(client, "mother")
    assert "Send the link again" not in words_of(client.get("/north/account/"))
    client.post("/north/account/email/", {**EMAIL, "password": PASSWORD})
    again = [client.post("/north/account/email/again/", follow=True) for _time in range(4)]
    said = ["on its way to hers@home.example" in words_of(page) for page in again]
    assert said == [True, True, False, False]
    assert "Not more often in an hour" in words_of(again[-1])
    links = {link_in(mail) for mail in mails(north, "account.confirm")}
    assert len(mails(north, "account.confirm")) == 3
    HouseClient().get(links.pop())
    assert emails(north, "mother") == [("hers@home.example", True)]
    client.post("/north/account/email/again/")
    assert len(mails(north, "account.confirm")) == 3, "nothing waits any more"


def test_a_link_confirms_the_address_and_a_second_mail_says_so(
    north: Cast, client: HouseClient
) -> None:
    sign_in(client, "mother")
    client.post("/north/account/email/", {**EMAIL, "password": PASSWORD})
    (mail,) = mails(north, "account.confirm")
    assert mail.to == "hers@home.example"
    assert "Thank you" in words_of(HouseClient().get(link_in(mail)))
    assert emails(north, "mother") == [("hers@home.example", True)]
    (second,) = mails(north, "account.confirmed")
    assert second.to == "hers@home.example"
    assert "does not work any more" in words_of(HouseClient().get(link_in(mail)))
    assert len(mails(north, "account.confirmed")) == 1


def test_a_link_of_another_district_confirms_nothing(
    north: Cast, south: Cast, client: HouseClient
) -> None:
    sign_in(client, "mother")
    client.post("/north/account/email/", {**EMAIL, "password": PASSWORD})
    (mail,) = mails(north, "account.confirm")
    path = link_in(mail).replace("/north/", "/south/")
    assert "does not work any more" in words_of(HouseClient().get(path))
    assert emails(north, "mother") == [("hers@home.example", False)]


def test_the_old_address_is_told_and_stays_until_the_new_one_is_confirmed(
    north: Cast, client: HouseClient
) -> None:
    with scope(district=north.id, students="all", hat="system"):
        EmailAddress.objects.create(
            user_id=north.mother.account, email="old@home.example", verified=True, primary=True
        )
    sign_in(client, "mother")
    client.post("/north/account/email/", {**EMAIL, "password": PASSWORD})
    (told,) = mails(north, "account.email_changed")
    assert told.to == "old@home.example"
    assert "hers@home.example" not in told.text
    assert emails(north, "mother") == [("hers@home.example", False), ("old@home.example", True)]
    (mail,) = mails(north, "account.confirm")
    HouseClient().get(link_in(mail))
    assert emails(north, "mother") == [("hers@home.example", True)]


def test_two_parents_may_share_an_address(north: Cast) -> None:
    for name in ("mother", "father"):
        client = HouseClient()
        sign_in(client, name)
        client.post("/north/account/email/", {**EMAIL, "password": PASSWORD})
    for mail in mails(north, "account.confirm"):
        HouseClient().get(link_in(mail))
    assert emails(north, "mother") == emails(north, "father") == [("hers@home.example", True)]


def test_neither_address_nor_password_changes_without_the_password(
    north: Cast, client: HouseClient
) -> None:
    sign_in(client, "mother")
    wrong = client.post("/north/account/email/", {**EMAIL, "password": "wrong-1-word"})
    assert "not your password" in words_of(wrong)
    assert emails(north, "mother") == []
    fields = {"password": "wrong-1-word", "password1": NEW, "password2": NEW}
    assert "not your password" in words_of(client.post("/north/account/password/", fields))
    assert sign_in(HouseClient(), "mother", NEW).status_code == 200


def test_a_new_password_keeps_this_browser_in_and_the_others_out(
    north: Cast, client: HouseClient
) -> None:
    other = HouseClient()
    for each in (client, other):
        sign_in(each, "mother")
    fields = {"password": PASSWORD, "password1": NEW, "password2": NEW}
    done = client.post("/north/account/password/", fields)
    assert done.headers["Location"] == "/north/account/"
    assert is_in(client)
    assert not is_in(other)
    assert len(mails(north, "account.password_changed")) == 1
    assert "The password was changed" in words_of(client.get("/north/account/"))


def test_an_account_shows_only_its_own_story(north: Cast, client: HouseClient) -> None:
    sign_in(client, "father")
    fields = {"password": PASSWORD, "password1": NEW, "password2": NEW}
    client.post("/north/account/password/", fields)
    mother = HouseClient()
    sign_in(mother, "mother")
    assert "The password was changed" not in words_of(mother.get("/north/account/"))
