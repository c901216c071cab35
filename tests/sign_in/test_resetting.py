"""An office resets an account: with a reason, told to the owner, and never to get in oneself."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from lxml import html

from openhouse.common.scope import scope
from openhouse.ledger.models import Change
from openhouse.people.models import Account, Person, StaffPost
from openhouse.sign_in.models import AccountRules, ActivationCode
from openhouse.sign_in.opening.temporary import new_password
from openhouse.sign_in.rules import faults
from tests.access.signing import is_in, sign_in
from tests.cast import PASSWORD, Cast, Somebody
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import link_in, mails

pytestmark = pytest.mark.django_db
NEW = "kestrel-over-9-fields"


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def place(person: Somebody, page: str = "reset") -> str:
    return f"/{person.district}/office/people/{person.id}/{page}/"


def reset(
    by: Somebody, whom: Somebody, way: str = "code", email: str = "letter", **more: str
) -> Any:
    fields = {"reason": "Lost the phone", "way": way, "email": email, **more}
    return HouseClient.signed_in(by).post(place(whom), fields)


def shown(page: Any) -> list[str]:
    """What stands in bold on a paper: the code, or the user name and the password."""
    found = html.document_fromstring(page.content.decode())
    return [str(each.text_content()) for each in found.xpath("//*[@class='letter-code']/b")]


def filed(cast: Cast, person: Somebody) -> str:
    from openhouse.people.models import ContactPoint

    with house(cast):
        return str(ContactPoint.objects.get(person_id=person.id, kind="email").value)


def give_posts(cast: Cast, person: Somebody, role: str, school: str = "") -> None:
    with house(cast):
        where = cast.rows[school] if school else None
        StaffPost.objects.create(person_id=person.id, role=role, school=where)


def test_the_old_password_and_every_session_are_over_at_once(north: Cast) -> None:
    phone = HouseClient()
    assert sign_in(phone, "long_parent").status_code == 302
    assert is_in(phone)
    reset(north.clerk, north.long_parent)
    assert not is_in(phone)
    assert sign_in(HouseClient(), "long_parent").status_code == 200


def test_the_owner_is_told_where_she_confirmed_and_reads_why(north: Cast) -> None:
    with house(north):
        EmailAddress.objects.create(
            user_id=north.long_parent.account, email="hers@home.example", verified=True
        )
    reset(north.clerk, north.long_parent, reason="Showed her licence at the counter")
    (mail,) = mails(north, "account.reset_by_staff")
    assert mail.to == "hers@home.example"
    assert "licence" not in mail.text
    with house(north):
        line = Change.objects.get(kind="account.reset_by_staff")
    assert (line.actor_id, line.person_id) == (north.clerk.id, north.long_parent.id)
    assert line.reason == "Showed her licence at the counter"


def test_a_reset_without_a_reason_does_nothing(north: Cast) -> None:
    assert reset(north.clerk, north.long_parent, reason="  ").status_code == 200
    assert sign_in(HouseClient(), "long_parent").status_code == 302


def test_the_code_of_a_letter_leads_to_a_password_of_ones_own_and_the_reason(north: Cast) -> None:
    (code,) = shown(reset(north.clerk, north.long_parent))
    phone = HouseClient()
    phone.post("/north/open/", {"code": code})
    choice = {"username": "long_parent", "password1": NEW, "password2": NEW, "agree": "on"}
    assert phone.post("/north/open/choose/", choice).headers["Location"] == "/north/"
    account = words_of(phone.get("/north/account/"))
    assert "reset the account" in account or "restableció" in account
    assert "Lost the phone" in account
    assert north.clerk.name in account


def test_a_link_goes_only_to_an_address_on_file(north: Cast) -> None:
    refused = reset(north.clerk, north.long_parent, "link", "stranger@else.example")
    assert refused.status_code == 200
    assert sign_in(HouseClient(), "long_parent").status_code == 302
    address = filed(north, north.long_parent)
    assert reset(north.clerk, north.long_parent, "link", address).status_code == 302
    (mail,) = mails(north, "account.way_in")
    assert mail.to == address
    assert HouseClient().get(link_in(mail)).status_code == 302


def test_a_password_for_the_first_time_opens_only_the_first_steps(north: Cast) -> None:
    username, password = shown(reset(north.clerk, north.mia, "password"))
    assert username == "mia"
    phone = HouseClient()
    assert sign_in(phone, username, password).status_code == 302
    for page in ("family/", f"family/{north.mia.id}/grades/", "account/", "account/password/"):
        assert phone.get(f"/north/{page}").headers["Location"] == "/north/first-steps/", page
    assert phone.get("/north/staff/").headers["Location"] == "/north/first-steps/"
    again = phone.post(
        "/north/first-steps/", {"agree": "on", "password1": password, "password2": password}
    )
    assert "Choose another one" in words_of(again)
    chosen = phone.post("/north/first-steps/", {"agree": "on", "password1": NEW, "password2": NEW})
    assert chosen.status_code == 302
    assert is_in(phone)
    assert sign_in(HouseClient(), username, password).status_code == 200
    assert sign_in(HouseClient(), username, NEW).status_code == 302


def test_a_password_for_the_first_time_dies_after_seven_days(north: Cast) -> None:
    username, password = shown(reset(north.clerk, north.mia, "password"))
    phone = HouseClient()
    sign_in(phone, username, password)
    with house(north):
        account = Account.objects.get(username="mia")
        left = account.password_until - timezone.now()
        assert timedelta(days=6, hours=23) < left < timedelta(days=7, hours=1)
        Account.objects.filter(pk=account.pk).update(password_until=timezone.now())
    late = sign_in(HouseClient(), username, password)
    assert "good for 7 days, and they are over" in words_of(late)
    assert phone.get("/north/first-steps/").headers["Location"].startswith("/north/sign-in/")
    wrong = words_of(sign_in(HouseClient(), username, "not-the-password-1"))
    assert "good for 7 days" not in wrong


def test_a_withdrawn_password_opens_nothing(north: Cast) -> None:
    username, password = shown(reset(north.clerk, north.mia, "password"))
    with house(north):
        code = ActivationCode.objects.get(person_id=north.mia.id, way="password").pk
    clerk = HouseClient.signed_in(north.clerk)
    assert clerk.post(f"/north/office/people/{north.mia.id}/codes/{code}/withdraw/").status_code
    assert sign_in(HouseClient(), username, password).status_code == 200


def test_a_newer_way_in_ends_the_password_for_the_first_time(north: Cast) -> None:
    username, password = shown(reset(north.clerk, north.mia, "password"))
    shown(reset(north.clerk, north.mia, "code"))
    assert sign_in(HouseClient(), username, password).status_code == 200


def test_a_mailed_password_is_forgotten_with_its_mail_and_in_no_page(north: Cast) -> None:
    reset(north.clerk, north.long_parent, "password", filed(north, north.long_parent))
    (mail,) = mails(north, "account.way_in")
    (password,) = re.findall(r"^    (\S+)$", mail.text, re.MULTILINE)
    assert password not in mail.subject
    page = HouseClient.signed_in(north.clerk).get(place(north.long_parent, "").rstrip("/") + "/")
    assert password not in page.content.decode()
    with house(north):
        for line in Change.objects.all():
            assert password not in f"{line.subject}{line.before}{line.after}{line.reason}"
    assert sign_in(HouseClient(), "long_parent", password).status_code == 302


def test_somebody_without_an_account_gets_one_by_a_password_where_that_is_usual(
    north: Cast,
) -> None:
    with house(north):
        AccountRules.objects.update(way="password")
    clerk = HouseClient.signed_in(north.clerk)
    username, password = shown(clerk.post(place(north.cai, "way-in"), {"email": "letter"}))
    assert username.startswith("cai.")
    phone = HouseClient()
    assert sign_in(phone, username, password).headers["Location"] == "/north/"
    assert phone.get("/north/", follow=True).redirect_chain[-1][0] == "/north/first-steps/"


def test_who_gave_a_way_in_is_told_when_it_is_used(north: Cast) -> None:
    username, password = shown(reset(north.clerk, north.mia, "password"))
    phone = HouseClient()
    sign_in(phone, username, password)
    assert mails(north, "account.way_used") == []
    phone.post("/north/first-steps/", {"agree": "on", "password1": NEW, "password2": NEW})
    (code,) = shown(reset(north.clerk, north.long_parent))
    phone = HouseClient()
    phone.post("/north/open/", {"code": code})
    choice = {"username": "long_parent", "password1": NEW, "password2": NEW, "agree": "on"}
    phone.post("/north/open/choose/", choice)
    first, second = mails(north, "account.way_used")
    assert first.to == filed(north, north.clerk)
    for mail, person in ((first, north.mia), (second, north.long_parent)):
        assert person.name.split()[0] in mail.text
        assert person.name.split()[0] not in mail.subject
        assert link_in(mail) == place(person, "").rstrip("/") + "/"
    assert "Used on" in words_of(HouseClient.signed_in(north.clerk).get(place(north.mia, "")[:-1]))


def test_a_schools_office_opens_no_account_of_who_works_here(north: Cast) -> None:
    """With it she would see other people's children."""
    clerk = HouseClient.signed_in(north.clerk)
    for role in ("teacher", "district"):
        give_posts(north, north.long_parent, role, "high" if role == "teacher" else "")
        assert clerk.get(place(north.long_parent)).status_code == 403
        for way in ("password", "code"):
            assert reset(north.clerk, north.long_parent, way).status_code == 403
            said = {"way": way, "email": "letter"}
            assert shown(clerk.post(place(north.long_parent, "way-in"), said)) == []
    assert sign_in(HouseClient(), "long_parent").status_code == 302
    assert reset(north.admin, north.long_parent, "password").status_code == 200


def test_a_post_that_is_over_or_to_come_counts_as_it_should(north: Cast) -> None:
    give_posts(north, north.long_parent, "teacher", "high")
    with house(north):
        StaffPost.objects.filter(person_id=north.long_parent.id).update(ends_on="2026-10-05")
    assert reset(north.clerk, north.long_parent).status_code == 200
    with house(north):
        StaffPost.objects.filter(person_id=north.long_parent.id).update(
            starts_on="2026-11-01", ends_on=None
        )
    assert reset(north.clerk, north.long_parent).status_code == 403


def test_nobody_resets_herself_or_out_of_her_reach(north: Cast, south: Cast) -> None:
    with house(north):
        from openhouse.people.models import Guardianship, Student

        ties = [(north.clerk, north.ben), (north.admin, north.ben)]
        for adult, child in ties:
            Guardianship(
                person_id=adult.id, student_id=Student(pk=child.id).pk, portal_access=True
            ).save()
    assert reset(north.clerk, north.clerk).status_code == 403
    assert reset(north.admin, north.admin).status_code == 403
    assert reset(north.clerk, north.admin).status_code == 403
    assert reset(north.clerk, north.father).status_code == 404
    stranger = HouseClient.signed_in(north.clerk)
    assert stranger.post(f"/north/office/people/{south.mia.id}/reset/").status_code == 404
    for name in ("teacher", "mother", "ben"):
        assert reset(north.persons[name], north.mia).status_code == 403


def test_a_counselor_resets_the_students_of_her_school(north: Cast) -> None:
    with house(north):
        StaffPost.objects.filter(person_id=north.clerk.id).update(role="counselor")
    username, _password = shown(reset(north.clerk, north.ben, "password"))
    assert username == "ben"


def test_a_security_email_of_a_stranger_is_forgotten_when_asked(north: Cast) -> None:
    with house(north):
        EmailAddress.objects.create(
            user_id=north.long_parent.account, email="thief@else.example", verified=True
        )
    reset(north.clerk, north.long_parent, forget_email="on")
    (told,) = mails(north, "account.reset_by_staff")
    assert told.to == "thief@else.example"
    HouseClient().post("/north/forgot-password/", {"username": "long_parent"})
    (mail,) = mails(north, "account.reset")
    assert mail.to == filed(north, north.long_parent)


def test_a_closed_account_is_not_reset(north: Cast) -> None:
    with house(north):
        Account.objects.filter(username="long_parent").update(is_active=False)
    assert reset(north.clerk, north.long_parent).status_code == 404
    page = HouseClient.signed_in(north.clerk).get(place(north.long_parent))
    assert page.status_code == 404


def test_who_has_signed_in_gets_a_way_in_by_a_reset_only(north: Cast) -> None:
    sign_in(HouseClient(), "long_parent")
    clerk = HouseClient.signed_in(north.clerk)
    answer = clerk.post(place(north.long_parent, "way-in"), {"email": "letter"})
    assert answer.headers["Location"] == place(north.long_parent)
    assert sign_in(HouseClient(), "long_parent", PASSWORD).status_code == 302


@pytest.mark.parametrize("name", ['"Bobby" <b>x</b>', "🦉", "\u202eevil", "a" * 100, "Ñandú 李"])
def test_whatever_somebody_is_called_a_password_can_be_given(name: str, north: Cast) -> None:
    with house(north):
        Person.objects.filter(pk=north.cai.id).update(given_name=name, family_name=name)
    clerk = HouseClient.signed_in(north.clerk)
    answer = clerk.post(place(north.cai, "way-in"), {"way": "password", "email": "letter"})
    username, password = shown(answer)
    assert "<b>x</b>" not in answer.content.decode()
    assert sign_in(HouseClient(), username, password).status_code == 302


def test_a_password_for_the_first_time_keeps_the_rule_and_is_never_the_same() -> None:
    made = {new_password() for _ in range(500)}
    assert len(made) == 500
    for password in made:
        assert faults(password, "mia", is_common=False) == []
        assert re.fullmatch(r"[a-z2-9]{3}(-[a-z2-9]{3}){2}", password)


def test_asking_on_the_page_never_ends_a_password_that_works(north: Cast) -> None:
    with house(north):
        AccountRules.objects.update(way="password")
    sign_in(HouseClient(), "mother")
    asked = {"name": north.mother.name, "email": filed(north, north.mother)}
    asked |= {"child1": north.ana.name, "school1": str(north.rows["elementary"].pk)}
    HouseClient().post("/north/ask/", asked)
    (mail,) = mails(north, "account.way_in")
    assert "/open/" in link_in(mail)
    assert sign_in(HouseClient(), "mother").status_code == 302
    with house(north):
        Account.objects.filter(username="mother").delete()
    HouseClient().post("/north/ask/", asked)
    _first, mail = mails(north, "account.way_in")
    assert link_in(mail) == "/north/sign-in/"
