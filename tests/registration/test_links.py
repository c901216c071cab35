"""The link of a new family: it ends, is made anew by the confirmed address, and gives way to an
account."""

import re
from base64 import urlsafe_b64decode
from datetime import date, timedelta
from typing import Any
from zlib import decompress, error

import pytest
from django.db.models import QuerySet

from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, ContactPoint
from openhouse.registration.links import digest_of
from openhouse.registration.models import Application, ApplicationKey, ApplicationMember, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.rules.links import ends_on
from tests.access.walk import Visitor, address
from tests.cast import TODAY, Cast, in_all
from tests.cast_registration import SECRET
from tests.house_client import words_of
from tests.registration.applying import SENT

pytestmark = pytest.mark.django_db
EMAIL = "family@example.org"


def at(cast: Cast, secret: str = "") -> str:
    return address(cast.slug, "register-link", secret or f"north{SECRET}")


def home(cast: Cast) -> str:
    return address(cast.slug, "register-open", cast.rows["app_new"].pk)


@pytest.fixture
def email(north: Cast) -> str:
    """The address that the cast's new family confirmed."""
    with in_all(north):
        QuerySet(Application).filter(pk=north.rows["app_new"].pk).update(email=EMAIL)
    return EMAIL


def mailed(cast: Cast) -> list[str]:
    with in_all(cast):
        rows = QuerySet(Delivery).filter(to=EMAIL).order_by("pk")
        return [one.text for one in rows]


def path_in(text: str) -> str:
    return "/" + str(re.search(r"https?://\S+/register/with/\S+", text)[0]).split("/", 3)[3]  # type: ignore[index]


@pytest.mark.parametrize(
    ("last", "today", "is_over", "until"),
    [
        (date(2027, 3, 31), date(2026, 10, 6), False, date(2027, 4, 28)),
        (date(2026, 10, 1), date(2026, 10, 6), False, date(2026, 12, 5)),
        (date(2027, 3, 31), date(2026, 10, 6), True, date(2026, 11, 5)),
    ],
)
def test_a_link_lasts_some_weeks_longer_than_the_window(
    last: date, today: date, is_over: bool, until: date
) -> None:
    assert ends_on(last, today, is_over=is_over) == until


def test_the_page_says_until_when_the_link_works(north: Cast) -> None:
    client = Visitor()
    client.post(at(north))
    assert "Your link works until" in words_of(client.get(home(north)))


def test_who_has_put_his_own_cookie_there_does_not_come_along(north: Cast) -> None:
    his, hers = Visitor(), Visitor()
    start = address(north.slug, "register")
    his.post(start, {"email": "first@example.org", "window": north.rows["window"].pk})
    with in_all(north):
        text = QuerySet(Delivery).get(to="first@example.org").text
    his.post(path_in(text))
    for name, morsel in his.cookies.items():
        hers.cookies[name] = morsel.value
    assert hers.post(at(north)).status_code == 302
    assert hers.get(home(north)).status_code == 200
    assert his.get(home(north)).status_code == 404


def test_past_its_last_day_a_link_opens_nothing_and_a_new_one_may_be_asked_for(
    north: Cast, email: str
) -> None:
    client = Visitor()
    client.post(at(north))
    assert client.get(home(north)).status_code == 200
    with in_all(north):
        QuerySet(ApplicationKey).update(ends_on=TODAY - timedelta(1))
    assert client.get(home(north)).status_code == 404
    assert "does not work any more" in words_of(client.get(at(north)))
    assert client.post(at(north)).status_code == 200
    again = address(north.slug, "register-again")
    assert client.post(again, {"email": email.upper()}).status_code == 302
    (text,) = mailed(north)
    fresh = Visitor()
    assert fresh.post(path_in(text)).status_code == 302
    assert fresh.get(home(north)).status_code == 200


def test_who_began_nothing_gets_no_mail_and_the_same_words(north: Cast, email: str) -> None:
    again = address(north.slug, "register-again")
    answer = Visitor().post(again, {"email": "stranger@example.org"})
    assert answer.headers["Location"] == address(north.slug, "register-mailed")
    with in_all(north):
        assert not QuerySet(Delivery).filter(to="stranger@example.org").exists()


def test_nobody_fills_a_mailbox_with_links(north: Cast, email: str) -> None:
    for _n in range(6):
        Visitor().post(address(north.slug, "register-again"), {"email": email})
    assert len(mailed(north)) <= 3


def test_who_begins_anew_is_brought_back_to_what_she_has_not_sent(north: Cast, email: str) -> None:
    with in_all(north):
        QuerySet(Application).filter(pk=north.rows["app_new"].pk).update(sent_at=None)
    begin = {"email": email, "window": north.rows["window"].pk}
    Visitor().post(address(north.slug, "register"), begin)
    (text,) = mailed(north)
    client = Visitor()
    assert client.post(path_in(text)).headers["Location"] == home(north)


def test_once_each_child_is_decided_every_link_ends_within_a_month(north: Cast, email: str) -> None:
    from openhouse.access.viewer import System
    from openhouse.registration.links import new_key
    from openhouse.registration.models import Candidate

    with in_all(north):
        mine = Application.objects.visible_to(System()).select_related("window")
        application = mine.get(pk=north.rows["app_new"].pk)
        of_it = Candidate.objects.visible_to(System()).filter(application=application)
        of_it.update(state="declined", reason="No place.")
        new_key(application)
        until = set(
            ApplicationKey.objects.filter(application=application).values_list("ends_on", flat=True)
        )
    assert until == {TODAY + timedelta(30)}


def test_an_office_ends_the_links_and_sends_a_new_one(
    north: Cast, south: Cast, email: str, client_of: Any
) -> None:
    family, clerk = Visitor(), client_of(north.clerk)
    family.post(at(north))
    child = north.rows["candidate_new0"].pk
    page = f"/north/office/registration/{child}/"
    assert "Its link works until" in words_of(clerk.get(page))
    clerk.post(f"{page}decide/", {"act": "end links", "revision": 0})
    assert family.get(home(north)).status_code == 404
    assert "no link of it works" in words_of(clerk.get(page))
    clerk.post(f"{page}decide/", {"act": "new link", "revision": 0})
    (text,) = mailed(north)
    assert Visitor().post(path_in(text)).status_code == 302
    other = f"/north/office/registration/{north.rows['candidate_rivera1'].pk}/decide/"
    assert clerk.post(other, {"act": "end links", "revision": 0}).status_code == 404


def _hers(north: Cast, email: str) -> None:
    """The office has said who she is, whose e-mail this is too."""
    number, mother = north.rows["app_new"].pk, north.empty_parent
    with in_all(north):
        asked = {"key": "adult_email", "kind": "email", "label": {"en": "E-mail"},
                 "fills": "person.email"}  # fmt: skip
        version = north.rows["form"]
        made = dict(version.definition)
        made["sections"] = [
            {**one, "questions": [*one["questions"], asked]} if one["per"] == "guardian" else one
            for one in made["sections"]
        ]
        newer = type(version).objects.create(
            number=8, definition=made, changed_at=SENT, published_at=SENT
        )
        QuerySet(Application).filter(pk=number).update(version=newer)
        part = Part(application_id=number, kind="guardian", person_id=mother.id)
        part.save(force_insert=True)
        Answer(application_id=number, part=part, key="adult_email", value=email,
               answered_at=SENT).save(force_insert=True)  # fmt: skip
        QuerySet(Account).filter(person=mother.id).update(settled_at=None)
        ContactPoint.objects.create(person_id=mother.id, kind="email", value=email.upper())


@pytest.mark.parametrize(("page", "sent"), [
    ("register-again", False), ("register-again", True), ("register", False),
])  # fmt: skip
def test_who_has_an_account_by_now_is_told_where_to_sign_in(
    page: str, sent: bool, north: Cast, email: str
) -> None:
    _hers(north, email)
    with in_all(north):
        QuerySet(Account).filter(person=north.empty_parent.id).update(settled_at=SENT)
        if not sent:
            QuerySet(Application).filter(pk=north.rows["app_new"].pk).update(sent_at=None)
    asked = {"email": email, "window": north.rows["window"].pk}
    answer = Visitor().post(address(north.slug, page), asked)
    stranger = {"email": "stranger@example.org", "window": north.rows["window"].pk}
    other = Visitor().post(address(north.slug, page), stranger)
    assert answer.headers["Location"] == other.headers["Location"]
    (text,) = mailed(north)
    assert "needs no link" in text and "/north/family/registration/" in text
    assert "/register/with/" not in text


def test_when_her_account_is_opened_the_link_gives_way_to_it(
    north: Cast, email: str, client_of: Any
) -> None:
    _hers(north, email)
    number, mother = north.rows["app_new"].pk, north.empty_parent
    family = Visitor()
    assert "Open my registration" in words_of(family.get(at(north)))
    family.post(at(north))
    with in_all(north):
        QuerySet(Account).filter(person=mother.id).update(settled_at=SENT)
    assert "You have an account here now" in words_of(family.get(at(north)))
    assert family.get(home(north)).status_code == 404
    with in_all(north):
        members = QuerySet(ApplicationMember).filter(application=number)
        assert [one.person_id for one in members] == [mother.id]
        assert not QuerySet(ApplicationKey).filter(
            digest=digest_of(f"north{SECRET}"), ended_at=None
        )
    mine = f"/north/family/registration/{number}/"
    assert client_of(mother).get(mine).status_code == 200
    assert client_of(north.father).get(mine).status_code == 404


@pytest.mark.parametrize("where", ["sign-in", "help"])
def test_who_is_new_here_finds_the_start_where_others_sign_in(north: Cast, where: str) -> None:
    assert 'href="/north/register/"' in Visitor().get(f"/north/{where}/").content.decode()


def _unfolded(piece: str) -> bytes:
    """What base64 holds, and that decompressed, as a signed value of Django's may be."""
    try:
        plain = urlsafe_b64decode(piece + "=" * (-len(piece) % 4))
    except ValueError:
        return b""
    try:
        return plain + decompress(plain)
    except error:
        return plain


def test_the_link_of_the_first_mail_names_nobody_to_who_reads_a_log(north: Cast) -> None:
    visitor = Visitor()
    start = address(north.slug, "register")
    visitor.post(start, {"email": "first@example.org", "window": north.rows["window"].pk})
    with in_all(north):
        text = QuerySet(Delivery).get(to="first@example.org").text
    path = path_in(text)
    read = path.encode() + b"".join(map(_unfolded, re.split(r"[/:.]", path)))
    assert b"first" not in read and b"example" not in read
    assert visitor.post(path).status_code == 302
    with in_all(north):
        made = QuerySet(Application).get(email="first@example.org")
    assert visitor.get(address(north.slug, "register-open", made.pk)).status_code == 200
    broken = path[:-2] + ("A/" if path[-2] != "A" else "B/")
    assert "/register/" not in str(Visitor().post(broken).headers.get("Location", ""))


def test_who_comes_back_after_half_an_hour_reads_how_to_go_on(north: Cast) -> None:
    client = Visitor()
    client.post(at(north))
    assert client.get(home(north)).status_code == 200
    client.cookies.clear()  # as the browser does when the session is over
    for url in (home(north), address(north.slug, "register-review", north.rows["app_new"].pk)):
        answer = client.get(url)
        assert answer.status_code == 404
        words = answer.content.decode()
        assert "Please open your link again" in words and "Send me a new link" in words
    nowhere = client.get(address(north.slug, "register-open", 2_000_000_000))
    assert "Please open your link again" in nowhere.content.decode(), (
        "it tells nothing of what there is"
    )
    client.post(at(north))
    another = client.get(address(north.slug, "register-open", 2_000_000_000))
    assert "We could not find that page" in another.content.decode()
