"""Single sign-on with a real OpenID provider: who gets in, as whom, and who does not (ACC-25)."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from openhouse.access.viewer import System
from openhouse.common.sealed import sealed
from openhouse.ledger.models import Change
from openhouse.people.models import Account, Person, StaffPost, Student
from openhouse.sign_in.models_identity import IdentityProvider
from tests.access.signing import cookie_of
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import mails
from tests.sign_in.openid_server import Provider
from tests.sign_in.single import (
    DOMAIN,
    accounts,
    begin,
    come_back,
    file_email,
    inside,
    links,
    path_of,
    set_up,
    visitor,
)

pytestmark = pytest.mark.django_db


def refusals(cast: Cast) -> list[tuple[int | None, str]]:
    """Whom each refusal in the ledger is about, and why it was."""
    with inside(cast):
        found = Change.objects.filter(kind="account.sso_refused").order_by("pk")
        return [(each.person_id, each.after["why"]) for each in found]


def page(answer: Any) -> str:
    """The words of a page that turns somebody away."""
    assert answer.status_code == 403
    answer.status_code = 200
    return words_of(answer)


def known(cast: Cast, openid: Provider, name: str, email: str = "", **claims: Any) -> str:
    """Somebody of the cast has an address on file and an account at the provider; its subject."""
    email = email or f"{name}@{DOMAIN}"
    file_email(cast, name, email)
    subject = f"{cast.slug}-{name}"
    openid.knows(subject, email=email, email_verified=True, **claims)
    return subject


def test_a_teacher_signs_in_with_the_button(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    subject = known(north, openid, "teacher")
    client = visitor()
    sign_in_page = client.get("/north/sign-in/?next=/north/staff/more/")
    assert "Sign in with Juniper ID" in words_of(sign_in_page)
    there = begin(client, north, number)
    answer = client.get(path_of(openid.sign_in(there, subject)))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/north/")
    assert client.get("/north/staff/").status_code == 200
    assert links(north) == [(north.teacher.id, subject)]
    (asked,) = openid.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://localhost:8000/north/sso/{number}/callback/"
    assert asked["nonce"] and asked["state"] and asked["nonce"] != asked["state"]
    assert openid.proofs == [True]


def test_a_student_signs_in_and_sees_herself_alone(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid, for_staff=False)
    client = visitor()
    come_back(client, openid, north, number, known(north, openid, "ben"))
    assert client.get(f"/north/family/{north.ben.id}/grades/").status_code == 200
    assert client.get(f"/north/family/{north.ana.id}/grades/").status_code == 404


def test_signing_in_leads_on_to_where_one_was_going(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    subject = known(north, openid, "teacher")
    for asked, leads in (
        ("/north/staff/more/", "/north/staff/more/"),
        ("https://evil.example/", "/north/"),
        ("//evil.example/", "/north/"),
        ("https:evil.example", "/north/"),
        ("javascript:alert(1)", "/north/"),
    ):
        client = visitor()
        there = begin(client, north, number, f"?next={asked}")
        answer = client.get(path_of(openid.sign_in(there, subject)))
        assert answer.headers["Location"] == leads, asked


def test_the_session_is_another_one_afterwards(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    subject = known(north, openid, "teacher")
    client = visitor()
    there = begin(client, north, number)
    before = cookie_of(client).value
    client.get(path_of(openid.sign_in(there, subject)))
    assert cookie_of(client).value != before


def test_nobody_is_made_who_is_not_there(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid, makes_accounts=True)
    openid.knows("stranger", email=f"stranger@{DOMAIN}", email_verified=True)
    with inside(north):
        before = Person.objects.count(), Account.objects.count()
    words = page(come_back(visitor(), openid, north, number, "stranger"))
    assert "We do not find you here" in words
    assert "ask the help desk" in words
    with inside(north):
        assert (Person.objects.count(), Account.objects.count()) == before
    assert refusals(north) == [(None, "nobody")]
    assert links(north) == []


def test_two_people_with_one_address_are_told_apart_by_nobody(
    north: Cast, openid: Provider
) -> None:
    number = set_up(north, openid)
    file_email(north, "second_teacher", f"teacher@{DOMAIN}")
    words = page(come_back(visitor(), openid, north, number, known(north, openid, "teacher")))
    assert "cannot tell who you are" in words
    assert refusals(north) == [(None, "several")]


def test_a_family_signs_in_another_way(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    words = page(come_back(visitor(), openid, north, number, known(north, openid, "mother")))
    assert "Families sign in with user name and password" in words
    assert refusals(north) == [(None, "not for")]
    client = visitor()
    come_back(client, openid, north, number, known(north, openid, "teacher_mother"))
    assert client.get("/north/staff/").status_code == 200
    assert client.get(f"/north/family/{north.leo.id}/grades/").status_code == 200


def test_a_provider_for_students_lets_no_teacher_in(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid, for_staff=False)
    page(come_back(visitor(), openid, north, number, known(north, openid, "teacher")))
    assert refusals(north) == [(None, "not for")]


def test_a_post_that_ended_closes_the_door_though_the_identity_is_known(
    north: Cast, openid: Provider
) -> None:
    number = set_up(north, openid)
    subject = known(north, openid, "teacher")
    come_back(visitor(), openid, north, number, subject)
    with inside(north):
        StaffPost.objects.filter(person_id=north.teacher.id).update(ends_on="2026-10-05")
    page(come_back(visitor(), openid, north, number, subject))
    assert refusals(north) == [(north.teacher.id, "not for")]


def test_a_closed_account_stays_closed(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid, makes_accounts=True)
    with inside(north):
        Account.objects.filter(pk=north.teacher.account).update(is_active=False)
    words = page(come_back(visitor(), openid, north, number, known(north, openid, "teacher")))
    assert "account is closed" in words
    assert refusals(north) == [(north.teacher.id, "closed")]


def test_an_account_is_made_only_where_the_district_says_so(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    subject = known(north, openid, "eli")
    assert "no account yet" in page(come_back(visitor(), openid, north, number, subject))
    assert accounts(north, north.eli.id) == []
    again = set_up(north, openid, makes_accounts=True)
    client = visitor()
    come_back(client, openid, north, again, subject)
    (made,) = accounts(north, north.eli.id)
    assert made.username == "eli"
    assert not made.has_usable_password()
    assert client.get("/north/family/").headers["Location"] == "/north/first-steps/"
    assert "Use it kindly" in words_of(client.get("/north/first-steps/"))


def test_an_address_counts_only_when_the_provider_vouches_for_it(
    north: Cast, openid: Provider
) -> None:
    number = set_up(north, openid)
    file_email(north, "teacher", f"teacher@{DOMAIN}")
    for verified in (False, "no", None):
        openid.knows("claims-it", email=f"teacher@{DOMAIN}", email_verified=verified)
        words = page(come_back(visitor(), openid, north, number, "claims-it"))
        assert "e-mail address is not confirmed" in words
    openid.knows("edov", email=f"teacher@{DOMAIN}", xms_edov=True)
    assert come_back(visitor(), openid, north, number, "edov").status_code == 302


def test_an_account_of_another_domain_is_turned_away(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    for email in (
        "teacher@mail.example",
        f"teacher@{DOMAIN}.evil.example",
        "teacher@evil@x.example",
    ):
        subject = known(north, openid, "teacher", email)
        assert "not a school account" in page(come_back(visitor(), openid, north, number, subject))
    assert links(north) == []


def test_googles_organization_counts_more_than_the_address(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    subject = known(north, openid, "teacher", hd="other.example")
    assert "not a school account" in page(come_back(visitor(), openid, north, number, subject))


def test_after_the_first_time_only_the_subject_counts(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    subject = known(north, openid, "teacher")
    come_back(visitor(), openid, north, number, subject)
    (told,) = mails(north, "account.sso_linked")
    assert "Juniper ID" in told.text
    openid.knows(subject, email=f"new-name@{DOMAIN}", email_verified=True)
    client = visitor()
    come_back(client, openid, north, number, subject)
    assert client.get("/north/staff/").status_code == 200
    assert len(mails(north, "account.sso_linked")) == 1


def test_an_address_that_goes_to_somebody_else_brings_no_account_along(
    north: Cast, openid: Provider
) -> None:
    number = set_up(north, openid)
    come_back(visitor(), openid, north, number, known(north, openid, "teacher"))
    openid.knows("the-next-one", email=f"teacher@{DOMAIN}", email_verified=True)
    client = visitor()
    words = page(come_back(client, openid, north, number, "the-next-one"))
    assert "different account" in words
    assert client.get("/north/staff/").status_code == 302
    assert refusals(north) == [(north.teacher.id, "other subject")]
    assert len(links(north)) == 1


def test_a_student_number_or_a_staff_id_matches(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid, rule="number", claim="sis_id", domains=[])
    with inside(north):
        ben = Student.objects.visible_to(System()).get(pk=north.ben.id).number
        teacher = Person.objects.get(pk=north.teacher.id).source_id
    for subject, sis_id, name in (("s-1", ben, "ben"), ("s-2", teacher, "teacher")):
        openid.knows(subject, sis_id=sis_id)
        assert come_back(visitor(), openid, north, number, subject).status_code == 302
        assert links(north)[-1] == (north.persons[name].id, subject)
    for subject, sis_id in (("s-3", ["1", "2"]), ("s-4", ""), ("s-5", {"a": 1})):
        openid.knows(subject, sis_id=sis_id)
        assert "not complete" in page(come_back(visitor(), openid, north, number, subject))


def test_a_user_name_matches_with_or_without_the_districts_domain(
    north: Cast, openid: Provider
) -> None:
    number = set_up(north, openid, rule="username", domains=[DOMAIN])
    told = {"email": f"x@{DOMAIN}", "email_verified": True}
    openid.knows("u-1", preferred_username="Teacher", **told)
    openid.knows("u-2", preferred_username=f"clerk@{DOMAIN}", **told)
    openid.knows("u-3", preferred_username="ben@evil.example", **told)
    for subject, name in (("u-1", "teacher"), ("u-2", "clerk")):
        come_back(visitor(), openid, north, number, subject)
        assert links(north)[-1] == (north.persons[name].id, subject)
    assert "do not find you" in page(come_back(visitor(), openid, north, number, "u-3"))


def test_the_other_districts_people_are_nobody_here(
    north: Cast, south: Cast, openid: Provider
) -> None:
    number = set_up(north, openid)
    subject = known(south, openid, "teacher")
    assert "do not find you" in page(come_back(visitor(), openid, north, number, subject))
    assert visitor().get(f"/south/sso/{number}/").status_code == 404


def test_what_is_off_or_not_there_is_not_there(north: Cast, openid: Provider) -> None:
    number = set_up(north, openid)
    subject = known(north, openid, "teacher")
    client = visitor()
    back = path_of(openid.sign_in(begin(client, north, number), subject))
    with inside(north):
        IdentityProvider.objects.update(is_on=False)
    assert client.get(back).status_code == 404
    assert client.get(f"/north/sso/{number}/").status_code == 404
    assert client.get("/north/sso/999999999/").status_code == 404
    assert "Juniper ID" not in words_of(client.get("/north/sign-in/"))


def test_an_empty_address_of_another_name_leads_to_the_public_one(
    north: Cast, openid: Provider
) -> None:
    number = set_up(north, openid)
    answer = HouseClient().get(f"/north/sso/{number}/?next=/north/staff/")
    assert answer.headers["Location"].startswith(f"http://localhost:8000/north/sso/{number}/?next=")


@pytest.mark.parametrize(
    ("there", "leads"), [(True, "/north/"), (False, "/north/sign-in/second-step/")]
)
def test_the_houses_second_step_is_asked_where_the_provider_asks_for_none(
    there: bool, leads: str, north: Cast, openid: Provider
) -> None:
    number = set_up(north, openid, second_factor_there=there)
    with inside(north):
        Authenticator.objects.create(
            user_id=north.teacher.account, type="totp", data={"secret": sealed("A" * 32)}
        )
    client = visitor()
    answer = come_back(client, openid, north, number, known(north, openid, "teacher"))
    assert answer.headers["Location"] == leads
    assert (client.get("/north/staff/").status_code == 200) == there
