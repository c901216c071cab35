"""Single sign-on as the district sets it up: the form, the try, the switch, who was turned away."""

import re
from typing import Any

import pytest

from openhouse.common.sealed import opened
from openhouse.ledger.models import Change
from openhouse.sign_in.models_identity import ProviderSetup
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.openid_server import Provider, answering, says
from tests.sign_in.single import (
    DOMAIN,
    at_work,
    come_back,
    file_email,
    inside,
    links,
    path_of,
    set_up,
    visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(north: Cast) -> HouseClient:
    return at_work(north, "admin")


def filled(openid: Provider, **said: str) -> dict[str, str]:
    """The form as it is right; what is empty is left out."""
    fields = {
        "name": "Juniper ID",
        "issuer": openid.url,
        "client_id": "openhouse",
        "secret": "a-secret-of-the-district",
        "for_staff": "on",
        "rule": "email",
        "domains": "North.example, @students.north.example",
        "second_factor_there": "on",
        **said,
    }
    return {name: value for name, value in fields.items() if value}


def newest(cast: Cast) -> ProviderSetup:
    with inside(cast):
        return ProviderSetup.objects.select_related("provider").order_by("-pk")[0]


def words_at(answer: Any) -> str:
    """The words of a page, whatever its status."""
    answer.status_code = 200
    return words_of(answer)


def test_a_provider_is_added_tried_and_switched_on(
    north: Cast, openid: Provider, admin: HouseClient
) -> None:
    done = admin.post("/north/staff/sign-on/new/openid/", filled(openid, client_id="", secret=""))
    made = newest(north)
    assert done.headers["Location"] == f"/north/staff/sign-on/{made.pk}/"
    assert (made.provider.is_on, made.domains) == (False, [DOMAIN, f"students.{DOMAIN}"])
    page = admin.get(f"/north/staff/sign-on/{made.pk}/")
    (callback,) = re.findall(r'value="(http[^"]+)" readonly', page.content.decode())
    assert callback == f"http://localhost:8000/north/sso/{made.pk}/callback/"
    switch = f"/north/staff/sign-on/{made.pk}/switch/"
    assert "Client ID or secret is missing" in words_at(admin.post(switch, {"on": "1"}))
    openid.register(callback)
    with_keys = filled(openid, client_id=openid.client_id, secret=openid.secret)
    admin.post(f"/north/staff/sign-on/{made.pk}/edit/", with_keys)
    assert admin.post(switch, {"on": "1"}).status_code == 302
    assert "Sign in with Juniper ID" in words_of(visitor().get("/north/sign-in/"))
    admin.post(switch, {"on": "0"})
    assert "Juniper ID" not in words_of(visitor().get("/north/sign-in/"))
    words = words_of(admin.get(f"/north/staff/sign-on/{made.pk}/"))
    for said in ("It was switched off", "The provider was added", north.admin.name):
        assert said in words.partition("What happened")[2], said
    with inside(north):
        lines = Change.objects.filter(kind__startswith="sign_on.").order_by("pk")
        kinds = [(line.kind, line.actor_id) for line in lines]
        assert openid.secret not in str([line.after for line in lines])
    assert kinds == [
        (f"sign_on.{what}", north.admin.id) for what in ("made", "changed", "on", "off")
    ]


def test_a_secret_is_never_shown_again_and_stays_when_left_empty(
    north: Cast, openid: Provider, admin: HouseClient
) -> None:
    admin.post("/north/staff/sign-on/new/openid/", filled(openid))
    made = newest(north)
    base = f"/north/staff/sign-on/{made.pk}/"
    for path in (base, f"{base}edit/", "/north/staff/sign-on/"):
        page = admin.get(path).content.decode()
        assert "a-secret-of-the-district" not in page
        assert made.secret not in page
    wrong = admin.post(f"{base}edit/", filled(openid, name="", secret="typed-again"))
    assert "typed-again" not in wrong.content.decode()
    admin.post(f"{base}edit/", filled(openid, secret="", name="Juniper"))
    changed = newest(north)
    assert (opened(changed.secret), changed.provider.name) == (
        "a-secret-of-the-district",
        "Juniper",
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"issuer": "http://juniper.example"}, "begins with https://"),
        ({"issuer": "juniper"}, "begins with https://"),
        ({"issuer": "https://login.microsoftonline.com/common/v2.0"}, "your own tenant id"),
        ({"issuer": "http://127.0.0.1:1"}, "cannot be reached"),
        ({"issuer": "https://10.0.0.1"}, "inside a network"),
        ({"for_staff": ""}, "staff, students or both"),
        ({"domains": ""}, "Name a domain"),
        ({"domains": "north"}, "is not a domain"),
        ({"domains": "<script>.example"}, "is not a domain"),
        ({"rule": "number"}, "where the provider tells the number"),
        ({"rule": "birthday"}, "Please choose one of those"),
        ({"name": ""}, "Please fill this in"),
    ],
)
def test_a_setup_that_would_not_work_is_not_saved(
    said: dict[str, str], words: str, north: Cast, openid: Provider, admin: HouseClient
) -> None:
    before = newest(north).pk
    answer = admin.post("/north/staff/sign-on/new/openid/", filled(openid, **said))
    assert answer.status_code == 400
    assert words in words_at(answer)
    assert newest(north).pk == before


def test_an_issuer_that_calls_itself_something_else_is_named(
    north: Cast, openid: Provider, admin: HouseClient
) -> None:
    form = filled(openid, issuer=f"{openid.url}/.well-known/openid-configuration")
    assert admin.post("/north/staff/sign-on/new/openid/", form).status_code == 302
    with answering(200, b'{"issuer": "https://another.example"}') as url:
        form["issuer"] = url
        wrong = words_at(admin.post("/north/staff/sign-on/new/openid/", form))
    assert "It calls itself 'https://another.example'" in wrong


def test_the_rules_reach_is_counted_before_it_is_switched_on(
    north: Cast, openid: Provider, admin: HouseClient
) -> None:
    for name in ("teacher", "clerk", "mother"):
        file_email(north, name, f"{name}@{DOMAIN}")
    for name in ("second_teacher", "admin"):
        file_email(north, name, f"Office@{DOMAIN}")
    admin.post("/north/staff/sign-on/new/openid/", filled(openid))
    words = words_of(admin.get(f"/north/staff/sign-on/{newest(north).pk}/"))
    for said in (
        "People it is for 6",
        "Recognized by the rule 2",
        "Nothing on file that the rule could go by 2",
        "The same is on file for somebody else too 2",
        "Recognized, but without an account 0",
    ):
        assert said in words, said


def trial(admin: HouseClient, openid: Provider, number: int, subject: str) -> str:
    """What the page of a try says."""
    there = admin.get(f"/north/staff/sign-on/{number}/try/").headers["Location"]
    back = admin.get(path_of(openid.sign_in(there, subject)))
    assert back.headers["Location"] == f"/north/staff/sign-on/{number}/tried/"
    return words_of(admin.get(back.headers["Location"]))


def test_a_try_shows_who_it_would_be_and_signs_nobody_in(
    north: Cast, openid: Provider, admin: HouseClient
) -> None:
    number = set_up(north, openid)
    with inside(north):
        ProviderSetup.objects.get(pk=number).provider.__class__.objects.update(is_on=False)
    file_email(north, "teacher", f"teacher@{DOMAIN}")
    openid.knows("t-1", email=f"teacher@{DOMAIN}", email_verified=True, department="<b>Math</b>")
    openid.knows("t-2", email="t@mail.example", email_verified=True)
    words = trial(admin, openid, number, "t-1")
    assert f"This would be {north.teacher.name}" in words
    assert "department <b>Math</b>" in words
    assert "Of another domain" in trial(admin, openid, number, "t-2")
    openid.lie = says(aud="another")
    assert "The answer was not right" in trial(admin, openid, number, "t-1")
    assert links(north) == []
    assert admin.get("/north/staff/sign-on/").status_code == 200
    again = admin.get(f"/north/staff/sign-on/{number}/tried/")
    assert again.headers["Location"] == f"/north/staff/sign-on/{number}/"


def test_who_was_turned_away_is_listed_and_a_new_identity_let_in(
    north: Cast, openid: Provider, admin: HouseClient
) -> None:
    number = set_up(north, openid)
    file_email(north, "teacher", f"teacher@{DOMAIN}")
    for subject in ("the-old-one", "the-new-one"):
        openid.knows(subject, email=f"teacher@{DOMAIN}", email_verified=True)
        come_back(visitor(), openid, north, number, subject)
    page = admin.get(f"/north/staff/sign-on/{number}/")
    assert f"{north.teacher.name} · teacher@{DOMAIN}" in words_of(page)
    assert "Another account at the provider than before" in words_of(page)
    forget = f"/north/staff/sign-on/{number}/forget/{north.teacher.id}/"
    assert forget in page.content.decode()
    assert admin.post(forget).status_code == 302
    assert come_back(visitor(), openid, north, number, "the-new-one").status_code == 302
    assert links(north) == [(north.teacher.id, "the-new-one")]
    assert come_back(visitor(), openid, north, number, "the-old-one").status_code == 403
    admin.post(forget)
    assert admin.post(forget).status_code == 404


def test_a_protocol_that_nobody_speaks_is_not_there(admin: HouseClient) -> None:
    assert admin.get("/north/staff/sign-on/new/kerberos/").status_code == 404
