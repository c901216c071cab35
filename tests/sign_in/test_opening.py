"""From asking for an account to Today; and everything that must not open one."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from openhouse.access.district import as_current
from openhouse.common.scope import scope
from openhouse.districts.models import District
from openhouse.people.models import Account, ContactPoint
from openhouse.sign_in.models import AccountRequest, AccountRules, ActivationCode
from openhouse.sign_in.opening.codes import digest_of, make_code, usable_codes
from tests.access.signing import is_in, sign_in
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.jobs import waiting, work_off
from tests.sign_in.mails import link_in, mails

pytestmark = pytest.mark.django_db
NEW = "kestrel-over-9-fields"
CHOICE = {"username": "robin.fields", "password1": NEW, "password2": NEW, "agree": "on"}


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def without_account(cast: Cast, name: str, email: str = "hers@home.example") -> tuple[str, str]:
    """Somebody of the cast as she is before she has an account: her name and her address."""
    with house(cast):
        Account.objects.filter(person_id=cast.persons[name].id).delete()
        ContactPoint.objects.filter(person_id=cast.persons[name].id, kind="email").update(
            value=email
        )
        ActivationCode.objects.filter(person_id=cast.persons[name].id).delete()
    return cast.persons[name].name, email


def child_of(cast: Cast, key: str, school: str) -> dict[str, str]:
    return {"child1": cast.persons[key].name, "school1": str(cast.rows[school].pk)}


def ask(cast: Cast, name: str, email: str, **children: str) -> Any:
    return HouseClient().post(f"/{cast.slug}/ask/", {"name": name, "email": email, **children})


def requests(cast: Cast) -> list[AccountRequest]:
    work_off()
    with house(cast):
        return list(AccountRequest.objects.filter(source="form", pk__gte=100_000).order_by("pk"))


def code_for(cast: Cast, name: str, email: str = "") -> str:
    with house(cast):
        district = as_current(District.objects.get(pk=cast.id))
        person = cast.persons[name].id
        return make_code(person, district, by=cast.clerk.id, email=email)


def test_a_mother_whom_all_of_it_means_gets_her_way_in_at_once(north: Cast) -> None:
    name, email = without_account(north, "mother")
    answer = ask(north, name.upper(), email.upper(), **child_of(north, "ana", "elementary"))
    assert answer.headers["Location"] == "/north/ask/sent/"
    (request,) = requests(north)
    assert (request.state, request.person_id) == ("answered", north.mother.id)
    (mail,) = mails(north, "account.way_in")
    assert mail.to == email
    phone = HouseClient()
    page = phone.get(link_in(mail), follow=True)
    assert "Use it kindly" in words_of(page)
    done = phone.post("/north/open/choose/", CHOICE)
    assert done.headers["Location"] == "/north/"
    assert north.ana.name.split()[0] in words_of(phone.get("/north/family/"))
    assert sign_in(HouseClient(), "robin.fields", NEW).status_code == 302


@pytest.mark.parametrize(
    ("name", "child", "school", "email"),
    [
        ("no_portal", "ben", "high", ""),
        ("ended", "ben", "high", ""),
        ("barred", "leo", "middle", ""),
        ("adult_mother", "mia", "high", ""),
        ("mother", "leo", "middle", ""),
        ("mother", "ana", "high", ""),
        ("mother", "ana", "elementary", "stranger@else.example"),
    ],
)
def test_whoever_does_not_match_or_may_not_see_waits_on_the_desk(
    name: str, child: str, school: str, email: str, north: Cast
) -> None:
    hers, filed = without_account(north, name)
    ask(north, hers, email or filed, **child_of(north, child, school))
    (request,) = requests(north)
    assert request.state == "waiting"
    assert request.school_id == north.rows[school].pk
    assert mails(north, "account.way_in") == []


def test_one_strange_child_beside_ones_own_waits_too(north: Cast) -> None:
    name, email = without_account(north, "mother")
    more = {"child2": north.leo.name, "school2": str(north.rows["middle"].pk)}
    ask(north, name, email, **child_of(north, "ana", "elementary"), **more)
    (request,) = requests(north)
    assert request.state == "waiting"


def test_the_page_says_the_same_whoever_asks(north: Cast) -> None:
    name, email = without_account(north, "mother")
    said = []
    for who, where in ((name, email), ("Nobody Atall", "nobody@else.example")):
        before = len(waiting())
        answer = ask(north, who, where, **child_of(north, "ana", "elementary"))
        assert len(waiting()) == before + 1
        said.append((answer.status_code, words_of(HouseClient().get(answer.headers["Location"]))))
    assert said[0] == said[1]


def test_the_queue_holds_no_word_of_what_was_asked(north: Cast) -> None:
    """It has no wall: a job's arguments are ids."""
    ask(north, "Nobody Atall", "nobody@else.example", **child_of(north, "ana", "elementary"))
    (job,) = waiting("sign_in.answer_request")
    assert job[2].keys() == {"district", "request", "language"}


def test_a_mailbox_is_not_filled_by_asking_again_and_again(north: Cast) -> None:
    name, email = without_account(north, "mother")
    for _ in range(5):
        ask(north, name, email, **child_of(north, "ana", "elementary"))
    assert len(mails(north, "account.way_in")) == 3
    assert sorted(each.state for each in requests(north)) == ["answered"] * 3 + ["waiting"] * 2


@pytest.mark.parametrize(
    "name",
    [
        'O’Brien-Núñez "Bobby" <b>x</b>',
        "🦉 Owl",
        "\u202eevil",
        "Łukasz " + "a" * 290,
        "x\r\nBcc: all@north.example",
    ],
)
def test_whatever_somebody_is_called_the_request_is_kept(name: str, north: Cast) -> None:
    ask(north, name, "owl@home.example", **child_of(north, "ana", "elementary"))
    (request,) = requests(north)
    assert request.state == "waiting"
    admin = HouseClient.signed_in(north.admin)
    page = admin.get(f"/north/office/requests/{request.pk}/")
    assert page.status_code == 200
    assert "<b>x</b>" not in page.content.decode()


def test_an_address_with_a_header_in_it_is_none(north: Cast) -> None:
    answer = ask(north, "A", "a@b.example\nBcc: c@d.example", **child_of(north, "ana", "high"))
    assert answer.status_code == 200
    assert requests(north) == []


def test_a_district_may_take_no_requests(north: Cast, client: HouseClient) -> None:
    with house(north):
        AccountRules.objects.update(takes_requests=False)
    assert client.get("/north/ask/").status_code == 404
    assert "Ask for an account" not in words_of(client.get("/north/sign-in/"))


def test_a_code_is_typed_off_a_letter_however_it_is_written(north: Cast) -> None:
    without_account(north, "mother")
    code = code_for(north, "mother")
    phone = HouseClient()
    typed = " " + code.upper().replace("-", " ") + " "
    assert phone.post("/north/open/", {"code": typed}).headers["Location"] == "/north/open/choose/"
    assert phone.post("/north/open/choose/", CHOICE).status_code == 302
    assert is_in(phone)


def test_a_code_opens_once(north: Cast) -> None:
    without_account(north, "mother")
    code = code_for(north, "mother")
    first, second = HouseClient(), HouseClient()
    for phone in (first, second):
        phone.post("/north/open/", {"code": code})
    assert first.post("/north/open/choose/", CHOICE).status_code == 302
    again = second.post("/north/open/choose/", {**CHOICE, "username": "other"})
    assert "does not work any more" in words_of(again)
    assert not is_in(second)
    third = HouseClient().post("/north/open/", {"code": code})
    assert "does not open anything" in words_of(third)


def test_looking_at_the_link_uses_nothing(north: Cast) -> None:
    without_account(north, "mother")
    code = code_for(north, "mother", "hers@home.example")
    for _ in range(3):
        HouseClient().get(f"/north/open/{code}/")
    phone = HouseClient()
    phone.get(f"/north/open/{code}/")
    assert phone.post("/north/open/choose/", CHOICE).status_code == 302


@pytest.mark.parametrize("how", ["expired", "withdrawn", "replaced", "district"])
def test_a_code_that_is_over_opens_nothing(how: str, north: Cast, south: Cast) -> None:
    without_account(north, "mother")
    code = code_for(north, "mother")
    now = timezone.now()
    with house(north):
        codes = ActivationCode.objects.filter(person_id=north.mother.id, used_at=None)
        if how == "expired":
            codes.update(expires_at=now - timedelta(seconds=1))
        if how == "withdrawn":
            codes.update(withdrawn_at=now)
    if how == "replaced":
        code_for(north, "mother")
    slug = "south" if how == "district" else "north"
    answer = HouseClient().post(f"/{slug}/open/", {"code": code})
    assert "does not open anything" in words_of(answer)


def test_a_code_lives_as_long_as_the_district_says(north: Cast) -> None:
    without_account(north, "mother")
    with house(north):
        AccountRules.objects.update(code_days=3)
    code_for(north, "mother")
    with house(north):
        code = ActivationCode.objects.filter(person_id=north.mother.id).latest("pk")
    assert timedelta(days=2, hours=23) < code.expires_at - timezone.now() <= timedelta(days=3)


def test_guesses_from_many_addresses_open_nothing(north: Cast) -> None:
    """No answer differs, and the code still works. A code has 122 random bits."""
    without_account(north, "mother")
    code = code_for(north, "mother")
    said = set()
    for n in range(100):
        guess = f"{n:08x}{code.replace('-', '')[8:]}"
        phone = HouseClient(REMOTE_ADDR=f"10.0.{n % 5}.{n}")
        said.add(
            re.sub(r'value="[^"]*"', "", words_of(phone.post("/north/open/", {"code": guess})))
        )
    assert len(said) == 1
    assert HouseClient().post("/north/open/", {"code": code}).status_code == 302


def test_ten_thousand_guesses_find_nothing(north: Cast) -> None:
    """All of them looked up among the codes that the page looks in; a third differ in two signs.

    An address guesses ten times a minute, so these are the guesses of a thousand addresses: of the
    codes that there may be, one in 2**108.
    """
    without_account(north, "mother")
    code = code_for(north, "mother").replace("-", "")
    near = [
        f"{code[:at]}{sign}{code[at + 1 : other]}{second}{code[other + 1 :]}"
        for at in range(8)
        for other in range(at + 1, 32)
        for sign, second in zip("0123456789abcdef", "123456789abcdef0", strict=True)
    ]
    guesses = {*near, *(str(uuid.uuid4()) for _ in range(10_000))} - {code}
    assert len(guesses) > 10_000
    with house(north):
        digests = [digest_of(guess) for guess in guesses]
        assert not usable_codes().filter(digest__in=digests).exists()
        assert usable_codes().filter(digest__in=[*digests, digest_of(code)]).count() == 1


def test_one_address_is_slowed_down(north: Cast) -> None:
    for n in range(10):
        HouseClient().post("/north/open/", {"code": f"guess {n}"})
    assert HouseClient().post("/north/open/", {"code": "guess"}).status_code == 429


def test_the_code_itself_is_kept_nowhere(north: Cast, owner: Any) -> None:
    code = code_for(north, "mother")
    with house(north):
        kept = list(ActivationCode.objects.filter(person_id=north.mother.id))
        assert kept
        for row in kept:
            assert code not in str(vars(row))
            assert code.replace("-", "") not in str(vars(row))


def test_no_session_has_the_code_in_it_that_is_typed(north: Cast) -> None:
    without_account(north, "mother")
    code = code_for(north, "mother")
    phone = HouseClient()
    assert phone.post("/north/open/", {"code": code}).status_code == 302
    kept = str(dict(phone.session.items()))
    assert code not in kept and code.replace("-", "") not in kept
    assert phone.post("/north/open/choose/", CHOICE).headers["Location"] == "/north/"


def test_whoever_has_an_account_keeps_her_user_name(north: Cast) -> None:
    code = code_for(north, "mother")
    phone = HouseClient()
    phone.post("/north/open/", {"code": code})
    phone.post("/north/open/choose/", {**CHOICE, "username": "another"})
    assert sign_in(HouseClient(), "mother", NEW).status_code == 302
    (mail,) = mails(north, "account.password_changed")
    assert mail.person_id == north.mother.id  # somebody else may have held the letter


def test_a_code_does_not_open_an_account_that_the_records_have_closed(north: Cast) -> None:
    code = code_for(north, "mother")
    with house(north):
        Account.objects.filter(pk=north.mother.account).update(is_active=False)
    assert "does not open anything" in words_of(HouseClient().post("/north/open/", {"code": code}))


def test_a_user_name_that_somebody_has_is_refused_in_whatever_case(north: Cast) -> None:
    without_account(north, "mother")
    phone = HouseClient()
    phone.post("/north/open/", {"code": code_for(north, "mother")})
    answer = phone.post("/north/open/choose/", {**CHOICE, "username": "Father"})
    assert "Somebody has this user name" in words_of(answer)
    assert not is_in(phone)


def test_a_session_is_new_after_the_account_was_opened(north: Cast) -> None:
    without_account(north, "mother")
    phone = HouseClient()
    phone.post("/north/open/", {"code": code_for(north, "mother")})
    before = phone.cookies["sessionid"].value
    phone.post("/north/open/choose/", CHOICE)
    assert phone.cookies["sessionid"].value != before


def test_whoever_was_signed_in_is_out_before_somebody_elses_account_opens(north: Cast) -> None:
    without_account(north, "mother")
    phone = HouseClient()
    sign_in(phone, "father")
    phone.get(f"/north/open/{code_for(north, 'mother')}/")
    assert not is_in(phone)


def test_an_open_account_shows_no_child_that_is_closed(north: Cast) -> None:
    """A clerk may open an account for a barred father; what he sees goes by the guardianship."""
    without_account(north, "barred")
    phone = HouseClient()
    phone.post("/north/open/", {"code": code_for(north, "barred")})
    phone.post("/north/open/choose/", CHOICE)
    assert is_in(phone)
    assert phone.get(f"/north/family/{north.leo.id}/grades/").status_code == 404


def test_links_are_not_guessed_one_after_the_other(client: HouseClient) -> None:
    found = [client.get(f"/north/open/{uuid.uuid4()}/").status_code for _ in range(11)]
    assert found == [200] * 10 + [429]
